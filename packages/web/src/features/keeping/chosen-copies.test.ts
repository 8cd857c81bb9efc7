import { expect, test } from 'vitest';
import { linesOfAddress, readCarrierAddress, readIds } from './chosen-copies.ts';

const carrier = '00000000-0000-4000-8000-000000000001';
const copy = '00000000-0000-4000-8000-000000000002';

test('ids in an address are read, and nothing else', () => {
  expect(readIds(`${carrier},${copy}`)).toEqual([carrier, copy]);
  expect(readIds(`${carrier},../../x,`)).toEqual([carrier]);
  expect(readIds(undefined)).toEqual([]);
});

test('a hit of the scan box leads to its carrier, with its copy where it names one', () => {
  expect(readCarrierAddress(`/carriers/${carrier}?copy=${copy}`)).toEqual({
    carrierId: carrier,
    copyId: copy,
  });
  expect(readCarrierAddress(`/carriers/${carrier}`)).toEqual({ carrierId: carrier, copyId: null });
  expect(readCarrierAddress(`/people/${carrier}`)).toBeNull();
});

test('an address asks for the copies it names, or for those of its carriers in a state, in requests that fit', () => {
  const ids = Array.from({ length: 160 }, (_, i) => `id-${i}`);
  const byName = linesOfAddress({ copyIds: ids, carrierIds: [carrier], state: 'in-store' });
  expect(byName.map((part) => part.copyIds?.length)).toEqual([150, 10]);
  expect(byName.every((part) => part.carrierIds === undefined)).toBe(true);
  expect(linesOfAddress({ copyIds: [], carrierIds: [carrier], state: 'in-store' })).toEqual([
    { carrierIds: [carrier], state: 'in-store' },
  ]);
  expect(linesOfAddress({ copyIds: [], carrierIds: [], state: 'in-store' })).toEqual([]);
});
