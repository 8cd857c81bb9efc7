-- Approvals: parked commands (DESIGN §1). The input may name what only some may know, so it stands in a table of its
-- own that only the kernel reads; the row here and its snapshot hold facts of the handle tier.
create table approval (
  id uuid primary key,
  command text not null,
  subject_id uuid,
  subject_number text not null default '',
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  requester_person uuid not null references person (id),
  requester_account uuid not null references account (id),
  reason text not null default '',
  snapshot jsonb not null,
  snapshot_hash text not null,
  flow text not null,
  steps jsonb not null,
  step int not null default 0,
  state text not null check (state in ('pending', 'sent-back', 'stale', 'done', 'refused', 'withdrawn', 'failed')),
  nobody_decides boolean not null default false,
  result jsonb,
  failure jsonb,
  created_at timestamptz not null,
  step_due_at timestamptz,
  ended_at timestamptz
);
create index approval_open on approval (created_at) where state in ('pending', 'stale', 'sent-back', 'failed');
create index approval_requester on approval (requester_person, created_at desc);
create index approval_subject on approval (subject_id);

create table approval_input (
  approval_id uuid primary key references approval (id),
  command_id uuid not null,
  input jsonb not null
);

create table approval_decision (
  id uuid primary key,
  approval_id uuid not null references approval (id),
  step int not null,
  person_id uuid not null references person (id),
  duty_id uuid references duty (id),
  deputy_for uuid references person (id),
  decision text not null check (decision in ('consent', 'consent-with-condition', 'send-back', 'refuse')),
  reason text not null default '',
  opened_at timestamptz not null,
  decided_at timestamptz not null,
  batch_size int not null default 1
);
create index approval_decision_of on approval_decision (approval_id, step);
create index approval_decision_by on approval_decision (person_id, decided_at desc);

create function decides_in(steps jsonb, over_unit ltree) returns boolean
  language sql stable security definer set search_path = public as
$$ select exists (select from acting_duties() d, jsonb_array_elements(steps) s
     where s -> 'duties' ? d.duty and over_unit <@ d.unit_path)
   or exists (select from jsonb_array_elements(steps) s where s -> 'powers' ? acting_power()) $$;
create function approval_input_of(wanted uuid) returns table (command_id uuid, input jsonb)
  language sql stable security definer set search_path = public as
$$ select i.command_id, i.input from approval_input i where i.approval_id = wanted $$;
create function keep_approval_input(of_approval uuid, of_command uuid, parked jsonb) returns void
  language sql security definer set search_path = public as
$$ insert into approval_input values (of_approval, of_command, parked) $$;

-- Whether anybody but the requester could take a step at all: he hears it at parking if not.
create function deciders_of(step jsonb, over_unit ltree, besides uuid) returns bigint
  language sql stable security definer set search_path = public as
$$ select count(distinct d.person_id) from duty d join person p on p.id = d.person_id
   where step -> 'duties' ? d.duty and over_unit <@ d.unit_path and d.person_id <> besides and p.frozen_at is null
     and d.started_on <= house_today() and (d.ended_on is null or d.ended_on >= house_today())
   union all
   select count(*) from account a where step -> 'powers' ? a.power and a.state = 'active' and a.person_id <> besides
   order by 1 desc limit 1 $$;

call guard_table('approval'); call guard_table('approval_decision');
create policy reader on approval for select to fengni_reader using (
  -- by account: an administrator is nobody's person, and must still see what he asked for
  requester_account = (select acting_account()) or decides_in(steps, unit_path));
create policy reader on approval_decision for select to fengni_reader using (
  exists (select from approval a where a.id = approval_id));
call open_to_clockwork('approval');
grant execute on function decides_in(jsonb, ltree), deciders_of(jsonb, ltree, uuid) to fengni_reader, fengni_writer;
grant execute on function approval_input_of(uuid), keep_approval_input(uuid, uuid, jsonb) to fengni_writer;

-- Facts of the know tier a consent rests on, such as whom a scope is widened to: for who asked and for who may know the
-- thing. What knowing it means is the module's: it replaces this function.
create function knows_subject(wanted uuid) returns boolean
  language sql stable security definer set search_path = public as
$$ select false $$;
create table approval_matter (
  id uuid primary key references approval (id),
  subject_id uuid,
  facts jsonb not null,
  -- the log keeps a hash of each row: without a salt, who reads hashes could guess the facts
  salt uuid not null default gen_random_uuid()
);
call guard_table('approval_matter');
create policy reader on approval_matter for select to fengni_reader using (
  knows_subject(subject_id)
  or exists (select from approval a where a.id = approval_matter.id and a.requester_account = (select acting_account())));
grant execute on function knows_subject(uuid) to fengni_reader, fengni_writer;

-- Registers: ledgers of one kind kept by a unit; which duties handle them is data of the kind.
create table register_kind (
  kind text primary key,
  duties text[] not null
);
grant select on register_kind to fengni_reader, fengni_clockwork;

create table register (
  id uuid primary key,
  kind text not null references register_kind (kind),
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  name text not null check (length(name) between 1 and 100),
  number_grammar jsonb not null,
  ended_on date
);
create index register_unit on register (unit_id);

-- The next number of each series of a register ("2026", a level, a unit: the grammar says which).
create table number_series (
  id uuid primary key,
  register_id uuid not null references register (id),
  series text not null,
  next_number int not null check (next_number > 0),
  unique (register_id, series)
);

