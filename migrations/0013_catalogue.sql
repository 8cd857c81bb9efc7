-- Catalogues (CLS-2). A scope catalogue (保密事项范围) is a superior's and may itself be classified, so all of it, its title
-- included, is for who may know. Of a unit's own catalogue of matters (国家秘密事项一览表), one for each scheme, the version, mark,
-- state and days stand in `catalogue` (handle); what is on it stands in `catalogue_item` (know).
create table scope_catalogue (
  id uuid primary key,
  -- the unit it was brought in for; it applies there and below
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  -- whose levels its items have
  scheme text not null,
  title text not null check (length(title) between 1 and 200),
  issuing_body text not null check (length(issuing_body) between 1 and 100),
  document_no text not null default '',
  -- the mark it bears itself
  mark_scheme text not null,
  level_rank int not null,
  mark text not null,
  in_force_from date not null,
  in_force_to date check (in_force_to >= in_force_from),
  file_digest text not null,
  imported_at timestamptz not null,
  imported_by uuid not null references person (id),
  -- who reads hashes of rows in the log reads no titles: without the salt they could be guessed
  salt uuid not null default gen_random_uuid()
);
create index scope_catalogue_newest on scope_catalogue (in_force_from desc, id desc);

create table scope_item (
  id uuid primary key,
  catalogue_id uuid not null references scope_catalogue (id),
  place int not null,
  place_key text not null collate "C" generated always as (lpad(place::text, 6, '0')) stored,
  number text not null default '',
  field text not null default '',
  name text not null check (length(name) between 1 and 500),
  scheme text not null,
  level text not null,
  level_rank int not null,
  validity jsonb not null,
  mark text not null,
  scope_text text not null default '',
  -- the tier of bodies that produces such matters (产生层级)
  tier text not null default '',
  salt uuid not null default gen_random_uuid(),
  grams text[] generated always as (grams_of(name)) stored
);
create index scope_item_of on scope_item (catalogue_id, place_key, id);

create table catalogue (
  id uuid primary key,
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  scheme text not null,
  version int not null check (version > 0),
  state text not null check (state in ('draft', 'in-force', 'superseded', 'dropped')),
  -- the highest of its items, or one stated; '' while there is none
  mark_stated boolean not null default false,
  mark_scheme text not null,
  level_rank int not null default 0,
  mark text not null default '',
  -- the highest of its items, of its own scheme: who works on a draft is cleared for it, whatever mark is stated
  item_rank int not null default 0,
  based_on uuid references catalogue (id),
  begun_at timestamptz not null,
  begun_by uuid not null references person (id),
  in_force_from date,
  superseded_on date,
  filed_on date,
  filed_with text not null default '',
  filed_no text not null default ''
);
-- a draft that came to nothing gives its number back
create unique index catalogue_version on catalogue (unit_id, scheme, version) where state <> 'dropped';
create unique index catalogue_one_draft on catalogue (unit_id, scheme) where state = 'draft';
create unique index catalogue_one_in_force on catalogue (unit_id, scheme) where state = 'in-force';
create index catalogue_newest on catalogue (begun_at desc, id desc);

create table catalogue_item (
  id uuid primary key,
  catalogue_id uuid not null references catalogue (id),
  -- the same line in every version, so that versions can be compared
  line_id uuid not null,
  place int not null,
  place_key text not null collate "C" generated always as (lpad(place::text, 6, '0')) stored,
  number text not null default '',
  name text not null check (length(name) between 1 and 300),
  scheme text not null,
  level text not null,
  level_rank int not null,
  validity jsonb not null,
  mark text not null,
  scope_text text not null default '',
  scope_item_id uuid references scope_item (id),
  basis text not null default '',
  owner_unit_id uuid references unit (id),
  owner_post_id uuid references post (id),
  origin text not null check (origin in ('own', 'received')),
  -- the link of the work at which it comes about (产生环节)
  link text not null default '',
  dropped boolean not null default false,
  salt uuid not null default gen_random_uuid(),
  grams text[] generated always as (grams_of(name)) stored
);
create index catalogue_item_of on catalogue_item (catalogue_id, place_key, id);
create index catalogue_item_scope on catalogue_item (scope_item_id) where scope_item_id is not null;

