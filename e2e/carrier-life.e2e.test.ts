import { expect, test } from 'vitest';
import { readSheet } from '../packages/server/src/http/testing/read-sheet.ts';
import type { Desk } from './desk.ts';
import { type Part, settleHouse } from './house.ts';
import { journeys } from './stage.ts';

const title = '示范单位应急物资储备方案';
const people: readonly Part[] = [
  { name: '甲二', login: 'jiaer', duties: ['document-clerk'] },
  { name: '乙一', login: 'yiyi', duties: ['leader-in-charge'] },
  { name: '丙一', login: 'bingyi', duties: ['unit-leader'] },
  { name: '庚一', login: 'gengyi' },
  { name: '庚二', login: 'genger' },
  { name: '戊一', login: 'wuyi' },
  { name: '戊二', login: 'wuer' },
  // cleared as the readers are, and not in the scope
  { name: '壬一', login: 'renyi' },
];

/** The carrier of these journeys, once it was registered. */
let place = '';
let number = '';

/** Chosen in the inbox by keyboard, and answered in the dialog that opens it. */
async function consentInBatch(leader: Desk): Promise<void> {
  await leader.goTo('待我审批');
  const row = leader.page.getByRole('row').filter({ hasText: '销毁报批' }).first();
  await row.focus();
  await leader.page.keyboard.press('Space');
  await leader.button('一并审批').click();
  const dialog = leader.dialog('一并审批 1 件');
  await dialog.getByText('监销人').first().waitFor();
  await dialog.getByRole('button', { name: '同意', exact: true }).click();
  await dialog.getByRole('table', { name: '各件结果' }).getByText('已同意并办理').waitFor();
  await dialog.getByRole('button', { name: '关闭' }).last().click();
}

