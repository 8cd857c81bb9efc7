-- What acts by itself: obligations on the home page, the clockwork's book of runs, the clock guard, consistency checks.

-- Sight of obligations, as before, but asked once a statement and not by a function a row: a large house has ten
-- thousand open ones, and home shows within 100 ms.
drop policy reader on obligation;
create policy reader on obligation for select to fengni_reader using (
  person_id = (select acting_person())
  or ((register_id is null or register_id = any ((select handled_registers())::uuid[]))
    and exists (select from acting_duties() d where obligation.unit_path <@ d.unit_path
      and (d.duty = obligation.duty or d.duty in ('officer', 'leader-in-charge', 'first-responsible')))));
create index obligation_year on obligation (due_on) where state <> 'cancelled';
create index obligation_calendar on obligation (due_on, kind, unit_id) where kind like 'calendar:%';

-- Where the caller is the nearest holder of a duty: what is owed by a duty is done by who holds it closest to the unit,
-- and the group's officer does not owe what each company's own officer owes. `lent` are units below with a holder of
-- their own.
create function acting_posts() returns table (duty text, unit_path ltree, lent ltree[])
  language sql stable security definer set search_path = public as
$$ select d.duty, d.unit_path, coalesce(array_agg(distinct x.unit_path) filter (where x.id is not null), '{}')
   from acting_duties() d left join (duty x join person p on p.id = x.person_id and p.frozen_at is null)
     on x.duty = d.duty and x.unit_path <@ d.unit_path and x.unit_path <> d.unit_path
       and x.started_on <= house_today() and (x.ended_on is null or x.ended_on >= house_today())
       and (x.deputy_of is null or exists (
         select from duty l where l.id = x.deputy_of and (l.ended_on is null or l.ended_on >= house_today())))
   group by d.duty, d.unit_path $$;
grant execute on function acting_posts() to fengni_reader;

-- The clockwork's own book: which slot of time each task last ran in. No register: rows are no facts of the house.
create table clockwork_run (
  task text primary key,
  -- the slot of time it last ran in, was refused in, failed in; and when it last ran
  slot text,
  refused_slot text,
  failed_slot text,
  ran_at timestamptz
);
alter table clockwork_run enable row level security;
grant select, insert, update on clockwork_run to fengni_clockwork;
create policy clockwork on clockwork_run to fengni_clockwork using (true) with check (true);
grant select on clockwork_run to fengni_reader;
create policy reader on clockwork_run for select to fengni_reader using ((select acting_power()) is not null);

-- Clock guard (DESIGN §3, Time). One stop at a time, whichever server finds it.
alter table clock_guard add column log_size bigint;
create unique index clock_guard_open on clock_guard ((true))
  where confirmed_by_security is null or confirmed_by_audit is null;
create function clock_stopped() returns boolean language sql stable security definer set search_path = public as
$$ select exists (select from clock_guard where confirmed_by_security is null or confirmed_by_audit is null) $$;
-- When the house last knew the time: the newest of the last turn, seal, signed and witnessed checkpoint. Each is the
-- latest by its order, never the greatest time, so that a wrong time is forgotten once the clock is confirmed; a witness
-- counts only for what the log has grown since.
-- `turned_at` is the last turn alone: the sealer of a server that is starting may have sealed at a wrong time already.
create function clock_last_seen() returns table (seen_at timestamptz, turned_at timestamptz)
  language sql stable security definer set search_path = public as
$$ select greatest(t.ran_at, h.sealed_at,
     (select signed_at from log_checkpoint order by size desc limit 1),
     (select witnessed_at from log_checkpoint where witnessed_at is not null
        and size > coalesce((select max(log_size) from clock_guard), -1) order by size desc limit 1)), t.ran_at
   from (values (1)) v left join clockwork_run t on t.task = 'clockwork.turn' left join log_head h on true $$;
-- What a confirmation settles: the time is known again, and witnesses of the log so far have been weighed.
create function note_clock_confirmed(at timestamptz) returns bigint
  language sql security definer set search_path = public as
$$ with turn as (insert into clockwork_run (task, ran_at) values ('clockwork.turn', at)
     on conflict (task) do update set ran_at = excluded.ran_at)
   select coalesce((select size from log_head), 0) $$;
grant execute on function clock_stopped() to fengni_reader, fengni_writer, fengni_clockwork;
grant execute on function clock_last_seen() to fengni_clockwork;
grant execute on function note_clock_confirmed(timestamptz) to fengni_writer;

-- Consistency checks (BEY-17). Units whose keeping the caller looks after: his own and below; all for an administrator.
create function audited_units() returns ltree[] language sql stable security definer set search_path = public as
$$ select coalesce(array_agg(path), '{}') from (
     select d.unit_path as path from acting_duties() d where d.duty in ('officer', 'leader-in-charge', 'inspector')
     union select u.path from unit u where u.parent_id is null and acting_power() is not null) a $$;
grant execute on function audited_units() to fengni_reader;

-- A waiver is seen by who handles the register, or looks after the unit, it is about.
alter table audit_waiver add column unit_path ltree not null;
drop policy reader on audit_waiver;
create policy reader on audit_waiver for select to fengni_reader using (
  case when register_id is null then unit_path <@ (select audited_units())::ltree[]
    else register_id = any ((select handled_registers())::uuid[]) end);

-- The house's own rules of the year's calendar (ORG-10): what a unit, or each unit below it, owes on stated days.
create table house_rule (
  id uuid primary key,
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  title text not null check (length(title) between 2 and 60),
  basis text not null default '' check (length(basis) <= 100),
  owes text not null,
  reach text not null check (reach in ('unit', 'below')),
  months int[] not null check (cardinality(months) between 1 and 12 and months <@ array[1,2,3,4,5,6,7,8,9,10,11,12]),
  -- 31 is the last day of any month
  month_day int not null check (month_day between 1 and 31),
  on_day_off text not null check (on_day_off in ('keep', 'before', 'after')),
  lead_days int not null check (lead_days between 0 and 90),
  started_on date not null,
  ended_on date check (ended_on >= started_on),
  made_by uuid not null references person (id)
);
create index house_rule_unit on house_rule (unit_id);
call guard_table('house_rule');
create policy reader on house_rule for select to fengni_reader using ((select is_signed_in()));
grant select on house_rule to fengni_clockwork;
create policy clockwork_select on house_rule for select to fengni_clockwork using (true);
