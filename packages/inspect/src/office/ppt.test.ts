import { expect, test } from 'vitest';
import { collectExtraction } from '../document/testing/collect.ts';
import { extractPpt } from './ppt.ts';
import { makePpt } from './testing/make-compounds.ts';
import { gapReasons } from './testing/summarise.ts';

const read = async (bytes: Uint8Array): ReturnType<typeof collectExtraction> =>
  collectExtraction(extractPpt, bytes);

test('slides are told in their order, with outline, comments and what an earlier edit left', async () => {
  const bytes = makePpt(
    [
      { text: '甲', outline: 'Title' },
      { text: '乙', isHidden: true },
      { text: '丙', comment: '批注' },
    ],
    '旧稿',
  );
  const { segments } = await read(bytes);
  expect(segments.map(({ text, place, hidden }) => [place.kind, place.slide, text, hidden])).toEqual([
    ['slide', 1, 'Title', undefined],
    ['slide', 1, '甲', undefined],
    ['slide', 2, '乙', 'hidden-slide'],
    ['slide', 3, '丙', undefined],
    ['comment', 3, '批注', 'comment'],
    ['slide', undefined, '旧稿', 'deleted-revision'],
  ]);
});

const blip = (type: number, instance: number, content: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt16LE(instance << 4, 0);
  head.writeUInt16LE(type, 2);
  head.writeUInt32LE(content.length + 17, 4);
  return Buffer.concat([head, Buffer.alloc(17), content]);
};

test('pictures are handed on, drawings are a gap', async () => {
  const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(16)]);
  const pictures = Buffer.concat([blip(0xf01e, 0x6e0, png), blip(0xf01a, 0x3d4, Buffer.alloc(40))]);
  const found = await read(makePpt([{ text: '甲' }], '旧', { Pictures: pictures }));
  expect(found.pictures).toHaveLength(1);
  expect(gapReasons(found)).toEqual(['picture-not-read']);
});

test('a show that is encrypted is a gap', async () => {
  const user = Buffer.alloc(28);
  user.writeUInt32LE(0xf3d1c4df, 12);
  const found = await read(makePpt([{ text: '甲' }], '旧', { 'Current User': user }));
  expect(gapReasons(found)).toEqual(['encrypted']);
});
