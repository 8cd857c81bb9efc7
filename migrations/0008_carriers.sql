-- Carriers, from draft to destruction (CAR-1 to CAR-16). Two tiers: `carrier`, `copy` and what happens to copies are
-- for who handles (number, level, copies, holder, dates, state); `carrier_matter` and `carrier_scope` for who may know.
insert into register_kind (kind, duties) values
  ('carrier', array['officer', 'document-clerk', 'leader-in-charge', 'unit-leader', 'inspector']),
  ('cipher', array['cipher-clerk', 'leader-in-charge']),
  ('paper-bag', array['officer', 'document-clerk', 'leader-in-charge', 'inspector']);

create table carrier (
  id uuid primary key,
  register_id uuid not null references register (id),
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  number text not null collate "C" check (length(number) between 1 and 60),
  number_sort text not null collate "C",
  -- its last run of digits without leading zeros: what people type of a number
  number_tail text collate "C" generated always as ((regexp_match(number, '([1-9][0-9]*)[^0-9]*$'))[1]) stored,
  medium text not null check (medium in ('paper', 'electronic', 'disc', 'drawing', 'sample', 'telegram')),
  scheme text not null,
  level text not null,
  level_rank int not null,
  -- the validity of the mark as `@fengni/schemes` keeps it, and the mark as it is written
  validity jsonb not null,
  mark text not null,
  origin text not null check (origin in ('own', 'received')),
  issued_on date,
  expires_on date,
  urgency text check (urgency in ('flash', 'urgent', 'priority', 'routine')),
  pages int check (pages >= 0),
  pages_stated text,
  copy_count int not null default 0 check (copy_count >= 0),
  state text not null check (state in ('draft', 'active', 'ended')),
  derived_from uuid references carrier (id),
  must_return boolean not null default false,
  recall_id uuid,
  registered_at timestamptz not null,
  registered_by uuid not null references person (id),
  import_key text
);
create unique index carrier_number on carrier (register_id, number);
create unique index carrier_import on carrier (register_id, import_key) where import_key is not null;
create index carrier_newest on carrier (register_id, registered_at desc, id desc);
create index carrier_by_number on carrier (register_id, number_sort, id);
create index carrier_by_level on carrier (register_id, level_rank, registered_at, id);
create index carrier_by_state on carrier (register_id, state, registered_at, id);
create index carrier_by_tail on carrier (register_id, number_tail);
create index carrier_of_number on carrier (number);
create index carrier_expiry on carrier (expires_on) where state <> 'ended' and expires_on is not null;

create table carrier_matter (
  id uuid primary key references carrier (id),
  title text not null check (length(title) between 1 and 300),
  document_no text not null default '',
  originator text not null default '',
  remark text not null default '',
  -- who reads hashes of rows in the log reads no titles: without the salt they could be guessed
  salt uuid not null default gen_random_uuid()
);

-- Who may know, as decided: a person or the holders of a post.
create table carrier_scope (
  id uuid primary key,
  carrier_id uuid not null references carrier (id),
  person_id uuid references person (id),
  post_id uuid references post (id),
  basis text not null check (basis in ('initial', 'registrar', 'widened', 'reader', 'import')),
  added_at timestamptz not null,
  added_by uuid not null references person (id),
  ended_at timestamptz,
  -- as in carrier_matter: there are only so many persons to try
  salt uuid not null default gen_random_uuid(),
  check ((person_id is null) <> (post_id is null))
);
create index carrier_scope_of on carrier_scope (carrier_id);
create index carrier_scope_post on carrier_scope (post_id) where post_id is not null and ended_at is null;

-- The scope by person, with what lists sort and filter by: lists of the know tier are driven from here (BEY-4).
create table carrier_knower (
  person_id uuid not null references person (id),
  carrier_id uuid not null references carrier (id),
  scheme text not null,
  level_rank int not null,
  registered_at timestamptz not null,
  register_id uuid not null,
  state text not null,
  primary key (person_id, carrier_id)
);
create index carrier_knower_newest on carrier_knower (person_id, registered_at desc, carrier_id desc)
  include (scheme, level_rank, state, register_id);
create index carrier_knower_drafts on carrier_knower (person_id, registered_at desc, carrier_id desc) where state = 'draft';
create index carrier_knower_carrier on carrier_knower (carrier_id);

-- Two-character grams of titles and document numbers: searched by equality, which works under row-level security.
create table carrier_gram (
  gram text not null collate "C",
  registered_at timestamptz not null,
  -- no foreign key: the trigger below alone writes here, and checking one for each gram took longer than all the rest
  carrier_id uuid not null,
  primary key (gram, registered_at, carrier_id)
);

