-- Changes of marks: extension, early release, upgrade, downgrade, correction of the term, expiry; and the graph of
-- derivation (CLS-7, CLS-10, BEY-1; State Secrets Law art. 23, 24; Implementing Regulations art. 21, 22). The handle tier
-- says mark and number only; reasons and document numbers stand in `regrading_matter`.

-- One decision over carriers of one register. Made as a draft, so that who decides can know what it is about.
create table regrading (
  id uuid primary key,
  register_id uuid not null references register (id),
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  -- given when it takes effect; what acts by itself has none
  number text not null default '',
  kind text not null check (kind in ('extend', 'release', 'upgrade', 'downgrade', 'correct-term', 'expiry', 'condition')),
  coverage text not null check (coverage in ('copy', 'internal', 'all')),
  -- own: decided here; received: the originator's decision, entered
  origin text not null check (origin in ('own', 'received')),
  scheme text,
  level text,
  level_rank int,
  validity jsonb,
  mark text,
  -- the one copy it covers
  copy_id uuid references copy (id),
  -- the originator's paper
  scan_id uuid references scan (id),
  state text not null check (state in ('draft', 'done', 'withdrawn')),
  made_at timestamptz not null,
  -- null: by itself
  made_by uuid references person (id),
  -- who is asked to decide
  classifier_id uuid references person (id),
  decided_at timestamptz,
  decided_on date,
  -- when what rests on its carriers was queued for review
  spread_at timestamptz,
  constraint change_has_mark check ((mark is null) = (kind in ('release', 'expiry', 'condition'))),
  constraint done_has_time check ((state = 'done') = (decided_at is not null))
);
create index regrading_newest on regrading (register_id, made_at desc, id desc);
create index regrading_made_by on regrading (made_by, made_at desc) where made_by is not null;
create index regrading_classifier on regrading (classifier_id, made_at desc) where classifier_id is not null;
create index regrading_unspread on regrading (decided_at) where state = 'done' and spread_at is null;
create index regrading_expired on regrading (unit_id, decided_on) where kind = 'expiry';
create index regrading_drafts on regrading (register_id, made_at desc, id desc) where state = 'draft';

create table regrading_item (
  id uuid primary key,
  regrading_id uuid not null references regrading (id),
  register_id uuid not null references register (id),
  carrier_id uuid not null references carrier (id),
  -- the carrier the copy belonged to before it became one of its own
  split_from uuid references carrier (id),
  -- as it was when it was changed
  former_mark text,
  unique (regrading_id, carrier_id)
);
create index regrading_item_carrier on regrading_item (carrier_id);

-- The day a condition in a mark comes true, where it is known beforehand (CLS-10).
create table release_day (
  id uuid primary key,
  carrier_id uuid not null references carrier (id),
  register_id uuid not null references register (id),
  day date not null,
  set_at timestamptz not null,
  set_by uuid not null references person (id),
  ended_at timestamptz
);
create unique index release_day_open on release_day (carrier_id) where ended_at is null;

-- The answer to "does this term have to be extended", before the day.
create table term_check (
  id uuid primary key,
  carrier_id uuid not null references carrier (id),
  register_id uuid not null references register (id),
  ends_on date not null,
  outcome text not null check (outcome in ('lapses', 'no-extension-found', 'originator-asked')),
  made_at timestamptz not null,
  made_by uuid not null references person (id)
);
create index term_check_carrier on term_check (carrier_id, ends_on);

-- What a holder suggests to the originator: he changes nothing himself (Implementing Regulations art. 22(2)).
create table regrading_suggestion (
  id uuid primary key,
  carrier_id uuid not null references carrier (id),
  register_id uuid not null references register (id),
  suggested text not null check (suggested in ('release', 'downgrade', 'upgrade', 'extend', 'shorten')),
  state text not null check (state in ('open', 'accepted', 'declined', 'unanswered')),
  made_at timestamptz not null,
  made_by uuid not null references person (id),
  answered_at timestamptz
);
create index regrading_suggestion_newest on regrading_suggestion (register_id, made_at desc, id desc);
create index regrading_suggestion_carrier on regrading_suggestion (carrier_id);

-- Words of the know tier about a row of this module, by its id: reasons, document numbers.
create table regrading_matter (
  id uuid primary key,
  words text not null default '',
  document_no text not null default '',
  salt uuid not null default gen_random_uuid()
);

