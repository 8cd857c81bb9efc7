-- People in step with the personnel system, and other systems told at once whose rights have ended (PER-3).

-- Addresses that are told. Their secrets are derived from the house's keys and stored nowhere.
create table webhook_address (
  id uuid primary key,
  name text not null check (length(name) between 1 and 60),
  url text not null check (length(url) <= 500),
  kinds text[] not null check (kinds <@ array['person.frozen', 'person.restored', 'person.left', 'account.closed']),
  -- how somebody is named to it
  names_by text not null check (names_by in ('staff-no', 'id')),
  algorithm text not null check (algorithm in ('hmac-sha256', 'hmac-sm3')),
  -- generation of its secret
  generation int not null default 1 check (generation > 0),
  -- authority its certificate must be of; null: those the machine trusts
  ca_pem text check (length(ca_pem) <= 20000),
  state text not null check (state in ('new', 'on', 'off', 'ended')),
  made_at timestamptz not null,
  made_by uuid not null references person (id)
);
-- What happened, by the transaction it happened in; and whom it is told to. The worker's book: no register, since the acts
-- themselves are on the log, by `entry_id`.
create table webhook_event (
  id uuid primary key,
  seq bigint generated always as identity,
  kind text not null,
  person_id uuid references person (id),
  entry_id uuid not null
);
create table webhook_delivery (
  id uuid primary key,
  event_id uuid not null references webhook_event (id),
  address_id uuid not null references webhook_address (id),
  person_id uuid references person (id),
  unit_path ltree,
  seq bigint not null,
  state text not null check (state in ('waiting', 'sent', 'dead', 'set-aside')),
  tries int not null default 0,
  -- when it is tried, again or for the first time; null: at once
  next_at timestamptz,
  last_at timestamptz,
  last_status int,
  last_fault text check (length(last_fault) <= 200)
);
create index webhook_delivery_waiting on webhook_delivery (seq) where state = 'waiting';
create index webhook_delivery_of_person on webhook_delivery (address_id, person_id, seq);
create index webhook_delivery_newest on webhook_delivery (seq desc, id desc);
create index webhook_delivery_of_event on webhook_delivery (event_id);

call guard_table('webhook_address');
alter table webhook_event enable row level security;
alter table webhook_delivery enable row level security;
grant select on webhook_event, webhook_delivery to fengni_reader;
grant select, insert, update on webhook_event, webhook_delivery to fengni_writer;
grant select on webhook_address, webhook_event to fengni_clockwork;
grant select, update on webhook_delivery to fengni_clockwork;
create policy reader on webhook_address for select to fengni_reader using (
  (select acting_power()) in ('security', 'system') or exists (select from acting_duties() d where d.duty = 'officer'));
create policy reader on webhook_delivery for select to fengni_reader using (
  (select acting_power()) in ('security', 'system')
  or exists (select from acting_duties() d where d.duty = 'officer' and webhook_delivery.unit_path <@ d.unit_path));
create policy reader on webhook_event for select to fengni_reader using (
  exists (select from webhook_delivery v where v.event_id = webhook_event.id));
create policy writer_insert on webhook_event for insert to fengni_writer with check (true);
create policy writer_select on webhook_event for select to fengni_writer using (id = any ((select granted_ids())::uuid[]));
create policy writer_insert on webhook_delivery for insert to fengni_writer with check (true);
create policy writer_select on webhook_delivery for select to fengni_writer using (id = any ((select granted_ids())::uuid[]));
create policy writer_update on webhook_delivery for update to fengni_writer
  using (id = any ((select granted_ids())::uuid[])) with check (true);
create policy clockwork_select on webhook_address for select to fengni_clockwork using (true);
create policy clockwork_select on webhook_event for select to fengni_clockwork using (true);
create policy clockwork_select on webhook_delivery for select to fengni_clockwork using (true);
create policy clockwork_update on webhook_delivery for update to fengni_clockwork using (true) with check (true);

