-- Knowing a thing that approvals, obligations or content are about means something else for each kind of thing. Each
-- module names its own rule: a function of an id that says whether the caller may know it.
create table know_rule (
  function_name text primary key check (function_name ~ '^knows_[a-z_]{1,40}$')
);
create procedure add_know_rule(of_function text) language sql as
$$ insert into know_rule values (of_function) $$;
-- Ids are random and of one thing each, so the first rule that says yes is the one of its kind.
create or replace function knows_subject(wanted uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
declare
  rule text;
  known boolean;
begin
  for rule in select function_name from know_rule order by function_name loop
    execute format('select %I($1)', rule) into known using wanted;
    if known then return true; end if;
  end loop;
  return false;
end $$;

create function knows_carrier(wanted uuid) returns boolean language sql stable security definer set search_path = public as
$$ select exists (select from carrier_knower k where k.carrier_id = wanted and k.person_id = acting_person()
     and k.level_rank <= acting_clearance(k.scheme)) $$;
grant execute on function knows_carrier(uuid) to fengni_reader, fengni_writer;
call add_know_rule('knows_carrier');
