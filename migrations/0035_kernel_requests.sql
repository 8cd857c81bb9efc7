-- Requests about a thing, for who may know it: row-level security shows approvals only to who asked and who decides. The
-- modules asked each by a function of their own; what knowing a thing means they have told already (know_rule). Nobody
-- learns here of a request that is hidden from him.
create function pending_requests_about(of_subject uuid)
  returns table (approval_id uuid, command text, requester uuid, step int, created_at timestamptz)
  language sql stable security definer set search_path = public as
$$ select a.id, a.command, a.requester_person, a.step, a.created_at from approval a
   where a.subject_id = of_subject and a.state = 'pending' and (a.hidden_from = acting_person()) is not true
     and knows_subject(of_subject) $$;
create function decisions_about(of_subject uuid)
  returns table (approval_id uuid, command text, state text, step int, step_name jsonb, person_id uuid, person text,
    verdict text, words text, decided_at timestamptz)
  language sql stable security definer set search_path = public as
$$ select a.id, a.command, a.state, d.step, a.steps -> d.step -> 'name', d.person_id, p.name, d.decision, d.reason, d.decided_at
   from approval a join approval_decision d on d.approval_id = a.id join person p on p.id = d.person_id
   where a.subject_id = of_subject and (a.hidden_from = acting_person()) is not true and knows_subject(of_subject) $$;
grant execute on function pending_requests_about(uuid), decisions_about(uuid) to fengni_reader, fengni_writer;

drop function determination_consents(uuid);
drop function allowance_consent(uuid);
drop function visit_pending(uuid);
drop function visit_opinions(uuid);
