-- Letters of responsibility and commitment (ORG-3, ORG-4). Nothing secret: who signed what, and how far it is carried out.
create table letter_template (
  id uuid primary key,
  -- versions of one letter share it
  family_id uuid not null,
  version int not null check (version > 0),
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  kind text not null check (kind in ('responsibility', 'commitment')),
  occasion text not null check (occasion in ('yearly', 'posting', 'travel', 'leaving', 'temporary')),
  name text not null check (length(name) between 1 and 100),
  body text not null check (length(body) between 1 and 20000),
  -- tasks as they are issued: task, measure, target, unit of count
  items jsonb not null default '[]',
  -- months after which a commitment is renewed; null where it is not
  valid_months int check (valid_months between 1 and 120),
  state text not null check (state in ('draft', 'in-force', 'ended')),
  drafted_at timestamptz not null,
  issued_at timestamptz,
  ended_at timestamptz,
  unique (family_id, version)
);
create unique index letter_template_in_force on letter_template (family_id) where state = 'in-force';
create index letter_template_newest on letter_template (drafted_at desc, id desc);

create table letter (
  id uuid primary key,
  template_id uuid not null references letter_template (id),
  kind text not null,
  occasion text not null,
  -- the unit it is accounted under: the signer's
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  year int not null check (year between 2000 and 2200),
  name text not null,
  body text not null,
  body_digest text not null,
  signer_id uuid not null references person (id),
  -- who signs for the upper side of a letter of responsibility, and his own letter: the chain from the top
  counter_id uuid references person (id),
  parent_id uuid references letter (id),
  state text not null check (state in ('open', 'signed', 'complete', 'void')),
  due_on date not null,
  issued_at timestamptz not null,
  issued_by uuid references person (id),
  completed_at timestamptz,
  expires_on date,
  void_reason text not null default ''
);
create unique index letter_once on letter (template_id, signer_id, year) where state in ('open', 'signed') or (state = 'complete' and occasion = 'yearly');
create index letter_newest on letter (issued_at desc, id desc);
create index letter_signer on letter (signer_id, year);
create index letter_counter on letter (counter_id) where counter_id is not null;
create index letter_parent on letter (parent_id) where parent_id is not null;
create index letter_expiry on letter (expires_on) where state = 'complete' and expires_on is not null;
create index letter_unit on letter using gist (unit_path);

create table letter_item (
  id uuid primary key,
  letter_id uuid not null references letter (id),
  unit_path ltree not null,
  position int not null,
  task text not null check (length(task) between 1 and 300),
  measure text not null default '',
  target int check (target between 1 and 1000000),
  count_word text not null default '',
  done int not null default 0 check (done >= 0),
  state text not null check (state in ('open', 'met', 'missed'))
);
create index letter_item_of on letter_item (letter_id, position);
-- What was found when an item was looked at: by the signer's own report, the office or an inspection.
create table letter_item_check (
  id uuid primary key,
  item_id uuid not null references letter_item (id),
  done int not null,
  state text not null,
  note text not null default '',
  checked_at timestamptz not null,
  checked_by uuid not null references person (id)
);
create index letter_item_check_of on letter_item_check (item_id, checked_at desc);

create table letter_signature (
  id uuid primary key,
  letter_id uuid not null references letter (id),
  person_id uuid not null references person (id),
  part text not null check (part in ('signer', 'counter')),
  signed text not null check (signed in ('screen', 'paper')),
  signed_at timestamptz not null,
  -- the signed note; empty for paper
  note text not null default '',
  scan_id uuid references scan (id),
  entered_by uuid not null references person (id),
  entry_id uuid not null,
  unique (letter_id, part)
);
-- Who looks after letters of a unit: all of them for those below it.
create function oversees_letters(over_unit ltree) returns boolean language sql stable security definer set search_path = public as
$$ select exists (select from acting_duties() d where over_unit <@ d.unit_path
     and d.duty in ('officer', 'personnel', 'leader-in-charge', 'first-responsible', 'unit-leader', 'inspector')) $$;
create function my_letters() returns uuid[] language sql stable security definer set search_path = public as
$$ select coalesce(array_agg(id), '{}') from letter where acting_person() in (signer_id, counter_id) $$;
create function knows_letter(wanted uuid) returns boolean language sql stable security definer set search_path = public as
$$ select exists (select from letter l where l.id = wanted
     and (acting_person() in (l.signer_id, l.counter_id) or oversees_letters(l.unit_path))) $$;
grant execute on function oversees_letters(ltree), my_letters(), knows_letter(uuid) to fengni_reader, fengni_writer;
call add_know_rule('knows_letter');

call guard_table('letter_template'); call guard_table('letter'); call guard_table('letter_item');
call guard_table('letter_item_check'); call guard_table('letter_signature');
revoke update on letter_item_check, letter_signature from fengni_writer;
create policy reader on letter_template for select to fengni_reader using ((select acting_person()) is not null);
create policy reader on letter for select to fengni_reader using (
  (select acting_person()) in (signer_id, counter_id) or oversees_letters(unit_path));
create policy reader on letter_item for select to fengni_reader using (
  letter_id = any ((select my_letters())::uuid[]) or oversees_letters(unit_path));
create policy reader on letter_item_check for select to fengni_reader using (
  exists (select from letter_item i where i.id = item_id));
create policy reader on letter_signature for select to fengni_reader using (
  exists (select from letter l where l.id = letter_id));

-- Renewal: the clockwork issues from the version in force.
call open_to_clockwork('letter'); call open_to_clockwork('letter_item');
grant select on letter_template to fengni_clockwork;
create policy clockwork_select on letter_template for select to fengni_clockwork using (true);

-- The letter of responsibility somebody signed, or is to sign, for a year: the upper link of the chain, whoever sees it.
create function responsibility_letter_of(of_person uuid, of_year int) returns uuid
  language sql stable security definer set search_path = public as
$$ select l.id from letter l where l.signer_id = of_person and l.year = of_year and l.kind = 'responsibility' and l.state <> 'void'
   order by l.issued_at desc limit 1 $$;
-- The chain from the top down to a letter the caller sees: names and states of those who signed above.
create function letter_chain(of_letter uuid) returns table (depth int, letter_id uuid, name text, unit text, signer text, counter text, state text, completed_at timestamptz)
  language sql stable security definer set search_path = public as
$$ with recursive up as (
     select 0 as depth, l.* from letter l where l.id = of_letter
       and (acting_person() in (l.signer_id, l.counter_id) or oversees_letters(l.unit_path))
     union all
     select up.depth + 1, p.* from up join letter p on p.id = up.parent_id where up.depth < 20)
   select up.depth, up.id, up.name, u.name, s.name, c.name, up.state, up.completed_at
   from up join unit u on u.id = up.unit_id join person s on s.id = up.signer_id left join person c on c.id = up.counter_id
   order by up.depth desc $$;
grant execute on function responsibility_letter_of(uuid, int) to fengni_writer;
grant execute on function letter_chain(uuid) to fengni_reader;
