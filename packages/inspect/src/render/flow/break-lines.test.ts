import fc from 'fast-check';
import { expect, test } from 'vitest';
import { breakLines, splitPieces } from './break-lines.ts';
import type { Piece } from './break-lines.ts';

const text = fc
  .array(
    fc.constantFrom(
      '保',
      '密',
      '工作',
      '，',
      '。',
      '“',
      '”',
      '（',
      '）',
      '《',
      '》',
      '、',
      '：',
      ' ',
      'word',
      'x',
      '12',
      '…',
      '—',
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

const piecesOf = (all: string): Piece[] =>
  splitPieces(all).map((one) => ({ text: one, width: one.length, isSpace: one.trim() === '' }));

test('pieces put together are the text', () => {
  fc.assert(
    fc.property(text, (all) => {
      expect(splitPieces(all).join('')).toBe(all);
    }),
  );
});

test('lines hold everything in order, and no more than their room where they can be divided', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 6, max: 20 }), (all, room) => {
      const pieces = piecesOf(all);
      const ends = breakLines(pieces, () => room);
      expect(ends).toEqual([...new Set(ends)].toSorted((left, right) => left - right));
      expect(ends.at(-1) ?? 0).toBe(pieces.length);
      let start = 0;
      for (const end of ends) {
        const line = pieces.slice(start, end);
        while (line.at(-1)?.isSpace === true) line.pop();
        const width = line.reduce((sum, piece) => sum + piece.width, 0);
        if (line.length > 1 && /^[保密工作]+$/.test(line.map((piece) => piece.text).join('')))
          expect(width).toBeLessThanOrEqual(room);
        start = end;
      }
    }),
  );
});

test('marks that close begin no line, and marks that open end none, where a line can end elsewhere', () => {
  const all = '经研究，现将“测试办法”（以下简称《办法》）印发给你们，请认真贯彻执行。';
  for (let room = 4; room < 20; room += 1) {
    const pieces = piecesOf(all);
    const ends = breakLines(pieces, () => room);
    for (const end of ends.slice(0, -1)) {
      expect('，。”》）、').not.toContain(pieces[end]?.text);
      expect('“《（').not.toContain(pieces[end - 1]?.text);
    }
  }
});
