-- Electronic copies (CAR-11, docs/adr/0014-vault.md): uploads, the copies they become, who may print, save or copy out of
-- them, and search in their text. The bytes are the kernel's vault's; here stands what is theirs to handle. What a file is
-- called and what was found in it is of the know tier: the name in tables of its own, the rest in the vault itself.

-- A file on its way in. Its uploader alone sees it until it is attached to a carrier.
create table upload (
  id uuid primary key,
  object_id uuid not null unique references vault_object (id),
  size_bytes bigint not null check (size_bytes between 1 and 1099511627776),
  state text not null check (state in ('open', 'examining', 'ready', 'attached', 'dropped')),
  -- how the examination ended, and what it left
  outcome text check (outcome in ('whole', 'partly', 'failed')),
  text_object_id uuid references vault_object (id),
  pages_object_id uuid references vault_object (id),
  page_count int check (page_count >= 0),
  copy_id uuid references copy (id),
  begun_at timestamptz not null,
  begun_by uuid not null references person (id),
  finished_at timestamptz,
  ended_at timestamptz
);
create index upload_mine on upload (begun_by, begun_at desc, id desc);
create index upload_live on upload (state, begun_at) where state in ('open', 'examining', 'ready');
create table upload_matter (
  id uuid primary key references upload (id),
  file_name text not null check (length(file_name) between 1 and 200),
  -- who reads hashes of rows in the log reads no names: without the salt they could be guessed
  salt uuid not null default gen_random_uuid()
);
call guard_table('upload'); call guard_table('upload_matter');
call open_to_clockwork('upload');
create policy reader on upload for select to fengni_reader using (begun_by = (select acting_person()));
create policy reader on upload_matter for select to fengni_reader using (
  exists (select from upload u where u.id = upload_matter.id and u.begun_by = (select acting_person())));

-- How far examinations are: machinery of the server, no register. `lease_until`: a server is at it, as far as is known.
create table examination (
  id uuid primary key references upload (id),
  phase text not null check (phase in ('waiting', 'reading', 'rendering', 'keeping')),
  done int not null default 0,
  total int not null default 0,
  attempts int not null default 0,
  lease_until timestamptz,
  changed_at timestamptz not null
);
alter table examination enable row level security;
grant select on examination to fengni_reader;
create policy reader on examination for select to fengni_reader using (
  exists (select from upload u where u.id = examination.id and u.begun_by = (select acting_person())));
grant select, insert, update, delete on examination to fengni_clockwork;
create policy clockwork on examination to fengni_clockwork using (true) with check (true);
create function ask_examination(of_upload uuid) returns void language sql security definer set search_path = public as
$$ insert into examination (id, phase, changed_at) select of_upload, 'waiting', now() where of_upload = any (granted_ids())
   on conflict (id) do update set phase = 'waiting', done = 0, total = 0, attempts = 0, lease_until = null, changed_at = now() $$;
grant execute on function ask_examination(uuid) to fengni_writer;
-- What a file that is being examined is called: its name is a hint between kinds, and may bear a mark of its own.
create function examined_name(of_upload uuid) returns text language sql stable security definer set search_path = public as
$$ select m.file_name from upload_matter m join examination e on e.id = m.id where m.id = of_upload $$;
grant execute on function examined_name(uuid) to fengni_clockwork;

