import { runOfText } from './assemble-runs.ts';
import { detectRun } from './detect-run.ts';
import { makeDetectors } from './detectors.ts';
import { compileTerms } from './terms.ts';

/** A text and how often each detector must hit in it; a detector that is not named must not. */
export interface LabelledText {
  text: string;
  expect: Readonly<Record<string, number>>;
  note?: string;
}

/** What a detector got right, missed and made up over a set of texts. */
export interface Score {
  found: number;
  missed: number;
  wrong: number;
}

/** The catalogue the labelled texts are written for. */
export const labelledTerms = ['储层预测', '三号试验场', '海底光缆路由', 'AB-12型', '昆岗工程'];

/** Runs all detectors over labelled texts. `faults` are told with the text, for the person who mends a detector. */
export function scoreTexts(texts: readonly LabelledText[]): { scores: Map<string, Score>; faults: string[] } {
  const terms = compileTerms([{ id: 'labelled', citation: 'fixture', words: labelledTerms }]);
  const detectors = makeDetectors({ terms });
  const scores = new Map<string, Score>();
  const faults: string[] = [];
  for (const { text, expect } of texts) {
    const counts = new Map<string, number>();
    for (const { detector } of detectRun(runOfText(text), detectors))
      counts.set(detector, (counts.get(detector) ?? 0) + 1);
    for (const id of new Set([...Object.keys(expect), ...counts.keys()])) {
      const [wanted, got] = [expect[id] ?? 0, counts.get(id) ?? 0];
      const score = scores.get(id) ?? { found: 0, missed: 0, wrong: 0 };
      scores.set(id, score);
      score.found += Math.min(wanted, got);
      score.missed += Math.max(0, wanted - got);
      score.wrong += Math.max(0, got - wanted);
      if (wanted !== got) faults.push(`${id}: ${got} for ${wanted} in ${text}`);
    }
  }
  return { scores, faults };
}
