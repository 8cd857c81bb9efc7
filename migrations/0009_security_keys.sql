-- USB security keys as a second factor (DESIGN §4; W3C Web Authentication).
-- A key is registered once: for one account, at one address. The hash is keyed; null for other kinds of factor.
alter table factor add column credential_hash text;
create unique index factor_credential on factor (credential_hash);

-- What a key is asked to sign: good for minutes, for one purpose of one account at one terminal, and once.
-- No run-time role reads this table, only the functions below.
create table key_challenge (
  challenge_hash text primary key,
  purpose text not null check (purpose in ('sign-in', 'prove', 'enrol', 'activate')),
  account_id uuid not null references account (id),
  -- null while nobody is signed in: sign-in and activation
  session_id uuid references session (id),
  terminal text not null,
  good_until timestamptz not null
);
create index key_challenge_by_age on key_challenge (good_until);

create function keep_key_challenge(new_hash text, for_purpose text, of_account uuid, of_session uuid, from_terminal text,
  at timestamptz, until timestamptz) returns void language sql security definer set search_path = public as
$$ delete from key_challenge where good_until <= at;
   insert into key_challenge values (new_hash, for_purpose, of_account, of_session, from_terminal, until) $$;

-- Takes a challenge away: whoever comes second with it finds none.
create function take_key_challenge(shown_hash text, for_purpose text, of_account uuid, of_session uuid, from_terminal text,
  at timestamptz) returns boolean language sql security definer set search_path = public as
$$ with taken as (delete from key_challenge
     where challenge_hash = shown_hash and purpose = for_purpose and account_id = of_account
       and session_id is not distinct from of_session and terminal = from_terminal and good_until > at returning 1)
   select exists (select from taken) $$;

grant execute on function keep_key_challenge(text, text, uuid, uuid, text, timestamptz, timestamptz),
  take_key_challenge(text, text, uuid, uuid, text, timestamptz) to fengni_writer;