create table copy (
  id uuid primary key,
  carrier_id uuid not null references carrier (id),
  register_id uuid not null references register (id),
  copy_no text not null check (length(copy_no) between 1 and 20),
  -- random id on the label; says nothing by itself
  code text not null unique check (code ~ '^FN-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$'),
  state text not null check (state in ('in-store', 'with-reader', 'on-loan', 'taken-out', 'sent', 'delivered',
    'returned', 'archived', 'for-destruction', 'destroyed', 'missing')),
  holder_id uuid references person (id),
  place text not null default '',
  since timestamptz not null,
  due_on date,
  list_id uuid,
  -- the order of lists by the state of copies, kept by a trigger
  carrier_registered_at timestamptz not null,
  unique (carrier_id, copy_no)
);
create index copy_register_state on copy (register_id, state, carrier_registered_at, carrier_id);
create index copy_holder on copy (holder_id) where holder_id is not null;
create index copy_carrier on copy (carrier_id, copy_no);
create index copy_due on copy (register_id, due_on) where due_on is not null;
create function keep_carrier_order() returns trigger language plpgsql security definer set search_path = public as $$
begin
  new.carrier_registered_at := coalesce(new.carrier_registered_at, (select registered_at from carrier where id = new.carrier_id));
  return new;
end $$;
create trigger keep_carrier_order before insert on copy for each row execute function keep_carrier_order();

-- The chain of custody: every hand, place and state of every copy (CAR-10). Append-only.
create table custody (
  id uuid primary key,
  copy_id uuid not null references copy (id),
  carrier_id uuid not null references carrier (id),
  register_id uuid not null references register (id),
  happened_at timestamptz not null,
  entered_at timestamptz not null,
  move text not null,
  state text not null,
  holder_id uuid references person (id),
  place text not null default '',
  by_id uuid not null references person (id),
  -- signed in the program by the holder, handed over by the clerk, or entered from paper with its scan
  signed text not null check (signed in ('screen', 'clerk', 'paper')),
  scan_id uuid,
  note text not null default '',
  entry_id uuid not null
);
create index custody_copy on custody (copy_id, happened_at, entered_at);
create index custody_carrier on custody (carrier_id, happened_at);
create index custody_holder on custody (holder_id, happened_at desc) where holder_id is not null;

-- Scans of signed paper, sealed by the server's key: slips, receipts, certificates.
create table scan (
  id uuid primary key,
  register_id uuid not null references register (id),
  name text not null check (length(name) between 1 and 120),
  media_type text not null check (media_type in ('application/pdf', 'image/png', 'image/jpeg')),
  byte_count int not null check (byte_count between 1 and 5242880),
  digest text not null,
  sealed bytea not null,
  added_at timestamptz not null
);

create table circulation (
  id uuid primary key,
  copy_id uuid not null references copy (id),
  carrier_id uuid not null references carrier (id),
  register_id uuid not null references register (id),
  state text not null check (state in ('open', 'closed')),
  urgent boolean not null default false,
  days_per_reader int not null check (days_per_reader between 0 and 30),
  started_at timestamptz not null,
  closed_at timestamptz
);
create unique index circulation_open on circulation (copy_id) where state = 'open';
create table circulation_reader (
  id uuid primary key,
  circulation_id uuid not null references circulation (id),
  carrier_id uuid not null references carrier (id),
  register_id uuid not null references register (id),
  place_in_list int not null,
  person_id uuid not null references person (id),
  deputy_id uuid references person (id),
  state text not null check (state in ('waiting', 'reading', 'read', 'skipped')),
  received_at timestamptz,
  due_on date,
  returned_at timestamptz,
  signed text check (signed in ('screen', 'clerk', 'paper')),
  scan_id uuid references scan (id),
  remark text not null default ''
);
create index circulation_reader_of on circulation_reader (circulation_id, place_in_list);
create index circulation_reader_person on circulation_reader (person_id) where state in ('waiting', 'reading');

create table loan (
  id uuid primary key,
  copy_id uuid not null references copy (id),
  carrier_id uuid not null references carrier (id),
  register_id uuid not null references register (id),
  kind text not null check (kind in ('borrow', 'take-out')),
  borrower_id uuid not null references person (id),
  companions uuid[] not null default '{}',
  purpose text not null,
  state text not null check (state in ('approved', 'out', 'back', 'lapsed')),
  approved_at timestamptz not null,
  due_on date not null,
  handed_at timestamptz,
  returned_at timestamptz
);
create index loan_copy on loan (copy_id) where state in ('approved', 'out');
create index loan_borrower on loan (borrower_id) where state in ('approved', 'out');

-- Making: the draft's printing, approved copies and extracts, with drafts and waste accounted for (CAR-2, CAR-5).
create table making (
  id uuid primary key,
  carrier_id uuid not null references carrier (id),
  register_id uuid not null references register (id),
  kind text not null check (kind in ('original', 'copy', 'extract')),
  copies int not null check (copies between 1 and 999),
  purpose text not null default '',
  state text not null check (state in ('ordered', 'made', 'lapsed')),
  ordered_at timestamptz not null,
  ordered_by uuid not null references person (id),
  made_at timestamptz,
  printer text not null default '',
  place text not null default '',
  operator_id uuid references person (id),
  spoiled int not null default 0 check (spoiled >= 0),
  waste text not null default 'none' check (waste in ('none', 'destroyed', 'kept')),
  waste_witness_id uuid references person (id)
);
create index making_carrier on making (carrier_id);