-- A copy that is a file: the same copy, with its content in the vault.
create table electronic_copy (
  id uuid primary key references copy (id),
  carrier_id uuid not null references carrier (id),
  register_id uuid not null references register (id),
  object_id uuid not null unique references vault_object (id),
  text_object_id uuid references vault_object (id),
  pages_object_id uuid references vault_object (id),
  byte_count bigint not null,
  page_count int not null default 0,
  outcome text not null check (outcome in ('whole', 'partly', 'failed')),
  attached_at timestamptz not null,
  attached_by uuid not null references person (id),
  -- its grams and its fingerprints are to be brought in line with the carrier's level
  follow boolean not null default true,
  fingerprinted boolean not null default false
);
create index electronic_copy_carrier on electronic_copy (carrier_id);
create index electronic_copy_follow on electronic_copy (id) where follow;
create table electronic_copy_matter (
  id uuid primary key references electronic_copy (id),
  carrier_id uuid not null references carrier (id),
  file_name text not null check (length(file_name) between 1 and 200),
  salt uuid not null default gen_random_uuid()
);
call guard_table('electronic_copy'); call guard_table('electronic_copy_matter');
call open_to_clockwork('electronic_copy');
create policy reader on electronic_copy for select to fengni_reader using (
  register_id = any ((select handled_registers())::uuid[])
  or (select true from carrier_knower k where k.carrier_id = electronic_copy.carrier_id and k.person_id = (select acting_person())
      and k.level_rank <= coalesce(((select acting_clearances()) ->> k.scheme)::int, 0)));
create policy reader on electronic_copy_matter for select to fengni_reader using (
  (select true from carrier_knower k where k.carrier_id = electronic_copy_matter.carrier_id and k.person_id = (select acting_person())));

-- A decision that somebody may print or save a copy once, or copy its text for some days.
create table vault_release (
  id uuid primary key,
  copy_id uuid not null references electronic_copy (id),
  carrier_id uuid not null references carrier (id),
  register_id uuid not null references register (id),
  kind text not null check (kind in ('print', 'save', 'copy-text')),
  person_id uuid not null references person (id),
  -- the medium a file is saved to, by its number in the register of media
  medium_no text not null default '',
  granted_at timestamptz not null,
  until timestamptz not null,
  ended_at timestamptz
);
create index vault_release_person on vault_release (person_id, granted_at desc);
create index vault_release_copy on vault_release (copy_id, granted_at desc);
call guard_table('vault_release');
create policy reader on vault_release for select to fengni_reader using (
  person_id = (select acting_person()) or register_id = any ((select handled_registers())::uuid[]));

-- Content is opened through file routes, and each opening is on the log before a byte is sent. This shows who handles a
-- copy, or may know it, who opened it, when, and which pages.
create function vault_openings(of_carrier uuid, reached timestamptz, reached_id uuid, how_many int)
  returns table (entry_id uuid, copy_id uuid, opened_at timestamptz, person text, what text, page int, terminal text)
  language sql stable security definer set search_path = public as
$$ select d.entry_id, e.id, d.recorded_at, p.name, d.command, ((d.details::jsonb -> 'input' ->> 'page'))::int, d.details::jsonb ->> 'terminal'
   from electronic_copy e
     join lateral (select e.id as id union all select r.id from vault_release r where r.copy_id = e.id) subject on true
     join log_detail d on d.subject_id = subject.id and d.outcome = 'opened' and d.command like 'vault.%'
     left join person p on p.id = d.person_id
   where e.carrier_id = of_carrier
     and (e.register_id = any (handled_registers()) or knows_carrier(of_carrier))
     and (reached is null or (d.recorded_at, d.entry_id) < (reached, reached_id))
   order by d.recorded_at desc, d.entry_id desc limit how_many $$;
-- Whether what was released has been handed out already.
create function release_opened(wanted uuid) returns boolean language sql stable security definer set search_path = public as
$$ select exists (select from log_detail d where d.subject_id = wanted and d.outcome = 'opened' and d.command like 'vault.%')
     and exists (select from vault_release r where r.id = wanted
       and (r.person_id = acting_person() or r.register_id = any (handled_registers()))) $$;
-- What became of the content of a carrier's copies, for who sees the copies.
create function vault_content_states(of_carrier uuid) returns table (copy_id uuid, state text)
  language sql stable security definer set search_path = public as
$$ select e.id, o.state from electronic_copy e join vault_object o on o.id = e.object_id
   where e.carrier_id = of_carrier and (e.register_id = any (handled_registers()) or knows_carrier(of_carrier)) $$;
grant execute on function vault_content_states(uuid) to fengni_reader;
grant execute on function vault_openings(uuid, timestamptz, uuid, int), release_opened(uuid) to fengni_reader, fengni_writer;

