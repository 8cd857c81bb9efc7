-- Determinations: what is decided secret, by whom, on what basis (CLS-3, CLS-7, CLS-8). Two tiers, as for carriers: number,
-- level, term, state, unit, decider and days for who handles; what it is about, basis, reasons and scope for who may know.

-- Steps of a flow may name who takes them: a reviewer and a classifier are chosen by who proposes, among those who hold the
-- duty. A deputy stands in for who is named.
create or replace function decides_in(steps jsonb, over_unit ltree) returns boolean
  language sql stable security definer set search_path = public as
$$ select exists (select from acting_duties() d, jsonb_array_elements(steps) s
     where s -> 'duties' ? d.duty and over_unit <@ d.unit_path
       and (s -> 'persons' is null or s -> 'persons' ? d.person_id::text
         or s -> 'persons' ? (select p.person_id::text from duty p where p.id = d.deputy_of)))
   or exists (select from jsonb_array_elements(steps) s where s -> 'powers' ? acting_power()) $$;
create or replace function deciders_of(step jsonb, over_unit ltree, besides uuid) returns bigint
  language sql stable security definer set search_path = public as
$$ select count(distinct d.person_id) from duty d join person p on p.id = d.person_id
   where step -> 'duties' ? d.duty and over_unit <@ d.unit_path and d.person_id <> besides and p.frozen_at is null
     and d.started_on <= house_today() and (d.ended_on is null or d.ended_on >= house_today())
     and (step -> 'persons' is null or step -> 'persons' ? d.person_id::text
       or step -> 'persons' ? (select o.person_id::text from duty o where o.id = d.deputy_of))
   union all
   select count(*) from account a where step -> 'powers' ? a.power and a.state = 'active' and a.person_id <> besides
   order by 1 desc limit 1 $$;

-- Authority to classify: statutory by the body's rank, or granted in writing (保守国家秘密法 art. 17; 实施条例 art. 16).
create table classification_authority (
  id uuid primary key,
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  scheme text not null,
  kind text not null check (kind in ('statutory', 'granted')),
  -- the pack's entry it rests on (A1, A2, …); of a grant the one under which it was given
  rule text not null default '',
  levels text[] not null check (cardinality(levels) > 0),
  grantor text not null default '',
  grant_no text not null default '',
  matters text not null default '',
  starts_on date not null,
  ends_on date check (ends_on >= starts_on),
  entered_at timestamptz not null,
  entered_by uuid not null references person (id),
  ended_on date,
  end_reason text not null default '',
  constraint grant_has_grantor check (kind = 'statutory' or (grantor <> '' and grant_no <> ''))
);
create index classification_authority_unit on classification_authority (unit_id, scheme);

insert into register_kind (kind, duties) values
  ('determination', array['officer', 'classifier', 'first-responsible', 'leader-in-charge', 'inspector']);
-- One register of determinations for each body: its series counts through, whichever department proposes.
create unique index register_of_determinations on register (unit_id) where kind = 'determination' and ended_on is null;

create table determination (
  id uuid primary key,
  -- both are given by the decision
  register_id uuid references register (id),
  number text collate "C",
  number_sort text collate "C",
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  scheme text not null,
  level text not null,
  level_rank int not null,
  -- rank needed to know it: the highest level claimed while that is disputed (实施条例 art. 26), else its own
  protected_rank int not null,
  validity jsonb not null,
  mark text not null,
  kind text not null check (kind in ('original', 'derived', 'no-authority', 'unclear')),
  state text not null check (state in ('draft', 'dropped', 'decided', 'provisional', 'released')),
  drafted_by uuid not null references person (id),
  drafted_at timestamptz not null,
  reviewer_id uuid references person (id),
  decider_id uuid references person (id),
  decided_by uuid references person (id),
  decided_at timestamptz,
  -- the item of a catalogue it rests on; null where a citation in words stands in its matter
  catalogue_item_id uuid,
  -- no authority, and unclear matters: reported upward, and answered
  report_due_on date,
  reported_on date,
  answer_due_on date,
  answered_on date,
  answer text check (answer in ('confirmed', 'changed', 'not-secret')),
  -- the mark proposed, where the answer changed it
  proposed_mark text,
  constraint decided_is_numbered check (state in ('draft', 'dropped') or (number is not null and decided_at is not null))
);
create unique index determination_number on determination (register_id, number) where number is not null;
create index determination_newest on determination (decided_at desc, id desc) where decided_at is not null;
create index determination_unit on determination using gist (unit_path);
create index determination_drafter on determination (drafted_by, drafted_at desc, id desc);
create index determination_reviewer on determination (reviewer_id) where reviewer_id is not null;
create index determination_decider on determination (decider_id) where decider_id is not null;
create index determination_decided_by on determination (decided_by) where decided_by is not null;
create index determination_item on determination (catalogue_item_id) where catalogue_item_id is not null;

