import { test } from 'vitest';
import { type Part, settleHouse } from './house.ts';
import { journeys } from './stage.ts';

const title = '示范单位设备更新计划';
const people: readonly Part[] = [
  { name: '甲二', login: 'jiaer', duties: ['document-clerk'] },
  { name: '乙一', login: 'yiyi', duties: ['leader-in-charge'] },
  { name: '丁一', login: 'dingyi', duties: ['classifier'] },
  { name: '庚一', login: 'gengyi' },
];

await journeys(
  'a mark',
  () => settleHouse(people),
  (stage) => {
    const house = (login: string) => stage.house.person(login);
    let carrier = '';
    let change = '';

    test('is lowered by proposal: the classifier and the leader consent, one after the other', async () => {
      const clerk = await stage.enter(house('jiaer'));
      await clerk.goTo('载体');
      await clerk.button('登记载体').click();
      await clerk.page.getByRole('tab', { name: '本单位制作' }).click();
      await clerk.field('标题').fill(title);
      await clerk.field('密级').first().fill('机密*10年');
      await clerk.page.getByText('机密★10年').first().waitFor();
      await clerk.field(/^存放地点/).fill('机要室1号柜');
      for (const name of ['乙一', '丁一', '庚一']) {
        await clerk.choose(clerk.field('人员'), name);
        await clerk.button(`移除 ${name}`).waitFor();
      }
      await clerk.button('登记').click();
      await clerk.heading(/^已登记 .+，请打印标签贴在每份上$/).waitFor();
      carrier = new URL(clerk.page.url()).pathname;

      const reader = await stage.enter(house('gengyi'));
      await reader.open(`${carrier}?tab=mark`);
      await reader.button('提出变更').click();
      await reader.field('降低密级').check();
      await reader.field('新标志').fill('秘密*10年');
      await reader.page.getByText('秘密★10年').first().waitFor();
      await reader.field('理由').fill('项目已完成招标，敏感程度降低');
      await reader.button('报批').click();
      await reader.heading(/^密级变更/).waitFor();
      await reader.page.getByText('正在审批。').waitFor();
      change = new URL(reader.page.url()).pathname;

      await (await stage.enter(house('dingyi'))).consentTo(/变更报批/);
      await reader.page.reload();
      await reader.page.getByText('正在审批。').waitFor();
      await (await stage.enter(house('yiyi'))).consentTo(/变更报批/);
      await reader.page.reload();
      await reader.page.getByText('已生效').first().waitFor();
    });

    test('stands beside the former one until each copy is marked anew', async () => {
      const clerk = await stage.enter(house('jiaer'));
      await clerk.open(change);
      await clerk.page.getByText('还有 1 份待改标志').waitFor();
      await clerk.button('确认 1 份已改标志').click();
      const dialog = clerk.dialog('确认已改标志');
      await dialog.getByText('在“机密★10年”旁写明“秘密★10年”').waitFor();
      await dialog.getByRole('button', { name: '确认已改标志' }).click();
      await clerk.notice('已登记');
      await clerk.page.getByText('已全部办结').waitFor();
      await clerk.open(carrier);
      await clerk.page.getByText('秘密★10年').first().waitFor();
    });
  },
);
