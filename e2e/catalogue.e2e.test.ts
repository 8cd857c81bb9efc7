import { expect, test } from 'vitest';
import type { Desk } from './desk.ts';
import { type Part, settleHouse } from './house.ts';
import { journeys } from './stage.ts';

const first = '年度应急演练方案';
const second = '应急物资储备布点';
const people: readonly Part[] = [
  { name: '甲一', login: 'jiayi', duties: ['officer'] },
  { name: '乙一', login: 'yiyi', duties: ['leader-in-charge'] },
  { name: '乙二', login: 'yier', duties: ['first-responsible'] },
  { name: '庚一', login: 'gengyi' },
];

/** Fills a line of the draft in the dialog in sight. */
async function fillItem(officer: Desk, item: { number: string; name: string; mark: string }): Promise<void> {
  const dialog = officer.dialog('新增事项');
  await dialog.getByLabel('编号').fill(item.number);
  await dialog.getByLabel('事项', { exact: true }).fill(item.name);
  await dialog.getByPlaceholder(/★|\*/).fill(item.mark);
  await dialog.getByLabel('知悉范围').fill('演练指挥部人员');
  await dialog.getByLabel('依据（文字）').fill('示范行业保密事项范围第3项');
  await officer.choose(dialog.getByLabel('责任单位'), '示范保密局');
  await dialog.getByRole('button', { name: '保存' }).click();
  await officer.notice('已保存到草稿');
}

/** Picks an entry of the menu beside the primary action. */
async function pickOther(desk: Desk, entry: string): Promise<void> {
  await desk.button('其他操作').first().click();
  await desk.page.getByRole('menuitem', { name: entry }).click();
}

async function submit(officer: Desk, reason: string): Promise<void> {
  await officer.page.getByText('下一步：核对后报批。').waitFor();
  await officer.button('报批').click();
  const dialog = officer.dialog('报批');
  await dialog.getByLabel('报批理由').fill(reason);
  await dialog.getByRole('button', { name: '报批' }).click();
  await officer.notice('已提交');
}

await journeys(
  'a list of matters',
  () => settleHouse(people),
  (stage) => {
    const house = (login: string) => stage.house.person(login);
    let firstPlace = '';

    test('is drawn up, read by the leader and approved by the head', async () => {
      const officer = await stage.enter(house('jiayi'));
      await officer.goTo('保密事项目录');
      await officer.button('新建一版').first().click();
      await officer.dialog('新建一版').getByRole('button', { name: '新建一版' }).click();
      await officer.heading(/第 1 版$/).waitFor();
      firstPlace = new URL(officer.page.url()).pathname;
      await officer.page.getByText('下一步：填写事项，或从表格导入。').waitFor();
      await officer.button('新增事项').click();
      await fillItem(officer, { number: '1', name: first, mark: '秘密*5年' });
      await submit(officer, '首次编制');
      await (await stage.enter(house('yiyi'))).consentTo(/保密事项目录报批/);
      await (await stage.enter(house('yier'))).consentTo(/保密事项目录报批/);
      await officer.page.reload();
      await officer.page.getByText('已审定。下一步：报同级保密行政管理部门备案').waitFor();
    });

    test('is revised: a new version takes the place of the one before', async () => {
      const officer = await stage.enter(house('jiayi'));
      await officer.open(firstPlace);
      await officer.heading(/第 1 版$/).waitFor();
      await pickOther(officer, '修订（新建一版）');
      await officer.dialog('新建一版').getByRole('button', { name: '新建一版' }).click();
      await officer.heading(/第 2 版$/).waitFor();
      await officer.page.getByText(first).first().waitFor();
      await pickOther(officer, '新增事项');
      await fillItem(officer, { number: '2', name: second, mark: '机密*10年' });
      await officer.page.getByRole('tab', { name: '与其他版本比较' }).click();
      await officer.page.getByText(second).first().waitFor();
      await submit(officer, '新增储备布点事项');
      await (await stage.enter(house('yiyi'))).consentTo(/保密事项目录报批/);
      await (await stage.enter(house('yier'))).consentTo(/保密事项目录报批/);
      await officer.page.reload();
      await officer.page.getByText('已审定。下一步').waitFor();
      await officer.open(firstPlace);
      await officer.page.getByText('已被替代').first().waitFor();
    });

    test('is quoted by who classifies: level and term come from the item', async () => {
      const drafter = await stage.enter(house('gengyi'));
      await drafter.goTo('定密');
      await drafter.button('拟定密级').first().click();
      await drafter.field('事项名称').fill(`${first}（样例）`);
      await drafter.field('事项内容').fill('年度应急演练方案的时间和路线。');
      await drafter.button('下一步').click();
      await drafter.field('泄露后果').fill('影响演练的组织和安全。');
      await drafter.page
        .getByRole('radio', { name: /秘密.*损害/ })
        .first()
        .check();
      await drafter.button('存草案，下一步').click();
      await drafter.page.getByText('下列目录事项与所写内容相近：').waitFor();
      await drafter.page
        .getByRole('listitem')
        .filter({ hasText: first })
        .getByRole('button', { name: '引用此项' })
        .click();
      expect(await drafter.field('密级和期限').inputValue()).toBe('秘密★5年');
      expect(await drafter.field('依据（文件、条款、事项）').inputValue()).toContain('第3项');
    });
  },
);
