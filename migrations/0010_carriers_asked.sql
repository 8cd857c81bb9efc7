-- What must be told at the asking, though row-level security hides the rows it rests on.

-- Copies that are promised: in an open circulation, or to an approved loan. A borrower sees neither other people's slips
-- nor their loans; who may know the carrier sees its copies, and would otherwise hear it only when a consent fails.
create function promised_copies(of_carrier uuid) returns table (copy_id uuid, promise text)
  language sql stable security definer set search_path = public as
$$ select p.copy_id, p.promise from (
     select c.copy_id, 'circulation' as promise from circulation c where c.carrier_id = of_carrier and c.state = 'open'
     union all
     select l.copy_id, 'loan' from loan l where l.carrier_id = of_carrier and l.state = 'approved') p
   where exists (select from carrier k where k.id = of_carrier and (
     k.register_id = any ((select handled_registers())::uuid[])
     or exists (select from carrier_knower n where n.carrier_id = k.id and n.person_id = acting_person()
       and n.level_rank <= coalesce(((select acting_clearances()) ->> n.scheme)::int, 0)))) $$;

-- Witnesses a pending request names: they are on the list itself only once it is approved.
create function destruction_witnesses_asked(of_list uuid) returns uuid[]
  language sql stable security definer set search_path = public as
$$ select coalesce(array_agg(w.id::uuid order by w.id), '{}') from (
     select jsonb_array_elements_text(a.snapshot -> 'witnessIds') as id from approval a
     where a.subject_id = of_list and a.command = 'destruction.submit' and a.state = 'pending'
       and exists (select from destruction_list l where l.id = of_list
         and l.register_id = any (handled_registers()))) w $$;
grant execute on function promised_copies(uuid), destruction_witnesses_asked(uuid) to fengni_reader, fengni_writer;

-- The certificate of a destruction rests on an entry too, also where the list held only bags.
create or replace function sealed_places(wanted uuid[]) returns table (entry_id uuid, leaf_index bigint, origin text, size bigint, root bytea)
  language sql stable security definer set search_path = public as
$$ select e.id, e.leaf_index, h.origin, h.size, h.root from log_entry e cross join log_head h
   where e.id = any (wanted) and (
     exists (select from custody s where s.entry_id = e.id
       and (s.register_id = any (handled_registers()) or s.holder_id = acting_person()))
     or exists (select from destruction_list l where l.entry_id = e.id
       and (l.register_id = any (handled_registers()) or acting_person() = any (l.witnesses)))) $$;
