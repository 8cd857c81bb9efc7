-- What happened to somebody, module by module: his file fills itself from these (PER-2), and so does what he held or could
-- know in a span (INC-3).

-- Whether the caller looks after people of a unit.
create function oversees_people(over_unit ltree) returns boolean language sql stable security definer set search_path = public as
$$ select exists (select from acting_duties() d where over_unit <@ d.unit_path
     and d.duty in ('officer', 'personnel', 'leader-in-charge', 'first-responsible')) $$;
grant execute on function oversees_people(ltree) to fengni_reader, fengni_writer;

-- When a day begins in the house.
create function day_start(of_day date) returns timestamptz language sql stable parallel safe as
$$ select of_day::timestamp at time zone current_setting('fengni.zone') $$;
grant execute on function day_start(date) to fengni_reader, fengni_writer, fengni_clockwork;

-- The unit a person was in, and when he was frozen: the register of people keeps only today's. Made from it by a trigger,
-- so that no command can forget it; read through the functions below.
create table person_spell (
  person_id uuid not null references person (id),
  kind text not null check (kind in ('unit', 'frozen')),
  unit_id uuid references unit (id),
  started_on date not null,
  ended_on date,
  seq bigint generated always as identity primary key
);
create index person_spell_of on person_spell (person_id, kind, started_on);
alter table person_spell enable row level security;
-- Before this the day somebody came to his unit is not on record: it is that of his first post, or today's.
insert into person_spell (person_id, kind, unit_id, started_on)
  select p.id, 'unit', p.unit_id, coalesce((select min(h.started_on) from holding h where h.person_id = p.id), current_date)
  from person p;
insert into person_spell (person_id, kind, started_on)
  select p.id, 'frozen', p.frozen_at::date from person p where p.frozen_at is not null;
create function keep_spells_of_new() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into person_spell (person_id, kind, unit_id, started_on) select id, 'unit', unit_id, house_today() from fresh;
  return null;
end $$;
create trigger keep_spells_of_new after insert on person
  referencing new table as fresh for each statement execute function keep_spells_of_new();
create function keep_spells() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.unit_id <> old.unit_id then
    update person_spell set ended_on = house_today() where person_id = new.id and kind = 'unit' and ended_on is null;
    insert into person_spell (person_id, kind, unit_id, started_on) values (new.id, 'unit', new.unit_id, house_today());
  end if;
  if (new.frozen_at is null) <> (old.frozen_at is null) then
    update person_spell set ended_on = house_today() where person_id = new.id and kind = 'frozen' and ended_on is null;
    if new.frozen_at is not null then
      insert into person_spell (person_id, kind, started_on) values (new.id, 'frozen', house_today());
    end if;
  end if;
  if new.left_on is not null and old.left_on is null then
    update person_spell set ended_on = new.left_on where person_id = new.id and kind = 'unit' and ended_on is null;
  end if;
  return null;
end $$;
create trigger keep_spells after update on person for each row
  when ((old.unit_id, old.frozen_at is null, old.left_on) is distinct from (new.unit_id, new.frozen_at is null, new.left_on))
  execute function keep_spells();

-- What each module knows of a person in a span, told to who answers for him. `until` is null for what happened at once and
-- 'infinity' for what lasts.
create function trail_posts(of_person uuid, from_at timestamptz, to_at timestamptz)
  returns table (id uuid, at timestamptz, until timestamptz, params jsonb) language sql stable security definer set search_path = public as
$$ select of_person, s.at, s.until, s.params from (
     select day_start(h.started_on) as at, coalesce(day_start(h.ended_on + 1), 'infinity') as until,
       jsonb_build_object('post', o.name, 'unit', u.name, 'grade', o.grade) as params
     from holding h join post o on o.id = h.post_id join unit u on u.id = o.unit_id where h.person_id = of_person) s
   where answers_for_person(of_person) and s.at <= to_at and (s.until > from_at or s.at >= from_at) $$;
create function trail_duties(of_person uuid, from_at timestamptz, to_at timestamptz)
  returns table (id uuid, at timestamptz, until timestamptz, params jsonb) language sql stable security definer set search_path = public as
