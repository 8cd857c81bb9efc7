// CAR-11, BEY-4
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { expect, test } from 'vitest';
import { packPage } from './page-image.ts';
import { watermarkPage } from './watermark.ts';

const size = { width: 600, height: 800 };
const lines = ['甲一  2026-11-22 10:31', '终端 A-07  0003'];

function plainPage(shade: number): Buffer {
  const rgba = new Uint8ClampedArray(size.width * size.height * 4).fill(shade);
  for (let at = 3; at < rgba.length; at += 4) rgba[at] = 255;
  return packPage(rgba, size);
}

async function shadesOf(jpeg: Buffer): Promise<{ width: number; height: number; shades: Uint8Array }> {
  const image = await loadImage(jpeg);
  const canvas = createCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  return {
    width: image.width,
    height: image.height,
    shades: Uint8Array.from({ length: data.length / 4 }, (_, at) => data[at * 4] ?? 0),
  };
}

test.each([255, 128, 0])('the lines stand out all over a ground of shade %i', async (shade) => {
  const { width, shades } = await shadesOf(await watermarkPage(plainPage(shade), { lines, seed: 'a' }));
  // In every part of the page, as large as a paragraph.
  for (let top = 0; top < size.height; top += 200)
    for (let left = 0; left < size.width; left += 200) {
      let marked = 0;
      for (let y = top; y < top + 200; y += 1)
        for (let x = left; x < left + 200; x += 1)
          if (Math.abs((shades[y * width + x] ?? 0) - shade) > 20) marked += 1;
      expect(marked, `${left},${top}`).toBeGreaterThan(100);
    }
});

test('two views have the lines in other places, the same view in the same', async () => {
  const page = plainPage(255);
  const one = await watermarkPage(page, { lines, seed: 'a' });
  expect((await watermarkPage(page, { lines, seed: 'a' })).equals(one)).toBe(true);
  expect((await watermarkPage(page, { lines, seed: 'b' })).equals(one)).toBe(false);
});

test('the foot is added below the page, which keeps its height', async () => {
  const { width, height } = await shadesOf(await watermarkPage(plainPage(255), { lines, seed: 'a' }));
  expect(width).toBe(size.width);
  expect(height).toBeGreaterThan(size.height);
});

test('a page is made narrower, never wider', async () => {
  const narrow = await shadesOf(await watermarkPage(plainPage(255), { lines, seed: 'a', width: 300 }));
  expect(narrow.width).toBe(300);
  expect(Math.abs(narrow.height - 400)).toBeLessThan(30);
  expect((await shadesOf(await watermarkPage(plainPage(255), { lines, seed: 'a', width: 5000 }))).width).toBe(
    600,
  );
});

test('what is no page image is refused before anything decodes it', async () => {
  const picture = createCanvas(10, 10).toBuffer('image/png');
  await expect(watermarkPage(picture, { lines, seed: 'a' })).rejects.toThrow('not one of a drawn page');
});
