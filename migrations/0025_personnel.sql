-- Posts and people graded, reviewed before posting and again, filed with the bureau (PER-1).

-- What is owed or asked about somebody and must not be known to him: hidden from him in whatever duty he acts. And what an
-- administrator owes, who is nobody's person and holds no duty.
alter table obligation add column hidden_from uuid references person (id);
alter table obligation add column power text check (power in ('system', 'security', 'audit'));
alter table obligation drop constraint owed_by_somebody;
alter table obligation add constraint owed_by_somebody check (person_id is not null or duty is not null or power is not null);
create policy hidden_from_subject on obligation as restrictive for select to fengni_reader using (
  (hidden_from = (select acting_person())) is not true);
create policy reader_by_power on obligation for select to fengni_reader using (power = (select acting_power()));
alter table approval add column hidden_from uuid references person (id);
create policy hidden_from_subject on approval as restrictive for select to fengni_reader using (
  (hidden_from = (select acting_person())) is not true);
-- Who could take a step besides these: who asked, and whom it is about.
create function deciders_besides(step jsonb, over_unit ltree, besides uuid[]) returns bigint
  language sql stable security definer set search_path = public as
$$ select count(distinct d.person_id) from duty d join person p on p.id = d.person_id
   where step -> 'duties' ? d.duty and over_unit <@ d.unit_path and d.person_id <> all (besides) and p.frozen_at is null
     and d.started_on <= house_today() and (d.ended_on is null or d.ended_on >= house_today())
   union all
   select count(*) from account a where step -> 'powers' ? a.power and a.state = 'active' and a.person_id <> all (besides)
   order by 1 desc limit 1 $$;
grant execute on function deciders_besides(jsonb, ltree, uuid[]) to fengni_reader, fengni_writer;

create function grade_rank(of_grade text) returns int language sql immutable as
$$ select case of_grade when 'CORE' then 3 when 'IMPORTANT' then 2 when 'GENERAL' then 1 else 0 end $$;
grant execute on function grade_rank(text) to fengni_reader, fengni_writer, fengni_clockwork;

-- Which grade a post had, and from when; null where it was found not to be classified.
create table post_grading (
  id uuid primary key,
  post_id uuid not null references post (id),
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  grade text check (grade in ('CORE', 'IMPORTANT', 'GENERAL')),
  started_on date not null,
  ended_on date check (ended_on >= started_on),
  -- null where the grade was given with the post
  decided_at timestamptz,
  asked_by uuid references person (id)
);
create unique index post_grading_once on post_grading (post_id) where ended_on is null;
create index post_grading_of on post_grading (post_id, started_on desc);
create table post_grading_matter (
  id uuid primary key references post_grading (id),
  tasks text not null default '',
  reason text not null default '',
  -- items of the catalogue it rests on
  item_ids uuid[] not null default '{}',
  salt uuid not null default gen_random_uuid()
);

create table person_review (
  id uuid primary key,
  person_id uuid not null references person (id),
  -- the post it is for; null where it is for none in particular
  post_id uuid references post (id),
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  kind text not null check (kind in ('posting', 'interval', 'event', 'move')),
  grade text not null check (grade in ('CORE', 'IMPORTANT', 'GENERAL')),
  state text not null check (state in ('open', 'decided', 'withdrawn')),
  result text check (result in ('pass', 'conditions', 'fail')),
  due_on date not null,
  begun_at timestamptz not null,
  begun_by uuid not null references person (id),
  decided_at timestamptz,
  valid_until date,
  -- when the person was told; until then he knows nothing of it
  told_at timestamptz,
  lapsed_at timestamptz,
  ended_at timestamptz
);
create unique index person_review_once on person_review (person_id) where state = 'open';
create index person_review_newest on person_review (begun_at desc, id desc);
create index person_review_of on person_review (person_id, decided_at desc);
create index person_review_valid on person_review (valid_until) where state = 'decided' and lapsed_at is null;
create index person_review_unit on person_review using gist (unit_path);
-- Why it began and why it was decided so: never for the person.
create table person_review_matter (
  id uuid primary key references person_review (id),
  cause text not null default '',
  reason text not null default '',
  salt uuid not null default gen_random_uuid()
);
-- What he must keep to where he passes on conditions: for him too, once he is told.
create table person_review_terms (
  id uuid primary key references person_review (id),
  conditions text not null default '',
  salt uuid not null default gen_random_uuid()
);
create table person_review_head (
  id uuid primary key,
  review_id uuid not null references person_review (id),
  head text not null check (length(head) between 1 and 40),
  answer text not null check (answer in ('fine', 'remark', 'concern')),
  answered_by uuid not null references person (id),
  answered_at timestamptz not null
);
create unique index person_review_head_once on person_review_head (review_id, head);
create table person_review_head_matter (
  id uuid primary key references person_review_head (id),
  note text not null default '',
  salt uuid not null default gen_random_uuid()
);
create table person_review_opinion (
  id uuid primary key,
  review_id uuid not null references person_review (id),
  side text not null check (side in ('personnel', 'office')),
  verdict text not null check (verdict in ('agree', 'conditions', 'against')),
  given_by uuid not null references person (id),
  given_at timestamptz not null
);
create index person_review_opinion_of on person_review_opinion (review_id, given_at desc);
create table person_review_opinion_matter (
  id uuid primary key references person_review_opinion (id),
  opinion text not null default '',
  salt uuid not null default gen_random_uuid()
);