$$ select of_person, s.at, s.until, s.params from (
     select day_start(d.started_on) as at, coalesce(day_start(d.ended_on + 1), 'infinity') as until,
       jsonb_build_object('duty', d.duty, 'unit', u.name, 'deputy', d.deputy_of is not null) as params
     from duty d join unit u on u.id = d.unit_id where d.person_id = of_person and (d.ended_on is null or d.ended_on >= d.started_on)) s
   where answers_for_person(of_person) and s.at <= to_at and (s.until > from_at or s.at >= from_at) $$;
create function trail_clearances(of_person uuid, from_at timestamptz, to_at timestamptz)
  returns table (id uuid, at timestamptz, until timestamptz, params jsonb) language sql stable security definer set search_path = public as
$$ select of_person, s.at, s.until, s.params from (
     select day_start(c.decided_on) as at, coalesce(day_start(c.ended_on), 'infinity') as until,
       jsonb_build_object('scheme', c.scheme, 'rank', c.level_rank, 'grade', c.grade) as params
     from clearance c where c.person_id = of_person) s
   where answers_for_person(of_person) and s.at <= to_at and (s.until > from_at or s.at >= from_at) $$;
create function trail_spells(of_person uuid, of_kind text, from_at timestamptz, to_at timestamptz)
  returns table (id uuid, at timestamptz, until timestamptz, params jsonb) language sql stable security definer set search_path = public as
$$ select of_person, s.at, s.until, s.params from (
     select day_start(p.started_on) as at, coalesce(day_start(p.ended_on), 'infinity') as until,
       jsonb_strip_nulls(jsonb_build_object('unit', u.name)) as params
     from person_spell p left join unit u on u.id = p.unit_id where p.person_id = of_person and p.kind = of_kind) s
   where answers_for_person(of_person) and s.at <= to_at and (s.until > from_at or s.at >= from_at) $$;
create function trail_accounts(of_person uuid, from_at timestamptz, to_at timestamptz)
  returns table (id uuid, at timestamptz, until timestamptz, params jsonb) language sql stable security definer set search_path = public as
$$ select of_person, a.created_at, case when a.state <> 'closed' then 'infinity'::timestamptz end,
     jsonb_build_object('login', a.login, 'closed', a.state = 'closed')
   from account a where a.person_id = of_person and a.power is null and answers_for_person(of_person)
     and a.created_at <= to_at and (a.created_at >= from_at or a.state <> 'closed') $$;
-- What he did after its day, or has not done: by kind and day alone. What stands in a compartment's register is its members'.
create function trail_late(of_person uuid, from_at timestamptz, to_at timestamptz)
  returns table (id uuid, at timestamptz, until timestamptz, params jsonb) language sql stable security definer set search_path = public as
$$ select of_person, s.at, s.until, s.params from (
     select day_start(o.due_on + 1) as at, case when o.state = 'open' then 'infinity' else o.ended_at end as until,
       jsonb_strip_nulls(jsonb_build_object('kind', o.kind, 'dueOn', o.due_on, 'done', o.state = 'done', 'title', o.params ->> 'title')) as params
     from obligation o left join register r on r.id = o.register_id
     where o.person_id = of_person
       and (o.state = 'open' and o.due_on < house_today() or o.state = 'done' and o.ended_at >= day_start(o.due_on + 1))
       and (of_person = acting_person()
         or coalesce(r.compartment_id, compartment_of_subject(o.subject_id)) is null
         or coalesce(r.compartment_id, compartment_of_subject(o.subject_id)) = any ((select acting_compartments())::uuid[]))) s
   where answers_for_person(of_person) and s.at <= to_at and (s.until > from_at or s.at >= from_at) $$;

-- Copies in somebody's hands or keeping, each unbroken span one line: from the chain of custody, so that it stands whatever
-- became of the copy. Levels are told; numbers only where the reader of the file sees the carrier.
create function trail_custody(of_person uuid, states text[], from_at timestamptz, to_at timestamptz)
  returns table (id uuid, at timestamptz, until timestamptz, params jsonb) language sql stable security definer set search_path = public as
