import { formatMark, markTextCharsMax, parseMarkTolerant } from '@fengni/schemes/mark';
import type { Mark, MarkErrorCode, MarkNote, ReadMark } from '@fengni/schemes/mark';
import { builtinPacks } from '@fengni/schemes/packs';
import type { Packs } from '@fengni/schemes/packs';
import { type Detector, type TextRun, detectorHitsMax } from './detector.ts';
import type { Hit } from './finding.ts';
import { formOf } from './forms.ts';
import { type MarkPatterns, markPatternsOf, readTail } from './mark-patterns.ts';
import { findPhrases } from './mark-phrases.ts';
import { type Zone, isRecognisedCorner, zoneWeights, zonesOf } from './mark-zones.ts';
import { type NormalText, originalSpan } from './normalise.ts';

/** Longest line read as a mark by itself, in units without spaces. */
const markLineUnitsMax = 60;

/** What cannot stand as it is: a mark's fault, in the fact `problem`. Other refusals mean that there is no mark. */
const problems: ReadonlySet<string> = new Set<MarkErrorCode>([
  'star-not-allowed',
  'over-maximum',
  'unreadable-term',
  'two-marks',
  'bad-date',
]);

/**
 * The detector of marks of all packs (rules Y01 to Y08): level with star or triangle anywhere; level words alone, with a
 * term or with an owner where they fill a line of a head, header or property; portions at the start of a paragraph;
 * phrases of handling. Spaces, full width, traditional characters, other stars, signs of no width, characters taken
 * apart and look-alikes are seen through. The plain words 秘密, 机密, 内部 in a sentence are no mark.
 *
 * Facts: `scheme`, `level`, `form` (starred, line, portion, phrase), `zone`, `spelling` (standard, variant, dodged), and
 * where there is one `problem`.
 */
export function makeMarkDetector(packs: Packs = builtinPacks): Detector {
  const patterns = markPatternsOf(packs);
  return { id: 'mark', detect: (run) => findMarks(run, packs, patterns) };
}

interface Looking {
  run: TextRun;
  packs: Packs;
  form: NormalText;
  zoneOf: (at: number) => Zone;
}

function findMarks(run: TextRun, packs: Packs, patterns: MarkPatterns): Hit[] {
  const form = formOf(run, 'marks');
  if (!patterns.prefilter.test(form.text)) return [];
  const looking: Looking = { run, packs, form, zoneOf: zonesOf(run) };
  const hits = dropCovered([
    ...findStarred(looking, patterns),
    ...findLines(looking),
    ...findPortions(looking, patterns),
    ...findPhrases(looking),
  ]);
  return hits.map((hit) => noteFormer(noteDeclassified(hit, run.text), run.text));
}

/** A level with ★ or ▲ or the like behind it, wherever it stands. */
function findStarred(looking: Looking, { starred, anyStar }: MarkPatterns): Hit[] {
  const { form, run } = looking;
  const hits: Hit[] = [];
  if (!anyStar.test(form.text)) return hits;
  let dropped = 0;
  for (const { pattern, word } of starred) {
    for (const match of form.text.matchAll(pattern)) {
      if (hits.length >= detectorHitsMax) {
        dropped += 1;
        continue;
      }
      const signs = match[0];
      const written = match.groups?.['word'] ?? '';
      const sign = /[▲△●◆▴]/u.test(signs.at(-1) ?? '') ? '▲' : '★';
      const zone = looking.zoneOf(form.starts[match.index] ?? 0);
      const ocr = isRecognisedCorner(run, form.starts[match.index] ?? 0);
      const tail = readTail(form.text, match.index + signs.length, (rest) =>
        parseMarkTolerant(`${word}${sign}${rest}`, { packs: looking.packs, allowOverMaximum: true, ocr }),
      );
      const named = parseMarkTolerant(word, { packs: looking.packs });
      const found = { from: match.index, to: tail.end, read: tail.read, named, dodged: written !== word };
      const hit = hitOf(looking, { ...found, zone, form: 'starred', loose: zone !== 'body' && tail.isLoose });
      if (hit !== undefined) hits.push(hit);
    }
  }
  const last = hits.at(-1);
  if (last !== undefined && dropped > 0) last.facts = { ...last.facts, dropped };
  return hits;
}

