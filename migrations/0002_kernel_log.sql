-- The sealed log (DESIGN §5). An entry is a leaf of a Merkle tree; who did what stands in its details,
-- which the leaf commits to but does not disclose.
create table log_entry (
  id uuid primary key,
  recorded_at timestamptz not null,
  leaf bytea not null check (octet_length(leaf) < 1024),
  leaf_index bigint unique check (leaf_index >= 0)
);

create table log_detail (
  entry_id uuid primary key references log_entry (id),
  salt bytea not null check (octet_length(salt) = 32),
  details text not null,
  account_id uuid,
  person_id uuid,
  command text not null,
  outcome text not null check (outcome in ('done', 'parked', 'denied', 'refused', 'failed', 'opened')),
  subject_id uuid,
  recorded_at timestamptz not null
);
create index log_detail_by_time on log_detail (recorded_at desc, entry_id);
create index log_detail_by_account on log_detail (account_id, recorded_at desc);
create index log_detail_by_command on log_detail (command, recorded_at desc);
create index log_detail_by_subject on log_detail (subject_id, recorded_at desc) where subject_id is not null;

-- Every register row an entry wrote, with its hash afterwards; the details hold the digest of this list.
create table log_row (
  entry_id uuid not null,
  table_name text not null,
  row_id uuid not null,
  row_hash text,
  primary key (entry_id, table_name, row_id)
);
create index log_row_by_row on log_row (row_id, table_name);

-- What waits for the sealer, with a MAC by a key the database lacks: a row put here by hand is a foreign entry.
create table log_pending (
  seq bigint generated always as identity primary key,
  entry_id uuid not null unique references log_entry (id),
  mac bytea not null
);

-- The one head. Locked by the sealer, so two servers cannot grow two trees.
create table log_head (
  only_one boolean primary key default true check (only_one),
  origin text not null,
  epoch int not null default 0,
  size bigint not null default 0,
  frontier jsonb not null default '{"size": 0, "hashes": []}',
  root bytea not null,
  sealed_at timestamptz,
  pruned_before bigint not null default 0
);

create table log_tile (
  level smallint not null,
  tile_index bigint not null,
  hashes bytea not null check (octet_length(hashes) % 32 = 0 and octet_length(hashes) <= 8192),
  primary key (level, tile_index)
);

create table log_checkpoint (
  size bigint primary key,
  note text not null,
  signed_at timestamptz not null,
  witnessed_at timestamptz,
  witness text
);

-- Entries the sealer found with a wrong MAC.
create table log_foreign (
  entry_id uuid primary key,
  leaf_index bigint not null,
  found_at timestamptz not null
);

-- The lines of an entry's written rows, in a fixed order, hashed: recomputed by `fengni audit`.
create function log_rows_digest(entry uuid) returns table (rows_written bigint, digest text)
  language sql stable security definer set search_path = public as
$$ select count(*), encode(sha256(convert_to(coalesce(string_agg(
     table_name || ' ' || row_id || ' ' || coalesce(row_hash, 'deleted') || E'\n', ''
     order by table_name collate "C", row_id), ''), 'UTF8')), 'hex')
   from log_row where entry_id = entry $$;

-- Triggers on every register table: no row is written but under an entry of the log. Once a statement, over its
-- transition table, so that an import of thousands of rows costs one call. They name their schema instead of setting a
-- search path, which would cost more than their work; what else they call is PostgreSQL's own.
create function note_rows_written() returns trigger language plpgsql security definer as $$
declare entry uuid := nullif(current_setting('fengni.entry', true), '')::uuid;
begin
  if entry is null then raise exception 'fengni: rows of % are written by commands only', tg_table_name; end if;
  insert into public.log_row (entry_id, table_name, row_id, row_hash)
    select entry, tg_table_name, w.id, public.row_hash(to_jsonb(w)) from written w
    on conflict (entry_id, table_name, row_id) do update set row_hash = excluded.row_hash;
  return null;
end $$;
create function note_rows_deleted() returns trigger language plpgsql security definer as $$
declare entry uuid := nullif(current_setting('fengni.entry', true), '')::uuid;
begin
  if entry is null then raise exception 'fengni: rows of % are written by commands only', tg_table_name; end if;
  insert into public.log_row (entry_id, table_name, row_id, row_hash)
    select entry, tg_table_name, g.id, null from gone g
    on conflict (entry_id, table_name, row_id) do update set row_hash = null;
  return null;
end $$;

-- What each register table gets. The policy for reading is written beside each table.
create procedure guard_table(guarded regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', guarded);
  execute format('grant select on %s to fengni_reader', guarded);
  execute format('grant select, insert, update on %s to fengni_writer', guarded);
  execute format('create policy writer_insert on %s for insert to fengni_writer with check (true)', guarded);
  execute format('create policy writer_select on %s for select to fengni_writer using (id = any((select granted_ids())::uuid[]))', guarded);
  execute format('create policy writer_update on %s for update to fengni_writer using (id = any((select granted_ids())::uuid[])) with check (true)', guarded);
  execute format('create trigger note_row_write after insert on %s referencing new table as written for each statement execute function note_rows_written()', guarded);
  execute format('create trigger note_row_change after update on %s referencing new table as written for each statement execute function note_rows_written()', guarded);
  execute format('create trigger note_row_delete after delete on %s referencing old table as gone for each statement execute function note_rows_deleted()', guarded);
end $$;

-- What clockwork may touch besides: handle-tier tables only, never a table of the know tier.
create procedure open_to_clockwork(guarded regclass) language plpgsql as $$
begin
  execute format('grant select, insert, update on %s to fengni_clockwork', guarded);
  execute format('create policy clockwork_select on %s for select to fengni_clockwork using (true)', guarded);
  execute format('create policy clockwork_insert on %s for insert to fengni_clockwork with check (true)', guarded);
  execute format('create policy clockwork_update on %s for update to fengni_clockwork using (id = any((select granted_ids())::uuid[])) with check (true)', guarded);
end $$;

-- A command's row is inserted first; its id binds caller, command and input (DESIGN §1).
create table command_run (
  id uuid primary key,
  account_id uuid,
  command text not null,
  input_hash bytea not null,
  outcome jsonb,
  entry_id uuid,
  started_at timestamptz not null
);
create index command_run_by_age on command_run (started_at);
