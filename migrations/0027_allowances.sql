-- Allowances of people with access (PER-4): what the house pays by grade, and each month's list for the pay office.

-- What is paid, and what is deducted for what, from a month on; consented to by the leader before it stands here. Amounts in fen.
create table allowance_terms (
  id uuid primary key,
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  from_month date not null check (extract(day from from_month) = 1),
  -- a month's allowance by grade, for who holds a graded post and for who is in his cooling-off period
  rates jsonb not null,
  cooling_rates jsonb not null,
  -- deductions: for which fact, how much, each time or once
  deductions jsonb not null,
  -- the list of a month is due on this day of the next
  due_day int not null check (due_day between 1 and 28),
  appeal_days int not null check (appeal_days between 1 and 365),
  answer_days int not null check (answer_days between 1 and 90),
  basis text not null default '',
  set_at timestamptz not null,
  set_by uuid not null references person (id)
);
create index allowance_terms_newest on allowance_terms (set_at desc, id desc);

create table allowance_list (
  id uuid primary key,
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  month date not null check (extract(day from month) = 1),
  state text not null check (state in ('begun', 'computed', 'approved', 'closed')),
  terms_id uuid not null references allowance_terms (id),
  -- how often it was computed; lines of earlier editions stay as they were
  edition int not null default 0,
  people int not null default 0,
  deducted int not null default 0,
  corrected int not null default 0,
  -- whole fen: int8 would come as text, and whole numbers are exact here
  total_fen double precision not null default 0 check (total_fen = trunc(total_fen)),
  begun_at timestamptz not null,
  computed_at timestamptz,
  computed_by uuid references person (id),
  approved_at timestamptz,
  closed_at timestamptz,
  closed_by uuid references person (id),
  paid_on date,
  unique (unit_id, month)
);
create index allowance_list_newest on allowance_list (month desc, id desc);

create table allowance_line (
  id uuid primary key,
  list_id uuid not null references allowance_list (id),
  edition int not null,
  unit_path ltree not null,
  month date not null,
  person_id uuid not null references person (id),
  person_unit_id uuid not null references unit (id),
  kind text not null check (kind in ('post', 'cooling', 'adjustment')),
  -- the grade of most days; null for an adjustment
  grade text check (grade in ('CORE', 'IMPORTANT', 'GENERAL')),
  days int not null check (days between 0 and 31),
  -- days on which a graded post was held without clearance
  uncleared_days int not null default 0,
  base_fen int not null,
  deducted_fen int not null check (deducted_fen between 0 and base_fen),
  computed_fen int not null,
  -- what is paid: as computed, or as corrected
  amount_fen int not null check (amount_fen >= 0),
  corrected_by uuid references person (id),
  -- how it comes about: days by grade, facts with what each deducts; of the handle tier
  parts jsonb not null,
  facts jsonb not null,
  -- the appeal an adjustment pays
  appeal_id uuid
);
create unique index allowance_line_once on allowance_line (list_id, edition, person_id, kind, coalesce(appeal_id, person_id));
create index allowance_line_person on allowance_line (person_id, month desc, id desc);
-- Why somebody's amount was corrected: the personnel's own words.
create table allowance_line_matter (
  id uuid primary key references allowance_line (id),
  reason text not null,
  salt uuid not null default gen_random_uuid()
);

create table allowance_appeal (
  id uuid primary key,
  line_id uuid not null references allowance_line (id),
  list_id uuid not null references allowance_list (id),
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  person_id uuid not null references person (id),
  state text not null check (state in ('open', 'upheld', 'rejected')),
  made_at timestamptz not null,
  made_by uuid not null references person (id),
  answered_at timestamptz,
  answered_by uuid references person (id),
  difference_fen int not null default 0 check (difference_fen >= 0),
  -- the list that pays the difference
  paid_list_id uuid references allowance_list (id),
  constraint upheld_pays check ((state = 'upheld') = (difference_fen > 0))
);
create unique index allowance_appeal_once on allowance_appeal (line_id) where state = 'open';
create index allowance_appeal_newest on allowance_appeal (made_at desc, id desc);
create index allowance_appeal_list on allowance_appeal (list_id);
create index allowance_appeal_unpaid on allowance_appeal (unit_id) where state = 'upheld';
create table allowance_appeal_matter (
  id uuid primary key references allowance_appeal (id),
  words text not null,
  answer text not null default '',
  salt uuid not null default gen_random_uuid()
);

