import { readFileSync } from 'node:fs';
import { withClient } from '@fengni/kernel/db/pool';
const { owner } = JSON.parse(readFileSync('/tmp/bench-stage.json', 'utf8'));
await withClient(owner, async (c) => {
  for (const q of process.argv.slice(2)) {
    const b = performance.now();
    const r = await c.query(q);
    const rows = (Array.isArray(r) ? r.at(-1) : r).rows;
    for (const x of rows.slice(0, 80)) console.log(Object.values(x).join(' | '));
    console.log('--', (performance.now() - b).toFixed(1));
  }
});
