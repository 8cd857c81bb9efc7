import { expect, test } from 'vitest';
import { findActivationCode } from '../packages/server/src/http/testing/read-sheet.ts';
import type { Desk } from './desk.ts';
import { Person, startHouse } from './house.ts';
import { journeys } from './stage.ts';

const system = new Person('子一', 'xitong');
const security = new Person('丑一', 'anquan');
const audit = new Person('寅一', 'shenji');
const clerk = new Person('甲二', 'jiaer');
const administrators = [
  { power: '系统管理员', person: system },
  { power: '安全保密管理员', person: security },
  { power: '安全审计员', person: audit },
];

/** Somebody alone with his sheet. */
async function activate(desk: Desk, person: Person, sheet: Buffer): Promise<void> {
  await desk.open('/activate');
  await desk.field('登录名').fill(person.login);
  await desk.field('启用码').fill(findActivationCode(sheet));
  await desk.field('新口令').fill(person.password);
  await desk.field('再输入一次新口令').fill(person.password);
  await desk.button('下一步').click();
  await desk.field('动态码生成器').check();
  await desk.button('下一步').click();
  const shown = await desk.page.getByText(/^[A-Z2-7]{4}( [A-Z2-7]{1,4})+$/).textContent();
  person.generator.secret = (shown ?? '').replaceAll(' ', '');
  await desk.field('生成器显示的验证码').fill(person.generator.now());
  await desk.button('启用账号').click();
  await desk.page.getByText('账号已启用，现在可以登录。').waitFor();
  person.generator.taken();
}

await journeys('an empty house', startHouse, (stage) => {
  test('is set up with the printed code, and three administrators share its powers', async () => {
    const desk = await stage.sit();
    await desk.open('/');
    await desk.heading('设置本单位').waitFor();
    await desk.field('设置码').fill(stage.house.setupCode);
    await desk.button('下一步').click();
    await desk.field('单位名称').fill('示范保密局');
    await desk.field('单位类型').selectOption('局');
    await desk.button('下一步').click();
    for (const { power, person } of administrators) {
      await desk.field(`${power}姓名`).fill(person.name);
      await desk.field(`${power}登录名`).fill(person.login);
    }
    await desk.button('建立本单位').click();
    const sheets = new Map<Person, Buffer>();
    for (const { power, person } of administrators)
      sheets.set(person, await desk.paper(desk.link(`打印${power}的启用单`)));
    await desk.button('已交到本人').click();
    await desk.heading('等待管理员启用账号').waitFor();

    for (const { person } of administrators)
      await activate(await stage.sit(), person, sheets.get(person) ?? Buffer.alloc(0));
    // the page that waits goes on by itself
    await desk.heading('登录').waitFor();

    await desk.fillSignIn(system);
    await desk.goTo('机构');
    await desk.button('其他操作').first().click();
    await desk.page.getByRole('menuitem', { name: '新设机构' }).click();
    const unit = desk.dialog('新设机构');
    await unit.getByLabel('名称').fill('机要处');
    await unit.getByLabel('类型').selectOption('处室');
    await unit.getByRole('button', { name: '新设机构' }).click();
    await desk.notice('已办理：新设机构。');
    await desk.page.getByRole('treeitem', { name: '机要处' }).click();
    await desk.page.getByRole('heading', { level: 2, name: '机要处' }).waitFor();
    await desk.button('录入人员').first().click();
    const added = desk.dialog('录入人员');
    await added.getByLabel('名称').fill(clerk.name);
    await added.getByRole('button', { name: '录入人员' }).click();
    await desk.link(clerk.name).waitFor();

    await desk.goTo('账号');
    await desk.button('开通账号').click();
    const invited = desk.dialog('开通账号');
    await desk.choose(invited.getByLabel('人员'), clerk.name);
    await invited.getByLabel('登录名').fill(clerk.login);
    await invited.getByRole('button', { name: '开通账号' }).click();
    await desk.notice('账号已开通。请打印启用单交给本人。');
    await desk.button(`${clerk.login} 的其他操作`).click();
    const popup = desk.context.waitForEvent('request', (request) =>
      request.url().includes('account.activationSheet'),
    );
    await desk.page.getByRole('menuitem', { name: '打印启用单' }).click();
    const sheet = await desk.paperAt((await popup).url());

    await activate(await stage.sit(), clerk, sheet);
    const officer = await stage.enter(security);
    await officer.goTo('机构');
    await officer.page.getByRole('treeitem', { name: '机要处' }).click();
    for (const duty of ['保密员', '机要文件管理员']) {
      await officer.button('授予职责').click();
      const granted = officer.dialog('授予职责');
      await officer.choose(granted.getByLabel('人员'), clerk.name);
      await granted.getByLabel('职责').selectOption(duty);
      await granted.getByRole('button', { name: '授予职责' }).click();
      await granted.waitFor({ state: 'hidden' });
    }
    await officer.page.getByRole('main').getByRole('link', { name: clerk.name }).first().click();
    await officer.page.getByRole('heading', { level: 1, name: clerk.name }).waitFor();
    await officer.button('确定涉密等级').click();
    const cleared = officer.dialog('确定涉密等级');
    await cleared.getByLabel('涉密等级').selectOption('核心');
    await cleared.getByLabel('国家秘密').check();
    await cleared.getByRole('button', { name: '确定涉密等级' }).click();
    await officer.page.getByText(/国家秘密 · 核心/).waitFor();

    const desk2 = await stage.enter(clerk);
    await desk2.goTo('载体');
    await desk2.button('建立台账').first().waitFor();
    expect(await desk2.link('账号').count()).toBe(0);
  });
});