/** A line of levels and what parts them, nothing else. */
const levelsOnly = /^(?:密级:?)?(?:绝密|机密|秘密|内部|核心商密|普通商密|工作秘密|[、,;/及和或]){1,20}$/u;

/** Lines of a head, header or property that are a mark and nothing else; elsewhere only after 密级. */
function findLines(looking: Looking): Hit[] {
  const { form, run, packs } = looking;
  const hits: Hit[] = [];
  const { text } = form;
  for (let from = 0; from < text.length;) {
    const newline = text.indexOf('\n', from);
    const to = newline < 0 ? text.length : newline;
    const [start, next] = [from, to + 1];
    from = next;
    if (to - start < 2 || to - start > Math.min(markLineUnitsMax, markTextCharsMax)) continue;
    const at = form.starts[start] ?? 0;
    const zone = looking.zoneOf(at);
    if (zone === 'body' && !text.startsWith('密级', start) && !text.startsWith('涉密等级', start)) continue;
    const line = text.slice(start, to).replace(/\r$/u, '');
    const ocr = isRecognisedCorner(run, at);
    const read = parseMarkTolerant(line, { packs, allowOverMaximum: true, ocr });
    // two levels with stars are each found by themselves
    if (!read.ok && (read.code !== 'two-marks' || !levelsOnly.test(line))) continue;
    const found = { from: start, to: start + line.length, read, dodged: false, zone, loose: false };
    const hit = hitOf(looking, { ...found, form: 'line' });
    if (hit !== undefined) hits.push(hit);
  }
  return hits;
}

function findPortions(looking: Looking, { portion, wordOf }: MarkPatterns): Hit[] {
  const { form, packs } = looking;
  return Array.from(form.text.matchAll(portion)).flatMap((match) => {
    const word = wordOf(match.groups?.['word'] ?? '');
    const lead = match[0].search(/[^\n\r]/);
    const from = match.index + lead;
    const zone = looking.zoneOf(form.starts[from] ?? 0);
    const read = parseMarkTolerant(word, { packs });
    const to = match.index + match[0].length;
    const hit = hitOf(looking, { from, to, read, dodged: false, zone, form: 'portion', loose: false });
    return hit === undefined ? [] : [{ ...hit, detector: 'mark.portion', confidence: 0.6 }];
  });
}

interface FoundMark {
  from: number;
  to: number;
  read: ReadMark;
  /** What the level word alone says, for marks that cannot be read. */
  named?: ReadMark;
  /** The level word itself was written so as not to be found. */
  dodged: boolean;
  zone: Zone;
  form: 'starred' | 'line' | 'portion';
  /** Signs behind the mark were no term. */
  loose: boolean;
}

const citations: Readonly<Record<string, string>> = {
  'cn-state-secret': '保密法实施条例（2024）#21; GB/T 9704-2012#7.2.2',
  'cn-work-secret': '保密法（2024）#64',
  'cn-soe-trade-secret': '国资发〔2010〕41号#15',
};

