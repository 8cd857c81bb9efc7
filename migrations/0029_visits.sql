-- Visits from outside and what is given to outsiders (FOR-3). Who comes, for what, what he is shown and told is for the host, his
-- escorts, who asked for the visit, and who answers for the unit; others do not learn that there is a visit.
create table visit (
  id uuid primary key,
  -- the host's unit
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  year int not null,
  ordinal int not null check (ordinal > 0),
  number text not null,
  kind text not null check (kind in ('visit', 'negotiation', 'delegation', 'exchange', 'service', 'press')),
  host_id uuid not null references person (id),
  asked_by uuid not null references person (id),
  starts_on date not null,
  ends_on date not null check (ends_on >= starts_on),
  -- what is done with telephones and devices at the door
  devices text not null check (devices in ('kept', 'sealed', 'allowed')),
  escort_ids uuid[] not null default '{}',
  visitors int not null default 0 check (visitors >= 0),
  foreigners int not null default 0 check (foreigners between 0 and visitors),
  stops int not null default 0 check (stops >= 0),
  -- key places that are entered, and those that lie on the way and stay closed
  key_places int not null default 0 check (key_places >= 0),
  state text not null check (state in ('draft', 'approved', 'finished', 'cancelled')),
  -- counts the changes of the plan: a consent to an earlier one is stale
  revision int not null default 1,
  made_at timestamptz not null,
  approved_at timestamptz,
  ended_at timestamptz
);
create unique index visit_number on visit (unit_id, year, ordinal);
create index visit_newest on visit (starts_on desc, id desc);
create index visit_made on visit (made_at desc, id desc);
create index visit_unit on visit using gist (unit_path);
create index visit_host on visit (host_id);
create index visit_asker on visit (asked_by);
create index visit_escorts on visit using gin (escort_ids);
create table visit_matter (
  id uuid primary key references visit (id),
  purpose text not null,
  -- firm or body they come from, and its country
  firm text not null,
  country text not null,
  may_show text not null default '',
  may_not text not null default '',
  devices_note text not null default '',
  report text not null default '',
  end_reason text not null default '',
  -- who reads hashes of rows in the log reads no words: without the salt they could be guessed
  salt uuid not null default gen_random_uuid()
);

create table visit_visitor (
  id uuid primary key,
  visit_id uuid not null references visit (id),
  place int not null,
  foreigner boolean not null,
  dropped boolean not null default false
);
create index visit_visitor_of on visit_visitor (visit_id, place, id);
create table visit_visitor_matter (
  id uuid primary key references visit_visitor (id),
  name text not null check (length(name) between 1 and 100),
  firm text not null default '',
  position text not null default '',
  country text not null default '',
  document_kind text not null check (document_kind in ('id-card', 'passport', 'permit', 'other', 'none')),
  -- the last characters are shown; the whole number is sealed with the server's key
  document_tail text not null default '' check (length(document_tail) <= 4),
  document_sealed bytea,
  salt uuid not null default gen_random_uuid()
);

create table visit_stop (
  id uuid primary key,
  visit_id uuid not null references visit (id),
  place int not null,
  key_place_id uuid references key_place (id),
  unit_id uuid references unit (id),
  treatment text not null check (treatment in ('open', 'prepared', 'closed')),
  prepared_at timestamptz,
  prepared_by uuid references person (id),
  dropped boolean not null default false
);
create index visit_stop_of on visit_stop (visit_id, place, id);
create table visit_stop_matter (
  id uuid primary key references visit_stop (id),
  area text not null check (length(area) between 1 and 200),
  preparation text not null default '',
  prepared_note text not null default '',
  salt uuid not null default gen_random_uuid()
);

-- Who really came and went, each time he passed the door.
create table visit_entry (
  id uuid primary key,
  visit_id uuid not null references visit (id),
  visitor_id uuid not null references visit_visitor (id),
  badge_no text not null default '',
  arrived_at timestamptz not null,
  arrived_by uuid not null references person (id),
  devices_kept boolean not null,
  left_at timestamptz,
  left_by uuid references person (id),
  devices_back boolean not null default false
);
create unique index visit_entry_open on visit_entry (visitor_id) where left_at is null;
create index visit_entry_of on visit_entry (visit_id, arrived_at, id);
create table visit_entry_matter (
  id uuid primary key references visit_entry (id),
  devices text not null default '',
  salt uuid not null default gen_random_uuid()
);

create table visit_finding (
  id uuid primary key,
  visit_id uuid not null references visit (id),
  place int not null,
  kind text not null check (kind in ('question', 'photograph', 'attempt', 'other')),
  -- where an incident begins of it
  incident_id uuid references incident_seed (id),
  entered_at timestamptz not null,
  by_id uuid not null references person (id)
);
create index visit_finding_of on visit_finding (visit_id, place);
create table visit_finding_matter (
  id uuid primary key references visit_finding (id),
  words text not null,
  salt uuid not null default gen_random_uuid()
);

