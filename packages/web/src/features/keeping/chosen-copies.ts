import { CarrierPage, type CarrierPageView, ScanHits } from '@fengni/server/modules/carriers/contract';
import type { CopyState } from '@fengni/server/modules/carriers/rules';
import { type QueryClient, useQueries, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '../../lib/i18n.ts';
import { presentError } from '../../lib/present-error.ts';
import { queryKey, readNoticed } from '../../lib/use-query-data.ts';

/** A copy picked for something, with what its carrier says about the way it may go. */
export interface ChosenCopy {
  readonly copyId: string;
  readonly copyNo: string;
  readonly state: CopyState;
  readonly holder: string | null;
  readonly carrierId: string;
  readonly number: string;
  readonly mark: string;
  readonly scheme: string;
  readonly level: string;
  readonly levelToken: string;
  readonly title: string | null;
  readonly registerId: string;
  readonly register: string;
  readonly recallId: string | null;
}

/** Carriers whose pages are read for one address; what is more is added by scanning. */
const carriersFromAddressMax = 60;

/** Copies of a carrier; `wanted` narrows them to one copy, or to those in a state. */
export function copiesOf(
  page: CarrierPageView,
  wanted: (copy: { id: string; state: CopyState }) => boolean,
): ChosenCopy[] {
  return page.copyViews.filter(wanted).map((copy) => ({
    copyId: copy.id,
    copyNo: copy.copyNo,
    state: copy.state,
    holder: copy.holder,
    carrierId: page.id,
    number: page.number,
    mark: page.mark,
    scheme: page.scheme,
    level: page.level,
    levelToken: page.levelToken,
    title: page.title,
    registerId: page.registerId,
    register: page.register,
    recallId: page.recall?.id ?? null,
  }));
}

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
): Promise<{ readonly number: string; readonly copies: readonly ChosenCopy[] } | null> {
  const found = await readNoticed('scan.find', { text: the.text }, ScanHits);
  const at = found.hits.map((hit) => readCarrierAddress(hit.to)).find((one) => one !== null) ?? null;
  if (at === null) return null;
  const page = await client.fetchQuery(carrierQuery(at.carrierId));
  const copies = copiesOf(page, (copy) =>
    at.copyId === null ? copy.state === the.state : copy.id === at.copyId,
  );
  return { number: page.number, copies };
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

/** A carrier and which of its copies; null for those in the wanted state. */
interface Pick {
  readonly carrierId: string;
  readonly copyIds: readonly string[] | null;
}

function carrierQuery(carrierId: string) {
  return {
    queryKey: queryKey('carrier.open', { carrierId }),
    queryFn: () => readNoticed('carrier.open', { carrierId }, CarrierPage),
  };
}

/** Copies of a page that one of the picks means. */
function pickedOf(page: CarrierPageView, picks: readonly Pick[], state: CopyState): ChosenCopy[] {
  const own = picks.filter((pick) => pick.carrierId === page.id);
  return copiesOf(page, (copy) =>
    own.some((pick) => (pick.copyIds === null ? copy.state === state : pick.copyIds.includes(copy.id))),
  );
}

/** Copies gathered from the address and by scanning. A scanned number of a carrier adds its copies in `state`. */
export function useChosenCopies(the: {
  readonly copyIds: readonly string[];
  readonly carrierIds: readonly string[];
  readonly state: CopyState;
}): ChosenCopies {
  const client = useQueryClient();
  const [scanned, setScanned] = useState<readonly Pick[]>([]);
  const [removed, setRemoved] = useState<ReadonlySet<string>>(new Set());
  const [waiting, setWaiting] = useState(0);
  const [fault, setFault] = useState<string | null>(null);

  const asked = the.carrierIds
    .slice(0, carriersFromAddressMax)
    .map((carrierId): Pick => ({ carrierId, copyIds: the.copyIds.length === 0 ? null : the.copyIds }));
  const picks = [...asked, ...scanned];
  const carrierIds = [...new Set(picks.map((pick) => pick.carrierId))];
  const pages = useQueries({ queries: carrierIds.map(carrierQuery) });
  const all = pages.flatMap((page) => (page.data === undefined ? [] : pickedOf(page.data, picks, the.state)));
  const copies = all.filter((copy) => !removed.has(copy.copyId));

  function take(text: string, found: { readonly number: string; readonly copies: readonly ChosenCopy[] }) {
    const fresh = found.copies.filter((copy) => copies.every((one) => one.copyId !== copy.copyId));
    const [first] = found.copies;
    if (first === undefined) setFault(t('chosen.none', { number: found.number }));
    else if (fresh.length === 0) setFault(t('chosen.already', { text }));
    else {
      const copyIds = fresh.map((copy) => copy.copyId);
      setRemoved(new Set([...removed].filter((id) => !copyIds.includes(id))));
      setScanned((had) => [...had, { carrierId: first.carrierId, copyIds }]);
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
  const failed = pages.find((page) => page.error !== null)?.error ?? null;
  return {
    copies,
    busy: waiting > 0 || pages.some((page) => page.isPending),
    unknown: the.copyIds.filter((id) => all.every((copy) => copy.copyId !== id)).length,
    fault: fault ?? (failed === null ? null : presentError(failed)),
    addByText,
    remove: (copyId) => setRemoved(new Set([...removed, copyId])),
  };
}