await journeys(
  'a document',
  () => settleHouse(people),
  (stage) => {
    const house = (login: string) => stage.house.person(login);

    test('is registered with its label, and circulates to two readers who sign on screen', async () => {
      const clerk = await stage.enter(house('jiaer'));
      await clerk.goTo('载体');
      await clerk.button('登记载体').click();
      await clerk.field('标题').fill(title);
      await clerk.field('密级').first().fill('机密*10年');
      await clerk.page.getByText('机密★10年').first().waitFor();
      await clerk.field(/^文号/).fill('示密〔2026〕1号');
      await clerk.field(/^存放地点/).fill('机要室1号柜');
      for (const name of ['庚一', '庚二']) {
        await clerk.choose(clerk.field('人员'), name);
        await clerk.button(`移除 ${name}`).waitFor();
      }
      await clerk.button('登记').click();
      await clerk.heading(/^已登记 .+，请打印标签贴在每份上$/).waitFor();
      number = /已登记 (\S+)，/.exec((await clerk.heading(/^已登记/).textContent()) ?? '')?.[1] ?? '';
      place = new URL(clerk.page.url()).pathname;
      const label = await clerk.paper(clerk.link(/^标签打印机/).first());
      for (const words of [number, '份号 01', '机密★10年']) expect(readSheet(label)).toContain(words);

      await clerk.button('发起传阅').click();
      const form = clerk.dialog('发起传阅');
      for (const name of ['庚一', '庚二']) await form.getByRole('button', { name: `+ ${name}` }).click();
      await form.getByRole('button', { name: '发起传阅' }).click();
      await clerk.notice('已办理：发起传阅。');
      await clerk.heading('下一步：交第 1 位阅读人 庚一').waitFor();

      // the first signs that it has come, the second is handed it by the clerk
      const first = await stage.enter(house('gengyi'));
      await first.page.keyboard.press('/');
      await first.page.keyboard.type(title);
      await first.page.getByRole('option', { name: title }).waitFor();
      await first.page.keyboard.press('Enter');
      await first.button('已收到').click();
      await first.button('已阅').click();
      await first.notice('已签阅');
      await clerk.page.reload();
      await clerk.heading('下一步：交第 2 位阅读人 庚二').waitFor();
      await clerk.button('交接').click();
      await clerk.heading('下一步：从 庚二 收回').waitFor();
      const second = await stage.enter(house('genger'));
      await second.open(place);
      await second.button('已阅').click();
      await second.notice('已签阅');
      await clerk.page.reload();
      await clerk.button('收回').click();
      await clerk.notice('已收回。');
      await clerk.button('结束传阅').click();
      await clerk.dialog('结束传阅').getByRole('button', { name: '结束传阅' }).click();
      await clerk.notice('已办理：结束传阅。');
    });

    test('is not there for who may not know it', async () => {
      const other = await stage.enter(house('renyi'));
      other.expectRefusals(/carrier\.open/);
      await other.page.keyboard.press('/');
      const box = other.page.getByRole('combobox', { name: '扫码或查找' });
      for (const text of [title, number, `${number}-01`]) {
        await box.fill(text);
        await other.page.getByText('未找到。请核对编号或扫描标签。').waitFor();
        expect(await other.page.getByRole('option').count()).toBe(0);
      }
      await other.open(place);
      await other.page.getByRole('alert').waitFor();
      const shown = await other.page.getByRole('main').innerText();
      expect(shown).not.toContain(title);
      expect(shown).not.toContain(number);
      // the same words as for what does not exist at all
      await other.open('/carriers/00000000-0000-7000-8000-000000000000');
      await other.page.getByRole('alert').waitFor();
      expect(await other.page.getByRole('main').innerText()).toBe(shown);
      await other.goTo('载体');
      await other.page.getByText('没有你知悉范围内的载体。').waitFor();
    });

    test('is destroyed with two consents and two witnesses, and its custody shows each hand', async () => {
      const clerk = await stage.enter(house('jiaer'));
      await clerk.open(place);
      await clerk.button('其他操作').first().click();
      await clerk.page.getByRole('menuitem', { name: '列入销毁清单' }).click();
      await clerk.button('新建清单并列入').click();
      const begun = clerk.dialog('新建销毁清单');
      await begun.getByLabel('销毁地点').fill('示范销毁中心');
      await begun.getByLabel('计划日期').fill('2030-01-01');
      await begun.getByRole('button', { name: '新建销毁清单' }).click();
      await clerk.heading(/^销毁清单 /).waitFor();
      const listPlace = new URL(clerk.page.url()).pathname;
      await clerk.button('报批').click();
      const submitted = clerk.dialog('报批');
      for (const name of ['戊一', '戊二']) {
        await clerk.choose(submitted.getByLabel('两名监销人'), name);
        await submitted.getByRole('button', { name: `移除 ${name}` }).waitFor();
      }
      await submitted.getByLabel('理由').fill('保管期满，已无保存价值');
      await submitted.getByRole('button', { name: '报批' }).click();
      await clerk.notice('已提交，尚未生效');

      await (await stage.enter(house('bingyi'))).consentTo(/销毁/);
      await consentInBatch(await stage.enter(house('yiyi')));
      for (const login of ['wuyi', 'wuer']) {
        const witness = await stage.enter(house(login));
        await witness.open(listPlace);
        await witness.button('监销签字').click();
        await witness.dialog('监销签字').getByRole('button', { name: '签字' }).click();
        await witness.notice('已签字，并记录在案。');
      }

      await clerk.page.reload();
      await clerk.button('登记销毁完成').click();
      const completed = clerk.dialog('登记销毁完成');
      await completed.getByRole('button', { name: '登记销毁完成' }).click();
      await clerk.notice('已登记销毁');
      const opened = clerk.context.waitForEvent('request', (request) =>
        request.url().includes('destruction.certificate'),
      );
      await clerk.button('打印销毁证明').click();
      const certificate = readSheet(await clerk.paperAt((await opened).url()));
      for (const words of ['合计 1 份', '丙一', '乙一', '戊一', '戊二', '示范销毁中心'])
        expect(certificate).toContain(words);

      await clerk.open(place);
      await clerk.page.getByRole('tab', { name: '日志与证明' }).click();
      const hands = await clerk.page.getByRole('list', { name: '当天的流转' }).innerText();
      for (const words of ['登记', '庚一', '庚二', '收回', '列入销毁清单', '销毁'])
        expect(hands).toContain(words);
      const custody = readSheet(await clerk.paper(clerk.link('流转单（PDF）')));
      for (const words of ['庚一', '庚二', '销毁']) expect(custody).toContain(words);
    });

    test('stands whole in the log: the auditor verifies now', async () => {
      const auditor = await stage.enter(house('shenji'));
      await auditor.goTo('日志');
      await auditor.button('立即验证').click();
      await auditor.page.getByText(/^完好：.+ 条记录逐条验证/).waitFor({ timeout: 60_000 });
    });
  },
);
