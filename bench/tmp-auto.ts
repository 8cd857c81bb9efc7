import { readFileSync } from 'node:fs';
import { withClient } from '@fengni/kernel/db/pool';
const { owner, sight } = JSON.parse(readFileSync('/tmp/bench-stage.json', 'utf8'));
await withClient(owner, async (c) => {
  c.on('notice', (n) => console.log(n.message));
  await c.query(
    `load 'auto_explain'; set auto_explain.log_min_duration=${process.argv[3] ?? 20}; set auto_explain.log_nested_statements=on; set auto_explain.log_analyze=on; set client_min_messages=log; set fengni.session='${sight.third}'; set fengni.today='2026-11-22'`,
  );
  await c.query(process.argv[2]!);
});