-- The list of people with access as it was filed.
create table personnel_filing (
  id uuid primary key,
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  ordinal int not null check (ordinal > 0),
  as_of date not null,
  previous_id uuid references personnel_filing (id),
  state text not null check (state in ('made', 'sent', 'received', 'dropped')),
  made_at timestamptz not null,
  made_by uuid not null references person (id),
  bureau text not null default '' check (length(bureau) <= 100),
  sent_on date,
  received_on date,
  receipt_no text not null default '' check (length(receipt_no) <= 60),
  scan_id uuid,
  unique (unit_id, ordinal)
);
create index personnel_filing_newest on personnel_filing (made_at desc, id desc);
create table personnel_filing_line (
  id uuid primary key,
  filing_id uuid not null references personnel_filing (id),
  place int not null check (place > 0),
  person_id uuid not null references person (id),
  name text not null,
  staff_no text not null,
  unit text not null,
  post text not null,
  grade text not null check (grade in ('CORE', 'IMPORTANT', 'GENERAL')),
  cleared_on date not null,
  reviewed_on date,
  change text not null check (change in ('same', 'added', 'changed', 'removed')),
  -- the grade of the filing before, where it changed or ended
  former_grade text
);
create index personnel_filing_line_of on personnel_filing_line (filing_id, place);

call guard_table('post_grading'); call guard_table('post_grading_matter'); call guard_table('person_review');
call guard_table('person_review_matter'); call guard_table('person_review_terms'); call guard_table('person_review_head');
call guard_table('person_review_head_matter'); call guard_table('person_review_opinion');
call guard_table('person_review_opinion_matter'); call guard_table('personnel_filing'); call guard_table('personnel_filing_line');
revoke update on post_grading_matter, person_review_opinion, person_review_opinion_matter, personnel_filing_line from fengni_writer;

create policy reader on post_grading for select to fengni_reader using (oversees_people(unit_path));
create policy reader on post_grading_matter for select to fengni_reader using (
  exists (select from post_grading g where g.id = post_grading_matter.id));
-- Who looks after people sees the reviews of all but himself; of one's own, what one was told.
create policy reader on person_review for select to fengni_reader using (
  (person_id = (select acting_person()) and told_at is not null)
  or ((person_id = (select acting_person())) is not true and oversees_people(unit_path)));
create policy reader on person_review_terms for select to fengni_reader using (
  exists (select from person_review r where r.id = person_review_terms.id));
-- Whether the caller reads what stands behind a review: never his own.
create function knows_person_review(of_review uuid) returns boolean language sql stable security definer set search_path = public as
$$ select exists (select from person_review r where r.id = of_review and (r.person_id = acting_person()) is not true
     and oversees_people(r.unit_path)) $$;
grant execute on function knows_person_review(uuid) to fengni_reader, fengni_writer;
call add_know_rule('knows_person_review');
create policy reader on person_review_matter for select to fengni_reader using (knows_person_review(id));
create policy reader on person_review_head for select to fengni_reader using (knows_person_review(review_id));
create policy reader on person_review_head_matter for select to fengni_reader using (
  exists (select from person_review_head h where h.id = person_review_head_matter.id));
create policy reader on person_review_opinion for select to fengni_reader using (knows_person_review(review_id));
create policy reader on person_review_opinion_matter for select to fengni_reader using (
  exists (select from person_review_opinion o where o.id = person_review_opinion_matter.id));
