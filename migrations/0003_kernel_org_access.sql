-- Units, people, duties (ORG-1, ORG-2, ORG-11) and who is signed in (SEC-1, SEC-3).
create table unit (
  id uuid primary key,
  parent_id uuid references unit (id),
  path ltree not null,
  kind text not null check (kind in ('group', 'company', 'plant', 'bureau', 'department', 'section')),
  name text not null check (length(name) between 1 and 100),
  code text,
  position int not null default 0,
  started_on date not null,
  ended_on date check (ended_on >= started_on)
);
create unique index unit_code on unit (code) where code is not null;
create index unit_path on unit using gist (path);
create index unit_parent on unit (parent_id, position);

create table post (
  id uuid primary key,
  unit_id uuid not null references unit (id),
  name text not null check (length(name) between 1 and 100),
  grade text check (grade in ('CORE', 'IMPORTANT', 'GENERAL')),
  started_on date not null,
  ended_on date check (ended_on >= started_on)
);
create index post_unit on post (unit_id);

create table person (
  id uuid primary key,
  name text not null check (length(name) between 1 and 60),
  staff_no text,
  unit_id uuid not null references unit (id),
  frozen_at timestamptz,
  left_on date
);
create unique index person_staff_no on person (staff_no) where staff_no is not null;
create index person_unit on person (unit_id);
create index person_name on person (name);

create table holding (
  id uuid primary key,
  person_id uuid not null references person (id),
  post_id uuid not null references post (id),
  started_on date not null,
  ended_on date check (ended_on >= started_on)
);
create index holding_person on holding (person_id);
create index holding_post on holding (post_id);
create unique index holding_once on holding (person_id, post_id) where ended_on is null;

-- Clearance by scheme: the rank a person is cleared for, decided by grade (core, important, ordinary) and record.
create table clearance (
  id uuid primary key,
  person_id uuid not null references person (id),
  scheme text not null,
  level_rank int not null check (level_rank between 0 and 99),
  grade text check (grade in ('CORE', 'IMPORTANT', 'GENERAL')),
  decided_on date not null,
  ended_on date
);
create unique index clearance_once on clearance (person_id, scheme) where ended_on is null;

-- A duty over a unit and all below it. A deputy's duty names the duty it stands in for and always ends (ORG-11).
create table duty (
  id uuid primary key,
  person_id uuid not null references person (id),
  duty text not null,
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  line text,
  scheme text,
  level_rank int,
  started_on date not null,
  -- the last day in force; the day before the first for a duty that was revoked on it
  ended_on date check (ended_on >= started_on - 1),
  deputy_of uuid references duty (id),
  reason text,
  constraint deputy_ends check (deputy_of is null or ended_on is not null)
);
create index duty_person on duty (person_id);
create index duty_unit on duty (unit_id, duty);
create index duty_deputy on duty (deputy_of) where deputy_of is not null;

-- Committee, leading group, office (ORG-2).
create table body (
  id uuid primary key,
  unit_id uuid not null references unit (id),
  kind text not null check (kind in ('committee', 'leading-group', 'office')),
  name text not null,
  term_from date not null,
  term_to date,
  ended_on date
);
create table body_member (
  id uuid primary key,
  body_id uuid not null references body (id),
  person_id uuid not null references person (id),
  role text not null,
  duties text not null default '',
  started_on date not null,
  ended_on date
);
create index body_member_body on body_member (body_id);

-- Accounts. The three administrators' accounts carry a power and never a duty (SEC-1).
create table account (
  id uuid primary key,
  person_id uuid not null references person (id),
  power text check (power in ('system', 'security', 'audit')),
  login text not null check (login ~ '^[a-z0-9][a-z0-9._-]{1,39}$'),
  state text not null check (state in ('invited', 'active', 'closed')),
  language text not null default 'zh' check (language in ('zh', 'en')),
  created_at timestamptz not null
);
create unique index account_login on account (login);
create unique index account_one_per_kind on account (person_id, coalesce(power, '')) where state <> 'closed';
-- One person, one power: three administrators are three persons (SEC-1, BEY-6).
create unique index account_one_power on account (person_id) where power is not null and state <> 'closed';
create unique index account_power_once on account (power) where power is not null and state <> 'closed';

