-- People who are not staff (PER-5), and what staff report of their lives (PER-6).

-- Why somebody may not be given a duty, a power or a clearance: modules add their rules, and the commands that give them
-- ask all of them. A rule is a function of (person, duty or power, scheme, rank) that names reasons by the codes of its
-- module's own list of errors.
create table bar_rule (function_name text primary key check (function_name ~ '^bars_[a-z_]{1,50}$'));
create procedure add_bar_rule(of_function text) language sql as
$$ insert into bar_rule values (of_function) $$;
create function bars_on(of_person uuid, wanted_duty text, wanted_scheme text, wanted_rank int)
  returns table (code text, params jsonb) language plpgsql stable security definer set search_path = public as $$
declare
  rule text;
begin
  if not of_person = any (granted_ids()) then return; end if;
  for rule in select function_name from bar_rule order by function_name loop
    return query execute format('select code, params from %I($1, $2, $3, $4)', rule)
      using of_person, wanted_duty, wanted_scheme, wanted_rank;
  end loop;
end $$;
grant execute on function bars_on(uuid, text, text, int) to fengni_writer;

-- Duties, posts and clearances end with the day of who leaves for good, those of his deputies with them. `last_day` is the
-- last day in force; what would only begin later never does.
create function end_rights_of(of_persons uuid[], last_day date) returns bigint language plpgsql security definer
  set search_path = public as $$
declare
  ended bigint;
begin
  if not of_persons <@ granted_ids() then
    raise exception 'rights end only for who was decided on';
  end if;
  with lent as (select d.id from duty d left join duty l on l.id = d.deputy_of
      where (d.person_id = any (of_persons) or l.person_id = any (of_persons))
        and (d.ended_on is null or d.ended_on > last_day))
  update duty d set ended_on = greatest(last_day, d.started_on - 1) from lent where d.id = lent.id;
  get diagnostics ended = row_count;
  update holding h set ended_on = greatest(last_day, h.started_on)
    where h.person_id = any (of_persons) and (h.ended_on is null or h.ended_on > last_day);
  update clearance c set ended_on = greatest(last_day, c.decided_on)
    where c.person_id = any (of_persons) and c.ended_on is null;
  return ended;
end $$;
grant execute on function end_rights_of(uuid[], date) to fengni_writer, fengni_clockwork;

-- Rules by kind: the house's own where it has decided one, else the program's.
create table engagement_rule (
  id uuid primary key,
  kind text not null check (kind in ('temporary', 'seconded', 'outsourced', 'cleaner', 'typist', 'waste-collector')),
  -- code and rank of the highest level of state secrets; null: no clearance at all, in no scheme
  cleared_to text,
  cleared_rank int check ((cleared_to is null) = (cleared_rank is null)),
  duties text[] not null,
  key_places text not null check (key_places in ('never', 'escorted', 'alone')),
  letter boolean not null,
  briefing boolean not null,
  days_max int not null check (days_max between 1 and 1830),
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  decided_at timestamptz not null,
  decided_by uuid not null references person (id),
  ended_at timestamptz
);
create unique index engagement_rule_once on engagement_rule (kind) where ended_at is null;

create table engagement_firm (
  id uuid primary key,
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  name text not null check (length(name) between 1 and 100),
  -- unified social credit code, or another number the register of firms has
  code text not null default '',
  contact text not null default '',
  added_at timestamptz not null
);
create unique index engagement_firm_code on engagement_firm (unit_id, code) where code <> '';
create index engagement_firm_newest on engagement_firm (added_at desc, id desc);
create table engagement_contract (
  id uuid primary key,
  firm_id uuid not null references engagement_firm (id),
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  number text not null check (length(number) between 1 and 60),
  from_on date not null,
  until_on date not null check (until_on >= from_on),
  -- when the firm signed its own duties of confidentiality
  agreement_on date,
  ended_at timestamptz,
  added_at timestamptz not null
);
create index engagement_contract_of on engagement_contract (firm_id, until_on desc);
create table engagement_contract_matter (
  id uuid primary key references engagement_contract (id),
  subject text not null default '',
  duties text not null default '',
  salt uuid not null default gen_random_uuid()
);

