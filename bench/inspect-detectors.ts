import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type LabelledText, scoreTexts } from '../packages/inspect/src/detect/labelled.ts';
import { type Bench, round } from './result.ts';

const file = path.resolve(import.meta.dirname, '../packages/inspect/fixtures/labelled-texts.jsonl');
const aim = 1;

/**
 * Precision and recall of each detector over the labelled texts. They were written by the same hands as the detectors,
 * hard cases first; on other people's texts both will be lower. A line a detector.
 */
export const benchInspectDetectors: Bench = async (report) => {
  const texts = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line): LabelledText => JSON.parse(line));
  const { scores } = scoreTexts(texts);
  const empty = texts.filter(({ expect }) => Object.keys(expect).length === 0).length;
  for (const [detector, { found, missed, wrong }] of [...scores].toSorted(([a], [b]) => a.localeCompare(b))) {
    const [precision, recall] = [found / (found + wrong || 1), found / (found + missed || 1)];
    report({
      bench: `inspect-detectors: ${detector}`,
      value: round(precision, 3),
      unit: 'precision',
      peer: null,
      ratio: null,
      aim: `precision and recall ${aim} on these texts`,
      met: precision >= aim && recall >= aim,
      more: { recall: round(recall, 3), found, missed, wrong, texts: texts.length, textsWithNothing: empty },
    });
  }
};
