// CAR-11
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { usefulWidths, widthFor, zoomBy, zoomFit, zoomSteps } from './zoom.ts';

test('zooming in and out again comes back, and stays at its ends', () => {
  expect(zoomBy(zoomBy(zoomFit, 1), -1)).toBe(zoomFit);
  expect(zoomBy(zoomSteps[0], -1)).toBe(zoomSteps[0]);
  expect(zoomBy(300, 1)).toBe(300);
});

test('no page is fetched wider than it is, but for the step that holds all of it', () => {
  const widths = [600, 900, 1200, 1800];
  expect(usefulWidths(widths, 910)).toEqual([600, 900, 1200]);
  expect(usefulWidths(widths, 1200)).toEqual([600, 900, 1200]);
  expect(usefulWidths(widths, 200)).toEqual([600]);
  expect(usefulWidths(widths, 4000)).toEqual(widths);
});

test('the width asked for is one that is offered, and no wider than needed', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 100, max: 4000 }), { minLength: 1 }),
      fc.integer({ min: 1, max: 5000 }),
      (widths, shown) => {
        const width = widthFor(shown, widths);
        expect(widths).toContain(width);
        if (shown <= Math.max(...widths)) expect(width).toBeGreaterThanOrEqual(shown);
        for (const other of widths) if (other >= shown) expect(width).toBeLessThanOrEqual(other);
      },
    ),
  );
});