-- Copies on which the mark must be changed by hand, and by whom it was done.
create table regrading_remark (
  id uuid primary key,
  regrading_id uuid not null references regrading (id),
  carrier_id uuid not null references carrier (id),
  copy_id uuid not null references copy (id),
  register_id uuid not null references register (id),
  -- void: changed again, or the copy has ended, before it was done
  state text not null check (state in ('open', 'done', 'void')),
  made_at timestamptz not null,
  done_at timestamptz,
  done_by uuid references person (id),
  how text check (how in ('by-hand', 'label'))
);
create unique index regrading_remark_open on regrading_remark (copy_id) where state = 'open';
create index regrading_remark_list on regrading_remark (register_id, made_at, id) where state = 'open';
create index regrading_remark_carrier on regrading_remark (carrier_id);

-- Who outside has a copy is told in writing, and says so (State Secrets Law art. 23).
create table regrading_notice (
  id uuid primary key,
  number text not null,
  regrading_id uuid not null references regrading (id),
  register_id uuid not null references register (id),
  counterpart text not null,
  copy_ids uuid[] not null,
  state text not null check (state in ('prepared', 'sent', 'receipted')),
  due_on date not null,
  made_at timestamptz not null,
  channel text not null default '',
  sent_at timestamptz,
  receipt_signer text not null default '',
  receipted_at timestamptz,
  scan_id uuid references scan (id)
);
create unique index regrading_notice_number on regrading_notice (register_id, number);
create index regrading_notice_newest on regrading_notice (register_id, made_at desc, id desc);
create index regrading_notice_of on regrading_notice (regrading_id);

-- More than fifty of a unit ending at once wait for a classifier.
create table expiry_batch (
  id uuid primary key,
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  -- carriers whose last day is before this one
  before_on date not null,
  carrier_count int not null check (carrier_count > 0),
  state text not null check (state in ('waiting', 'confirmed', 'done')),
  made_at timestamptz not null,
  confirmed_at timestamptz,
  confirmed_by uuid references person (id)
);
create unique index expiry_batch_open on expiry_batch (unit_id) where state <> 'done';

-- The graph of derivation: what a carrier rests on, and in what manner (Implementing Regulations art. 18).
create table carrier_source (
  id uuid primary key,
  carrier_id uuid not null references carrier (id),
  register_id uuid not null references register (id),
  -- null where the source is no carrier here: its words stand in carrier_source_matter
  source_id uuid references carrier (id),
  manner text not null check (manner in ('identical', 'key-point', 'summary', 'demand', 'extract', 'copy', 'compiled')),
  added_at timestamptz not null,
  added_by uuid not null references person (id),
  ended_at timestamptz,
  check (source_id is distinct from carrier_id)
);
create index carrier_source_of on carrier_source (carrier_id);
create index carrier_source_from on carrier_source (source_id) where source_id is not null;
create table carrier_source_matter (
  id uuid primary key references carrier_source (id),
  words text not null,
  salt uuid not null default gen_random_uuid()
);

-- A source was changed: what rests on it waits for a decision.
create table derivation_review (
  id uuid primary key,
  carrier_id uuid not null references carrier (id),
  register_id uuid not null references register (id),
  unit_id uuid not null references unit (id),
  regrading_id uuid not null references regrading (id),
  -- the carrier whose change it is about
  source_id uuid not null references carrier (id),
  state text not null check (state in ('open', 'followed', 'kept')),
  made_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid references person (id),
  unique (carrier_id, regrading_id)
);
create index derivation_review_open on derivation_review (register_id, made_at, id) where state = 'open';
create index derivation_review_carrier on derivation_review (carrier_id) where state = 'open';

create index carrier_ending on carrier (register_id, expires_on, id)
  where state <> 'ended' and expires_on is not null and released_on is null;

call guard_table('regrading'); call guard_table('regrading_item'); call guard_table('regrading_matter');
call guard_table('release_day'); call guard_table('term_check'); call guard_table('regrading_suggestion');
call guard_table('regrading_remark'); call guard_table('regrading_notice'); call guard_table('expiry_batch');
call guard_table('carrier_source'); call guard_table('carrier_source_matter'); call guard_table('derivation_review');