-- One's own lines, once the list is consented to: a draft is nobody's claim.
create function my_allowance_lines() returns uuid[] language sql stable security definer set search_path = public as
$$ select coalesce(array_agg(l.id), '{}') from allowance_line l join allowance_list s on s.id = l.list_id and s.edition = l.edition
   where l.person_id = acting_person() and s.state in ('approved', 'closed') $$;
create function knows_allowance(wanted uuid) returns boolean language sql stable security definer set search_path = public as
$$ select exists (select from allowance_line l where l.id = wanted
       and (oversees_people(l.unit_path) or l.id = any (my_allowance_lines())))
     or exists (select from allowance_appeal a where a.id = wanted and (a.person_id = acting_person() or oversees_people(a.unit_path)))
     or exists (select from allowance_list s where s.id = wanted and oversees_people(s.unit_path)) $$;
grant execute on function my_allowance_lines(), knows_allowance(uuid) to fengni_reader, fengni_writer;
call add_know_rule('knows_allowance');

call guard_table('allowance_terms'); call guard_table('allowance_list'); call guard_table('allowance_line');
call guard_table('allowance_line_matter'); call guard_table('allowance_appeal'); call guard_table('allowance_appeal_matter');
revoke update on allowance_terms from fengni_writer;
create policy reader on allowance_terms for select to fengni_reader using ((select acting_person()) is not null);
create policy reader on allowance_list for select to fengni_reader using (oversees_people(unit_path));
create policy reader on allowance_line for select to fengni_reader using (
  id = any ((select my_allowance_lines())::uuid[]) or oversees_people(unit_path));
create policy reader on allowance_line_matter for select to fengni_reader using (
  exists (select from allowance_line l where l.id = allowance_line_matter.id));
create policy reader on allowance_appeal for select to fengni_reader using (
  person_id = (select acting_person()) or oversees_people(unit_path));
create policy reader on allowance_appeal_matter for select to fengni_reader using (
  exists (select from allowance_appeal a where a.id = allowance_appeal_matter.id));
-- The list of each month is begun by the clockwork.
call open_to_clockwork('allowance_list');
grant select on allowance_terms to fengni_clockwork;
create policy clockwork_select on allowance_terms for select to fengni_clockwork using (true);

-- How long one may appeal about a line one sees: the person does not see the list.
create function allowance_appeal_time(of_line uuid)
  returns table (approved_at timestamptz, appeal_days int, answer_days int, unit_id uuid, basis text)
  language sql stable security definer set search_path = public as
$$ select s.approved_at, t.appeal_days, t.answer_days, s.unit_id, t.basis
   from allowance_line l join allowance_list s on s.id = l.list_id and s.edition = l.edition
   join allowance_terms t on t.id = s.terms_id
   where l.id = of_line and (l.id = any (my_allowance_lines()) or oversees_people(l.unit_path)) $$;
grant execute on function allowance_appeal_time(uuid) to fengni_reader, fengni_writer;

-- In what state the list of a line is, and which month pays what an appeal won; for who sees the line or the appeal.
create function allowance_line_state(of_line uuid) returns text language sql stable security definer set search_path = public as
$$ select s.state from allowance_line l join allowance_list s on s.id = l.list_id
   where l.id = of_line and (l.id = any (my_allowance_lines()) or oversees_people(l.unit_path)) $$;
