-- The schema as the migrations leave it, read from the catalogue of a migrated database.
-- For reading and review: it is never run. Bodies of functions are in migrations/.
-- Written by: node scripts/dump-schema.ts

-- Extensions
create extension ltree;

-- Roles
create role fengni_clockwork nologin noinherit;
create role fengni_reader nologin noinherit;
create role fengni_sealer nologin noinherit;
create role fengni_writer nologin noinherit;

-- Tables
create table account (
  id uuid not null
  person_id uuid not null
  power text
  login text not null
  state text not null
  language text not null default 'zh'::text
  created_at timestamp with time zone not null
  constraint account_language_check CHECK ((language = ANY (ARRAY['zh'::text, 'en'::text])))
  constraint account_login_check CHECK ((login ~ '^[a-z0-9][a-z0-9._-]{1,39}$'::text))
  constraint account_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint account_pkey PRIMARY KEY (id)
  constraint account_power_check CHECK ((power = ANY (ARRAY['system'::text, 'security'::text, 'audit'::text])))
  constraint account_state_check CHECK ((state = ANY (ARRAY['invited'::text, 'active'::text, 'closed'::text])))
); -- row level security
create table account_secret (
  account_id uuid not null
  password_hash text
  activation_hash text
  activation_until timestamp with time zone
  constraint account_secret_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint account_secret_pkey PRIMARY KEY (account_id)
);
create table approval (
  id uuid not null
  command text not null
  subject_id uuid
  subject_number text not null default ''::text
  unit_id uuid not null
  unit_path ltree not null
  requester_person uuid not null
  requester_account uuid not null
  reason text not null default ''::text
  snapshot jsonb not null
  snapshot_hash text not null
  flow text not null
  steps jsonb not null
  step integer not null default 0
  state text not null
  nobody_decides boolean not null default false
  result jsonb
  failure jsonb
  created_at timestamp with time zone not null
  step_due_at timestamp with time zone
  ended_at timestamp with time zone
  constraint approval_pkey PRIMARY KEY (id)
  constraint approval_requester_account_fkey FOREIGN KEY (requester_account) REFERENCES account(id)
  constraint approval_requester_person_fkey FOREIGN KEY (requester_person) REFERENCES person(id)
  constraint approval_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'sent-back'::text, 'stale'::text, 'done'::text, 'refused'::text, 'withdrawn'::text, 'failed'::text])))
  constraint approval_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
); -- row level security
create table approval_decision (
  id uuid not null
  approval_id uuid not null
  step integer not null
  person_id uuid not null
  duty_id uuid
  deputy_for uuid
  decision text not null
  reason text not null default ''::text
  opened_at timestamp with time zone not null
  decided_at timestamp with time zone not null
  batch_size integer not null default 1
  constraint approval_decision_approval_id_fkey FOREIGN KEY (approval_id) REFERENCES approval(id)
  constraint approval_decision_decision_check CHECK ((decision = ANY (ARRAY['consent'::text, 'consent-with-condition'::text, 'send-back'::text, 'refuse'::text])))
  constraint approval_decision_deputy_for_fkey FOREIGN KEY (deputy_for) REFERENCES person(id)
  constraint approval_decision_duty_id_fkey FOREIGN KEY (duty_id) REFERENCES duty(id)
  constraint approval_decision_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint approval_decision_pkey PRIMARY KEY (id)
); -- row level security
create table approval_input (
  approval_id uuid not null
  command_id uuid not null
  input jsonb not null
  constraint approval_input_approval_id_fkey FOREIGN KEY (approval_id) REFERENCES approval(id)
  constraint approval_input_pkey PRIMARY KEY (approval_id)
);
create table approval_matter (
  id uuid not null
  subject_id uuid
  facts jsonb not null
  salt uuid not null default gen_random_uuid()
  constraint approval_matter_id_fkey FOREIGN KEY (id) REFERENCES approval(id)
  constraint approval_matter_pkey PRIMARY KEY (id)
); -- row level security
create table audit_waiver (
  id uuid not null
  check_id text not null
  row_id uuid not null
  register_id uuid
  reason text not null
  until date not null
  given_by uuid not null
  given_at timestamp with time zone not null
  unit_path ltree not null
  constraint audit_waiver_given_by_fkey FOREIGN KEY (given_by) REFERENCES person(id)
  constraint audit_waiver_pkey PRIMARY KEY (id)
  constraint audit_waiver_reason_check CHECK (((length(reason) >= 4) AND (length(reason) <= 500)))
  constraint audit_waiver_register_id_fkey FOREIGN KEY (register_id) REFERENCES register(id)
); -- row level security
create table body (
  id uuid not null
  unit_id uuid not null
  kind text not null
  name text not null
  term_from date not null
  term_to date
  ended_on date
  constraint body_kind_check CHECK ((kind = ANY (ARRAY['committee'::text, 'leading-group'::text, 'office'::text])))
  constraint body_pkey PRIMARY KEY (id)
  constraint body_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
); -- row level security
create table body_member (
  id uuid not null
  body_id uuid not null
  person_id uuid not null
  role text not null
  duties text not null default ''::text
  started_on date not null
  ended_on date
  constraint body_member_body_id_fkey FOREIGN KEY (body_id) REFERENCES body(id)
  constraint body_member_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint body_member_pkey PRIMARY KEY (id)
); -- row level security
create table carrier (
  id uuid not null
  register_id uuid not null
  unit_id uuid not null
  unit_path ltree not null
  number text collate "C" not null
  number_sort text collate "C" not null
  number_tail text collate "C" generated always as ((regexp_match(number, '([1-9][0-9]*)[^0-9]*$'::text))[1]) stored
  medium text not null
  scheme text not null
  level text not null
  level_rank integer not null
  validity jsonb not null
  mark text not null
  origin text not null
  issued_on date
  expires_on date
  urgency text
  pages integer
  pages_stated text
  copy_count integer not null default 0
  state text not null
  derived_from uuid
  must_return boolean not null default false
  recall_id uuid
  registered_at timestamp with time zone not null
  registered_by uuid not null
  import_key text
  determination_id uuid
  former_mark text
  released_on date
  constraint carrier_copy_count_check CHECK ((copy_count >= 0))
  constraint carrier_derived_from_fkey FOREIGN KEY (derived_from) REFERENCES carrier(id)
  constraint carrier_medium_check CHECK ((medium = ANY (ARRAY['paper'::text, 'electronic'::text, 'disc'::text, 'drawing'::text, 'sample'::text, 'telegram'::text])))
  constraint carrier_number_check CHECK (((length(number) >= 1) AND (length(number) <= 60)))
  constraint carrier_origin_check CHECK ((origin = ANY (ARRAY['own'::text, 'received'::text])))
  constraint carrier_pages_check CHECK ((pages >= 0))
  constraint carrier_pkey PRIMARY KEY (id)
  constraint carrier_recall_id_fkey FOREIGN KEY (recall_id) REFERENCES recall(id)
  constraint carrier_register_id_fkey FOREIGN KEY (register_id) REFERENCES register(id)
  constraint carrier_registered_by_fkey FOREIGN KEY (registered_by) REFERENCES person(id)
  constraint carrier_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'active'::text, 'ended'::text])))
  constraint carrier_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
  constraint carrier_urgency_check CHECK ((urgency = ANY (ARRAY['flash'::text, 'urgent'::text, 'priority'::text, 'routine'::text])))
); -- row level security
create table carrier_gram (
  gram text collate "C" not null -- statistics 1000
  registered_at timestamp with time zone not null
  carrier_id uuid not null
  constraint carrier_gram_pkey PRIMARY KEY (gram, registered_at, carrier_id)
); -- row level security
create table carrier_knower (
  person_id uuid not null -- statistics 1000
  carrier_id uuid not null
  scheme text not null
  level_rank integer not null
  registered_at timestamp with time zone not null
  register_id uuid not null
  state text not null
  constraint carrier_knower_carrier_id_fkey FOREIGN KEY (carrier_id) REFERENCES carrier(id)
  constraint carrier_knower_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint carrier_knower_pkey PRIMARY KEY (person_id, carrier_id)
); -- row level security
create table carrier_matter (
  id uuid not null
  title text not null
  document_no text not null default ''::text
  originator text not null default ''::text
  remark text not null default ''::text
  salt uuid not null default gen_random_uuid()
  constraint carrier_matter_id_fkey FOREIGN KEY (id) REFERENCES carrier(id)
  constraint carrier_matter_pkey PRIMARY KEY (id)
  constraint carrier_matter_title_check CHECK (((length(title) >= 1) AND (length(title) <= 300)))
); -- row level security
create table carrier_scope (
  id uuid not null
  carrier_id uuid not null
  person_id uuid
  post_id uuid
  basis text not null
  added_at timestamp with time zone not null
  added_by uuid not null
  ended_at timestamp with time zone
  salt uuid not null default gen_random_uuid()
  constraint carrier_scope_added_by_fkey FOREIGN KEY (added_by) REFERENCES person(id)
  constraint carrier_scope_basis_check CHECK ((basis = ANY (ARRAY['initial'::text, 'registrar'::text, 'widened'::text, 'reader'::text, 'import'::text])))
  constraint carrier_scope_carrier_id_fkey FOREIGN KEY (carrier_id) REFERENCES carrier(id)
  constraint carrier_scope_check CHECK (((person_id IS NULL) <> (post_id IS NULL)))
  constraint carrier_scope_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint carrier_scope_pkey PRIMARY KEY (id)
  constraint carrier_scope_post_id_fkey FOREIGN KEY (post_id) REFERENCES post(id)
); -- row level security
create table circulation (
  id uuid not null
  copy_id uuid not null
  carrier_id uuid not null
  register_id uuid not null
  state text not null
  urgent boolean not null default false
  days_per_reader integer not null
  started_at timestamp with time zone not null
  closed_at timestamp with time zone
  constraint circulation_carrier_id_fkey FOREIGN KEY (carrier_id) REFERENCES carrier(id)
  constraint circulation_copy_id_fkey FOREIGN KEY (copy_id) REFERENCES copy(id)
  constraint circulation_days_per_reader_check CHECK (((days_per_reader >= 0) AND (days_per_reader <= 30)))
  constraint circulation_pkey PRIMARY KEY (id)
  constraint circulation_register_id_fkey FOREIGN KEY (register_id) REFERENCES register(id)
  constraint circulation_state_check CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text])))
); -- row level security
create table circulation_reader (
  id uuid not null
  circulation_id uuid not null
  carrier_id uuid not null
  register_id uuid not null
  place_in_list integer not null
  person_id uuid not null
  deputy_id uuid
  state text not null
  received_at timestamp with time zone
  due_on date
  returned_at timestamp with time zone
  signed text
  scan_id uuid
  remark text not null default ''::text
  constraint circulation_reader_carrier_id_fkey FOREIGN KEY (carrier_id) REFERENCES carrier(id)
  constraint circulation_reader_circulation_id_fkey FOREIGN KEY (circulation_id) REFERENCES circulation(id)
  constraint circulation_reader_deputy_id_fkey FOREIGN KEY (deputy_id) REFERENCES person(id)
  constraint circulation_reader_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint circulation_reader_pkey PRIMARY KEY (id)
  constraint circulation_reader_register_id_fkey FOREIGN KEY (register_id) REFERENCES register(id)
  constraint circulation_reader_scan_id_fkey FOREIGN KEY (scan_id) REFERENCES scan(id)
  constraint circulation_reader_signed_check CHECK ((signed = ANY (ARRAY['screen'::text, 'clerk'::text, 'paper'::text])))
  constraint circulation_reader_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'reading'::text, 'read'::text, 'skipped'::text])))
); -- row level security
create table clearance (
  id uuid not null
  person_id uuid not null
  scheme text not null
  level_rank integer not null
  grade text
  decided_on date not null
  ended_on date
  constraint clearance_grade_check CHECK ((grade = ANY (ARRAY['CORE'::text, 'IMPORTANT'::text, 'GENERAL'::text])))
  constraint clearance_level_rank_check CHECK (((level_rank >= 0) AND (level_rank <= 99)))
  constraint clearance_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint clearance_pkey PRIMARY KEY (id)
); -- row level security
create table clock_guard (
  id uuid not null
  stopped_at timestamp with time zone
  seen_at timestamp with time zone not null
  reason text
  confirmed_by_security timestamp with time zone
  confirmed_by_audit timestamp with time zone
  log_size bigint
  constraint clock_guard_pkey PRIMARY KEY (id)
); -- row level security
create table clockwork_run (
  task text not null
  slot text
  refused_slot text
  failed_slot text
  ran_at timestamp with time zone
  constraint clockwork_run_pkey PRIMARY KEY (task)
); -- row level security
create table command_run (
  id uuid not null
  account_id uuid
  command text not null
  input_hash bytea not null
  outcome jsonb
  entry_id uuid
  started_at timestamp with time zone not null
  constraint command_run_pkey PRIMARY KEY (id)
); -- row level security
create table copy (
  id uuid not null
  carrier_id uuid not null
  register_id uuid not null
  copy_no text not null
  code text not null
  state text not null
  holder_id uuid
  place text not null default ''::text
  since timestamp with time zone not null
  due_on date
  list_id uuid
  carrier_registered_at timestamp with time zone not null
  constraint copy_carrier_id_copy_no_key UNIQUE (carrier_id, copy_no)
  constraint copy_carrier_id_fkey FOREIGN KEY (carrier_id) REFERENCES carrier(id)
  constraint copy_code_check CHECK ((code ~ '^FN-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$'::text))
  constraint copy_code_key UNIQUE (code)
  constraint copy_copy_no_check CHECK (((length(copy_no) >= 1) AND (length(copy_no) <= 20)))
  constraint copy_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES person(id)
  constraint copy_list_id_fkey FOREIGN KEY (list_id) REFERENCES destruction_list(id)
  constraint copy_pkey PRIMARY KEY (id)
  constraint copy_register_id_fkey FOREIGN KEY (register_id) REFERENCES register(id)
  constraint copy_state_check CHECK ((state = ANY (ARRAY['in-store'::text, 'with-reader'::text, 'on-loan'::text, 'taken-out'::text, 'sent'::text, 'delivered'::text, 'returned'::text, 'archived'::text, 'for-destruction'::text, 'destroyed'::text, 'missing'::text])))
); -- row level security
create table custody (
  id uuid not null
  copy_id uuid not null
  carrier_id uuid not null
  register_id uuid not null
  happened_at timestamp with time zone not null
  entered_at timestamp with time zone not null
  move text not null
  state text not null
  holder_id uuid
  place text not null default ''::text
  by_id uuid not null
  signed text not null
  scan_id uuid
  note text not null default ''::text
  entry_id uuid not null
  constraint custody_by_id_fkey FOREIGN KEY (by_id) REFERENCES person(id)
  constraint custody_carrier_id_fkey FOREIGN KEY (carrier_id) REFERENCES carrier(id)
  constraint custody_copy_id_fkey FOREIGN KEY (copy_id) REFERENCES copy(id)
  constraint custody_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES person(id)
  constraint custody_pkey PRIMARY KEY (id)
  constraint custody_register_id_fkey FOREIGN KEY (register_id) REFERENCES register(id)
  constraint custody_signed_check CHECK ((signed = ANY (ARRAY['screen'::text, 'clerk'::text, 'paper'::text])))
); -- row level security
create table delivery (
  id uuid not null
  register_id uuid not null
  direction text not null
  number text not null
  counterpart text not null
  channel text not null
  seal_no text not null default ''::text
  escorts uuid[] not null default '{}'::uuid[]
  stated_count integer not null
  counted_count integer
  faults text[] not null default '{}'::text[]
  fault_note text not null default ''::text
  recall_id uuid
  state text not null
  sent_at timestamp with time zone not null
  ended_at timestamp with time zone
  receipt_signer text not null default ''::text
  scan_id uuid
  constraint delivery_counterpart_check CHECK (((length(counterpart) >= 1) AND (length(counterpart) <= 100)))
  constraint delivery_direction_check CHECK ((direction = ANY (ARRAY['out'::text, 'in'::text])))
  constraint delivery_pkey PRIMARY KEY (id)
  constraint delivery_register_id_fkey FOREIGN KEY (register_id) REFERENCES register(id)
  constraint delivery_scan_id_fkey FOREIGN KEY (scan_id) REFERENCES scan(id)
  constraint delivery_state_check CHECK ((state = ANY (ARRAY['sent'::text, 'received'::text, 'receipted'::text, 'disputed'::text, 'came-back'::text])))
  constraint delivery_stated_count_check CHECK (((stated_count >= 0) AND (stated_count <= 9999)))
); -- row level security
create table delivery_item (
  id uuid not null
  delivery_id uuid not null
  register_id uuid not null
  copy_id uuid not null
  arrived boolean
  constraint delivery_item_copy_id_fkey FOREIGN KEY (copy_id) REFERENCES copy(id)
  constraint delivery_item_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES delivery(id)
  constraint delivery_item_pkey PRIMARY KEY (id)
  constraint delivery_item_register_id_fkey FOREIGN KEY (register_id) REFERENCES register(id)
); -- row level security
create table destruction_list (
  id uuid not null
  register_id uuid not null
  unit_id uuid not null
  unit_path ltree not null
  number text not null
  point text not null
  method text not null
  planned_on date not null
  witnesses uuid[] not null default '{}'::uuid[]
  state text not null
  made_at timestamp with time zone not null
  made_by uuid not null
  approved_at timestamp with time zone
  destroyed_at timestamp with time zone
  escorts text not null default ''::text
  certificate_no text
  scan_id uuid
  approved_digest text
  entry_id uuid
  constraint destruction_list_made_by_fkey FOREIGN KEY (made_by) REFERENCES person(id)
  constraint destruction_list_method_check CHECK ((method = ANY (ARRAY['pulping'::text, 'incineration'::text, 'shredding'::text, 'degaussing'::text, 'crushing'::text])))
  constraint destruction_list_pkey PRIMARY KEY (id)
  constraint destruction_list_point_check CHECK (((length(point) >= 1) AND (length(point) <= 100)))
  constraint destruction_list_register_id_fkey FOREIGN KEY (register_id) REFERENCES register(id)
  constraint destruction_list_scan_id_fkey FOREIGN KEY (scan_id) REFERENCES scan(id)
  constraint destruction_list_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'approved'::text, 'destroyed'::text, 'cancelled'::text])))
  constraint destruction_list_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
); -- row level security
create table destruction_witness (
  id uuid not null
  list_id uuid not null
  register_id uuid not null
  person_id uuid not null
  signed text not null
  signed_at timestamp with time zone not null
  constraint destruction_witness_list_id_fkey FOREIGN KEY (list_id) REFERENCES destruction_list(id)
  constraint destruction_witness_list_id_person_id_key UNIQUE (list_id, person_id)
  constraint destruction_witness_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint destruction_witness_pkey PRIMARY KEY (id)
  constraint destruction_witness_register_id_fkey FOREIGN KEY (register_id) REFERENCES register(id)
  constraint destruction_witness_signed_check CHECK ((signed = ANY (ARRAY['screen'::text, 'paper'::text])))
); -- row level security
create table duty (
  id uuid not null
  person_id uuid not null
  duty text not null
  unit_id uuid not null
  unit_path ltree not null
  line text
  scheme text
  level_rank integer
  started_on date not null
  ended_on date
  deputy_of uuid
  reason text
  constraint deputy_ends CHECK (((deputy_of IS NULL) OR (ended_on IS NOT NULL)))
  constraint duty_check CHECK ((ended_on >= (started_on - 1)))
  constraint duty_deputy_of_fkey FOREIGN KEY (deputy_of) REFERENCES duty(id)
  constraint duty_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint duty_pkey PRIMARY KEY (id)
  constraint duty_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
); -- row level security
create table factor (
  id uuid not null
  account_id uuid not null
  kind text not null
  name text not null
  secret bytea not null
  counter bigint not null default 0
  created_at timestamp with time zone not null
  ended_at timestamp with time zone
  credential_hash text
  constraint factor_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint factor_kind_check CHECK ((kind = ANY (ARRAY['webauthn'::text, 'certificate'::text, 'code-sheet'::text, 'totp'::text])))
  constraint factor_pkey PRIMARY KEY (id)
); -- row level security
create table hand_over (
  id uuid not null
  unit_id uuid not null
  unit_path ltree not null
  from_id uuid not null
  to_id uuid not null
  witness_id uuid not null
  state text not null
  reason text not null
  opened_at timestamp with time zone not null
  receiver_signed_at timestamp with time zone
  witness_signed_at timestamp with time zone
  ended_at timestamp with time zone
  constraint hand_over_from_id_fkey FOREIGN KEY (from_id) REFERENCES person(id)
  constraint hand_over_pkey PRIMARY KEY (id)
  constraint hand_over_state_check CHECK ((state = ANY (ARRAY['open'::text, 'signed'::text, 'cancelled'::text])))
  constraint hand_over_to_id_fkey FOREIGN KEY (to_id) REFERENCES person(id)
  constraint hand_over_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
  constraint hand_over_witness_id_fkey FOREIGN KEY (witness_id) REFERENCES person(id)
); -- row level security
create table hand_over_item (
  id uuid not null
  hand_over_id uuid not null
  register_id uuid not null
  copy_id uuid not null
  constraint hand_over_item_copy_id_fkey FOREIGN KEY (copy_id) REFERENCES copy(id)
  constraint hand_over_item_hand_over_id_fkey FOREIGN KEY (hand_over_id) REFERENCES hand_over(id)
  constraint hand_over_item_pkey PRIMARY KEY (id)
  constraint hand_over_item_register_id_fkey FOREIGN KEY (register_id) REFERENCES register(id)
); -- row level security
create table holding (
  id uuid not null
  person_id uuid not null
  post_id uuid not null
  started_on date not null
  ended_on date
  constraint holding_check CHECK ((ended_on >= started_on))
  constraint holding_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint holding_pkey PRIMARY KEY (id)
  constraint holding_post_id_fkey FOREIGN KEY (post_id) REFERENCES post(id)
); -- row level security
create table house_rule (
  id uuid not null
  unit_id uuid not null
  unit_path ltree not null
  title text not null
  basis text not null default ''::text
  owes text not null
  reach text not null
  months integer[] not null
  month_day integer not null
  on_day_off text not null
  lead_days integer not null
  started_on date not null
  ended_on date
  made_by uuid not null
  constraint house_rule_basis_check CHECK ((length(basis) <= 100))
  constraint house_rule_check CHECK ((ended_on >= started_on))
  constraint house_rule_lead_days_check CHECK (((lead_days >= 0) AND (lead_days <= 90)))
  constraint house_rule_made_by_fkey FOREIGN KEY (made_by) REFERENCES person(id)
  constraint house_rule_month_day_check CHECK (((month_day >= 1) AND (month_day <= 31)))
  constraint house_rule_months_check CHECK ((((cardinality(months) >= 1) AND (cardinality(months) <= 12)) AND (months <@ ARRAY[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])))
  constraint house_rule_on_day_off_check CHECK ((on_day_off = ANY (ARRAY['keep'::text, 'before'::text, 'after'::text])))
  constraint house_rule_pkey PRIMARY KEY (id)
  constraint house_rule_reach_check CHECK ((reach = ANY (ARRAY['unit'::text, 'below'::text])))
  constraint house_rule_title_check CHECK (((length(title) >= 2) AND (length(title) <= 60)))
  constraint house_rule_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
); -- row level security
create table key_challenge (
  challenge_hash text not null
  purpose text not null
  account_id uuid not null
  session_id uuid
  terminal text not null
  good_until timestamp with time zone not null
  constraint key_challenge_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint key_challenge_pkey PRIMARY KEY (challenge_hash)
  constraint key_challenge_purpose_check CHECK ((purpose = ANY (ARRAY['sign-in'::text, 'prove'::text, 'enrol'::text, 'activate'::text])))
  constraint key_challenge_session_id_fkey FOREIGN KEY (session_id) REFERENCES session(id)
);
create table know_rule (
  function_name text not null
  constraint know_rule_function_name_check CHECK ((function_name ~ '^knows_[a-z_]{1,40}$'::text))
  constraint know_rule_pkey PRIMARY KEY (function_name)
);
create table ledger_export (
  id uuid not null
  register_id uuid not null
  number text not null
  filter jsonb not null
  row_count integer not null
  mark text not null
  made_at timestamp with time zone not null
  made_by uuid not null
  constraint ledger_export_made_by_fkey FOREIGN KEY (made_by) REFERENCES person(id)
  constraint ledger_export_pkey PRIMARY KEY (id)
  constraint ledger_export_register_id_fkey FOREIGN KEY (register_id) REFERENCES register(id)
); -- row level security
create table ledger_import (
  id uuid not null
  register_id uuid not null
  file_name text not null
  file_digest text not null
  added integer not null
  known integer not null
  rejected integer not null
  imported_at timestamp with time zone not null
  imported_by uuid not null
  constraint ledger_import_imported_by_fkey FOREIGN KEY (imported_by) REFERENCES person(id)
  constraint ledger_import_pkey PRIMARY KEY (id)
  constraint ledger_import_register_id_fkey FOREIGN KEY (register_id) REFERENCES register(id)
); -- row level security
create table loan (
  id uuid not null
  copy_id uuid not null
  carrier_id uuid not null
  register_id uuid not null
  kind text not null
  borrower_id uuid not null
  companions uuid[] not null default '{}'::uuid[]
  purpose text not null
  state text not null
  approved_at timestamp with time zone not null
  due_on date not null
  handed_at timestamp with time zone
  returned_at timestamp with time zone
  constraint loan_borrower_id_fkey FOREIGN KEY (borrower_id) REFERENCES person(id)
  constraint loan_carrier_id_fkey FOREIGN KEY (carrier_id) REFERENCES carrier(id)
  constraint loan_copy_id_fkey FOREIGN KEY (copy_id) REFERENCES copy(id)
  constraint loan_kind_check CHECK ((kind = ANY (ARRAY['borrow'::text, 'take-out'::text])))
  constraint loan_pkey PRIMARY KEY (id)
  constraint loan_register_id_fkey FOREIGN KEY (register_id) REFERENCES register(id)
  constraint loan_state_check CHECK ((state = ANY (ARRAY['approved'::text, 'out'::text, 'back'::text, 'lapsed'::text])))
); -- row level security
create table log_checkpoint (
  size bigint not null
  note text not null
  signed_at timestamp with time zone not null
  witnessed_at timestamp with time zone
  witness text
  constraint log_checkpoint_pkey PRIMARY KEY (size)
); -- row level security
create table log_detail (
  entry_id uuid not null
  salt bytea not null
  details text not null
  account_id uuid
  person_id uuid
  command text not null
  outcome text not null
  subject_id uuid
  recorded_at timestamp with time zone not null
  constraint log_detail_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES log_entry(id)
  constraint log_detail_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'parked'::text, 'denied'::text, 'refused'::text, 'failed'::text, 'opened'::text])))
  constraint log_detail_pkey PRIMARY KEY (entry_id)
  constraint log_detail_salt_check CHECK ((octet_length(salt) = 32))
); -- row level security
create table log_entry (
  id uuid not null
  recorded_at timestamp with time zone not null
  leaf bytea not null
  leaf_index bigint
  constraint log_entry_leaf_check CHECK ((octet_length(leaf) < 1024))
  constraint log_entry_leaf_index_check CHECK ((leaf_index >= 0))
  constraint log_entry_leaf_index_key UNIQUE (leaf_index)
  constraint log_entry_pkey PRIMARY KEY (id)
); -- row level security
create table log_foreign (
  entry_id uuid not null
  leaf_index bigint not null
  found_at timestamp with time zone not null
  constraint log_foreign_pkey PRIMARY KEY (entry_id)
); -- row level security
create table log_head (
  only_one boolean not null default true
  origin text not null
  epoch integer not null default 0
  size bigint not null default 0
  frontier jsonb not null default '{"size": 0, "hashes": []}'::jsonb
  root bytea not null
  sealed_at timestamp with time zone
  pruned_before bigint not null default 0
  constraint log_head_only_one_check CHECK (only_one)
  constraint log_head_pkey PRIMARY KEY (only_one)
); -- row level security
create table log_pending (
  seq bigint not null generated always as identity
  entry_id uuid not null
  mac bytea not null
  constraint log_pending_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES log_entry(id)
  constraint log_pending_entry_id_key UNIQUE (entry_id)
  constraint log_pending_pkey PRIMARY KEY (seq)
); -- row level security
create table log_pruning (
  minimum bigint not null
  root bytea not null
  entry_id uuid not null
  ordered_at timestamp with time zone not null
  statement text
  finished_at timestamp with time zone
  constraint log_pruning_check CHECK (((finished_at IS NULL) OR (statement IS NOT NULL)))
  constraint log_pruning_minimum_check CHECK (((minimum > 0) AND ((minimum % (256)::bigint) = 0)))
  constraint log_pruning_pkey PRIMARY KEY (minimum)
  constraint log_pruning_root_check CHECK ((octet_length(root) = 32))
); -- row level security
create table log_row (
  entry_id uuid not null
  table_name text not null
  row_id uuid not null
  row_hash text
  constraint log_row_pkey PRIMARY KEY (entry_id, table_name, row_id)
); -- row level security
create table log_tile (
  level smallint not null
  tile_index bigint not null
  hashes bytea not null
  constraint log_tile_hashes_check CHECK ((((octet_length(hashes) % 32) = 0) AND (octet_length(hashes) <= 8192)))
  constraint log_tile_pkey PRIMARY KEY (level, tile_index)
); -- row level security
create table making (
  id uuid not null
  carrier_id uuid not null
  register_id uuid not null
  kind text not null
  copies integer not null
  purpose text not null default ''::text
  state text not null
  ordered_at timestamp with time zone not null
  ordered_by uuid not null
  made_at timestamp with time zone
  printer text not null default ''::text
  place text not null default ''::text
  operator_id uuid
  spoiled integer not null default 0
  waste text not null default 'none'::text
  waste_witness_id uuid
  constraint making_carrier_id_fkey FOREIGN KEY (carrier_id) REFERENCES carrier(id)
  constraint making_copies_check CHECK (((copies >= 1) AND (copies <= 999)))
  constraint making_kind_check CHECK ((kind = ANY (ARRAY['original'::text, 'copy'::text, 'extract'::text])))
  constraint making_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES person(id)
  constraint making_ordered_by_fkey FOREIGN KEY (ordered_by) REFERENCES person(id)
  constraint making_pkey PRIMARY KEY (id)
  constraint making_register_id_fkey FOREIGN KEY (register_id) REFERENCES register(id)
  constraint making_spoiled_check CHECK ((spoiled >= 0))
  constraint making_state_check CHECK ((state = ANY (ARRAY['ordered'::text, 'made'::text, 'lapsed'::text])))
  constraint making_waste_check CHECK ((waste = ANY (ARRAY['none'::text, 'destroyed'::text, 'kept'::text])))
  constraint making_waste_witness_id_fkey FOREIGN KEY (waste_witness_id) REFERENCES person(id)
); -- row level security
create table migration (
  name text not null
  digest text not null
  applied_at timestamp with time zone not null default now()
  constraint migration_pkey PRIMARY KEY (name)
);
create table missing_copy (
  id uuid not null
  copy_id uuid not null
  register_id uuid not null
  reported_at timestamp with time zone not null
  reported_by uuid not null
  deemed_leaked_on date
  found_at timestamp with time zone
  note text not null default ''::text
  constraint missing_copy_copy_id_fkey FOREIGN KEY (copy_id) REFERENCES copy(id)
  constraint missing_copy_pkey PRIMARY KEY (id)
  constraint missing_copy_register_id_fkey FOREIGN KEY (register_id) REFERENCES register(id)
  constraint missing_copy_reported_by_fkey FOREIGN KEY (reported_by) REFERENCES person(id)
); -- row level security
create table number_series (
  id uuid not null
  register_id uuid not null
  series text not null
  next_number integer not null
  constraint number_series_next_number_check CHECK ((next_number > 0))
  constraint number_series_pkey PRIMARY KEY (id)
  constraint number_series_register_id_fkey FOREIGN KEY (register_id) REFERENCES register(id)
  constraint number_series_register_id_series_key UNIQUE (register_id, series)
); -- row level security
create table obligation (
  id uuid not null
  kind text not null
  unit_id uuid not null
  unit_path ltree not null
  person_id uuid
  duty text
  register_id uuid
  subject_table text
  subject_id uuid
  subject_number text not null default ''::text
  period text not null default ''::text
  due_on date not null
  remind_on date
  state text not null default 'open'::text
  basis text not null default ''::text
  params jsonb not null default '{}'::jsonb
  chased integer not null default 0
  chased_at timestamp with time zone
  escalated integer not null default 0
  escalated_at timestamp with time zone
  made_at timestamp with time zone not null
  ended_at timestamp with time zone
  ended_by uuid
  constraint obligation_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES person(id)
  constraint obligation_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint obligation_pkey PRIMARY KEY (id)
  constraint obligation_register_id_fkey FOREIGN KEY (register_id) REFERENCES register(id)
  constraint obligation_state_check CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'cancelled'::text])))
  constraint obligation_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
  constraint owed_by_somebody CHECK (((person_id IS NOT NULL) OR (duty IS NOT NULL)))
); -- row level security
create table paper_bag (
  id uuid not null
  register_id uuid not null
  number text not null
  room text not null
  kind text not null
  weight_grams integer not null
  seal_no text not null
  state text not null
  sealed_at timestamp with time zone not null
  sealed_by uuid not null
  list_id uuid
  constraint paper_bag_kind_check CHECK ((kind = ANY (ARRAY['papers'::text, 'newspapers'::text, 'mixed'::text])))
  constraint paper_bag_list_id_fkey FOREIGN KEY (list_id) REFERENCES destruction_list(id)
  constraint paper_bag_pkey PRIMARY KEY (id)
  constraint paper_bag_register_id_fkey FOREIGN KEY (register_id) REFERENCES register(id)
  constraint paper_bag_room_check CHECK (((length(room) >= 1) AND (length(room) <= 60)))
  constraint paper_bag_seal_no_check CHECK (((length(seal_no) >= 1) AND (length(seal_no) <= 40)))
  constraint paper_bag_sealed_by_fkey FOREIGN KEY (sealed_by) REFERENCES person(id)
  constraint paper_bag_state_check CHECK ((state = ANY (ARRAY['sealed'::text, 'for-destruction'::text, 'destroyed'::text])))
  constraint paper_bag_weight_grams_check CHECK (((weight_grams >= 1) AND (weight_grams <= 1000000)))
); -- row level security
create table person (
  id uuid not null
  name text not null
  staff_no text
  unit_id uuid not null
  frozen_at timestamp with time zone
  left_on date
  constraint person_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60)))
  constraint person_pkey PRIMARY KEY (id)
  constraint person_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
); -- row level security
create table post (
  id uuid not null
  unit_id uuid not null
  name text not null
  grade text
  started_on date not null
  ended_on date
  constraint post_check CHECK ((ended_on >= started_on))
  constraint post_grade_check CHECK ((grade = ANY (ARRAY['CORE'::text, 'IMPORTANT'::text, 'GENERAL'::text])))
  constraint post_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)))
  constraint post_pkey PRIMARY KEY (id)
  constraint post_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
); -- row level security
create table recall (
  id uuid not null
  register_id uuid not null
  number text not null
  issuer text not null
  reference text not null default ''::text
  due_on date not null
  state text not null
  opened_at timestamp with time zone not null
  closed_at timestamp with time zone
  constraint recall_issuer_check CHECK (((length(issuer) >= 1) AND (length(issuer) <= 100)))
  constraint recall_pkey PRIMARY KEY (id)
  constraint recall_register_id_fkey FOREIGN KEY (register_id) REFERENCES register(id)
  constraint recall_state_check CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text])))
); -- row level security
create table register (
  id uuid not null
  kind text not null
  unit_id uuid not null
  unit_path ltree not null
  name text not null
  number_grammar jsonb not null
  ended_on date
  constraint register_kind_fkey FOREIGN KEY (kind) REFERENCES register_kind(kind)
  constraint register_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)))
  constraint register_pkey PRIMARY KEY (id)
  constraint register_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
); -- row level security
create table register_kind (
  kind text not null
  duties text[] not null
  constraint register_kind_pkey PRIMARY KEY (kind)
);
create table scan (
  id uuid not null
  register_id uuid not null
  name text not null
  media_type text not null
  byte_count integer not null
  digest text not null
  sealed bytea not null
  added_at timestamp with time zone not null
  constraint scan_byte_count_check CHECK (((byte_count >= 1) AND (byte_count <= 5242880)))
  constraint scan_media_type_check CHECK ((media_type = ANY (ARRAY['application/pdf'::text, 'image/png'::text, 'image/jpeg'::text])))
  constraint scan_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)))
  constraint scan_pkey PRIMARY KEY (id)
  constraint scan_register_id_fkey FOREIGN KEY (register_id) REFERENCES register(id)
); -- row level security
create table session (
  id uuid not null
  token_hash text not null
  kind text not null
  account_id uuid not null
  person_id uuid not null
  terminal text not null default ''::text
  started_at timestamp with time zone not null
  factor_at timestamp with time zone
  ended_at timestamp with time zone
  constraint session_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint session_kind_check CHECK ((kind = ANY (ARRAY['web'::text, 'approval'::text, 'cli'::text])))
  constraint session_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint session_pkey PRIMARY KEY (id)
); -- row level security
create table session_seen (
  session_id uuid not null
  seen_at timestamp with time zone not null
  constraint session_seen_pkey PRIMARY KEY (session_id)
  constraint session_seen_session_id_fkey FOREIGN KEY (session_id) REFERENCES session(id)
);
create table setting (
  id uuid not null
  name text not null
  value jsonb not null
  constraint setting_name_key UNIQUE (name)
  constraint setting_pkey PRIMARY KEY (id)
); -- row level security
create table sign_in_failure (
  account_id uuid not null
  terminal text not null
  failed_count integer not null
  failed_at timestamp with time zone not null
  constraint sign_in_failure_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint sign_in_failure_pkey PRIMARY KEY (account_id, terminal)
);
create table stocktaking (
  id uuid not null
  register_id uuid not null
  number text not null
  place text not null default ''::text
  state text not null
  expected integer not null
  found integer not null default 0
  strays integer not null default 0
  started_at timestamp with time zone not null
  started_by uuid not null
  closed_at timestamp with time zone
  constraint stocktaking_pkey PRIMARY KEY (id)
  constraint stocktaking_register_id_fkey FOREIGN KEY (register_id) REFERENCES register(id)
  constraint stocktaking_started_by_fkey FOREIGN KEY (started_by) REFERENCES person(id)
  constraint stocktaking_state_check CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text])))
); -- row level security
create table stocktaking_item (
  id uuid not null
  stocktaking_id uuid not null
  register_id uuid not null
  copy_id uuid not null
  expected boolean not null
  state_then text not null
  found_at timestamp with time zone
  found_by uuid
  constraint stocktaking_item_copy_id_fkey FOREIGN KEY (copy_id) REFERENCES copy(id)
  constraint stocktaking_item_found_by_fkey FOREIGN KEY (found_by) REFERENCES person(id)
  constraint stocktaking_item_pkey PRIMARY KEY (id)
  constraint stocktaking_item_register_id_fkey FOREIGN KEY (register_id) REFERENCES register(id)
  constraint stocktaking_item_stocktaking_id_fkey FOREIGN KEY (stocktaking_id) REFERENCES stocktaking(id)
); -- row level security
create table terminal (
  id uuid not null
  name text not null
  kind text not null
  value text not null
  unit_id uuid
  ended_on date
  constraint terminal_kind_check CHECK ((kind = ANY (ARRAY['address'::text, 'certificate'::text])))
  constraint terminal_pkey PRIMARY KEY (id)
  constraint terminal_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
); -- row level security
create table unit (
  id uuid not null
  parent_id uuid
  path ltree not null
  kind text not null
  name text not null
  code text
  position integer not null default 0
  started_on date not null
  ended_on date
  constraint unit_check CHECK ((ended_on >= started_on))
  constraint unit_kind_check CHECK ((kind = ANY (ARRAY['group'::text, 'company'::text, 'plant'::text, 'bureau'::text, 'department'::text, 'section'::text])))
  constraint unit_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)))
  constraint unit_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES unit(id)
  constraint unit_pkey PRIMARY KEY (id)
); -- row level security

