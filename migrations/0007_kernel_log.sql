-- The log read, witnessed, pruned and handed out as evidence (SEC-2, BEY-2, BEY-5, BEY-7).

-- A row is hashed as PostgreSQL writes it; how it writes must not depend on who is connected.
alter function note_rows_written() set timezone = 'UTC' set datestyle = 'ISO, YMD' set intervalstyle = 'postgres'
  set bytea_output = 'hex' set extra_float_digits = '1';
alter function note_rows_deleted() set timezone = 'UTC' set datestyle = 'ISO, YMD' set intervalstyle = 'postgres'
  set bytea_output = 'hex' set extra_float_digits = '1';

-- The auditor sees what waits for the sealer, never the MACs.
grant select (seq, entry_id) on log_pending to fengni_reader;
create policy reader on log_pending for select to fengni_reader using ((select acting_power()) = 'audit');
grant select on log_row to fengni_sealer;
create policy sealer on log_row for select to fengni_sealer using (true);

-- The sealer keeps one checkpoint a day besides the newest, and every one that was witnessed.
grant delete on log_checkpoint to fengni_sealer;
create policy sealer_keeps_witnessed on log_checkpoint as restrictive for delete to fengni_sealer using (witnessed_at is null);

-- Keeps a checkpoint that witnesses have cosigned; the command has verified every line of it.
create function keep_cosigned(of_size bigint, cosigned text, at timestamptz, cosigned_at timestamptz, by_witness text)
  returns void language plpgsql security definer set search_path = public as $$
begin
  if acting_power() is distinct from 'audit' then
    raise exception 'fengni: cosigned checkpoints are taken in by the auditor only';
  end if;
  insert into log_checkpoint as c (size, note, signed_at, witnessed_at, witness)
    values (of_size, cosigned, at, cosigned_at, by_witness)
    on conflict (size) do update
      set note = excluded.note, witness = excluded.witness, witnessed_at = greatest(c.witnessed_at, excluded.witnessed_at);
end $$;
grant execute on function keep_cosigned(bigint, text, timestamptz, timestamptz, text) to fengni_writer;

-- Retention (BEY-7). A pruning is ordered by the auditor with the security administrator's consent; the sealer signs
-- the statement once the order itself is sealed, and only then deletes.
create table log_pruning (
  -- entries below are removed: a multiple of 256, so that tiles and bundles go whole
  minimum bigint primary key check (minimum > 0 and minimum % 256 = 0),
  root bytea not null check (octet_length(root) = 32),
  entry_id uuid not null,
  ordered_at timestamptz not null,
  statement text,
  finished_at timestamptz check (finished_at is null or statement is not null)
);
alter table log_pruning enable row level security;
grant select on log_pruning to fengni_reader, fengni_sealer;
create policy reader on log_pruning for select to fengni_reader using ((select acting_power()) = 'audit');
grant update (statement) on log_pruning to fengni_sealer;
create policy sealer on log_pruning to fengni_sealer using (true) with check (true);

-- Two administrators, whatever the program says: the order stands only on a consent in the database.
create function order_pruning(new_minimum bigint, new_root bytea, at timestamptz)
  returns void language plpgsql security definer set search_path = public as $$
declare
  entry uuid := nullif(current_setting('fengni.entry', true), '')::uuid;
begin
  if acting_power() is distinct from 'audit' or entry is null or not exists (
    select from approval a
      join approval_decision d on d.approval_id = a.id and d.decision in ('consent', 'consent-with-condition')
      join account c on c.person_id = d.person_id and c.power = 'security' and c.state = 'active'
    where a.command = 'log.prune' and a.state = 'pending' and a.requester_account = acting_account()
      and (a.snapshot ->> 'minimum')::bigint = new_minimum and a.snapshot ->> 'root' = encode(new_root, 'hex')
  ) then
    raise exception 'fengni: pruning the log needs the consent of the security administrator';
  end if;
  insert into log_pruning (minimum, root, entry_id, ordered_at) values (new_minimum, new_root, entry, at);
end $$;
grant execute on function order_pruning(bigint, bytea, timestamptz) to fengni_writer;

-- Removes some of the entries a signed statement covers; returns how many. With none left it drops the tiles and ends
-- the pruning. The last hash of each register row stays (carried), so that rows not written since can still be audited.
create function prune_step(entries_max int, at timestamptz)
  returns bigint language plpgsql security definer set search_path = public as $$
declare
  upto bigint;
  doomed uuid[];
begin
  select minimum into upto from log_pruning where statement is not null and finished_at is null
    order by minimum limit 1 for update;
  if upto is null or upto > (select pruned_before from log_head) then
    return 0;
  end if;
  select array_agg(id) into doomed
    from (select id from log_entry where leaf_index < upto order by leaf_index limit entries_max) oldest;
  if doomed is null then
    delete from log_tile where level = 0 and tile_index < upto / 256;
    update log_pruning set finished_at = at where minimum = upto;
    return 0;
  end if;
  -- hashes carried since an earlier pruning, of rows that were written again
  delete from log_row carried using log_row later
    where later.entry_id = any (doomed) and carried.row_id = later.row_id and carried.table_name = later.table_name
      and not exists (select from log_entry e where e.id = carried.entry_id);
  delete from log_row r using log_entry e
    where r.entry_id = any (doomed) and e.id = r.entry_id and (r.row_hash is null or exists (
      select from log_row later join log_entry l on l.id = later.entry_id
      where later.row_id = r.row_id and later.table_name = r.table_name
        and (l.leaf_index > e.leaf_index or l.leaf_index is null)));
  delete from log_pending where entry_id = any (doomed);
  delete from log_detail where entry_id = any (doomed);
  delete from log_entry where id = any (doomed);
  return cardinality(doomed);
end $$;
grant execute on function prune_step(int, timestamptz) to fengni_sealer;

-- Evidence for who is not the auditor (BEY-2): an entry is opened to whoever handles the registers of all rows of the
-- given table it wrote. All, for the details of an entry are one text: handing them out cannot stop at a row. Which
-- rows an entry wrote is the log's own word, so a row that names an entry opens nothing.
create procedure open_evidence(guarded regclass) language plpgsql as $$
declare
  opener text := 'evidence_of_' || guarded::text;
begin
  execute format(
    'create function %I(entry uuid) returns boolean language sql stable security definer set search_path = public as
     $f$ select coalesce(bool_and(t.register_id = any ((select handled_registers())::uuid[])), false)
         from log_row l join %s t on t.id = l.row_id where l.entry_id = entry and l.table_name = %L $f$',
    opener, guarded, guarded::text);
  execute format('grant execute on function %I(uuid) to fengni_reader', opener);
  -- named so that the auditor's policy, which costs nothing, is asked first
  execute format('create policy %I on log_entry for select to fengni_reader using (%I(id))', 'reader_' || opener, opener);
  execute format('create policy %I on log_detail for select to fengni_reader using (%I(entry_id))', 'reader_' || opener, opener);
  execute format('create policy %I on log_row for select to fengni_reader using (%I(entry_id))', 'reader_' || opener, opener);
end $$;

-- What ties evidence to the log: hashes and the newest checkpoint. They disclose the log's size and nothing else.
create policy reader_of_proofs on log_head for select to fengni_reader using ((select cardinality(handled_registers())) > 0);
create policy reader_of_proofs on log_tile for select to fengni_reader using ((select cardinality(handled_registers())) > 0);
create policy reader_of_proofs on log_checkpoint for select to fengni_reader using ((select cardinality(handled_registers())) > 0);