create table determination_matter (
  id uuid primary key references determination (id),
  title text not null check (length(title) between 1 and 300),
  content text not null default '',
  harm text not null default '',
  -- the item of the catalogue as it read when it was chosen, or the citation in words
  citation text not null default '',
  key_points text not null default '',
  -- of the four grounds on which nothing may be classified, those that were ruled out
  ruled_out text[] not null default '{}',
  -- what the decision was made subject to
  condition text not null default '',
  report_to text not null default '',
  report_no text not null default '',
  answered_by text not null default '',
  answer_no text not null default '',
  answer_words text not null default '',
  -- who reads hashes of rows in the log reads no titles: without the salt they could be guessed
  salt uuid not null default gen_random_uuid()
);
create table determination_scope (
  id uuid primary key,
  determination_id uuid not null references determination (id),
  person_id uuid references person (id),
  post_id uuid references post (id),
  added_at timestamptz not null,
  added_by uuid not null references person (id),
  ended_at timestamptz,
  salt uuid not null default gen_random_uuid(),
  check ((person_id is null) <> (post_id is null))
);
create index determination_scope_of on determination_scope (determination_id);
create index determination_scope_person on determination_scope (person_id) where person_id is not null and ended_at is null;
create index determination_scope_post on determination_scope (post_id) where post_id is not null and ended_at is null;
-- What a derived determination rests on: a carrier of this house, or the words that name one elsewhere.
create table determination_source (
  id uuid primary key,
  determination_id uuid not null references determination (id),
  carrier_id uuid references carrier (id),
  words text not null default '',
  scheme text not null,
  level text not null,
  level_rank int not null,
  validity jsonb not null,
  mark text not null,
  issued_on date,
  manner text not null check (manner in ('identical', 'key-point', 'summary', 'demand')),
  ended_at timestamptz,
  salt uuid not null default gen_random_uuid(),
  check ((carrier_id is null) <> (words = ''))
);
create index determination_source_of on determination_source (determination_id);
create index determination_source_carrier on determination_source (carrier_id) where carrier_id is not null;
alter table carrier add foreign key (determination_id) references determination (id);

-- Doubts anybody who knows a thing may raise, and disputes between bodies: over-classification is an error too (CLS-8).
create table classification_question (
  id uuid primary key,
  kind text not null check (kind in ('doubt', 'dispute')),
  determination_id uuid references determination (id),
  carrier_id uuid references carrier (id),
  subject_number text not null,
  subject_mark text not null,
  scheme text not null,
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  register_id uuid references register (id),
  claim text not null check (claim in ('over', 'under', 'not-secret', 'term', 'scope', 'mark')),
  claimed_level text,
  raised_by uuid not null references person (id),
  raised_at timestamptz not null,
  due_on date not null,
  state text not null check (state in ('open', 'answered', 'withdrawn')),
  outcome text check (outcome in ('kept', 'changed')),
  answered_by uuid references person (id),
  answered_at timestamptz,
  check ((determination_id is null) <> (carrier_id is null))
);
create index classification_question_newest on classification_question (raised_at desc, id desc);
create index classification_question_determination on classification_question (determination_id) where determination_id is not null;
create index classification_question_carrier on classification_question (carrier_id) where carrier_id is not null;
create unique index classification_dispute_open on classification_question (coalesce(determination_id, carrier_id))
  where kind = 'dispute' and state = 'open';
create table classification_question_matter (
  id uuid primary key references classification_question (id),
  reason text not null,
  answer text not null default '',
  answer_no text not null default '',
  answered_body text not null default '',
  salt uuid not null default gen_random_uuid()
);
-- Marks of carriers as they were before a dispute raised what protects them: given back when it ends.
create table classification_raised_mark (
  id uuid primary key,
  question_id uuid not null references classification_question (id),
  carrier_id uuid not null references carrier (id),
  level text not null,
  level_rank int not null,
  mark text not null,
  ended_at timestamptz
);
create index classification_raised_mark_of on classification_raised_mark (question_id);

-- Paths of units whose determinations the caller handles.
create function handled_determination_paths() returns ltree[] language sql stable security definer set search_path = public as
$$ select coalesce(array_agg(d.unit_path), '{}') from acting_duties() d
   join register_kind k on k.kind = 'determination' and d.duty = any (k.duties) $$;