-- Indexes besides those of constraints
CREATE UNIQUE INDEX account_login ON public.account USING btree (login);
CREATE UNIQUE INDEX account_one_per_kind ON public.account USING btree (person_id, COALESCE(power, ''::text)) WHERE (state <> 'closed'::text);
CREATE UNIQUE INDEX account_one_power ON public.account USING btree (person_id) WHERE ((power IS NOT NULL) AND (state <> 'closed'::text));
CREATE UNIQUE INDEX account_power_once ON public.account USING btree (power) WHERE ((power IS NOT NULL) AND (state <> 'closed'::text));
CREATE INDEX approval_open ON public.approval USING btree (created_at) WHERE (state = ANY (ARRAY['pending'::text, 'stale'::text, 'sent-back'::text, 'failed'::text]));
CREATE INDEX approval_requester ON public.approval USING btree (requester_person, created_at DESC);
CREATE INDEX approval_subject ON public.approval USING btree (subject_id);
CREATE INDEX approval_decision_by ON public.approval_decision USING btree (person_id, decided_at DESC);
CREATE INDEX approval_decision_of ON public.approval_decision USING btree (approval_id, step);
CREATE UNIQUE INDEX audit_waiver_once ON public.audit_waiver USING btree (check_id, row_id);
CREATE INDEX body_member_body ON public.body_member USING btree (body_id);
CREATE INDEX carrier_by_level ON public.carrier USING btree (register_id, level_rank, registered_at, id);
CREATE INDEX carrier_by_number ON public.carrier USING btree (register_id, number_sort, id);
CREATE INDEX carrier_by_state ON public.carrier USING btree (register_id, state, registered_at, id);
CREATE INDEX carrier_by_tail ON public.carrier USING btree (register_id, number_tail);
CREATE INDEX carrier_determination ON public.carrier USING btree (determination_id) WHERE (determination_id IS NOT NULL);
CREATE INDEX carrier_expiry ON public.carrier USING btree (expires_on) WHERE ((state <> 'ended'::text) AND (expires_on IS NOT NULL));
CREATE UNIQUE INDEX carrier_import ON public.carrier USING btree (register_id, import_key) WHERE (import_key IS NOT NULL);
CREATE INDEX carrier_newest ON public.carrier USING btree (register_id, registered_at DESC, id DESC);
CREATE UNIQUE INDEX carrier_number ON public.carrier USING btree (register_id, number);
CREATE INDEX carrier_of_number ON public.carrier USING btree (number);
CREATE INDEX carrier_recall ON public.carrier USING btree (recall_id) WHERE (recall_id IS NOT NULL);
CREATE INDEX carrier_knower_carrier ON public.carrier_knower USING btree (carrier_id);
CREATE INDEX carrier_knower_drafts ON public.carrier_knower USING btree (person_id, registered_at DESC, carrier_id DESC) WHERE (state = 'draft'::text);
CREATE INDEX carrier_knower_newest ON public.carrier_knower USING btree (person_id, registered_at DESC, carrier_id DESC) INCLUDE (scheme, level_rank, state, register_id);
CREATE INDEX carrier_scope_of ON public.carrier_scope USING btree (carrier_id);
CREATE INDEX carrier_scope_post ON public.carrier_scope USING btree (post_id) WHERE ((post_id IS NOT NULL) AND (ended_at IS NULL));
CREATE UNIQUE INDEX circulation_open ON public.circulation USING btree (copy_id) WHERE (state = 'open'::text);
CREATE INDEX circulation_reader_of ON public.circulation_reader USING btree (circulation_id, place_in_list);
CREATE INDEX circulation_reader_person ON public.circulation_reader USING btree (person_id) WHERE (state = ANY (ARRAY['waiting'::text, 'reading'::text]));
CREATE UNIQUE INDEX clearance_once ON public.clearance USING btree (person_id, scheme) WHERE (ended_on IS NULL);
CREATE UNIQUE INDEX clock_guard_open ON public.clock_guard USING btree ((true)) WHERE ((confirmed_by_security IS NULL) OR (confirmed_by_audit IS NULL));
CREATE INDEX command_run_by_age ON public.command_run USING btree (started_at);
CREATE INDEX copy_carrier ON public.copy USING btree (carrier_id, copy_no);
CREATE INDEX copy_due ON public.copy USING btree (register_id, due_on) WHERE (due_on IS NOT NULL);
CREATE INDEX copy_holder ON public.copy USING btree (holder_id) WHERE (holder_id IS NOT NULL);
CREATE INDEX copy_list ON public.copy USING btree (list_id) WHERE (list_id IS NOT NULL);
CREATE INDEX copy_register_state ON public.copy USING btree (register_id, state, carrier_registered_at, carrier_id);
CREATE INDEX custody_carrier ON public.custody USING btree (carrier_id, happened_at);
CREATE INDEX custody_copy ON public.custody USING btree (copy_id, happened_at, entered_at);
CREATE INDEX custody_holder ON public.custody USING btree (holder_id, happened_at DESC) WHERE (holder_id IS NOT NULL);
CREATE INDEX delivery_newest ON public.delivery USING btree (register_id, sent_at DESC, id DESC);
CREATE UNIQUE INDEX delivery_number ON public.delivery USING btree (register_id, number);
CREATE INDEX delivery_item_copy ON public.delivery_item USING btree (copy_id);
CREATE INDEX delivery_item_of ON public.delivery_item USING btree (delivery_id);
CREATE INDEX destruction_list_newest ON public.destruction_list USING btree (register_id, made_at DESC, id DESC);
CREATE UNIQUE INDEX destruction_list_number ON public.destruction_list USING btree (register_id, number);
CREATE INDEX destruction_list_watched ON public.destruction_list USING gin (witnesses) WHERE (state = 'approved'::text);
CREATE INDEX duty_deputy ON public.duty USING btree (deputy_of) WHERE (deputy_of IS NOT NULL);
CREATE INDEX duty_person ON public.duty USING btree (person_id);
CREATE INDEX duty_unit ON public.duty USING btree (unit_id, duty);
CREATE INDEX factor_account ON public.factor USING btree (account_id);
CREATE UNIQUE INDEX factor_credential ON public.factor USING btree (credential_hash);
CREATE INDEX hand_over_open ON public.hand_over USING btree (from_id) WHERE (state = 'open'::text);
CREATE INDEX hand_over_item_copy ON public.hand_over_item USING btree (copy_id);
CREATE INDEX hand_over_item_of ON public.hand_over_item USING btree (hand_over_id);
CREATE UNIQUE INDEX holding_once ON public.holding USING btree (person_id, post_id) WHERE (ended_on IS NULL);
CREATE INDEX holding_person ON public.holding USING btree (person_id);
CREATE INDEX holding_post ON public.holding USING btree (post_id);
CREATE INDEX house_rule_unit ON public.house_rule USING btree (unit_id);
CREATE INDEX key_challenge_by_age ON public.key_challenge USING btree (good_until);
CREATE UNIQUE INDEX ledger_export_number ON public.ledger_export USING btree (register_id, number);
CREATE INDEX loan_borrower ON public.loan USING btree (borrower_id) WHERE (state = ANY (ARRAY['approved'::text, 'out'::text]));
CREATE INDEX loan_copy ON public.loan USING btree (copy_id) WHERE (state = ANY (ARRAY['approved'::text, 'out'::text]));
CREATE INDEX log_detail_by_account ON public.log_detail USING btree (account_id, recorded_at DESC);
CREATE INDEX log_detail_by_command ON public.log_detail USING btree (command, recorded_at DESC);
CREATE INDEX log_detail_by_subject ON public.log_detail USING btree (subject_id, recorded_at DESC) WHERE (subject_id IS NOT NULL);
CREATE INDEX log_detail_by_time ON public.log_detail USING btree (recorded_at DESC, entry_id);
CREATE INDEX log_row_by_row ON public.log_row USING btree (row_id, table_name);
CREATE INDEX making_carrier ON public.making USING btree (carrier_id);
CREATE UNIQUE INDEX missing_copy_open ON public.missing_copy USING btree (copy_id) WHERE (found_at IS NULL);
CREATE INDEX obligation_calendar ON public.obligation USING btree (due_on, kind, unit_id) WHERE (kind ~~ 'calendar:%'::text);
CREATE INDEX obligation_due ON public.obligation USING btree (due_on, id) WHERE (state = 'open'::text);
CREATE INDEX obligation_ended ON public.obligation USING btree (ended_at DESC) WHERE (state <> 'open'::text);
CREATE UNIQUE INDEX obligation_once ON public.obligation USING btree (kind, unit_id, COALESCE(person_id, unit_id), COALESCE(subject_id, unit_id), period) WHERE (state = 'open'::text);
CREATE INDEX obligation_person ON public.obligation USING btree (person_id, due_on) WHERE (state = 'open'::text);
CREATE INDEX obligation_subject ON public.obligation USING btree (subject_id);
CREATE INDEX obligation_unit ON public.obligation USING btree (unit_id, due_on) WHERE (state = 'open'::text);
CREATE INDEX obligation_year ON public.obligation USING btree (due_on) WHERE (state <> 'cancelled'::text);
CREATE INDEX paper_bag_list ON public.paper_bag USING btree (list_id) WHERE (list_id IS NOT NULL);
CREATE UNIQUE INDEX paper_bag_number ON public.paper_bag USING btree (register_id, number);
CREATE INDEX paper_bag_state ON public.paper_bag USING btree (register_id, state, sealed_at DESC, id DESC);
CREATE INDEX person_name ON public.person USING btree (name);
CREATE UNIQUE INDEX person_staff_no ON public.person USING btree (staff_no) WHERE (staff_no IS NOT NULL);
CREATE INDEX person_unit ON public.person USING btree (unit_id);
CREATE INDEX post_unit ON public.post USING btree (unit_id);
CREATE UNIQUE INDEX recall_number ON public.recall USING btree (register_id, number);
CREATE INDEX register_unit ON public.register USING btree (unit_id);
CREATE INDEX session_open ON public.session USING btree (account_id) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX session_token ON public.session USING btree (token_hash);
CREATE UNIQUE INDEX stocktaking_open ON public.stocktaking USING btree (register_id) WHERE (state = 'open'::text);
CREATE UNIQUE INDEX stocktaking_item_once ON public.stocktaking_item USING btree (stocktaking_id, copy_id);
CREATE UNIQUE INDEX unit_code ON public.unit USING btree (code) WHERE (code IS NOT NULL);
CREATE INDEX unit_parent ON public.unit USING btree (parent_id, "position");
CREATE INDEX unit_path ON public.unit USING gist (path);

