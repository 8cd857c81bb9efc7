-- What classification makes of a carrier: the determination it is marked by, the mark before the present one, its release
-- from secrecy, and the compartment that divides it (CLS-3, CLS-6, CLS-7).
alter table carrier add column determination_id uuid;
-- the mark before the present one, which stands beside it struck out (实施条例 art. 21)
alter table carrier add column former_mark text;
-- released: rank 0, so that no clearance is asked for; who may know stays as it was until somebody decides otherwise
alter table carrier add column released_on date;
create index carrier_determination on carrier (determination_id) where determination_id is not null;
