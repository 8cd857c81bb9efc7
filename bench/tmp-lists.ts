import { readFileSync } from 'node:fs';
import { createPool } from '@fengni/kernel/db/pool';
import { createKeyRing } from '@fengni/kernel/keys/key-ring';
import { createSecretBox } from '@fengni/kernel/keys/secret-box';
import { composeRegistry } from '../packages/server/src/composition.ts';
import { measureLists } from './lists.ts';
const { runtime, sight } = JSON.parse(readFileSync('/tmp/bench-stage.json', 'utf8'));
const rootKey = Buffer.alloc(32, 7);
const keys = createKeyRing(rootKey, createSecretBox(rootKey));
const registry = composeRegistry({
  keys,
  gate: { admits: () => false },
  zone: 'Asia/Shanghai',
  address: () => '',
  verifiers: [],
});
const pool = createPool(runtime, () => undefined);
const kernel = {
  pool,
  registry,
  keys,
  clock: () => new Date('2026-11-22T01:00:00Z'),
  newId: () => crypto.randomUUID(),
  zone: 'Asia/Shanghai',
  onFault: () => undefined,
};
await measureLists({
  kernel,
  sight,
  size: 1_000_000,
  first: new Map(),
  report: (r) =>
    console.log(r.met ? 'ok ' : 'BAD', String(r.value).padStart(9), String(r.more?.p50).padStart(9), r.bench),
});
await pool.end();
