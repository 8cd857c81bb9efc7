import { test, beforeAll, afterAll } from 'vitest';
import { readInSandbox } from '@fengni/inspect/sandbox';
import { createLedgerWorld, makeLedger, type LedgerWorld } from './testkit.ts';
import { planLedger } from './plan-ledger.ts';
let the: LedgerWorld;
beforeAll(async () => { the = await createLedgerWorld(); });
afterAll(() => the.close());
const header = ['编号', '文号', '载体名称', '密级', '份号', '份数', '保管人', '存放地点', '状态', '借用人', '借出日期', '备注'];
test('measure', async () => {
  const clerk = await the.world.as('document-clerk', 'north');
  for (const n of [10000, 20000]) {
    const reg = await the.newRegister('r' + n);
    const rows = Array.from({ length: n }, (_, i) => [null, `示密〔2025〕${n}-${i + 1}号`, `第${i + 1}期工作简报关于某某事项的通知`, '机密★10年', String(i + 1).padStart(6, '0'), 1, '甲一', '机要室1号柜', '在库', null, null, null]);
    let t = performance.now(); const lap = (w: string) => { console.log(n, w, Math.round(performance.now() - t)); t = performance.now(); };
    const bytes = makeLedger(header, rows); lap('write xlsx');
    const read = await readInSandbox({ task: 'workbook', bytes, options: {} }); lap('sandbox');
    if (!read.ok) throw new Error(read.en);
    const plan = await planLedger(read.value, { defaultScheme: 'cn-state-secret' }); lap('plan');
    const outcome = await the.world.run(clerk, 'ledger.import', { registerId: reg, fileName: 'x', fileDigest: 'a'.repeat(64), rejected: 0, rows: plan.good }); lap('import ' + outcome.kind);
    const tables: Record<string, string> = {};
    await the.database.asOwner(async (c) => {
      await c.query("select set_config('fengni.entry', gen_random_uuid()::text, false)");
      await c.query('begin');
      await c.query("create temp table sc as select gen_random_uuid() as id, c.id as carrier_id, (select id from person limit 1) as p from carrier c where register_id=$1", [reg]);
      const r = await c.query("explain (analyze, format json) insert into carrier_scope (id, carrier_id, person_id, basis, added_at, added_by) select id, carrier_id, p, 'import', now(), p from sc");
      const plan = r.rows[0]['QUERY PLAN'][0]; console.log(n, 'scope insert', plan['Execution Time'], JSON.stringify(plan.Triggers?.map((x: any) => [x['Trigger Name'] ?? x['Constraint Name'], x.Time])));
      await c.query('rollback'); await c.query('begin');
      await c.query("delete from carrier_gram where carrier_id in (select id from carrier where register_id=$1)", [reg]);
      const g = await c.query("explain (analyze, format json) update carrier_matter set title = title || '' where id in (select id from carrier where register_id=$1)", [reg]);
      const gp = g.rows[0]['QUERY PLAN'][0]; console.log(n, 'matter update', gp['Execution Time'], JSON.stringify(gp.Triggers?.map((x: any) => [x['Trigger Name'] ?? x['Constraint Name'], x.Time])));
      await c.query('rollback');
    });
    void tables;
  }
}, 300000);