-- Who knows every carrier of a decision knows the decision.
create function knows_regrading(wanted uuid) returns boolean language sql stable security definer set search_path = public as
$$ select coalesce(bool_and(knows_carrier(i.carrier_id)), false) from regrading_item i where i.regrading_id = wanted $$;
call add_know_rule('knows_regrading');
-- Whether it waits for consents, whoever asked.
create function regrading_pending(wanted uuid) returns boolean language sql stable security definer set search_path = public as
$$ select exists (select from approval a where a.subject_id = wanted and a.command = 'regrading.submit' and a.state = 'pending') $$;
create function knows_regrading_matter(wanted uuid) returns boolean language sql stable security definer set search_path = public as
$$ select knows_regrading(wanted) or exists (
     select from (
       select carrier_id from release_day where id = wanted
       union all select carrier_id from term_check where id = wanted
       union all select carrier_id from regrading_suggestion where id = wanted
       union all select carrier_id from derivation_review where id = wanted) about
     where knows_carrier(about.carrier_id)) $$;
grant execute on function knows_regrading(uuid), regrading_pending(uuid), knows_regrading_matter(uuid)
  to fengni_reader, fengni_writer;

create policy reader on regrading for select to fengni_reader using (
  made_by = (select acting_person())
  or (register_id = any ((select handled_registers())::uuid[]) and (state <> 'draft' or origin = 'received' or regrading_pending(id)))
  or ((state <> 'draft' or regrading_pending(id)) and knows_regrading(id)));
create policy reader on regrading_item for select to fengni_reader using (
  exists (select from regrading r where r.id = regrading_id));
create policy reader on regrading_matter for select to fengni_reader using (knows_regrading_matter(id));
create policy reader on release_day for select to fengni_reader using ((select true from carrier c where c.id = carrier_id));
create policy reader on term_check for select to fengni_reader using ((select true from carrier c where c.id = carrier_id));
create policy reader on regrading_suggestion for select to fengni_reader using (
  register_id = any ((select handled_registers())::uuid[]) or made_by = (select acting_person()));
create policy reader on regrading_remark for select to fengni_reader using (
  register_id = any ((select handled_registers())::uuid[]) or (select true from copy y where y.id = copy_id));
create policy reader on regrading_notice for select to fengni_reader using (
  register_id = any ((select handled_registers())::uuid[]));
create policy reader on expiry_batch for select to fengni_reader using (
  exists (select from acting_duties() d where expiry_batch.unit_path <@ d.unit_path and d.duty in
    ('classifier', 'first-responsible', 'leader-in-charge', 'officer', 'document-clerk', 'unit-leader', 'inspector')));
-- Both ends must be in sight: a way through what is hidden is not shown, nor that there is one.
create policy reader on carrier_source for select to fengni_reader using (
  (select true from carrier c where c.id = carrier_id)
  and case when source_id is null then (select true from carrier_matter m where m.id = carrier_id)
      else (select true from carrier s where s.id = source_id) end);
create policy reader on carrier_source_matter for select to fengni_reader using (
  exists (select from carrier_source s join carrier_matter m on m.id = s.carrier_id where s.id = carrier_source_matter.id));
create policy reader on derivation_review for select to fengni_reader using (
  register_id = any ((select handled_registers())::uuid[]) or (select true from carrier c where c.id = carrier_id));

call open_to_clockwork('regrading'); call open_to_clockwork('regrading_item'); call open_to_clockwork('regrading_remark');
call open_to_clockwork('release_day'); call open_to_clockwork('term_check'); call open_to_clockwork('expiry_batch');
call open_to_clockwork('carrier_source'); call open_to_clockwork('derivation_review');

-- What each carrier rests on here, as recorded, and as extracts had it before sources were.
create view carrier_edge with (security_invoker = true) as
  select id, carrier_id, source_id, manner from carrier_source where ended_at is null and source_id is not null
  union all
  select c.id, c.id, c.derived_from, 'extract' from carrier c
  where c.derived_from is not null and not exists (
    select from carrier_source s where s.carrier_id = c.id and s.source_id = c.derived_from);
grant select on carrier_edge to fengni_reader, fengni_clockwork;

-- Copies of these carriers that went out and stayed out, with where they went: those who must be told of a change.
-- Answers only about carriers this transaction locked.
create function copies_outside(of_carriers uuid[]) returns table (copy_id uuid, counterpart text)
  language sql stable security definer set search_path = public as
