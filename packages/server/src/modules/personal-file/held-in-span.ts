import type { Actor } from '@fengni/kernel/access/actor';
import type { Bilingual, LoadTx, TrailParams, TrailSource } from '@fengni/kernel/command/define';
import { textOf } from '@fengni/kernel/command/trail-words';
import { builtinPacks, levelOf } from '@fengni/schemes/packs';
import type { z } from 'zod';
import { type HeldAnswerView, type HeldInSpan, type HeldThingView, heldThingsMax } from './contract.ts';
import { readHead } from './open-file.ts';
import {
  type SeenThings,
  readSeen,
  requireAnswers,
  sourceAt,
  sourcesFor,
  spanOf,
  unionOf,
  withoutNumber,
} from './trail.ts';

interface ThingRow {
  readonly id: string;
  readonly how: number[];
  readonly first_at: Date;
  readonly last_at: Date;
  readonly lasts: boolean;
  readonly newest: number;
  readonly params: TrailParams;
}

const noLevel: Bilingual = { zh: '未定密级', en: 'no level' };

/** Everything somebody held or could open in a span, thing by thing, the highest level first (INC-3). */
export async function readHeldInSpan(
  tx: LoadTx,
  the: {
    readonly all: readonly TrailSource[];
    readonly input: z.output<typeof HeldInSpan>;
    readonly actor: Actor;
  },
): Promise<HeldAnswerView> {
  const { input, actor } = the;
  const personId = input.personId ?? actor.personId;
  await requireAnswers(tx, personId);
  const { person } = await readHead(tx, personId);
  const told = sourcesFor(the.all, personId === actor.personId);
  const sources = told.filter((source) => source.access === true);
  const tables = [...new Set(sources.map((source) => source.table))];
  const span = await spanOf(tx, input);
  const rows = await tx.readSql<ThingRow>(
    `select t.id, array_agg(distinct t.n) as how, greatest(min(t.at), $2::timestamptz) as first_at,
       least(max(coalesce(t.until, t.at)), $3::timestamptz, $5::timestamptz) as last_at,
       bool_or(coalesce(t.until, t.at) > $3::timestamptz) as lasts,
       (array_agg(t.n order by t.at desc, t.n))[1] as newest, (array_agg(t.params order by t.at desc, t.n))[1] as params
     from (${unionOf(sources)}) t group by ($4::int[])[t.n + 1], t.id
     order by last_at desc, t.id limit $6`,
    [
      personId,
      span.from,
      span.to,
      sources.map((source) => tables.indexOf(source.table)),
      tx.now,
      heldThingsMax + 1,
    ],
  );
  const seen = await readSeen(
    tx,
    rows.map((row) => ({ table: sourceAt(sources, row.newest).table, id: row.id })),
  );
  const things = rows
    .map((row) => presentThing(row, { sources, seen }))
    .toSorted((a, b) => schemeOrder(a) - schemeOrder(b) || rankOf(b) - rankOf(a));
  return {
    person,
    personId,
    from: input.from,
    to: input.to,
    sources: sources.map(({ id, title }) => ({ id, title })),
    counts: countLevels(things),
    total: things.length,
    things,
  };
}

function presentThing(
  row: ThingRow,
  the: { readonly sources: readonly TrailSource[]; readonly seen: SeenThings },
): HeldThingView {
  const source = sourceAt(the.sources, row.newest);
  const isSeen = the.seen(source.table, row.id);
  const [scheme, code] = [textOf(row.params, 'scheme'), textOf(row.params, 'level')];
  const level = levelOf(scheme, code);
  return {
    table: source.table,
    id: isSeen ? row.id : null,
    number: isSeen ? textOf(row.params, 'number') : '',
    level:
      level === undefined
        ? null
        : { scheme, code, words: { zh: level.zh, en: level.en }, token: level.colour },
    how: row.how.map((n) => sourceAt(the.sources, n).id),
    firstAt: row.first_at.toISOString(),
    lastAt: row.last_at.toISOString(),
    lasts: row.lasts,
    words: source.explain(isSeen ? row.params : withoutNumber(row.params)),
  };
}

const schemes = ['cn-state-secret', ...[...builtinPacks.keys()].filter((id) => id !== 'cn-state-secret')];

/** State secrets first; there is no order of levels across schemes. */
function schemeOrder({ level }: HeldThingView): number {
  return level === null ? schemes.length : schemes.indexOf(level.scheme);
}

function rankOf(thing: HeldThingView): number {
  return thing.level === null ? -1 : (levelOf(thing.level.scheme, thing.level.code)?.rank ?? -1);
}

/** How many things of each level, in the order of the things. */
function countLevels(things: readonly HeldThingView[]): HeldAnswerView['counts'] {
  const groups = Map.groupBy(things, ({ level }) => `${level?.scheme ?? ''}/${level?.code ?? ''}`);
  return [...groups.values()].map((some) => ({
    words: some[0]?.level?.words ?? noLevel,
    token: some[0]?.level?.token ?? 'neutral',
    count: some.length,
  }));
}
