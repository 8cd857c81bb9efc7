// Takes the README's pictures from a running demo: node e2e/screenshots.ts DATA-FOLDER [PICTURE-FOLDER]
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { codeOfAddress } from '../packages/kernel/src/access/factors.ts';
import { openBrowser } from './browser.ts';
import { type Desk, openDesk } from './desk.ts';

const Accounts = z.array(z.object({ login: z.string(), password: z.string(), generator: z.string() }));
const Run = z.object({ address: z.string() });
const [dataDir = '', folder = fileURLToPath(new URL('../docs/screenshots', import.meta.url))] =
  process.argv.slice(2);

async function readJson<Schema extends z.ZodType>(file: string, schema: Schema): Promise<z.output<Schema>> {
  return schema.parse(JSON.parse(await readFile(path.join(dataDir, file), 'utf8')));
}

const { address } = await readJson('run.json', Run);
const accounts = await readJson('demo-accounts.json', Accounts);
const { browser } = await openBrowser();
if (browser === null) throw new Error('no browser starts');

async function enter(login: string): Promise<Desk> {
  const account = accounts.find((one) => one.login === login);
  if (account === undefined || browser === null) throw new Error(`the demo has no account ${login}`);
  const desk = await openDesk(browser, address);
  await desk.open('/sign-in');
  await desk.field('登录名').fill(login);
  await desk.field('口令').fill(account.password);
  await desk.button('下一步').click();
  await desk.field('验证码').fill(codeOfAddress(account.generator, new Date()));
  await desk.button('登录').click();
  await desk.heading('今日事项').waitFor();
  return desk;
}

/** Opens the first line of a ledger that says this. */
async function openRow(desk: Desk, words: RegExp): Promise<void> {
  const row = desk.page.getByRole('row').filter({ hasText: words }).first();
  await row.waitFor();
  await desk.page.waitForLoadState('networkidle');
  await row.press('Enter');
}

async function take(desk: Desk, name: string): Promise<void> {
  await desk.page.mouse.move(0, 0);
  await desk.page.waitForLoadState('networkidle');
  await desk.page.screenshot({ path: path.join(folder, `${name}.png`) });
}

try {
  await mkdir(folder, { recursive: true });
  const officer = await enter('jiayi');
  await take(officer, 'home');

  const clerk = await enter('jiaer');
  await clerk.goTo('载体');
  await clerk.page.getByRole('table', { name: '载体' }).waitFor();
  await take(clerk, 'register');
  await clerk.field('份的状态').selectOption('传阅中');
  await clerk.field('密级').selectOption('机密');
  await openRow(clerk, /机密.*传阅中/);
  await clerk.page.getByRole('tab', { name: '流转' }).waitFor();
  await take(clerk, 'carrier');

  const leader = await enter('yiyi');
  await leader.goTo('待我审批');
  await openRow(leader, /扩大知悉范围/);
  await leader.button('同意').waitFor();
  await take(leader, 'decision');
} finally {
  await browser.close();
}