-- The caller, and those he stands in for as reviewer or classifier.
create function acting_persons() returns uuid[] language sql stable security definer set search_path = public as
$$ select array_remove(array_agg(distinct s.id), null) from (
     select acting_person() as id
     union all
     select p.person_id from acting_duties() d join duty p on p.id = d.deputy_of
     where d.duty in ('classifier', 'first-responsible', 'leader-in-charge', 'unit-leader')) s $$;
-- What the caller may know: what he proposed, what he was asked to review or decide, and what he is in the scope of, each
-- as far as he is cleared for it. Reviewer and classifier know it from its submission on.
create function known_determinations() returns uuid[] language sql stable security definer set search_path = public as
$$ with me as materialized (
     select acting_person() as id, acting_persons() as ids, acting_clearances() as cleared
   ), reached as (
     select d.id from me join determination d on d.drafted_by = me.id
     union
     select d.id from me join determination d on d.reviewer_id = any (me.ids) or d.decider_id = any (me.ids) or d.decided_by = me.id
     where d.state not in ('draft', 'dropped') or (d.state = 'draft' and exists (
       select from approval a where a.subject_id = d.id and a.command = 'determination.submit' and a.state <> 'withdrawn'))
     union
     select s.determination_id from me join determination_scope s on s.person_id = me.id and s.ended_at is null
       join determination d on d.id = s.determination_id and d.state not in ('draft', 'dropped')
     union
     select s.determination_id from me join holding h on h.person_id = me.id and h.ended_on is null
       join determination_scope s on s.post_id = h.post_id and s.ended_at is null
       join determination d on d.id = s.determination_id and d.state not in ('draft', 'dropped')
   )
   select coalesce(array_agg(d.id), '{}') from me, reached r join determination d on d.id = r.id
   where d.protected_rank <= coalesce((me.cleared ->> d.scheme)::int, 0) $$;
create function knows_determination(wanted uuid) returns boolean language sql stable security definer set search_path = public as
$$ select wanted = any (known_determinations()) $$;
grant execute on function handled_determination_paths(), acting_persons(), known_determinations(), knows_determination(uuid)
  to fengni_reader, fengni_writer;
call add_know_rule('knows_determination');

call guard_table('classification_authority'); call guard_table('determination'); call guard_table('determination_matter');
call guard_table('determination_scope'); call guard_table('determination_source');
call guard_table('classification_question'); call guard_table('classification_question_matter');
call guard_table('classification_raised_mark');

-- Who may classify is published inside the body.
create policy reader on classification_authority for select to fengni_reader using ((select is_signed_in()));
create policy reader on determination for select to fengni_reader using (
  drafted_by = (select acting_person())
  or id = any ((select known_determinations())::uuid[])
  or (state not in ('draft', 'dropped') and unit_path <@ any ((select handled_determination_paths())::ltree[])));
create policy reader on determination_matter for select to fengni_reader using (id = any ((select known_determinations())::uuid[]));
create policy reader on determination_scope for select to fengni_reader using (
  determination_id = any ((select known_determinations())::uuid[]));
create policy reader on determination_source for select to fengni_reader using (
  determination_id = any ((select known_determinations())::uuid[]));
-- A question is seen by who raised it, by who handles the unit, and by who knows what it is about.
create policy reader on classification_question for select to fengni_reader using (
  raised_by = (select acting_person())
  or (determination_id is not null and unit_path <@ any ((select handled_determination_paths())::ltree[]))
  or register_id = any ((select handled_registers())::uuid[])
  or determination_id = any ((select known_determinations())::uuid[])
  or (carrier_id is not null and knows_carrier(carrier_id)));
create policy reader on classification_question_matter for select to fengni_reader using (
  exists (select from classification_question q where q.id = classification_question_matter.id
    and (q.determination_id = any ((select known_determinations())::uuid[])
      or (q.carrier_id is not null and knows_carrier(q.carrier_id)))));
create policy reader on classification_raised_mark for select to fengni_reader using (
  exists (select from classification_question q where q.id = question_id));

-- The body a unit belongs to: departments and sections decide nothing in their own name.
create function body_of(of_path ltree) returns uuid language sql stable security definer set search_path = public as
$$ select id from unit where path @> of_path order by (kind in ('department', 'section')), nlevel(path) desc limit 1 $$;
-- Who can decide or review for a unit: holds one of the duties over it, bound by scheme and level where the duty is, is
-- cleared and not frozen. Published inside the body, so told to everybody signed in.
create function classification_persons(of_path ltree, of_scheme text, of_rank int, of_duties text[])
  returns table (person_id uuid, name text, duty text, unit text, deputy_for text)
  language sql stable security definer set search_path = public as
