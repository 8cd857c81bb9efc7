-- Trade secrets by list, unit and year (CLS-9; 中央企业商业秘密保护暂行规定 art. 10-16), and the yearly review of what is
-- classified (CLS-8). Two tiers, as for carriers: number, level, term and state of an item for who handles lists;
-- what it is, why, whose and who holds it for who may know it and is cleared.

create table trade_secret_list (
  id uuid primary key,
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  year int not null check (year between 2000 and 2200),
  -- first list of the year, and one more for each change during it
  version int not null check (version > 0),
  state text not null check (state in ('draft', 'in-force', 'superseded', 'dropped')),
  based_on uuid references trade_secret_list (id),
  made_at timestamptz not null,
  made_by uuid not null references person (id),
  approved_at timestamptz,
  filed_on date,
  filed_to text not null default '',
  receipt_no text not null default '',
  filed_by uuid references person (id),
  check ((state in ('in-force', 'superseded')) = (approved_at is not null)),
  check ((filed_on is null) = (filed_to = ''))
);
create unique index trade_secret_list_version on trade_secret_list (unit_id, year, version) where state <> 'dropped';
create unique index trade_secret_list_draft on trade_secret_list (unit_id) where state = 'draft';
create unique index trade_secret_list_in_force on trade_secret_list (unit_id) where state = 'in-force';
create index trade_secret_list_newest on trade_secret_list (made_at desc, id desc);

-- A line of a list. `secret_id` stays the same over versions and years: what changed is found by it.
create table trade_secret_item (
  id uuid primary key,
  list_id uuid not null references trade_secret_list (id),
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  secret_id uuid not null,
  number text not null collate "C",
  level text not null,
  level_rank int not null check (level_rank between 1 and 99),
  validity jsonb not null,
  mark text not null,
  since date not null,
  expires_on date,
  change text not null check (change in ('carried', 'added', 'changed', 'ended', 'dropped'))
);
create unique index trade_secret_item_once on trade_secret_item (list_id, secret_id);
create index trade_secret_item_number on trade_secret_item (list_id, number);
create index trade_secret_item_expiry on trade_secret_item (expires_on) where expires_on is not null;

create table trade_secret_matter (
  id uuid primary key references trade_secret_item (id),
  unit_path ltree not null,
  level_rank int not null,
  name text not null check (length(name) between 1 and 200),
  kind text not null check (kind in ('business', 'technical')),
  content text not null default '',
  value_note text not null default '',
  owner_person uuid references person (id),
  owner_post uuid references post (id),
  holder_persons uuid[] not null default '{}',
  holder_posts uuid[] not null default '{}',
  measures text[] not null default '{}',
  measures_note text not null default '',
  carrier_ids uuid[] not null default '{}',
  change_reason text not null default '',
  -- who reads hashes of rows in the log reads no names: without the salt they could be guessed
  salt uuid not null default gen_random_uuid(),
  constraint owned_by_one check ((owner_person is null) <> (owner_post is null))
);
create index trade_secret_matter_owner on trade_secret_matter (owner_person) where owner_person is not null;
create index trade_secret_matter_owner_post on trade_secret_matter (owner_post) where owner_post is not null;
create index trade_secret_matter_holders on trade_secret_matter using gin (holder_persons);
create index trade_secret_matter_holder_posts on trade_secret_matter using gin (holder_posts);

-- Units whose lists the caller handles; and those whose items he may know besides being cleared. A classifier of another
-- scheme has nothing to do with trade secrets.
create function trade_secret_units_handled() returns ltree[] language sql stable security definer set search_path = public as
$$ select coalesce(array_agg(distinct d.unit_path), '{}') from acting_duties() d
   where d.duty in ('officer', 'leader-in-charge', 'first-responsible', 'unit-leader', 'inspector')
     or (d.duty = 'classifier' and coalesce(d.scheme, 'cn-soe-trade-secret') = 'cn-soe-trade-secret') $$;
create function trade_secret_units_known() returns ltree[] language sql stable security definer set search_path = public as
$$ select coalesce(array_agg(distinct d.unit_path), '{}') from acting_duties() d
   where d.duty in ('officer', 'leader-in-charge', 'first-responsible', 'unit-leader')
     or (d.duty = 'classifier' and coalesce(d.scheme, 'cn-soe-trade-secret') = 'cn-soe-trade-secret') $$;
