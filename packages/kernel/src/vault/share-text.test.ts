// SEC-4: a share on paper is typed without mistakes, or the mistake is found
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromGroups, readShare, toGroups, writeShare } from './share-text.ts';

const shares = fc.record({
  generation: fc.integer({ min: 1, max: 65_535 }),
  mark: fc.uint8Array({ minLength: 4, maxLength: 4 }).map((bytes) => Buffer.from(bytes).toString('hex')),
  share: fc.uint8Array({ minLength: 33, maxLength: 33 }).map((bytes) => Buffer.from(bytes)),
});

test('bytes come back from their groups, however they are typed', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      const groups = toGroups(bytes);
      const asked = groups.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
      expect(fromGroups(asked)).toEqual(Buffer.from(bytes));
    }),
  );
  expect(fromGroups('AB?D')).toBeNull();
});

test('a share is eighteen groups of four and reads back', () => {
  fc.assert(
    fc.property(shares, (share) => {
      const text = writeShare(share);
      expect(text).toMatch(/^([0-9A-Z]{4}-){17}[0-9A-Z]{4}$/);
      expect(readShare(text)).toEqual(share);
    }),
  );
});

test('one sign wrong, two changed places and a group left out are found', () => {
  fc.assert(
    fc.property(shares, fc.nat(71), fc.nat(30), (share, at, step) => {
      const text = writeShare(share).replaceAll('-', '');
      const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
      const other = signs.charAt((signs.indexOf(text.charAt(at)) + 1 + step) % 32);
      expect(readShare(text.slice(0, at) + other + text.slice(at + 1))).toBeNull();
      const swapped = text.slice(0, at) + text.slice(at + 1, at + 2) + text.charAt(at) + text.slice(at + 2);
      if (swapped !== text) expect(readShare(swapped)).toBeNull();
      expect(readShare(text.slice(4))).toBeNull();
    }),
  );
});