$$ select c.carrier_id, s.at, coalesce(s.until, 'infinity'), jsonb_build_object('number', k.number, 'copyNo', c.copy_no,
     'scheme', k.scheme, 'level', k.level, 'state', s.state)
   from (
     -- a span begins where the row before is another's, or of another kind, and ends with the next such row
     select m.copy_id, m.happened_at as at, m.state, (
         select n.happened_at from custody n where n.copy_id = m.copy_id
           and (n.happened_at, n.entered_at, n.id) > (m.happened_at, m.entered_at, m.id)
           and (n.holder_id = of_person and n.state = any (states)) is not true
         order by n.happened_at, n.entered_at, n.id limit 1) as until
     from custody m
     where m.holder_id = of_person and m.state = any (states) and m.happened_at <= to_at and answers_for_person(of_person)
       and (select b.holder_id = of_person and b.state = any (states) from custody b where b.copy_id = m.copy_id
           and (b.happened_at, b.entered_at, b.id) < (m.happened_at, m.entered_at, m.id)
         order by b.happened_at desc, b.entered_at desc, b.id desc limit 1) is not true) s
     join copy c on c.id = s.copy_id join carrier k on k.id = c.carrier_id join register r on r.id = c.register_id
   where (coalesce(s.until, 'infinity') > from_at or s.at >= from_at)
     and (r.compartment_id is null or of_person = acting_person() or r.compartment_id = any ((select acting_compartments())::uuid[])) $$;
create function trail_readings(of_person uuid, from_at timestamptz, to_at timestamptz)
  returns table (id uuid, at timestamptz, until timestamptz, params jsonb) language sql stable security definer set search_path = public as
$$ select w.carrier_id, w.returned_at, null::timestamptz, jsonb_build_object('number', k.number, 'scheme', k.scheme, 'level', k.level,
     'signed', w.signed, 'late', coalesce(w.returned_at >= day_start(w.due_on + 1), false))
   from circulation_reader w join carrier k on k.id = w.carrier_id join register r on r.id = w.register_id
   where of_person in (w.person_id, w.deputy_id) and w.state = 'read' and w.returned_at between from_at and to_at
     and answers_for_person(of_person)
     and (r.compartment_id is null or of_person = acting_person() or r.compartment_id = any ((select acting_compartments())::uuid[])) $$;
-- Loans and copies taken out that came back after their day, or are still out after it.
create function trail_late_returns(of_person uuid, from_at timestamptz, to_at timestamptz)
  returns table (id uuid, at timestamptz, until timestamptz, params jsonb) language sql stable security definer set search_path = public as
$$ select s.carrier_id, s.at, s.until, s.params from (
     select l.carrier_id, day_start(l.due_on + 1) as at, coalesce(l.returned_at, 'infinity') as until,
       jsonb_build_object('number', k.number, 'scheme', k.scheme, 'level', k.level, 'kind', l.kind, 'dueOn', l.due_on) as params
     from loan l join carrier k on k.id = l.carrier_id join register r on r.id = l.register_id
     where l.borrower_id = of_person and l.handed_at is not null
       and (l.returned_at >= day_start(l.due_on + 1) or l.state = 'out' and l.due_on < house_today())
       and (r.compartment_id is null or of_person = acting_person() or r.compartment_id = any ((select acting_compartments())::uuid[]))) s
   where answers_for_person(of_person) and s.at <= to_at and (s.until > from_at or s.at >= from_at) $$;
-- Copies that went missing while he held them.
create function trail_missing(of_person uuid, from_at timestamptz, to_at timestamptz)
  returns table (id uuid, at timestamptz, until timestamptz, params jsonb) language sql stable security definer set search_path = public as
$$ select s.carrier_id, s.at, s.until, s.params from (
     select c.carrier_id, m.reported_at as at, coalesce(m.found_at, 'infinity') as until,
       jsonb_build_object('number', k.number, 'copyNo', c.copy_no, 'scheme', k.scheme, 'level', k.level, 'found', m.found_at is not null) as params
     from missing_copy m join copy c on c.id = m.copy_id join carrier k on k.id = c.carrier_id join register r on r.id = m.register_id
     where exists (select from custody s where s.copy_id = m.copy_id and s.holder_id = of_person and s.state = 'missing'
         and s.happened_at = m.reported_at)
       and (r.compartment_id is null or of_person = acting_person() or r.compartment_id = any ((select acting_compartments())::uuid[]))) s
   where answers_for_person(of_person) and s.at <= to_at and (s.until > from_at or s.at >= from_at) $$;
create function trail_hand_overs(of_person uuid, from_at timestamptz, to_at timestamptz)
  returns table (id uuid, at timestamptz, until timestamptz, params jsonb) language sql stable security definer set search_path = public as
$$ select h.id, h.ended_at, null::timestamptz, jsonb_build_object('unit', u.name,
     'role', case of_person when h.from_id then 'from' when h.to_id then 'to' else 'witness' end)
   from hand_over h join unit u on u.id = h.unit_id
   where h.state = 'signed' and of_person in (h.from_id, h.to_id, h.witness_id) and h.ended_at between from_at and to_at
     and answers_for_person(of_person) $$;
