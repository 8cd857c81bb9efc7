-- What people hold or have open, module by module: to be settled before somebody leaves (PER-3).

-- Whether the caller answers for a person: he looks after people of that unit, or is the person. What somebody holds is
-- told to nobody else.
create function answers_for_person(of_person uuid) returns boolean language sql stable security definer set search_path = public as
$$ select of_person = acting_person() or exists (
     select from person p join unit u on u.id = p.unit_id join acting_duties() d on u.path <@ d.unit_path
     where p.id = of_person and d.duty in ('officer', 'personnel', 'leader-in-charge', 'first-responsible')) $$;
grant execute on function answers_for_person(uuid) to fengni_reader, fengni_writer;

-- What somebody holds or has open, source by source; on the handle tier, and only for who answers for him.
create function held_copies(of_person uuid) returns table (id uuid, number text, place text, since timestamptz)
  language sql stable security definer set search_path = public as
$$ select c.id, k.number || '-' || c.copy_no, r.name, c.since from copy c join carrier k on k.id = c.carrier_id
     join register r on r.id = c.register_id
   where c.holder_id = of_person and answers_for_person(of_person)
     and c.state in ('in-store', 'with-reader', 'on-loan', 'taken-out', 'archived', 'for-destruction') $$;
create function open_hand_overs(of_person uuid) returns table (id uuid, number text, place text, since timestamptz)
  language sql stable security definer set search_path = public as
$$ select h.id, '', u.name, h.opened_at from hand_over h join unit u on u.id = h.unit_id
   where h.state = 'open' and of_person in (h.from_id, h.to_id, h.witness_id) and answers_for_person(of_person) $$;
create function awaited_readings(of_person uuid) returns table (id uuid, number text, place text, since timestamptz)
  language sql stable security definer set search_path = public as
$$ select c.carrier_id, k.number, r.name, c.started_at from circulation c join circulation_reader w on w.circulation_id = c.id
     join carrier k on k.id = c.carrier_id join register r on r.id = c.register_id
   where c.state = 'open' and w.person_id = of_person and w.state = 'waiting' and answers_for_person(of_person) $$;
create function held_duties(of_person uuid) returns table (id uuid, number text, place text, since timestamptz)
  language sql stable security definer set search_path = public as
$$ select d.id, d.duty, u.name, d.started_on::timestamptz from duty d join unit u on u.id = d.unit_id
   where d.person_id = of_person and answers_for_person(of_person)
     and (d.ended_on is null or d.ended_on >= house_today()) $$;
create function held_accounts(of_person uuid) returns table (id uuid, number text, place text, since timestamptz)
  language sql stable security definer set search_path = public as
$$ select a.id, a.login, '', a.created_at from account a
   where a.person_id = of_person and a.state <> 'closed' and a.power is null and answers_for_person(of_person) $$;
create function pending_requests(of_person uuid) returns table (id uuid, number text, place text, since timestamptz)
  language sql stable security definer set search_path = public as
$$ select a.id, a.subject_number, u.name, a.created_at from approval a join unit u on u.id = a.unit_id
   where a.requester_person = of_person and a.state in ('pending', 'sent-back', 'stale') and answers_for_person(of_person) $$;
create function unsigned_letters(of_person uuid) returns table (id uuid, number text, place text, since timestamptz)
  language sql stable security definer set search_path = public as
$$ select l.id, l.name, u.name, l.issued_at from letter l join unit u on u.id = l.unit_id
   where answers_for_person(of_person) and l.state in ('open', 'signed')
     and (l.signer_id = of_person and l.state = 'open' or l.counter_id = of_person
       and not exists (select from letter_signature g where g.letter_id = l.id and g.part = 'counter')) $$;
grant execute on function held_copies(uuid), open_hand_overs(uuid), awaited_readings(uuid), held_duties(uuid),
  held_accounts(uuid), pending_requests(uuid), unsigned_letters(uuid) to fengni_reader, fengni_writer;
