// CAR-11, BEY-4
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SearchHits } from '../contract.ts';
import { type VaultHouse, createVaultHouse } from '../testing/vault-house.ts';

let house: VaultHouse;
let reader: { id: string; session: string };
let known: string;
beforeAll(async () => {
  house = await createVaultHouse();
  reader = await house.person('乙一', 3);
  const knowers = [reader.id];
  ({ carrierId: known } = await house.keep({
    text: '关于设备更新的报告\n第三车间的离心机已到更换年限，\n拟于下半年更换。',
    title: '设备更新',
    knowers,
  }));
  await house.keep({ text: '第三车间的离心机另有安排，不在此列。', title: '另有安排' });
  await house.keep({ text: '第三车间的离心机属于机密事项。', title: '机密事项', level: 'JIMI', knowers });
  await house.keep({ text: '离心与机械无关；离奇，心机。', title: '不相干', knowers });
});
afterAll(() => house.close());

function search(session: string, words: string, more: Record<string, unknown> = {}) {
  return house.w.ask(session, 'vault.search', { words, ...more }, SearchHits);
}

test('words are found in what one may know below 机密, with what stands around them, and nowhere else', async () => {
  const hits = await search(reader.session, '离心机');
  expect(hits.rows).toMatchObject([{ carrierId: known, title: '设备更新', words: '离心机' }]);
  expect(hits.rows[0]?.before).toContain('第三车间的');
  expect((await search(house.clerk.session, '离心机')).rows).toHaveLength(2);
  const stranger = await house.person('乙二', 3);
  expect((await search(stranger.session, '离心机')).rows).toEqual([]);
});

test('two characters are enough, also across a line; one is said to be too short', async () => {
  expect((await search(reader.session, '车间')).rows).toHaveLength(1);
  expect((await search(reader.session, '限拟于')).rows).toHaveLength(1);
  expect(await search(reader.session, '机')).toMatchObject({ rows: [], tooShort: true });
});

test('who leaves the scope finds nothing from then on', async () => {
  const leaving = await house.person('乙三', 3);
  const { carrierId } = await house.keep({ text: '仪表间的压力表需要校准。', knowers: [leaving.id] });
  expect((await search(leaving.session, '压力表')).rows).toHaveLength(1);
  const [scope] = await house.rows('select id from carrier_scope where carrier_id = $1 and person_id = $2', [
    carrierId,
    leaving.id,
  ]);
  await house.w.done(house.clerk.session, 'carrier.narrowScope', {
    carrierId,
    scopeId: scope?.['id'],
    reason: '调离',
  });
  expect((await search(leaving.session, '压力表')).rows).toEqual([]);
});

test('hits come page by page, each once, the newest first', async () => {
  const pager = await house.person('乙四', 3);
  for (let i = 1; i <= 5; i += 1) {
    house.clock.now = new Date(house.clock.now.getTime() + 60_000);
    await house.keep({ text: `第${i}号泵房的巡检记录`, title: `巡检${i}`, knowers: [pager.id] });
  }
  const titles: string[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof search>> = await search(pager.session, '巡检记录', {
      limit: 2,
      after,
    });
    titles.push(...page.rows.map((row) => row.title));
    after = page.next;
  } while (after !== null);
  expect(titles).toEqual(['巡检5', '巡检4', '巡检3', '巡检2', '巡检1']);
  await expect(search(pager.session, '巡检记录', { after: 'x' })).rejects.toMatchObject({
    code: 'not.found',
  });
});
