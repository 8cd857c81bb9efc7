import type { LoadTx } from '@fengni/kernel/command/define';
import { refuser } from '@fengni/kernel/command/refusal';
import { tables } from '@fengni/kernel/db/table';
import { type ReviewProgress, reviewErrors } from './contract.ts';
import type { ReviewTables } from './tables.ts';

export const db = tables<ReviewTables>();
export const refuse = refuser(reviewErrors);

export interface ReviewFact {
  item_id: string;
  scheme: string;
  level: string;
  level_rank: number;
  mark: string;
  made_on: string | null;
  expires_on: string | null;
  kind: string;
  standing: boolean;
}

/** What these items are now, by id of the item. */
export async function readFacts(
  tx: Pick<LoadTx, 'readSql'>,
  itemIds: readonly string[],
): Promise<Map<string, ReviewFact>> {
  const rows = await tx.readSql<ReviewFact>('select * from review_facts($1)', [itemIds]);
  return new Map(rows.map((row) => [row.item_id, row]));
}

const none: ReviewProgress = { total: 0, kept: 0, changing: 0, settled: 0, waiting: 0 };

/** How far reviews are, by id, over what the caller sees of them. */
export async function readProgress(
  tx: Pick<LoadTx, 'readSql'>,
  reviewIds: readonly string[],
): Promise<(reviewId: string) => ReviewProgress> {
  const rows = await tx.readSql<ReviewProgress & { review_id: string }>('select * from review_progress($1)', [
    reviewIds,
  ]);
  const byId = new Map(rows.map(({ review_id: id, ...progress }) => [id, progress]));
  return (reviewId) => byId.get(reviewId) ?? none;
}

/** Titles of what the caller may know, by id of the carrier or determination. */
export async function readTitles(
  tx: Pick<LoadTx, 'readSql'>,
  subjectIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx.readSql<{ id: string; title: string }>(
    `select id, title from carrier_matter where id = any($1)
     union all select id, title from determination_matter where id = any($1)`,
    [subjectIds],
  );
  return new Map(rows.map((row) => [row.id, row.title]));
}