-- Batches in and out (CAR-3).
create table delivery (
  id uuid primary key,
  register_id uuid not null references register (id),
  direction text not null check (direction in ('out', 'in')),
  number text not null,
  counterpart text not null check (length(counterpart) between 1 and 100),
  channel text not null,
  seal_no text not null default '',
  escorts uuid[] not null default '{}',
  stated_count int not null check (stated_count between 0 and 9999),
  counted_count int,
  faults text[] not null default '{}',
  fault_note text not null default '',
  recall_id uuid,
  state text not null check (state in ('sent', 'received', 'receipted', 'disputed', 'came-back')),
  sent_at timestamptz not null,
  ended_at timestamptz,
  receipt_signer text not null default '',
  scan_id uuid references scan (id)
);
create unique index delivery_number on delivery (register_id, number);
create index delivery_newest on delivery (register_id, sent_at desc, id desc);
create table delivery_item (
  id uuid primary key,
  delivery_id uuid not null references delivery (id),
  register_id uuid not null references register (id),
  copy_id uuid not null references copy (id),
  arrived boolean
);
create index delivery_item_of on delivery_item (delivery_id);
create index delivery_item_copy on delivery_item (copy_id);

create table stocktaking (
  id uuid primary key,
  register_id uuid not null references register (id),
  number text not null,
  place text not null default '',
  state text not null check (state in ('open', 'closed')),
  expected int not null,
  found int not null default 0,
  strays int not null default 0,
  started_at timestamptz not null,
  started_by uuid not null references person (id),
  closed_at timestamptz
);
create unique index stocktaking_open on stocktaking (register_id) where state = 'open';
create table stocktaking_item (
  id uuid primary key,
  stocktaking_id uuid not null references stocktaking (id),
  register_id uuid not null references register (id),
  copy_id uuid not null references copy (id),
  expected boolean not null,
  state_then text not null,
  found_at timestamptz,
  found_by uuid references person (id)
);
create unique index stocktaking_item_once on stocktaking_item (stocktaking_id, copy_id);

create table hand_over (
  id uuid primary key,
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  from_id uuid not null references person (id),
  to_id uuid not null references person (id),
  witness_id uuid not null references person (id),
  state text not null check (state in ('open', 'signed', 'cancelled')),
  reason text not null,
  opened_at timestamptz not null,
  receiver_signed_at timestamptz,
  witness_signed_at timestamptz,
  ended_at timestamptz
);
create table hand_over_item (
  id uuid primary key,
  hand_over_id uuid not null references hand_over (id),
  register_id uuid not null references register (id),
  copy_id uuid not null references copy (id)
);
create index hand_over_item_of on hand_over_item (hand_over_id);
create index hand_over_item_copy on hand_over_item (copy_id);
create index hand_over_open on hand_over (from_id) where state = 'open';

create table recall (
  id uuid primary key,
  register_id uuid not null references register (id),
  number text not null,
  issuer text not null check (length(issuer) between 1 and 100),
  reference text not null default '',
  due_on date not null,
  state text not null check (state in ('open', 'closed')),
  opened_at timestamptz not null,
  closed_at timestamptz
);
create unique index recall_number on recall (register_id, number);

create table paper_bag (
  id uuid primary key,
  register_id uuid not null references register (id),
  number text not null,
  room text not null check (length(room) between 1 and 60),
  kind text not null check (kind in ('papers', 'newspapers', 'mixed')),
  weight_grams int not null check (weight_grams between 1 and 1000000),
  seal_no text not null check (length(seal_no) between 1 and 40),
  state text not null check (state in ('sealed', 'for-destruction', 'destroyed')),
  sealed_at timestamptz not null,
  sealed_by uuid not null references person (id),
  list_id uuid
);
create unique index paper_bag_number on paper_bag (register_id, number);
create index paper_bag_state on paper_bag (register_id, state, sealed_at desc, id desc);

create table destruction_list (
  id uuid primary key,
  register_id uuid not null references register (id),
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  number text not null,
  point text not null check (length(point) between 1 and 100),
  method text not null check (method in ('pulping', 'incineration', 'shredding', 'degaussing', 'crushing')),
  planned_on date not null,
  -- who is to watch; each signs for himself, on screen or on the paper that is scanned
  witnesses uuid[] not null default '{}',
  state text not null check (state in ('draft', 'approved', 'destroyed', 'cancelled')),
  made_at timestamptz not null,
  made_by uuid not null references person (id),
  approved_at timestamptz,
  destroyed_at timestamptz,
  escorts text not null default '',
  certificate_no text,
  scan_id uuid references scan (id),
  -- what the consents were given to, and the entry under which it was destroyed: both stand on the certificate
  approved_digest text,
  entry_id uuid
);
create unique index destruction_list_number on destruction_list (register_id, number);
create index destruction_list_watched on destruction_list using gin (witnesses) where state = 'approved';
create index destruction_list_newest on destruction_list (register_id, made_at desc, id desc);
create table destruction_witness (
  id uuid primary key,
  list_id uuid not null references destruction_list (id),
  register_id uuid not null references register (id),
  person_id uuid not null references person (id),
  signed text not null check (signed in ('screen', 'paper')),
  signed_at timestamptz not null,
  unique (list_id, person_id)
);
alter table copy add foreign key (list_id) references destruction_list (id);
alter table paper_bag add foreign key (list_id) references destruction_list (id);
create index copy_list on copy (list_id) where list_id is not null;
create index paper_bag_list on paper_bag (list_id) where list_id is not null;
alter table carrier add foreign key (recall_id) references recall (id);
create index carrier_recall on carrier (recall_id) where recall_id is not null;

