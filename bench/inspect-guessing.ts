import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { CellHasher } from '../packages/inspect/src/exact/cell-hash.ts';
import { deriveChaskeyKey } from '../packages/inspect/src/copies/keys.ts';
import { hashGrams } from '../packages/inspect/src/copies/fingerprint.ts';
import { openCopyIndex } from '../packages/inspect/src/copies/open-copy-index.ts';
import { tokenise } from '../packages/inspect/src/copies/tokenise.ts';
import { exportLowSide } from '../packages/inspect/src/lowside/export-low-side.ts';
import {
  deriveLowKeys,
  hashLowWindows,
  lowWindowTokens,
} from '../packages/inspect/src/lowside/low-windows.ts';
import { openLowSide } from '../packages/inspect/src/lowside/open-low-side.ts';
import { makeDocument } from './chinese-text.ts';
import { type Bench, type Report, percentile, round, timeCalls } from './result.ts';
import { withFolder } from './stage.ts';

const seconds = 2;
/** What is guessed in the documentation's examples. */
const dictionaryWords = 500_000;

/** Calls a second, each of `guesses` guesses. */
function guessesPerSecond(guesses: number, work: () => void): number {
  work();
  const begun = performance.now();
  let calls = 0;
  while (performance.now() - begun < seconds * 1000) {
    work();
    calls += 1;
  }
  return (calls * guesses) / ((performance.now() - begun) / 1000);
}

function tell(report: Report, what: string, perSecond: number): void {
  report({
    bench: `guessing: ${what}`,
    value: round(perSecond, 0),
    unit: 'guesses/s',
    peer: null,
    ratio: null,
    aim: 'stated in docs/inspect-guessing.md',
    met: true,
    more: { secondsForHalfAMillion: round(dictionaryWords / perSecond, 2) },
  });
}

/**
 * What it costs whoever holds a key to try guesses, on one core in this runtime: a window of twelve characters against
 * the file of the low side, a run of six against the index of the high side, a cell of a table. And what a text of
 * 4 KB costs the low side.
 */
export const benchInspectGuessing: Bench = (report) =>
  withFolder(async (folder) => {
    const key = randomBytes(32);
    const guess = tokenise('某某型号试验飞行器定于明年');
    const window = { ...guess, count: lowWindowTokens };
    const lowKeys = deriveLowKeys(key);
    tell(
      report,
      'a window of twelve, low side',
      guessesPerSecond(1, () => void hashLowWindows(window, lowKeys)),
    );
    const grams = deriveChaskeyKey(key, 'copies/grams');
    const many = tokenise(makeDocument(1).text);
    const runs = many.count - 5;
    tell(
      report,
      'a run of six, high side',
      guessesPerSecond(runs, () => void hashGrams(many, grams)),
    );
    const hasher = new CellHasher(key);
    const name = Array.from(tokenise('赵甲一').values);
    tell(
      report,
      'a cell, filter',
      guessesPerSecond(1, () => hasher.quick('words', name)),
    );
    tell(
      report,
      'a cell, table',
      guessesPerSecond(1, () => void hasher.slow('words', name)),
    );
    const index = await openCopyIndex(path.join(folder, 'index'), { key, mode: 'write', syncEach: false });
    for (let i = 0; i < 200; i += 1) await index.add(`d${i}`, makeDocument(i).text);
    const bytes = exportLowSide(index, { key, publicWords: [], catalogueWords: [] });
    await index.close();
    const low = openLowSide(bytes);
    const texts = Array.from({ length: 100 }, (_, i) => makeDocument(1000 + i, 6).text.slice(0, 1365));
    let candidates = 0;
    const took = await timeCalls(
      async (at) => {
        candidates += low.find(texts[at % texts.length] ?? '').length;
      },
      { calls: 200, warmUp: 20 },
    );
    report({
      bench: 'low side: a text of 4 KB',
      value: round(percentile(took, 0.5), 2),
      unit: 'ms',
      peer: null,
      ratio: null,
      aim: 'told',
      met: true,
      more: {
        p99: round(percentile(took, 0.99), 2),
        candidatesOfTexts: candidates,
        bitsForEachWindow: round((bytes.byteLength * 8) / low.windows),
        falsePositiveRateOfAWindow: low.falsePositiveRate,
      },
    });
  });
