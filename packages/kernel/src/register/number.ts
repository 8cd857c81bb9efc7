import { z } from 'zod';

/**
 * Number grammars as data (BEY-16): a number is a run of sections, the one-up section counting within a series. Written
 * as a pattern: `{year}-{seq:6}`, `{level}{year}第{seq:4}号`; `{seq:6}` restarts for each year or level named before it.
 */
const Section = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('literal'), text: z.string().min(1).max(20) }),
  z.object({ kind: z.literal('year') }),
  z.object({ kind: z.literal('level') }),
  z.object({ kind: z.literal('unit') }),
  z.object({ kind: z.literal('sequence'), digits: z.int().min(1).max(9) }),
]);
export const NumberGrammar = z.array(Section).min(1).max(10);
export type NumberGrammar = z.infer<typeof NumberGrammar>;

export type PatternFault = 'empty' | 'too-long' | 'unknown-section' | 'no-sequence' | 'two-sequences';
export const patternFaultTexts: Readonly<Record<PatternFault, { zh: string; en: string }>> = {
  empty: { zh: '没有内容', en: 'it is empty' },
  'too-long': { zh: '超过 10 段', en: 'it has more than 10 sections' },
  'unknown-section': {
    zh: '只能使用 {year}、{level}、{unit}、{seq:位数}',
    en: 'only {year}, {level}, {unit} and {seq:digits} are known',
  },
  'no-sequence': { zh: '缺少流水号 {seq:位数}', en: 'it lacks the running number {seq:digits}' },
  'two-sequences': { zh: '流水号只能有一个', en: 'it has more than one running number' },
};

/** Reads a pattern into its sections, or says what is wrong with it. */
export function parsePattern(
  pattern: string,
): { ok: true; grammar: NumberGrammar } | { ok: false; fault: PatternFault } {
  const parts = pattern.split(/(\{[^}]*\})/).filter((part) => part !== '');
  if (parts.length === 0) return { ok: false, fault: 'empty' };
  if (parts.length > 10) return { ok: false, fault: 'too-long' };
  const sections = parts.map(readSection);
  const grammar = sections.filter((section) => section !== null);
  if (grammar.length !== sections.length) return { ok: false, fault: 'unknown-section' };
  const sequences = grammar.filter((section) => section.kind === 'sequence').length;
  if (sequences === 0) return { ok: false, fault: 'no-sequence' };
  if (sequences > 1) return { ok: false, fault: 'two-sequences' };
  return { ok: true, grammar };
}

function readSection(part: string): NumberGrammar[number] | null {
  if (!part.startsWith('{'))
    return part.length <= 20 && !part.includes('}') ? { kind: 'literal', text: part } : null;
  const [name, digits] = part.slice(1, -1).split(':');
  if (name === 'year' || name === 'level' || name === 'unit')
    return digits === undefined ? { kind: name } : null;
  if (name !== 'seq' || !/^[1-9]$/.test(digits ?? '6')) return null;
  return { kind: 'sequence', digits: Number(digits ?? 6) };
}

/** What a number's sections are filled from. */
export interface NumberFacts {
  readonly year: number;
  readonly level: string;
  readonly unit: string;
}

/** The series the running number counts in: everything written besides it. */
export function seriesOf(grammar: NumberGrammar, facts: NumberFacts): string {
  return grammar
    .map((section) => (section.kind === 'sequence' ? '#' : writeSection(section, facts, 0)))
    .join('');
}

export function formatNumber(grammar: NumberGrammar, facts: NumberFacts, sequence: number): string {
  return grammar.map((section) => writeSection(section, facts, sequence)).join('');
}

function writeSection(section: NumberGrammar[number], facts: NumberFacts, sequence: number): string {
  switch (section.kind) {
    case 'literal':
      return section.text;
    case 'year':
      return String(facts.year);
    case 'level':
      return facts.level;
    case 'unit':
      return facts.unit;
    case 'sequence':
      return String(sequence).padStart(section.digits, '0');
  }
}

/** The running number of a number typed by hand, if the grammar could have made it: the edit mask. */
export function sequenceIn(grammar: NumberGrammar, number: string): number | null {
  const mask = grammar.map((section) => {
    if (section.kind === 'sequence') return `(?<sequence>\\d{${section.digits},9})`;
    if (section.kind === 'literal') return escapeRegExp(section.text);
    return section.kind === 'year' ? '\\d{4}' : '.{1,20}?';
  });
  const match = new RegExp(`^${mask.join('')}$`, 'u').exec(number);
  return match?.groups?.['sequence'] === undefined ? null : Number(match.groups['sequence']);
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}

/** A key by which numbers sort as people read them: runs of digits by value. */
export function numberSortKey(number: string): string {
  return number.replace(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, '').padStart(12, '0'));
}