-- Missing copies, and the day they are deemed leaked (泄密案件查处办法 art. 5).
create table missing_copy (
  id uuid primary key,
  copy_id uuid not null references copy (id),
  register_id uuid not null references register (id),
  reported_at timestamptz not null,
  reported_by uuid not null references person (id),
  deemed_leaked_on date,
  found_at timestamptz,
  note text not null default ''
);
create unique index missing_copy_open on missing_copy (copy_id) where found_at is null;

-- Exports are carriers themselves: numbered, marked, with exporter and time (CAR-12).
create table ledger_export (
  id uuid primary key,
  register_id uuid not null references register (id),
  number text not null,
  filter jsonb not null,
  row_count int not null,
  mark text not null,
  made_at timestamptz not null,
  made_by uuid not null references person (id)
);
create unique index ledger_export_number on ledger_export (register_id, number);
create table ledger_import (
  id uuid primary key,
  register_id uuid not null references register (id),
  file_name text not null,
  file_digest text not null,
  added int not null,
  known int not null,
  rejected int not null,
  imported_at timestamptz not null,
  imported_by uuid not null references person (id)
);

-- Sight. A carrier is seen by who handles its register, who is in its scope, and who holds or is to read a copy.
-- Who is to sign sees what he signs for, though he handles nothing else of the register: the witness of an approved
-- destruction its list, receiver and witness of a hand-over what is handed over.
create function watched_lists() returns uuid[] language sql stable security definer set search_path = public as
$$ select coalesce(array_agg(id), '{}') from destruction_list
   where state = 'approved' and witnesses @> array[acting_person()] $$;
create function copies_to_sign_for() returns uuid[] language sql stable security definer set search_path = public as
$$ select coalesce(array_agg(id), '{}') from (
     select c.id from copy c where c.list_id = any (watched_lists())
     union all
     select i.copy_id from hand_over h join hand_over_item i on i.hand_over_id = h.id
     where h.state = 'open' and acting_person() in (h.to_id, h.witness_id)) s $$;
grant execute on function watched_lists(), copies_to_sign_for() to fengni_reader, fengni_writer;
-- Ranks the caller is cleared for, by scheme, in one array the planner computes once.
create function acting_clearances() returns jsonb language sql stable security definer set search_path = public as
$$ select coalesce(jsonb_object_agg(scheme, level_rank), '{}') from clearance
   where person_id = acting_person() and ended_on is null $$;
grant execute on function acting_clearances() to fengni_reader, fengni_writer;

-- The scope by person follows scope and posts by itself: nobody can forget it.
-- Set by set: an import brings ten thousand scopes in one statement.
create function refresh_knowers(of_carriers uuid[]) returns void language sql security definer set search_path = public as $$
  with wanted as (
    select distinct s.carrier_id, coalesce(s.person_id, h.person_id) as person_id
    from carrier_scope s left join holding h on h.post_id = s.post_id and h.ended_on is null
    where s.carrier_id = any (of_carriers) and s.ended_at is null and coalesce(s.person_id, h.person_id) is not null
  ), gone as (
    delete from carrier_knower k using (
      select carrier_id, person_id from carrier_knower where carrier_id = any (of_carriers)
      except select carrier_id, person_id from wanted) unwanted
    where k.carrier_id = unwanted.carrier_id and k.person_id = unwanted.person_id
  )
  insert into carrier_knower (person_id, carrier_id, scheme, level_rank, registered_at, register_id, state)
  select w.person_id, c.id, c.scheme, c.level_rank, c.registered_at, c.register_id, c.state
  from wanted w join carrier c on c.id = w.carrier_id
  on conflict (person_id, carrier_id) do update
    set scheme = excluded.scheme, level_rank = excluded.level_rank, registered_at = excluded.registered_at,
      register_id = excluded.register_id, state = excluded.state $$;
create function refresh_knowers_of_scopes() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform refresh_knowers(array(select distinct carrier_id from touched));
  return null;
end $$;
create trigger refresh_knowers_inserted after insert on carrier_scope
  referencing new table as touched for each statement execute function refresh_knowers_of_scopes();
create trigger refresh_knowers_updated after update on carrier_scope
  referencing new table as touched for each statement execute function refresh_knowers_of_scopes();
create function refresh_knowers_of_carrier() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if (old.scheme, old.level_rank, old.registered_at, old.register_id, old.state)
    is distinct from (new.scheme, new.level_rank, new.registered_at, new.register_id, new.state) then
    update carrier_knower set scheme = new.scheme, level_rank = new.level_rank, registered_at = new.registered_at,
      register_id = new.register_id, state = new.state where carrier_id = new.id;
  end if;
  return new;