create policy reader on personnel_filing for select to fengni_reader using (oversees_people(unit_path));
create policy reader on personnel_filing_line for select to fengni_reader using (
  exists (select from personnel_filing f where f.id = filing_id));
-- A filing is known to who looks after the people on it: its receipt is kept as a scan.
create function knows_personnel_filing(wanted uuid) returns boolean language sql stable security definer set search_path = public as
$$ select exists (select from personnel_filing f where f.id = wanted and oversees_people(f.unit_path)) $$;
create function knows_post_grading(wanted uuid) returns boolean language sql stable security definer set search_path = public as
$$ select exists (select from post o join unit u on u.id = o.unit_id where o.id = wanted and oversees_people(u.path)) $$;
grant execute on function knows_personnel_filing(uuid), knows_post_grading(uuid) to fengni_reader, fengni_writer;
call add_know_rule('knows_personnel_filing'); call add_know_rule('knows_post_grading');
call open_to_clockwork('person_review');

-- What holders of posts hold and could know, by post: the highest level and how many copies they hold. Compartments stay out:
-- nobody outside may learn of one. For who looks after the post's unit.
create function access_of_posts(of_posts uuid[]) returns table (post_id uuid, held_rank int, held bigint, known_rank int)
  language sql stable security definer set search_path = public as
$$ select o.id, h.held_rank, coalesce(h.held, 0), n.known_rank
   from post o join unit u on u.id = o.unit_id
     left join lateral (
       select max(k.level_rank) as held_rank, count(*) as held
       from holding g join copy c on c.holder_id = g.person_id and c.state in ('with-reader', 'on-loan', 'taken-out', 'in-store')
         join carrier k on k.id = c.carrier_id and k.scheme = 'cn-state-secret'
         join register r on r.id = c.register_id and r.compartment_id is null
         join carrier_matter m on m.id = k.id and m.compartment_id is null
       where g.post_id = o.id and g.ended_on is null) h on true
     left join lateral (
       select max(w.level_rank) as known_rank
       from holding g join carrier_knower w on w.person_id = g.person_id and w.scheme = 'cn-state-secret'
         join carrier_matter m on m.id = w.carrier_id and m.compartment_id is null
         join carrier k on k.id = w.carrier_id join register r on r.id = k.register_id and r.compartment_id is null
       where g.post_id = o.id and g.ended_on is null) n on true
   where o.id = any (of_posts) and oversees_people(u.path) $$;
grant execute on function access_of_posts(uuid[]) to fengni_reader, fengni_writer;

-- People with a grade, by post, by clearance or by a review, and where these disagree. Of himself the caller reads what he was
-- told. `gap` is the first that is to be seen to.
create function graded_people(due_days int) returns table (
  id uuid, name text, staff_no text, unit_id uuid, unit text, unit_path ltree, frozen boolean,
  post_id uuid, post text, post_grade text, post_since date, cleared_grade text, cleared_on date,
  review_id uuid, reviewed_grade text, result text, reviewed_on date, valid_until date, open_review_id uuid, gap text)
  language sql stable security definer set search_path = public as