create function allowance_paid_month(of_appeal uuid) returns date language sql stable security definer set search_path = public as
$$ select s.month from allowance_appeal a join allowance_list s on s.id = a.paid_list_id
   where a.id = of_appeal and s.state in ('approved', 'closed') and (a.person_id = acting_person() or oversees_people(a.unit_path)) $$;
-- Who consented to a list as it stands, for its paper.
create function allowance_consent(of_list uuid) returns table (person text, decided_at timestamptz)
  language sql stable security definer set search_path = public as
$$ select p.name, d.decided_at from allowance_list s join approval a on a.subject_id = s.id and a.command = 'allowance.approve' and a.state = 'done'
   join approval_decision d on d.approval_id = a.id and d.decision in ('consent', 'consent-with-condition') join person p on p.id = d.person_id
   where s.id = of_list and s.state in ('approved', 'closed') and oversees_people(s.unit_path)
   order by d.decided_at desc limit 1 $$;
grant execute on function allowance_line_state(uuid), allowance_paid_month(uuid), allowance_consent(uuid) to fengni_reader, fengni_writer;

-- Units that pay for themselves: departments and sections are paid with the unit they lie in (as obligations are, ORG-10).
-- The paying unit of each person, by the nearest of these at or above his own.
create function allowance_unit_of(of_path ltree) returns uuid language sql stable security definer set search_path = public as
$$ select u.id from unit u where of_path <@ u.path and u.kind in ('group', 'company', 'plant', 'bureau')
   order by nlevel(u.path) desc limit 1 $$;
grant execute on function allowance_unit_of(ltree) to fengni_reader, fengni_writer, fengni_clockwork;

-- What a month's list is computed from: graded posts held, clearances, cooling-off periods this house looks after; for who
-- looks after the people of the paying unit.
create function allowance_spans(of_unit uuid, first_day date, last_day date)
  returns table (person_id uuid, unit_id uuid, source text, grade text, from_day date, until_day date)
  language sql stable security definer set search_path = public as
$$ with pays as (select * from unit u where u.id = of_unit and oversees_people(u.path)),
   member as (select p.id, p.unit_id, p.left_on from person p join unit u on u.id = p.unit_id, pays
     where u.path <@ pays.path and allowance_unit_of(u.path) = of_unit
       and (p.left_on is null or p.left_on >= first_day)),
   -- a post's grade as it was on the day; the one given with the post where it was never graded anew
   graded as (select g.post_id, g.grade, g.started_on, g.ended_on from post_grading g where g.grade is not null
     union all
     select o.id, o.grade, null, null from post o where o.grade is not null
       and not exists (select from post_grading g where g.post_id = o.id))
   select m.id, m.unit_id, 'post', o.grade, greatest(h.started_on, o.started_on, first_day), least(h.ended_on, o.ended_on, m.left_on, last_day)
     from member m join holding h on h.person_id = m.id join graded o on o.post_id = h.post_id
     where h.started_on <= last_day and (h.ended_on is null or h.ended_on >= first_day)
       and (o.started_on is null or o.started_on <= last_day) and (o.ended_on is null or o.ended_on >= first_day)
   union all
   select m.id, m.unit_id, 'clearance', null, greatest(c.decided_on, first_day), least(c.ended_on, last_day)
     from member m join clearance c on c.person_id = m.id
     where c.scheme = 'cn-state-secret' and c.level_rank > 0 and c.decided_on <= last_day
       and (c.ended_on is null or c.ended_on >= first_day)
   union all
   select c.person_id, c.unit_id, 'cooling', c.grade, greatest(c.starts_on, first_day), least(c.ends_on, last_day)
     from cooling_off c, pays
     where c.unit_path <@ pays.path and allowance_unit_of(c.unit_path) = of_unit and c.managed_by = 'house'
       and c.starts_on <= last_day and c.ends_on >= first_day
   order by 1, 3, 5 $$;

