import { openFile } from '@fengni/kernel/command/run-query';
import { type Sight, addCarriers, makeSight } from './data.ts';
import { type Bench, percentile, round, timeCalls } from './result.ts';
import { type Stage, withStage } from './stage.ts';

/** Carriers in the house; with their turns some two million rows of custody. */
const carriersCount = Number(process.env['FENGNI_BENCH_CARRIERS'] ?? 100_000);
/** Times each copy went to a reader and came back. */
const turnsPerCopy = 8;
const calls = { calls: 12, warmUp: 2 };
/** An inquiry asks "within minutes"; who waits at a screen waits a second or two. */
const answerMsMax = 2000;
const ratioMax = 5;
const span = { from: '2017-05-01', to: '2018-04-30' };

/** Each copy goes to a reader every ten days and comes back after five: written as the owner, as in `addCarriers`. */
async function addTurns(stage: Stage, sight: Sight): Promise<number> {
  return stage.database.asOwner(async (client) => {
    await client.query(
      `begin; set local session_replication_role = replica; set local work_mem = '256MB'; set local synchronous_commit = off; set local jit = off`,
    );
    await client.query(
      `insert into custody (id, copy_id, carrier_id, register_id, happened_at, entered_at, move, state, holder_id, place, by_id, signed, entry_id)
       select gen_random_uuid(), y.id, y.carrier_id, y.register_id, t.at, t.at, t.move, t.state, t.holder, '', ($1::uuid[])[3], 'clerk', y.id
       from copy y, generate_series(1, $2::int) n, lateral (values
         (y.since + n * interval '10 days', 'hand-to-reader', 'with-reader', ($1::uuid[])[3 + abs(hashtext(y.id::text || n)) % 190]),
         (y.since + n * interval '10 days' + interval '5 days', 'take-back', 'in-store', null)) t (at, move, state, holder)`,
      [sight.personIds, turnsPerCopy],
    );
    await client.query('commit');
    await client.query('vacuum analyze custody');
    const { rows } = await client.query<{ n: number }>('select count(*)::int as n from custody');
    return rows[0]?.n ?? 0;
  });
}

/** The same question without policies, names or words: each carrier somebody held in the span. */
const plainHeld = `
  with steps as (
    select s.copy_id, s.carrier_id, s.happened_at as at, coalesce(s.holder_id = $1, false) as has,
      lead(s.happened_at) over (partition by s.copy_id order by s.happened_at, s.entered_at, s.id) as until
    from custody s where s.copy_id in (select copy_id from custody where holder_id = $1))
  select carrier_id, min(at), max(until) from steps
  where has and at <= $3 and coalesce(until, 'infinity') >= $2 group by carrier_id`;
const plainWho = `
  select holder_id, happened_at from custody where carrier_id = $1 and happened_at between $2 and $3 order by happened_at`;

/** What somebody held, his file, and who had a carrier, against plain SQL on the same rows (PER-2, INC-3). */
export const benchPersonalFile: Bench = (report) =>
  withStage(async (stage) => {
    const { world, database } = stage;
    const sight = await makeSight(stage);
    await addCarriers(stage, sight, { from: 1, to: carriersCount });
    const custody = await addTurns(stage, sight);
    const officer = await world.as('officer', 'south');
    const clerk = await world.as('document-clerk', 'root');
    const people = sight.personIds.slice(2, 192);
    const personAt = (at: number): string => people[at % people.length] ?? '';
    const carriers = await database.asOwner((client) =>
      client.query<{ id: string }>('select id from carrier order by registered_at limit 200'),
    );
    const carrierAt = (at: number): string => carriers.rows[at % carriers.rows.length]?.id ?? '';
    const opened = (name: string, sessionHash: string, input: unknown) =>
      openFile(world.kernel, { name, input, sessionHash, terminal: 'bench' });
    const plain = (sql: string, values: readonly unknown[]) =>
      database.asOwner((client) => client.query(sql, [...values]));
    const looks = [
      {
        name: 'what somebody held in a year',
        run: (at: number) => opened('personalFile.held', officer, { personId: personAt(at), ...span }),
        peer: (at: number) => plain(plainHeld, [personAt(at), span.from, span.to]),
      },
      {
        name: 'the first page of his file',
        run: (at: number) => opened('personalFile.open', officer, { personId: personAt(at) }),
        peer: (at: number) => plain(plainHeld, [personAt(at), '-infinity', 'infinity']),
      },
      {
        name: 'who had a carrier',
        run: (at: number) => opened('carrier.whoHad', clerk, { carrierId: carrierAt(at), ...span }),
        peer: (at: number) => plain(plainWho, [carrierAt(at), span.from, span.to]),
      },
    ];
    for (const look of looks) {
      const took = percentile(await timeCalls(look.run, calls), 0.95);
      const peer = percentile(await timeCalls(look.peer, calls), 0.95);
      report({
        bench: `personal-file: ${look.name}`,
        value: round(took),
        unit: 'ms p95',
        peer: round(peer),
        ratio: round(took / peer),
        aim: `≤ ${answerMsMax} ms`,
        met: took <= answerMsMax,
        more: { carriers: carriersCount, custody, ratioWanted: ratioMax },
      });
    }
  });