$$ with over as (
     select distinct d.unit_path from acting_duties() d
     where d.duty in ('officer', 'personnel', 'leader-in-charge', 'first-responsible')
   ), graded as (
     select p.id, p.name, p.staff_no, u.id as unit_id, u.name as unit, u.path, p.frozen_at is not null as frozen,
       t.post_id, t.post, t.grade as post_grade, t.started_on, c.grade as cleared_grade, c.decided_on,
       r.id as review_id, r.grade as reviewed_grade, r.result,
       (r.decided_at at time zone current_setting('fengni.zone'))::date as reviewed_on, r.valid_until, w.id as open_review_id
     from person p join unit u on u.id = p.unit_id
       left join lateral (select h.post_id, o.name as post, o.grade, h.started_on from holding h join post o on o.id = h.post_id
         where h.person_id = p.id and h.ended_on is null and o.grade is not null
         order by grade_rank(o.grade) desc, h.started_on, h.id limit 1) t on true
       left join clearance c on c.person_id = p.id and c.scheme = 'cn-state-secret' and c.ended_on is null and c.grade is not null
       left join lateral (select v.* from person_review v where v.person_id = p.id and v.state = 'decided'
         and ((p.id = acting_person()) is not true or v.told_at is not null) order by v.decided_at desc limit 1) r on true
       left join person_review w on w.person_id = p.id and w.state = 'open' and (p.id = acting_person()) is not true
     where p.left_on is null and exists (select from over o where u.path <@ o.unit_path)
       and (t.post_id is not null or c.id is not null or w.id is not null)
   )
   select g.id, g.name, g.staff_no, g.unit_id, g.unit, g.path, g.frozen, g.post_id, g.post, g.post_grade, g.started_on,
     g.cleared_grade, g.decided_on, g.review_id, g.reviewed_grade, g.result, g.reviewed_on, g.valid_until, g.open_review_id,
     case
       when g.result = 'fail' and g.cleared_grade is not null then 'failed'
       when g.post_grade is not null and g.cleared_grade is null then 'no-clearance'
       when g.post_grade is null and g.cleared_grade is not null then 'no-post'
       when grade_rank(g.post_grade) > grade_rank(g.cleared_grade) then 'too-low'
       when grade_rank(g.post_grade) < grade_rank(g.cleared_grade) then 'too-high'
       when g.post_grade is null then null
       when g.review_id is null then 'no-review'
       when grade_rank(g.reviewed_grade) < grade_rank(g.post_grade) then 'review-below'
       when g.valid_until < house_today() then 'lapsed'
       when g.valid_until <= house_today() + due_days then 'due'
     end
   from graded g $$;
grant execute on function graded_people(int) to fengni_reader, fengni_writer;

-- People with access to state secrets in a unit and below on a day, as they are filed. Reviews count where the person was told.
create function people_with_access(of_unit uuid, on_day date) returns table (
  person_id uuid, name text, staff_no text, unit text, post text, grade text, cleared_on date, reviewed_on date)
  language sql stable security definer set search_path = public as
$$ select p.id, p.name, coalesce(p.staff_no, ''), u.name, coalesce(t.post, ''), c.grade, c.decided_on, r.reviewed_on
   from unit top join unit u on u.path <@ top.path join person p on p.unit_id = u.id
     join lateral (select c.grade, c.decided_on from clearance c where c.person_id = p.id and c.scheme = 'cn-state-secret'
       and c.grade is not null and c.decided_on <= on_day and (c.ended_on is null or c.ended_on > on_day)
       order by c.decided_on desc limit 1) c on true
     left join lateral (select o.name as post from holding h join post o on o.id = h.post_id where h.person_id = p.id
       and h.started_on <= on_day and (h.ended_on is null or h.ended_on >= on_day)
       order by grade_rank(o.grade) desc, h.started_on, h.id limit 1) t on true
     left join lateral (select max((v.decided_at at time zone current_setting('fengni.zone'))::date) as reviewed_on
       from person_review v where v.person_id = p.id and v.told_at is not null and v.result in ('pass', 'conditions')
         and (v.decided_at at time zone current_setting('fengni.zone'))::date <= on_day) r on true
   where top.id = of_unit and oversees_people(top.path) and (p.left_on is null or p.left_on >= on_day)
   order by grade_rank(c.grade) desc, u.path, p.name, p.id $$;
grant execute on function people_with_access(uuid, date) to fengni_reader, fengni_writer;

-- For commands and the clockwork, past the sight of whoever they run for; nothing of it is told to him.
create function review_under_way(of_person uuid) returns boolean language sql stable security definer set search_path = public as
$$ select exists (select from person_review r where r.person_id = of_person and r.state = 'open') $$;
create function grade_now(of_person uuid) returns text language sql stable security definer set search_path = public as
$$ select c.grade from clearance c where c.person_id = of_person and c.scheme = 'cn-state-secret' and c.ended_on is null $$;
grant execute on function review_under_way(uuid), grade_now(uuid) to fengni_writer, fengni_clockwork;

-- Cleared people whose review ends by a day, and those who took a graded post since a day without one that covers it: each
-- only while none is under way and none is owed.
create function reviews_due(ends_by date, posted_since date, at_most int) returns table (
  person_id uuid, post_id uuid, kind text, due_on date)
  language sql stable security definer set search_path = public as