-- Items of lists in force the caller owns or holds, by name or by post. Who is taken off the list sees it no more.
create function trade_secrets_held() returns uuid[] language sql stable security definer set search_path = public as
$$ with me as (select acting_person() as id), posts as (
     select coalesce(array_agg(h.post_id), '{}') as ids from holding h, me where h.person_id = me.id and h.ended_on is null)
   select coalesce(array_agg(m.id), '{}')
   from me, posts, trade_secret_matter m
   join trade_secret_item i on i.id = m.id and i.change not in ('ended', 'dropped')
   join trade_secret_list l on l.id = i.list_id and l.state = 'in-force'
   where m.owner_person = me.id or m.owner_post = any (posts.ids)
     or m.holder_persons @> array[me.id] or m.holder_posts && posts.ids $$;
create function trade_secret_clearance() returns int language sql stable security definer set search_path = public as
$$ select acting_clearance('cn-soe-trade-secret') $$;
grant execute on function trade_secret_units_handled(), trade_secret_units_known(), trade_secrets_held(),
  trade_secret_clearance() to fengni_reader, fengni_writer;

call guard_table('trade_secret_list'); call guard_table('trade_secret_item'); call guard_table('trade_secret_matter');
create policy reader on trade_secret_list for select to fengni_reader using (
  unit_path <@ any ((select trade_secret_units_handled())::ltree[]));
create policy reader on trade_secret_item for select to fengni_reader using (
  unit_path <@ any ((select trade_secret_units_handled())::ltree[])
  or (id = any ((select trade_secrets_held())::uuid[]) and level_rank <= (select trade_secret_clearance())));
create policy reader on trade_secret_matter for select to fengni_reader using (
  level_rank <= (select trade_secret_clearance())
  and (unit_path <@ any ((select trade_secret_units_known())::ltree[]) or id = any ((select trade_secrets_held())::uuid[])));

-- Who may know a list: who may know each of its items.
create function knows_trade_secret_list(wanted uuid) returns boolean language sql stable security definer set search_path = public as
$$ select exists (select from trade_secret_list l where l.id = wanted
     and l.unit_path <@ any (trade_secret_units_known())
     and not exists (select from trade_secret_item i where i.list_id = l.id and i.change <> 'dropped'
       and i.level_rank > trade_secret_clearance())) $$;
grant execute on function knows_trade_secret_list(uuid) to fengni_reader, fengni_writer;
call add_know_rule('knows_trade_secret_list');

-- Whether a list waits for consents, and who gave them, for who handles it.
create function trade_secret_list_pending(of_list uuid) returns boolean
  language sql stable security definer set search_path = public as
$$ select exists (select from approval a
     where a.subject_id = of_list and a.command = 'tradeSecret.submitList' and a.state = 'pending'
       and exists (select from trade_secret_list l where l.id = of_list
         and l.unit_path <@ any (trade_secret_units_handled()))) $$;
create function trade_secret_list_consents(of_list uuid) returns table (person text, decided_at timestamptz)
  language sql stable security definer set search_path = public as
$$ select p.name, d.decided_at
   from approval a join approval_decision d on d.approval_id = a.id and d.decision in ('consent', 'consent-with-condition')
   join person p on p.id = d.person_id
   where a.subject_id = of_list and a.command = 'tradeSecret.submitList' and a.state = 'done'
     and exists (select from trade_secret_list l where l.id = of_list
       and l.unit_path <@ any (trade_secret_units_handled()))
   order by d.decided_at $$;
grant execute on function trade_secret_list_pending(uuid), trade_secret_list_consents(uuid) to fengni_reader, fengni_writer;

-- What the calendar asked of a unit in one year: a list filed late ends last year's duty, not this year's.
create function open_calendar_duties(of_kind text, of_unit uuid, of_year int) returns table (id uuid)
  language sql stable security definer set search_path = public as
$$ select o.id from open_calendar_duties(of_kind, of_unit) c join obligation o on o.id = c.id
   where o.period like of_year || '/%' $$;
grant execute on function open_calendar_duties(text, uuid, int) to fengni_writer;

