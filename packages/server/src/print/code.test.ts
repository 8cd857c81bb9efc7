import * as fc from 'fast-check';
import jsQr from 'jsqr';
import { expect, test } from 'vitest';
import {
  codeCharsMax,
  drawCode128,
  drawQr,
  encodeCode128,
  encodeQr,
  labelCodeCharsMax,
  type Pen,
} from './code.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-'.split('');

const codes = (charsMax: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength: 1, maxLength: charsMax });

interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

function record(draw: (pen: Pen) => void): Rect[] {
  const rects: Rect[] = [];
  draw({ rect: (x, y, width, height) => rects.push({ x, y, width, height }), fill: () => undefined });
  return rects;
}

/** What a camera would see: black rectangles on a white square, `scale` pixels to a point. */
function photograph(rects: Rect[], side: number, scale: number): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const { x, y, width, height } of rects) {
    for (let row = Math.round(y * scale); row < Math.round((y + height) * scale); row += 1) {
      for (let column = Math.round(x * scale); column < Math.round((x + width) * scale); column += 1) {
        pixels.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3);
      }
    }
  }
  return pixels;
}

test('any id comes back from the QR symbol as it is drawn', () => {
  fc.assert(
    fc.property(codes(codeCharsMax), (code) => {
      const rects = record((pen) => drawQr(pen, code, { x: 8, y: 8, side: 50 }));
      const side = 66 * 6;
      expect(jsQr.default(photograph(rects, side, 6), side, side)?.data).toBe(code);
    }),
    { numRuns: 40 },
  );
});

test('any id comes back from the QR modules', () => {
  const code = 'FN-7Q4K-2M9X-5TRD';
  const { size, dark } = encodeQr(code);
  const modules = dark.flatMap((on, index) =>
    on ? [{ x: 4 + (index % size), y: 4 + Math.floor(index / size), width: 1, height: 1 }] : [],
  );
  const side = (size + 8) * 4;
  expect(jsQr.default(photograph(modules, side, 4), side, side)?.data).toBe(code);
});

test('Code 128 is a row of symbols of eleven modules with the stop pattern at the end, inside its quiet zone', () => {
  fc.assert(
    fc.property(codes(labelCodeCharsMax), (code) => {
      const widths = encodeCode128(code);
      const symbols = widths.slice(0, -7);
      for (let at = 0; at < symbols.length; at += 6) {
        expect(symbols.slice(at, at + 6).reduce((sum, width) => sum + width, 0)).toBe(11);
      }
      expect(widths.slice(-7)).toEqual([2, 3, 3, 1, 1, 1, 2]);

      const bars = record((pen) => drawCode128(pen, code, { x: 100, y: 0, width: 150, height: 20 }));
      const unit = 150 / (widths.reduce((sum, width) => sum + width, 0) + 20);
      expect(Math.min(...bars.map((bar) => bar.x))).toBeCloseTo(100 + 10 * unit);
      expect(Math.max(...bars.map((bar) => bar.x + bar.width))).toBeCloseTo(250 - 10 * unit);
      expect(bars).toHaveLength(Math.ceil(widths.length / 2));
    }),
    { numRuns: 40 },
  );
});

test('two ids never share their bars', () => {
  fc.assert(
    fc.property(codes(labelCodeCharsMax), codes(labelCodeCharsMax), (one, two) => {
      fc.pre(one !== two);
      expect(encodeCode128(one)).not.toEqual(encodeCode128(two));
    }),
    { numRuns: 40 },
  );
});

test('what is not a plain id is our mistake', () => {
  for (const code of ['', '概算', 'FN 1', 'A*B', 'A'.repeat(codeCharsMax + 1)]) {
    expect(() => encodeQr(code)).toThrow('a printed code must be');
  }
  expect(() => encodeCode128('A'.repeat(labelCodeCharsMax + 1))).toThrow('a printed code must be');
});
