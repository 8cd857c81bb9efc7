-- Compartments (CLS-6): a matter is divided by link of the process, and each participant knows only his part. That there
-- is a compartment is known to its members alone: everything here is of the know tier, and nothing about it stands in the
-- rows of the handle tier but for a register of its own, which only members handle.
-- No unit_path: the move of a unit counts the rows it changes, and would tell.
create table compartment (
  id uuid primary key,
  unit_id uuid not null references unit (id),
  name text not null check (length(name) between 1 and 100),
  -- the matter that is divided, and the link of its process that this part is
  matter text not null check (length(matter) between 1 and 300),
  link text not null default '' check (length(link) <= 100),
  state text not null check (state in ('open', 'closed')),
  opened_at timestamptz not null,
  opened_by uuid not null references person (id),
  closed_at timestamptz,
  salt uuid not null default gen_random_uuid()
);
-- Members by decision. Who is frozen or leaves drops out of `compartment_knower` without a row changing here: the freeze
-- is on record, and a row written with it would tell its reader that the person was in a compartment.
create table compartment_member (
  id uuid primary key,
  compartment_id uuid not null references compartment (id),
  person_id uuid not null references person (id),
  added_at timestamptz not null,
  added_by uuid not null references person (id),
  ended_at timestamptz,
  salt uuid not null default gen_random_uuid()
);
create index compartment_member_of on compartment_member (compartment_id, added_at);
create index compartment_member_person on compartment_member (person_id);

-- Who is in it now: kept by triggers, never written by a command.
create table compartment_knower (
  person_id uuid not null references person (id),
  compartment_id uuid not null references compartment (id),
  primary key (person_id, compartment_id)
);
create index compartment_knower_of on compartment_knower (compartment_id);
alter table compartment_knower enable row level security;

alter table carrier_matter add column compartment_id uuid references compartment (id);
create index carrier_matter_compartment on carrier_matter (compartment_id) where compartment_id is not null;
-- A number series of its own: a register that only members handle, so that nobody else sees how long it is.
alter table register add column compartment_id uuid references compartment (id);

create function acting_compartments() returns uuid[] language sql stable security definer set search_path = public as
$$ select coalesce(array_agg(compartment_id), '{}') from compartment_knower where person_id = acting_person() $$;
grant execute on function acting_compartments() to fengni_reader, fengni_writer;

create or replace function handled_registers() returns uuid[] language sql stable security definer
begin atomic
  select coalesce(array_agg(distinct r.id), '{}') from register r join register_kind k on k.kind = r.kind
   join acting_duties() d on d.duty = any (k.duties) and r.unit_path <@ d.unit_path
   where r.compartment_id is null or r.compartment_id = any ((select acting_compartments())::uuid[]);
end;

-- The scope by person, within the compartment where there is one.
create or replace function refresh_knowers(of_carriers uuid[]) returns void language sql security definer set search_path = public as $$
  with wanted as (
    select distinct s.carrier_id, coalesce(s.person_id, h.person_id) as person_id
    from carrier_scope s left join holding h on h.post_id = s.post_id and h.ended_on is null
      left join carrier_matter m on m.id = s.carrier_id and m.compartment_id is not null
    where s.carrier_id = any (of_carriers) and s.ended_at is null and coalesce(s.person_id, h.person_id) is not null
      and (m.id is null or exists (select from compartment_knower n
        where n.compartment_id = m.compartment_id and n.person_id = coalesce(s.person_id, h.person_id)))
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
create function refresh_knowers_of_matters() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform refresh_knowers(array(select a.id from after a join before b on b.id = a.id
    where a.compartment_id is distinct from b.compartment_id));
  return null;
end $$;
create trigger refresh_knowers after update on carrier_matter
  referencing old table as before new table as after for each statement execute function refresh_knowers_of_matters();

create function refresh_knowers_in(of_compartments uuid[]) returns void language sql security definer set search_path = public as
$$ select refresh_knowers(array(select id from carrier_matter where compartment_id = any (of_compartments))) $$;
create function keep_members() returns trigger language plpgsql security definer set search_path = public as $$
begin
  delete from compartment_knower k using touched t where t.ended_at is not null
    and k.compartment_id = t.compartment_id and k.person_id = t.person_id;
  insert into compartment_knower (person_id, compartment_id)
    select t.person_id, t.compartment_id from touched t where t.ended_at is null on conflict do nothing;
  perform refresh_knowers_in(array(select distinct compartment_id from touched));
  return null;
end $$;
create trigger keep_members_inserted after insert on compartment_member
  referencing new table as touched for each statement execute function keep_members();
create trigger keep_members_updated after update on compartment_member
  referencing new table as touched for each statement execute function keep_members();
-- Frozen people drop out at once and come back by decision only. The last one stays: he sees nothing while frozen, and
-- nobody else could let him in again.
create function drop_frozen_members() returns trigger language plpgsql security definer set search_path = public as $$
declare left_by uuid[];
begin
  with gone as (
    delete from compartment_knower k where k.person_id = new.id and exists (
      select from compartment_knower o join person p on p.id = o.person_id and p.frozen_at is null
      where o.compartment_id = k.compartment_id and o.person_id <> new.id)
    returning compartment_id
  ) select array_agg(compartment_id) into left_by from gone;
  if left_by is not null then perform refresh_knowers_in(left_by); end if;
  return null;
end $$;
create trigger drop_frozen_members after update of frozen_at, left_on on person for each row
  when ((new.frozen_at is not null and old.frozen_at is null) or (new.left_on is not null and old.left_on is null))
  execute function drop_frozen_members();

call guard_table('compartment'); call guard_table('compartment_member');
create policy reader on compartment for select to fengni_reader using (id = any ((select acting_compartments())::uuid[]));
create policy reader on compartment_member for select to fengni_reader using (
  compartment_id = any ((select acting_compartments())::uuid[]));
grant select on compartment_knower to fengni_reader;
create policy reader on compartment_knower for select to fengni_reader using (
  compartment_id = any ((select acting_compartments())::uuid[]));

create function knows_compartment(wanted uuid) returns boolean language sql stable security definer set search_path = public as
$$ select wanted = any (acting_compartments()) $$;
grant execute on function knows_compartment(uuid) to fengni_reader, fengni_writer;
call add_know_rule('knows_compartment');

-- A request about a compartment, or about what stands in a register of its own, is seen by members alone: whoever else
-- holds the duty that decides must not learn that there is one.
create function compartment_of_subject(of_subject uuid) returns uuid language sql stable security definer set search_path = public as
$$ select id from compartment where id = of_subject
   union all
   select r.compartment_id from register r where r.compartment_id is not null and r.id in (
     select of_subject
     union all select c.register_id from carrier c where c.id = of_subject
     union all select l.register_id from destruction_list l where l.id = of_subject)
   limit 1 $$;
grant execute on function compartment_of_subject(uuid) to fengni_reader, fengni_writer, fengni_clockwork;
drop policy reader on approval;
create policy reader on approval for select to fengni_reader using (
  -- by account: an administrator is nobody's person, and must still see what he asked for
  requester_account = (select acting_account())
  or (decides_in(steps, unit_path)
    -- null is in no empty array: who is in no compartment at all still sees what is about none
    and (compartment_of_subject(subject_id) is null
      or compartment_of_subject(subject_id) = any ((select acting_compartments())::uuid[]))));
