-- Travel abroad (FOR-1, FOR-2): journeys of one person or a delegation, passports the office keeps, what must not be done on the
-- way, overseas units.

-- What must not be done abroad, and within how many days papers come back and a journey is talked over; in versions.
create table travel_rule (
  id uuid primary key,
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  version int not null check (version > 0),
  items jsonb not null,
  return_days int not null check (return_days between 1 and 90),
  debrief_days int not null check (debrief_days between 1 and 90),
  state text not null check (state in ('draft', 'in-force', 'ended')),
  drafted_at timestamptz not null,
  issued_at timestamptz,
  ended_at timestamptz,
  unique (unit_id, version)
);
create unique index travel_rule_in_force on travel_rule (unit_id) where state = 'in-force';
create unique index travel_rule_draft on travel_rule (unit_id) where state = 'draft';

create table journey (
  id uuid primary key,
  -- the lowest unit above all who travel: it decides
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  kind text not null check (kind in ('private', 'official')),
  -- codes of ISO 3166-1
  regions text[] not null check (cardinality(regions) between 1 and 20),
  from_on date not null,
  until_on date not null check (until_on >= from_on),
  leader_id uuid not null references person (id),
  state text not null check (state in ('draft', 'approved', 'away', 'returned', 'closed', 'cancelled')),
  -- the list its travellers acknowledge; null: the built-in one
  rule_id uuid references travel_rule (id),
  drafted_at timestamptz not null,
  applied_by uuid not null references person (id),
  approved_at timestamptz,
  departed_on date,
  returned_on date,
  ended_at timestamptz
);
create index journey_newest on journey (from_on desc, id desc);
create index journey_unit on journey using gist (unit_path);
create table journey_matter (
  id uuid primary key references journey (id),
  purpose text not null,
  funding text not null default '',
  contacts text not null default '',
  invitation text not null default '',
  return_note text not null default '',
  cancel_reason text not null default '',
  salt uuid not null default gen_random_uuid()
);
create table journey_traveller (
  id uuid primary key,
  journey_id uuid not null references journey (id),
  person_id uuid not null references person (id),
  state text not null check (state in ('listed', 'dropped')),
  letter_id uuid references letter (id),
  acknowledged_at timestamptz,
  acknowledged text check (acknowledged in ('screen', 'paper')),
  scan_id uuid references scan (id),
  -- whoever looks after him saw that he holds nothing, or the leader decided with what is left
  cleared_at timestamptz,
  cleared_by uuid references person (id),
  kept_out int not null default 0 check (kept_out >= 0),
  debriefed_on date,
  unique (journey_id, person_id)
);
create index journey_traveller_person on journey_traveller (person_id);
-- Calls on the way: who was reached, and how it goes.
create table journey_contact (
  id uuid primary key,
  journey_id uuid not null references journey (id),
  contacted_on date not null,
  by_id uuid not null references person (id),
  entered_at timestamptz not null
);
create table journey_contact_matter (
  id uuid primary key references journey_contact (id),
  note text not null,
  salt uuid not null default gen_random_uuid()
);
create index journey_contact_of on journey_contact (journey_id, contacted_on);
-- What was asked of a traveller after his return: findings are the office's, and not shown to him.
create table journey_debrief (
  id uuid primary key,
  journey_id uuid not null references journey (id),
  person_id uuid not null references person (id),
  held_on date not null,
  by_id uuid not null references person (id),
  -- heads answered with yes
  findings text[] not null,
  incident_id uuid references incident_seed (id),
  entered_at timestamptz not null,
  unique (journey_id, person_id)
);
create table journey_debrief_matter (
  id uuid primary key references journey_debrief (id),
  note text not null default '',
  salt uuid not null default gen_random_uuid()
);

create table travel_document (
  id uuid primary key,
  person_id uuid not null references person (id),
  kind text not null check (kind in ('passport', 'official-passport', 'hk-macau-permit', 'taiwan-permit', 'other')),
  -- the number with its middle hidden; whole it is sealed in a row of its own
  number_masked text not null,
  valid_until date not null,
  state text not null check (state in ('kept', 'lent', 'with-holder', 'missing')),
  place text not null default '',
  journey_id uuid references journey (id),
  due_on date,
  entered_at timestamptz not null
);
create index travel_document_order on travel_document (valid_until, id);
create index travel_document_person on travel_document (person_id);
create index travel_document_journey on travel_document (journey_id) where journey_id is not null;
create table travel_document_matter (
  id uuid primary key references travel_document (id),
  sealed bytea not null
);
create table travel_document_move (
  id uuid primary key,
  document_id uuid not null references travel_document (id),
  kind text not null check (kind in ('taken-in', 'asked-for', 'lent', 'returned', 'handed-back', 'missing')),
  journey_id uuid references journey (id),
  by_id uuid not null references person (id),
  moved_at timestamptz not null
);
create index travel_document_move_of on travel_document_move (document_id, moved_at desc);
create table travel_document_move_matter (
  id uuid primary key references travel_document_move (id),
  reason text not null default '',
  salt uuid not null default gen_random_uuid()
);

