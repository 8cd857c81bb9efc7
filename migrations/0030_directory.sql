-- Sign-in against the organisation's directory: LDAP in place of the local password, or OpenID Connect. The house's own
-- second factor stays.

-- How somebody signs in: null is the local password. Administrators always do by their own.
alter table account add column sign_in_by text check (sign_in_by in ('ldap', 'oidc'));
-- What he is called there, where it is not his login.
alter table account add column outside_name text check (length(outside_name) between 1 and 200);
alter table account add constraint administrators_local check (power is null or sign_in_by is null);
-- Nobody outside is two accounts here.
create unique index account_outside on account (sign_in_by, coalesce(outside_name, login))
  where sign_in_by is not null and state <> 'closed';

create table directory (
  id uuid primary key,
  kind text not null unique check (kind in ('ldap', 'oidc')),
  enabled boolean not null,
  settings jsonb not null,
  -- password of the directory's reader, or the client's secret; sealed by the key ring
  secret bytea,
  changed_at timestamptz not null
);
call guard_table('directory');
revoke select on directory from fengni_reader;
grant select (id, kind, enabled, settings, changed_at) on directory to fengni_reader;
create policy reader on directory for select to fengni_reader using (
  (select acting_power()) is not null);

-- Sign-in asks for these while nobody is signed in; the secret is sealed.
create function directory_kept(of_kind text) returns table (enabled boolean, settings jsonb, secret bytea, changed_at timestamptz)
  language sql stable security definer set search_path = public as
$$ select d.enabled, d.settings, d.secret, d.changed_at from directory d where d.kind = of_kind $$;

-- What the sign-in page offers besides the password's two fields.
create function sign_in_ways() returns jsonb language sql stable security definer set search_path = public as
$$ select jsonb_build_object(
     'ldap', exists (select from directory where kind = 'ldap' and enabled),
     'oidc', (select d.settings -> 'label' from directory d where d.kind = 'oidc' and d.enabled)) $$;

drop function account_for_sign_in(text, text);
create function account_for_sign_in(wanted text, from_terminal text) returns table (
  account_id uuid, person_id uuid, power text, state text, password_hash text, activation_hash text,
  activation_until timestamptz, failed_count int, failed_at timestamptz, frozen boolean, sign_in_by text,
  outside_name text, staff_no text)
  language sql stable security definer set search_path = public as
$$ select a.id, a.person_id, a.power, a.state, s.password_hash, s.activation_hash, s.activation_until,
     coalesce(f.failed_count, 0), f.failed_at, p.frozen_at is not null, a.sign_in_by, a.outside_name, p.staff_no
   from account a join account_secret s on s.account_id = a.id join person p on p.id = a.person_id
   left join sign_in_failure f on f.account_id = a.id and f.terminal = from_terminal
   where a.login = wanted and a.state <> 'closed' $$;

-- The login of whom an issuer calls so. A name that security wrote down goes before a login that happens to be alike.
create function login_of_outside(named text) returns table (login text)
  language sql stable security definer set search_path = public as
$$ select a.login from account a
   where a.sign_in_by = 'oidc' and a.state <> 'closed'
     and (a.outside_name = named or a.outside_name is null and a.login = lower(named))
   order by a.outside_name nulls last limit 1 $$;

-- Whom an issuer has proved, until his second factor is shown: good for minutes, at one terminal, and once.
-- No run-time role reads this table, only the functions below.
create table sign_in_ticket (
  ticket_hash text primary key,
  account_id uuid not null references account (id),
  terminal text not null,
  good_until timestamptz not null
);
create index sign_in_ticket_by_age on sign_in_ticket (good_until);
create function keep_sign_in_ticket(new_hash text, of_account uuid, from_terminal text, at timestamptz, until timestamptz)
  returns void language sql security definer set search_path = public as
$$ delete from sign_in_ticket where good_until <= at;
   insert into sign_in_ticket values (new_hash, of_account, from_terminal, until) $$;
-- The login behind a ticket. `taken`: it is used up by this.
create function login_of_ticket(shown_hash text, from_terminal text, at timestamptz, taken boolean) returns table (login text)
  language plpgsql security definer set search_path = public as $$
declare
  found_account uuid;
begin
  if taken then
    delete from sign_in_ticket t where t.ticket_hash = shown_hash and t.terminal = from_terminal and t.good_until > at
      returning t.account_id into found_account;
  else
    select t.account_id into found_account from sign_in_ticket t
     where t.ticket_hash = shown_hash and t.terminal = from_terminal and t.good_until > at;
  end if;
  return query select a.login from account a where a.id = found_account and a.sign_in_by = 'oidc' and a.state <> 'closed';
end $$;

-- Who changes how somebody signs in ends what he is signed in to: whoever knows the old password may be among them.
create function end_sessions_of(accounts uuid[], at timestamptz) returns bigint
  language sql security definer set search_path = public as
$$ with ended as (update session s set ended_at = at
     where s.account_id = any (accounts) and s.account_id = any (granted_ids()) and s.kind in ('web', 'cli') and s.ended_at is null
       and acting_power() = 'security' returning 1)
   select count(*) from ended $$;

grant execute on function sign_in_ways() to fengni_reader;
grant execute on function directory_kept(text), account_for_sign_in(text, text), login_of_outside(text),
  keep_sign_in_ticket(text, uuid, text, timestamptz, timestamptz), login_of_ticket(text, text, timestamptz, boolean),
  end_sessions_of(uuid[], timestamptz) to fengni_writer;