create table supply (
  id uuid primary key,
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  year int not null,
  ordinal int not null check (ordinal > 0),
  number text not null,
  visit_id uuid references visit (id),
  -- who gives it and answers for its return
  giver_id uuid not null references person (id),
  asked_by uuid not null references person (id),
  form text not null check (form in ('paper', 'disc', 'electronic', 'oral', 'sample', 'letter')),
  secrecy text not null check (secrecy in ('none', 'work', 'trade', 'state')),
  level_rank int not null default 0,
  mark text not null default '',
  carrier_id uuid references carrier (id),
  foreigner boolean not null,
  return_by date,
  permitted_on date,
  permission_scan_id uuid references scan (id),
  agreed_on date,
  agreement_scan_id uuid references scan (id),
  given_on date,
  receipt_scan_id uuid references scan (id),
  returned_on date,
  state text not null check (state in ('draft', 'approved', 'given', 'returned', 'cancelled')),
  revision int not null default 1,
  made_at timestamptz not null,
  approved_at timestamptz,
  ended_at timestamptz
);
create unique index supply_number on supply (unit_id, year, ordinal);
create index supply_newest on supply (made_at desc, id desc);
create index supply_unit on supply using gist (unit_path);
create index supply_visit on supply (visit_id) where visit_id is not null;
create index supply_giver on supply (giver_id);
create index supply_asker on supply (asked_by);
create table supply_matter (
  id uuid primary key references supply (id),
  title text not null check (length(title) between 1 and 300),
  content text not null default '',
  recipient text not null check (length(recipient) between 1 and 150),
  country text not null,
  contact text not null default '',
  purpose text not null,
  sample_no text not null default '',
  permission_by text not null default '',
  permission_no text not null default '',
  agreement_no text not null default '',
  received_by text not null default '',
  note text not null default '',
  salt uuid not null default gen_random_uuid()
);
create index supply_recipient on supply_matter (recipient, country);

-- Sight. Units whose visits the caller answers for, by duty.
create function visit_paths() returns ltree[] language sql stable security definer set search_path = public as
$$ select coalesce(array_agg(d.unit_path), '{}') from acting_duties() d
   where d.duty in ('officer', 'unit-leader', 'line-leader', 'leader-in-charge', 'first-responsible', 'inspector') $$;
create function own_visits() returns uuid[] language sql stable security definer set search_path = public as
$$ select coalesce(array_agg(v.id), '{}') from visit v
   where v.host_id = acting_person() or v.asked_by = acting_person() or v.escort_ids @> array[acting_person()] $$;
create function knows_visit(wanted uuid) returns boolean language sql stable security definer set search_path = public as
$$ select exists (select from visit v where v.id = wanted
     and (v.unit_path <@ visit_paths() or acting_person() in (v.host_id, v.asked_by) or v.escort_ids @> array[acting_person()])) $$;
create function knows_supply(wanted uuid) returns boolean language sql stable security definer set search_path = public as
$$ select exists (select from supply s where s.id = wanted
     and (s.unit_path <@ visit_paths() or acting_person() in (s.giver_id, s.asked_by) or s.visit_id = any (own_visits()))) $$;
grant execute on function visit_paths(), own_visits(), knows_visit(uuid), knows_supply(uuid) to fengni_reader, fengni_writer;
call add_know_rule('knows_visit'); call add_know_rule('knows_supply');

call guard_table('visit'); call guard_table('visit_matter'); call guard_table('visit_visitor');
call guard_table('visit_visitor_matter'); call guard_table('visit_stop'); call guard_table('visit_stop_matter');
call guard_table('visit_entry'); call guard_table('visit_entry_matter'); call guard_table('visit_finding');
call guard_table('visit_finding_matter'); call guard_table('supply'); call guard_table('supply_matter');
revoke update on visit_entry_matter, visit_finding, visit_finding_matter from fengni_writer;

create policy reader on visit for select to fengni_reader using (
  unit_path <@ ((select visit_paths())::ltree[]) or id = any ((select own_visits())::uuid[]));
create policy reader on visit_matter for select to fengni_reader using (exists (select from visit v where v.id = visit_matter.id));
create policy reader on visit_visitor for select to fengni_reader using (exists (select from visit v where v.id = visit_visitor.visit_id));
create policy reader on visit_visitor_matter for select to fengni_reader using (
  exists (select from visit_visitor v where v.id = visit_visitor_matter.id));
create policy reader on visit_stop for select to fengni_reader using (exists (select from visit v where v.id = visit_stop.visit_id));
create policy reader on visit_stop_matter for select to fengni_reader using (
  exists (select from visit_stop s where s.id = visit_stop_matter.id));
create policy reader on visit_entry for select to fengni_reader using (exists (select from visit v where v.id = visit_entry.visit_id));
create policy reader on visit_entry_matter for select to fengni_reader using (
  exists (select from visit_entry e where e.id = visit_entry_matter.id));
