import type { LoadTx, TrailParams, TrailSource } from '@fengni/kernel/command/define';
import { invariant } from '@fengni/kernel/command/invariant';
import { Refusal, refuser } from '@fengni/kernel/command/refusal';
import { decodeCursor, encodeCursor } from '@fengni/kernel/register/page';
import { type LineView, type SectionView, personalFileErrors } from './contract.ts';

const refuse = refuser(personalFileErrors);
const tableForm = /^[a-z_]{1,50}$/;

/** A span as the database takes it, both ends in it. */
export interface TrailSpan {
  readonly from: string;
  readonly to: string;
}

/** Whose trail is read, out of which sources. */
export interface Trail {
  readonly personId: string;
  readonly sources: readonly TrailSource[];
  readonly span: TrailSpan;
}

/** Sources a reader is told of: of himself nothing that is hidden from the person, not even that there is such a source. */
export function sourcesFor(all: readonly TrailSource[], own: boolean): readonly TrailSource[] {
  return own ? all.filter((source) => source.hiddenFromPerson !== true) : all;
}

/** Those of `told` that are asked for; a name that is not among them is refused alike, whether it is hidden or made up. */
export function chooseSources(
  told: readonly TrailSource[],
  the: { readonly sources: readonly string[] | null; readonly without: readonly string[] },
): readonly TrailSource[] {
  const wanted = the.sources;
  const chosen = wanted === null ? told : told.filter((source) => wanted.includes(source.id));
  if (wanted !== null && chosen.length !== new Set(wanted).size) throw refuse('personalFile.source.unknown');
  return chosen.filter((source) => !the.without.includes(source.id));
}

/** Days of the house as instants; null is open. */
export async function spanOf(
  tx: LoadTx,
  days: { readonly from: string | null; readonly to: string | null },
): Promise<TrailSpan> {
  const rows = await tx.readSql<TrailSpan>(
    `select coalesce(day_start($1::date), '-infinity')::text as "from",
       coalesce(day_start($2::date + 1) - interval '1 microsecond', 'infinity')::text as "to"`,
    [days.from, days.to],
  );
  const [span] = rows;
  invariant(span !== undefined, 'a query without tables has one row');
  return span;
}

/** All lines of these sources in one statement; lines alike in everything are one. */
export function unionOf(sources: readonly TrailSource[]): string {
  return sources
    .map((source, n) => `select ${n} as n, s.id, s.at, s.until, s.params from (${source.sql}) s`)
    .join(' union ');
}

/** What a row of the time line's statement brings: a line, and on each the counts of the first page. */
interface LineRow {
  readonly n: number;
  readonly id: string | null;
  readonly at: Date;
  readonly at_text: string;
  readonly key: string;
  readonly until: Date | null;
  readonly lasts: boolean;
  readonly params: TrailParams;
}
type PageRow = (LineRow | { readonly at: null }) & { readonly counts: Readonly<Record<string, number>> };

export interface LinePage {
  readonly lines: LineView[];
  readonly next: string | null;
  /** What there is of each kind, in the order of the modules; empty on the pages after the first. */
  readonly sections: SectionView[];
}

