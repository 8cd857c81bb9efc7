import { expect, test } from 'vitest';
import { readSheet } from '../packages/server/src/http/testing/read-sheet.ts';
import type { Desk } from './desk.ts';
import { type Part, settleHouse } from './house.ts';
import { journeys } from './stage.ts';

const people: readonly Part[] = [
  { name: '甲一', login: 'jiayi', duties: ['officer'] },
  { name: '乙一', login: 'yiyi', duties: ['leader-in-charge'] },
  { name: '己一', login: 'jiyi', duties: ['personnel'] },
  { name: '庚一', login: 'gengyi' },
];

/** Picks an entry of the menu beside the primary action. */
async function pickOther(desk: Desk, entry: string): Promise<void> {
  await desk.button('其他操作').first().click();
  await desk.page.getByRole('menuitem', { name: entry }).click();
}

await journeys(
  'somebody who leaves',
  () => settleHouse(people),
  (stage) => {
    const house = (login: string) => stage.house.person(login);

    test('a commitment on leaving is drafted by the office and put in force by the leader', async () => {
      const officer = await stage.enter(house('jiayi'));
      await officer.goTo('责任书与承诺书');
      await pickOther(officer, '文书模板');
      await officer.button('起草模板').click();
      await officer.choose(officer.field('机构'), '示范保密局');
      await officer.field('保密承诺书').check();
      await officer.field('场合').selectOption({ label: '离岗离职' });
      await officer.field('名称').fill('离岗离职保密承诺书');
      await officer.field('正文').fill('本人{姓名}已交清全部涉密载体，离岗后继续履行保密义务。');
      await officer.button('保存草稿').click();
      await officer.notice('已保存。');
      await officer.heading('离岗离职保密承诺书').waitFor();
      const place = new URL(officer.page.url()).pathname;
      const leader = await stage.enter(house('yiyi'));
      await leader.open(place);
      await leader.button('发布').click();
      await leader.dialog('发布').getByRole('button', { name: '发布' }).click();
      await leader.notice('已发布。');
    });

    test('leaves empty-handed: talk, letter, cooling-off, freezing, account, end', async () => {
      const leaver = await stage.enter(house('gengyi'));
      const personnel = await stage.enter(house('jiyi'));
      await personnel.goTo('离岗离职');
      await personnel.button('办理离岗').click();
      const begun = personnel.dialog('办理离岗');
      await personnel.choose(begun.getByLabel('人员'), '庚一');
      await begun.getByLabel('类别').selectOption({ label: '辞职' });
      await begun.getByLabel('理由').fill('本人申请辞职');
      await begun.getByRole('button', { name: '办理离岗' }).click();
      await personnel.heading('庚一离岗手续').waitFor();
      const place = new URL(personnel.page.url()).pathname;
      await personnel.page.getByText('还有 2 项').or(personnel.page.getByText('2 项')).first().waitFor();

      await leaver.open('/letters');
      await leaver.link('离岗离职保密承诺书').click();
      await leaver.page.getByText('本人庚一已交清全部涉密载体').waitFor();
      await leaver.button('签订').click();
      await leaver.dialog('签订').getByRole('button', { name: '签字' }).click();
      await leaver.notice('已签字，并记录在案。');

      await personnel.button('登记谈话').click();
      const talk = personnel.dialog('登记谈话');
      await talk.getByLabel('谈话要点').fill('已提醒保密义务和脱密期规定');
      await talk.getByRole('button', { name: '登记谈话' }).click();
      await personnel.notice('已登记。');
      await personnel.button('确定脱密期').click();
      const cooling = personnel.dialog('确定脱密期');
      await cooling.getByLabel('理由').fill('按涉密等级确定');
      await cooling.getByRole('button', { name: '报批' }).click();
      await personnel.notice('已提交，尚未生效');

      const leader = await stage.enter(house('yiyi'));
      await leader.consentTo(/脱密期/);

      // from this moment the leaver sees nothing, in the window he has open
      await personnel.page.reload();
      await personnel.button('冻结权限').click();
      await personnel.dialog('冻结权限').getByRole('button', { name: '冻结权限' }).click();
      await personnel.notice('已冻结。');
      leaver.expectRefusals(/.*/);
      await leaver.page.reload();
      await leaver.heading('登录').waitFor();

      const system = await stage.enter(house('xitong'));
      await system.goTo('账号');
      const row = system.page.getByRole('row').filter({ hasText: 'gengyi' });
      await row.getByRole('button', { name: /其他操作/ }).click();
      await system.page.getByRole('menuitem', { name: '停用账号' }).click();
      const closing = system.dialog('停用账号');
      await closing.getByLabel('理由').fill('离岗');
      await closing.getByRole('button', { name: '停用账号' }).click();
      await system.notice('账号已停用。');

      await personnel.open(place);
      await personnel.page.getByText('已全部交清。').waitFor();
      const opened = personnel.context.waitForEvent('request', (request) =>
        request.url().includes('leaving.sheet'),
      );
      await pickOther(personnel, '打印交接单');
      expect(readSheet(await personnel.paperAt((await opened).url()))).toContain('没有未交清');
      await personnel.button('办结').click();
      await personnel.dialog('办结').getByRole('button', { name: '办结' }).click();
      await personnel.notice('已办结。');
      await personnel.goTo('离岗离职');
      await personnel.page.getByRole('row').filter({ hasText: '庚一' }).getByText('已办结').waitFor();
    });
  },
);
