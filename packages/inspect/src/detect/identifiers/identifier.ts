import type { Detector, Example, TextRun } from '../detector.ts';
import type { Hit } from '../finding.ts';
import { formOf, hasNumeralRow } from '../forms.ts';
import { type NormalText, originalSpan } from '../normalise.ts';

/** What a definition finds in the plain form of a run. */
export interface Candidate {
  from: number;
  to: number;
  confidence: number;
  facts?: Readonly<Record<string, string | number | boolean>>;
}

export interface IdentifierDefinition {
  /** `X01` and so on, as in the list of rules. */
  id: string;
  citation: string;
  /** What costs little and must hold for anything to be found. */
  prefilter: RegExp;
  /** Finds in a text whose width, digits and characters are made alike. */
  find(text: string, run: TextRun): Candidate[];
  /** Chinese numerals may stand for digits: a second look where there are some in a row. */
  numerals?: boolean;
  /** Longer identifiers win; of two that overlap the one with the lower rank stays. */
  rank: number;
  examples: readonly Example[];
}

export interface Identifier extends Detector {
  readonly examples: readonly Example[];
  readonly rank: number;
}

/** Units on each side of a candidate in which a context word counts. */
export const contextUnits = 12;

const numeralSign = /[〇零○一二三四五六七八九壹贰貳叁肆伍陆陸柒捌玖幺]/;

export function defineIdentifier(definition: IdentifierDefinition): Identifier {
  const { id, examples, rank, prefilter, numerals = false } = definition;
  const look = (run: TextRun, form: NormalText): Hit[] => {
    if (!prefilter.test(form.text)) return [];
    return definition.find(form.text, run).map(({ from, to, confidence, facts = {} }) => ({
      detector: `identifier.${id}`,
      family: 'identifier',
      ...originalSpan(form, from, to),
      confidence,
      citation: definition.citation,
      facts,
    }));
  };
  return {
    id: `identifier.${id}`,
    examples,
    rank,
    detect(run) {
      const hits = look(run, formOf(run, 'plain'));
      if (!numerals || !hasNumeralRow(run)) return hits;
      const spelled = look(run, formOf(run, 'numerals')).filter(({ from, to }) =>
        numeralSign.test(run.text.slice(from, to)),
      );
      return [...hits, ...spelled.map((hit) => ({ ...hit, facts: { ...hit.facts, numerals: true } }))];
    },
  };
}

/** Whether a word stands within {@link contextUnits} of a candidate. */
export function hasContext(text: string, from: number, to: number, words: RegExp): boolean {
  return (
    words.test(text.slice(Math.max(0, from - contextUnits), from)) ||
    words.test(text.slice(to, to + contextUnits))
  );
}

/** Whether a word stands in the {@link contextUnits} before a candidate, on the same line. */
export function isLedBy(text: string, from: number, words: RegExp): boolean {
  const before = text.slice(Math.max(0, from - contextUnits), from);
  return words.test(before.slice(before.lastIndexOf('\n') + 1));
}

/** Words before a number that say it is something else. */
export const otherNumberWords =
  /(?:订单|单号|运单|流水|编号|序号|条码|条形码|ISBN|ISSN|QQ|qq|合同号|凭证|批号|型号|货号|票号|快递|版本|学号|工号|设备号|案号)[^\n]{0,6}$/u;

/** Every match of a pattern with its place. */
export function matchesOf(pattern: RegExp, text: string): { text: string; from: number; to: number }[] {
  return Array.from(text.matchAll(pattern), (match) => ({
    text: match[0],
    from: match.index,
    to: match.index + match[0].length,
  }));
}

export function digitsOf(text: string): string {
  return text.replaceAll(/[^0-9A-Za-z]/g, '').toUpperCase();
}
