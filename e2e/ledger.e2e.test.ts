import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Desk } from './desk.ts';
import { settleHouse } from './house.ts';
import { journeys } from './stage.ts';

const repository = fileURLToPath(new URL('../', import.meta.url));
const sample = path.join(repository, '..', 'shared', 'samples', 'carrier-ledger.xlsx');
const fixture = path.join(repository, 'packages/server/src/modules/carriers/ledger/fixtures/plain.xlsx');
/** An office's own ledger where there is one beside the checkout; both have rows with faults, one of them a 30 February. */
const ledger = existsSync(sample) ? sample : fixture;

async function chooseFile(desk: Desk): Promise<void> {
  await desk.field(/^把台账文件拖到这里/).setInputFiles(ledger);
  await desk.page.getByRole('region', { name: '核对结果' }).waitFor();
}

/** A number among the counts of the check. */
async function countOf(desk: Desk, term: string): Promise<number> {
  const counts = desk.page.getByRole('region', { name: '核对结果' });
  const found = new RegExp(`${term}\\s*([\\d ,\u00A0\u202F]+)`).exec(await counts.innerText());
  return Number((found?.[1] ?? '').replace(/\D/g, '') || Number.NaN);
}

await journeys(
  'the office’s ledger',
  () => settleHouse([{ name: '甲二', login: 'jiaer', duties: ['document-clerk'] }]),
  (stage) => {
    test('comes in with its faults listed, and a second time adds nothing', async () => {
      const desk = await stage.enter(stage.house.person('jiaer'));
      await desk.goTo('载体');
      await desk.button('从 Excel 导入').click();
      await desk.heading('从 Excel 导入').waitFor();
      await chooseFile(desk);
      const good = await countOf(desk, '可导入');
      const rejected = await countOf(desk, '有误');
      expect(good).toBeGreaterThan(0);
      expect(rejected).toBeGreaterThan(0);
      expect(good + rejected).toBe(await countOf(desk, '数据行'));

      // how the columns were understood, and what is wrong where
      const mark = desk.field(/^列 [A-Z]+ 密级.* 的对应$/).first();
      expect(await mark.inputValue()).toBe('mark');
      const faults = desk.page.getByRole('table', { name: '有误' });
      await faults.getByRole('cell', { name: /2025\D?0?2\D30/ }).waitFor();

      // with a fault left, everything or nothing is off
      const all = desk.button(/^导入 .+ 行$/);
      expect(await all.getAttribute('aria-disabled')).toBe('true');
      await desk.field(/^只导入无误的/).check();
      await all.click();
      await desk.heading('已导入').waitFor({ timeout: 120_000 });
      const said = desk.page.getByText(/^新增 .+ 行：.+ 件、.+ 份。$/);
      expect(await said.textContent()).toContain(`新增 ${good} 行`);
      await desk.page.getByText(new RegExp(`^${rejected} 行有误，没有导入`)).waitFor();
      await desk.link('打开台账').click();
      await desk.page.getByRole('table', { name: '载体' }).waitFor();

      await desk.button('其他操作').first().click();
      await desk.page.getByRole('menuitem', { name: '从 Excel 导入' }).click();
      await chooseFile(desk);
      expect(await countOf(desk, '已在台账中')).toBe(good);
      expect(await countOf(desk, '可导入')).toBe(0);
      await desk.field(/^只导入无误的/).check();
      expect(await all.getAttribute('aria-disabled')).toBe('true');
      await all.hover();
      await desk.page.getByText(`无误的 ${good} 行均已在台账中，没有新增。`).waitFor();
    });
  },
);