-- The one place where the acts are noticed: whoever freezes, restores, lets go or closes, by whatever road, tells it.
create function queue_webhook(of_kind text, of_person uuid) returns void language sql security definer set search_path = public as
$$ with event as (
     insert into webhook_event (id, kind, person_id, entry_id)
     select gen_random_uuid(), of_kind, of_person, nullif(current_setting('fengni.entry', true), '')::uuid
     where exists (select from webhook_address where state = 'on' and of_kind = any (kinds)) returning *)
   insert into webhook_delivery (id, event_id, address_id, person_id, unit_path, seq, state)
     select gen_random_uuid(), e.id, a.id, e.person_id, u.path, e.seq, 'waiting'
     from event e join webhook_address a on a.state = 'on' and e.kind = any (a.kinds)
       join person p on p.id = e.person_id join unit u on u.id = p.unit_id $$;
create function note_person_told() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if old.frozen_at is null and new.frozen_at is not null then perform queue_webhook('person.frozen', new.id); end if;
  if old.frozen_at is not null and new.frozen_at is null then perform queue_webhook('person.restored', new.id); end if;
  if old.left_on is null and new.left_on is not null then perform queue_webhook('person.left', new.id); end if;
  return null;
end $$;
create function note_account_told() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform queue_webhook('account.closed', new.person_id);
  return null;
end $$;
create trigger tell_others after update of frozen_at, left_on on person for each row
  when (old.frozen_at is distinct from new.frozen_at or old.left_on is distinct from new.left_on)
  execute function note_person_told();
create trigger tell_others after update of state on account for each row
  when (old.state <> 'closed' and new.state = 'closed') execute function note_account_told();

-- What is due, with all a message names. In the order in which it happened to each person, to each address: what comes
-- after waits for what came before.
create function webhooks_due(at timestamptz, how_many int) returns table (
  id uuid, event_id uuid, address_id uuid, kind text, happened_at timestamptz, seq bigint, person_id uuid, staff_no text,
  unit_path text, tries int, url text, name text, names_by text, algorithm text, generation int, ca_pem text)
  language sql stable security definer set search_path = public as
$$ select v.id, e.id, a.id, e.kind, l.recorded_at, v.seq, v.person_id, p.staff_no, v.unit_path::text, v.tries, a.url, a.name,
     a.names_by, a.algorithm, a.generation, a.ca_pem
   from webhook_delivery v join webhook_event e on e.id = v.event_id join webhook_address a on a.id = v.address_id
     left join person p on p.id = v.person_id left join log_entry l on l.id = e.entry_id
   where v.state = 'waiting' and (v.next_at is null or v.next_at <= at) and a.state in ('new', 'on', 'off')
     and (a.state = 'on' or v.person_id is null)
     and not exists (select from webhook_delivery b where b.address_id = v.address_id and b.person_id = v.person_id
       and b.state = 'waiting' and b.seq < v.seq)
   order by v.seq limit how_many $$;
grant execute on function webhooks_due(timestamptz, int) to fengni_clockwork;
-- Whether somebody's later event has reached the address already: sent after it, an older one would be believed.
create function webhook_overtaken(wanted uuid) returns boolean language sql stable security definer set search_path = public as
$$ select exists (select from webhook_delivery v join webhook_delivery b on b.address_id = v.address_id
     and b.person_id = v.person_id and b.seq > v.seq and b.state = 'sent'
   where v.id = wanted and v.id = any (granted_ids())) $$;
grant execute on function webhook_overtaken(uuid) to fengni_writer;

-- Who may hand over the state of the personnel system: a token of its own kind, of which the hash alone is kept.
create table personnel_token (
  id uuid primary key,
  name text not null check (length(name) between 1 and 60),
  -- the unit whose people it speaks of, with all below
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  token_hash text not null unique,
  -- addresses or networks it may come from; empty: any
  addresses text[] not null default '{}',
  made_at timestamptz not null,
  made_by uuid not null references person (id),
  expires_on date not null,
  first_used_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);
call guard_table('personnel_token');
revoke select on personnel_token from fengni_reader;
grant select (id, name, unit_id, unit_path, addresses, made_at, made_by, expires_on, first_used_at, last_used_at, revoked_at)
  on personnel_token to fengni_reader;
create policy reader on personnel_token for select to fengni_reader using (
  (select acting_power()) in ('system', 'security') or oversees_people(unit_path));