end $$;
create trigger refresh_knowers after update on carrier for each row execute function refresh_knowers_of_carrier();
create function refresh_knowers_of_holding() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform refresh_knowers(array(
    select distinct carrier_id from carrier_scope where post_id = new.post_id and ended_at is null));
  return new;
end $$;
create trigger refresh_knowers after insert or update on holding for each row execute function refresh_knowers_of_holding();

-- Grams of a title, two characters each, kept with the matter they come from.
create function plain_words(words text) returns text language sql immutable parallel safe as
$$ select regexp_replace(lower(normalize(words, nfkc)), '[[:space:][:punct:]《》〈〉「」『』【】〔〕、。，；：？！“”‘’（）—…·★]+', '', 'g') $$;
-- Four digits in a row are a gram too: pairs of digits are common to all numbers and hardly narrow a search down.
create function grams_of(words text) returns text[] language sql immutable parallel safe as
$$ select coalesce(array_agg(distinct g.gram), '{}')
   -- without the offset the words would be made plain anew for each use
   from (select plain_words(words) as plain offset 0) p, generate_series(1, greatest(length(p.plain) - 1, 1)) i,
     lateral (values (substr(plain, i, 2)), (substring(substr(plain, i, 4) from '^[0-9]{4}$'))) g (gram)
   where p.plain <> '' and g.gram is not null $$;
grant execute on function plain_words(text), grams_of(text) to fengni_reader, fengni_writer;
create function add_grams() returns trigger language plpgsql security definer set search_path = public as $$
begin
  -- in the order of the key: a thousand titles at once go through the index from one end to the other
  insert into carrier_gram (gram, registered_at, carrier_id)
    select distinct g.gram collate "C", c.registered_at, c.id
    from touched t join carrier c on c.id = t.id, unnest(grams_of(t.title) || grams_of(t.document_no)) as g (gram)
    order by 1, 2, 3;
  return null;
end $$;
create function drop_grams() returns trigger language plpgsql security definer set search_path = public as $$
begin
  delete from carrier_gram k using (
    select g.gram, c.registered_at, c.id
    from before b join carrier c on c.id = b.id, unnest(grams_of(b.title) || grams_of(b.document_no)) as g (gram)) gone
  where k.gram = gone.gram and k.registered_at = gone.registered_at and k.carrier_id = gone.id;
  return null;
end $$;
-- Triggers fire in the order of their names: old grams go before new ones come.
create trigger grams_1_dropped after update on carrier_matter
  referencing old table as before for each statement execute function drop_grams();
create trigger grams_2_added after update on carrier_matter
  referencing new table as touched for each statement execute function add_grams();
create trigger grams_2_first after insert on carrier_matter
  referencing new table as touched for each statement execute function add_grams();

call guard_table('carrier'); call guard_table('carrier_matter'); call guard_table('carrier_scope');
call guard_table('copy'); call guard_table('custody'); call guard_table('scan');
call guard_table('circulation'); call guard_table('circulation_reader'); call guard_table('loan');
call guard_table('making'); call guard_table('delivery'); call guard_table('delivery_item');
call guard_table('stocktaking'); call guard_table('stocktaking_item'); call guard_table('hand_over');
call guard_table('hand_over_item'); call guard_table('recall'); call guard_table('paper_bag');
call guard_table('destruction_list'); call guard_table('destruction_witness'); call guard_table('missing_copy');
call guard_table('ledger_export'); call guard_table('ledger_import');
revoke update on custody, ledger_export, ledger_import, destruction_witness from fengni_writer;

-- A scalar subquery, not EXISTS: it is looked up row by row and never hashed over a person's whole scope.
create policy reader on carrier for select to fengni_reader using (
  register_id = any ((select handled_registers())::uuid[])
  or (select true from carrier_knower k where k.carrier_id = carrier.id and k.person_id = (select acting_person())
      and k.level_rank <= coalesce(((select acting_clearances()) ->> k.scheme)::int, 0))
  or (select true from copy y where y.carrier_id = carrier.id
      and (y.holder_id = (select acting_person()) or y.id = any ((select copies_to_sign_for())::uuid[])) limit 1));
alter table carrier_knower enable row level security;
grant select on carrier_knower to fengni_reader;
create policy reader on carrier_knower for select to fengni_reader using (
  person_id = (select acting_person())
  and level_rank <= coalesce(((select acting_clearances()) ->> scheme)::int, 0));
create policy reader on carrier_matter for select to fengni_reader using (
  (select true from carrier_knower k where k.carrier_id = carrier_matter.id and k.person_id = (select acting_person())));
create policy reader on carrier_scope for select to fengni_reader using (
  (select true from carrier_knower k where k.carrier_id = carrier_scope.carrier_id and k.person_id = (select acting_person())));
alter table carrier_gram enable row level security;
alter table carrier_gram alter gram set statistics 1000;
alter table carrier_knower alter person_id set statistics 1000;
-- Grams are read through this alone: what the caller may know and is cleared for whose words hold the text asked for,
-- the newest first. The planner drives from the rarest gram or from the caller's own scope, whichever its statistics say
-- is less; nobody is told which. `reached`: registered_at and id of the last one of the page before.
create function find_known(words text, filter jsonb, reached_at timestamptz, reached_id uuid, how_many int)
  returns table (id uuid, registered_at timestamptz) language plpgsql stable security definer set search_path = public
  set enable_hashjoin = off set max_parallel_workers_per_gather = 0 as $$
