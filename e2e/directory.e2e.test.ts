// Sign-in against the organisation's directory and identity service, as people see it (issue 5).
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type TestIssuer,
  clientId,
  clientSecret,
  startIssuer,
} from '../packages/kernel/src/access/directory/testing/issuer.ts';
import {
  type Slapd,
  ldapBase,
  readerName,
  readerPassword,
  startSlapd,
  whyNoSlapd,
} from '../packages/kernel/src/access/directory/testing/slapd.ts';
import type { Desk } from './desk.ts';
import { type Part, settleHouse } from './house.ts';
import { journeys } from './stage.ts';

const people: readonly Part[] = [
  { name: '庚一', login: 'gengyi' },
  { name: '辛一', login: 'xinyi' },
];
const absent = whyNoSlapd();
if (absent !== null) process.stderr.write(`e2e: the journey by LDAP is skipped: ${absent}\n`);

/** What the identity service shows: one link that leads back. */
async function playIssuer(desk: Desk, issuer: TestIssuer, name: string): Promise<void> {
  desk.expectHost(issuer.issuer);
  await desk.context.route(`${issuer.issuer}/authorize**`, async (route) => {
    const url = route.request().url();
    const back = new URL(new URL(url).searchParams.get('redirect_uri') ?? '');
    back.search = issuer.signIn(url, name);
    await route.fulfill({
      contentType: 'text/html; charset=utf-8',
      body: `<!doctype html><title>认证</title><a href="${back.href.replaceAll('&', '&amp;')}">确认登录</a>`,
    });
  });
}

async function setWay(desk: Desk, login: string, way: string): Promise<void> {
  await desk.goTo('账号');
  const row = desk.page.getByRole('row').filter({ hasText: login });
  await row.getByRole('button', { name: /其他操作/ }).click();
  await desk.page.getByRole('menuitem', { name: '设定登录方式' }).click();
  const dialog = desk.dialog('设定登录方式');
  await dialog.getByLabel(way).check();
  await dialog.getByRole('button', { name: '设定登录方式' }).click();
  await desk.notice('登录方式已设定。');
}

await journeys(
  'sign-in by the organisation’s own',
  () => settleHouse(people),
  (stage) => {
    let issuer: TestIssuer;
    let ldap: Slapd | null = null;
    beforeAll(async () => {
      issuer = await startIssuer();
      if (absent === null) ldap = await startSlapd([{ uid: 'xinyi', password: 'in the directory' }]);
    });
    afterAll(async () => {
      await issuer.close();
      await ldap?.stop();
    });

    test('the security administrator sets up, tests and turns on; somebody signs in there and shows his code here', async () => {
      const security = await stage.enter(stage.house.person('anquan'));
      await security.goTo('统一登录');
      await security.button('设置').nth(1).click();
      const form = security.dialog('设置统一身份认证（OIDC）');
      await form.getByLabel('按钮上的名称').fill('单位认证');
      await form.getByLabel('签发者地址（issuer）').fill(issuer.issuer);
      await form.getByLabel('机构证书（PEM）').fill(issuer.ca);
      await form.getByLabel('客户端编号（client_id）').fill(clientId);
      await form.getByLabel('客户端密钥（client_secret）', { exact: true }).fill(clientSecret);
      await form.getByLabel('开启').check();
      await form.getByRole('button', { name: '保存设置' }).click();
      await security.notice('设置已保存。');
      await security.button('测试连接').nth(1).click();
      const trial = security.dialog('测试连接');
      await trial.getByRole('button', { name: '开始测试' }).click();
      await trial.getByText('各步都通过').waitFor();
      await security.page.keyboard.press('Escape');
      await setWay(security, 'gengyi', '统一身份认证（OIDC）');

      const person = stage.house.person('gengyi');
      const desk = await stage.sit();
      await playIssuer(desk, issuer, 'gengyi');
      await desk.open('/carriers');
      await desk.button('用单位认证登录').click();
      await desk.link('确认登录').click();
      await desk.field('验证码').fill(await person.generator.next());
      // what the service gave stands in no address
      expect(new URL(desk.page.url()).search).toBe('');
      await desk.button('登录').click();
      // back where he wanted to go
      await desk.page.waitForURL(/\/carriers$/);

      const stranger = await stage.sit();
      stranger.expectRefusals(/\/api\/outside\/end$/);
      await playIssuer(stranger, issuer, 'nobody-here');
      await stranger.open('/sign-in');
      await stranger.button('用单位认证登录').click();
      await stranger.link('确认登录').click();
      await stranger.page.getByRole('alert').filter({ hasText: '没有可用的账号' }).waitFor();
      await stranger.link('回到登录页').click();
      await stranger.field('登录名').waitFor();
    });

    test.skipIf(absent !== null)(
      'by LDAP the directory’s password goes where the local one went',
      async () => {
        if (ldap === null) return;
        const security = await stage.enter(stage.house.person('anquan'));
        await security.goTo('统一登录');
        await security.button('设置').first().click();
        const form = security.dialog('设置统一目录（LDAP）');
        await form.getByLabel('目录地址').fill(ldap.ldap);
        await form.getByLabel('机构证书（PEM）').fill(ldap.ca);
        await form.getByLabel('读取账号', { exact: true }).fill(readerName);
        await form.getByLabel('读取账号的口令').fill(readerPassword);
        await form.getByLabel('查找起点').fill(ldapBase);
        await form.getByLabel('查找条件').fill('(uid={login})');
        await form.getByLabel('开启').check();
        await form.getByRole('button', { name: '保存设置' }).click();
        await security.notice('设置已保存。');
        await security.button('测试连接').first().click();
        const trial = security.dialog('测试连接');
        await trial.getByLabel(/试查一个登录名/).fill('xinyi');
        await trial.getByRole('button', { name: '开始测试' }).click();
        await trial.getByText(/cn=person-0/).waitFor();
        await security.page.keyboard.press('Escape');
        await setWay(security, 'xinyi', '统一目录口令（LDAP）');

        const person = stage.house.person('xinyi');
        const desk = await stage.sit();
        desk.expectRefusals(/session\.beginSignIn$/);
        await desk.open('/sign-in');
        await desk.fillPassword(person);
        await desk.page.getByRole('alert').filter({ hasText: '登录名、口令或第二因素不对' }).waitFor();
        await desk.field('口令').fill('in the directory');
        await desk.button('下一步').click();
        await desk.field('验证码').fill(await person.generator.next());
        await desk.button('登录').click();
        await desk.page.getByRole('heading', { level: 1 }).filter({ hasNotText: '登录' }).waitFor();
      },
    );
  },
);