-- Secrets of accounts: no run-time role reads this table, only the functions below.
create table account_secret (
  account_id uuid primary key references account (id),
  password_hash text,
  activation_hash text,
  activation_until timestamptz
);

-- Failed attempts delay by account and terminal, so nobody locks an administrator out from elsewhere (DESIGN §4).
create table sign_in_failure (
  account_id uuid not null references account (id),
  terminal text not null,
  failed_count int not null,
  failed_at timestamptz not null,
  primary key (account_id, terminal)
);

create table factor (
  id uuid primary key,
  account_id uuid not null references account (id),
  kind text not null check (kind in ('webauthn', 'certificate', 'code-sheet', 'totp')),
  name text not null,
  -- sealed by the key store; for a code sheet the hashes of unused codes
  secret bytea not null,
  counter bigint not null default 0,
  created_at timestamptz not null,
  ended_at timestamptz
);
create index factor_account on factor (account_id);

create table session (
  id uuid primary key,
  token_hash text not null,
  kind text not null check (kind in ('web', 'approval', 'cli')),
  account_id uuid not null references account (id),
  person_id uuid not null references person (id),
  terminal text not null default '',
  started_at timestamptz not null,
  factor_at timestamptz,
  ended_at timestamptz
);
create unique index session_token on session (token_hash);
create index session_open on session (account_id) where ended_at is null;

-- When somebody last did something in a session: what the idle time-out goes by. Kept apart from the register of
-- sessions, whose every change is an entry of the log.
create table session_seen (
  session_id uuid primary key references session (id),
  seen_at timestamptz not null
);

-- Terminals that may be used when the house restricts them: a client certificate or an address.
create table terminal (
  id uuid primary key,
  name text not null,
  kind text not null check (kind in ('address', 'certificate')),
  value text not null,
  unit_id uuid references unit (id),
  ended_on date
);

create table setting (
  id uuid primary key,
  name text not null unique,
  value jsonb not null
);

-- Who is calling, found by the hash of the session's random token and by nothing an injected statement could name.
-- The session of a parked command counts only while the kernel decides or runs that command: never from outside.
-- Policies ask these for every statement, so each looks up its answer itself instead of calling the one before, and their
-- bodies are parsed here and now, so that they need no search path of their own (a third of the cost of a call).
create function acting_session() returns session language sql stable security definer
begin atomic
  select s from session s
   join account a on a.id = s.account_id and a.state = 'active'
   join person p on p.id = s.person_id and p.frozen_at is null
   where s.token_hash = current_setting('fengni.session', true) and s.ended_at is null
     and (s.kind <> 'approval' or current_setting('fengni.parked', true) = 'on');
end;
create function acting_account() returns uuid language sql stable security definer
begin atomic
  select a.id from session s
   join account a on a.id = s.account_id and a.state = 'active'
   join person p on p.id = s.person_id and p.frozen_at is null
   where s.token_hash = current_setting('fengni.session', true) and s.ended_at is null
     and (s.kind <> 'approval' or current_setting('fengni.parked', true) = 'on');
end;
-- The person behind an ordinary account; nobody behind an administrator's: it has no duty and reads no content.
create function acting_person() returns uuid language sql stable security definer
begin atomic
  select a.person_id from session s
   join account a on a.id = s.account_id and a.state = 'active' and a.power is null
   join person p on p.id = s.person_id and p.frozen_at is null
   where s.token_hash = current_setting('fengni.session', true) and s.ended_at is null
     and (s.kind <> 'approval' or current_setting('fengni.parked', true) = 'on');
end;
create function acting_power() returns text language sql stable security definer
begin atomic
  select a.power from session s
   join account a on a.id = s.account_id and a.state = 'active'
   join person p on p.id = s.person_id and p.frozen_at is null
   where s.token_hash = current_setting('fengni.session', true) and s.ended_at is null
     and (s.kind <> 'approval' or current_setting('fengni.parked', true) = 'on');