$$ select distinct on (y.id) y.id, d.counterpart
   from copy y join delivery_item i on i.copy_id = y.id join delivery d on d.id = i.delivery_id and d.direction = 'out'
   where y.carrier_id = any (of_carriers) and y.carrier_id = any (granted_ids())
     and y.state in ('sent', 'delivered')
   order by y.id, d.sent_at desc $$;
-- Copies in the house of these carriers, whoever asks for the change; those still to be marked; reviews still open.
create function copies_inside(of_carriers uuid[]) returns table (copy_id uuid, carrier_id uuid, holder_id uuid, state text)
  language sql stable security definer set search_path = public as
$$ select y.id, y.carrier_id, y.holder_id, y.state from copy y
   where y.carrier_id = any (of_carriers) and y.carrier_id = any (granted_ids())
     and y.state not in ('sent', 'delivered', 'returned', 'destroyed') order by y.id $$;
create function open_remarks_of(of_copies uuid[]) returns table (id uuid)
  language sql stable security definer set search_path = public as
$$ select r.id from regrading_remark r where r.copy_id = any (of_copies) and r.state = 'open' $$;
create function open_reviews_of(of_carriers uuid[]) returns table (id uuid)
  language sql stable security definer set search_path = public as
$$ select r.id from derivation_review r where r.carrier_id = any (of_carriers) and r.state = 'open' $$;
create function open_release_days_of(of_carriers uuid[]) returns table (id uuid)
  language sql stable security definer set search_path = public as
$$ select r.id from release_day r where r.carrier_id = any (of_carriers) and r.ended_at is null $$;
-- Which of these carriers still have a copy in the store to be marked, apart from what is missing.
create function carriers_to_mark(of_carriers uuid[]) returns table (carrier_id uuid)
  language sql stable security definer set search_path = public as
$$ select distinct r.carrier_id from regrading_remark r join copy y on y.id = r.copy_id
   where r.carrier_id = any (of_carriers) and r.state = 'open' and y.state <> 'missing' $$;
grant execute on function copies_outside(uuid[]), copies_inside(uuid[]), open_remarks_of(uuid[]), open_reviews_of(uuid[]),
  open_release_days_of(uuid[]), carriers_to_mark(uuid[]) to fengni_writer, fengni_clockwork;

-- Who could decide a change of these carriers: classifiers by office or by duty over their unit who know all of them.
-- Asked by who knows all of them himself, and so sees their scope.
create function regrading_classifiers(of_carriers uuid[]) returns table (person_id uuid, name text, duty text, scheme text, level_rank int)
  language sql stable security definer set search_path = public as
$$ select p.id, p.name, d.duty, d.scheme, d.level_rank
   from duty d join person p on p.id = d.person_id and p.frozen_at is null
   where d.duty in ('classifier', 'first-responsible') and d.started_on <= house_today()
     and (d.ended_on is null or d.ended_on >= house_today())
     and not exists (select from unnest(of_carriers) w (id) left join carrier c on c.id = w.id
       where c.id is null or not c.unit_path <@ d.unit_path or not knows_carrier(c.id)
         or not exists (select from carrier_knower k where k.carrier_id = c.id and k.person_id = p.id
           and k.level_rank <= coalesce((select max(l.level_rank) from clearance l
             where l.person_id = p.id and l.scheme = k.scheme and l.ended_on is null), 0)))
   order by d.duty, p.name, p.id $$;
grant execute on function regrading_classifiers(uuid[]) to fengni_reader, fengni_writer;
-- What is owed about these things, whoever owes it: ended together by one deed.
create function open_obligations_about(of_kinds text[], of_subjects uuid[]) returns table (id uuid)
  language sql stable security definer set search_path = public as
$$ select o.id from obligation o where o.state = 'open' and o.kind = any (of_kinds) and o.subject_id = any (of_subjects) $$;
grant execute on function open_obligations_about(text[], uuid[]) to fengni_writer, fengni_clockwork;
-- The debts of one notice: several notices hang on one decision.
create function open_notice_debts(of_kind text, of_regrading uuid, of_notice uuid) returns table (id uuid)
  language sql stable security definer set search_path = public as
$$ select o.id from obligation o where o.state = 'open' and o.kind = of_kind and o.subject_id = of_regrading
   and o.period = of_notice::text $$;
grant execute on function open_notice_debts(text, uuid, uuid) to fengni_writer;