create table personnel_delivery (
  id uuid primary key,
  -- the sender's own id of it
  reference text not null check (length(reference) between 1 and 80),
  source text not null check (source in ('api', 'sheet')),
  token_id uuid references personnel_token (id),
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  -- the whole state of the unit, or some people of it
  whole boolean not null,
  digest text not null,
  people int not null check (people >= 0),
  -- what differed, by kind, and what applied by itself
  found jsonb not null,
  received_at timestamptz not null,
  by_id uuid references person (id)
);
create unique index personnel_delivery_once on personnel_delivery (token_id, reference) where token_id is not null;
create index personnel_delivery_newest on personnel_delivery (received_at desc, id desc);
call guard_table('personnel_delivery');
create policy reader on personnel_delivery for select to fengni_reader using (oversees_people(unit_path));

create table personnel_difference (
  id uuid primary key,
  delivery_id uuid not null references personnel_delivery (id),
  -- the unit in which all it touches lies: who decides looks after the people of it
  unit_path ltree not null,
  kind text not null check (kind in ('new', 'renamed', 'moved', 'posts', 'gone')),
  staff_no text not null,
  name text not null,
  person_id uuid references person (id),
  trouble text check (trouble in ('frozen', 'left', 'leaving', 'engaged', 'namesake', 'unit-unknown', 'unit-outside', 'cleared')),
  -- from what to what
  facts jsonb not null,
  digest text not null,
  state text not null check (state in ('open', 'applied', 'dismissed', 'superseded')),
  made_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid references person (id)
);
create index personnel_difference_open on personnel_difference (staff_no) where state in ('open', 'dismissed');
create index personnel_difference_of on personnel_difference (delivery_id, state);
create index personnel_difference_newest on personnel_difference (made_at desc, id desc);
call guard_table('personnel_difference');
create policy reader on personnel_difference for select to fengni_reader using (oversees_people(unit_path));
-- Why one was left as it is.
create table personnel_difference_matter (
  id uuid primary key references personnel_difference (id),
  reason text not null,
  salt uuid not null default gen_random_uuid()
);
call guard_table('personnel_difference_matter');
revoke update on personnel_difference_matter from fengni_writer;
create policy reader on personnel_difference_matter for select to fengni_reader using (
  exists (select from personnel_difference d where d.id = personnel_difference_matter.id));
call open_to_clockwork('personnel_difference');
grant select on personnel_delivery to fengni_clockwork;
create policy clockwork_select on personnel_delivery for select to fengni_clockwork using (true);

-- The personnel system has no session: what its deliveries are compared with is read past the caller's sight, for a token in
-- force or for who keeps the people of the unit.
create function personnel_token_of(with_hash text) returns table (
  id uuid, unit_id uuid, addresses text[], expires_on date, revoked boolean)
  language sql stable security definer set search_path = public as
$$ select t.id, t.unit_id, t.addresses, t.expires_on, t.revoked_at is not null from personnel_token t where t.token_hash = with_hash $$;
create function may_keep_in_step(of_unit uuid, with_hash text) returns boolean
  language sql stable security definer set search_path = public as
$$ select exists (select from personnel_token t where t.token_hash = with_hash and t.unit_id = of_unit
       and t.revoked_at is null and t.expires_on >= house_today())
   or exists (select from unit u join acting_duties() d on u.path <@ d.unit_path
     where u.id = of_unit and d.duty in ('officer', 'personnel')) $$;
-- `everybody`: all people of the unit; else those named, and who has one of the names and no staff number.
create function staff_to_compare(of_unit uuid, with_hash text, staff_nos text[], names text[], everybody boolean) returns table (
  id uuid, name text, staff_no text, unit_id uuid, unit_path text, frozen boolean, has_left boolean, cleared boolean,
  leaving_id uuid, engaged boolean, posts text[])
  language plpgsql stable security definer set search_path = public as $$