-- Units abroad name who is responsible and report yearly (FOR-2).
create table overseas_unit (
  id uuid primary key,
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  region text not null,
  responsible_id uuid not null references person (id),
  since_on date not null,
  ended_on date
);
create unique index overseas_unit_once on overseas_unit (unit_id) where ended_on is null;
create table overseas_report (
  id uuid primary key,
  overseas_id uuid not null references overseas_unit (id),
  unit_path ltree not null,
  year int not null check (year between 2000 and 2200),
  filed_at timestamptz not null,
  filed_by uuid not null references person (id),
  unique (overseas_id, year)
);
create table overseas_report_matter (
  id uuid primary key references overseas_report (id),
  words text not null,
  salt uuid not null default gen_random_uuid()
);

-- Who decides on journeys of a unit: who looks after its people, and its head.
create function decides_travel(over_unit ltree) returns boolean language sql stable security definer set search_path = public as
$$ select exists (select from acting_duties() d where over_unit <@ d.unit_path
     and d.duty in ('officer', 'personnel', 'leader-in-charge', 'first-responsible', 'unit-leader', 'line-leader')) $$;
-- Journeys the caller travels on or asked for.
create function my_journeys() returns uuid[] language sql stable security definer set search_path = public as
$$ select coalesce(array_agg(j.id), '{}') from journey j where j.applied_by = acting_person() or exists (
     select from journey_traveller t where t.journey_id = j.id and t.person_id = acting_person() and t.state = 'listed') $$;
-- Whether somebody travels on it for whom the caller answers.
create function answers_for_traveller(of_journey uuid) returns boolean language sql stable security definer set search_path = public as
$$ select exists (select from journey_traveller t where t.journey_id = of_journey and answers_for_person(t.person_id)
     and t.person_id <> acting_person()) $$;
create function sees_journey(wanted uuid) returns boolean language sql stable security definer set search_path = public as
$$ select exists (select from journey j where j.id = wanted and (
     j.id = any (my_journeys()) or decides_travel(j.unit_path) or answers_for_traveller(j.id))) $$;
grant execute on function decides_travel(ltree), my_journeys(), answers_for_traveller(uuid), sees_journey(uuid)
  to fengni_reader, fengni_writer;
-- A scan of somebody's acknowledgement is his and theirs who answer for him, not his companions'.
create function knows_travel(wanted uuid) returns boolean language sql stable security definer set search_path = public as
$$ select sees_journey(wanted)
     or exists (select from journey_traveller t where t.id = wanted and answers_for_person(t.person_id))
     or exists (select from travel_document d where d.id = wanted and answers_for_person(d.person_id)) $$;
grant execute on function knows_travel(uuid) to fengni_reader, fengni_writer;
call add_know_rule('knows_travel');

call guard_table('travel_rule'); call guard_table('journey'); call guard_table('journey_matter'); call guard_table('journey_traveller');
call guard_table('journey_contact'); call guard_table('journey_contact_matter');
call guard_table('journey_debrief'); call guard_table('journey_debrief_matter');
call guard_table('travel_document'); call guard_table('travel_document_matter');
call guard_table('travel_document_move'); call guard_table('travel_document_move_matter');
call guard_table('overseas_unit'); call guard_table('overseas_report'); call guard_table('overseas_report_matter');
revoke update on journey_contact, journey_contact_matter, journey_debrief, journey_debrief_matter, travel_document_matter,
  travel_document_move, travel_document_move_matter, overseas_report, overseas_report_matter from fengni_writer;

create policy reader on travel_rule for select to fengni_reader using ((select acting_person()) is not null);
create policy reader on journey for select to fengni_reader using (
  id = any ((select my_journeys())::uuid[]) or decides_travel(unit_path) or answers_for_traveller(id));
create policy reader on journey_matter for select to fengni_reader using (exists (select from journey j where j.id = journey_matter.id));
create policy reader on journey_traveller for select to fengni_reader using (
  exists (select from journey j where j.id = journey_traveller.journey_id));
create policy reader on journey_contact for select to fengni_reader using (
  exists (select from journey j where j.id = journey_contact.journey_id));
create policy reader on journey_contact_matter for select to fengni_reader using (
  exists (select from journey_contact c where c.id = journey_contact_matter.id));