-- Yearly review of what a unit has classified itself (保守国家秘密法 art. 24): each thing is kept as it is, with the reason's
-- kind, or its change is proposed. Handle tier only: what a thing is about is read where it stands, by who may know it.
create table classification_review (
  id uuid primary key,
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  year int not null check (year between 2000 and 2200),
  state text not null check (state in ('open', 'closed')),
  due_on date not null,
  opened_at timestamptz not null,
  opened_by uuid not null references person (id),
  closed_at timestamptz,
  closed_by uuid references person (id),
  -- figures at the close
  counts jsonb,
  check ((state = 'closed') = (closed_at is not null and counts is not null))
);
create unique index classification_review_once on classification_review (unit_id, year);
create index classification_review_newest on classification_review (opened_at desc, id desc);
create table classification_review_item (
  id uuid primary key,
  review_id uuid not null references classification_review (id),
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  determination_id uuid references determination (id),
  carrier_id uuid references carrier (id),
  -- the order of the list
  number text not null collate "C",
  decision text check (decision in ('keep', 'change')),
  -- why it is kept, or which change is proposed
  reason text check (reason in ('harm-remains', 'scope-unchanged', 'source-unchanged', 'release', 'lower', 'shorten', 'extend', 'narrow')),
  decided_by uuid references person (id),
  decided_at timestamptz,
  check ((determination_id is null) <> (carrier_id is null)),
  check ((decision is null) = (reason is null) and (decision is null) = (decided_at is null))
);
create index classification_review_item_order on classification_review_item (review_id, number, id);
create unique index classification_review_item_determination on classification_review_item (review_id, determination_id) where determination_id is not null;
create unique index classification_review_item_carrier on classification_review_item (review_id, carrier_id) where carrier_id is not null;

-- Statistics that went to the same-level bureau, with the figures as they were.
create table classification_filing (
  id uuid primary key,
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  year int not null check (year between 2000 and 2200),
  filed_on date not null,
  filed_to text not null check (length(filed_to) between 2 and 100),
  receipt_no text not null default '',
  counts jsonb not null,
  filed_at timestamptz not null,
  filed_by uuid not null references person (id)
);
create unique index classification_filing_once on classification_filing (unit_id, year);

create function review_paths() returns ltree[] language sql stable security definer set search_path = public as
$$ select coalesce(array_agg(distinct d.unit_path), '{}') from acting_duties() d
   where d.duty in ('officer', 'leader-in-charge', 'first-responsible', 'unit-leader', 'classifier', 'inspector') $$;
grant execute on function review_paths() to fengni_reader, fengni_writer;
call guard_table('classification_review'); call guard_table('classification_review_item'); call guard_table('classification_filing');
revoke update on classification_filing from fengni_writer;
-- Who has a duty over a part of the unit works on his part.
create policy reader on classification_review for select to fengni_reader using (
  unit_path <@ any ((select review_paths())::ltree[]) or unit_path @> any ((select review_paths())::ltree[]));
create policy reader on classification_review_item for select to fengni_reader using (
  unit_path <@ any ((select review_paths())::ltree[]));
create policy reader on classification_filing for select to fengni_reader using (
  unit_path <@ any ((select review_paths())::ltree[]));

-- What these items are now, on the handle tier: a classifier reviews what he does not keep. `standing`: still classified.
create function review_facts(wanted uuid[]) returns table (item_id uuid, scheme text, level text, level_rank int, mark text,
  made_on date, expires_on date, kind text, register_id uuid, standing boolean)
  language sql stable security definer set search_path = public as
$$ select i.id, coalesce(c.scheme, d.scheme), coalesce(c.level, d.level), coalesce(c.level_rank, d.level_rank),
     coalesce(c.mark, d.mark), coalesce(c.issued_on, c.registered_at::date, d.decided_at::date), c.expires_on,
     case when c.id is null then d.kind when c.derived_from is null then 'original' else 'derived' end,
     coalesce(c.register_id, d.register_id),
     coalesce(c.level_rank > 0 and c.state <> 'ended', d.state in ('decided', 'provisional'))
   from classification_review_item i
   left join carrier c on c.id = i.carrier_id left join determination d on d.id = i.determination_id
   where i.id = any (wanted) and i.unit_path <@ any (review_paths()) $$;
-- How far a review is, over the items in the caller's sight. What was released or ended meanwhile needs no decision.
create function review_progress(of_reviews uuid[]) returns table (review_id uuid, total int, kept int, changing int, settled int, waiting int)
  language sql stable security definer set search_path = public as