create table engagement (
  id uuid primary key,
  -- null until it begins, where he was not in the house before
  person_id uuid references person (id),
  name text not null check (length(name) between 1 and 60),
  kind text not null check (kind in ('temporary', 'seconded', 'outsourced', 'cleaner', 'typist', 'waste-collector')),
  contract_id uuid references engagement_contract (id),
  sponsor_id uuid not null references person (id),
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  from_on date not null,
  until_on date not null check (until_on >= from_on),
  -- what the rule of its kind was when it was agreed to
  cleared_to text,
  cleared_rank int check ((cleared_to is null) = (cleared_rank is null)),
  duties text[] not null,
  key_places text not null check (key_places in ('never', 'escorted', 'alone')),
  needs_letter boolean not null,
  needs_briefing boolean not null,
  state text not null check (state in ('proposed', 'running', 'ended', 'withdrawn')),
  proposed_at timestamptz not null,
  proposed_by uuid not null references person (id),
  begun_at timestamptz,
  letter_id uuid references letter (id),
  briefed_on date,
  ended_on date,
  ended_at timestamptz,
  ended_by uuid references person (id),
  handed_back_at timestamptz,
  constraint engagement_person check (person_id is not null or state in ('proposed', 'withdrawn'))
);
create unique index engagement_once on engagement (person_id) where state in ('proposed', 'running');
create index engagement_newest on engagement (from_on desc, id desc);
create index engagement_until on engagement (until_on) where state = 'running';
create index engagement_sponsor on engagement (sponsor_id) where state in ('proposed', 'running');
create index engagement_unit on engagement using gist (unit_path);
create table engagement_matter (
  id uuid primary key references engagement (id),
  purpose text not null,
  briefing text not null default '',
  end_reason text not null default '',
  salt uuid not null default gen_random_uuid()
);
-- Key places he may enter; who sees no key place does not learn of one here either.
create table engagement_area (
  id uuid primary key,
  engagement_id uuid not null references engagement (id),
  key_place_id uuid not null references key_place (id),
  escorted boolean not null,
  allowed_at timestamptz not null,
  closed_at timestamptz
);
create unique index engagement_area_once on engagement_area (engagement_id, key_place_id) where closed_at is null;

-- Sight: who looks after people, the heads of unit who agree, the sponsor, and he himself.
create function oversees_engagements(over_unit ltree) returns boolean language sql stable security definer set search_path = public as
$$ select exists (select from acting_duties() d where over_unit <@ d.unit_path
     and d.duty in ('officer', 'personnel', 'unit-leader', 'leader-in-charge', 'first-responsible')) $$;
create function knows_engagement(wanted uuid) returns boolean language sql stable security definer set search_path = public as
$$ select exists (select from engagement e where e.id = wanted
     and (acting_person() in (e.person_id, e.sponsor_id) or oversees_engagements(e.unit_path))) $$;
create function knows_engagement_contract(wanted uuid) returns boolean language sql stable security definer set search_path = public as
$$ select exists (select from engagement_contract c where c.id = wanted and oversees_engagements(c.unit_path)) $$;
grant execute on function oversees_engagements(ltree), knows_engagement(uuid), knows_engagement_contract(uuid)
  to fengni_reader, fengni_writer;
call add_know_rule('knows_engagement'); call add_know_rule('knows_engagement_contract');

call guard_table('engagement_rule'); call guard_table('engagement_firm'); call guard_table('engagement_contract');
call guard_table('engagement_contract_matter'); call guard_table('engagement'); call guard_table('engagement_matter');
call guard_table('engagement_area');
create policy reader on engagement_rule for select to fengni_reader using ((select is_signed_in()));
create policy reader on engagement_firm for select to fengni_reader using (oversees_engagements(unit_path));
create policy reader on engagement_contract for select to fengni_reader using (oversees_engagements(unit_path));
create policy reader on engagement_contract_matter for select to fengni_reader using (
  exists (select from engagement_contract c where c.id = engagement_contract_matter.id));
create policy reader on engagement for select to fengni_reader using (
  sponsor_id = (select acting_person()) or person_id = (select acting_person()) or oversees_engagements(unit_path));
create policy reader on engagement_matter for select to fengni_reader using (
  exists (select from engagement e where e.id = engagement_matter.id));
create policy reader on engagement_area for select to fengni_reader using (
  key_place_id = any ((select known_key_places())::uuid[])
  and exists (select from engagement e where e.id = engagement_area.engagement_id));