-- Functions
create function account_for_sign_in(wanted text, from_terminal text) returns TABLE(account_id uuid, person_id uuid, power text, state text, password_hash text, activation_hash text, activation_until timestamp with time zone, failed_count integer, failed_at timestamp with time zone, frozen boolean) language sql stable security definer set search_path=public;
create function acting_account() returns uuid language sql stable security definer;
create function acting_clearance(of_scheme text) returns integer language sql stable security definer;
create function acting_clearances() returns jsonb language sql stable security definer set search_path=public;
create function acting_duties() returns SETOF duty language sql stable security definer;
create function acting_person() returns uuid language sql stable security definer;
create function acting_posts() returns TABLE(duty text, unit_path ltree, lent ltree[]) language sql stable security definer set search_path=public;
create function acting_power() returns text language sql stable security definer;
create function acting_profile() returns jsonb language sql stable security definer set search_path=public;
create function acting_session() returns session language sql stable security definer;
create function add_grams() returns trigger language plpgsql volatile security definer set search_path=public;
create procedure add_know_rule(IN of_function text) language sql;
create function approval_input_of(wanted uuid) returns TABLE(command_id uuid, input jsonb) language sql stable security definer set search_path=public;
create function audited_units() returns ltree[] language sql stable security definer set search_path=public;
create function clock_last_seen() returns TABLE(seen_at timestamp with time zone, turned_at timestamp with time zone) language sql stable security definer set search_path=public;
create function clock_stopped() returns boolean language sql stable security definer set search_path=public;
create function copies_held_by(of_person uuid) returns TABLE(id uuid) language sql stable security definer set search_path=public;
create function copies_not_for(of_person uuid, wanted uuid[]) returns bigint language sql stable security definer set search_path=public;
create function copies_to_sign_for() returns uuid[] language sql stable security definer set search_path=public;
create function copies_with_uncleared() returns TABLE(copy_id uuid) language sql stable security definer set search_path=public;
create function debts_without_copies(of_persons uuid[]) returns TABLE(kind text, person_id uuid, subject_id uuid) language sql stable security definer set search_path=public;
create function deciders_of(step jsonb, over_unit ltree, besides uuid) returns bigint language sql stable security definer set search_path=public;
create function decides_in(steps jsonb, over_unit ltree) returns boolean language sql stable security definer set search_path=public;
create function destruction_consents(of_list uuid) returns TABLE(approval_id uuid, state text, step integer, step_name jsonb, person text, decided_at timestamp with time zone) language sql stable security definer set search_path=public;
create function destruction_pending(of_list uuid) returns boolean language sql stable security definer set search_path=public;
create function destruction_witnesses_asked(of_list uuid) returns uuid[] language sql stable security definer set search_path=public;
create function drop_grams() returns trigger language plpgsql volatile security definer set search_path=public;
create function end_sessions_elsewhere(changed uuid, at timestamp with time zone) returns bigint language sql volatile security definer set search_path=public;
create function end_sign_ins(of_person uuid, at timestamp with time zone) returns bigint language sql volatile security definer set search_path=public;
create function evidence_of_custody(entry uuid) returns boolean language sql stable security definer set search_path=public;
create function evidence_of_destruction_list(entry uuid) returns boolean language sql stable security definer set search_path=public;
create function factors_for_sign_in(of_account uuid) returns SETOF factor language sql volatile security definer set search_path=public;
create function find_known(words text, filter jsonb, reached_at timestamp with time zone, reached_id uuid, how_many integer) returns TABLE(id uuid, registered_at timestamp with time zone) language plpgsql stable security definer set enable_hashjoin=off, max_parallel_workers_per_gather=0, search_path=public;
create function first_code_sheet(of_login text, with_activation text, of_factor uuid, at timestamp with time zone) returns TABLE(account_id uuid, name text, made_at timestamp with time zone) language sql stable security definer set search_path=public;
create function goes_with_copies(of_person uuid, moved uuid[]) returns TABLE(kind text, id uuid) language sql stable security definer set search_path=public;
create function grams_of(words text) returns text[] language sql immutable parallel safe;
create function granted_ids() returns uuid[] language sql stable parallel safe;
create procedure guard_table(IN guarded regclass) language plpgsql;
create function handled_registers() returns uuid[] language sql stable security definer;
create function handles_people_of(of_person uuid) returns boolean language sql stable security definer set search_path=public;
create function holds_power(of_person uuid) returns boolean language sql stable security definer set search_path=public;
create function house_state() returns jsonb language sql stable security definer set search_path=public;
create function house_today() returns date language sql stable;
create function is_cleared_like(of_deputy uuid, of_principal uuid) returns boolean language sql stable security definer set search_path=public;
create function is_signed_in() returns boolean language sql stable security definer;
create function keep_account_secret(of_account uuid, new_password text, new_activation text, until timestamp with time zone) returns void language sql volatile security definer set search_path=public;
create function keep_approval_input(of_approval uuid, of_command uuid, parked jsonb) returns void language sql volatile security definer set search_path=public;
create function keep_carrier_order() returns trigger language plpgsql volatile security definer set search_path=public;
create function keep_cosigned(of_size bigint, cosigned text, at timestamp with time zone, cosigned_at timestamp with time zone, by_witness text) returns void language plpgsql volatile security definer set search_path=public;
create function keep_key_challenge(new_hash text, for_purpose text, of_account uuid, of_session uuid, from_terminal text, at timestamp with time zone, until timestamp with time zone) returns void language sql volatile security definer set search_path=public;
create function knows_carrier(wanted uuid) returns boolean language sql stable security definer set search_path=public;
create function knows_subject(wanted uuid) returns boolean language plpgsql stable security definer set search_path=public;
create function log_keep_from() returns bigint language sql stable security definer set search_path=public;
create function log_rows_digest(entry uuid) returns TABLE(rows_written bigint, digest text) language sql stable security definer set search_path=public;
create function move_unit(moved uuid, below uuid) returns bigint language plpgsql volatile security definer set search_path=public;
create function next_copy_ordinal(of_carrier uuid) returns integer language sql stable security definer set search_path=public;
create function next_reader(of_circulation uuid) returns TABLE(id uuid) language sql stable security definer set search_path=public;
create function note_clock_confirmed(at timestamp with time zone) returns bigint language sql volatile security definer set search_path=public;
create function note_rows_deleted() returns trigger language plpgsql volatile security definer set DateStyle=ISO, YMD, IntervalStyle=postgres, TimeZone=UTC, bytea_output=hex, extra_float_digits=1;
create function note_rows_written() returns trigger language plpgsql volatile security definer set DateStyle=ISO, YMD, IntervalStyle=postgres, TimeZone=UTC, bytea_output=hex, extra_float_digits=1;
create function note_session_seen(at timestamp with time zone) returns void language sql volatile security definer set search_path=public;
create function note_sign_in(of_account uuid, from_terminal text, failed boolean, at timestamp with time zone) returns void language plpgsql volatile security definer set search_path=public;
create function obligations_standing(fresh jsonb) returns TABLE(id uuid) language sql stable security definer set search_path=public;
create function open_carriers(wanted uuid[]) returns TABLE(carrier_id uuid) language sql stable security definer set search_path=public;
create procedure open_evidence(IN guarded regclass) language plpgsql;
create function open_obligations(of_kind text, of_subject uuid, of_person uuid) returns TABLE(id uuid) language sql stable security definer set search_path=public;
create procedure open_to_clockwork(IN guarded regclass) language plpgsql;
create function order_pruning(new_minimum bigint, new_root bytea, at timestamp with time zone) returns void language plpgsql volatile security definer set search_path=public;
create function oversees_obligation(of_duty text, over_unit ltree) returns boolean language sql stable security definer set search_path=public;
create function persons_who_know(of_carrier uuid, wanted uuid[]) returns TABLE(person_id uuid) language sql stable security definer set search_path=public;
create function plain_words(words text) returns text language sql immutable parallel safe;
create function promised_copies(of_carrier uuid) returns TABLE(copy_id uuid, promise text) language sql stable security definer set search_path=public;
create function prune_step(entries_max integer, at timestamp with time zone) returns bigint language plpgsql volatile security definer set search_path=public;
create function refresh_knowers(of_carriers uuid[]) returns void language sql volatile security definer set search_path=public;
create function refresh_knowers_of_carrier() returns trigger language plpgsql volatile security definer set search_path=public;
create function refresh_knowers_of_holding() returns trigger language plpgsql volatile security definer set search_path=public;
create function refresh_knowers_of_scopes() returns trigger language plpgsql volatile security definer set search_path=public;
create function registers_of_unit(of_unit uuid) returns bigint language sql stable security definer set search_path=public;
create function row_hash(row_image jsonb) returns text language sql stable parallel safe;
create function sealed_places(wanted uuid[]) returns TABLE(entry_id uuid, leaf_index bigint, origin text, size bigint, root bytea) language sql stable security definer set search_path=public;
create function sessions_over(started_before timestamp with time zone, idle_since timestamp with time zone, how_many integer) returns TABLE(id uuid) language sql stable security definer set search_path=public;
create function sheet_of_account(of_account uuid) returns TABLE(name text, login text, power text, until timestamp with time zone) language sql stable security definer set search_path=public;
create function sheet_of_power(of_power text) returns TABLE(account_id uuid, name text, login text, until timestamp with time zone) language sql stable security definer set search_path=public;
create function take_key_challenge(shown_hash text, for_purpose text, of_account uuid, of_session uuid, from_terminal text, at timestamp with time zone) returns boolean language sql volatile security definer set search_path=public;
create function take_numbers(new_id uuid, of_register uuid, of_series text, how_many integer, past integer) returns integer language sql volatile security definer set search_path=public;
create function terminal_allowed(seen text, of_power text) returns boolean language sql stable security definer set search_path=public;
create function unused_code_sheet(of_factor uuid) returns TABLE(account_id uuid, name text, made_at timestamp with time zone) language sql stable security definer set search_path=public;
create function watched_lists() returns uuid[] language sql stable security definer set search_path=public;
create function witness_age() returns timestamp with time zone language sql stable security definer set search_path=public;

