import { assert, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { isoOfSerial } from './serial-date.ts';

test.each([
  [1, false, '1900-01-01'],
  [59, false, '1900-02-28'],
  [60, false, undefined],
  [61, false, '1900-03-01'],
  [45_351.5, false, '2024-02-29T12:00:00'],
  [45_351.999_999_9, false, '2024-03-01'],
  [0, true, '1904-01-01'],
  [43_889, true, '2024-02-29'],
  [0.5, false, undefined],
  [-1, false, undefined],
  [2_958_465, false, '9999-12-31'],
  [2_958_466, false, undefined],
  [1e300, false, undefined],
])('day %d (1904: %s) is %s', (serial, date1904, iso) => {
  expect(isoOfSerial(serial, date1904)).toBe(iso);
});

test('each second of the calendar comes back as it went in', () => {
  const first = Date.UTC(1900, 2, 1) / 1000;
  const last = Date.UTC(9999, 11, 31) / 1000;
  assert(
    property(integer({ min: first, max: last }), (seconds) => {
      const serial = (seconds * 1000 - Date.UTC(1899, 11, 30)) / 86_400_000;
      const iso = isoOfSerial(serial, false) ?? '';
      expect(Date.parse(`${iso.length === 10 ? `${iso}T00:00:00` : iso}Z`)).toBe(seconds * 1000);
    }),
  );
});
