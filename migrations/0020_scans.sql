-- Scans of signed paper belong to a register, or to a thing that is kept in none, such as a letter: then who may know that
-- thing sees them.
alter table scan alter column register_id drop not null;
alter table scan add column subject_id uuid;
alter table scan add constraint scan_belongs check (num_nonnulls(register_id, subject_id) = 1);
create policy reader_of_subject on scan for select to fengni_reader using (
  subject_id is not null and knows_subject(subject_id));