call open_to_clockwork('engagement'); call open_to_clockwork('engagement_contract');

-- What the rule of somebody's kind forbids, as it was agreed to. From the proposal on: what is given meanwhile would stand.
create function bars_engaged(of_person uuid, wanted_duty text, wanted_scheme text, wanted_rank int)
  returns table (code text, params jsonb) language sql stable security definer set search_path = public as
$$ select case when wanted_duty is not null then 'engagement.duty.barred' else 'engagement.clearance.barred' end,
     jsonb_build_object('until', to_char(e.until_on, 'YYYY-MM-DD'))
   from engagement e where e.person_id = of_person and e.state in ('proposed', 'running')
     and (wanted_duty is not null and not wanted_duty = any (e.duties)
       or wanted_scheme is not null and (e.cleared_rank is null
         or wanted_scheme = 'cn-state-secret' and wanted_rank > e.cleared_rank)) $$;
call add_bar_rule('bars_engaged');
-- What somebody has that the rule of a kind forbids, before he is engaged under it: for who answers for him.
create function beyond_engagement(of_person uuid, allowed_duties text[], allowed_rank int)
  returns table (duties bigint, clearances bigint, posts bigint) language sql stable security definer set search_path = public as
$$ select (select count(*) from duty d where d.person_id = of_person and not d.duty = any (allowed_duties)
       and (d.ended_on is null or d.ended_on >= house_today())),
     (select count(*) from clearance c where c.person_id = of_person and c.ended_on is null
       and (allowed_rank is null or c.scheme = 'cn-state-secret' and c.level_rank > allowed_rank)),
     (select count(*) from holding h where h.person_id = of_person and h.ended_on is null)
   where answers_for_person(of_person) $$;
grant execute on function beyond_engagement(uuid, text[], int) to fengni_reader, fengni_writer;

-- What has to be settled before somebody leaves.
create function sponsored_engagements(of_person uuid) returns table (id uuid, number text, place text, since timestamptz)
  language sql stable security definer set search_path = public as
$$ select e.id, e.name, u.name, coalesce(e.begun_at, e.proposed_at) from engagement e join unit u on u.id = e.unit_id
   where e.sponsor_id = of_person and e.state in ('proposed', 'running') and answers_for_person(of_person) $$;
create function own_engagements(of_person uuid) returns table (id uuid, number text, place text, since timestamptz)
  language sql stable security definer set search_path = public as
$$ select e.id, e.name, u.name, e.begun_at from engagement e join unit u on u.id = e.unit_id
   where e.person_id = of_person and e.state = 'running' and answers_for_person(of_person) $$;
-- What is known of him, for his file.
create function engagement_trail(of_person uuid, from_at timestamptz, to_at timestamptz)
  returns table (id uuid, at timestamptz, until timestamptz, params jsonb)
  language sql stable security definer set search_path = public as
$$ select e.id, e.begun_at, coalesce(e.ended_at, 'infinity'::timestamptz),
     jsonb_build_object('kind', e.kind, 'unit', u.name, 'sponsor', s.name, 'until', to_char(e.until_on, 'YYYY-MM-DD'))
   from engagement e join unit u on u.id = e.unit_id join person s on s.id = e.sponsor_id
   where e.person_id = of_person and e.begun_at is not null and answers_for_person(of_person)
     and e.begun_at < to_at and coalesce(e.ended_at, 'infinity'::timestamptz) >= from_at $$;
grant execute on function sponsored_engagements(uuid), own_engagements(uuid), engagement_trail(uuid, timestamptz, timestamptz)
  to fengni_reader, fengni_writer;

