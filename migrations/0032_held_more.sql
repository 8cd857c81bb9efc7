-- What else people hold or have open (PER-3): shares of the key store, uploads, determinations not decided, key places they keep,
-- requests that wait for them by name.
create function held_key_shares(of_person uuid) returns table (id uuid, number text, place text, since timestamptz)
  language sql stable security definer set search_path = public as
$$ select g.id, g.number::text, '', g.made_at from vault_generation g
   where g.state = 'alive' and of_person = any (g.custodians) and answers_for_person(of_person) $$;
create function held_uploads(of_person uuid) returns table (id uuid, number text, place text, since timestamptz)
  language sql stable security definer set search_path = public as
$$ select p.id, '', '', p.begun_at from upload p
   where p.begun_by = of_person and p.state in ('open', 'examining', 'ready') and answers_for_person(of_person) $$;
create function undecided_determinations(of_person uuid) returns table (id uuid, number text, place text, since timestamptz)
  language sql stable security definer set search_path = public as
$$ select d.id, d.number, u.name, d.drafted_at from determination d join unit u on u.id = d.unit_id
   where d.state = 'draft' and of_person in (d.drafted_by, d.reviewer_id, d.decider_id)
     and answers_for_person(of_person) $$;
create function kept_key_places(of_person uuid) returns table (id uuid, number text, place text, since timestamptz)
  language sql stable security definer set search_path = public as
$$ select k.id, k.ordinal::text, u.name, k.proposed_at from key_place k join unit u on u.id = k.unit_id
   where k.keeper_id = of_person and k.state in ('proposed', 'determined') and answers_for_person(of_person) $$;
create function awaited_decisions(of_person uuid) returns table (id uuid, number text, place text, since timestamptz)
  language sql stable security definer set search_path = public as
$$ select a.id, a.subject_number, u.name, a.created_at from approval a join unit u on u.id = a.unit_id
   where a.state = 'pending' and a.steps -> a.step -> 'persons' ? of_person::text and answers_for_person(of_person) $$;
grant execute on function held_key_shares(uuid), held_uploads(uuid), undecided_determinations(uuid), kept_key_places(uuid),
  awaited_decisions(uuid) to fengni_reader, fengni_writer;