create policy reader on journey_debrief for select to fengni_reader using (
  person_id <> (select acting_person()) and answers_for_person(person_id));
create policy reader on journey_debrief_matter for select to fengni_reader using (
  exists (select from journey_debrief d where d.id = journey_debrief_matter.id));
create policy reader on travel_document for select to fengni_reader using (answers_for_person(person_id));
-- the number is opened by who keeps the papers, and by whose they are
create policy reader on travel_document_matter for select to fengni_reader using (
  exists (select from travel_document d where d.id = travel_document_matter.id));
create policy reader on travel_document_move for select to fengni_reader using (
  exists (select from travel_document d where d.id = document_id));
create policy reader on travel_document_move_matter for select to fengni_reader using (
  exists (select from travel_document_move m where m.id = travel_document_move_matter.id));
create policy reader on overseas_unit for select to fengni_reader using (
  responsible_id = (select acting_person()) or decides_travel(unit_path));
create policy reader on overseas_report for select to fengni_reader using (
  exists (select from overseas_unit o where o.id = overseas_id));
create policy reader on overseas_report_matter for select to fengni_reader using (
  exists (select from overseas_report r where r.id = overseas_report_matter.id));

-- The grade somebody's journey is decided by: the higher of his post's and his clearance's. Whoever applies does not see it; it
-- says only which leader decides.
create function grade_for_travel(of_persons uuid[]) returns text language sql stable security definer set search_path = public as
$$ select g from (
     select c.grade as g from clearance c where c.person_id = any (of_persons) and c.ended_on is null
     union all
     select o.grade from holding h join post o on o.id = h.post_id
     where h.person_id = any (of_persons) and (h.ended_on is null or h.ended_on >= house_today())) graded
   where g is not null order by array_position(array['CORE', 'IMPORTANT', 'GENERAL'], g) limit 1 $$;
-- Whether somebody may not leave the country without the first responsible person: in a cooling-off period or leaving.
create function bound_at_home(of_persons uuid[]) returns boolean language sql stable security definer set search_path = public as
$$ select exists (select from cooling_off c where c.person_id = any (of_persons) and c.state = 'running')
     or exists (select from leaving l where l.person_id = any (of_persons) and l.state = 'open') $$;
-- Travellers who are on another journey in these days.
create function travelling_then(of_persons uuid[], from_day date, until_day date, besides uuid) returns table (person_id uuid)
  language sql stable security definer set search_path = public as
$$ select distinct t.person_id from journey_traveller t join journey j on j.id = t.journey_id
   where t.person_id = any (of_persons) and t.state = 'listed' and j.id <> besides and j.state in ('approved', 'away')
     and daterange(j.from_on, j.until_on, '[]') && daterange(from_day, until_day, '[]') $$;
-- A commitment for travel that waits for somebody's signature, whoever asks.
create function waiting_travel_letter(of_person uuid) returns uuid language sql stable security definer set search_path = public as
$$ select id from letter where signer_id = of_person and occasion = 'travel' and state = 'open' limit 1 $$;
grant execute on function grade_for_travel(uuid[]), bound_at_home(uuid[]), travelling_then(uuid[], date, date, uuid),
  waiting_travel_letter(uuid) to fengni_reader, fengni_writer;

-- What is to be thought of before somebody goes, for him and for who answers for him.
create function travel_facts(of_journey uuid) returns table (
  person_id uuid, grade text, cooling_until date, leaving_on date, unsigned bigint, undebriefed bigint, letter_state text)
  language sql stable security definer set search_path = public as
$$ select t.person_id, grade_for_travel(array[t.person_id]),
     (select c.ends_on from cooling_off c where c.person_id = t.person_id and c.state = 'running'),
     (select l.last_on from leaving l where l.person_id = t.person_id and l.state = 'open'),
     (select count(*) from letter l where l.signer_id = t.person_id and l.state = 'open'),
     (select count(*) from journey_traveller e join journey j on j.id = e.journey_id
       where e.person_id = t.person_id and e.state = 'listed' and j.id <> of_journey and j.state in ('away', 'returned')
         and e.debriefed_on is null),
     (select l.state from letter l where l.id = t.letter_id)
   from journey_traveller t
   where t.journey_id = of_journey and t.state = 'listed' and answers_for_person(t.person_id) $$;
-- How many of a journey's travellers are not ready to go, and who by name is told only to who answers for them.
create function travellers_unready(of_journey uuid) returns bigint language sql stable security definer set search_path = public as
$$ select count(*) from journey_traveller t left join letter l on l.id = t.letter_id
   where t.journey_id = of_journey and t.state = 'listed'
     and (t.acknowledged_at is null or t.cleared_at is null or l.state = 'open') $$;