$$ with last as (
     select distinct on (r.person_id) r.person_id, r.grade, r.result, r.valid_until from person_review r
     where r.state = 'decided' order by r.person_id, r.decided_at desc
   ), wanted as (
     select l.person_id, null::uuid as post_id, 'interval' as kind, l.valid_until as due_on
     from last l where l.result <> 'fail' and l.valid_until <= ends_by and grade_now(l.person_id) is not null
     union all
     select h.person_id, h.post_id, 'posting', h.started_on
     from holding h join post o on o.id = h.post_id left join last l on l.person_id = h.person_id
     where h.ended_on is null and h.started_on >= posted_since and o.grade is not null
       and (l.person_id is null or l.result = 'fail' or grade_rank(l.grade) < grade_rank(o.grade))
   )
   select distinct on (w.person_id) w.person_id, w.post_id, w.kind, w.due_on from wanted w join person p on p.id = w.person_id
   where p.left_on is null and p.frozen_at is null and not review_under_way(w.person_id)
     and not exists (select from obligation o where o.kind = 'person-review.begin' and o.state = 'open' and o.subject_id = w.person_id)
   order by w.person_id, w.due_on limit at_most $$;
-- Reviews that ended with none after them, of people who are still cleared.
create function reviews_lapsed(at_most int) returns table (review_id uuid, person_id uuid, grade text)
  language sql stable security definer set search_path = public as
$$ select r.id, r.person_id, grade_now(r.person_id) from person_review r join person p on p.id = r.person_id and p.left_on is null
   where r.state = 'decided' and r.result <> 'fail' and r.lapsed_at is null and r.valid_until < house_today()
     and grade_now(r.person_id) is not null
     and not exists (select from person_review v where v.person_id = r.person_id and v.state = 'decided' and v.decided_at > r.decided_at)
   order by r.valid_until, r.id limit at_most $$;
grant execute on function reviews_due(date, date, int), reviews_lapsed(int) to fengni_clockwork;

-- What the file of a person shows of reviews: what he was told, and, past his sight, all else.
create function trail_reviews(of_person uuid, from_at timestamptz, to_at timestamptz) returns table (
  id uuid, at timestamptz, until timestamptz, params jsonb) language sql stable security definer set search_path = public as
$$ select r.id, r.decided_at, null::timestamptz,
     jsonb_build_object('kind', r.kind, 'grade', r.grade, 'result', r.result, 'validUntil', r.valid_until)
   from person_review r where r.person_id = of_person and r.told_at is not null and r.decided_at >= from_at and r.decided_at < to_at
     and answers_for_person(of_person) $$;
create function trail_reviews_unseen(of_person uuid, from_at timestamptz, to_at timestamptz) returns table (
  id uuid, at timestamptz, until timestamptz, params jsonb) language sql stable security definer set search_path = public as
$$ select e.id, e.at, null::timestamptz, e.params from (
     select r.id, r.begun_at as at, jsonb_build_object('what', 'begun', 'kind', r.kind, 'grade', r.grade) as params
     from person_review r where r.person_id = of_person
     union all
     select r.id, coalesce(r.decided_at, r.ended_at), jsonb_build_object('what', r.state, 'kind', r.kind, 'grade', r.grade, 'result', r.result)
     from person_review r where r.person_id = of_person and r.told_at is null and r.state <> 'open'
     union all
     select r.id, o.given_at, jsonb_build_object('what', 'opinion', 'side', o.side, 'verdict', o.verdict)
     from person_review r join person_review_opinion o on o.review_id = r.id where r.person_id = of_person) e
   where e.at >= from_at and e.at < to_at and answers_for_person(of_person) and (of_person = acting_person()) is not true $$;
create function trail_filings(of_person uuid, from_at timestamptz, to_at timestamptz) returns table (
  id uuid, at timestamptz, until timestamptz, params jsonb) language sql stable security definer set search_path = public as
$$ select f.id, f.sent_on::timestamp at time zone current_setting('fengni.zone'), null::timestamptz,
     jsonb_build_object('bureau', f.bureau, 'ordinal', f.ordinal, 'grade', l.grade, 'change', l.change)
   from personnel_filing_line l join personnel_filing f on f.id = l.filing_id
   where l.person_id = of_person and f.sent_on is not null
     and f.sent_on::timestamp at time zone current_setting('fengni.zone') >= from_at
     and f.sent_on::timestamp at time zone current_setting('fengni.zone') < to_at and answers_for_person(of_person) $$;
create index personnel_filing_line_person on personnel_filing_line (person_id);
grant execute on function trail_reviews(uuid, timestamptz, timestamptz), trail_reviews_unseen(uuid, timestamptz, timestamptz),
  trail_filings(uuid, timestamptz, timestamptz) to fengni_reader, fengni_writer;
