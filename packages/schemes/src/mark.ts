import { z } from 'zod';
import type { LocalDate } from './local-date.ts';
import { isContentNote, refuseMark, refuseOverMaximum } from './mark-errors.ts';
import type { MarkNote, MarkRefusal } from './mark-errors.ts';
import { grammarOf } from './mark-grammar.ts';
import { findHead, markOwnerCharsMax, readBody, trimFrame } from './mark-parts.ts';
import { prepareMarkText } from './mark-text.ts';
import { Validity, isOverMaximum, writeValidity } from './mark-validity.ts';
import type { Level, Pack } from './pack.ts';
import { builtinPacks } from './packs.ts';
import type { Packs } from './packs.ts';

export type { Duration, Validity } from './mark-validity.ts';
export { markErrors, markNotes } from './mark-errors.ts';
export type { MarkErrorCode, MarkNote, MarkRefusal } from './mark-errors.ts';

/** Longest text read as a mark, in UTF-16 units. */
export const markTextCharsMax = 200;

/** A mark: a level of a scheme, how long it binds, and for trade secrets whose it is. */
export const Mark = z.strictObject({
  scheme: z.string().min(1).max(64),
  level: z.string().min(1).max(32),
  validity: Validity,
  owner: z.string().min(1).max(markOwnerCharsMax).optional(),
});
export type Mark = z.infer<typeof Mark>;

export type ReadMark =
  | { readonly ok: true; readonly mark: Mark; readonly notes: readonly MarkNote[] }
  | MarkRefusal;

export type MarkContext = {
  /** The packs whose marks are known; the built-in ones unless told. */
  readonly packs?: Packs;
  /** Day of issue, where known: only with it can a declassification date be held against the maximum. */
  readonly issuedOn?: LocalDate;
};

export type ReadMarkOptions = MarkContext & {
  /** Only marks of this scheme; a mark of another is refused. */
  readonly scheme?: string;
  /** The text comes from character recognition of a page's head: one or two wrong signs may stand for ★ (FACTS §7.2). */
  readonly ocr?: boolean;
  /** Understand a term over the maximum and only note it: an original may rest on an exception in its scope entry. */
  readonly allowOverMaximum?: boolean;
};

/**
 * Writes a mark in the standard form: `机密★10年`, `绝密★长期`, `内部`, `示范油田核心商密▲5年`.
 * Throws when {@link checkMark} refuses the mark for another reason than its maximum: callers check what users type.
 */
export function formatMark(mark: Mark, packs: Packs = builtinPacks): string {
  const problem = checkMark(mark, { packs });
  const found = locate(mark, packs);
  if (found === undefined || (problem !== null && problem.code !== 'over-maximum')) {
    throw new Error(`this mark cannot be written: ${problem?.code ?? 'unknown-level'}`);
  }
  return writeMark(mark, found);
}

/** Why a mark is not a good one, or null. Asks level, owner, term, condition and maximum (State Secrets Law art. 20). */
export function checkMark(
  mark: Mark,
  { packs = builtinPacks, issuedOn }: MarkContext = {},
): MarkRefusal | null {
  const found = locate(mark, packs);
  if (found === undefined) {
    return packs.has(mark.scheme)
      ? refuseMark('unknown-level', mark.level)
      : refuseMark('unknown-scheme', mark.scheme);
  }
  const { level } = found;
  if (mark.owner !== undefined && level.markKind !== 'owner-level')
    return refuseMark('owner-not-allowed', level.zh);
  if (mark.validity.kind !== 'unstated' && level.markKind === 'plain')
    return refuseMark('term-not-allowed', level.zh);
  if (!Mark.safeParse(mark).success) return refuseMark('unreadable-term', level.zh);
  const unwritable = checkWords(mark, found, packs);
  if (unwritable !== null) return unwritable;
  const maximum = grammarOf(packs).maximum.get(level);
  if (maximum === undefined || !isOverMaximum(mark.validity, maximum, issuedOn)) return null;
  return refuseOverMaximum(maximum);
}