end;
create function is_signed_in() returns boolean language sql stable security definer
begin atomic
  select acting_account() is not null;
end;

-- The house's date: terms and duties are dates in the house's zone; the command's clock sets it.
create function house_today() returns date language sql stable as
$$ select coalesce(nullif(current_setting('fengni.today', true), '')::date, current_date) $$;

create function acting_duties() returns setof duty language sql stable security definer
begin atomic
  select d.* from duty d
   where d.person_id = (select acting_person())
     and d.started_on <= house_today() and (d.ended_on is null or d.ended_on >= house_today())
     and (d.deputy_of is null or exists (
       select from duty p where p.id = d.deputy_of and (p.ended_on is null or p.ended_on >= house_today())));
end;

-- Notes that the caller is at his terminal; said at most once a minute.
create function note_session_seen(at timestamptz) returns void language sql security definer set search_path = public as
$$ insert into session_seen as n (session_id, seen_at) select s.id, at from acting_session() s where s.id is not null
   on conflict (session_id) do update set seen_at = excluded.seen_at where n.seen_at < excluded.seen_at - interval '1 minute' $$;
-- Sessions of browsers and command lines that are older than a day's work, or in which nothing was done since `idle_since`.
create function sessions_over(started_before timestamptz, idle_since timestamptz, how_many int) returns table (id uuid)
  language sql stable security definer set search_path = public as
$$ select s.id from session s left join session_seen n on n.session_id = s.id
   where s.kind in ('web', 'cli') and s.ended_at is null
     and (s.started_at <= started_before or greatest(s.started_at, n.seen_at) <= idle_since)
   order by s.started_at limit how_many $$;

create function acting_clearance(of_scheme text) returns int language sql stable security definer
-- Rank 0 is what needs no clearance: public matter.
begin atomic
  select coalesce(max(level_rank), 0) from clearance
   where person_id = (select acting_person()) and scheme = of_scheme and ended_on is null;
end;

-- Everything the policy layer needs of the caller, in one round trip.
create function acting_profile() returns jsonb language sql stable security definer set search_path = public as
$$ select jsonb_build_object(
     'sessionId', s.id, 'sessionKind', s.kind, 'accountId', a.id, 'login', a.login, 'language', a.language,
     'personId', s.person_id, 'name', p.name, 'unitId', p.unit_id, 'unitPath', u.path::text, 'power', a.power,
     'factorAt', s.factor_at, 'startedAt', s.started_at, 'terminal', s.terminal,
     'clearances', coalesce((select jsonb_object_agg(scheme, level_rank) from clearance
        where person_id = s.person_id and ended_on is null and a.power is null), '{}'),
     'duties', coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'duty', d.duty, 'unitId', d.unit_id,
        'unitPath', d.unit_path::text, 'scheme', d.scheme, 'levelRank', d.level_rank, 'deputyOf', d.deputy_of,
        'principalId', (select person_id from duty where id = d.deputy_of), 'endsOn', d.ended_on))
        from acting_duties() d), '[]'))
   from acting_session() s join account a on a.id = s.account_id join person p on p.id = s.person_id
   join unit u on u.id = p.unit_id $$;

-- Sign-in reads one account's secrets and nothing else.
create function account_for_sign_in(wanted text, from_terminal text) returns table (
  account_id uuid, person_id uuid, power text, state text, password_hash text, activation_hash text,
  activation_until timestamptz, failed_count int, failed_at timestamptz, frozen boolean)
  language sql stable security definer set search_path = public as
$$ select a.id, a.person_id, a.power, a.state, s.password_hash, s.activation_hash, s.activation_until,
     coalesce(f.failed_count, 0), f.failed_at, p.frozen_at is not null
   from account a join account_secret s on s.account_id = a.id join person p on p.id = a.person_id
   left join sign_in_failure f on f.account_id = a.id and f.terminal = from_terminal
   where a.login = wanted and a.state <> 'closed' $$;
create function factors_for_sign_in(of_account uuid) returns setof factor
  language sql security definer set search_path = public as
