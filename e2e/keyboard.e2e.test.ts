import { expect, test } from 'vitest';
import type { Desk } from './desk.ts';
import { settleHouse } from './house.ts';
import { journeys } from './stage.ts';

/** One for each journey: a code counts once, and nobody waits for the next. */
const clerks = [
  { name: '甲二', login: 'jiaer', duties: ['document-clerk'] },
  { name: '甲三', login: 'jiasan', duties: ['document-clerk'] },
  { name: '甲四', login: 'jiasi', duties: ['document-clerk'] },
];
const narrowPixels = 360;
let place = '';
let number = '';

/** Background of the page as it is drawn: red, green and blue, 0 to 255. */
async function backgroundOf(desk: Desk): Promise<number[]> {
  const colour: string = await desk.page.evaluate('getComputedStyle(document.body).backgroundColor');
  return (colour.match(/\d+/g) ?? []).slice(0, 3).map(Number);
}

await journeys(
  'somebody with a scanner and no mouse',
  () => settleHouse(clerks),
  (stage) => {
    test('registers, finds by a scanned code and does the next thing with Enter', async () => {
      const desk = await stage.sit();
      const { page } = desk;
      const clerk = stage.house.person('jiaer');
      await desk.open('/');
      await desk.heading('登录').waitFor();
      await page.keyboard.type(clerk.login);
      await page.keyboard.press('Tab');
      await page.keyboard.type(clerk.password);
      await page.keyboard.press('Enter');
      await desk.field('验证码').waitFor();
      await page.keyboard.type(await clerk.generator.next());
      await page.keyboard.press('Enter');
      await desk.heading('今日事项').waitFor();

      await page.keyboard.press('g');
      await page.keyboard.press('c');
      await desk.heading('载体').waitFor();
      await desk.button('登记载体').press('Enter');
      await desk.field('标题').waitFor();
      await page.keyboard.type('示范值班安排');
      await page.keyboard.press('Tab');
      await page.keyboard.type('秘密*5年');
      await desk.field(/^存放地点/).focus();
      await page.keyboard.type('机要室2号柜');
      await page.keyboard.press('Control+Enter');
      const registered = desk.heading(/^已登记/);
      await registered.waitFor();
      number = /已登记 (\S+)，/.exec((await registered.textContent()) ?? '')?.[1] ?? '';
      place = new URL(page.url()).pathname;

      // a hand scanner types fast and ends with Enter
      await desk.open('/');
      await desk.heading('今日事项').waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type(`${number}-01`);
      expect(await page.getByRole('combobox', { name: '扫码或查找' }).inputValue()).toBe(`${number}-01`);
      await page.keyboard.press('Enter');
      await desk.heading('下一步：发起传阅').waitFor();
      expect(new URL(page.url()).pathname).toBe(place);
      await page.keyboard.press('Enter');
      await desk.dialog('发起传阅').waitFor();
      await page.keyboard.press('Escape');
      await desk.dialog('发起传阅').waitFor({ state: 'hidden' });
    });

    test('has every page on a narrow screen without scrolling sideways', async () => {
      const desk = await stage.enter(stage.house.person('jiasan'), { width: narrowPixels });
      const pages = [
        { at: '/', heading: '今日事项' },
        { at: '/carriers', heading: '载体' },
        // who keeps the register but may not know the thing sees its number
        { at: place, heading: number },
      ];
      for (const { at, heading } of pages) {
        await desk.open(at);
        await desk.page.getByRole('heading', { level: 1, name: heading }).waitFor();
        expect(await desk.sidewaysPixels(), at).toBe(0);
      }
    });

    test('changes language and theme', async () => {
      const desk = await stage.enter(stage.house.person('jiasi'));
      const { page } = desk;
      const light = await backgroundOf(desk);
      await desk.button('甲四 的菜单').click();
      await page.getByRole('menuitem', { name: '深色' }).click();
      await expect.poll(async () => Math.max(...(await backgroundOf(desk)))).toBeLessThan(Math.min(...light));
      await desk.button('甲四 的菜单').click();
      await page.getByRole('menuitem', { name: 'English' }).click();
      await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
      expect(await page.evaluate('document.documentElement.lang')).toBe('en');
      await desk.button(/甲四/).click();
      await page.getByRole('menuitem', { name: '中文' }).click();
      await page.getByRole('heading', { level: 1, name: '今日事项' }).waitFor();
      expect(await page.evaluate('document.documentElement.lang')).toBe('zh-CN');
    });
  },
);
