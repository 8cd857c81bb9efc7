import type { LoadTx } from '@fengni/kernel/command/define';
import { type RawBuilder, sql } from 'kysely';

/** Grams of a search that are looked up; the words as a whole are compared afterwards. */
const gramsMax = 8;

export interface Search {
  readonly text: string;
  /** Two characters each, as titles are kept by; none for a single character, which finds by number alone. */
  readonly grams: readonly string[];
}

/**
 * Prepares a search. Which gram is the rarest only the planner's statistics know, and nobody may be told: so what
 * searches is planned for the grams at hand, never once for all grams.
 */
export async function prepareSearch(tx: LoadTx, text: string): Promise<Search> {
  const rows = await tx.readSql<{ grams: string[] }>(
    `select grams_of($1) as grams, set_config('plan_cache_mode', 'force_custom_plan', true)`,
    [text],
  );
  const grams = (rows[0]?.grams ?? []).filter((gram) => [...gram].length === 2);
  return { text, grams: grams.slice(0, gramsMax) };
}

/**
 * From what the caller may know, as `k`, those whose words hold every gram: looked up by equality, which row-level
 * security lets use an index (DESIGN §4). The planner drives from the rarest gram or from the caller's own scope,
 * whichever is less.
 */
export function knownWith(search: Search): RawBuilder<unknown> {
  const joins = search.grams.map((gram, i) => {
    const g = sql.raw(`g${i}`);
    return sql`join carrier_gram ${g} on ${g}.gram = ${gram} and ${g}.registered_at = k.registered_at and ${g}.carrier_id = k.carrier_id`;
  });
  return joins.length === 0 ? sql`carrier_knower k` : sql`carrier_knower k ${sql.join(joins, sql` `)}`;
}

/** Whether the words stand in the matter of `k` as they were typed, and not only their grams somewhere. */
export function wordsStandIn(search: Search): RawBuilder<boolean> {
  if (search.grams.length === 0) return sql`false`;
  if (search.grams.length === 1) return sql`true`;
  return sql`exists (select from carrier_matter m where m.id = k.carrier_id and (
    position(plain_words(${search.text}) in plain_words(m.title)) > 0
    or position(plain_words(${search.text}) in plain_words(m.document_no)) > 0))`;
}

/** Conditions on `c`, each with an index of its own: its number is or begins with what was typed, or counts to it. */
export function numberConditions(search: Search): readonly RawBuilder<boolean>[] {
  const begins = sql<boolean>`(c.number >= ${search.text} and c.number < ${`${search.text}\u{10ffff}`})`;
  const digits = /^0*([1-9]\d{0,11})$/.exec(search.text)?.[1];
  return digits === undefined ? [begins] : [begins, sql<boolean>`c.number_tail = ${digits}`];
}
