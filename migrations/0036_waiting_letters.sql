-- A letter that waits for somebody's signature already, whoever issues the next: found past the issuer's sight, or he would
-- issue it twice.
create function waiting_letter(of_template uuid, of_person uuid) returns uuid language sql stable security definer set search_path = public as
$$ select id from letter where template_id = of_template and signer_id = of_person and state = 'open' limit 1 $$;
grant execute on function waiting_letter(uuid, uuid) to fengni_writer;
drop function waiting_travel_letter(uuid);
