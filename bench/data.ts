import type { Stage } from './stage.ts';

/** Who looks at the carriers, and where they are kept. */
export interface Sight {
  /** Handles a third of the carriers, and knows a third: half of what he handles, and as many kept elsewhere. */
  readonly third: string;
  /** Handles nothing and is in the scope of twenty. */
  readonly twenty: string;
  readonly registerIds: readonly string[];
  readonly personIds: readonly string[];
}

const registersCount = 12;
const peopleCount = 200;
/** Carriers the second reader may know. */
export const twentyKnown = 20;

/** The house: twelve registers, a third of them in the north, readers and two hundred others. */
export async function makeSight({ world, database }: Stage): Promise<Sight> {
  const reader = async (name: string): Promise<{ id: string; session: string }> => {
    const { id } = await world.person(name, 'north');
    await world.clear(id, 'cn-state-secret', 3);
    return { id, session: await world.signIn(id) };
  };
  const third = await reader('甲一');
  const twenty = await reader('乙二');
  await world.hold(third.id, 'document-clerk', 'north');
  const registerIds: string[] = [];
  const personIds = [third.id, twenty.id];
  for (let i = 0; i < registersCount; i += 1) {
    const unit = i % 3 === 0 ? 'north' : 'south';
    const made = await world.done(await world.as('officer', unit), 'register.open', {
      unitId: world.units[unit].id,
      kind: 'carrier',
      name: `样例台账 ${i + 1}`,
    });
    registerIds.push(String(made['registerId']));
  }
  for (let i = 0; i < peopleCount; i += 1) personIds.push((await world.person(`丙${i}`, 'south')).id);
  await database.asOwner((client) => client.query('analyze'));
  return { third: third.session, twenty: twenty.session, registerIds, personIds };
}

/**
 * Adds carriers `from` to `to` (from 1) with copies, custody, scope, knowers and grams, set by set and as the database's
 * owner. Triggers stand aside, so the rows stand under no entry of the log: this is for reading fast, and for nothing else.
 *
 * One carrier in five minutes for nine and a half years at a million. One in three is in the first reader's registers,
 * one in three in his scope; the second reader knows twenty, spread evenly whatever the size. States, levels and words
 * are drawn by a hash, so that they do not go with age, but for the archive: all that is archived is old.
 */
export async function addCarriers(
  stage: Stage,
  sight: Sight,
  the: { from: number; to: number },
): Promise<void> {
  const [third, twenty] = sight.personIds;
  const args = [the.from, the.to, sight.registerIds, third, twenty, sight.personIds];
  await stage.database.asOwner(async (client) => {
    await client.query(
      `begin; set local session_replication_role = replica; set local work_mem = '512MB'; set local synchronous_commit = off;
       set local jit = off; set local timezone = 'UTC'`,
    );
    await client.query(
      `create temp table fresh on commit drop as
       select i, gen_random_uuid() as id, ($3::uuid[])[1 + i % array_length($3::uuid[], 1)] as register_id,
         timestamptz '2017-05-01' + i * interval '5 minutes' as registered_at, abs(hashint4(i)) as h, i % 6 in (0, 1) as is_known,
         i <= 5000 and i % 2 = 0 as is_archived, $4::uuid as third, $5::uuid as twenty, $6::uuid[] as people, 0 as unused
       from generate_series($1::int, $2::int) i`,
      args,
    );
    for (const statement of statements) await client.query(statement);
    await client.query(giveTwenty, [twenty, twentyKnown]);
    await client.query('commit');
    await client.query('vacuum analyze');
  });
}

const level = `case when h % 100 < 60 then 1 when h % 100 < 98 then 2 else 3 end`;
const words = `(array['生产','经营','投资','概算','勘探','井位','坐标','储量','人事','任免','考察','薪酬','谈判','合同','招标','设计','工艺','配方','检修','安保'])`;
const kinds = `(array['通知','请示','批复','纪要','报告','方案','函','意见'])`;
const pick = (list: string, divisor: number): string =>
  `${list}[1 + (h / ${divisor}) % array_length(${list}, 1)]`;