$$ select * from factor where account_id = of_account and ended_at is null order by created_at for update $$;
create function keep_account_secret(of_account uuid, new_password text, new_activation text, until timestamptz)
  returns void language sql security definer set search_path = public as
$$ insert into account_secret (account_id, password_hash, activation_hash, activation_until)
   values (of_account, new_password, new_activation, until)
   on conflict (account_id) do update set password_hash = coalesce(excluded.password_hash, account_secret.password_hash),
     activation_hash = excluded.activation_hash, activation_until = excluded.activation_until $$;
create function note_sign_in(of_account uuid, from_terminal text, failed boolean, at timestamptz) returns void
  language plpgsql security definer set search_path = public as $$
begin
  if not failed then
    delete from sign_in_failure where account_id = of_account and terminal = from_terminal;
    return;
  end if;
  insert into sign_in_failure values (of_account, from_terminal, 1, at)
    on conflict (account_id, terminal) do update
      set failed_count = sign_in_failure.failed_count + 1, failed_at = excluded.failed_at;
end $$;
-- Whether the house lets this terminal sign in; the three administrators always may from the server's own desk.
create function terminal_allowed(seen text, of_power text) returns boolean
  language sql stable security definer set search_path = public as
$$ select coalesce((select value = 'false'::jsonb from setting where name = 'terminals.restricted'), true)
     or (of_power is not null and seen in ('127.0.0.1', '::1'))
     or exists (select from terminal t where t.value = seen and t.ended_on is null) $$;
-- Where terminals are restricted, sessions at others end, whoever's they are; the caller's own he ends himself. Asked by
-- the command that restricts or ends a terminal, which is named by what it locked.
create function end_sessions_elsewhere(changed uuid, at timestamptz) returns bigint
  language sql security definer set search_path = public as
$$ with ended as (update session s set ended_at = at from account a
     where a.id = s.account_id and s.kind in ('web', 'cli') and s.ended_at is null
       and changed = any (granted_ids()) and acting_power() = 'security'
       and s.id <> (acting_session()).id and not terminal_allowed(s.terminal, a.power) returning 1)
   select count(*) from ended $$;
-- Before each of the three administrators has activated his account once, nothing else is served. Names and logins of
-- those still waiting are told only until then.
create function house_state() returns jsonb language sql stable security definer set search_path = public as
$$ select jsonb_build_object(
     'units', (select count(*) from unit where parent_id is null),
     'name', (select name from unit where parent_id is null order by started_on, id limit 1),
     'invited', (select count(*) from account where power is not null and state = 'invited'),
     'active', (select count(*) from account where power is not null and state = 'active'),
     'activated', a.activated,
     'waiting', case when a.activated < 3 then (select coalesce(jsonb_agg(jsonb_build_object('power', power, 'login', login) order by power), '[]')
        from account where power is not null and state = 'invited') else '[]' end,
     'settings', (select coalesce(jsonb_object_agg(name, value), '{}') from setting where name ~ '^(house|restore)[.]'))
   from (select count(*) as activated from account a join account_secret s on s.account_id = a.id
     where a.power is not null and a.state <> 'closed' and s.password_hash is not null) a $$;

-- Printed sheets. The codes on them are derived by the kernel's keys; the database only says whose sheet it is.
-- An administrator's first sheet: while the house is being set up, for who holds the set-up code.
create function sheet_of_power(of_power text) returns table (account_id uuid, name text, login text, until timestamptz)
  language sql stable security definer set search_path = public as
$$ select a.id, p.name, a.login, s.activation_until from account a join person p on p.id = a.person_id
   join account_secret s on s.account_id = a.id
   where a.power = of_power and a.state = 'invited' and s.password_hash is null $$;
-- An invited account's sheet, for the system administrator who invites.
create function sheet_of_account(of_account uuid) returns table (name text, login text, power text, until timestamptz)
  language sql stable security definer set search_path = public as
$$ select p.name, a.login, a.power, s.activation_until from account a join person p on p.id = a.person_id
   join account_secret s on s.account_id = a.id
   where a.id = of_account and a.state = 'invited' and acting_power() = 'system' $$;