-- What speaks against fulfilment in a month: letters not signed by its end, returns and other things owed in person that were
-- overdue on a day of it, a breach found in a cooling-off visit and not cleared by a later one. Names what it is and its days,
-- never a number: who computes handles no register. What is owed within a compartment is left out, since it would tell of it;
-- so is all that the person himself may not know.
create function allowance_lapses(of_unit uuid, of_persons uuid[], first_day date, last_day date)
  returns table (person_id uuid, fact text, what text, due_on date, ended_on date)
  language sql stable security definer set search_path = public as
$$ with asked as (select p.id from person p join unit u on u.id = p.unit_id
     where p.id = any (of_persons) and exists (select from unit x where x.id = of_unit and oversees_people(x.path)
       and (u.path <@ x.path or exists (select from cooling_off c where c.person_id = p.id and c.unit_path <@ x.path)))),
   owed as (select o.person_id, o.kind, o.due_on, (o.ended_at at time zone current_setting('fengni.zone'))::date as ended_on
     from obligation o join asked a on a.id = o.person_id
     where o.state <> 'cancelled' and o.kind <> 'letter.sign' and o.due_on < last_day
       and not exists (select from register r where r.id = o.register_id and r.compartment_id is not null)
       and compartment_of_subject(o.subject_id) is null)
   select l.signer_id, 'letter', l.name, l.due_on, (g.signed_at at time zone current_setting('fengni.zone'))::date
     from letter l join asked a on a.id = l.signer_id
     left join letter_signature g on g.letter_id = l.id and g.part = 'signer'
     where l.state <> 'void' and l.due_on <= last_day
       and (g.id is null or (g.signed_at at time zone current_setting('fengni.zone'))::date > last_day)
   union all
   select o.person_id, case when o.kind in ('carrier.return-loan', 'carrier.return-reading', 'carrier.recall', 'carrier.clear-out')
       then 'return' else 'obligation' end, o.kind, o.due_on, o.ended_on
     from owed o where o.ended_on is null or (o.ended_on > o.due_on and o.ended_on >= first_day)
   union all
   select c.person_id, 'breach', '', v.visited_on, null
     from cooling_visit v join cooling_off c on c.id = v.cooling_id join asked a on a.id = c.person_id
     where v.finding = 'breach' and v.visited_on <= last_day
       and not exists (select from cooling_visit w where w.cooling_id = v.cooling_id and w.visited_on > v.visited_on
         and w.visited_on < first_day)
   order by 1, 2, 4, 3 $$;
grant execute on function allowance_spans(uuid, date, date), allowance_lapses(uuid, uuid[], date, date)
  to fengni_reader, fengni_writer;

-- The allowance in somebody's file (PER-2).
create function trail_allowances(of_person uuid, from_at timestamptz, until_at timestamptz)
  returns table (id uuid, at timestamptz, until timestamptz, params jsonb)
  language sql stable security definer set search_path = public as
$$ select l.id, s.approved_at, null::timestamptz, jsonb_build_object('month', to_char(l.month, 'YYYY-MM'), 'kind', l.kind,
       'grade', l.grade, 'fen', l.amount_fen, 'deducted', l.deducted_fen > 0)
   from allowance_line l join allowance_list s on s.id = l.list_id and s.edition = l.edition
   where l.person_id = of_person and s.state in ('approved', 'closed') and s.approved_at between from_at and until_at
     and answers_for_person(of_person) $$;
create function trail_allowance_appeals(of_person uuid, from_at timestamptz, until_at timestamptz)
  returns table (id uuid, at timestamptz, until timestamptz, params jsonb)
  language sql stable security definer set search_path = public as
$$ select l.id, a.made_at, null::timestamptz, jsonb_build_object('month', to_char(l.month, 'YYYY-MM'), 'state', a.state)
   from allowance_appeal a join allowance_line l on l.id = a.line_id
   where a.person_id = of_person and a.made_at between from_at and until_at and answers_for_person(of_person) $$;
grant execute on function trail_allowances(uuid, timestamptz, timestamptz), trail_allowance_appeals(uuid, timestamptz, timestamptz)
  to fengni_reader, fengni_writer;