create function papers_out(of_journey uuid) returns bigint language sql stable security definer set search_path = public as
$$ select count(*) from travel_document d where d.journey_id = of_journey and d.state = 'lent' $$;
grant execute on function travel_facts(uuid), travellers_unready(uuid), papers_out(uuid) to fengni_reader, fengni_writer;

-- Papers and journeys to be settled before somebody leaves (PER-3).
create function lent_documents(of_person uuid) returns table (id uuid, number text, place text, since timestamptz)
  language sql stable security definer set search_path = public as
$$ select d.id, d.number_masked, '', m.moved_at from travel_document d
     join lateral (select moved_at from travel_document_move m where m.document_id = d.id order by moved_at desc limit 1) m on true
   where d.person_id = of_person and d.state = 'lent' and answers_for_person(of_person) $$;
-- Kept ones go back to him, or stay while his cooling-off period runs.
create function kept_documents(of_person uuid) returns table (id uuid, number text, place text, since timestamptz)
  language sql stable security definer set search_path = public as
$$ select d.id, d.number_masked, d.place, d.entered_at from travel_document d
   where d.person_id = of_person and d.state = 'kept' and answers_for_person(of_person)
     and not exists (select from cooling_off c where c.person_id = of_person and c.state = 'running') $$;
create function open_journeys(of_person uuid) returns table (id uuid, number text, place text, since timestamptz)
  language sql stable security definer set search_path = public as
$$ select j.id, p.name, u.name, j.drafted_at from journey_traveller t join journey j on j.id = t.journey_id
     join person p on p.id = t.person_id join unit u on u.id = j.unit_id
   where t.person_id = of_person and t.state = 'listed' and t.debriefed_on is null
     and j.state in ('approved', 'away', 'returned') and answers_for_person(of_person) $$;

-- What a person's file tells of his travels (PER-2).
create function trail_of_journeys(of_person uuid, from_at timestamptz, until_at timestamptz)
  returns table (id uuid, at timestamptz, until timestamptz, params jsonb)
  language sql stable security definer set search_path = public as
$$ select s.id, s.at, s.until, s.params from (
     select j.id, coalesce(j.departed_on, j.from_on)::timestamp at time zone current_setting('fengni.zone') as at,
       (coalesce(j.returned_on, j.until_on) + 1)::timestamp at time zone current_setting('fengni.zone') as until,
       jsonb_build_object('kind', j.kind, 'regions', array_to_string(j.regions, ' '), 'state', j.state) as params
     from journey_traveller t join journey j on j.id = t.journey_id
     where t.person_id = of_person and t.state = 'listed' and j.state <> 'draft' and answers_for_person(of_person)) s
   where s.at < until_at and s.until > from_at $$;
create function trail_of_documents(of_person uuid, from_at timestamptz, until_at timestamptz)
  returns table (id uuid, at timestamptz, until timestamptz, params jsonb)
  language sql stable security definer set search_path = public as
$$ select d.id, m.moved_at, null::timestamptz,
     jsonb_build_object('move', m.kind, 'kind', d.kind, 'number', d.number_masked)
   from travel_document d join travel_document_move m on m.document_id = d.id
   where d.person_id = of_person and m.moved_at >= from_at and m.moved_at < until_at and answers_for_person(of_person) $$;
-- Debriefs with findings are told to nobody about himself.
create function trail_of_debriefs(of_person uuid, from_at timestamptz, until_at timestamptz)
  returns table (id uuid, at timestamptz, until timestamptz, params jsonb)
  language sql stable security definer set search_path = public as
$$ select d.journey_id, d.entered_at, null::timestamptz,
     jsonb_build_object('findings', cardinality(d.findings), 'incident', d.incident_id is not null)
   from journey_debrief d
   where d.person_id = of_person and d.entered_at >= from_at and d.entered_at < until_at
     and of_person <> acting_person() and answers_for_person(of_person) $$;
grant execute on function lent_documents(uuid), kept_documents(uuid), open_journeys(uuid),
  trail_of_journeys(uuid, timestamptz, timestamptz), trail_of_documents(uuid, timestamptz, timestamptz),
  trail_of_debriefs(uuid, timestamptz, timestamptz) to fengni_reader, fengni_writer;
-- Papers lent for a journey, whoever asks: their day is counted anew when it ends or is cancelled.
create function documents_lent_for(of_journey uuid) returns table (id uuid) language sql stable security definer set search_path = public as
$$ select d.id from travel_document d where d.journey_id = of_journey and d.state = 'lent' $$;
grant execute on function documents_lent_for(uuid) to fengni_writer;