$$ select i.review_id, count(*)::int, count(*) filter (where i.decision = 'keep')::int,
     count(*) filter (where i.decision = 'change')::int,
     count(*) filter (where i.decision is null and not s.standing)::int,
     count(*) filter (where i.decision is null and s.standing)::int
   from classification_review_item i
   left join carrier c on c.id = i.carrier_id left join determination d on d.id = i.determination_id,
   lateral (select coalesce(c.level_rank > 0 and c.state <> 'ended', d.state in ('decided', 'provisional')) as standing) s
   where i.review_id = any (of_reviews) and i.unit_path <@ any (review_paths())
   group by i.review_id $$;
grant execute on function review_facts(uuid[]), review_progress(uuid[]) to fengni_reader, fengni_writer;

-- Figures of what a house has classified itself, over what the caller handles and nothing else: one row for each
-- combination, so that a million carriers make some hundreds of rows. A matter is a determination, or an own carrier of
-- an old ledger that rests on none. `maxima`: months of the longest term by `scheme/level`.
create function classification_figures(below ltree, of_year int, maxima jsonb) returns table (unit_id uuid, scheme text, level text,
  level_rank int, kind text, band text, at_maximum boolean, with_basis boolean, made boolean, matters int)
  language sql stable security definer set search_path = public as
$$ with matter as (
     select c.unit_id, c.scheme, c.level, c.level_rank, c.validity, c.expires_on,
       case when c.derived_from is null then 'original' else 'derived' end as kind,
       null::boolean as with_basis, coalesce(c.issued_on, c.registered_at::date) as made_on
     from carrier c
     where c.register_id = any ((select handled_registers())::uuid[]) and c.origin = 'own' and c.determination_id is null
       and c.level_rank > 0 and c.state <> 'ended' and c.unit_path <@ below
     union all
     select d.unit_id, d.scheme, d.level, d.level_rank, d.validity, null,
       case d.kind when 'derived' then 'derived' else 'original' end,
       d.catalogue_item_id is not null, (d.decided_at at time zone current_setting('fengni.zone'))::date
     from determination d
     where d.state in ('decided', 'provisional') and d.level_rank > 0 and d.unit_path <@ below
       and d.unit_path <@ any ((select handled_determination_paths())::ltree[])
   ), measured as (
     select m.*, case m.validity ->> 'kind'
         when 'duration' then coalesce((m.validity ->> 'years')::int * 12, (m.validity ->> 'months')::int, ((m.validity ->> 'days')::int + 29) / 30)
         when 'date' then greatest(0, ((m.validity ->> 'date')::date - m.made_on) / 30)
         when 'unstated' then (maxima ->> (m.scheme || '/' || m.level))::int end as months,
       (maxima ->> (m.scheme || '/' || m.level))::int as longest
     from matter m
   )
   select m.unit_id, m.scheme, m.level, m.level_rank, m.kind,
     case when m.months is null then 'open' when m.months <= 12 then 'year' when m.months <= 60 then 'five'
       when m.months <= 120 then 'ten' when m.months <= 240 then 'twenty' else 'longer' end as band,
     coalesce(m.validity ->> 'kind' = 'indefinite' or m.months >= m.longest, false) as at_max,
     m.with_basis, extract(year from m.made_on)::int = of_year as made_then, count(*)::int
   from measured m group by 1, 2, 3, 4, 5, 6, 7, 8, 9 $$;
-- What became otherwise in a year, by unit and kind of change, of what the caller handles.
create function classification_changes(below ltree, of_year int) returns table (unit_id uuid, kind text, scheme text, changes int)
  language sql stable security definer set search_path = public as
$$ select g.unit_id, g.kind, c.scheme, count(*)::int from regrading g join regrading_item i on i.regrading_id = g.id
     join carrier c on c.id = i.carrier_id
   where g.state = 'done' and g.origin = 'own' and extract(year from g.decided_on)::int = of_year and g.unit_path <@ below
     and g.register_id = any ((select handled_registers())::uuid[])
   group by 1, 2, 3 $$;
grant execute on function classification_figures(ltree, int, jsonb), classification_changes(ltree, int) to fengni_reader, fengni_writer;
