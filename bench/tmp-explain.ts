import { readFileSync } from 'node:fs';
import pg from 'pg';
import { createPool } from '@fengni/kernel/db/pool';
import { createKeyRing } from '@fengni/kernel/keys/key-ring';
import { createSecretBox } from '@fengni/kernel/keys/secret-box';
import { runQuery } from '@fengni/kernel/command/run-query';
import { composeRegistry } from '../packages/server/src/composition.ts';
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
const pool = createPool({ ...runtime }, () => undefined);
const kernel = {
  pool,
  registry,
  keys,
  clock: () => new Date('2026-11-22T01:00:00Z'),
  newId: () => crypto.randomUUID(),
  zone: 'Asia/Shanghai',
  onFault: () => undefined,
};
const [who, name, input, full] = process.argv.slice(2);
const ask = () =>
  runQuery(kernel, { name, input: JSON.parse(input!), sessionHash: sight[who!], terminal: 'b' });
const real = pg.Client.prototype.query as any;
let depth = 0,
  on = false;
(pg.Client.prototype as any).query = async function (q: any, ...rest: any[]) {
  const text = typeof q === 'string' ? q : q.text;
  if (on && !depth && /^\s*(select|with)/i.test(text)) {
    depth++;
    const r = await real.call(this, {
      text: `explain (analyze, buffers, verbose off) ${text}`,
      values: q.values,
    });
    depth--;
    const lines = r.rows.map((x: any) => x['QUERY PLAN']);
    const ex = Number(/Execution Time: ([\d.]+)/.exec(lines.join('\n'))![1]);
    console.log(
      `\n=== exec ${ex} ${lines.find((l: string) => l.startsWith('Planning Time'))} :: ${text.replace(/\s+/g, ' ').slice(0, 150)}`,
    );
    if (full !== undefined && ex >= Number(full)) console.log(lines.join('\n'));
  }
  const b = performance.now();
  const r = await real.call(this, q, ...rest);
  if (!on && !depth && process.env['T'])
    console.log((performance.now() - b).toFixed(2), text.slice(0, 90).replace(/\s+/g, ' '));
  return r;
};
for (let i = 0; i < 3; i++) {
  const b = performance.now();
  await ask();
  console.log('ms', (performance.now() - b).toFixed(1));
}
on = true;
await ask();
await pool.end();
