import { expect, test } from 'vitest';
import type { XmlNode } from '../part-tree.ts';
import { formatNumber, WordNumbering } from './word-numbering.ts';

test.each([
  [1, 'chineseCounting', '一'],
  [10, 'chineseCounting', '十'],
  [14, 'chineseCountingThousand', '十四'],
  [20, 'chineseCounting', '二十'],
  [105, 'chineseCountingThousand', '一百零五'],
  [3010, 'japaneseCounting', '三千零一十'],
  [27, 'lowerLetter', 'aa'],
  [4, 'upperRoman', 'IV'],
  [3, 'decimalEnclosedCircle', '③'],
  [-1, 'chineseCounting', '-1'],
  [12, 'decimal', '12'],
])('%i in %s is %s', (number, format, shown) => {
  expect(formatNumber(number, format)).toBe(shown);
});

const node = (name: string, attributes: Record<string, string>, children: XmlNode[] = []): XmlNode => ({
  name,
  attributes: new Map(Object.entries(attributes)),
  children,
  text: '',
});

const level = (place: number, format: string, text: string): XmlNode =>
  node('w:lvl', { 'w:ilvl': String(place) }, [
    node('w:numFmt', { 'w:val': format }),
    node('w:lvlText', { 'w:val': text }),
  ]);

test('levels count on, and begin anew below a higher one', () => {
  const numbering = new WordNumbering(
    node('', {}, [
      node('w:numbering', {}, [
        node('w:abstractNum', { 'w:abstractNumId': '0' }, [
          level(0, 'chineseCounting', '%1、'),
          level(1, 'decimal', '%1.%2'),
          level(2, 'bullet', '\uf0b7'),
        ]),
        node('w:num', { 'w:numId': '5' }, [node('w:abstractNumId', { 'w:val': '0' })]),
      ]),
    ]),
  );
  const shown = [0, 1, 1, 0, 1, 2].map((place) => numbering.next({ id: '5', level: place }));
  expect(shown).toEqual(['一、', '一.1', '一.2', '二、', '二.1', '•']);
  expect(numbering.next({ id: '6', level: 0 })).toBeUndefined();
});
