-- Encrypted content, the copies of its keys that custodians hold, and rehearsals of restoring from them (DESIGN §6,
-- docs/adr/0014-vault.md). The keys themselves are in the key store, a file outside the database.
create table vault_object (
  id uuid primary key,
  suite text not null check (suite in ('intl', 'guomi')),
  purpose text not null check (purpose in ('original', 'pages', 'text')),
  state text not null check (state in ('open', 'kept', 'destroying', 'destroyed')),
  level_key text not null check (length(level_key) between 1 and 120),
  key_version int not null check (key_version >= 1),
  wrapped_key text,
  wanted_level_key text check (length(wanted_level_key) between 1 and 120),
  byte_count bigint check (byte_count >= 0),
  digest text,
  subject_id uuid,
  part_id uuid,
  parent_id uuid references vault_object (id),
  made_at timestamptz not null,
  made_by uuid not null references person (id),
  destroyed_at timestamptz,
  generations_left int[] not null default '{}',
  -- a destroyed object leaves no key behind, and nothing but a destroyed one lacks it
  check ((state = 'destroyed') = (wrapped_key is null)),
  check (state <> 'kept' or byte_count is not null)
);
create index vault_object_subject on vault_object (subject_id) where subject_id is not null;
create index vault_object_part on vault_object (part_id) where part_id is not null;
create index vault_object_parent on vault_object (parent_id) where parent_id is not null;
create index vault_object_maker on vault_object (made_by, made_at) where subject_id is null;
-- what generations still open though it was destroyed here
create index vault_object_traces on vault_object using gin (generations_left) where state = 'destroyed';
create index vault_object_destroying on vault_object (id) where state = 'destroying';
create index vault_object_wanted on vault_object (id) where wanted_level_key is not null;
create index vault_object_key on vault_object (level_key, key_version) where state in ('open', 'kept');
call guard_table('vault_object');
create policy reader on vault_object for select to fengni_reader using (
  (subject_id is null and made_by = (select acting_person()))
  or (subject_id is not null and knows_subject(subject_id)));
call open_to_clockwork('vault_object');

create table vault_generation (
  id uuid primary key,
  number int not null unique check (number >= 1),
  made_at timestamptz not null,
  made_by uuid not null references person (id),
  threshold int not null check (threshold >= 2),
  custodians uuid[] not null check (cardinality(custodians) between 3 and 7),
  object_count int not null check (object_count >= 0),
  state text not null check (state in ('alive', 'destroyed')),
  destroyed_on date,
  destroyed_at timestamptz,
  destroyed_by uuid references person (id),
  witnesses uuid[] not null default '{}',
  note text not null default ''
);
create index vault_generation_alive on vault_generation (number) where state = 'alive';
call guard_table('vault_generation');
create policy reader on vault_generation for select to fengni_reader using (
  (select acting_power()) is not null or (select acting_person()) = any (custodians));
call open_to_clockwork('vault_generation');

create table vault_rehearsal (
  id uuid primary key,
  generation_id uuid not null references vault_generation (id),
  rehearsed_on date not null,
  custodians uuid[] not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null references person (id)
);
create index vault_rehearsal_newest on vault_rehearsal (rehearsed_on desc, id desc);
create unique index vault_rehearsal_once on vault_rehearsal (generation_id, rehearsed_on);
call guard_table('vault_rehearsal');
revoke update on vault_rehearsal from fengni_writer;
create policy reader on vault_rehearsal for select to fengni_reader using (
  (select acting_power()) is not null or (select acting_person()) = any (custodians));
call open_to_clockwork('vault_rehearsal');

-- Objects of things this transaction has decided on, with all that was derived from them. Who destroys a thing
-- need not be one who may open it.
create function vault_objects_of(of_parts uuid[], of_objects uuid[]) returns table (id uuid)
  language sql stable security definer set search_path = public as
$$ with recursive found as (
     select o.id from vault_object o
     where of_parts <@ granted_ids() and of_objects <@ granted_ids()
       and (o.part_id = any (of_parts) or o.id = any (of_objects))
     union
     select d.id from vault_object d join found f on d.parent_id = f.id
   ) select id from found $$;
-- Generations that exist, and since when.
create function vault_generations_alive() returns table (number int, made_at timestamptz)
  language sql stable security definer set search_path = public as
$$ select number, made_at from vault_generation where state = 'alive' $$;
grant execute on function vault_objects_of(uuid[], uuid[]), vault_generations_alive() to fengni_writer, fengni_clockwork;

-- What is left of the electronic copies on a destruction list: whether their keys are gone, and which generations of the
-- key store still hold them. For who sees the list.
create function destruction_traces(of_list uuid)
  returns table (copy_id uuid, state text, destroyed_at timestamptz, generations int[])
  language sql stable security definer set search_path = public as
$$ select c.id,
     case when bool_and(o.state = 'destroyed') then 'destroyed' when bool_or(o.state in ('open', 'kept')) then 'kept' else 'destroying' end,
     max(o.destroyed_at),
     array(select g.number from vault_generation g where g.state = 'alive'
       and g.number = any (array(select unnest(p.generations_left) from vault_object p where p.part_id = c.id))
       order by g.number)
   from copy c join vault_object o on o.part_id = c.id
   where c.list_id = of_list and exists (select from destruction_list l where l.id = of_list
     and (l.register_id = any (handled_registers()) or acting_person() = any (l.witnesses)))
   group by c.id order by c.id $$;
grant execute on function destruction_traces(uuid) to fengni_reader, fengni_writer;

-- What the key store page counts: nothing of any single object.
create function vault_facts() returns table (kept bigint, opened bigint, destroying bigint, waiting bigint)
  language sql stable security definer set search_path = public as
$$ select count(*) filter (where state = 'kept'), count(*) filter (where state = 'open'),
     count(*) filter (where state = 'destroying'), count(*) filter (where wanted_level_key is not null)
   from vault_object where (select acting_power()) is not null and state <> 'destroyed' $$;
grant execute on function vault_facts() to fengni_reader;
-- How many destroyed objects each of these generations still opens.
create function destroyed_but_held(wanted int[]) returns table (number int, held bigint)
  language sql stable security definer set search_path = public as
$$ select w.number, (select count(*) from vault_object o where o.state = 'destroyed' and o.generations_left @> array[w.number])
   from unnest(wanted) w (number) where (select acting_power()) is not null $$;
grant execute on function destroyed_but_held(int[]) to fengni_reader;