-- One's own code sheet while none of its codes is used.
create function unused_code_sheet(of_factor uuid) returns table (account_id uuid, name text, made_at timestamptz)
  language sql stable security definer set search_path = public as
$$ select f.account_id, p.name, f.created_at from factor f join account a on a.id = f.account_id join person p on p.id = a.person_id
   where f.id = of_factor and f.account_id = acting_account() and f.kind = 'code-sheet' and f.counter = 0 and f.ended_at is null $$;
-- The first code sheet, for who has just activated the account with his code and cannot sign in without the sheet.
create function first_code_sheet(of_login text, with_activation text, of_factor uuid, at timestamptz)
  returns table (account_id uuid, name text, made_at timestamptz)
  language sql stable security definer set search_path = public as
$$ select f.account_id, p.name, f.created_at from factor f join account a on a.id = f.account_id join person p on p.id = a.person_id
   join account_secret s on s.account_id = a.id
   where f.id = of_factor and a.login = of_login and a.state = 'active' and s.activation_hash = with_activation
     and s.activation_until > at and f.kind = 'code-sheet' and f.counter = 0 and f.ended_at is null $$;

call guard_table('unit'); call guard_table('post'); call guard_table('person'); call guard_table('holding');
call guard_table('clearance'); call guard_table('duty'); call guard_table('body'); call guard_table('body_member');
call guard_table('account'); call guard_table('factor'); call guard_table('session'); call guard_table('terminal');
call guard_table('setting');

create policy reader on unit for select to fengni_reader using ((select is_signed_in()));
create policy reader on post for select to fengni_reader using ((select is_signed_in()));
create policy reader on person for select to fengni_reader using ((select is_signed_in()));
create policy reader on holding for select to fengni_reader using ((select is_signed_in()));
create policy reader on duty for select to fengni_reader using ((select is_signed_in()));
create policy reader on body for select to fengni_reader using ((select is_signed_in()));
create policy reader on body_member for select to fengni_reader using ((select is_signed_in()));
-- One's own clearance; all of them for who keeps people's files, within his units, and for who grants.
create function handles_people_of(of_person uuid) returns boolean language sql stable security definer set search_path = public as
$$ select exists (select from person p join unit u on u.id = p.unit_id
     join acting_duties() d on u.path <@ d.unit_path
     where p.id = of_person and d.duty in ('officer', 'leader-in-charge', 'personnel', 'document-clerk')) $$;
create policy reader on clearance for select to fengni_reader using (
  person_id = (select acting_person()) or (select acting_power()) = 'security' or handles_people_of(person_id));
create policy reader on account for select to fengni_reader using (
  id = (select acting_account()) or (select acting_power()) in ('system', 'security', 'audit'));
create policy reader on session for select to fengni_reader using (
  account_id = (select acting_account()) or (select acting_power()) in ('system', 'audit'));
create policy reader on terminal for select to fengni_reader using ((select acting_power()) is not null);
-- who is signed out sees what the first page needs
create policy reader on setting for select to fengni_reader using (
  (select is_signed_in()) or name ~ '^(house|restore)[.]');
-- factor: secrets stay with the functions above; a person sees names and dates of his own, the system administrator all.
revoke select on factor from fengni_reader;
grant select (id, account_id, kind, name, created_at, ended_at) on factor to fengni_reader;
create policy reader on factor for select to fengni_reader using (
  account_id = (select acting_account()) or (select acting_power()) = 'system');
revoke select on session from fengni_reader;
grant select (id, kind, account_id, person_id, terminal, started_at, factor_at, ended_at) on session to fengni_reader;

call open_to_clockwork('session'); call open_to_clockwork('duty');
grant select on unit, post, person, holding, setting, body, body_member, account to fengni_clockwork;
create policy clockwork_select on unit for select to fengni_clockwork using (true);
create policy clockwork_select on post for select to fengni_clockwork using (true);
create policy clockwork_select on person for select to fengni_clockwork using (true);
create policy clockwork_select on holding for select to fengni_clockwork using (true);
create policy clockwork_select on setting for select to fengni_clockwork using (true);
create policy clockwork_select on body for select to fengni_clockwork using (true);
create policy clockwork_select on body_member for select to fengni_clockwork using (true);
create policy clockwork_select on account for select to fengni_clockwork using (true);

