import type { LoadTx } from '@fengni/kernel/command/define';
import { numberSortKey } from '@fengni/kernel/register/number';
import { type RawBuilder, sql } from 'kysely';

/** Grams of a search that are looked up; what is longer is compared afterwards. */
const gramsMax = 8;

export interface Search {
  readonly text: string;
  /** Two characters each, as titles are kept by; none for a single character, which finds by number alone. */
  readonly grams: readonly string[];
}

/**
 * Prepares a search. Which gram is the rarest only the planner's statistics know, and nobody may be told: so statements
 * that search are planned for the grams at hand, never for any grams.
 */
export async function prepareSearch(tx: LoadTx, text: string): Promise<Search> {
  const rows = await tx.readSql<{ grams: string[] }>(
    `select grams_of($1) as grams, set_config('plan_cache_mode', 'force_custom_plan', true) as planning`,
    [text],
  );
  const grams = (rows[0]?.grams ?? []).filter((gram) => [...gram].length === 2);
  return { text, grams: grams.slice(0, gramsMax) };
}

/**
 * From what the caller may know (`k`), those that hold every gram: each looked up by equality, which row-level security
 * lets use an index (DESIGN §4). The planner drives from the rarest gram or from the caller's own scope, whichever is less.
 */
export function knownWith(search: Search): RawBuilder<unknown> {
  const joins = search.grams.map((gram, i) => {
    const g = sql.raw(`g${i}`);
    return sql`join carrier_gram ${g} on ${g}.gram = ${gram} and ${g}.registered_at = k.registered_at and ${g}.carrier_id = k.carrier_id`;
  });
  return sql`carrier_knower k ${sql.join(joins, sql` `)}`;
}

/** Whether the words stand in the matter one after the other, and not only their grams somewhere. */
export function wordsStandIn(search: Search): RawBuilder<boolean> {
  if (search.grams.length === 1) return sql`true`;
  return sql`exists (select from carrier_matter m where m.id = k.carrier_id and (
    position(plain_words(${search.text}) in plain_words(m.title)) > 0
    or position(plain_words(${search.text}) in plain_words(m.document_no)) > 0))`;
}

/** Carriers whose number is this, begins with it, or counts to it: what a person types of a number. */
export function numberIs(search: Search): RawBuilder<boolean> {
  const key = numberSortKey(search.text);
  // the last sign before the next prefix in the order of bytes
  return sql`(c.number = ${search.text} or c.number_tail = ${tailOf(search.text)}
    or (c.number_sort >= ${key} and c.number_sort < ${`${key}\u{10ffff}`}))`;
}

function tailOf(text: string): string {
  return /^0*(\d+)$/.exec(text)?.[1] ?? '';
}
