import { withStage } from './stage.ts';
import { makeSight, addCarriers } from './data.ts';
import pg from 'pg';
const q = pg.Client.prototype.query;
(pg.Client.prototype as any).query = async function (this: any, ...a: any[]) {
  const b = performance.now();
  const r = await (q as any).apply(this, a);
  const ms = performance.now() - b;
  if (ms > 500) console.log(ms | 0, String(a[0]?.text ?? a[0]).slice(0, 60));
  return r;
};
await withStage(async (s) => {
  const sight = await makeSight(s);
  await addCarriers(s, sight, { from: 1, to: 50000 });
});
