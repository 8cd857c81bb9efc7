import { commitment } from '@fengni/seal/canonical';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalText } from '../command/canonical.ts';
import { commitmentOfText, parseDetails } from './details.ts';

test('hashing the stored text is committing to what it says', () => {
  const salts = fc.uint8Array({ minLength: 32, maxLength: 32 });
  fc.assert(
    fc.property(salts, fc.jsonValue(), (salt, json) => {
      const text = canonicalText(json);
      expect(commitmentOfText(salt, text)).toEqual(commitment(salt, JSON.parse(text)));
    }),
  );
});

test('what the program did not write is not read as details', () => {
  for (const text of ['', '{', 'null', '[]', '{}', '{"entry":1}']) expect(parseDetails(text)).toBeUndefined();
});
