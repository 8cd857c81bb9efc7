import { expect, test } from 'vitest';
import { findActivationCode } from '../packages/server/src/http/testing/read-sheet.ts';
import type { Desk } from './desk.ts';
import { Person, settleHouse } from './house.ts';
import { journeys } from './stage.ts';

const newcomer = new Person('甲四', 'jiasi');

/** Browsers take keys on this machine under its name only, never under its number. */
async function settleAtLocalhost() {
  const house = await settleHouse([
    { name: '甲二', login: 'jiaer', duties: ['document-clerk'] },
    { name: '甲三', login: 'jiasan' },
  ]);
  return { ...house, address: house.address.replace('127.0.0.1', 'localhost') };
}

/** Plugs a USB key into the machine under this window; the browser plays it, and somebody touches it at once. */
async function plugInKey(desk: Desk): Promise<() => Promise<void>> {
  const devtools = await desk.context.newCDPSession(desk.page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'usb', automaticPresenceSimulation: true },
  });
  return async () => {
    await devtools.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
  };
}

async function openMyAccess(desk: Desk): Promise<void> {
  await desk.open('/my-access');
  await desk.page.getByRole('heading', { level: 1 }).waitFor();
}

async function signOut(desk: Desk, name: string): Promise<void> {
  await desk.button(`${name} 的菜单`).click();
  await desk.page.getByRole('menuitem', { name: '退出登录' }).click();
  await desk.heading('登录').waitFor();
}

await journeys('a USB key', settleAtLocalhost, (stage) => {
  test('is registered on the account page, and signs in instead of a code', async () => {
    const clerk = stage.house.person('jiaer');
    const desk = await stage.enter(clerk);
    const unplug = await plugInKey(desk);
    await openMyAccess(desk);
    await desk.button('登记 USB 密钥').click();
    const dialog = desk.dialog('登记 USB 密钥');
    await dialog.getByLabel('名称').fill('办公室密钥');
    await dialog.getByRole('button', { name: '登记 USB 密钥' }).click();
    await desk.notice('USB 密钥已登记。');
    await desk.page.getByRole('listitem').filter({ hasText: '办公室密钥' }).waitFor();

    // the same key is not registered twice
    await desk.button('登记 USB 密钥').click();
    await dialog.getByLabel('名称').fill('同一支');
    await dialog.getByRole('button', { name: '登记 USB 密钥' }).click();
    await dialog.getByText('这支密钥已登记过，请换一支。').waitFor();
    await desk.page.keyboard.press('Escape');

    await signOut(desk, clerk.name);
    await desk.fillPassword(clerk);
    await desk.heading('今日事项').waitFor();

    // without the key a code is as good as before
    await signOut(desk, clerk.name);
    await unplug();
    await desk.fillPassword(clerk);
    await desk.button('改用验证码').waitFor();
    await desk.button('改用验证码').click();
    await desk.field('验证码').fill(await clerk.generator.next());
    await desk.button('登录').click();
    await desk.heading('今日事项').waitFor();
  });

  test('is what an account is activated with, alone', async () => {
    const system = await stage.enter(stage.house.person('xitong'));
    await system.goTo('机构');
    await system.button('录入人员').first().click();
    const added = system.dialog('录入人员');
    await added.getByLabel('名称').fill(newcomer.name);
    await added.getByRole('button', { name: '录入人员' }).click();
    await system.link(newcomer.name).waitFor();
    await system.goTo('账号');
    await system.button('开通账号').click();
    const invited = system.dialog('开通账号');
    await system.choose(invited.getByLabel('人员'), newcomer.name);
    await invited.getByLabel('登录名').fill(newcomer.login);
    await invited.getByRole('button', { name: '开通账号' }).click();
    await system.notice('账号已开通。请打印启用单交给本人。');
    await system.button(`${newcomer.login} 的其他操作`).click();
    const popup = system.context.waitForEvent('request', (request) =>
      request.url().includes('account.activationSheet'),
    );
    await system.page.getByRole('menuitem', { name: '打印启用单' }).click();
    const sheet = await system.paperAt((await popup).url());

    const desk = await stage.sit();
    await plugInKey(desk);
    await desk.open('/activate');
    await desk.field('登录名').fill(newcomer.login);
    await desk.field('启用码').fill(findActivationCode(sheet));
    await desk.field('新口令').fill(newcomer.password);
    await desk.field('再输入一次新口令').fill(newcomer.password);
    await desk.button('下一步').click();
    expect(await desk.field('USB 密钥').isChecked()).toBe(true);
    await desk.button('下一步').click();
    await desk.field('名称').fill('办公室密钥');
    await desk.button('启用账号').click();
    await desk.page.getByText('账号已启用，现在可以登录。').waitFor();
    await desk.button('去登录').click();
    await desk.fillPassword(newcomer);
    await desk.heading('今日事项').waitFor();
    await openMyAccess(desk);
    await desk.page.getByRole('listitem').filter({ hasText: '办公室密钥' }).waitFor();
  });

  test('is not offered under a numeric address, and the page says where it works', async () => {
    const desk = await stage.sit({ address: stage.house.address.replace('localhost', '127.0.0.1') });
    await desk.signIn(stage.house.person('jiasan'));
    await openMyAccess(desk);
    const button = desk.button('登记 USB 密钥');
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    await button.focus();
    await desk.page.getByRole('tooltip').getByText(`请改用 ${stage.house.address} 访问`).waitFor();
  });
});