function hitOf(looking: Looking, found: FoundMark): Hit | undefined {
  const { form, run } = looking;
  const { read, zone } = found;
  const code = read.ok ? (hasNote(read, 'over-maximum') ? 'over-maximum' : undefined) : read.code;
  if (code !== undefined && !problems.has(code)) return undefined;
  const problem = code ?? (found.loose ? 'unreadable-term' : undefined);
  const span = originalSpan(form, found.from, found.to);
  const words = run.text.slice(span.from, span.to);
  const readable = read.ok ? read : found.named;
  const mark = readable?.ok === true ? readable.mark : undefined;
  const scheme = mark?.scheme ?? 'several';
  return {
    detector: `mark.${detectorOf(scheme)}`,
    family: 'mark',
    ...span,
    confidence: zoneWeights[zone] * formWeight(found, mark),
    citation: citations[scheme] ?? 'pack:marks',
    facts: {
      scheme,
      ...(mark === undefined ? {} : { level: mark.level }),
      form: found.form,
      zone,
      spelling: spellingOf(found, words, {
        folded: form.text.slice(found.from, found.to),
        packs: looking.packs,
      }),
      ...(problem === undefined ? {} : { problem }),
      ...(hasNote(read, 'ambiguous-scheme') ? { ambiguous: true } : {}),
      ...(hasNote(read, 'declassified') ? { declassified: true } : {}),
    },
  };
}

function hasNote(read: ReadMark, note: MarkNote): boolean {
  return read.ok && read.notes.includes(note);
}

function detectorOf(scheme: string): string {
  return scheme.replace(/^cn-(?:soe-)?/, '');
}

/** A level word alone in a line says less than one with star or term (FACTS Y02). */
function formWeight({ form, read }: FoundMark, mark: Mark | undefined): number {
  if (form === 'starred' || mark === undefined) return 1;
  const isBare = mark.validity.kind === 'unstated' && mark.owner === undefined;
  const isSaid = hasNote(read, 'prefix');
  if (isSaid) return 0.9;
  return isBare ? 0.5 : 0.8;
}

function spellingOf(
  found: FoundMark,
  words: string,
  { folded, packs }: { folded: string; packs: Packs },
): 'standard' | 'variant' | 'dodged' {
  if (found.dodged || /\p{Cf}|[\u0300-\u036f]/u.test(words)) return 'dodged';
  const bare = words.replaceAll(/[\s\ufe0e\ufe0f]/gu, '');
  // more signs than were folded: characters were taken apart
  if (Array.from(bare).length > Array.from(folded.replaceAll(/\s/gu, '')).length) return 'dodged';
  if (found.form === 'portion') return words === folded ? 'standard' : 'variant';
  return found.read.ok && words === formatMark(found.read.mark, packs) ? 'standard' : 'variant';
}

/** Of marks that lie over one another the one that reaches furthest stays, with the confidence of the surest. */
function dropCovered(hits: readonly Hit[]): Hit[] {
  const kept: Hit[] = [];
  for (const hit of hits.toSorted((a, b) => a.from - b.from || b.to - a.to || b.confidence - a.confidence)) {
    const before = kept.at(-1);
    if (before === undefined || before.to <= hit.from) kept.push(hit);
    else before.confidence = Math.max(before.confidence, hit.confidence);
  }
  return kept;
}

const besideUnits = 8;

/** FACTS Y08, M13: 解密 beside a mark says that it no longer binds. */
function noteDeclassified(hit: Hit, text: string): Hit {
  const around =
    text.slice(hit.to, hit.to + besideUnits) + text.slice(Math.max(0, hit.from - besideUnits), hit.from);
  const isFreed =
    hit.facts['declassified'] === true ||
    (/(?:已|自行|予以)?解\s?密(?!日期|时间|条件|后|前|的)/u.test(around) &&
      !/未解密|不得解密|擅自/u.test(around));
  return isFreed
    ? { ...hit, confidence: hit.confidence / 2, facts: { ...hit.facts, declassified: true } }
    : hit;
}

const formerUnits = 4;

/** FACTS M12: the mark before a change stays beside the new one, struck out and, by this program, with 原 before it. */
function noteFormer(hit: Hit, text: string): Hit {
  // where a mark may have an owner, 原 was read as one
  const isFormer = /[〔（([]\s?原/u.test(text.slice(Math.max(0, hit.from - formerUnits), hit.from + 3));
  return isFormer ? { ...hit, confidence: hit.confidence / 2, facts: { ...hit.facts, former: true } } : hit;
}
