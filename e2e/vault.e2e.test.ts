import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { type Part, settleHouse } from './house.ts';
import { journeys } from './stage.ts';

const title = '示范单位值班安排';
const passphrase = '一句只有本人记得的长口令 2026';
const people: readonly Part[] = [
  { name: '甲二', login: 'jiaer', duties: ['document-clerk'] },
  { name: '庚一', login: 'gengyi' },
  { name: '壬一', login: 'renyi' },
];

/** A plain file with a mark on its first line, as an office keeps them. */
async function makeFile(): Promise<string> {
  const file = path.join(tmpdir(), `fengni-e2e-${process.pid}.txt`);
  await writeFile(file, `秘密★5年\n\n${title}\n\n值班人员每日八时交接，遇有情况立即报告。\n`);
  return file;
}

await journeys(
  'an electronic document',
  () => settleHouse(people),
  (stage) => {
    const house = (login: string) => stage.house.person(login);
    let place = '';

    test('waits for the key store, which the security administrator makes', async () => {
      const security = await stage.enter(house('anquan'));
      await security.goTo('密钥库');
      await security.button('建立密钥库').click();
      const dialog = security.dialog('建立密钥库');
      await dialog.getByLabel('新口令', { exact: true }).fill(passphrase);
      await dialog.getByLabel('再输一次', { exact: true }).fill(passphrase);
      await dialog.getByRole('button', { name: '建立密钥库' }).click();
      await security.notice('密钥库已建立并开启');
    });

    test('is uploaded, fills the form with what it says of itself, and is kept as a copy', async () => {
      const clerk = await stage.enter(house('jiaer'));
      await clerk.goTo('载体');
      await clerk.button('登记载体').click();
      await clerk
        .button(/由文件登记|上传文件|文件/)
        .first()
        .click();
      await clerk.page
        .locator('input[type=file]')
        .first()
        .setInputFiles(await makeFile());
      await clerk.page.getByText(/已检查完毕/).waitFor({ timeout: 90_000 });
      await clerk.page.getByText('秘密★5年').first().waitFor();
      await clerk.field('标题').fill(title);
      await clerk.choose(clerk.field('人员'), '庚一');
      await clerk.button('移除 庚一').waitFor();
      await clerk.button('登记').click();
      await clerk.page.getByText(/\.txt/).first().waitFor();
      await clerk.link('查看').waitFor();
      place = new URL(clerk.page.url()).pathname;
    });

    test('is seen page by page by who may know it, and by nobody else', async () => {
      const reader = await stage.enter(house('gengyi'));
      await reader.open(place);
      await reader.page.getByRole('tab', { name: /电子份/ }).click();
      await reader.link('查看').click();
      const page = reader.page.locator('img[alt]').first();
      await page.waitFor({ timeout: 60_000 });
      expect(await page.getAttribute('src')).toMatch(/^blob:/);
      expect((await page.boundingBox())?.width).toBeGreaterThan(200);
      const viewer = new URL(reader.page.url()).pathname;
      const other = await stage.enter(house('renyi'));
      other.expectRefusals(/vault\./);
      await other.open(viewer);
      await other.page.getByRole('alert').first().waitFor();
      expect(await other.page.locator('img[alt]').count()).toBe(0);
    });
  },
);
