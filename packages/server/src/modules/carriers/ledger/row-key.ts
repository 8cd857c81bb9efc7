import { createHash } from 'node:crypto';
import { canonicalText } from '@fengni/kernel/command/canonical';
import type { LedgerRow } from '../contract.ts';

/** A row of a ledger as it was read, before it has its identity. */
export type ReadRow = Omit<LedgerRow, 'rowKey'>;

/**
 * What a row is known again by when it bears no number: its document and copy number where it has both, so that it is
 * the same row after the copy has moved; else all that it says, whatever sheet and line it stands in.
 */
export function identityOf(row: ReadRow): string {
  if (row.documentNo !== '' && row.copyNo !== null)
    return hash({ documentNo: row.documentNo, copyNo: row.copyNo });
  const { sheet: _sheet, row: _row, markNotes: _notes, ...said } = row;
  return hash(said);
}

/** Gives each row its key: its identity and, since equal rows can stand for several things, its ordinal among equals. */
export function keyRows(rows: readonly ReadRow[]): LedgerRow[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const identity = identityOf(row);
    const ordinal = seen.get(identity) ?? 0;
    seen.set(identity, ordinal + 1);
    return { ...row, rowKey: hash({ identity, ordinal }) };
  });
}

function hash(value: unknown): string {
  return createHash('sha256').update(canonicalText(value)).digest('hex');
}