-- Triggers
CREATE TRIGGER note_row_change AFTER UPDATE ON public.account REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.account REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.account REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.approval REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.approval REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.approval REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.approval_decision REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.approval_decision REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.approval_decision REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.approval_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.approval_matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.approval_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.audit_waiver REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.audit_waiver REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.audit_waiver REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.body REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.body REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.body REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.body_member REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.body_member REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.body_member REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.carrier REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.carrier REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.carrier REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER refresh_knowers AFTER UPDATE ON public.carrier FOR EACH ROW EXECUTE FUNCTION refresh_knowers_of_carrier();
CREATE TRIGGER grams_1_dropped AFTER UPDATE ON public.carrier_matter REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION drop_grams();
CREATE TRIGGER grams_2_added AFTER UPDATE ON public.carrier_matter REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION add_grams();
CREATE TRIGGER grams_2_first AFTER INSERT ON public.carrier_matter REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION add_grams();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.carrier_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.carrier_matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.carrier_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.carrier_scope REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.carrier_scope REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.carrier_scope REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER refresh_knowers_inserted AFTER INSERT ON public.carrier_scope REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refresh_knowers_of_scopes();
CREATE TRIGGER refresh_knowers_updated AFTER UPDATE ON public.carrier_scope REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refresh_knowers_of_scopes();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.circulation REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.circulation REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.circulation REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.circulation_reader REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.circulation_reader REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.circulation_reader REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.clearance REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.clearance REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.clearance REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.clock_guard REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.clock_guard REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.clock_guard REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER keep_carrier_order BEFORE INSERT ON public.copy FOR EACH ROW EXECUTE FUNCTION keep_carrier_order();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.copy REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.copy REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.copy REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.custody REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.custody REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.custody REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.delivery REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.delivery REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.delivery REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.delivery_item REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.delivery_item REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.delivery_item REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.destruction_list REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.destruction_list REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.destruction_list REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.destruction_witness REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.destruction_witness REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.destruction_witness REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.duty REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.duty REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.duty REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.factor REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.factor REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.factor REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.hand_over REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.hand_over REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.hand_over REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.hand_over_item REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.hand_over_item REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.hand_over_item REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.holding REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.holding REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.holding REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER refresh_knowers AFTER INSERT OR UPDATE ON public.holding FOR EACH ROW EXECUTE FUNCTION refresh_knowers_of_holding();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.house_rule REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.house_rule REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.house_rule REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.ledger_export REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.ledger_export REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.ledger_export REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.ledger_import REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.ledger_import REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.ledger_import REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.loan REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.loan REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.loan REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.making REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.making REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.making REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.missing_copy REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.missing_copy REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.missing_copy REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.number_series REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.number_series REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.number_series REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.obligation REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.obligation REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.obligation REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.paper_bag REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.paper_bag REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.paper_bag REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.person REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.person REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.person REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.post REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.post REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.post REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.recall REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.recall REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.recall REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.register REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.register REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.register REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.scan REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.scan REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.scan REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.session REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.session REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.session REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.setting REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.setting REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.setting REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.stocktaking REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.stocktaking REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.stocktaking REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.stocktaking_item REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.stocktaking_item REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.stocktaking_item REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.terminal REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.terminal REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.terminal REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.unit REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.unit REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.unit REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();