/** Reads a mark that is written exactly in the standard form, so that `formatMark` gives the text back. */
export function parseMark(
  text: string,
  options: ReadMarkOptions = {},
): { readonly ok: true; readonly mark: Mark } | MarkRefusal {
  const read = parseMarkTolerant(text, options);
  if (!read.ok) return read;
  const standard = formatMark(read.mark, options.packs);
  return standard === text ? { ok: true, mark: read.mark } : refuseMark('not-canonical', standard);
}

/**
 * Reads a mark as ledgers and recognised pages have it: full width, spaces, other stars, no star, no term, brackets,
 * traditional characters, misread digits. Says in `notes` what was mended and what deserves a look. Guesses no level.
 * Never throws; the text is limited to {@link markTextCharsMax}, and no pattern backtracks past that.
 */
export function parseMarkTolerant(raw: string, options: ReadMarkOptions = {}): ReadMark {
  if (raw.length > markTextCharsMax) return refuseMark('too-long', String(markTextCharsMax));
  const packs = options.packs ?? builtinPacks;
  if (options.scheme !== undefined && !packs.has(options.scheme))
    return refuseMark('unknown-scheme', options.scheme);
  const text = prepareMarkText(raw);
  const frame = trimFrame(text);
  if (frame.from === frame.to) return refuseMark('empty');
  const grammar = grammarOf(packs);
  const head = findHead(text, frame, grammar, options.scheme);
  if ('ok' in head) return head;
  const body = readBody(text, { ...frame, from: head.end }, head.word, grammar, options.ocr === true);
  if ('ok' in body) return body;
  const mark: Mark = {
    scheme: head.word.pack.id,
    level: head.word.level.code,
    validity: body.validity,
    ...(head.owner === undefined ? {} : { owner: head.owner }),
  };
  const notes = new Set<MarkNote>([...text.seen, ...frame.notes, ...head.notes, ...body.notes]);
  const problem = checkMark(mark, {
    packs,
    ...(options.issuedOn === undefined ? {} : { issuedOn: options.issuedOn }),
  });
  if (problem?.code === 'over-maximum' && options.allowOverMaximum === true) notes.add('over-maximum');
  else if (problem !== null) return problem;
  return { ok: true, mark, notes: settleNotes(notes, raw, writeMark(mark, head.word)) };
}

type Located = { readonly pack: Pack; readonly level: Level };
function locate(mark: Mark, packs: Packs): Located | undefined {
  const pack = packs.get(mark.scheme);
  const level = pack?.levels.find((item) => item.code === mark.level);
  return pack === undefined || level === undefined ? undefined : { pack, level };
}

function writeMark({ validity, owner }: Mark, { pack, level }: Located): string {
  const words = level.markWords[0] ?? level.zh;
  if (level.markKind === 'plain') return words;
  const term = writeValidity(validity, pack.marks.indefiniteWord);
  const separator = pack.marks.separator ?? '';
  if (level.markKind === 'star') return `${words}${separator}${term}`;
  return `${owner ?? ''}${words}${term === '' ? '' : separator}${term}`;
}

/** Owner and condition are free words; they are good when reading the written mark gives them back. */
function checkWords(mark: Mark, { pack, level }: Located, packs: Packs): MarkRefusal | null {
  const text = prepareMarkText(writeMark(mark, { pack, level }));
  const grammar = grammarOf(packs);
  const head = findHead(text, trimFrame(text), grammar, pack.id);
  if ('ok' in head || head.owner !== mark.owner || head.word.level !== level) return refuseMark('bad-owner');
  if (mark.validity.kind !== 'condition') return null;
  const body = readBody(text, { ...trimFrame(text), from: head.end }, head.word, grammar, false);
  const isSame =
    !('ok' in body) && body.validity.kind === 'condition' && body.validity.text === mark.validity.text;
  return isSame ? null : refuseMark('bad-condition');
}

function settleNotes(notes: ReadonlySet<MarkNote>, raw: string, standard: string): readonly MarkNote[] {
  if (raw === standard) return [...notes].filter(isContentNote);
  const isMended = [...notes].some((note) => !isContentNote(note));
  return isMended ? [...notes] : [...notes, 'written-otherwise'];
}