-- A carrier's level changes, by whatever command: its electronic copies follow.
create function follow_carrier_level() returns trigger language plpgsql security definer set search_path = public as $$
begin
  -- wrapped under the new level's key by the vault as soon as it is open
  update vault_object set wanted_level_key = new.scheme || '/' || new.level
    where subject_id = new.id and state in ('open', 'kept');
  update electronic_copy set follow = true where carrier_id = new.id and not follow;
  if new.level_rank >= 2 then delete from content_gram where carrier_id = new.id; end if;
  return new;
end $$;
create trigger follow_level after update on carrier for each row
  when ((old.scheme, old.level, old.level_rank) is distinct from (new.scheme, new.level, new.level_rank))
  execute function follow_carrier_level();

-- Search in text (DESIGN §6): keyed grams of two and three characters of each text, below rank 2 (机密) only. The key is the
-- server's, not the database's. They go when the level rises and when the object is destroyed.
create table content_gram (
  object_id uuid primary key,
  carrier_id uuid not null,
  grams int4[] not null
);
create index content_gram_carrier on content_gram (carrier_id);
create index content_gram_grams on content_gram using gin (grams) with (fastupdate = off);
alter table content_gram alter grams set statistics 1000;
alter table content_gram enable row level security;
create function put_content_grams(of_copy uuid, words int4[]) returns boolean language plpgsql security definer set search_path = public as $$
declare of_object uuid; of_carrier uuid;
begin
  perform 1 from electronic_copy e where e.id = of_copy and e.id = any (granted_ids());
  if not found then return false; end if;
  select e.object_id, e.carrier_id into of_object, of_carrier
    from electronic_copy e join carrier c on c.id = e.carrier_id join vault_object o on o.id = e.object_id
    where e.id = of_copy and c.level_rank < 2 and o.state = 'kept' for share of c;
  if of_object is null then return false; end if;
  insert into content_gram values (of_object, of_carrier, words)
    on conflict (object_id) do update set grams = excluded.grams, carrier_id = excluded.carrier_id;
  return true;
end $$;
grant execute on function put_content_grams(uuid, int4[]) to fengni_clockwork;
create function drop_content_grams() returns trigger language plpgsql security definer set search_path = public as $$
begin
  delete from content_gram where object_id = new.id;
  update electronic_copy set follow = true where object_id = new.id and fingerprinted and not follow;
  return new;
end $$;
create trigger drop_grams after update on vault_object for each row
  when (new.state in ('destroying', 'destroyed') and old.state is distinct from new.state)
  execute function drop_content_grams();

-- What the caller may know and is cleared for whose text holds all these grams, the newest carrier first; nobody is told
-- whether the planner began at the grams or at the caller's own scope. Whether the words stand in a row is looked at in
-- the stored text.
create function find_content(words int4[], of_register uuid, reached_at timestamptz, reached_id uuid, how_many int)
  returns table (copy_id uuid, carrier_id uuid, registered_at timestamptz) language plpgsql stable security definer set search_path = public
  set max_parallel_workers_per_gather = 0 set jit = off as $$
declare
  me uuid := acting_person();
  conditions text := 'k.level_rank < 2 and k.level_rank <= coalesce(($1 ->> k.scheme)::int, 0)';
begin
  if me is null or cardinality(words) = 0 then return; end if;
  if of_register is not null then conditions := conditions || ' and k.register_id = $2'; end if;
  if reached_at is not null then conditions := conditions || ' and (k.registered_at, e.id) < ($3, $4)'; end if;
  -- written out, so that the planner knows how common these grams are and how much this caller may know
  return query execute format(
    'select e.id, k.carrier_id, k.registered_at
     from carrier_knower k join content_gram g on g.carrier_id = k.carrier_id join electronic_copy e on e.object_id = g.object_id
     where k.person_id = %L and g.grams @> %L::int4[] and %s
     order by k.registered_at desc, e.id desc limit $5', me, words, conditions)
  using acting_clearances(), of_register, reached_at, reached_id, how_many;
end $$;
grant execute on function find_content(int4[], uuid, timestamptz, uuid, int) to fengni_reader;
