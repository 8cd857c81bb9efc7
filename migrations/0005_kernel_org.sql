-- What commands on units and people must find out or do past their caller's sight (ORG-11, SEC-1). Each answers with
-- a yes, a no or a count, and only about a row this transaction has locked.
create function holds_power(of_person uuid) returns boolean language sql stable security definer set search_path = public as
$$ select of_person = any (granted_ids()) and exists (
     select from account where person_id = of_person and power is not null and state <> 'closed') $$;

-- Whether one person is cleared at least as high as another in every scheme the other is cleared in.
create function is_cleared_like(of_deputy uuid, of_principal uuid) returns boolean
  language sql stable security definer set search_path = public as
$$ select of_deputy = any (granted_ids()) and not exists (
     select from clearance p where p.person_id = of_principal and p.ended_on is null
       and not exists (select from clearance d where d.person_id = of_deputy and d.ended_on is null
         and d.scheme = p.scheme and d.level_rank >= p.level_rank)) $$;

-- A unit with registers cannot end, whoever asks: not even one who sees none of them.
create function registers_of_unit(of_unit uuid) returns bigint language sql stable security definer set search_path = public as
$$ select count(*) from register where unit_id = of_unit and ended_on is null and of_unit = any (granted_ids()) $$;

-- Who freezes a person sees nothing of his sessions. Sessions of parked commands stay: frozen, they see nothing either.
create function end_sign_ins(of_person uuid, at timestamptz) returns bigint language sql security definer set search_path = public as
$$ with ended as (update session set ended_at = at
     where person_id = of_person and kind in ('web', 'cli') and ended_at is null and of_person = any (granted_ids()) returning 1)
   select count(*) from ended $$;

grant execute on function holds_power(uuid), is_cleared_like(uuid, uuid), registers_of_unit(uuid),
  end_sign_ins(uuid, timestamptz) to fengni_writer;

-- Moves a unit with all below it under another. Every table that keeps the path of its unit follows, those of modules
-- too: none can forget it. The tables are locked first, so that nothing is written meanwhile with a path that is gone.
create function move_unit(moved uuid, below uuid) returns bigint language plpgsql security definer set search_path = public as $$
declare
  old_path ltree := (select path from unit where id = moved);
  new_path ltree := (select path || replace(moved::text, '-', '')::ltree from unit where id = below);
  following text[] := array(
    select c.relname from pg_attribute a join pg_class c on c.oid = a.attrelid
    where a.attname = 'unit_path' and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1);
  name text;
begin
  if not array[moved, below] <@ granted_ids() or new_path <@ old_path then
    raise exception 'fengni: a unit is moved by its command only, and never below itself';
  end if;
  foreach name in array following loop execute format('lock table %I in share row exclusive mode', name); end loop;
  update unit set parent_id = case id when moved then below else parent_id end,
    path = case when path = old_path then new_path else new_path || subpath(path, nlevel(old_path)) end
    where path <@ old_path;
  foreach name in array following loop
    execute format('update %I set unit_path = case when unit_path = $1 then $2 else $2 || subpath(unit_path, nlevel($1)) end
      where unit_path <@ $1', name) using old_path, new_path;
  end loop;
  return (select count(*) from unit where path <@ new_path);
end $$;
grant execute on function move_unit(uuid, uuid) to fengni_writer;