create policy reader on visit_finding for select to fengni_reader using (exists (select from visit v where v.id = visit_finding.visit_id));
create policy reader on visit_finding_matter for select to fengni_reader using (
  exists (select from visit_finding f where f.id = visit_finding_matter.id));
create policy reader on supply for select to fengni_reader using (
  unit_path <@ ((select visit_paths())::ltree[]) or giver_id = (select acting_person()) or asked_by = (select acting_person())
  or visit_id = any ((select own_visits())::uuid[]));
create policy reader on supply_matter for select to fengni_reader using (exists (select from supply s where s.id = supply_matter.id));

-- The next number of a unit's register in a year: asked by who has locked the unit.
create function next_visit(of_unit uuid, of_year int) returns int language sql stable security definer set search_path = public as
$$ select coalesce(max(ordinal), 0) + 1 from visit where unit_id = of_unit and year = of_year and of_unit = any (granted_ids()) $$;
create function next_supply(of_unit uuid, of_year int) returns int language sql stable security definer set search_path = public as
$$ select coalesce(max(ordinal), 0) + 1 from supply where unit_id = of_unit and year = of_year and of_unit = any (granted_ids()) $$;
grant execute on function next_visit(uuid, int), next_supply(uuid, int) to fengni_writer;

-- Whether consent to a visit or supply is being asked for, and what was decided before: told to who may know it.
create function visit_pending(wanted uuid) returns table (approval_id uuid, requester uuid)
  language sql stable security definer set search_path = public as
$$ select a.id, a.requester_person from approval a where a.subject_id = wanted and a.state = 'pending'
     and a.command in ('visit.submit', 'supply.submit') and (knows_visit(wanted) or knows_supply(wanted))
   order by a.created_at desc limit 1 $$;
create function visit_opinions(wanted uuid) returns table (step_name jsonb, person text, verdict text, reason text, decided_at timestamptz)
  language sql stable security definer set search_path = public as
$$ select a.steps -> d.step -> 'name', p.name, d.decision, d.reason, d.decided_at
   from approval a join approval_decision d on d.approval_id = a.id join person p on p.id = d.person_id
   where a.subject_id = wanted and a.command in ('visit.submit', 'supply.submit') and (knows_visit(wanted) or knows_supply(wanted))
   order by d.decided_at desc limit 20 $$;
-- Other visits of the same days that the caller may know are found by him; whether an escort can serve is a fact of the person.
create function escorts_gone(of_persons uuid[]) returns uuid[] language sql stable security definer set search_path = public as
$$ select coalesce(array_agg(p.id), '{}') from person p
   where p.id = any (of_persons) and (p.frozen_at is not null or p.left_on is not null) $$;
grant execute on function visit_pending(uuid), visit_opinions(uuid), escorts_gone(uuid[]) to fengni_reader, fengni_writer;

-- What somebody has open here, and what his file tells (PER-2, PER-3); only for who answers for him.
create function hosted_visits(of_person uuid) returns table (id uuid, number text, place text, since timestamptz)
  language sql stable security definer set search_path = public as
$$ select v.id, v.number, u.name, v.made_at from visit v join unit u on u.id = v.unit_id
   where v.host_id = of_person and v.state in ('draft', 'approved') and answers_for_person(of_person) $$;
create function open_supplies(of_person uuid) returns table (id uuid, number text, place text, since timestamptz)
  language sql stable security definer set search_path = public as
$$ select s.id, s.number, u.name, s.made_at from supply s join unit u on u.id = s.unit_id
   where s.giver_id = of_person and answers_for_person(of_person)
     and (s.state in ('draft', 'approved') or s.state = 'given' and s.return_by is not null) $$;
create function trail_of_visits(of_person uuid, from_at timestamptz, to_at timestamptz)
  returns table (id uuid, at timestamptz, until timestamptz, params jsonb) language sql stable security definer set search_path = public as
$$ select v.id, day_start(v.starts_on), day_start(v.ends_on + 1), jsonb_build_object('number', v.number, 'visitors', v.visitors,
     'foreigners', v.foreigners, 'host', v.host_id = of_person)
   from visit v where (v.host_id = of_person or v.escort_ids @> array[of_person]) and v.state in ('approved', 'finished')
     and day_start(v.starts_on) <= to_at and day_start(v.ends_on + 1) >= from_at and answers_for_person(of_person) $$;
create function trail_of_supplies(of_person uuid, from_at timestamptz, to_at timestamptz)
  returns table (id uuid, at timestamptz, until timestamptz, params jsonb) language sql stable security definer set search_path = public as
$$ select s.id, day_start(s.given_on), null::timestamptz, jsonb_build_object('number', s.number, 'mark', s.mark, 'foreigner', s.foreigner)
   from supply s where s.giver_id = of_person and s.given_on is not null
     and day_start(s.given_on) between from_at and to_at and answers_for_person(of_person) $$;
grant execute on function hosted_visits(uuid), open_supplies(uuid), trail_of_visits(uuid, timestamptz, timestamptz),
  trail_of_supplies(uuid, timestamptz, timestamptz) to fengni_reader, fengni_writer;