-- Policies
create policy clockwork_select on account for select to fengni_clockwork using true;
create policy reader on account for select to fengni_reader using id = (( SELECT acting_account() AS acting_account)) OR ((( SELECT acting_power() AS acting_power)) = ANY (ARRAY['system'::text, 'security'::text, 'audit'::text]));
create policy writer_insert on account for insert to fengni_writer with check true;
create policy writer_select on account for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on account for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_insert on approval for insert to fengni_clockwork with check true;
create policy clockwork_select on approval for select to fengni_clockwork using true;
create policy clockwork_update on approval for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on approval for select to fengni_reader using requester_account = (( SELECT acting_account() AS acting_account)) OR decides_in(steps, unit_path);
create policy writer_insert on approval for insert to fengni_writer with check true;
create policy writer_select on approval for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on approval for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on approval_decision for select to fengni_reader using (EXISTS ( SELECT
   FROM approval a
  WHERE a.id = approval_decision.approval_id));
create policy writer_insert on approval_decision for insert to fengni_writer with check true;
create policy writer_select on approval_decision for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on approval_decision for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on approval_matter for select to fengni_reader using knows_subject(subject_id) OR (EXISTS ( SELECT
   FROM approval a
  WHERE a.id = approval_matter.id AND a.requester_account = (( SELECT acting_account() AS acting_account))));
