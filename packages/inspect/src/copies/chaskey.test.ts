import { expect, test } from 'vitest';
import { macWords, makeChaskeyKey } from './chaskey.ts';

const key = makeChaskeyKey(Buffer.from('33343d839f389f004fe6982339cf7a41', 'hex'));

/** From the reference implementation of the authors (eight rounds). */
test.each([
  { bytes: 0, tag: [0x792e8fe5, 0x75ce87aa, 0x2d1450b5, 0x1191970b] },
  { bytes: 4, tag: [0x30b2d171, 0xe38532fb, 0x16707c16, 0x73ed45f0] },
  { bytes: 8, tag: [0x09330f69, 0x62b5dce0, 0xa4fba462, 0xf20d3c12] },
])('a message of $bytes bytes has the published tag', ({ bytes, tag }) => {
  const message = Buffer.from(Array.from({ length: bytes }, (_, i) => i));
  const words = Array.from({ length: bytes / 4 }, (_, i) => message.readUInt32LE(i * 4));
  const found = new Uint32Array(4);
  macWords(key, { words, from: 0, to: words.length }, found, 8);
  expect(Array.from(found)).toEqual(tag);
});
