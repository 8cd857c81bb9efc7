import pg from 'pg';
import { randomUUID } from 'node:crypto';
import { withStage } from './stage.ts';
const real = (pg.Client.prototype as any).query;
let on = false; const sums = new Map<string, [number, number]>();
(pg.Client.prototype as any).query = async function (q: any, ...rest: any[]) {
  const text = (typeof q === 'string' ? q : q.text).replace(/'[0-9a-f-]{36,64}'/g, '?').replace(/\s+/g, ' ').slice(0, 90);
  const b = performance.now(); const r = await real.call(this, q, ...rest);
  if (on) { const s = sums.get(text) ?? [0, 0]; sums.set(text, [s[0] + 1, s[1] + performance.now() - b]); }
  return r;
};
await withStage(async ({ world }) => {
  const clerkId = (await world.person('甲一', 'north')).id;
  await world.clear(clerkId, 'cn-state-secret', 3);
  await world.hold(clerkId, 'document-clerk', 'north');
  const s = await world.signIn(clerkId);
  const opened = await world.done(await world.as('officer', 'north'), 'register.open', { unitId: world.units.north.id, kind: 'carrier', name: '样例台账' });
  const reg = () => world.done(s, 'carrier.register', { registerId: opened['registerId'], medium: 'paper', mark: { scheme: 'cn-state-secret', level: 'MIMI', validity: { kind: 'unstated' } }, title: `样例文件 ${randomUUID()}` });
  for (let i = 0; i < 30; i++) await reg();
  on = true; const n = 300; const b = performance.now();
  for (let i = 0; i < n; i++) await reg();
  const t = performance.now() - b; on = false;
  console.log('register ms', (t / n).toFixed(2));
  for (const [k, [c, ms]] of [...sums].toSorted((a, b) => b[1][1] - a[1][1])) console.log((c / n).toFixed(2), (ms / n).toFixed(3), k);
  sums.clear();
  const made: any = await reg(); await world.done(s, 'circulation.start', { copyId: made.copies[0].copyId, readerIds: [clerkId] });
  const page: any = await world.query(s, 'carrier.open', { carrierId: made.carrierId });
  const readerId = page.copyViews[0].circulation.readers[0].id;
  await world.done(s, 'circulation.pass', { readerId });
  const sign = () => world.done(s, 'circulation.sign', { readerId, what: 'read' });
  for (let i = 0; i < 30; i++) await sign();
  on = true; const b2 = performance.now();
  for (let i = 0; i < n; i++) await sign();
  console.log('sign ms', ((performance.now() - b2) / n).toFixed(2)); on = false;
  for (const [k, [c, ms]] of [...sums].toSorted((a, b) => b[1][1] - a[1][1])) console.log((c / n).toFixed(2), (ms / n).toFixed(3), k);
});