create policy writer_insert on approval_matter for insert to fengni_writer with check true;
create policy writer_select on approval_matter for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on approval_matter for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on audit_waiver for select to fengni_reader using 
CASE
    WHEN register_id IS NULL THEN unit_path <@ (( SELECT audited_units() AS audited_units))
    ELSE register_id = ANY ((( SELECT handled_registers() AS handled_registers))::uuid[])
END;
create policy writer_insert on audit_waiver for insert to fengni_writer with check true;
create policy writer_select on audit_waiver for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on audit_waiver for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_select on body for select to fengni_clockwork using true;
create policy reader on body for select to fengni_reader using ( SELECT is_signed_in() AS is_signed_in);
create policy writer_insert on body for insert to fengni_writer with check true;
create policy writer_select on body for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on body for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_select on body_member for select to fengni_clockwork using true;
create policy reader on body_member for select to fengni_reader using ( SELECT is_signed_in() AS is_signed_in);
create policy writer_insert on body_member for insert to fengni_writer with check true;
create policy writer_select on body_member for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on body_member for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_insert on carrier for insert to fengni_clockwork with check true;
create policy clockwork_select on carrier for select to fengni_clockwork using true;
create policy clockwork_update on carrier for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on carrier for select to fengni_reader using (register_id = ANY ((( SELECT handled_registers() AS handled_registers))::uuid[])) OR ( SELECT true
   FROM carrier_knower k
  WHERE k.carrier_id = carrier.id AND k.person_id = (( SELECT acting_person() AS acting_person)) AND k.level_rank <= COALESCE(((( SELECT acting_clearances() AS acting_clearances)) ->> k.scheme)::integer, 0)) OR ( SELECT true
   FROM copy y
  WHERE y.carrier_id = carrier.id AND (y.holder_id = (( SELECT acting_person() AS acting_person)) OR (y.id = ANY ((( SELECT copies_to_sign_for() AS copies_to_sign_for))::uuid[])))
 LIMIT 1);
create policy writer_insert on carrier for insert to fengni_writer with check true;
create policy writer_select on carrier for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on carrier for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on carrier_knower for select to fengni_reader using person_id = (( SELECT acting_person() AS acting_person)) AND level_rank <= COALESCE(((( SELECT acting_clearances() AS acting_clearances)) ->> scheme)::integer, 0);
create policy reader on carrier_matter for select to fengni_reader using ( SELECT true
   FROM carrier_knower k
  WHERE k.carrier_id = carrier_matter.id AND k.person_id = (( SELECT acting_person() AS acting_person)));
create policy writer_insert on carrier_matter for insert to fengni_writer with check true;
create policy writer_select on carrier_matter for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on carrier_matter for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on carrier_scope for select to fengni_reader using ( SELECT true
   FROM carrier_knower k
  WHERE k.carrier_id = carrier_scope.carrier_id AND k.person_id = (( SELECT acting_person() AS acting_person)));
create policy writer_insert on carrier_scope for insert to fengni_writer with check true;
create policy writer_select on carrier_scope for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on carrier_scope for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_insert on circulation for insert to fengni_clockwork with check true;
create policy clockwork_select on circulation for select to fengni_clockwork using true;
create policy clockwork_update on circulation for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on circulation for select to fengni_reader using (register_id = ANY ((( SELECT handled_registers() AS handled_registers))::uuid[])) OR (EXISTS ( SELECT
   FROM circulation_reader r
  WHERE r.circulation_id = circulation.id));
create policy writer_insert on circulation for insert to fengni_writer with check true;
create policy writer_select on circulation for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on circulation for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_insert on circulation_reader for insert to fengni_clockwork with check true;
create policy clockwork_select on circulation_reader for select to fengni_clockwork using true;
create policy clockwork_update on circulation_reader for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on circulation_reader for select to fengni_reader using (register_id = ANY ((( SELECT handled_registers() AS handled_registers))::uuid[])) OR (( SELECT acting_person() AS acting_person)) = person_id OR (( SELECT acting_person() AS acting_person)) = deputy_id;
create policy writer_insert on circulation_reader for insert to fengni_writer with check true;
create policy writer_select on circulation_reader for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on circulation_reader for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on clearance for select to fengni_reader using person_id = (( SELECT acting_person() AS acting_person)) OR (( SELECT acting_power() AS acting_power)) = 'security'::text OR handles_people_of(person_id);
create policy writer_insert on clearance for insert to fengni_writer with check true;
create policy writer_select on clearance for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on clearance for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_insert on clock_guard for insert to fengni_clockwork with check true;
create policy clockwork_select on clock_guard for select to fengni_clockwork using true;
create policy clockwork_update on clock_guard for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on clock_guard for select to fengni_reader using ( SELECT is_signed_in() AS is_signed_in);
create policy writer_insert on clock_guard for insert to fengni_writer with check true;
create policy writer_select on clock_guard for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on clock_guard for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork on clockwork_run for all to fengni_clockwork using true with check true;
create policy reader on clockwork_run for select to fengni_reader using (( SELECT acting_power() AS acting_power)) IS NOT NULL;
create policy own on command_run for all to fengni_clockwork, fengni_writer using NOT account_id IS DISTINCT FROM (( SELECT acting_account() AS acting_account)) with check true;
create policy clockwork_insert on copy for insert to fengni_clockwork with check true;
create policy clockwork_select on copy for select to fengni_clockwork using true;
create policy clockwork_update on copy for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on copy for select to fengni_reader using (register_id = ANY ((( SELECT handled_registers() AS handled_registers))::uuid[])) OR holder_id = (( SELECT acting_person() AS acting_person)) OR (id = ANY ((( SELECT copies_to_sign_for() AS copies_to_sign_for))::uuid[])) OR ( SELECT true
   FROM carrier_knower k
  WHERE k.carrier_id = copy.carrier_id AND k.person_id = (( SELECT acting_person() AS acting_person)) AND k.level_rank <= COALESCE(((( SELECT acting_clearances() AS acting_clearances)) ->> k.scheme)::integer, 0));
create policy writer_insert on copy for insert to fengni_writer with check true;
create policy writer_select on copy for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on copy for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on custody for select to fengni_reader using (register_id = ANY ((( SELECT handled_registers() AS handled_registers))::uuid[])) OR holder_id = (( SELECT acting_person() AS acting_person)) OR by_id = (( SELECT acting_person() AS acting_person));
create policy writer_insert on custody for insert to fengni_writer with check true;
create policy writer_select on custody for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on custody for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on delivery for select to fengni_reader using register_id = ANY ((( SELECT handled_registers() AS handled_registers))::uuid[]);
create policy writer_insert on delivery for insert to fengni_writer with check true;
create policy writer_select on delivery for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on delivery for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on delivery_item for select to fengni_reader using register_id = ANY ((( SELECT handled_registers() AS handled_registers))::uuid[]);
create policy writer_insert on delivery_item for insert to fengni_writer with check true;
create policy writer_select on delivery_item for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on delivery_item for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on destruction_list for select to fengni_reader using (register_id = ANY ((( SELECT handled_registers() AS handled_registers))::uuid[])) OR ((( SELECT acting_person() AS acting_person)) = ANY (witnesses));
create policy writer_insert on destruction_list for insert to fengni_writer with check true;
create policy writer_select on destruction_list for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on destruction_list for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on destruction_witness for select to fengni_reader using (register_id = ANY ((( SELECT handled_registers() AS handled_registers))::uuid[])) OR person_id = (( SELECT acting_person() AS acting_person)) OR (list_id = ANY ((( SELECT watched_lists() AS watched_lists))::uuid[]));
create policy writer_insert on destruction_witness for insert to fengni_writer with check true;
create policy writer_select on destruction_witness for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on destruction_witness for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_insert on duty for insert to fengni_clockwork with check true;
create policy clockwork_select on duty for select to fengni_clockwork using true;
create policy clockwork_update on duty for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on duty for select to fengni_reader using ( SELECT is_signed_in() AS is_signed_in);
create policy writer_insert on duty for insert to fengni_writer with check true;
create policy writer_select on duty for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on duty for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on factor for select to fengni_reader using account_id = (( SELECT acting_account() AS acting_account)) OR (( SELECT acting_power() AS acting_power)) = 'system'::text;
create policy writer_insert on factor for insert to fengni_writer with check true;
create policy writer_select on factor for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on factor for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on hand_over for select to fengni_reader using (( SELECT acting_person() AS acting_person)) = from_id OR (( SELECT acting_person() AS acting_person)) = to_id OR (( SELECT acting_person() AS acting_person)) = witness_id OR (EXISTS ( SELECT
   FROM acting_duties() d(id, person_id, duty, unit_id, unit_path, line, scheme, level_rank, started_on, ended_on, deputy_of, reason)
  WHERE hand_over.unit_path <@ d.unit_path AND (d.duty = ANY (ARRAY['officer'::text, 'document-clerk'::text, 'leader-in-charge'::text, 'personnel'::text]))));
