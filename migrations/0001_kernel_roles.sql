-- Roles, schemas and the helpers every later migration uses (docs/adr/0002-roles-in-the-database.md).
-- The owner runs this file and is unknown to the running server. The server logs in as the runtime role,
-- which can do nothing but step into one of four narrow roles for the length of a transaction.
create extension if not exists ltree;

do $$
declare narrow text;
begin
  foreach narrow in array array['fengni_reader', 'fengni_writer', 'fengni_sealer', 'fengni_clockwork'] loop
    if not exists (select from pg_roles where rolname = narrow) then
      execute format('create role %I nologin noinherit', narrow);
    end if;
    execute format('grant usage on schema public to %I', narrow);
  end loop;
end $$;

revoke create on schema public from public;
alter default privileges revoke execute on functions from public;

-- What the caller of this transaction may write: ids the kernel decided on (DESIGN §3, Roles).
create function granted_ids() returns uuid[] language sql stable parallel safe as
$$ select coalesce(nullif(current_setting('fengni.granted', true), '')::uuid[], '{}'::uuid[]) $$;

-- Hash of a register row as the log keeps it. Nulls are stripped, so a later nullable column changes no old hash. Times
-- in the image are as the connection's zone writes them: every connection of ours says UTC (`db/pool.ts`).
create function row_hash(row_image jsonb) returns text language sql stable parallel safe as
$$ select encode(sha256(convert_to(jsonb_strip_nulls(row_image)::text, 'UTF8')), 'hex') $$;

grant execute on function granted_ids(), row_hash(jsonb)
  to fengni_reader, fengni_writer, fengni_sealer, fengni_clockwork;