-- The yearly review, with or without a new version (实施条例 art. 13; once a year is the house's own).
create table catalogue_review (
  id uuid primary key,
  catalogue_id uuid not null references catalogue (id),
  outcome text not null check (outcome in ('unchanged', 'new-version')),
  reviewed_on date not null,
  reviewed_by uuid not null references person (id)
);
create index catalogue_review_of on catalogue_review (catalogue_id, reviewed_on desc);

-- Key departments and sites (保密要害部门、部位; 保守国家秘密法 art. 39). Who has to do with the unit's secrecy handles them;
-- what the place is and why stands apart.
create table key_place (
  id uuid primary key,
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  ordinal int not null check (ordinal > 0),
  kind text not null check (kind in ('department', 'site')),
  -- of cn-state-secret: the highest level handled there
  level text not null,
  level_rank int not null,
  keeper_id uuid references person (id),
  post_id uuid references post (id),
  state text not null check (state in ('proposed', 'determined', 'ended', 'dropped')),
  proposed_at timestamptz not null,
  proposed_by uuid not null references person (id),
  determined_on date,
  confirmed_on date,
  confirmed_by text not null default '',
  confirmed_no text not null default '',
  ended_on date
);
create unique index key_place_ordinal on key_place (unit_id, ordinal);
create index key_place_unit on key_place using gist (unit_path);
create table key_place_matter (
  id uuid primary key references key_place (id),
  name text not null check (length(name) between 1 and 100),
  place text not null default '',
  reason text not null,
  end_reason text not null default '',
  salt uuid not null default gen_random_uuid()
);

-- Sight. Whoever has one of these duties over the unit may know its catalogue, in all its versions; whoever has one below
-- the unit may know what is in force; each only if cleared for the mark it bears. Who began a draft sees it.
create function acting_unit() returns ltree language sql stable security definer set search_path = public as
$$ select u.path from person p join unit u on u.id = p.unit_id where p.id = acting_person() $$;
create function known_catalogues() returns uuid[] language sql stable security definer set search_path = public as
$$ select coalesce(array_agg(c.id), '{}') from catalogue c
   where c.level_rank <= coalesce(((select acting_clearances()) ->> c.mark_scheme)::int, 0)
     and (c.state <> 'draft' or c.item_rank <= coalesce(((select acting_clearances()) ->> c.scheme)::int, 0)) and (
     c.begun_by = acting_person() and c.state = 'draft'
     or exists (select from acting_duties() d
       where d.duty in ('officer', 'classifier', 'unit-leader', 'line-leader', 'leader-in-charge', 'first-responsible')
         and (c.unit_path <@ d.unit_path or (c.state = 'in-force' and d.unit_path <@ c.unit_path)))) $$;
-- What is in force is for everybody of the unit, item by item as he is cleared: who drafts must find what applies.
create function staff_catalogues() returns uuid[] language sql stable security definer set search_path = public as
$$ select coalesce(array_agg(c.id), '{}') from catalogue c
   where c.state = 'in-force' and acting_unit() <@ c.unit_path
     and (not c.mark_stated or c.level_rank <= coalesce(((select acting_clearances()) ->> c.mark_scheme)::int, 0)) $$;
create function handled_catalogues() returns uuid[] language sql stable security definer set search_path = public as
$$ select coalesce(array_agg(c.id), '{}') from catalogue c
   where c.begun_by = acting_person() or (c.state = 'in-force' and acting_unit() <@ c.unit_path)
     or exists (select from acting_duties() d where c.unit_path <@ d.unit_path and d.duty in
       ('officer', 'classifier', 'unit-leader', 'line-leader', 'leader-in-charge', 'first-responsible', 'inspector')) $$;
create function known_scope_catalogues() returns uuid[] language sql stable security definer set search_path = public as
$$ select coalesce(array_agg(s.id), '{}') from scope_catalogue s
   where s.level_rank <= coalesce(((select acting_clearances()) ->> s.mark_scheme)::int, 0) and exists (select from acting_duties() d
     where d.duty in ('officer', 'classifier', 'unit-leader', 'line-leader', 'leader-in-charge', 'first-responsible')
       and (s.unit_path <@ d.unit_path or d.unit_path <@ s.unit_path)) $$;
create function known_key_places() returns uuid[] language sql stable security definer set search_path = public as
$$ select coalesce(array_agg(k.id), '{}') from key_place k
   where k.keeper_id = acting_person() or k.proposed_by = acting_person() or exists (select from acting_duties() d
     where k.unit_path <@ d.unit_path and d.duty in
       ('officer', 'classifier', 'unit-leader', 'line-leader', 'leader-in-charge', 'first-responsible', 'inspector')) $$;
grant execute on function acting_unit(), known_catalogues(), staff_catalogues(), handled_catalogues(),
  known_scope_catalogues(), known_key_places() to fengni_reader, fengni_writer;

call guard_table('scope_catalogue'); call guard_table('scope_item'); call guard_table('catalogue');
call guard_table('catalogue_item'); call guard_table('catalogue_review'); call guard_table('key_place');
call guard_table('key_place_matter');
revoke update on scope_item, catalogue_review from fengni_writer;

create policy reader on scope_catalogue for select to fengni_reader using (
  id = any ((select known_scope_catalogues())::uuid[]));
create policy reader on scope_item for select to fengni_reader using (
  catalogue_id = any ((select known_scope_catalogues())::uuid[]));
create policy reader on catalogue for select to fengni_reader using (
  id = any ((select handled_catalogues())::uuid[]));
create policy reader on catalogue_item for select to fengni_reader using (
  not dropped and (catalogue_id = any ((select known_catalogues())::uuid[])
    or (catalogue_id = any ((select staff_catalogues())::uuid[])
      and level_rank <= coalesce(((select acting_clearances()) ->> scheme)::int, 0))));
create policy reader on catalogue_review for select to fengni_reader using (
  catalogue_id = any ((select handled_catalogues())::uuid[]));
create policy reader on key_place for select to fengni_reader using (
  id = any ((select known_key_places())::uuid[]));
create policy reader on key_place_matter for select to fengni_reader using (
  id = any ((select known_key_places())::uuid[]));

create function knows_catalogue(wanted uuid) returns boolean language sql stable security definer set search_path = public as
$$ select wanted = any (known_catalogues()) $$;
create function knows_key_place(wanted uuid) returns boolean language sql stable security definer set search_path = public as
$$ select wanted = any (known_key_places()) $$;
grant execute on function knows_catalogue(uuid), knows_key_place(uuid) to fengni_reader, fengni_writer;
call add_know_rule('knows_catalogue');
call add_know_rule('knows_key_place');

-- Whether an approval is being asked for, whoever asked: told to who handles the catalogue or place.
create function catalogue_pending(wanted uuid) returns table (approval_id uuid, requester uuid)
  language sql stable security definer set search_path = public as
$$ select a.id, a.requester_person from approval a where a.subject_id = wanted and a.state = 'pending'
     and a.command in ('catalogue.submit', 'keyPlace.submit', 'keyPlace.end')
     and wanted = any (handled_catalogues() || known_key_places())
   order by a.created_at desc limit 1 $$;
-- Who consented to a version that is in force, with the day: stands on the printed list.
create function catalogue_consents(wanted uuid) returns table (step int, step_name jsonb, person text, decided_at timestamptz)
  language sql stable security definer set search_path = public as
$$ select d.step, a.steps -> d.step -> 'name', p.name, d.decided_at
   from approval a join approval_decision d on d.approval_id = a.id and d.decision in ('consent', 'consent-with-condition')
   join person p on p.id = d.person_id
   where a.subject_id = wanted and a.command = 'catalogue.submit' and a.state in ('pending', 'done')
     and wanted = any (handled_catalogues())
   order by a.created_at desc, d.decided_at limit 10 $$;
grant execute on function catalogue_pending(uuid), catalogue_consents(uuid) to fengni_reader, fengni_writer;

-- The next version of a unit's list, and the next place: asked by who has locked the unit.
create function next_catalogue_version(of_unit uuid, of_scheme text) returns int
  language sql stable security definer set search_path = public as
$$ select coalesce(max(version), 0) + 1 from catalogue
   where unit_id = of_unit and scheme = of_scheme and state <> 'dropped' and of_unit = any (granted_ids()) $$;
create function next_key_place(of_unit uuid) returns int language sql stable security definer set search_path = public as
$$ select coalesce(max(ordinal), 0) + 1 from key_place where unit_id = of_unit and of_unit = any (granted_ids()) $$;
grant execute on function next_catalogue_version(uuid, text), next_key_place(uuid) to fengni_writer;

-- What a proposal rests on (CLS-3): items in force of this unit and the units above, and of scope catalogues that apply
-- to it, of those the caller may know, by the number of two-character grams they share with the words.
create function match_catalogue(words text, of_unit uuid, of_scheme text, how_many int)
  returns table (kind text, id uuid, shared int) language sql stable security definer set search_path = public as
$$ with asked as (select grams_of(words) as grams, (select path from unit where unit.id = of_unit) as path),
   found as (
     select 'item' as kind, i.id, i.name, i.grams from catalogue_item i join catalogue c on c.id = i.catalogue_id, asked a
     where c.state = 'in-force' and a.path <@ c.unit_path and not i.dropped and i.grams && a.grams
       and (of_scheme is null or i.scheme = of_scheme)
       and (c.id = any ((select known_catalogues())::uuid[]) or (c.id = any ((select staff_catalogues())::uuid[]) and i.level_rank <= coalesce(((select acting_clearances()) ->> i.scheme)::int, 0)))
     union all
     select 'scope', i.id, i.name, i.grams from scope_item i join scope_catalogue c on c.id = i.catalogue_id, asked a
     where c.in_force_from <= house_today() and (c.in_force_to is null or c.in_force_to >= house_today())
       and a.path <@ c.unit_path and i.grams && a.grams and (of_scheme is null or i.scheme = of_scheme)
       and c.id = any ((select known_scope_catalogues())::uuid[]))
   select f.kind, f.id, (select count(*)::int from unnest(f.grams) g where g = any (a.grams)) as shared
   from found f, asked a order by shared desc, length(f.name), f.kind, f.id limit how_many $$;
grant execute on function match_catalogue(text, uuid, text, int) to fengni_reader;

-- What the calendar makes a unit owe has no subject: it is ended by the deed it asks for, of the unit and the kind.
create function open_calendar_duties(of_kind text, of_unit uuid) returns table (id uuid)
  language sql stable security definer set search_path = public as
$$ select o.id from obligation o where o.state = 'open' and o.kind = of_kind and o.unit_id = of_unit and o.subject_id is null $$;
grant execute on function open_calendar_duties(text, uuid) to fengni_writer;
