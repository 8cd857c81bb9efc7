import { CarrierPage, type CarrierPageView, ScanHits } from '@fengni/server/modules/carriers/contract';
import type { CopyState } from '@fengni/server/modules/carriers/rules';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
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

/** Copies gathered from the address and by scanning. A scanned number of a carrier adds its copies in `state`. */
export function useChosenCopies(the: {
  readonly copyIds: readonly string[];
  readonly carrierIds: readonly string[];
  readonly state: CopyState;
}): ChosenCopies {
  const client = useQueryClient();
  const [copies, setCopies] = useState<readonly ChosenCopy[]>([]);
  const [removed, setRemoved] = useState<ReadonlySet<string>>(new Set());
  const [waiting, setWaiting] = useState(0);
  const [fault, setFault] = useState<string | null>(null);
  const begun = useRef(false);

  const add = useCallback((more: readonly ChosenCopy[]) => {
    setCopies((had) => [...had, ...more.filter((copy) => had.every((one) => one.copyId !== copy.copyId))]);
  }, []);
  const openCarrier = useCallback(
    (carrierId: string) => {
      const input = { carrierId };
      return client.fetchQuery({
        queryKey: queryKey('carrier.open', input),
        queryFn: () => readNoticed('carrier.open', input, CarrierPage),
      });
    },
    [client],
  );
  const run = useCallback(async (work: () => Promise<void>) => {
    setWaiting((n) => n + 1);
    try {
      await work();
    } catch (caught) {
      setFault(presentError(caught));
    } finally {
      setWaiting((n) => n - 1);
    }
  }, []);

  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    const wanted = new Set(the.copyIds);
    // pages this window has read already tell which carriers the copies are of
    const read = client.getQueriesData({ queryKey: ['query', 'carrier.open'] }).flatMap(([, data]) => {
      const page = CarrierPage.safeParse(data);
      return page.success && page.data.copyViews.some((copy) => wanted.has(copy.id)) ? [page.data.id] : [];
    });
    const carrierIds = [...new Set([...the.carrierIds, ...read])].slice(0, carriersFromAddressMax);
    for (const carrierId of carrierIds) {
      void run(async () => {
        const page = await openCarrier(carrierId);
        const named = page.copyViews.some((copy) => wanted.has(copy.id));
        add(copiesOf(page, (copy) => (named ? wanted.has(copy.id) : copy.state === the.state)));
      });
    }
  }, [the, client, run, openCarrier, add]);

  async function addByText(text: string) {
    setFault(null);
    await run(async () => {
      const found = await readNoticed('scan.find', { text }, ScanHits);
      const at = found.hits.map((hit) => readCarrierAddress(hit.to)).find((one) => one !== null) ?? null;
      if (at === null) {
        setFault(t('chosen.notfound', { text }));
        return;
      }
      const page = await openCarrier(at.carrierId);
      const more = copiesOf(page, (copy) =>
        at.copyId === null ? copy.state === the.state : copy.id === at.copyId,
      );
      if (more.length === 0) setFault(t('chosen.none', { number: page.number }));
      else if (more.every((copy) => copies.some((one) => one.copyId === copy.copyId)))
        setFault(t('chosen.already', { text }));
      else add(more);
    });
  }
  return {
    copies,
    busy: waiting > 0,
    unknown: the.copyIds.filter((id) => copies.every((copy) => copy.copyId !== id) && !removed.has(id))
      .length,
    fault,
    addByText,
    remove(copyId) {
      setRemoved((had) => new Set([...had, copyId]));
      setCopies((had) => had.filter((copy) => copy.copyId !== copyId));
    },
  };
}
