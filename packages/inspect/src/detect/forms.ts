import type { TextRun } from './detector.ts';
import { type FoldOptions, type NormalText, normalise } from './normalise.ts';

const words = { lowerCase: true, simplified: true, dropSeparators: true } as const satisfies FoldOptions;

/** The spellings detectors read. */
export const formOptions = {
  /** For identifiers, coordinates, heads and foreign marks: case, spaces and line ends stay. */
  plain: { simplified: true, guardDigits: true },
  /** As `plain`, Chinese numerals being digits. */
  numerals: { simplified: true, guardDigits: true, numerals: true },
  /** For Chinese marks: no spaces, split characters joined. */
  marks: { simplified: true, dropSpaces: true, joinSplits: true },
  words,
  lookAlikes: { ...words, lookAlikes: true },
  splits: { ...words, joinSplits: true },
  homophones: { ...words, homophones: true },
} as const satisfies Record<string, FoldOptions>;
export type FormName = keyof typeof formOptions;

const numeralRow = /[〇零○一二三四五六七八九壹贰貳叁肆伍陆陸柒捌玖幺]{6}/;
const rows = new WeakMap<TextRun, boolean>();

/** Whether a run holds six Chinese numerals in a row. */
export function hasNumeralRow(run: TextRun): boolean {
  const known = rows.get(run) ?? numeralRow.test(run.text);
  rows.set(run, known);
  return known;
}

const made = new WeakMap<TextRun, Map<FormName, NormalText>>();

/** A run's text in one spelling; made once for all detectors that look at the run. */
export function formOf(run: TextRun, name: FormName): NormalText {
  const forms = made.get(run) ?? new Map<FormName, NormalText>();
  made.set(run, forms);
  const known = forms.get(name);
  if (known !== undefined) return known;
  const form = normalise(run.text, formOptions[name]);
  forms.set(name, form);
  return form;
}
