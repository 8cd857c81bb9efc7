-- What happened to somebody, module by module: his file fills itself from these (PER-2), and so does what he held or could
-- know in a span (INC-3).

-- Whether the caller looks after people of a unit.
create function oversees_people(over_unit ltree) returns boolean language sql stable security definer set search_path = public as
$$ select exists (select from acting_duties() d where over_unit <@ d.unit_path
     and d.duty in ('officer', 'personnel', 'leader-in-charge', 'first-responsible')) $$;
grant execute on function oversees_people(ltree) to fengni_reader, fengni_writer;
