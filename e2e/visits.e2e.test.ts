import { expect, test } from 'vitest';
import { type Part, settleHouse } from './house.ts';
import { journeys } from './stage.ts';

const people: readonly Part[] = [
  { name: '甲一', login: 'jiayi', duties: ['officer'] },
  { name: '丙一', login: 'bingyi', duties: ['unit-leader'] },
  { name: '乙一', login: 'yiyi', duties: ['leader-in-charge'] },
  { name: '庚一', login: 'gengyi' },
  { name: '壬一', login: 'renyi' },
];

await journeys(
  'a visit from abroad',
  () => settleHouse(people),
  (stage) => {
    const house = (login: string) => stage.house.person(login);
    let place = '';

    test('is planned, reviewed by unit and office, and approved by the leader', async () => {
      const host = await stage.enter(house('gengyi'));
      await host.goTo('来访接待');
      await host.button('登记来访').click();
      await host.field('来访单位').fill('样例重工');
      await host.field('国家（地区）').fill('样例国');
      await host.field('来访事由').fill('设备选型技术交流');
      await host.choose(host.field(/^陪同人员/), '庚一');
      await host.field(/^不得介绍、展示/).fill('产能和在研型号');
      await host.button('登记并继续').click();
      await host.heading('样例重工来访').waitFor();
      place = new URL(host.page.url()).pathname;

      await host.button('登记来访人员').click();
      const visitors = host.dialog('登记来访人员');
      await visitors.getByLabel('第 1 人姓名').fill('样例甲');
      await visitors.getByLabel('第 1 人为外籍').check();
      await visitors.getByLabel('第 1 人证件类型').selectOption({ label: '护照' });
      await visitors.getByLabel('第 1 人证件号码').fill('X12345678');
      await visitors.getByRole('button', { name: '登记来访人员' }).click();
      await host.page.getByText('护照 …5678').waitFor();

      await host.button('确定路线').click();
      const route = host.dialog('确定路线');
      await route.getByLabel('第 1 处区域').fill('一号展厅');
      await route.getByLabel('第 1 处安排').selectOption({ label: '处置后进入' });
      await route.getByLabel('第 1 处处置要求').fill('遮盖在研样机');
      await route.getByRole('button', { name: '保存' }).click();
      await host.page.getByText('没有发现问题，可以送审。').waitFor();
      await host.button('送审').click();
      await host.dialog('送审').getByRole('button', { name: '送审' }).click();
      await host.notice('已提交');

      for (const login of ['bingyi', 'jiayi', 'yiyi'])
        await (await stage.enter(house(login))).consentTo(/来访/, '样例重工');
      await host.open(place);
      await host.page.getByText('已批准').first().waitFor();
    });

    test('is received past a prepared route, and reported on', async () => {
      const host = await stage.enter(house('gengyi'));
      await host.open(place);
      await host.button('登记一号展厅处置完毕').click();
      await host.dialog('登记处置完毕').getByRole('button', { name: '登记处置完毕' }).click();
      await host.page.getByText('庚一已处置').waitFor();
      await host.button('全选').click();
      await host.button('登记进入').click();
      await host.dialog('登记进入').getByRole('button', { name: '登记进入' }).click();
      await host.notice('已登记进入。');
      await host.page.getByText('在内 1 人').waitFor();
      await host.button('全选').click();
      await host.button('登记离开').click();
      await host.dialog('登记离开').getByRole('button', { name: '登记离开' }).click();
      await host.notice('已登记离开。');
      await host.button('办结').click();
      const report = host.dialog('办结');
      await report.getByLabel('办结报告').fill('按路线参观，介绍限于公开样本。');
      await report.getByRole('button', { name: '办结' }).click();
      await host.notice('已办结。');
      await host.page.getByText('已办结').first().waitFor();
    });

    test('is not there for who has no part in it', async () => {
      const other = await stage.enter(house('renyi'));
      other.expectRefusals(/visit\.open/);
      await other.open(place);
      await other.page.getByRole('alert').waitFor();
      expect(await other.page.getByRole('main').innerText()).not.toContain('样例重工');
    });
  },
);
