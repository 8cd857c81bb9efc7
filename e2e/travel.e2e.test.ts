// FOR-1, FOR-2
import { expect, test } from 'vitest';
import { readSheet } from '../packages/server/src/http/testing/read-sheet.ts';
import type { Desk } from './desk.ts';
import { type Part, settleHouse } from './house.ts';
import { journeys } from './stage.ts';

const people: readonly Part[] = [
  { name: '甲一', login: 'jiayi', duties: ['officer'] },
  { name: '乙一', login: 'yiyi', duties: ['leader-in-charge'] },
  { name: '乙二', login: 'yier', duties: ['first-responsible'] },
  { name: '丙一', login: 'bingyi', duties: ['unit-leader'] },
  { name: '己一', login: 'jiyi', duties: ['personnel'] },
  { name: '庚一', login: 'gengyi' },
];

function today(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());
}

/** Picks an entry of a menu beside the primary action, or of a line's dots. */
async function pickOther(desk: Desk, menu: string, entry: string): Promise<void> {
  await desk.button(menu).first().click();
  await desk.page.getByRole('menuitem', { name: entry, exact: true }).click();
}

/** Fills a dialog's only button in. */
async function confirm(desk: Desk, title: string, label = title): Promise<void> {
  await desk.dialog(title).getByRole('button', { name: label, exact: true }).click();
}

await journeys(
  'a journey abroad',
  () => settleHouse(people),
  (stage) => {
    const house = (login: string) => stage.house.person(login);

    test('his passport is taken in', async () => {
      const personnel = await stage.enter(house('jiyi'));
      await personnel.open('/travel/passports');
      await personnel.button('登记证件').click();
      const entering = personnel.dialog('登记证件');
      await personnel.choose(entering.getByLabel('持有人'), '庚一');
      await entering.getByLabel('号码').fill('E12345678');
      await entering.getByLabel('有效期至').fill('2099-01-01');
      await entering.getByLabel('位置').fill('1号证件柜');
      await entering.getByRole('button', { name: '登记证件' }).click();
      await personnel.notice('已登记。');
      const row = personnel.page.getByRole('row').filter({ hasText: '庚一' });
      await row.getByText('E******78').waitFor();
    });

    test('from the application to the talk after the return', async () => {
      const traveller = await stage.enter(house('gengyi'));
      await traveller.goTo('出国（境）');
      await traveller.button('申请出国（境）').click();
      await traveller.heading('申请出国（境）').waitFor();
      await traveller.field('前往国家（地区）').selectOption({ label: '新加坡' });
      await traveller.field('出境日期').fill(today());
      await traveller.field('返回日期').fill(today());
      await traveller.field('事由').fill('年休假旅游');
      await traveller.button('保存草稿').click();
      await traveller.heading('庚一赴新加坡').waitFor();
      const place = new URL(traveller.page.url()).pathname;
      await traveller.page.getByText('核心涉密人员').first().waitFor();
      await traveller.button('报批').click();
      await confirm(traveller, '报批');
      await traveller.notice('已提交，尚未生效');

      for (const login of ['bingyi', 'jiyi', 'jiayi', 'yiyi', 'yier']) {
        const decider = await stage.enter(house(login));
        await decider.consentTo(/出国/);
        await decider.leave();
      }

      await traveller.page.reload();
      await traveller.button('阅签保密须知').click();
      await confirm(traveller, '阅签保密须知', '已阅知');
      await traveller.notice('已阅签，并记录在案。');

      const officer = await stage.enter(house('jiayi'));
      await officer.open(place);
      await pickOther(officer, '庚一 的其他操作', '借出证件');
      await confirm(officer, '借出证件');
      await officer.notice('已借出，请打印借用单。');
      const opened = officer.context.waitForEvent('request', (request) =>
        request.url().includes('travel.loanSlip'),
      );
      await officer.button('打印借用单').click();
      expect(readSheet(await officer.paperAt((await opened).url()))).toContain('E12345678');
      await pickOther(officer, '庚一 的其他操作', '确认清退');
      await confirm(officer, '确认清退');
      await officer.notice('已确认。');
      await officer.button('确认出境').click();
      await confirm(officer, '确认出境');
      await officer.notice('已确认出境');

      await traveller.page.reload();
      await traveller.button('报告返回').click();
      await confirm(traveller, '报告返回');
      await traveller.notice('已报告。');

      await officer.page.reload();
      await pickOther(officer, '庚一 的其他操作', '登记回国谈话');
      const talk = officer.dialog('登记回国谈话');
      await talk.getByLabel('被打听涉密或内部事项').check();
      await talk.getByLabel('谈话要点').fill('有人打听单位情况，未作回答');
      await talk.getByRole('button', { name: '登记回国谈话' }).click();
      await officer.page.getByText('有人打听单位情况，未作回答').waitFor();
      await officer.open('/travel/passports');
      await pickOther(officer, '庚一 普通护照 的其他操作', '收回');
      await confirm(officer, '收回');
      await officer.notice('已收回。');
      await officer.open(place);
      await officer.button('办结').click();
      await confirm(officer, '办结');
      await officer.notice('已办结。');

      // he learns that the talk is on record, and not what was made of it
      await traveller.page.reload();
      await traveller.page.getByText('已谈话').first().waitFor();
      expect(await traveller.page.getByText('有人打听单位情况').count()).toBe(0);
    });
  },
);