-- What he could know: of the know tier, so each line is told only to who may know the carrier himself; else who keeps files
-- would read scopes out of them.
create function trail_scope(of_person uuid, from_at timestamptz, to_at timestamptz)
  returns table (id uuid, at timestamptz, until timestamptz, params jsonb) language sql stable security definer set search_path = public as
$$ select s.carrier_id, s.at, s.until, s.params from (
     select z.carrier_id, greatest(z.added_at, day_start(h.started_on)) as at,
       least(coalesce(z.ended_at, 'infinity'), coalesce(day_start(h.ended_on + 1), 'infinity')) as until,
       jsonb_build_object('number', k.number, 'scheme', k.scheme, 'level', k.level, 'post', z.post_id is not null) as params
     from carrier_knower n join carrier_scope z on z.carrier_id = n.carrier_id join carrier k on k.id = n.carrier_id
       join carrier_matter m on m.id = n.carrier_id
       left join holding h on h.post_id = z.post_id and h.person_id = of_person
     where n.person_id = acting_person() and n.level_rank <= coalesce(((select acting_clearances()) ->> n.scheme)::int, 0)
       and (z.person_id = of_person or h.person_id = of_person)
       and (m.compartment_id is null or exists (select from compartment_member w
         where w.compartment_id = m.compartment_id and w.person_id = of_person))) s
   where answers_for_person(of_person) and s.at <= s.until and s.at <= to_at and (s.until > from_at or s.at >= from_at) $$;
-- Electronic copies opened, printed or saved, by copy and day of the house.
create function trail_openings(of_person uuid, from_at timestamptz, to_at timestamptz)
  returns table (id uuid, at timestamptz, until timestamptz, params jsonb) language sql stable security definer set search_path = public as
$$ select e.carrier_id, min(d.recorded_at), null::timestamptz, jsonb_build_object('number', min(k.number), 'copyNo', min(c.copy_no),
     'scheme', min(k.scheme), 'level', min(k.level), 'what', d.command, 'times', count(*))
   from account a join log_detail d on d.account_id = a.id
     left join vault_release v on v.id = d.subject_id
     join electronic_copy e on e.id = coalesce(v.copy_id, d.subject_id)
     join copy c on c.id = e.id join carrier k on k.id = e.carrier_id join register r on r.id = e.register_id
   where a.person_id = of_person and a.power is null and answers_for_person(of_person)
     and d.outcome = 'opened' and d.command like 'vault.%' and d.recorded_at between from_at and to_at
     and (r.compartment_id is null or of_person = acting_person() or r.compartment_id = any ((select acting_compartments())::uuid[]))
   group by e.id, e.carrier_id, d.command, (d.recorded_at at time zone current_setting('fengni.zone'))::date $$;

create function trail_signed(of_person uuid, from_at timestamptz, to_at timestamptz)
  returns table (id uuid, at timestamptz, until timestamptz, params jsonb) language sql stable security definer set search_path = public as
$$ select s.letter_id, s.at, s.until, s.params from (
     select g.letter_id, g.signed_at as at, greatest(g.signed_at, day_start(l.expires_on)) as until,
       jsonb_build_object('name', l.name, 'part', g.part, 'signed', g.signed, 'void', l.state = 'void') as params
     from letter_signature g join letter l on l.id = g.letter_id where g.person_id = of_person) s
   where answers_for_person(of_person) and s.at <= to_at and (s.until > from_at or s.at >= from_at) $$;
create function trail_unsigned(of_person uuid, from_at timestamptz, to_at timestamptz)
  returns table (id uuid, at timestamptz, until timestamptz, params jsonb) language sql stable security definer set search_path = public as
$$ select l.id, l.issued_at, 'infinity'::timestamptz, jsonb_build_object('name', l.name, 'dueOn', l.due_on, 'late', l.due_on < house_today())
   from letter l
   where answers_for_person(of_person) and l.issued_at <= to_at and l.state in ('open', 'signed')
     and (l.signer_id = of_person and l.state = 'open' or l.counter_id = of_person
       and not exists (select from letter_signature g where g.letter_id = l.id and g.part = 'counter')) $$;

