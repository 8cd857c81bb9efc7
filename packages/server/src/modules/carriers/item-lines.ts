import { levelOf } from '@fengni/schemes/packs';
import type { z } from 'zod';
import type { ItemLine } from './contract.ts';
import { type CopyState, releasedMark } from './rules.ts';
import { db } from './store.ts';

/** Lines of one page at most: longer lists are counted, printed or exported. */
export const itemsShownMax = 1000;

/** Copies `c` of carriers `k` with the name of their holder; a title only where the caller may know it. */
export function selectItems() {
  return db
    .selectFrom('copy as c')
    .innerJoin('carrier as k', 'k.id', 'c.carrier_id')
    .leftJoin('carrier_matter as m', 'm.id', 'k.id')
    .leftJoin('person as h', 'h.id', 'c.holder_id')
    .select([
      'c.id as copyId',
      'c.carrier_id as carrierId',
      'k.number',
      'c.copy_no as copyNo',
      'k.mark',
      'k.scheme',
      'k.level',
      'k.pages',
      'm.title',
      'c.state',
      'h.name as holder',
      'c.place',
    ]);
}

interface ItemRow {
  copyId: string;
  carrierId: string;
  number: string;
  copyNo: string;
  mark: string;
  scheme: string;
  level: string;
  pages: number | null;
  title: string | null;
  state: CopyState;
  holder: string | null;
  place: string;
}

/** Colour of a level's chip: its name in the theme. */
export function levelToken(scheme: string, level: string, mark: string): string {
  // what is released keeps its level on record and shows none of its colour
  return mark === releasedMark ? 'neutral' : (levelOf(scheme, level)?.colour ?? 'neutral');
}

export function presentItem(row: ItemRow): z.input<typeof ItemLine> {
  const { scheme, level, copyId, carrierId, number, copyNo, mark, pages, title, state, holder, place } = row;
  const token = levelToken(scheme, level, mark);
  return { copyId, carrierId, number, copyNo, mark, levelToken: token, pages, title, state, holder, place };
}
