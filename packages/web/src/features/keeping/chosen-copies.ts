import {
  CopyLines,
  type CopyLinesQuery,
  ScanHits,
  copyLinesIdsMax,
} from '@fengni/server/modules/carriers/contract';
import type { CopyState } from '@fengni/server/modules/carriers/rules';
import { type QueryClient, useQueries, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import { t } from '../../lib/i18n.ts';
import { presentError } from '../../lib/present-error.ts';
import { queryKey, readNoticed } from '../../lib/use-query-data.ts';

/** A copy picked for something, with what its carrier says about the way it may go. */
export type ChosenCopy = z.output<typeof CopyLines>['rows'][number];

/** Ids out of an address: `a,b,c`. */
export function readIds(text: string | undefined): string[] {
  return (text ?? '').split(',').filter((id) => /^[0-9a-f-]{36}$/.test(id));
}

/** The carrier and copy an address of the program leads to: `/carriers/<id>?copy=<id>`. */
export function readCarrierAddress(to: string): { carrierId: string; copyId: string | null } | null {
  const match = /^\/carriers\/([0-9a-f-]{36})(?:\?copy=([0-9a-f-]{36}))?$/.exec(to);
  return match?.[1] === undefined ? null : { carrierId: match[1], copyId: match[2] ?? null };
}

/** Copies a scanned text means: the one it names, or those in `state` of the carrier it names; null where it names none. */
export async function findCopies(
  client: QueryClient,
  the: { readonly text: string; readonly state: CopyState },
): Promise<{ readonly input: LinesInput; readonly copies: readonly ChosenCopy[] } | null> {
  const found = await readNoticed('scan.find', { text: the.text }, ScanHits);
  const at = found.hits.map((hit) => readCarrierAddress(hit.to)).find((one) => one !== null) ?? null;
  if (at === null) return null;
  const input =
    at.copyId === null ? { carrierIds: [at.carrierId], state: the.state } : { copyIds: [at.copyId] };
  const { rows } = await client.fetchQuery(linesQuery(input));
  return { input, copies: rows };
}

export interface ChosenCopies {
  readonly copies: readonly ChosenCopy[];
  readonly busy: boolean;
  /** Copies of the address that are not known here and have to be scanned. */
  readonly unknown: number;
  /** What was scanned last and could not be taken. */
  readonly fault: string | null;
  readonly addByText: (text: string) => Promise<void>;
  readonly remove: (copyId: string) => void;
}

type LinesInput = z.input<typeof CopyLinesQuery>;

function linesQuery(input: LinesInput) {
  return {
    queryKey: queryKey('copy.lines', input),
    queryFn: () => readNoticed('copy.lines', input, CopyLines),
  };
}

/** What an address asks for: copies by name, or those of carriers in a state. Requests no longer than an address may be. */
export function linesOfAddress(the: {
  readonly copyIds: readonly string[];
  readonly carrierIds: readonly string[];
  readonly state: CopyState | null;
}): LinesInput[] {
  const byName = the.copyIds.length > 0;
  const ids = [...new Set(byName ? the.copyIds : the.carrierIds)];
  const parts = Array.from({ length: Math.ceil(ids.length / copyLinesIdsMax) }, (_, i) =>
    ids.slice(i * copyLinesIdsMax, (i + 1) * copyLinesIdsMax),
  );
  return parts.map((part) => (byName ? { copyIds: part } : { carrierIds: part, state: the.state }));
}

/** Copies gathered from the address and by scanning. A scanned number of a carrier adds its copies in `state`. */
export function useChosenCopies(the: {
  readonly copyIds: readonly string[];
  readonly carrierIds: readonly string[];
  readonly state: CopyState;
}): ChosenCopies {
  const client = useQueryClient();
  const [scanned, setScanned] = useState<readonly LinesInput[]>([]);
  const [removed, setRemoved] = useState<ReadonlySet<string>>(new Set());
  const [waiting, setWaiting] = useState(0);
  const [fault, setFault] = useState<string | null>(null);

  const answers = useQueries({ queries: [...linesOfAddress(the), ...scanned].map(linesQuery) });
  const rows = answers.flatMap((answer) => answer.data?.rows ?? []);
  const all = [...new Map(rows.map((copy) => [copy.copyId, copy])).values()];
  const copies = all.filter((copy) => !removed.has(copy.copyId));

  function take(text: string, found: { readonly input: LinesInput; readonly copies: readonly ChosenCopy[] }) {
    const fresh = found.copies.filter((copy) => copies.every((one) => one.copyId !== copy.copyId));
    if (found.copies.length === 0) setFault(t('chosen.none', { number: text }));
    else if (fresh.length === 0) setFault(t('chosen.already', { text }));
    else {
      const copyIds = fresh.map((copy) => copy.copyId);
      setRemoved(new Set([...removed].filter((id) => !copyIds.includes(id))));
      setScanned((had) => [...had, found.input]);
    }
  }
  async function addByText(text: string) {
    setFault(null);
    setWaiting((n) => n + 1);
    try {
      const found = await findCopies(client, { text, state: the.state });
      if (found === null) setFault(t('chosen.notfound', { text }));
      else take(text, found);
    } catch (caught) {
      setFault(presentError(caught));
    } finally {
      setWaiting((n) => n - 1);
    }
  }
  const failed = answers.find((answer) => answer.error !== null)?.error ?? null;
  return {
    copies,
    busy: waiting > 0 || answers.some((answer) => answer.isPending),
    unknown: the.copyIds.filter((id) => all.every((copy) => copy.copyId !== id)).length,
    fault: fault ?? (failed === null ? null : presentError(failed)),
    addByText,
    remove: (copyId) => setRemoved(new Set([...removed, copyId])),
  };
}