declare not_staff uuid[] := '{}';
begin
  if not may_keep_in_step(of_unit, with_hash) then return; end if;
  if to_regclass('engagement') is not null then
    execute $q$ select coalesce(array_agg(person_id), '{}') from engagement where state = 'running' $q$ into not_staff;
  end if;
  return query select p.id, p.name, p.staff_no, p.unit_id, u.path::text, p.frozen_at is not null, p.left_on is not null,
      exists (select from clearance c where c.person_id = p.id and c.ended_on is null),
      (select l.id from leaving l where l.person_id = p.id and l.state = 'open'), p.id = any (not_staff),
      array(select o.name from holding h join post o on o.id = h.post_id
        where h.person_id = p.id and h.ended_on is null and o.ended_on is null order by o.name, o.id)
    from person p join unit u on u.id = p.unit_id
    where p.staff_no = any (staff_nos)
      or (everybody or (p.staff_no is null and p.name = any (names)))
        and u.path <@ (select x.path from unit x where x.id = of_unit);
end $$;
create function units_to_compare(of_unit uuid, with_hash text) returns table (
  id uuid, parent_id uuid, name text, path text, code text)
  language sql stable security definer set search_path = public as
$$ select u.id, u.parent_id, u.name, u.path::text, u.code from unit u
   where u.ended_on is null and may_keep_in_step(of_unit, with_hash) order by u.position, u.started_on, u.id $$;
-- `staff_nos` null: of everybody.
create function differences_to_compare(of_unit uuid, with_hash text, staff_nos text[]) returns table (
  id uuid, delivery_id uuid, staff_no text, digest text, state text)
  language sql stable security definer set search_path = public as
$$ select d.id, d.delivery_id, d.staff_no, d.digest, d.state from personnel_difference d join personnel_delivery v on v.id = d.delivery_id
   where d.state in ('open', 'dismissed') and may_keep_in_step(of_unit, with_hash)
     and (staff_nos is null or d.staff_no = any (staff_nos))
     and (d.unit_path <@ (select path from unit where unit.id = of_unit) or v.unit_id = of_unit) $$;
-- Posts of units, and who holds what, for what is applied.
create function posts_to_compare(of_unit uuid, with_hash text, unit_ids uuid[]) returns table (id uuid, unit_id uuid, name text)
  language sql stable security definer set search_path = public as
$$ select o.id, o.unit_id, o.name from post o where o.unit_id = any (unit_ids) and o.ended_on is null
     and may_keep_in_step(of_unit, with_hash) order by o.started_on, o.id $$;
create function holdings_to_compare(of_unit uuid, with_hash text, person_ids uuid[]) returns table (
  id uuid, person_id uuid, name text, started_on date)
  language sql stable security definer set search_path = public as
$$ select h.id, h.person_id, o.name, h.started_on from holding h join post o on o.id = h.post_id
   where h.person_id = any (person_ids) and h.ended_on is null and may_keep_in_step(of_unit, with_hash) $$;
create function delivery_before(of_token uuid, with_reference text) returns table (id uuid, digest text, people int, found jsonb)
  language sql stable security definer set search_path = public as
$$ select d.id, d.digest, d.people, d.found from personnel_delivery d
   where d.token_id = of_token and d.reference = with_reference and of_token = any (granted_ids()) $$;
create function applies_by_itself(of_unit uuid, with_hash text) returns jsonb
  language sql stable security definer set search_path = public as
$$ select coalesce((select value from setting where name = 'personnel-system.automatic'), '[]'::jsonb)
   where may_keep_in_step(of_unit, with_hash) $$;
-- Deliveries that have lines left to decide, of those named.
create function deliveries_undecided(wanted uuid[]) returns table (id uuid)
  language sql stable security definer set search_path = public as
$$ select distinct delivery_id from personnel_difference where delivery_id = any (wanted) and state = 'open' $$;
grant execute on function personnel_token_of(text), may_keep_in_step(uuid, text), staff_to_compare(uuid, text, text[], text[], boolean),
  units_to_compare(uuid, text), differences_to_compare(uuid, text, text[]), posts_to_compare(uuid, text, uuid[]),
  holdings_to_compare(uuid, text, uuid[]), delivery_before(uuid, text), applies_by_itself(uuid, text),
  deliveries_undecided(uuid[]) to fengni_reader, fengni_writer;
grant execute on function deliveries_undecided(uuid[]) to fengni_clockwork;