declare
  me uuid := acting_person();
  plain text := plain_words(words);
  -- three of its first ones, those that the statistics do not count among the common ones before the others; that the
  -- words stand in a row is looked at in the end
  grams text[] := array(select w.gram from (select gram from unnest(grams_of(words)) g (gram) where length(gram) > 1 order by length(gram) desc limit 12) w
    left join (select unnest(most_common_vals::text::text[]) as gram, unnest(most_common_freqs) as share from pg_stats
      where schemaname = 'public' and tablename = 'carrier_gram' and attname = 'gram') common on common.gram = w.gram
    order by common.share nulls first, length(w.gram) desc, w.gram limit 3);
  alone boolean := length(plain) = 2;
  registers uuid[] := array(select jsonb_array_elements_text(filter -> 'registers'));
  source text := 'carrier_knower k';
  conditions text := 'k.level_rank <= coalesce(($1 ->> k.scheme)::int, 0)';
begin
  if me is null or cardinality(grams) = 0 then return; end if;
  for i in 1 .. cardinality(grams) loop
    source := source || format(' join carrier_gram g%1$s on g%1$s.gram = %2$L
      and g%1$s.registered_at = k.registered_at and g%1$s.carrier_id = k.carrier_id', i, grams[i]);
  end loop;
  if reached_at is not null then conditions := conditions || ' and (k.registered_at, k.carrier_id) < ($5, $6)'; end if;
  if filter ->> 'state' is not null then conditions := conditions || ' and k.state = $2 ->> ''state'''; end if;
  if filter ->> 'scheme' is not null then conditions := conditions || ' and k.scheme = $2 ->> ''scheme'''; end if;
  if filter ? 'ranks' then conditions := conditions || ' and $2 -> ''ranks'' @> to_jsonb(k.level_rank)'; end if;
  if filter ? 'registers' then conditions := conditions || ' and k.register_id = any ($3)'; end if;
  if filter ->> 'copyState' is not null then
    conditions := conditions || ' and exists (select from copy y where y.carrier_id = k.carrier_id and y.state = $2 ->> ''copyState'')';
  end if;
  if filter ->> 'overdue' = 'true' then
    conditions := conditions || ' and exists (select from copy y where y.carrier_id = k.carrier_id and y.due_on < house_today())';
  end if;
  -- looked at last: offset 0 keeps it out of the join
  return query execute format(
    'select f.carrier_id, f.registered_at from (
       select k.carrier_id, k.registered_at from %s where k.person_id = %L and %s
       order by k.registered_at desc, k.carrier_id desc offset 0) f
     where $4 is null or exists (select from carrier_matter m where m.id = f.carrier_id
       and (position($4 in plain_words(m.title)) > 0 or position($4 in plain_words(m.document_no)) > 0))
     limit $7', source, me, conditions)
  using acting_clearances(), filter, registers, case when not alone then plain end, reached_at, reached_id, how_many;
end $$;
grant execute on function find_known(text, jsonb, timestamptz, uuid, int) to fengni_reader;

create policy reader on copy for select to fengni_reader using (
  register_id = any ((select handled_registers())::uuid[]) or holder_id = (select acting_person())
  or id = any ((select copies_to_sign_for())::uuid[])
  or (select true from carrier_knower k where k.carrier_id = copy.carrier_id and k.person_id = (select acting_person())
      and k.level_rank <= coalesce(((select acting_clearances()) ->> k.scheme)::int, 0)));
create policy reader on custody for select to fengni_reader using (
  register_id = any ((select handled_registers())::uuid[]) or holder_id = (select acting_person())
  or by_id = (select acting_person()));
create policy reader on scan for select to fengni_reader using (register_id = any ((select handled_registers())::uuid[]));
create policy reader on circulation for select to fengni_reader using (
  register_id = any ((select handled_registers())::uuid[])
  or exists (select from circulation_reader r where r.circulation_id = circulation.id));
create policy reader on circulation_reader for select to fengni_reader using (
  register_id = any ((select handled_registers())::uuid[])
  or (select acting_person()) in (person_id, deputy_id));
create policy reader on loan for select to fengni_reader using (
  register_id = any ((select handled_registers())::uuid[]) or borrower_id = (select acting_person()));
create policy reader on making for select to fengni_reader using (
  register_id = any ((select handled_registers())::uuid[]) or ordered_by = (select acting_person()));
create policy reader on delivery for select to fengni_reader using (register_id = any ((select handled_registers())::uuid[]));
create policy reader on delivery_item for select to fengni_reader using (register_id = any ((select handled_registers())::uuid[]));
create policy reader on stocktaking for select to fengni_reader using (register_id = any ((select handled_registers())::uuid[]));
create policy reader on stocktaking_item for select to fengni_reader using (register_id = any ((select handled_registers())::uuid[]));
create policy reader on recall for select to fengni_reader using (register_id = any ((select handled_registers())::uuid[]));
create policy reader on paper_bag for select to fengni_reader using (
  register_id = any ((select handled_registers())::uuid[]) or list_id = any ((select watched_lists())::uuid[]));
create policy reader on missing_copy for select to fengni_reader using (register_id = any ((select handled_registers())::uuid[]));
create policy reader on ledger_export for select to fengni_reader using (register_id = any ((select handled_registers())::uuid[]));
create policy reader on ledger_import for select to fengni_reader using (register_id = any ((select handled_registers())::uuid[]));
create policy reader on hand_over for select to fengni_reader using (
  (select acting_person()) in (from_id, to_id, witness_id)
  or exists (select from acting_duties() d where hand_over.unit_path <@ d.unit_path
       and d.duty in ('officer', 'document-clerk', 'leader-in-charge', 'personnel')));
create policy reader on hand_over_item for select to fengni_reader using (
  exists (select from hand_over h where h.id = hand_over_id));
-- A witness named on a list sees it, though he handles nothing else of the register.
create policy reader on destruction_list for select to fengni_reader using (
  register_id = any ((select handled_registers())::uuid[])
  or (select acting_person()) = any (witnesses));
create policy reader on destruction_witness for select to fengni_reader using (
  register_id = any ((select handled_registers())::uuid[]) or person_id = (select acting_person())
  or list_id = any ((select watched_lists())::uuid[]));

call open_to_clockwork('carrier'); call open_to_clockwork('copy'); call open_to_clockwork('circulation');
call open_to_clockwork('circulation_reader'); call open_to_clockwork('loan'); call open_to_clockwork('recall');

-- Which of these carriers still have a copy that is not ended.
create function open_carriers(wanted uuid[]) returns table (carrier_id uuid)
  language sql stable security definer set search_path = public as
$$ select distinct c.carrier_id from copy c
   where c.carrier_id = any (wanted) and c.state not in ('delivered', 'returned', 'destroyed') $$;
-- Who of these persons is in the scope and cleared: asked by who may know, when a reading list is made.
create function persons_who_know(of_carrier uuid, wanted uuid[]) returns table (person_id uuid)
  language sql stable security definer set search_path = public as
$$ select k.person_id from carrier_knower k join person p on p.id = k.person_id and p.frozen_at is null
   where k.carrier_id = of_carrier and k.person_id = any (wanted)
     and k.level_rank <= coalesce((select max(level_rank) from clearance c
       where c.person_id = k.person_id and c.scheme = k.scheme and c.ended_on is null), 0) $$;
create function next_copy_ordinal(of_carrier uuid) returns int
  language sql stable security definer set search_path = public as
$$ select coalesce(max((regexp_match(copy_no, '^[0-9]{1,6}$'))[1]::int), 0) + 1 from copy where carrier_id = of_carrier $$;
-- Whose turn it is on a slip.
create function next_reader(of_circulation uuid) returns table (id uuid)
  language sql stable security definer set search_path = public as
$$ select r.id from circulation_reader r where r.circulation_id = of_circulation and r.state = 'waiting'
   order by r.place_in_list limit 1 $$;
grant execute on function next_reader(uuid) to fengni_writer;
grant execute on function open_carriers(uuid[]), persons_who_know(uuid, uuid[]), next_copy_ordinal(uuid) to fengni_writer;

-- Hand-over: who opens one need not see all that a person holds. Answers only about a person this transaction locked.
create function copies_held_by(of_person uuid) returns table (id uuid)
  language sql stable security definer set search_path = public as
$$ select c.id from copy c where c.holder_id = of_person and of_person = any (granted_ids())
   and c.state in ('in-store', 'with-reader', 'on-loan', 'taken-out', 'archived', 'for-destruction') $$;
-- How many of these copies a person cannot take: not cleared, or outside the scope of what he would have to read.
-- Who keeps the store handles only, and needs no scope.
create function copies_not_for(of_person uuid, wanted uuid[]) returns bigint
  language sql stable security definer set search_path = public as
$$ select count(*) from copy c join carrier k on k.id = c.carrier_id
   where c.id = any (wanted) and of_person = any (granted_ids()) and (
     k.level_rank > coalesce((select max(l.level_rank) from clearance l
       where l.person_id = of_person and l.scheme = k.scheme and l.ended_on is null), 0)
     or (c.state <> 'in-store' and not exists (
       select from carrier_knower n where n.carrier_id = k.id and n.person_id = of_person))) $$;
-- What goes with copies from one hand to another: open loans, what is owed for them, and the giver's clear-outs.
create function goes_with_copies(of_person uuid, moved uuid[]) returns table (kind text, id uuid)
  language sql stable security definer set search_path = public as
$$ select 'loan', l.id from loan l
   where l.copy_id = any (moved) and l.state = 'out' and l.borrower_id = of_person and moved <@ granted_ids()
   union all
   select 'obligation', o.id from obligation o
   where o.subject_id = any (moved) and o.state = 'open' and o.person_id = of_person and moved <@ granted_ids()
   union all
   select 'clear-out', o.id from obligation o
   where o.kind = 'carrier.clear-out' and o.state = 'open' and o.person_id = of_person and moved <@ granted_ids() $$;
-- Of what these persons owe as a whole, what is done: clear-outs of units of which they hold nothing any more, and
-- recalls of which they hold nothing any more.
create function debts_without_copies(of_persons uuid[]) returns table (kind text, person_id uuid, subject_id uuid)
  language sql stable security definer set search_path = public as
$$ select o.kind, o.person_id, o.subject_id from obligation o
   where o.state = 'open' and o.person_id = any (of_persons) and (
     (o.kind = 'carrier.clear-out' and not exists (
       select from copy c join register r on r.id = c.register_id
       where c.holder_id = o.person_id and c.state in ('with-reader', 'on-loan', 'taken-out') and r.unit_path <@ o.unit_path))
     or (o.kind = 'carrier.recall' and not exists (
       select from copy c join carrier k on k.id = c.carrier_id
       where c.holder_id = o.person_id and c.state in ('with-reader', 'on-loan', 'taken-out') and k.recall_id = o.subject_id))) $$;
grant execute on function copies_held_by(uuid), copies_not_for(uuid, uuid[]), goes_with_copies(uuid, uuid[]),
  debts_without_copies(uuid[]) to fengni_writer;

-- Whether a destruction list waits for consents, whoever asked for them; and who gave them, for who sees the list.
create function destruction_pending(of_list uuid) returns boolean
  language sql stable security definer set search_path = public as
$$ select exists (select from approval a
     where a.subject_id = of_list and a.command = 'destruction.submit' and a.state = 'pending'
       and exists (select from destruction_list l where l.id = of_list
         and (l.register_id = any (handled_registers()) or acting_person() = any (l.witnesses)))) $$;
create function destruction_consents(of_list uuid) returns table (approval_id uuid, state text, step int, step_name jsonb, person text, decided_at timestamptz)
  language sql stable security definer set search_path = public as
$$ select a.id, a.state, d.step, a.steps -> d.step -> 'name', p.name, d.decided_at
   from approval a left join (approval_decision d join person p on p.id = d.person_id)
     on d.approval_id = a.id and d.decision in ('consent', 'consent-with-condition')
   where a.subject_id = of_list and a.command = 'destruction.submit' and a.state in ('pending', 'done')
     and exists (select from destruction_list l where l.id = of_list
       and (l.register_id = any (handled_registers()) or acting_person() = any (l.witnesses)))
   order by a.created_at desc, d.decided_at $$;
grant execute on function destruction_pending(uuid), destruction_consents(uuid) to fengni_reader, fengni_writer;
-- Place in the log of entries under which custody rows in the caller's own sight were written, with the newest
-- sealed head. Handing out a place is allowed and documented (DESIGN §4): the paper it stands on is a proof.
create function sealed_places(wanted uuid[]) returns table (entry_id uuid, leaf_index bigint, origin text, size bigint, root bytea)
  language sql stable security definer set search_path = public as
$$ select e.id, e.leaf_index, h.origin, h.size, h.root from log_entry e cross join log_head h
   where e.id = any (wanted) and exists (select from custody s where s.entry_id = e.id
     and (s.register_id = any (handled_registers()) or s.holder_id = acting_person())) $$;
grant execute on function sealed_places(uuid[]) to fengni_reader, fengni_writer;

-- Copies in hands that are not cleared for them, of registers the caller handles. It tells what the finding tells and
-- nothing else of anybody's clearance.
create function copies_with_uncleared() returns table (copy_id uuid)
  language sql stable security definer set search_path = public as
$$ select c.id from copy c join carrier k on k.id = c.carrier_id
   where c.register_id = any ((select handled_registers())::uuid[])
     and c.state in ('with-reader', 'on-loan', 'taken-out') and c.holder_id is not null
     and k.level_rank > coalesce((select max(l.level_rank) from clearance l
       where l.person_id = c.holder_id and l.scheme = k.scheme and l.ended_on is null), 0) $$;
grant execute on function copies_with_uncleared() to fengni_reader;

-- Who handles a register may show what the log says of its custody and its destruction lists (BEY-2).
call open_evidence('custody');
call open_evidence('destruction_list');

-- How far the log may be pruned: to the first entry that the custody of a live carrier or a destruction rests on.
create function log_keep_from() returns bigint language sql stable security definer set search_path = public as
$$ select min(e.leaf_index) from log_entry e join (
     select h.entry_id from custody h join carrier c on c.id = h.carrier_id where c.state <> 'ended'
     union all
     select h.entry_id from destruction_list d join copy o on o.list_id = d.id join custody h on h.copy_id = o.id
       where d.state = 'destroyed'
     union all
     select entry_id from destruction_list where entry_id is not null) held on held.entry_id = e.id
   where acting_power() = 'audit' $$;
grant execute on function log_keep_from() to fengni_reader;
-- What the kernel's approvals ask: whether the caller may know the thing a request is about.
create or replace function knows_subject(wanted uuid) returns boolean language sql stable security definer set search_path = public as
$$ select exists (select from carrier_knower k where k.carrier_id = wanted and k.person_id = acting_person()
     and k.level_rank <= acting_clearance(k.scheme)) $$;
