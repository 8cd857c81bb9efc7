import { type MarkSeen, readMarks } from '@fengni/inspect/marks';
import type { Segment } from '@fengni/inspect/place';
import { type Mark, formatMark } from '@fengni/schemes/mark';
import { compareLevels, levelOf } from '@fengni/schemes/packs';
import { type MarkProblem, type ProblemCode, adviceOfEngine, problemTexts } from './problems.ts';

/** A finding of the inspection engine, as far as marks go. */
export interface MarkFinding {
  readonly detector: string;
  readonly family: string;
  readonly citation: string;
  readonly place: { readonly path: readonly string[] };
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

export interface DocumentToJudge {
  readonly fileName: string;
  /** Findings of an inspection of the whole file; of files within it nothing is said. */
  readonly findings?: readonly MarkFinding[];
  /** Text of the file or of its head: with it, terms and spelling are judged too, which findings do not tell. */
  readonly segments?: readonly Segment[];
  /** What it is, or is to be, registered as; null where that is not said yet. */
  readonly expected: Mark | null;
}

/** A mark that speaks for the document or stands in its body. */
interface Seen {
  readonly level: { readonly scheme: string; readonly level: string };
  readonly mark: Mark | null;
  readonly text: string | null;
  readonly isRuling: boolean;
  readonly isWell: boolean;
}

/**
 * Holds what stands on a document against the standard and against what is decided: missing, malformed, contradictory,
 * misplaced, other than registered, without copy number, ★ on what is no state secret, a body above its head. Each with
 * words in both languages and what to do. Pure; reads no file.
 */
export function judgeDocument(the: DocumentToJudge): MarkProblem[] {
  const own = (the.findings ?? []).filter(({ place }) => place.path.length === 0);
  const read = the.segments === undefined ? undefined : readMarks(the.segments, the.fileName);
  const seen = [...(read?.marks ?? []).flatMap((mark) => seenOf(mark)), ...own.flatMap((one) => seenIn(one))];
  const ruling = seen.filter((one) => one.isRuling);
  const engine = [
    ...(read?.issues ?? []).map((issue) => ({ ...issue, advice: adviceOfEngine(issue.code) })),
    ...own.flatMap((one) => engineProblem(one)),
  ];
  const hasCopyNumber =
    read?.hasCopyNumber === true || own.some(({ detector }) => detector === 'head.copy-number');
  const problems = [
    ...engine.map(({ code, zh, en, advice, citation }): MarkProblem => ({ code, zh, en, advice, citation })),
    ...judgeExpected(ruling, the.expected),
    ...judgeSpelling(ruling),
    ...judgeBody(seen),
    ...judgeNumber(ruling, the.expected, hasCopyNumber),
  ];
  const codes = new Set<string>();
  return problems.filter(({ code }) => !codes.has(code) && codes.add(code));
}

function problem(code: ProblemCode, a: string, b: string): MarkProblem {
  const { zh, en, advice, citation } = problemTexts[code];
  const fill = (text: string): string => text.replace('{a}', () => a).replace('{b}', () => b);
  return { code, zh: fill(zh), en: fill(en), advice, citation };
}

function seenOf({ mark, text, hit, isRuling }: MarkSeen): Seen[] {
  const { scheme, level, former, declassified, spelling } = hit.facts;
  if (typeof scheme !== 'string' || typeof level !== 'string') return [];
  if (former === true || declassified === true || hit.facts['form'] === 'phrase') return [];
  return [{ level: { scheme, level }, mark, text, isRuling, isWell: spelling === 'standard' }];
}

function seenIn({ family, facts }: MarkFinding): Seen[] {
  const { scheme, level, form, zone, former, declassified } = facts;
  if (family !== 'mark' || typeof scheme !== 'string' || typeof level !== 'string') return [];
  if (former === true || declassified === true || form === 'phrase') return [];
  const isRuling =
    (form === 'starred' || form === 'line') && (zone === 'corner' || zone === 'head' || zone === 'header');
  // a finding does not tell how it is written, but for what is dodged, which the engine says itself
  return [{ level: { scheme, level }, mark: null, text: null, isRuling, isWell: true }];
}

function engineProblem({ detector, facts, citation }: MarkFinding) {
  const code = /^mark\.issue\.(.+)$/.exec(detector)?.[1];
  const { zh, en } = facts;
  if (code === undefined || typeof zh !== 'string' || typeof en !== 'string') return [];
  return [{ code, zh, en, advice: adviceOfEngine(code), citation }];
}

function write(mark: Mark): string {
  try {
    return formatMark(mark);
  } catch {
    return levelWords(mark);
  }
}

function levelWords({ scheme, level }: { readonly scheme: string; readonly level: string }): string {
  return levelOf(scheme, level)?.zh ?? level;
}

function judgeExpected(ruling: readonly Seen[], expected: Mark | null): MarkProblem[] {
  if (expected === null) return [];
  const wanted = write(expected);
  if (ruling.length === 0) {
    return levelOf(expected.scheme, expected.level)?.rank === 0 ? [] : [problem('missing', '', wanted)];
  }
  const same = ruling.filter(
    ({ level }) => level.scheme === expected.scheme && level.level === expected.level,
  );
  const [first] = ruling;
  if (first !== undefined && same.length === 0)
    return [problem('level-differs', first.text ?? levelWords(first.level), wanted)];
  const read = same.find(({ mark }) => mark !== null)?.mark;
  return read === undefined || read === null || write(read) === wanted
    ? []
    : [problem('term-differs', write(read), wanted)];
}

function judgeSpelling(ruling: readonly Seen[]): MarkProblem[] {
  const bad = ruling.find(({ isWell, mark, text }) => !isWell && mark !== null && text !== null);
  if (bad?.mark === undefined || bad.mark === null || bad.text === null) return [];
  const standard = write(bad.mark);
  return standard === bad.text ? [] : [problem('malformed', bad.text, standard)];
}

/** Marks in the body above all that speak for the document. Of other schemes nothing can be said. */
function judgeBody(seen: readonly Seen[]): MarkProblem[] {
  const ruling = seen.filter((one) => one.isRuling);
  const [head] = ruling;
  if (head === undefined) return [];
  const over = seen.find(
    (one) => !one.isRuling && ruling.every((ruler) => (compareLevels(one.level, ruler.level) ?? 0) > 0),
  );
  return over === undefined
    ? []
    : [problem('body-over-head', levelWords(over.level), levelWords(head.level))];
}

/** 机密 and above are numbered by the copy (实施条例 art. 27(1)). */
const numberedRankMin = 2;

function judgeNumber(ruling: readonly Seen[], expected: Mark | null, hasCopyNumber: boolean): MarkProblem[] {
  const levels = [...ruling.map((one) => one.level), ...(expected === null ? [] : [expected])];
  const isNumbered = levels.some(
    ({ scheme, level }) =>
      scheme === 'cn-state-secret' && (levelOf(scheme, level)?.rank ?? 0) >= numberedRankMin,
  );
  return isNumbered && !hasCopyNumber ? [problem('no-copy-number', '', '')] : [];
}
