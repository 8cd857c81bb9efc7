// CAR-11
import { createCanvas } from '@napi-rs/canvas';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packPage, unpackPage } from './page-image.ts';

const side = fc.integer({ min: 1, max: 20 });
const page = fc.tuple(side, side, fc.boolean()).chain(([width, height, isGrey]) =>
  fc
    .array(fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)), {
      minLength: width * height,
      maxLength: width * height,
    })
    .map((pixels) => ({
      width,
      height,
      rgba: Uint8ClampedArray.from(pixels.flatMap(([r, g, b]) => (isGrey ? [r, r, r, 255] : [r, g, b, 255]))),
    })),
);

test('a page comes back as it was packed, grey where it has no colour', () => {
  fc.assert(
    fc.property(page, ({ width, height, rgba }) => {
      const back = unpackPage(packPage(rgba, { width, height }));
      expect(back).toMatchObject({ width, height });
      const { channels = 1, rows = new Uint8Array() } = back ?? {};
      for (let at = 0; at < width * height; at += 1)
        for (let channel = 0; channel < 3; channel += 1)
          expect(rows[at * channels + (channels === 3 ? channel : 0)]).toBe(rgba[at * 4 + channel]);
    }),
  );
});

test('what any bit was changed of is a page of the same size, or none', () => {
  const png = packPage(new Uint8ClampedArray(12 * 9 * 4).fill(255), { width: 12, height: 9 });
  fc.assert(
    fc.property(fc.nat(png.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const changed = Buffer.from(png);
      changed[at] = (changed[at] ?? 0) ^ change;
      const back = unpackPage(changed);
      if (back !== undefined) expect(back).toMatchObject({ width: 12, height: 9 });
    }),
  );
});

test('pictures of any other kind are none: what decodes them stays out of the program', () => {
  const canvas = createCanvas(8, 8);
  expect(unpackPage(canvas.toBuffer('image/png'))).toBeUndefined();
  expect(unpackPage(canvas.toBuffer('image/jpeg'))).toBeUndefined();
  const png = packPage(new Uint8ClampedArray(4 * 4 * 4), { width: 4, height: 4 });
  expect(unpackPage(png)).toBeDefined();
  expect(unpackPage(Buffer.concat([png, Buffer.from([0])]))).toBeUndefined();
  expect(unpackPage(png.subarray(0, -1))).toBeUndefined();
  expect(unpackPage(new Uint8Array())).toBeUndefined();
});
