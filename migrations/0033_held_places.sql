-- Where somebody's copies are kept is told by the unit: a register's name may be known to members of its compartment only.
create or replace function held_copies(of_person uuid) returns table (id uuid, number text, place text, since timestamptz)
  language sql stable security definer set search_path = public as
$$ select c.id, k.number || '-' || c.copy_no, u.name, c.since from copy c join carrier k on k.id = c.carrier_id
     join register r on r.id = c.register_id join unit u on u.id = r.unit_id
   where c.holder_id = of_person and answers_for_person(of_person)
     and c.state in ('in-store', 'with-reader', 'on-loan', 'taken-out', 'archived', 'for-destruction') $$;
create or replace function awaited_readings(of_person uuid) returns table (id uuid, number text, place text, since timestamptz)
  language sql stable security definer set search_path = public as
$$ select c.carrier_id, k.number, u.name, c.started_at from circulation c join circulation_reader w on w.circulation_id = c.id
     join carrier k on k.id = c.carrier_id join register r on r.id = c.register_id join unit u on u.id = r.unit_id
   where c.state = 'open' and w.person_id = of_person and w.state = 'waiting' and answers_for_person(of_person) $$;