-- The log: the auditor reads it, everybody writes to it through commands, the sealer alone numbers it.
alter table log_entry enable row level security; alter table log_detail enable row level security;
alter table log_row enable row level security; alter table log_pending enable row level security;
alter table log_head enable row level security; alter table log_tile enable row level security;
alter table log_checkpoint enable row level security; alter table log_foreign enable row level security;
alter table command_run enable row level security;
grant select on log_entry, log_detail, log_row, log_head, log_tile, log_checkpoint, log_foreign to fengni_reader;
create policy reader on log_entry for select to fengni_reader using ((select acting_power()) = 'audit');
create policy reader on log_detail for select to fengni_reader using ((select acting_power()) = 'audit');
create policy reader on log_row for select to fengni_reader using ((select acting_power()) = 'audit');
create policy reader on log_head for select to fengni_reader using ((select acting_power()) = 'audit');
create policy reader on log_tile for select to fengni_reader using ((select acting_power()) = 'audit');
create policy reader on log_checkpoint for select to fengni_reader using ((select acting_power()) = 'audit');
create policy reader on log_foreign for select to fengni_reader using ((select acting_power()) = 'audit');
grant insert on log_entry, log_detail, log_pending to fengni_writer, fengni_clockwork;
create policy append on log_entry for insert to fengni_writer, fengni_clockwork with check (leaf_index is null);
create policy append on log_detail for insert to fengni_writer, fengni_clockwork with check (true);
create policy append on log_pending for insert to fengni_writer, fengni_clockwork with check (true);
grant select, insert, update on command_run to fengni_writer, fengni_clockwork;
create policy own on command_run to fengni_writer, fengni_clockwork
  using (account_id is not distinct from (select acting_account())) with check (true);
grant select on log_entry, log_pending, log_head, log_tile, log_checkpoint, log_foreign to fengni_sealer;
grant update (leaf_index) on log_entry to fengni_sealer;
grant delete on log_pending to fengni_sealer;
grant insert, update on log_head, log_tile to fengni_sealer;
grant insert, update on log_checkpoint to fengni_sealer;
grant insert on log_foreign to fengni_sealer;
create policy sealer on log_entry to fengni_sealer using (true);
create policy sealer on log_pending to fengni_sealer using (true);
create policy sealer on log_head to fengni_sealer using (true) with check (true);
create policy sealer on log_tile to fengni_sealer using (true) with check (true);
create policy sealer on log_checkpoint to fengni_sealer using (true) with check (true);
create policy sealer on log_foreign to fengni_sealer using (true) with check (true);

-- How old the last witness is: shown to everybody on the home page (SEC-2), and nothing else of the log.
create function witness_age() returns timestamptz language sql stable security definer set search_path = public as
$$ select max(witnessed_at) from log_checkpoint $$;

grant execute on function acting_session(), acting_account(), acting_person(), acting_power(), is_signed_in(),
  house_today(), acting_duties(), acting_clearance(text), acting_profile(), handles_people_of(uuid), witness_age(),
  house_state() to fengni_reader, fengni_writer, fengni_clockwork;
grant execute on function note_session_seen(timestamptz) to fengni_writer;
grant execute on function sessions_over(timestamptz, timestamptz, int) to fengni_clockwork;
grant execute on function log_rows_digest(uuid) to fengni_writer, fengni_clockwork;
grant execute on function sheet_of_power(text), sheet_of_account(uuid), unused_code_sheet(uuid),
  first_code_sheet(text, text, uuid, timestamptz) to fengni_reader;
grant execute on function account_for_sign_in(text, text), factors_for_sign_in(uuid),
  keep_account_secret(uuid, text, text, timestamptz), note_sign_in(uuid, text, boolean, timestamptz),
  terminal_allowed(text, text), end_sessions_elsewhere(uuid, timestamptz) to fengni_writer;
