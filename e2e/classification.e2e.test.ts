import { expect, test } from 'vitest';
import { type Part, settleHouse } from './house.ts';
import { journeys } from './stage.ts';

const title = '示范单位应急演练方案';
const people: readonly Part[] = [
  { name: '甲二', login: 'jiaer', duties: ['document-clerk'] },
  { name: '丙一', login: 'bingyi', duties: ['unit-leader'] },
  { name: '丁一', login: 'dingyi', duties: ['classifier'] },
  { name: '庚一', login: 'gengyi' },
  { name: '壬一', login: 'renyi' },
];

await journeys(
  'a matter',
  () => settleHouse(people),
  (stage) => {
    const house = (login: string) => stage.house.person(login);
    let place = '';

    test('is proposed step by step, reviewed and decided', async () => {
      const drafter = await stage.enter(house('gengyi'));
      await drafter.goTo('定密');
      await drafter.button('拟定密级').first().click();
      await drafter.field('事项名称').fill(title);
      await drafter.field('事项内容').fill('演练的时间、路线和参演力量。');
      await drafter.button('下一步').click();
      await drafter.field('泄露后果').fill('影响演练的组织和安全。');
      await drafter.page
        .getByRole('radio', { name: /秘密.*损害/ })
        .first()
        .check();
      await drafter.button('存草案，下一步').click();
      await drafter.field('依据（文件、条款、事项）').fill('示范保密事项范围第3项');
      await drafter.field('密级和期限').fill('秘密★5年');
      for (const box of await drafter.page.getByRole('checkbox').all()) await box.check();
      await drafter.button('存草案，下一步').click();
      await drafter.page.getByRole('tab', { name: '4 知悉范围', selected: true }).waitFor();
      await drafter.button('存草案，下一步').click();
      await drafter.field('审核人').selectOption({ index: 1 });
      await drafter.field('定密责任人').selectOption({ index: 1 });
      await drafter.button('存草案，核对后提交').click();
      await drafter.heading(title).waitFor();
      place = new URL(drafter.page.url()).pathname;
      await drafter.button('报批').click();
      await drafter.dialog('报批').getByRole('button', { name: '报批' }).click();
      await drafter.notice('已提交');

      await (await stage.enter(house('bingyi'))).consentTo(/报批/, title);
      await (await stage.enter(house('dingyi'))).consentTo(/报批/, title);
      await drafter.open(place);
      await drafter.page.getByText('已定密').first().waitFor();
      await drafter.page.getByText('秘密★5年').first().waitFor();
    });

    test('is not there for who may not know it', async () => {
      const other = await stage.enter(house('renyi'));
      other.expectRefusals(/determination\.open/);
      await other.open(place);
      await other.page.getByRole('alert').waitFor();
      expect(await other.page.getByRole('main').innerText()).not.toContain(title);
      await other.goTo('定密');
      expect(await other.page.getByRole('main').innerText()).not.toContain(title);
    });
  },
);
