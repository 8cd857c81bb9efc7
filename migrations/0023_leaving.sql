-- Moving and leaving (PER-3, BEY-3): one procedure from the talk to the end of the cooling-off period.

create table leaving (
  id uuid primary key,
  person_id uuid not null references person (id),
  -- the unit he leaves
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  kind text not null check (kind in ('move', 'resign', 'retire', 'dismiss', 'contract-end', 'long-leave')),
  last_on date not null,
  state text not null check (state in ('open', 'closed', 'cancelled')),
  begun_at timestamptz not null,
  begun_by uuid not null references person (id),
  talked_on date,
  talked_by uuid references person (id),
  letter_id uuid references letter (id),
  frozen_at timestamptz,
  closed_at timestamptz,
  closed_by uuid references person (id),
  -- what was still out when it closed by decision
  missing int not null default 0 check (missing >= 0)
);
create unique index leaving_once on leaving (person_id) where state = 'open';
create index leaving_newest on leaving (begun_at desc, id desc);
create index leaving_last on leaving (last_on) where state = 'open';
-- Why somebody leaves and what was said is personal: who answers for him reads it, the person too.
create table leaving_matter (
  id uuid primary key references leaving (id),
  reason text not null default '',
  talk text not null default '',
  salt uuid not null default gen_random_uuid()
);

create table cooling_off (
  id uuid primary key,
  person_id uuid not null references person (id),
  leaving_id uuid references leaving (id),
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  grade text not null check (grade in ('CORE', 'IMPORTANT', 'GENERAL')),
  months int not null check (months between 1 and 240),
  proposed_months int not null,
  starts_on date not null,
  ends_on date not null,
  -- who looks after it: this house, the new one, or the bureau
  managed_by text not null check (managed_by in ('house', 'new-house', 'bureau')),
  visit_every_months int not null check (visit_every_months between 1 and 24),
  state text not null check (state in ('running', 'ended')),
  decided_at timestamptz not null,
  ended_at timestamptz
);
create unique index cooling_off_once on cooling_off (person_id) where state = 'running';
create index cooling_off_end on cooling_off (ends_on) where state = 'running';
create table cooling_visit (
  id uuid primary key,
  cooling_id uuid not null references cooling_off (id),
  unit_path ltree not null,
  visited_on date not null,
  by_id uuid not null references person (id),
  finding text not null check (finding in ('nothing', 'remark', 'breach')),
  entered_at timestamptz not null
);
create table cooling_visit_matter (
  id uuid primary key references cooling_visit (id),
  note text not null default '',
  salt uuid not null default gen_random_uuid()
);
create index cooling_visit_of on cooling_visit (cooling_id, visited_on desc);

-- What was missing when somebody left by decision: where an incident begins.
create table incident_seed (
  id uuid primary key,
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  source_table text not null,
  source_id uuid not null,
  person_id uuid references person (id),
  -- of the handle tier: kinds and numbers
  facts jsonb not null,
  made_at timestamptz not null,
  made_by uuid references person (id)
);

create function oversees_leaving(over_unit ltree) returns boolean language sql stable security definer set search_path = public as
$$ select exists (select from acting_duties() d where over_unit <@ d.unit_path
     and d.duty in ('officer', 'personnel', 'leader-in-charge', 'first-responsible')) $$;
create function knows_leaving(wanted uuid) returns boolean language sql stable security definer set search_path = public as
$$ select exists (select from leaving l where l.id = wanted and (l.person_id = acting_person() or oversees_leaving(l.unit_path))) $$;
grant execute on function oversees_leaving(ltree), knows_leaving(uuid) to fengni_reader, fengni_writer;
call add_know_rule('knows_leaving');

call guard_table('leaving'); call guard_table('leaving_matter'); call guard_table('cooling_off');
call guard_table('cooling_visit'); call guard_table('cooling_visit_matter'); call guard_table('incident_seed');
revoke update on cooling_visit, cooling_visit_matter, incident_seed from fengni_writer;
create policy reader on leaving for select to fengni_reader using (
  person_id = (select acting_person()) or oversees_leaving(unit_path));
create policy reader on leaving_matter for select to fengni_reader using (exists (select from leaving l where l.id = leaving_matter.id));
create policy reader on cooling_off for select to fengni_reader using (
  person_id = (select acting_person()) or oversees_leaving(unit_path));
create policy reader on cooling_visit for select to fengni_reader using (oversees_leaving(unit_path));
create policy reader on cooling_visit_matter for select to fengni_reader using (
  exists (select from cooling_visit v where v.id = cooling_visit_matter.id));
create policy reader on incident_seed for select to fengni_reader using (oversees_leaving(unit_path));
call open_to_clockwork('leaving'); call open_to_clockwork('cooling_off');

-- What a person really had access to: by scheme the highest level he held and could know, how many carriers he held, and when
-- last. For who answers for him, and only while he is leaving (BEY-3). How many he could know is not told: it is a fact of scopes.
create function access_of_leaver(of_person uuid) returns table (scheme text, held_rank int, known_rank int, held bigint, last_at timestamptz)
  language sql stable security definer set search_path = public as
$$ select coalesce(h.scheme, n.scheme), h.level_rank, n.level_rank, coalesce(h.held, 0), h.last_at
   from (select k.scheme, max(k.level_rank) as level_rank, count(distinct k.id) as held, max(c.happened_at) as last_at
         from custody c join carrier k on k.id = c.carrier_id where c.holder_id = of_person group by 1) h
     full join (select scheme, max(level_rank) as level_rank from carrier_knower where person_id = of_person group by 1) n
       on n.scheme = h.scheme
   where answers_for_person(of_person)
     and exists (select from leaving l where l.person_id = of_person and l.state = 'open')
   order by 1 $$;
grant execute on function access_of_leaver(uuid) to fengni_reader, fengni_writer;
-- The grade a person was cleared by, past the sight of who decides on his cooling-off.
create function grade_of_leaver(of_person uuid) returns text language sql stable security definer set search_path = public as
$$ select c.grade from clearance c where c.person_id = of_person and c.scheme = 'cn-state-secret' and c.grade is not null
     and answers_for_person(of_person) order by c.ended_on is null desc, c.decided_on desc limit 1 $$;
grant execute on function grade_of_leaver(uuid) to fengni_reader, fengni_writer;
-- Frozen on the last day by the clockwork, with all he is signed in to.
create function end_sign_ins_of(of_persons uuid[], at timestamptz) returns bigint language sql security definer set search_path = public as
$$ with ended as (update session set ended_at = at
     where person_id = any (of_persons) and of_persons <@ granted_ids() and kind in ('web', 'cli') and ended_at is null returning 1)
   select count(*) from ended $$;
grant execute on function end_sign_ins_of(uuid[], timestamptz) to fengni_clockwork;
grant update on person to fengni_clockwork;
create policy clockwork_update on person for update to fengni_clockwork
  using (id = any ((select granted_ids())::uuid[])) with check (frozen_at is not null);