const statements = [
  `insert into carrier (id, register_id, unit_id, unit_path, number, number_sort, medium, scheme, level, level_rank, validity,
     mark, origin, issued_on, expires_on, copy_count, state, must_return, registered_at, registered_by)
   select f.id, f.register_id, r.unit_id, r.unit_path, lpad(i::text, 7, '0'), lpad(i::text, 12, '0'), 'paper', 'cn-state-secret',
     (array['MIMI', 'JIMI', 'JUEMI'])[${level}], ${level}, '{"kind": "duration", "years": 10}',
     (array['秘密', '机密', '绝密'])[${level}] || '★10年', 'received', registered_at::date, registered_at::date + 3650,
     1 + (h % 5 = 0)::int,
     case when h % 1000 = 0 then 'draft' when h % 10 < 6 and not is_archived then 'ended' else 'active' end,
     false, registered_at, people[3]
   from fresh f join register r on r.id = f.register_id`,
  `insert into carrier_matter (id, title, document_no, originator)
   select id, '关于' || ${pick(words, 7)} || ${pick(words, 140)} || '工作的' || ${pick(kinds, 2800)}
       || case when i % 50000 = 77 then '（珊瑚礁）' else '' end,
     '示密〔' || extract(year from registered_at) || '〕' || i % 1000 || '号', '示例单位'
   from fresh`,
  `insert into carrier_scope (id, carrier_id, person_id, basis, added_at, added_by)
   select gen_random_uuid(), id, p, 'initial', registered_at, people[3] from fresh,
     lateral (select people[3 + h % 190] as p union all select third where is_known) s`,
  `insert into carrier_knower (person_id, carrier_id, scheme, level_rank, registered_at, register_id, state)
   select p, c.id, c.scheme, c.level_rank, c.registered_at, c.register_id, c.state from fresh join carrier c using (id),
     lateral (select people[3 + h % 190] as p union all select third where is_known) s
   order by 1, 5`,
  `insert into copy (id, carrier_id, register_id, copy_no, code, state, holder_id, place, since, due_on, carrier_registered_at)
   select gen_random_uuid(), f.id, f.register_id, lpad(n::text, 2, '0'),
     'FN-' || upper(substr(x, 1, 4)) || '-' || upper(substr(x, 5, 4)) || '-' || upper(substr(x, 9, 4)),
     s, case when s in ('with-reader', 'on-loan') then people[3 + h % 190] end, '样例柜', registered_at,
     case when s in ('with-reader', 'on-loan') then date '2026-11-22' + (h % 40) - 10 end,
     registered_at
   from fresh f, generate_series(1, 1 + (h % 5 = 0)::int) n, lateral (select md5(f.id::text || n) as x) m,
     lateral (select case when is_archived then 'archived' when h % 10 < 6 then 'destroyed'
       when h % 20000 = 17 then 'missing' when h % 500 = 8 then 'on-loan' when h % 300 = 9 then 'with-reader' else 'in-store' end as s) t
   order by f.i, n`,
  `insert into custody (id, copy_id, carrier_id, register_id, happened_at, entered_at, move, state, holder_id, place, by_id, signed, entry_id)
   select gen_random_uuid(), y.id, y.carrier_id, y.register_id, y.since, y.since, 'register', 'in-store', null, y.place,
     f.people[3], 'clerk', f.id
   from fresh f join copy y on y.carrier_id = f.id`,
  // few titles and document numbers are different ones: their grams are made once
  `create temp table word_grams on commit drop as
   select w.words, g.gram from (
     select title as words from carrier_matter m join fresh f on f.id = m.id
     union select document_no from carrier_matter m join fresh f on f.id = m.id) w, unnest(grams_of(w.words)) as g (gram)`,
  'create index on word_grams (words); analyze word_grams; analyze fresh',
  `insert into carrier_gram (gram, registered_at, carrier_id)
   select g.gram collate "C", f.registered_at, f.id from fresh f join carrier_matter m on m.id = f.id
     join lateral (select gram from word_grams where words = m.title union select gram from word_grams where words = m.document_no) g on true
   order by 1, 2, 3`,
];

/** The second reader's twenty, spread over all there are. */
const giveTwenty = `
  with gone as (delete from carrier_knower where person_id = $1 returning 1),
  spread as (select id, scheme, level_rank, registered_at, register_id, state, row_number() over (order by registered_at) as n, count(*) over () as total from carrier)
  insert into carrier_knower (person_id, carrier_id, scheme, level_rank, registered_at, register_id, state)
  select $1, id, scheme, level_rank, registered_at, register_id, state from spread
  where n % greatest(total / $2, 1) = 3 and (select count(*) from gone) >= 0
  limit $2`;