create function trail_leavings(of_person uuid, from_at timestamptz, to_at timestamptz)
  returns table (id uuid, at timestamptz, until timestamptz, params jsonb) language sql stable security definer set search_path = public as
$$ select s.id, s.at, s.until, s.params from (
     select l.id, l.begun_at as at, case l.state when 'open' then 'infinity' else l.closed_at end as until,
       jsonb_build_object('kind', l.kind, 'state', l.state, 'lastOn', l.last_on) as params
     from leaving l where l.person_id = of_person) s
   where answers_for_person(of_person) and s.at <= to_at and (s.until > from_at or s.at >= from_at) $$;
create function trail_coolings(of_person uuid, from_at timestamptz, to_at timestamptz)
  returns table (id uuid, at timestamptz, until timestamptz, params jsonb) language sql stable security definer set search_path = public as
$$ select s.id, s.at, s.until, s.params from (
     select c.id, day_start(c.starts_on) as at, day_start(c.ends_on) as until,
       jsonb_build_object('grade', c.grade, 'months', c.months, 'endsOn', c.ends_on) as params
     from cooling_off c where c.person_id = of_person) s
   where answers_for_person(of_person) and s.at <= to_at and (s.until > from_at or s.at >= from_at) $$;
-- Visits and what was found are not shown to the person.
create function trail_visits(of_person uuid, from_at timestamptz, to_at timestamptz)
  returns table (id uuid, at timestamptz, until timestamptz, params jsonb) language sql stable security definer set search_path = public as
$$ select s.id, s.at, null::timestamptz, s.params from (
     select c.id, day_start(v.visited_on) as at, jsonb_build_object('finding', v.finding) as params
     from cooling_visit v join cooling_off c on c.id = v.cooling_id where c.person_id = of_person and of_person <> acting_person()) s
   where answers_for_person(of_person) and s.at between from_at and to_at $$;
grant execute on function trail_posts(uuid, timestamptz, timestamptz), trail_duties(uuid, timestamptz, timestamptz),
  trail_clearances(uuid, timestamptz, timestamptz), trail_spells(uuid, text, timestamptz, timestamptz),
  trail_accounts(uuid, timestamptz, timestamptz), trail_late(uuid, timestamptz, timestamptz),
  trail_custody(uuid, text[], timestamptz, timestamptz), trail_readings(uuid, timestamptz, timestamptz),
  trail_late_returns(uuid, timestamptz, timestamptz), trail_missing(uuid, timestamptz, timestamptz),
  trail_hand_overs(uuid, timestamptz, timestamptz), trail_scope(uuid, timestamptz, timestamptz),
  trail_openings(uuid, timestamptz, timestamptz), trail_signed(uuid, timestamptz, timestamptz),
  trail_unsigned(uuid, timestamptz, timestamptz), trail_leavings(uuid, timestamptz, timestamptz),
  trail_coolings(uuid, timestamptz, timestamptz), trail_visits(uuid, timestamptz, timestamptz) to fengni_reader, fengni_writer;

-- The head of somebody's file: what stands of him today.
create function file_head(of_person uuid) returns table (name text, staff_no text, unit text, posts jsonb, clearances jsonb,
    frozen_at timestamptz, left_on date, leaving_id uuid, leaving_last date, cooling_until date)
  language sql stable security definer set search_path = public as
$$ select p.name, p.staff_no, u.name,
     coalesce((select jsonb_agg(jsonb_build_object('post', o.name, 'unit', v.name, 'grade', o.grade, 'since', h.started_on) order by h.started_on, o.name)
       from holding h join post o on o.id = h.post_id join unit v on v.id = o.unit_id
       where h.person_id = p.id and h.started_on <= house_today() and (h.ended_on is null or h.ended_on >= house_today())), '[]'),
     coalesce((select jsonb_agg(jsonb_build_object('scheme', c.scheme, 'grade', c.grade, 'rank', c.level_rank, 'since', c.decided_on) order by c.scheme)
       from clearance c where c.person_id = p.id and c.ended_on is null), '[]'),
     p.frozen_at, p.left_on, l.id, l.last_on, g.ends_on
   from person p join unit u on u.id = p.unit_id
     left join leaving l on l.person_id = p.id and l.state = 'open'
     left join cooling_off g on g.person_id = p.id and g.state = 'running'
   where p.id = of_person and answers_for_person(of_person) $$;
grant execute on function file_head(uuid) to fengni_reader, fengni_writer;