create policy writer_insert on hand_over for insert to fengni_writer with check true;
create policy writer_select on hand_over for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on hand_over for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on hand_over_item for select to fengni_reader using (EXISTS ( SELECT
   FROM hand_over h
  WHERE h.id = hand_over_item.hand_over_id));
create policy writer_insert on hand_over_item for insert to fengni_writer with check true;
create policy writer_select on hand_over_item for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on hand_over_item for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_select on holding for select to fengni_clockwork using true;
create policy reader on holding for select to fengni_reader using ( SELECT is_signed_in() AS is_signed_in);
create policy writer_insert on holding for insert to fengni_writer with check true;
create policy writer_select on holding for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on holding for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_select on house_rule for select to fengni_clockwork using true;
create policy reader on house_rule for select to fengni_reader using ( SELECT is_signed_in() AS is_signed_in);
create policy writer_insert on house_rule for insert to fengni_writer with check true;
create policy writer_select on house_rule for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on house_rule for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on ledger_export for select to fengni_reader using register_id = ANY ((( SELECT handled_registers() AS handled_registers))::uuid[]);
create policy writer_insert on ledger_export for insert to fengni_writer with check true;
create policy writer_select on ledger_export for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on ledger_export for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on ledger_import for select to fengni_reader using register_id = ANY ((( SELECT handled_registers() AS handled_registers))::uuid[]);
create policy writer_insert on ledger_import for insert to fengni_writer with check true;
create policy writer_select on ledger_import for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on ledger_import for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_insert on loan for insert to fengni_clockwork with check true;
create policy clockwork_select on loan for select to fengni_clockwork using true;
create policy clockwork_update on loan for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on loan for select to fengni_reader using (register_id = ANY ((( SELECT handled_registers() AS handled_registers))::uuid[])) OR borrower_id = (( SELECT acting_person() AS acting_person));
create policy writer_insert on loan for insert to fengni_writer with check true;
create policy writer_select on loan for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on loan for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on log_checkpoint for select to fengni_reader using (( SELECT acting_power() AS acting_power)) = 'audit'::text;
create policy reader_of_proofs on log_checkpoint for select to fengni_reader using (( SELECT cardinality(handled_registers()) AS cardinality)) > 0;
create policy sealer on log_checkpoint for all to fengni_sealer using true with check true;
create policy sealer_keeps_witnessed on log_checkpoint as restrictive for delete to fengni_sealer using witnessed_at IS NULL;
create policy append on log_detail for insert to fengni_clockwork, fengni_writer with check true;
create policy reader on log_detail for select to fengni_reader using (( SELECT acting_power() AS acting_power)) = 'audit'::text;
create policy reader_evidence_of_custody on log_detail for select to fengni_reader using evidence_of_custody(entry_id);
create policy reader_evidence_of_destruction_list on log_detail for select to fengni_reader using evidence_of_destruction_list(entry_id);
create policy append on log_entry for insert to fengni_clockwork, fengni_writer with check leaf_index IS NULL;
create policy reader on log_entry for select to fengni_reader using (( SELECT acting_power() AS acting_power)) = 'audit'::text;
create policy reader_evidence_of_custody on log_entry for select to fengni_reader using evidence_of_custody(id);
create policy reader_evidence_of_destruction_list on log_entry for select to fengni_reader using evidence_of_destruction_list(id);
create policy sealer on log_entry for all to fengni_sealer using true;
create policy reader on log_foreign for select to fengni_reader using (( SELECT acting_power() AS acting_power)) = 'audit'::text;
create policy sealer on log_foreign for all to fengni_sealer using true with check true;
create policy reader on log_head for select to fengni_reader using (( SELECT acting_power() AS acting_power)) = 'audit'::text;
create policy reader_of_proofs on log_head for select to fengni_reader using (( SELECT cardinality(handled_registers()) AS cardinality)) > 0;
create policy sealer on log_head for all to fengni_sealer using true with check true;
create policy append on log_pending for insert to fengni_clockwork, fengni_writer with check true;
create policy reader on log_pending for select to fengni_reader using (( SELECT acting_power() AS acting_power)) = 'audit'::text;
create policy sealer on log_pending for all to fengni_sealer using true;
create policy reader on log_pruning for select to fengni_reader using (( SELECT acting_power() AS acting_power)) = 'audit'::text;
create policy sealer on log_pruning for all to fengni_sealer using true with check true;
create policy reader on log_row for select to fengni_reader using (( SELECT acting_power() AS acting_power)) = 'audit'::text;
create policy reader_evidence_of_custody on log_row for select to fengni_reader using evidence_of_custody(entry_id);
create policy reader_evidence_of_destruction_list on log_row for select to fengni_reader using evidence_of_destruction_list(entry_id);
create policy sealer on log_row for select to fengni_sealer using true;
create policy reader on log_tile for select to fengni_reader using (( SELECT acting_power() AS acting_power)) = 'audit'::text;
create policy reader_of_proofs on log_tile for select to fengni_reader using (( SELECT cardinality(handled_registers()) AS cardinality)) > 0;
create policy sealer on log_tile for all to fengni_sealer using true with check true;
create policy reader on making for select to fengni_reader using (register_id = ANY ((( SELECT handled_registers() AS handled_registers))::uuid[])) OR ordered_by = (( SELECT acting_person() AS acting_person));
create policy writer_insert on making for insert to fengni_writer with check true;
create policy writer_select on making for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on making for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on missing_copy for select to fengni_reader using register_id = ANY ((( SELECT handled_registers() AS handled_registers))::uuid[]);
create policy writer_insert on missing_copy for insert to fengni_writer with check true;
create policy writer_select on missing_copy for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on missing_copy for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on number_series for select to fengni_reader using register_id = ANY ((( SELECT handled_registers() AS handled_registers))::uuid[]);
create policy writer_insert on number_series for insert to fengni_writer with check true;
create policy writer_select on number_series for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on number_series for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_insert on obligation for insert to fengni_clockwork with check true;
create policy clockwork_select on obligation for select to fengni_clockwork using true;
create policy clockwork_update on obligation for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on obligation for select to fengni_reader using person_id = (( SELECT acting_person() AS acting_person)) OR (register_id IS NULL OR (register_id = ANY ((( SELECT handled_registers() AS handled_registers))::uuid[]))) AND (EXISTS ( SELECT
   FROM acting_duties() d(id, person_id, duty, unit_id, unit_path, line, scheme, level_rank, started_on, ended_on, deputy_of, reason)
  WHERE obligation.unit_path <@ d.unit_path AND (d.duty = obligation.duty OR (d.duty = ANY (ARRAY['officer'::text, 'leader-in-charge'::text, 'first-responsible'::text])))));
create policy writer_insert on obligation for insert to fengni_writer with check true;
create policy writer_select on obligation for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on obligation for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on paper_bag for select to fengni_reader using (register_id = ANY ((( SELECT handled_registers() AS handled_registers))::uuid[])) OR (list_id = ANY ((( SELECT watched_lists() AS watched_lists))::uuid[]));
create policy writer_insert on paper_bag for insert to fengni_writer with check true;
create policy writer_select on paper_bag for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on paper_bag for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_select on person for select to fengni_clockwork using true;
create policy reader on person for select to fengni_reader using ( SELECT is_signed_in() AS is_signed_in);
create policy writer_insert on person for insert to fengni_writer with check true;
create policy writer_select on person for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on person for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_select on post for select to fengni_clockwork using true;
create policy reader on post for select to fengni_reader using ( SELECT is_signed_in() AS is_signed_in);
create policy writer_insert on post for insert to fengni_writer with check true;
create policy writer_select on post for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on post for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_insert on recall for insert to fengni_clockwork with check true;
create policy clockwork_select on recall for select to fengni_clockwork using true;
create policy clockwork_update on recall for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on recall for select to fengni_reader using register_id = ANY ((( SELECT handled_registers() AS handled_registers))::uuid[]);
create policy writer_insert on recall for insert to fengni_writer with check true;
create policy writer_select on recall for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on recall for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_insert on register for insert to fengni_clockwork with check true;
create policy clockwork_select on register for select to fengni_clockwork using true;
create policy clockwork_update on register for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on register for select to fengni_reader using id = ANY ((( SELECT handled_registers() AS handled_registers))::uuid[]);
create policy writer_insert on register for insert to fengni_writer with check true;
create policy writer_select on register for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on register for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on scan for select to fengni_reader using register_id = ANY ((( SELECT handled_registers() AS handled_registers))::uuid[]);
create policy writer_insert on scan for insert to fengni_writer with check true;
create policy writer_select on scan for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on scan for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_insert on session for insert to fengni_clockwork with check true;
create policy clockwork_select on session for select to fengni_clockwork using true;
create policy clockwork_update on session for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on session for select to fengni_reader using account_id = (( SELECT acting_account() AS acting_account)) OR ((( SELECT acting_power() AS acting_power)) = ANY (ARRAY['system'::text, 'audit'::text]));
create policy writer_insert on session for insert to fengni_writer with check true;
create policy writer_select on session for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on session for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_select on setting for select to fengni_clockwork using true;
create policy reader on setting for select to fengni_reader using ( SELECT is_signed_in() AS is_signed_in) OR name ~ '^(house|restore)[.]'::text;
create policy writer_insert on setting for insert to fengni_writer with check true;
create policy writer_select on setting for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on setting for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on stocktaking for select to fengni_reader using register_id = ANY ((( SELECT handled_registers() AS handled_registers))::uuid[]);
create policy writer_insert on stocktaking for insert to fengni_writer with check true;
create policy writer_select on stocktaking for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on stocktaking for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on stocktaking_item for select to fengni_reader using register_id = ANY ((( SELECT handled_registers() AS handled_registers))::uuid[]);
create policy writer_insert on stocktaking_item for insert to fengni_writer with check true;
create policy writer_select on stocktaking_item for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on stocktaking_item for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on terminal for select to fengni_reader using (( SELECT acting_power() AS acting_power)) IS NOT NULL;
create policy writer_insert on terminal for insert to fengni_writer with check true;
create policy writer_select on terminal for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on terminal for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_select on unit for select to fengni_clockwork using true;
create policy reader on unit for select to fengni_reader using ( SELECT is_signed_in() AS is_signed_in);
create policy writer_insert on unit for insert to fengni_writer with check true;
create policy writer_select on unit for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on unit for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;