-- What happened in somebody's life and has to be reported (PER-6).
create table life_event (
  id uuid primary key,
  person_id uuid not null references person (id),
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  kind text not null check (length(kind) between 1 and 40),
  happened_on date not null,
  reported_at timestamptz not null,
  reported_by uuid not null references person (id),
  -- days after the last one for reporting it
  late_days int not null check (late_days >= 0),
  state text not null check (state in ('open', 'asked', 'answered', 'withdrawn')),
  due_on date not null,
  answered_at timestamptz,
  answered_by uuid references person (id),
  answer text check (answer in ('noted', 'advice', 'restriction')),
  -- the last day of a restriction
  restricted_until date,
  lifted_on date
);
create index life_event_newest on life_event (reported_at desc, id desc);
create index life_event_person on life_event (person_id, reported_at desc);
create index life_event_unit on life_event using gist (unit_path);
create table life_event_matter (
  id uuid primary key references life_event (id),
  content text not null,
  answer text not null default '',
  salt uuid not null default gen_random_uuid()
);
-- Questions of who answers, and what the person adds.
create table life_event_word (
  id uuid primary key,
  event_id uuid not null references life_event (id),
  kind text not null check (kind in ('question', 'reply')),
  by_id uuid not null references person (id),
  said_at timestamptz not null
);
create index life_event_word_of on life_event_word (event_id, said_at);
create table life_event_word_matter (
  id uuid primary key references life_event_word (id),
  words text not null,
  salt uuid not null default gen_random_uuid()
);
-- A review asked for because of an event, and the office's own remarks: the person learns of neither.
create table life_event_inquiry (
  id uuid primary key,
  event_id uuid not null references life_event (id),
  person_id uuid not null references person (id),
  unit_path ltree not null,
  asked_at timestamptz not null,
  asked_by uuid not null references person (id)
);
create index life_event_inquiry_of on life_event_inquiry (event_id);
create table life_event_inquiry_matter (
  id uuid primary key references life_event_inquiry (id),
  reason text not null,
  salt uuid not null default gen_random_uuid()
);

create function knows_life_event(wanted uuid) returns boolean language sql stable security definer set search_path = public as
$$ select exists (select from life_event e where e.id = wanted
     and (e.person_id = acting_person() or oversees_people(e.unit_path))) $$;
grant execute on function knows_life_event(uuid) to fengni_reader, fengni_writer;
call add_know_rule('knows_life_event');
call guard_table('life_event'); call guard_table('life_event_matter'); call guard_table('life_event_word');
call guard_table('life_event_word_matter'); call guard_table('life_event_inquiry');
call guard_table('life_event_inquiry_matter');
revoke update on life_event_word, life_event_word_matter, life_event_inquiry, life_event_inquiry_matter from fengni_writer;
create policy reader on life_event for select to fengni_reader using (
  person_id = (select acting_person()) or oversees_people(unit_path));
create policy reader on life_event_matter for select to fengni_reader using (
  exists (select from life_event e where e.id = life_event_matter.id));
create policy reader on life_event_word for select to fengni_reader using (
  exists (select from life_event e where e.id = life_event_word.event_id));
create policy reader on life_event_word_matter for select to fengni_reader using (
  exists (select from life_event_word w where w.id = life_event_word_matter.id));
create policy reader on life_event_inquiry for select to fengni_reader using (
  person_id <> (select acting_person()) and oversees_people(unit_path));
create policy reader on life_event_inquiry_matter for select to fengni_reader using (
  exists (select from life_event_inquiry i where i.id = life_event_inquiry_matter.id));
call open_to_clockwork('life_event');

create function life_event_trail(of_person uuid, from_at timestamptz, to_at timestamptz)
  returns table (id uuid, at timestamptz, until timestamptz, params jsonb)
  language sql stable security definer set search_path = public as
$$ select e.id, e.reported_at, null::timestamptz,
     jsonb_build_object('kind', e.kind, 'day', to_char(e.happened_on, 'YYYY-MM-DD'), 'late', e.late_days, 'answer', coalesce(e.answer, ''))
   from life_event e where e.person_id = of_person and e.state <> 'withdrawn' and answers_for_person(of_person)
     and e.reported_at >= from_at and e.reported_at < to_at $$;
create function life_event_inquiry_trail(of_person uuid, from_at timestamptz, to_at timestamptz)
  returns table (id uuid, at timestamptz, until timestamptz, params jsonb)
  language sql stable security definer set search_path = public as
$$ select e.id, i.asked_at, null::timestamptz, jsonb_build_object('kind', e.kind)
   from life_event_inquiry i join life_event e on e.id = i.event_id
   where i.person_id = of_person and of_person <> acting_person() and answers_for_person(of_person)
     and i.asked_at >= from_at and i.asked_at < to_at $$;
grant execute on function life_event_trail(uuid, timestamptz, timestamptz),
  life_event_inquiry_trail(uuid, timestamptz, timestamptz) to fengni_reader, fengni_writer;