/** One page of the time line, the newest first, and on the first one how much there is of each kind: one statement. */
export async function readLines(
  tx: LoadTx,
  the: Trail & {
    /** Those of the sources whose lines are shown. */
    readonly chosen: readonly TrailSource[];
    readonly after: string | null;
    readonly linesMax: number;
  },
): Promise<LinePage> {
  const { sources, chosen, personId, span, linesMax } = the;
  const after = decodeCursor(the.after, ['timestamptz', 'text']);
  const counts = after === null ? countsSql : `select '{}'::jsonb as counts`;
  const rows = await tx.readSql<PageRow>(
    `with t as materialized (${unionOf(sources)}),
     k as (select t.*, coalesce(t.until = 'infinity', false) as lasts, md5(concat_ws(' ', t.n, t.id, t.until, t.params)) as key
       from t where t.n = any ($7::int[])),
     page as (select k.* from k where $4::timestamptz is null or (k.at, k.key) < ($4::timestamptz, $5::text)
       order by k.at desc, k.key desc limit $6)
     select c.counts, p.n, p.id, p.at, p.at::text as at_text, p.key, p.lasts, case when not p.lasts then p.until end as until, p.params
     from (${counts}) c left join page p on true order by p.at desc, p.key desc`,
    [
      personId,
      span.from,
      span.to,
      after?.[0] ?? null,
      after?.[1] ?? null,
      linesMax + 1,
      chosen.map((source) => sources.indexOf(source)),
    ],
  );
  const found = rows.filter((row): row is LineRow & PageRow => row.at !== null);
  const shown = found.slice(0, linesMax);
  const seen = await readSeen(
    tx,
    shown.map((row) => ({ table: sourceAt(sources, row.n).table, id: row.id })),
  );
  const last = found.length > linesMax ? shown.at(-1) : undefined;
  return {
    lines: shown.map((row) => presentLine(row, sourceAt(sources, row.n), seen)),
    next: last === undefined ? null : encodeCursor([last.at_text, last.key]),
    sections: after === null ? presentSections(sources, rows[0]?.counts ?? {}) : [],
  };
}

const countsSql = `select coalesce(jsonb_object_agg(g.n, g.count), '{}') as counts
  from (select n, count(*)::int as count from t group by n) g`;

function presentSections(
  sources: readonly TrailSource[],
  counts: Readonly<Record<string, number>>,
): SectionView[] {
  return sources.map((source, n) => ({
    id: source.id,
    title: source.title,
    access: source.access === true,
    count: counts[String(n)] ?? 0,
  }));
}

function presentLine(row: LineRow, source: TrailSource, seen: SeenThings): LineView {
  const isSeen = row.id !== null && seen(source.table, row.id);
  return {
    source: source.id,
    table: source.table,
    id: isSeen ? row.id : null,
    at: row.at.toISOString(),
    until: row.until?.toISOString() ?? null,
    lasts: row.lasts,
    words: source.explain(isSeen ? row.params : withoutNumber(row.params)),
  };
}

/** Params that name the thing itself. */
const numberKeys: ReadonlySet<string> = new Set(['number', 'copyNo']);

/** What a line says to who does not see the thing itself: that it was there, and not which it was. */
export function withoutNumber(params: TrailParams): TrailParams {
  const named = Object.entries(params);
  return Object.fromEntries(named.map(([key, value]) => [key, numberKeys.has(key) ? '' : value]));
}

export type SeenThings = (table: string, id: string) => boolean;

/** Which of these things the reader sees himself, by row-level security: one statement for each table. */
export async function readSeen(
  tx: LoadTx,
  things: readonly { readonly table: string; readonly id: string | null }[],
): Promise<SeenThings> {
  const byTable = Map.groupBy(things, (thing) => thing.table);
  const seen = new Set<string>();
  for (const [table, some] of byTable) {
    invariant(tableForm.test(table), 'a source names a table');
    const ids = [...new Set(some.flatMap((one) => one.id ?? []))];
    const rows = await tx.readSql<{ id: string }>(`select id from ${table} where id = any ($1)`, [ids]);
    for (const row of rows) seen.add(`${table}/${row.id}`);
  }
  return (table, id) => seen.has(`${table}/${id}`);
}

export function sourceAt(sources: readonly TrailSource[], n: number): TrailSource {
  const source = sources[n];
  invariant(source !== undefined, 'a line is of a source that was asked');
  return source;
}

/** That the caller may read this person's file; whose he may not is not found. */
export async function requireAnswers(tx: LoadTx, personId: string): Promise<void> {
  const rows = await tx.readSql<{ answers: boolean | null }>('select answers_for_person($1) as answers', [
    personId,
  ]);
  if (rows[0]?.answers !== true) throw new Refusal('not.found');
}