-- Rights on tables and columns
grant select on account to fengni_clockwork;
grant select on account to fengni_reader;
grant insert, select, update on account to fengni_writer;
grant insert, select, update on approval to fengni_clockwork;
grant select on approval to fengni_reader;
grant insert, select, update on approval to fengni_writer;
grant select on approval_decision to fengni_reader;
grant insert, select, update on approval_decision to fengni_writer;
grant select on approval_matter to fengni_reader;
grant insert, select, update on approval_matter to fengni_writer;
grant select on audit_waiver to fengni_reader;
grant insert, select, update on audit_waiver to fengni_writer;
grant select on body to fengni_clockwork;
grant select on body to fengni_reader;
grant insert, select, update on body to fengni_writer;
grant select on body_member to fengni_clockwork;
grant select on body_member to fengni_reader;
grant insert, select, update on body_member to fengni_writer;
grant insert, select, update on carrier to fengni_clockwork;
grant select on carrier to fengni_reader;
grant insert, select, update on carrier to fengni_writer;
grant select on carrier_knower to fengni_reader;
grant select on carrier_matter to fengni_reader;
grant insert, select, update on carrier_matter to fengni_writer;
grant select on carrier_scope to fengni_reader;
grant insert, select, update on carrier_scope to fengni_writer;
grant insert, select, update on circulation to fengni_clockwork;
grant select on circulation to fengni_reader;
grant insert, select, update on circulation to fengni_writer;
grant insert, select, update on circulation_reader to fengni_clockwork;
grant select on circulation_reader to fengni_reader;
grant insert, select, update on circulation_reader to fengni_writer;
grant select on clearance to fengni_reader;
grant insert, select, update on clearance to fengni_writer;
grant insert, select, update on clock_guard to fengni_clockwork;
grant select on clock_guard to fengni_reader;
grant insert, select, update on clock_guard to fengni_writer;
grant insert, select, update on clockwork_run to fengni_clockwork;
grant select on clockwork_run to fengni_reader;
grant insert, select, update on command_run to fengni_clockwork;
grant insert, select, update on command_run to fengni_writer;
grant insert, select, update on copy to fengni_clockwork;
grant select on copy to fengni_reader;
grant insert, select, update on copy to fengni_writer;
grant select on custody to fengni_reader;
grant insert, select on custody to fengni_writer;
grant select on delivery to fengni_reader;
grant insert, select, update on delivery to fengni_writer;
grant select on delivery_item to fengni_reader;
grant insert, select, update on delivery_item to fengni_writer;
grant select on destruction_list to fengni_reader;
grant insert, select, update on destruction_list to fengni_writer;
grant select on destruction_witness to fengni_reader;
grant insert, select on destruction_witness to fengni_writer;
grant insert, select, update on duty to fengni_clockwork;
grant select on duty to fengni_reader;
grant insert, select, update on duty to fengni_writer;
grant select (id, account_id, kind, name, created_at, ended_at) on factor to fengni_reader;
grant insert, select, update on factor to fengni_writer;
grant select on hand_over to fengni_reader;
grant insert, select, update on hand_over to fengni_writer;
grant select on hand_over_item to fengni_reader;
grant insert, select, update on hand_over_item to fengni_writer;
grant select on holding to fengni_clockwork;
grant select on holding to fengni_reader;
grant insert, select, update on holding to fengni_writer;
grant select on house_rule to fengni_clockwork;
grant select on house_rule to fengni_reader;
grant insert, select, update on house_rule to fengni_writer;
grant select on ledger_export to fengni_reader;
grant insert, select on ledger_export to fengni_writer;
grant select on ledger_import to fengni_reader;
grant insert, select on ledger_import to fengni_writer;
grant insert, select, update on loan to fengni_clockwork;
grant select on loan to fengni_reader;
grant insert, select, update on loan to fengni_writer;
grant select on log_checkpoint to fengni_reader;
grant delete, insert, select, update on log_checkpoint to fengni_sealer;
grant insert on log_detail to fengni_clockwork;
grant select on log_detail to fengni_reader;
grant insert on log_detail to fengni_writer;
grant insert on log_entry to fengni_clockwork;
grant select on log_entry to fengni_reader;
grant select, update (leaf_index) on log_entry to fengni_sealer;
grant insert on log_entry to fengni_writer;
grant select on log_foreign to fengni_reader;
grant insert, select on log_foreign to fengni_sealer;
grant select on log_head to fengni_reader;
grant insert, select, update on log_head to fengni_sealer;
grant insert on log_pending to fengni_clockwork;
grant select (seq, entry_id) on log_pending to fengni_reader;
grant delete, select on log_pending to fengni_sealer;
grant insert on log_pending to fengni_writer;
grant select on log_pruning to fengni_reader;
grant select, update (statement) on log_pruning to fengni_sealer;
grant select on log_row to fengni_reader;
grant select on log_row to fengni_sealer;
grant select on log_tile to fengni_reader;
grant insert, select, update on log_tile to fengni_sealer;
grant select on making to fengni_reader;
grant insert, select, update on making to fengni_writer;
grant select on migration to fengni_reader;
grant select on missing_copy to fengni_reader;
grant insert, select, update on missing_copy to fengni_writer;
grant select on number_series to fengni_reader;
grant insert, select, update on number_series to fengni_writer;
grant insert, select, update on obligation to fengni_clockwork;
grant select on obligation to fengni_reader;
grant insert, select, update on obligation to fengni_writer;
grant select on paper_bag to fengni_reader;
grant insert, select, update on paper_bag to fengni_writer;
grant select on person to fengni_clockwork;
grant select on person to fengni_reader;
grant insert, select, update on person to fengni_writer;
grant select on post to fengni_clockwork;
grant select on post to fengni_reader;
grant insert, select, update on post to fengni_writer;
grant insert, select, update on recall to fengni_clockwork;
grant select on recall to fengni_reader;
grant insert, select, update on recall to fengni_writer;
grant insert, select, update on register to fengni_clockwork;
grant select on register to fengni_reader;
grant insert, select, update on register to fengni_writer;
grant select on register_kind to fengni_clockwork;
grant select on register_kind to fengni_reader;
grant select on scan to fengni_reader;
grant insert, select, update on scan to fengni_writer;
grant insert, select, update on session to fengni_clockwork;
grant select (id, kind, account_id, person_id, terminal, started_at, factor_at, ended_at) on session to fengni_reader;
grant insert, select, update on session to fengni_writer;
grant select on setting to fengni_clockwork;
grant select on setting to fengni_reader;
grant insert, select, update on setting to fengni_writer;
grant select on stocktaking to fengni_reader;
grant insert, select, update on stocktaking to fengni_writer;
grant select on stocktaking_item to fengni_reader;
grant insert, select, update on stocktaking_item to fengni_writer;
grant select on terminal to fengni_reader;
grant insert, select, update on terminal to fengni_writer;
grant select on unit to fengni_clockwork;
grant select on unit to fengni_reader;
grant insert, select, update on unit to fengni_writer;

-- Rights on functions
grant execute on account_for_sign_in(wanted text, from_terminal text) to fengni_writer;
grant execute on acting_account() to fengni_clockwork, fengni_reader, fengni_writer;
grant execute on acting_clearance(of_scheme text) to fengni_clockwork, fengni_reader, fengni_writer;
grant execute on acting_clearances() to fengni_reader, fengni_writer;
grant execute on acting_duties() to fengni_clockwork, fengni_reader, fengni_writer;
grant execute on acting_person() to fengni_clockwork, fengni_reader, fengni_writer;
grant execute on acting_posts() to fengni_reader;
grant execute on acting_power() to fengni_clockwork, fengni_reader, fengni_writer;
grant execute on acting_profile() to fengni_clockwork, fengni_reader, fengni_writer;
grant execute on acting_session() to fengni_clockwork, fengni_reader, fengni_writer;
grant execute on approval_input_of(wanted uuid) to fengni_writer;
grant execute on audited_units() to fengni_reader;
grant execute on clock_last_seen() to fengni_clockwork;
grant execute on clock_stopped() to fengni_clockwork, fengni_reader, fengni_writer;
grant execute on copies_held_by(of_person uuid) to fengni_writer;
grant execute on copies_not_for(of_person uuid, wanted uuid[]) to fengni_writer;
grant execute on copies_to_sign_for() to fengni_reader, fengni_writer;
grant execute on copies_with_uncleared() to fengni_reader;
grant execute on debts_without_copies(of_persons uuid[]) to fengni_writer;
grant execute on deciders_of(step jsonb, over_unit ltree, besides uuid) to fengni_reader, fengni_writer;
grant execute on decides_in(steps jsonb, over_unit ltree) to fengni_reader, fengni_writer;
grant execute on destruction_consents(of_list uuid) to fengni_reader, fengni_writer;
grant execute on destruction_pending(of_list uuid) to fengni_reader, fengni_writer;
grant execute on destruction_witnesses_asked(of_list uuid) to fengni_reader, fengni_writer;
grant execute on end_sessions_elsewhere(changed uuid, at timestamp with time zone) to fengni_writer;
grant execute on end_sign_ins(of_person uuid, at timestamp with time zone) to fengni_writer;
grant execute on evidence_of_custody(entry uuid) to fengni_reader;
grant execute on evidence_of_destruction_list(entry uuid) to fengni_reader;
grant execute on factors_for_sign_in(of_account uuid) to fengni_writer;
grant execute on find_known(words text, filter jsonb, reached_at timestamp with time zone, reached_id uuid, how_many integer) to fengni_reader;
grant execute on first_code_sheet(of_login text, with_activation text, of_factor uuid, at timestamp with time zone) to fengni_reader;
grant execute on goes_with_copies(of_person uuid, moved uuid[]) to fengni_writer;
grant execute on grams_of(words text) to fengni_reader, fengni_writer;
grant execute on granted_ids() to fengni_clockwork, fengni_reader, fengni_sealer, fengni_writer;
grant execute on handled_registers() to fengni_reader, fengni_writer;
grant execute on handles_people_of(of_person uuid) to fengni_clockwork, fengni_reader, fengni_writer;
grant execute on holds_power(of_person uuid) to fengni_writer;
grant execute on house_state() to fengni_clockwork, fengni_reader, fengni_writer;
grant execute on house_today() to fengni_clockwork, fengni_reader, fengni_writer;
grant execute on is_cleared_like(of_deputy uuid, of_principal uuid) to fengni_writer;
grant execute on is_signed_in() to fengni_clockwork, fengni_reader, fengni_writer;
grant execute on keep_account_secret(of_account uuid, new_password text, new_activation text, until timestamp with time zone) to fengni_writer;
grant execute on keep_approval_input(of_approval uuid, of_command uuid, parked jsonb) to fengni_writer;
grant execute on keep_cosigned(of_size bigint, cosigned text, at timestamp with time zone, cosigned_at timestamp with time zone, by_witness text) to fengni_writer;
grant execute on keep_key_challenge(new_hash text, for_purpose text, of_account uuid, of_session uuid, from_terminal text, at timestamp with time zone, until timestamp with time zone) to fengni_writer;
grant execute on knows_carrier(wanted uuid) to fengni_reader, fengni_writer;
grant execute on knows_subject(wanted uuid) to fengni_reader, fengni_writer;
grant execute on log_keep_from() to fengni_reader;
grant execute on log_rows_digest(entry uuid) to fengni_clockwork, fengni_writer;
grant execute on move_unit(moved uuid, below uuid) to fengni_writer;
grant execute on next_copy_ordinal(of_carrier uuid) to fengni_writer;
grant execute on next_reader(of_circulation uuid) to fengni_writer;
grant execute on note_clock_confirmed(at timestamp with time zone) to fengni_writer;
grant execute on note_session_seen(at timestamp with time zone) to fengni_writer;
grant execute on note_sign_in(of_account uuid, from_terminal text, failed boolean, at timestamp with time zone) to fengni_writer;
grant execute on obligations_standing(fresh jsonb) to fengni_clockwork, fengni_writer;
grant execute on open_carriers(wanted uuid[]) to fengni_writer;
grant execute on open_obligations(of_kind text, of_subject uuid, of_person uuid) to fengni_clockwork, fengni_writer;
grant execute on order_pruning(new_minimum bigint, new_root bytea, at timestamp with time zone) to fengni_writer;
grant execute on oversees_obligation(of_duty text, over_unit ltree) to fengni_reader, fengni_writer;
grant execute on persons_who_know(of_carrier uuid, wanted uuid[]) to fengni_writer;
grant execute on plain_words(words text) to fengni_reader, fengni_writer;
grant execute on promised_copies(of_carrier uuid) to fengni_reader, fengni_writer;
grant execute on prune_step(entries_max integer, at timestamp with time zone) to fengni_sealer;
grant execute on registers_of_unit(of_unit uuid) to fengni_writer;
grant execute on row_hash(row_image jsonb) to fengni_clockwork, fengni_reader, fengni_sealer, fengni_writer;
grant execute on sealed_places(wanted uuid[]) to fengni_reader, fengni_writer;
grant execute on sessions_over(started_before timestamp with time zone, idle_since timestamp with time zone, how_many integer) to fengni_clockwork;
grant execute on sheet_of_account(of_account uuid) to fengni_reader;
grant execute on sheet_of_power(of_power text) to fengni_reader;
grant execute on take_key_challenge(shown_hash text, for_purpose text, of_account uuid, of_session uuid, from_terminal text, at timestamp with time zone) to fengni_writer;
grant execute on take_numbers(new_id uuid, of_register uuid, of_series text, how_many integer, past integer) to fengni_writer;
grant execute on terminal_allowed(seen text, of_power text) to fengni_writer;
grant execute on unused_code_sheet(of_factor uuid) to fengni_reader;
grant execute on watched_lists() to fengni_reader, fengni_writer;
grant execute on witness_age() to fengni_clockwork, fengni_reader, fengni_writer;

-- Rights on the schema
grant usage on schema public to fengni_clockwork;
grant usage on schema public to fengni_reader;
grant usage on schema public to fengni_sealer;
grant usage on schema public to fengni_writer;
grant usage on schema public to public;