create function handled_registers() returns uuid[] language sql stable security definer
begin atomic
  select coalesce(array_agg(distinct r.id), '{}') from register r join register_kind k on k.kind = r.kind
   join acting_duties() d on d.duty = any (k.duties) and r.unit_path <@ d.unit_path;
end;
grant execute on function handled_registers() to fengni_reader, fengni_writer;

-- Takes `how_many` numbers of a series, all above `past`; returns the first. The row's lock orders takers.
create function take_numbers(new_id uuid, of_register uuid, of_series text, how_many int, past int) returns int
  language sql security definer set search_path = public as
$$ insert into number_series as n (id, register_id, series, next_number)
   values (new_id, of_register, of_series, greatest(1, past + 1) + how_many)
   on conflict (register_id, series) do update
     set next_number = greatest(n.next_number, past + 1) + how_many
   returning next_number - how_many $$;
grant execute on function take_numbers(uuid, uuid, text, int, int) to fengni_writer;

call guard_table('register'); call guard_table('number_series');
create policy reader on register for select to fengni_reader using (id = any ((select handled_registers())::uuid[]));
create policy reader on number_series for select to fengni_reader using (register_id = any ((select handled_registers())::uuid[]));
call open_to_clockwork('register');

-- Obligations: somebody owes something by a day (DESIGN §1).
create table obligation (
  id uuid primary key,
  kind text not null,
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  person_id uuid references person (id),
  duty text,
  register_id uuid references register (id),
  subject_table text,
  subject_id uuid,
  subject_number text not null default '',
  period text not null default '',
  due_on date not null,
  remind_on date,
  state text not null default 'open' check (state in ('open', 'done', 'cancelled')),
  basis text not null default '',
  params jsonb not null default '{}',
  chased int not null default 0,
  chased_at timestamptz,
  escalated int not null default 0,
  escalated_at timestamptz,
  made_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid references person (id),
  constraint owed_by_somebody check (person_id is not null or duty is not null)
);
create unique index obligation_once on obligation
  (kind, unit_id, coalesce(person_id, unit_id), coalesce(subject_id, unit_id), period) where state = 'open';
create index obligation_person on obligation (person_id, due_on) where state = 'open';
create index obligation_unit on obligation (unit_id, due_on) where state = 'open';
create index obligation_due on obligation (due_on, id) where state = 'open';
create index obligation_subject on obligation (subject_id);
create index obligation_ended on obligation (ended_at desc) where state <> 'open';

create function oversees_obligation(of_duty text, over_unit ltree) returns boolean
  language sql stable security definer set search_path = public as
$$ select exists (select from acting_duties() d where over_unit <@ d.unit_path
     and (d.duty = of_duty or d.duty in ('officer', 'leader-in-charge', 'first-responsible'))) $$;
grant execute on function oversees_obligation(text, ltree) to fengni_reader, fengni_writer;

call guard_table('obligation');
create policy reader on obligation for select to fengni_reader using (
  person_id = (select acting_person())
  or (oversees_obligation(duty, unit_path) and (register_id is null or register_id = any ((select handled_registers())::uuid[]))));
call open_to_clockwork('obligation');

-- Which of these new rows are owed already (of the new ids, those not to be added).
create function obligations_standing(fresh jsonb) returns table (id uuid)
  language sql stable security definer set search_path = public as
$$ select f.id from jsonb_populate_recordset(null::obligation, fresh) f
   where exists (select from obligation o where o.state = 'open' and o.kind = f.kind and o.unit_id = f.unit_id
     and coalesce(o.person_id, o.unit_id) = coalesce(f.person_id, f.unit_id)
     and coalesce(o.subject_id, o.unit_id) = coalesce(f.subject_id, f.unit_id) and o.period = f.period) $$;
create function open_obligations(of_kind text, of_subject uuid, of_person uuid) returns table (id uuid)
  language sql stable security definer set search_path = public as
$$ select o.id from obligation o where o.state = 'open' and o.kind = of_kind and o.subject_id = of_subject
   and (of_person is null or o.person_id = of_person) $$;
grant execute on function obligations_standing(jsonb), open_obligations(text, uuid, uuid) to fengni_writer, fengni_clockwork;

-- Waivers of a consistency check for one row, on record and with an end (BEY-17).
create table audit_waiver (
  id uuid primary key,
  check_id text not null,
  row_id uuid not null,
  register_id uuid references register (id),
  reason text not null check (length(reason) between 4 and 500),
  until date not null,
  given_by uuid not null references person (id),
  given_at timestamptz not null
);
create unique index audit_waiver_once on audit_waiver (check_id, row_id);
call guard_table('audit_waiver');
create policy reader on audit_waiver for select to fengni_reader using (
  register_id is null or register_id = any ((select handled_registers())::uuid[]));

-- Clock guard (DESIGN §3, Time): what acts by itself stands still until security and audit confirm.
create table clock_guard (
  id uuid primary key,
  stopped_at timestamptz,
  seen_at timestamptz not null,
  reason text,
  confirmed_by_security timestamptz,
  confirmed_by_audit timestamptz
);
call guard_table('clock_guard');
call open_to_clockwork('clock_guard');
create policy reader on clock_guard for select to fengni_reader using ((select is_signed_in()));
