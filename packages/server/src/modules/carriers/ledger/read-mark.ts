import { type Mark, type MarkNote, parseMarkTolerant } from '@fengni/schemes/mark';
import { builtinPacks } from '@fengni/schemes/packs';
import { parseLocalDate } from '@fengni/schemes/term';
import type { Bilingual } from '@fengni/kernel/command/define';

export type ReadLedgerMark =
  | { readonly ok: true; readonly mark: Mark; readonly notes: readonly MarkNote[] }
  | { readonly ok: false; readonly ambiguous: boolean; readonly why: Bilingual };

/** Names of schemes as ledgers give them, besides those of the packs. */
const schemeNames: Readonly<Record<string, string>> = {
  商业秘密: 'cn-soe-trade-secret',
  商密: 'cn-soe-trade-secret',
  国密: 'cn-state-secret',
  内部: 'internal',
  内部资料: 'internal',
  公开: 'internal',
};

/** The pack a scheme's name means, by its name in either language or its id; null where there is none. */
export function schemeNamed(text: string): string | null {
  const name = text.trim();
  for (const pack of builtinPacks.values()) if ([pack.id, pack.zh, pack.en].includes(name)) return pack.id;
  return schemeNames[name] ?? null;
}

export interface MarkContext {
  /** The scheme the row itself names. */
  readonly scheme: string | null;
  /** The scheme of the ledger, where the row names none. */
  readonly defaultScheme: string;
  readonly issuedOn: string | null;
}

/**
 * Reads a mark in its ledger. A mark of another scheme is taken where no other scheme uses the word; 内部, which two
 * schemes use, is nobody's to guess.
 */
export function readLedgerMark(text: string, context: MarkContext): ReadLedgerMark {
  const issuedOn = context.issuedOn === null ? null : parseLocalDate(context.issuedOn);
  const options = issuedOn === null ? {} : { issuedOn };
  const own = parseMarkTolerant(text, { ...options, scheme: context.scheme ?? context.defaultScheme });
  if (own.ok) return own;
  const why = { zh: own.zh, en: own.en };
  const isForeign = own.code === 'other-scheme' || own.code === 'unknown-level';
  if (context.scheme !== null || !isForeign) return { ok: false, ambiguous: false, why };
  const any = parseMarkTolerant(text, options);
  if (!any.ok) return { ok: false, ambiguous: false, why: { zh: any.zh, en: any.en } };
  return any.notes.includes('ambiguous-scheme') ? { ok: false, ambiguous: true, why } : any;
}