$$ select distinct on (p.name, p.id) p.id, p.name, d.duty, u.name, f.name
   from duty d join person p on p.id = d.person_id and p.frozen_at is null and p.left_on is null
   join unit u on u.id = d.unit_id
   left join duty o on o.id = d.deputy_of left join person f on f.id = o.person_id
   where is_signed_in() and d.duty = any (of_duties) and of_path <@ d.unit_path
     and d.started_on <= house_today() and (d.ended_on is null or d.ended_on >= house_today())
     and (d.deputy_of is null or o.ended_on is null or o.ended_on >= house_today())
     and (d.scheme is null or d.scheme = of_scheme) and (d.level_rank is null or d.level_rank >= of_rank)
     and of_rank <= coalesce((select max(c.level_rank) from clearance c
       where c.person_id = p.id and c.scheme = of_scheme and c.ended_on is null), 0)
   order by p.name, p.id, array_position(of_duties, d.duty), nlevel(d.unit_path) desc $$;
-- Of the persons asked for, those who know every one of these carriers; answers only about carriers the caller knows.
create function persons_who_know_all(of_carriers uuid[], wanted uuid[]) returns table (person_id uuid)
  language sql stable security definer set search_path = public as
$$ select k.person_id from carrier_knower k join person p on p.id = k.person_id and p.frozen_at is null
   where k.carrier_id = any (of_carriers) and k.person_id = any (wanted) and knows_carrier(k.carrier_id)
     and k.level_rank <= coalesce((select max(level_rank) from clearance c
       where c.person_id = k.person_id and c.scheme = k.scheme and c.ended_on is null), 0)
   group by k.person_id having count(*) = (select count(distinct c) from unnest(of_carriers) c) $$;
-- The newest request for a decision of each of these, for who knows them or drafted them.
create function determination_requests(wanted uuid[])
  returns table (determination_id uuid, approval_id uuid, state text, person text, verdict text, words text)
  language sql stable security definer set search_path = public as
$$ with known as materialized (select known_determinations() as ids, acting_person() as me)
   select distinct on (a.subject_id) a.subject_id, a.id, a.state, p.name, d.decision, d.reason
   from known, determination t join approval a on a.subject_id = t.id and a.command = 'determination.submit'
   left join lateral (
     select person_id, decision, reason from approval_decision where approval_id = a.id order by step desc, decided_at desc limit 1) d on true
   left join person p on p.id = d.person_id
   where t.id = any (wanted) and (t.id = any (known.ids) or t.drafted_by = known.me)
   order by a.subject_id, a.created_at desc $$;
-- Who consented to what stands decided, for who knows it.
create function determination_consents(of_determination uuid)
  returns table (person_id uuid, name text, step int, decided_at timestamptz)
  language sql stable security definer set search_path = public as
$$ select d.person_id, p.name, d.step, d.decided_at
   from approval a join approval_decision d on d.approval_id = a.id join person p on p.id = d.person_id
   where a.subject_id = of_determination and a.command = 'determination.submit' and a.state = 'done'
     and d.decision in ('consent', 'consent-with-condition') and knows_determination(of_determination)
   order by d.step, d.decided_at $$;
grant execute on function determination_consents(uuid) to fengni_reader, fengni_writer;
grant execute on function body_of(ltree), classification_persons(ltree, text, int, text[]),
  persons_who_know_all(uuid[], uuid[]), determination_requests(uuid[]) to fengni_reader, fengni_writer;
-- The body's register of determinations, opened with its first number.
create function open_determination_register(new_id uuid, of_path ltree, grammar jsonb) returns setof register
  language plpgsql security definer set search_path = public as $$
declare
  body uuid := body_of(of_path);
begin
  insert into register (id, kind, unit_id, unit_path, name, number_grammar)
    select new_id, 'determination', u.id, u.path, '定密登记', grammar from unit u where u.id = body
    on conflict (unit_id) where kind = 'determination' and ended_on is null do nothing;
  return query select r.* from register r where r.kind = 'determination' and r.unit_id = body and r.ended_on is null;
end $$;
-- Carriers marked by a determination this transaction has locked, wherever they are kept.
create function carriers_of_determination(of_determination uuid) returns table (id uuid)
  language sql stable security definer set search_path = public as
$$ select c.id from carrier c where c.determination_id = of_determination and of_determination = any (granted_ids()) $$;
create function raised_marks_of(of_question uuid) returns table (id uuid)
  language sql stable security definer set search_path = public as
$$ select m.id from classification_raised_mark m
   where m.question_id = of_question and m.ended_at is null and of_question = any (granted_ids()) $$;
grant execute on function open_determination_register(uuid, ltree, jsonb), carriers_of_determination(uuid),
  raised_marks_of(uuid) to fengni_writer;

call open_to_clockwork('determination'); call open_to_clockwork('classification_question');
