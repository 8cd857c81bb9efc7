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
  sign_in_by text
  outside_name text
  constraint account_language_check CHECK ((language = ANY (ARRAY['zh'::text, 'en'::text])))
  constraint account_login_check CHECK ((login ~ '^[a-z0-9][a-z0-9._-]{1,39}$'::text))
  constraint account_outside_name_check CHECK (((length(outside_name) >= 1) AND (length(outside_name) <= 200)))
  constraint account_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint account_pkey PRIMARY KEY (id)
  constraint account_power_check CHECK ((power = ANY (ARRAY['system'::text, 'security'::text, 'audit'::text])))
  constraint account_sign_in_by_check CHECK ((sign_in_by = ANY (ARRAY['ldap'::text, 'oidc'::text])))
  constraint account_state_check CHECK ((state = ANY (ARRAY['invited'::text, 'active'::text, 'closed'::text])))
  constraint administrators_local CHECK (((power IS NULL) OR (sign_in_by IS NULL)))
); -- row level security
create table account_secret (
  account_id uuid not null
  password_hash text
  activation_hash text
  activation_until timestamp with time zone
  constraint account_secret_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint account_secret_pkey PRIMARY KEY (account_id)
);
create table allowance_appeal (
  id uuid not null
  line_id uuid not null
  list_id uuid not null
  unit_id uuid not null
  unit_path ltree not null
  person_id uuid not null
  state text not null
  made_at timestamp with time zone not null
  made_by uuid not null
  answered_at timestamp with time zone
  answered_by uuid
  difference_fen integer not null default 0
  paid_list_id uuid
  constraint allowance_appeal_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES person(id)
  constraint allowance_appeal_difference_fen_check CHECK ((difference_fen >= 0))
  constraint allowance_appeal_line_id_fkey FOREIGN KEY (line_id) REFERENCES allowance_line(id)
  constraint allowance_appeal_list_id_fkey FOREIGN KEY (list_id) REFERENCES allowance_list(id)
  constraint allowance_appeal_made_by_fkey FOREIGN KEY (made_by) REFERENCES person(id)
  constraint allowance_appeal_paid_list_id_fkey FOREIGN KEY (paid_list_id) REFERENCES allowance_list(id)
  constraint allowance_appeal_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint allowance_appeal_pkey PRIMARY KEY (id)
  constraint allowance_appeal_state_check CHECK ((state = ANY (ARRAY['open'::text, 'upheld'::text, 'rejected'::text])))
  constraint allowance_appeal_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
  constraint upheld_pays CHECK (((state = 'upheld'::text) = (difference_fen > 0)))
); -- row level security
create table allowance_appeal_matter (
  id uuid not null
  words text not null
  answer text not null default ''::text
  salt uuid not null default gen_random_uuid()
  constraint allowance_appeal_matter_id_fkey FOREIGN KEY (id) REFERENCES allowance_appeal(id)
  constraint allowance_appeal_matter_pkey PRIMARY KEY (id)
); -- row level security
create table allowance_line (
  id uuid not null
  list_id uuid not null
  edition integer not null
  unit_path ltree not null
  month date not null
  person_id uuid not null
  person_unit_id uuid not null
  kind text not null
  grade text
  days integer not null
  uncleared_days integer not null default 0
  base_fen integer not null
  deducted_fen integer not null
  computed_fen integer not null
  amount_fen integer not null
  corrected_by uuid
  parts jsonb not null
  facts jsonb not null
  appeal_id uuid
  constraint allowance_line_amount_fen_check CHECK ((amount_fen >= 0))
  constraint allowance_line_check CHECK (((deducted_fen >= 0) AND (deducted_fen <= base_fen)))
  constraint allowance_line_corrected_by_fkey FOREIGN KEY (corrected_by) REFERENCES person(id)
  constraint allowance_line_days_check CHECK (((days >= 0) AND (days <= 31)))
  constraint allowance_line_grade_check CHECK ((grade = ANY (ARRAY['CORE'::text, 'IMPORTANT'::text, 'GENERAL'::text])))
  constraint allowance_line_kind_check CHECK ((kind = ANY (ARRAY['post'::text, 'cooling'::text, 'adjustment'::text])))
  constraint allowance_line_list_id_fkey FOREIGN KEY (list_id) REFERENCES allowance_list(id)
  constraint allowance_line_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint allowance_line_person_unit_id_fkey FOREIGN KEY (person_unit_id) REFERENCES unit(id)
  constraint allowance_line_pkey PRIMARY KEY (id)
); -- row level security
create table allowance_line_matter (
  id uuid not null
  reason text not null
  salt uuid not null default gen_random_uuid()
  constraint allowance_line_matter_id_fkey FOREIGN KEY (id) REFERENCES allowance_line(id)
  constraint allowance_line_matter_pkey PRIMARY KEY (id)
); -- row level security
create table allowance_list (
  id uuid not null
  unit_id uuid not null
  unit_path ltree not null
  month date not null
  state text not null
  terms_id uuid not null
  edition integer not null default 0
  people integer not null default 0
  deducted integer not null default 0
  corrected integer not null default 0
  total_fen double precision not null default 0
  begun_at timestamp with time zone not null
  computed_at timestamp with time zone
  computed_by uuid
  approved_at timestamp with time zone
  closed_at timestamp with time zone
  closed_by uuid
  paid_on date
  constraint allowance_list_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES person(id)
  constraint allowance_list_computed_by_fkey FOREIGN KEY (computed_by) REFERENCES person(id)
  constraint allowance_list_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric))
  constraint allowance_list_pkey PRIMARY KEY (id)
  constraint allowance_list_state_check CHECK ((state = ANY (ARRAY['begun'::text, 'computed'::text, 'approved'::text, 'closed'::text])))
  constraint allowance_list_terms_id_fkey FOREIGN KEY (terms_id) REFERENCES allowance_terms(id)
  constraint allowance_list_total_fen_check CHECK ((total_fen = trunc(total_fen)))
  constraint allowance_list_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
  constraint allowance_list_unit_id_month_key UNIQUE (unit_id, month)
); -- row level security
create table allowance_terms (
  id uuid not null
  unit_id uuid not null
  unit_path ltree not null
  from_month date not null
  rates jsonb not null
  cooling_rates jsonb not null
  deductions jsonb not null
  due_day integer not null
  appeal_days integer not null
  answer_days integer not null
  basis text not null default ''::text
  set_at timestamp with time zone not null
  set_by uuid not null
  constraint allowance_terms_answer_days_check CHECK (((answer_days >= 1) AND (answer_days <= 90)))
  constraint allowance_terms_appeal_days_check CHECK (((appeal_days >= 1) AND (appeal_days <= 365)))
  constraint allowance_terms_due_day_check CHECK (((due_day >= 1) AND (due_day <= 28)))
  constraint allowance_terms_from_month_check CHECK ((EXTRACT(day FROM from_month) = (1)::numeric))
  constraint allowance_terms_pkey PRIMARY KEY (id)
  constraint allowance_terms_set_by_fkey FOREIGN KEY (set_by) REFERENCES person(id)
  constraint allowance_terms_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
); -- row level security
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
  hidden_from uuid
  constraint approval_hidden_from_fkey FOREIGN KEY (hidden_from) REFERENCES person(id)
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
create table bar_rule (
  function_name text not null
  constraint bar_rule_function_name_check CHECK ((function_name ~ '^bars_[a-z_]{1,50}$'::text))
  constraint bar_rule_pkey PRIMARY KEY (function_name)
);
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
  constraint carrier_determination_id_fkey FOREIGN KEY (determination_id) REFERENCES determination(id)
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
  compartment_id uuid
  constraint carrier_matter_compartment_id_fkey FOREIGN KEY (compartment_id) REFERENCES compartment(id)
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
create table carrier_source (
  id uuid not null
  carrier_id uuid not null
  register_id uuid not null
  source_id uuid
  manner text not null
  added_at timestamp with time zone not null
  added_by uuid not null
  ended_at timestamp with time zone
  constraint carrier_source_added_by_fkey FOREIGN KEY (added_by) REFERENCES person(id)
  constraint carrier_source_carrier_id_fkey FOREIGN KEY (carrier_id) REFERENCES carrier(id)
  constraint carrier_source_check CHECK ((source_id IS DISTINCT FROM carrier_id))
  constraint carrier_source_manner_check CHECK ((manner = ANY (ARRAY['identical'::text, 'key-point'::text, 'summary'::text, 'demand'::text, 'extract'::text, 'copy'::text, 'compiled'::text])))
  constraint carrier_source_pkey PRIMARY KEY (id)
  constraint carrier_source_register_id_fkey FOREIGN KEY (register_id) REFERENCES register(id)
  constraint carrier_source_source_id_fkey FOREIGN KEY (source_id) REFERENCES carrier(id)
); -- row level security
create table carrier_source_matter (
  id uuid not null
  words text not null
  salt uuid not null default gen_random_uuid()
  constraint carrier_source_matter_id_fkey FOREIGN KEY (id) REFERENCES carrier_source(id)
  constraint carrier_source_matter_pkey PRIMARY KEY (id)
); -- row level security
create table catalogue (
  id uuid not null
  unit_id uuid not null
  unit_path ltree not null
  scheme text not null
  version integer not null
  state text not null
  mark_stated boolean not null default false
  mark_scheme text not null
  level_rank integer not null default 0
  mark text not null default ''::text
  item_rank integer not null default 0
  based_on uuid
  begun_at timestamp with time zone not null
  begun_by uuid not null
  in_force_from date
  superseded_on date
  filed_on date
  filed_with text not null default ''::text
  filed_no text not null default ''::text
  constraint catalogue_based_on_fkey FOREIGN KEY (based_on) REFERENCES catalogue(id)
  constraint catalogue_begun_by_fkey FOREIGN KEY (begun_by) REFERENCES person(id)
  constraint catalogue_pkey PRIMARY KEY (id)
  constraint catalogue_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'in-force'::text, 'superseded'::text, 'dropped'::text])))
  constraint catalogue_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
  constraint catalogue_version_check CHECK ((version > 0))
); -- row level security
create table catalogue_item (
  id uuid not null
  catalogue_id uuid not null
  line_id uuid not null
  place integer not null
  place_key text collate "C" not null generated always as (lpad((place)::text, 6, '0'::text)) stored
  number text not null default ''::text
  name text not null
  scheme text not null
  level text not null
  level_rank integer not null
  validity jsonb not null
  mark text not null
  scope_text text not null default ''::text
  scope_item_id uuid
  basis text not null default ''::text
  owner_unit_id uuid
  owner_post_id uuid
  origin text not null
  link text not null default ''::text
  dropped boolean not null default false
  salt uuid not null default gen_random_uuid()
  grams text[] generated always as (grams_of(name)) stored
  constraint catalogue_item_catalogue_id_fkey FOREIGN KEY (catalogue_id) REFERENCES catalogue(id)
  constraint catalogue_item_name_check CHECK (((length(name) >= 1) AND (length(name) <= 300)))
  constraint catalogue_item_origin_check CHECK ((origin = ANY (ARRAY['own'::text, 'received'::text])))
  constraint catalogue_item_owner_post_id_fkey FOREIGN KEY (owner_post_id) REFERENCES post(id)
  constraint catalogue_item_owner_unit_id_fkey FOREIGN KEY (owner_unit_id) REFERENCES unit(id)
  constraint catalogue_item_pkey PRIMARY KEY (id)
  constraint catalogue_item_scope_item_id_fkey FOREIGN KEY (scope_item_id) REFERENCES scope_item(id)
); -- row level security
create table catalogue_review (
  id uuid not null
  catalogue_id uuid not null
  outcome text not null
  reviewed_on date not null
  reviewed_by uuid not null
  constraint catalogue_review_catalogue_id_fkey FOREIGN KEY (catalogue_id) REFERENCES catalogue(id)
  constraint catalogue_review_outcome_check CHECK ((outcome = ANY (ARRAY['unchanged'::text, 'new-version'::text])))
  constraint catalogue_review_pkey PRIMARY KEY (id)
  constraint catalogue_review_reviewed_by_fkey FOREIGN KEY (reviewed_by) REFERENCES person(id)
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
create table classification_authority (
  id uuid not null
  unit_id uuid not null
  unit_path ltree not null
  scheme text not null
  kind text not null
  rule text not null default ''::text
  levels text[] not null
  grantor text not null default ''::text
  grant_no text not null default ''::text
  matters text not null default ''::text
  starts_on date not null
  ends_on date
  entered_at timestamp with time zone not null
  entered_by uuid not null
  ended_on date
  end_reason text not null default ''::text
  constraint classification_authority_check CHECK ((ends_on >= starts_on))
  constraint classification_authority_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES person(id)
  constraint classification_authority_kind_check CHECK ((kind = ANY (ARRAY['statutory'::text, 'granted'::text])))
  constraint classification_authority_levels_check CHECK ((cardinality(levels) > 0))
  constraint classification_authority_pkey PRIMARY KEY (id)
  constraint classification_authority_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
  constraint grant_has_grantor CHECK (((kind = 'statutory'::text) OR ((grantor <> ''::text) AND (grant_no <> ''::text))))
); -- row level security
create table classification_filing (
  id uuid not null
  unit_id uuid not null
  unit_path ltree not null
  year integer not null
  filed_on date not null
  filed_to text not null
  receipt_no text not null default ''::text
  counts jsonb not null
  filed_at timestamp with time zone not null
  filed_by uuid not null
  constraint classification_filing_filed_by_fkey FOREIGN KEY (filed_by) REFERENCES person(id)
  constraint classification_filing_filed_to_check CHECK (((length(filed_to) >= 2) AND (length(filed_to) <= 100)))
  constraint classification_filing_pkey PRIMARY KEY (id)
  constraint classification_filing_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
  constraint classification_filing_year_check CHECK (((year >= 2000) AND (year <= 2200)))
); -- row level security
create table classification_question (
  id uuid not null
  kind text not null
  determination_id uuid
  carrier_id uuid
  subject_number text not null
  subject_mark text not null
  scheme text not null
  unit_id uuid not null
  unit_path ltree not null
  register_id uuid
  claim text not null
  claimed_level text
  raised_by uuid not null
  raised_at timestamp with time zone not null
  due_on date not null
  state text not null
  outcome text
  answered_by uuid
  answered_at timestamp with time zone
  constraint classification_question_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES person(id)
  constraint classification_question_carrier_id_fkey FOREIGN KEY (carrier_id) REFERENCES carrier(id)
  constraint classification_question_check CHECK (((determination_id IS NULL) <> (carrier_id IS NULL)))
  constraint classification_question_claim_check CHECK ((claim = ANY (ARRAY['over'::text, 'under'::text, 'not-secret'::text, 'term'::text, 'scope'::text, 'mark'::text])))
  constraint classification_question_determination_id_fkey FOREIGN KEY (determination_id) REFERENCES determination(id)
  constraint classification_question_kind_check CHECK ((kind = ANY (ARRAY['doubt'::text, 'dispute'::text])))
  constraint classification_question_outcome_check CHECK ((outcome = ANY (ARRAY['kept'::text, 'changed'::text])))
  constraint classification_question_pkey PRIMARY KEY (id)
  constraint classification_question_raised_by_fkey FOREIGN KEY (raised_by) REFERENCES person(id)
  constraint classification_question_register_id_fkey FOREIGN KEY (register_id) REFERENCES register(id)
  constraint classification_question_state_check CHECK ((state = ANY (ARRAY['open'::text, 'answered'::text, 'withdrawn'::text])))
  constraint classification_question_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
); -- row level security
create table classification_question_matter (
  id uuid not null
  reason text not null
  answer text not null default ''::text
  answer_no text not null default ''::text
  answered_body text not null default ''::text
  salt uuid not null default gen_random_uuid()
  constraint classification_question_matter_id_fkey FOREIGN KEY (id) REFERENCES classification_question(id)
  constraint classification_question_matter_pkey PRIMARY KEY (id)
); -- row level security
create table classification_raised_mark (
  id uuid not null
  question_id uuid not null
  carrier_id uuid not null
  level text not null
  level_rank integer not null
  mark text not null
  ended_at timestamp with time zone
  constraint classification_raised_mark_carrier_id_fkey FOREIGN KEY (carrier_id) REFERENCES carrier(id)
  constraint classification_raised_mark_pkey PRIMARY KEY (id)
  constraint classification_raised_mark_question_id_fkey FOREIGN KEY (question_id) REFERENCES classification_question(id)
); -- row level security
create table classification_review (
  id uuid not null
  unit_id uuid not null
  unit_path ltree not null
  year integer not null
  state text not null
  due_on date not null
  opened_at timestamp with time zone not null
  opened_by uuid not null
  closed_at timestamp with time zone
  closed_by uuid
  counts jsonb
  constraint classification_review_check CHECK (((state = 'closed'::text) = ((closed_at IS NOT NULL) AND (counts IS NOT NULL))))
  constraint classification_review_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES person(id)
  constraint classification_review_opened_by_fkey FOREIGN KEY (opened_by) REFERENCES person(id)
  constraint classification_review_pkey PRIMARY KEY (id)
  constraint classification_review_state_check CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text])))
  constraint classification_review_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
  constraint classification_review_year_check CHECK (((year >= 2000) AND (year <= 2200)))
); -- row level security
create table classification_review_item (
  id uuid not null
  review_id uuid not null
  unit_id uuid not null
  unit_path ltree not null
  determination_id uuid
  carrier_id uuid
  number text collate "C" not null
  decision text
  reason text
  decided_by uuid
  decided_at timestamp with time zone
  constraint classification_review_item_carrier_id_fkey FOREIGN KEY (carrier_id) REFERENCES carrier(id)
  constraint classification_review_item_check CHECK (((determination_id IS NULL) <> (carrier_id IS NULL)))
  constraint classification_review_item_check1 CHECK ((((decision IS NULL) = (reason IS NULL)) AND ((decision IS NULL) = (decided_at IS NULL))))
  constraint classification_review_item_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES person(id)
  constraint classification_review_item_decision_check CHECK ((decision = ANY (ARRAY['keep'::text, 'change'::text])))
  constraint classification_review_item_determination_id_fkey FOREIGN KEY (determination_id) REFERENCES determination(id)
  constraint classification_review_item_pkey PRIMARY KEY (id)
  constraint classification_review_item_reason_check CHECK ((reason = ANY (ARRAY['harm-remains'::text, 'scope-unchanged'::text, 'source-unchanged'::text, 'release'::text, 'lower'::text, 'shorten'::text, 'extend'::text, 'narrow'::text])))
  constraint classification_review_item_review_id_fkey FOREIGN KEY (review_id) REFERENCES classification_review(id)
  constraint classification_review_item_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
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
create table compartment (
  id uuid not null
  unit_id uuid not null
  name text not null
  matter text not null
  link text not null default ''::text
  state text not null
  opened_at timestamp with time zone not null
  opened_by uuid not null
  closed_at timestamp with time zone
  salt uuid not null default gen_random_uuid()
  constraint compartment_link_check CHECK ((length(link) <= 100))
  constraint compartment_matter_check CHECK (((length(matter) >= 1) AND (length(matter) <= 300)))
  constraint compartment_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)))
  constraint compartment_opened_by_fkey FOREIGN KEY (opened_by) REFERENCES person(id)
  constraint compartment_pkey PRIMARY KEY (id)
  constraint compartment_state_check CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text])))
  constraint compartment_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
); -- row level security
create table compartment_knower (
  person_id uuid not null
  compartment_id uuid not null
  constraint compartment_knower_compartment_id_fkey FOREIGN KEY (compartment_id) REFERENCES compartment(id)
  constraint compartment_knower_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint compartment_knower_pkey PRIMARY KEY (person_id, compartment_id)
); -- row level security
create table compartment_member (
  id uuid not null
  compartment_id uuid not null
  person_id uuid not null
  added_at timestamp with time zone not null
  added_by uuid not null
  ended_at timestamp with time zone
  salt uuid not null default gen_random_uuid()
  constraint compartment_member_added_by_fkey FOREIGN KEY (added_by) REFERENCES person(id)
  constraint compartment_member_compartment_id_fkey FOREIGN KEY (compartment_id) REFERENCES compartment(id)
  constraint compartment_member_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint compartment_member_pkey PRIMARY KEY (id)
); -- row level security
create table content_gram (
  object_id uuid not null
  carrier_id uuid not null
  grams integer[] not null -- statistics 1000
  constraint content_gram_pkey PRIMARY KEY (object_id)
); -- row level security
create table cooling_off (
  id uuid not null
  person_id uuid not null
  leaving_id uuid
  unit_id uuid not null
  unit_path ltree not null
  grade text not null
  months integer not null
  proposed_months integer not null
  starts_on date not null
  ends_on date not null
  managed_by text not null
  visit_every_months integer not null
  state text not null
  decided_at timestamp with time zone not null
  ended_at timestamp with time zone
  constraint cooling_off_grade_check CHECK ((grade = ANY (ARRAY['CORE'::text, 'IMPORTANT'::text, 'GENERAL'::text])))
  constraint cooling_off_leaving_id_fkey FOREIGN KEY (leaving_id) REFERENCES leaving(id)
  constraint cooling_off_managed_by_check CHECK ((managed_by = ANY (ARRAY['house'::text, 'new-house'::text, 'bureau'::text])))
  constraint cooling_off_months_check CHECK (((months >= 1) AND (months <= 240)))
  constraint cooling_off_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint cooling_off_pkey PRIMARY KEY (id)
  constraint cooling_off_state_check CHECK ((state = ANY (ARRAY['running'::text, 'ended'::text])))
  constraint cooling_off_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
  constraint cooling_off_visit_every_months_check CHECK (((visit_every_months >= 1) AND (visit_every_months <= 24)))
); -- row level security
create table cooling_visit (
  id uuid not null
  cooling_id uuid not null
  unit_path ltree not null
  visited_on date not null
  by_id uuid not null
  finding text not null
  entered_at timestamp with time zone not null
  constraint cooling_visit_by_id_fkey FOREIGN KEY (by_id) REFERENCES person(id)
  constraint cooling_visit_cooling_id_fkey FOREIGN KEY (cooling_id) REFERENCES cooling_off(id)
  constraint cooling_visit_finding_check CHECK ((finding = ANY (ARRAY['nothing'::text, 'remark'::text, 'breach'::text])))
  constraint cooling_visit_pkey PRIMARY KEY (id)
); -- row level security
create table cooling_visit_matter (
  id uuid not null
  note text not null default ''::text
  salt uuid not null default gen_random_uuid()
  constraint cooling_visit_matter_id_fkey FOREIGN KEY (id) REFERENCES cooling_visit(id)
  constraint cooling_visit_matter_pkey PRIMARY KEY (id)
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
create table derivation_review (
  id uuid not null
  carrier_id uuid not null
  register_id uuid not null
  unit_id uuid not null
  regrading_id uuid not null
  source_id uuid not null
  state text not null
  made_at timestamp with time zone not null
  decided_at timestamp with time zone
  decided_by uuid
  constraint derivation_review_carrier_id_fkey FOREIGN KEY (carrier_id) REFERENCES carrier(id)
  constraint derivation_review_carrier_id_regrading_id_key UNIQUE (carrier_id, regrading_id)
  constraint derivation_review_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES person(id)
  constraint derivation_review_pkey PRIMARY KEY (id)
  constraint derivation_review_register_id_fkey FOREIGN KEY (register_id) REFERENCES register(id)
  constraint derivation_review_regrading_id_fkey FOREIGN KEY (regrading_id) REFERENCES regrading(id)
  constraint derivation_review_source_id_fkey FOREIGN KEY (source_id) REFERENCES carrier(id)
  constraint derivation_review_state_check CHECK ((state = ANY (ARRAY['open'::text, 'followed'::text, 'kept'::text])))
  constraint derivation_review_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
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
create table determination (
  id uuid not null
  register_id uuid
  number text collate "C"
  number_sort text collate "C"
  unit_id uuid not null
  unit_path ltree not null
  scheme text not null
  level text not null
  level_rank integer not null
  protected_rank integer not null
  validity jsonb not null
  mark text not null
  kind text not null
  state text not null
  drafted_by uuid not null
  drafted_at timestamp with time zone not null
  reviewer_id uuid
  decider_id uuid
  decided_by uuid
  decided_at timestamp with time zone
  catalogue_item_id uuid
  report_due_on date
  reported_on date
  answer_due_on date
  answered_on date
  answer text
  proposed_mark text
  constraint decided_is_numbered CHECK (((state = ANY (ARRAY['draft'::text, 'dropped'::text])) OR ((number IS NOT NULL) AND (decided_at IS NOT NULL))))
  constraint determination_answer_check CHECK ((answer = ANY (ARRAY['confirmed'::text, 'changed'::text, 'not-secret'::text])))
  constraint determination_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES person(id)
  constraint determination_decider_id_fkey FOREIGN KEY (decider_id) REFERENCES person(id)
  constraint determination_drafted_by_fkey FOREIGN KEY (drafted_by) REFERENCES person(id)
  constraint determination_kind_check CHECK ((kind = ANY (ARRAY['original'::text, 'derived'::text, 'no-authority'::text, 'unclear'::text])))
  constraint determination_pkey PRIMARY KEY (id)
  constraint determination_register_id_fkey FOREIGN KEY (register_id) REFERENCES register(id)
  constraint determination_reviewer_id_fkey FOREIGN KEY (reviewer_id) REFERENCES person(id)
  constraint determination_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'dropped'::text, 'decided'::text, 'provisional'::text, 'released'::text])))
  constraint determination_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
); -- row level security
create table determination_matter (
  id uuid not null
  title text not null
  content text not null default ''::text
  harm text not null default ''::text
  citation text not null default ''::text
  key_points text not null default ''::text
  ruled_out text[] not null default '{}'::text[]
  condition text not null default ''::text
  report_to text not null default ''::text
  report_no text not null default ''::text
  answered_by text not null default ''::text
  answer_no text not null default ''::text
  answer_words text not null default ''::text
  salt uuid not null default gen_random_uuid()
  constraint determination_matter_id_fkey FOREIGN KEY (id) REFERENCES determination(id)
  constraint determination_matter_pkey PRIMARY KEY (id)
  constraint determination_matter_title_check CHECK (((length(title) >= 1) AND (length(title) <= 300)))
); -- row level security
create table determination_scope (
  id uuid not null
  determination_id uuid not null
  person_id uuid
  post_id uuid
  added_at timestamp with time zone not null
  added_by uuid not null
  ended_at timestamp with time zone
  salt uuid not null default gen_random_uuid()
  constraint determination_scope_added_by_fkey FOREIGN KEY (added_by) REFERENCES person(id)
  constraint determination_scope_check CHECK (((person_id IS NULL) <> (post_id IS NULL)))
  constraint determination_scope_determination_id_fkey FOREIGN KEY (determination_id) REFERENCES determination(id)
  constraint determination_scope_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint determination_scope_pkey PRIMARY KEY (id)
  constraint determination_scope_post_id_fkey FOREIGN KEY (post_id) REFERENCES post(id)
); -- row level security
create table determination_source (
  id uuid not null
  determination_id uuid not null
  carrier_id uuid
  words text not null default ''::text
  scheme text not null
  level text not null
  level_rank integer not null
  validity jsonb not null
  mark text not null
  issued_on date
  manner text not null
  ended_at timestamp with time zone
  salt uuid not null default gen_random_uuid()
  constraint determination_source_carrier_id_fkey FOREIGN KEY (carrier_id) REFERENCES carrier(id)
  constraint determination_source_check CHECK (((carrier_id IS NULL) <> (words = ''::text)))
  constraint determination_source_determination_id_fkey FOREIGN KEY (determination_id) REFERENCES determination(id)
  constraint determination_source_manner_check CHECK ((manner = ANY (ARRAY['identical'::text, 'key-point'::text, 'summary'::text, 'demand'::text])))
  constraint determination_source_pkey PRIMARY KEY (id)
); -- row level security
create table directory (
  id uuid not null
  kind text not null
  enabled boolean not null
  settings jsonb not null
  secret bytea
  changed_at timestamp with time zone not null
  constraint directory_kind_check CHECK ((kind = ANY (ARRAY['ldap'::text, 'oidc'::text])))
  constraint directory_kind_key UNIQUE (kind)
  constraint directory_pkey PRIMARY KEY (id)
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
create table electronic_copy (
  id uuid not null
  carrier_id uuid not null
  register_id uuid not null
  object_id uuid not null
  text_object_id uuid
  pages_object_id uuid
  byte_count bigint not null
  page_count integer not null default 0
  outcome text not null
  attached_at timestamp with time zone not null
  attached_by uuid not null
  follow boolean not null default true
  fingerprinted boolean not null default false
  constraint electronic_copy_attached_by_fkey FOREIGN KEY (attached_by) REFERENCES person(id)
  constraint electronic_copy_carrier_id_fkey FOREIGN KEY (carrier_id) REFERENCES carrier(id)
  constraint electronic_copy_id_fkey FOREIGN KEY (id) REFERENCES copy(id)
  constraint electronic_copy_object_id_fkey FOREIGN KEY (object_id) REFERENCES vault_object(id)
  constraint electronic_copy_object_id_key UNIQUE (object_id)
  constraint electronic_copy_outcome_check CHECK ((outcome = ANY (ARRAY['whole'::text, 'partly'::text, 'failed'::text])))
  constraint electronic_copy_pages_object_id_fkey FOREIGN KEY (pages_object_id) REFERENCES vault_object(id)
  constraint electronic_copy_pkey PRIMARY KEY (id)
  constraint electronic_copy_register_id_fkey FOREIGN KEY (register_id) REFERENCES register(id)
  constraint electronic_copy_text_object_id_fkey FOREIGN KEY (text_object_id) REFERENCES vault_object(id)
); -- row level security
create table electronic_copy_matter (
  id uuid not null
  carrier_id uuid not null
  file_name text not null
  salt uuid not null default gen_random_uuid()
  constraint electronic_copy_matter_carrier_id_fkey FOREIGN KEY (carrier_id) REFERENCES carrier(id)
  constraint electronic_copy_matter_file_name_check CHECK (((length(file_name) >= 1) AND (length(file_name) <= 200)))
  constraint electronic_copy_matter_id_fkey FOREIGN KEY (id) REFERENCES electronic_copy(id)
  constraint electronic_copy_matter_pkey PRIMARY KEY (id)
); -- row level security
create table engagement (
  id uuid not null
  person_id uuid
  name text not null
  kind text not null
  contract_id uuid
  sponsor_id uuid not null
  unit_id uuid not null
  unit_path ltree not null
  from_on date not null
  until_on date not null
  cleared_to text
  cleared_rank integer
  duties text[] not null
  key_places text not null
  needs_letter boolean not null
  needs_briefing boolean not null
  state text not null
  proposed_at timestamp with time zone not null
  proposed_by uuid not null
  begun_at timestamp with time zone
  letter_id uuid
  briefed_on date
  ended_on date
  ended_at timestamp with time zone
  ended_by uuid
  handed_back_at timestamp with time zone
  constraint engagement_check CHECK ((until_on >= from_on))
  constraint engagement_check1 CHECK (((cleared_to IS NULL) = (cleared_rank IS NULL)))
  constraint engagement_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES engagement_contract(id)
  constraint engagement_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES person(id)
  constraint engagement_key_places_check CHECK ((key_places = ANY (ARRAY['never'::text, 'escorted'::text, 'alone'::text])))
  constraint engagement_kind_check CHECK ((kind = ANY (ARRAY['temporary'::text, 'seconded'::text, 'outsourced'::text, 'cleaner'::text, 'typist'::text, 'waste-collector'::text])))
  constraint engagement_letter_id_fkey FOREIGN KEY (letter_id) REFERENCES letter(id)
  constraint engagement_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60)))
  constraint engagement_person CHECK (((person_id IS NOT NULL) OR (state = ANY (ARRAY['proposed'::text, 'withdrawn'::text]))))
  constraint engagement_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint engagement_pkey PRIMARY KEY (id)
  constraint engagement_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES person(id)
  constraint engagement_sponsor_id_fkey FOREIGN KEY (sponsor_id) REFERENCES person(id)
  constraint engagement_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'running'::text, 'ended'::text, 'withdrawn'::text])))
  constraint engagement_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
); -- row level security
create table engagement_area (
  id uuid not null
  engagement_id uuid not null
  key_place_id uuid not null
  escorted boolean not null
  allowed_at timestamp with time zone not null
  closed_at timestamp with time zone
  constraint engagement_area_engagement_id_fkey FOREIGN KEY (engagement_id) REFERENCES engagement(id)
  constraint engagement_area_key_place_id_fkey FOREIGN KEY (key_place_id) REFERENCES key_place(id)
  constraint engagement_area_pkey PRIMARY KEY (id)
); -- row level security
create table engagement_contract (
  id uuid not null
  firm_id uuid not null
  unit_id uuid not null
  unit_path ltree not null
  number text not null
  from_on date not null
  until_on date not null
  agreement_on date
  ended_at timestamp with time zone
  added_at timestamp with time zone not null
  constraint engagement_contract_check CHECK ((until_on >= from_on))
  constraint engagement_contract_firm_id_fkey FOREIGN KEY (firm_id) REFERENCES engagement_firm(id)
  constraint engagement_contract_number_check CHECK (((length(number) >= 1) AND (length(number) <= 60)))
  constraint engagement_contract_pkey PRIMARY KEY (id)
  constraint engagement_contract_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
); -- row level security
create table engagement_contract_matter (
  id uuid not null
  subject text not null default ''::text
  duties text not null default ''::text
  salt uuid not null default gen_random_uuid()
  constraint engagement_contract_matter_id_fkey FOREIGN KEY (id) REFERENCES engagement_contract(id)
  constraint engagement_contract_matter_pkey PRIMARY KEY (id)
); -- row level security
create table engagement_firm (
  id uuid not null
  unit_id uuid not null
  unit_path ltree not null
  name text not null
  code text not null default ''::text
  contact text not null default ''::text
  added_at timestamp with time zone not null
  constraint engagement_firm_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)))
  constraint engagement_firm_pkey PRIMARY KEY (id)
  constraint engagement_firm_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
); -- row level security
create table engagement_matter (
  id uuid not null
  purpose text not null
  briefing text not null default ''::text
  end_reason text not null default ''::text
  salt uuid not null default gen_random_uuid()
  constraint engagement_matter_id_fkey FOREIGN KEY (id) REFERENCES engagement(id)
  constraint engagement_matter_pkey PRIMARY KEY (id)
); -- row level security
create table engagement_rule (
  id uuid not null
  kind text not null
  cleared_to text
  cleared_rank integer
  duties text[] not null
  key_places text not null
  letter boolean not null
  briefing boolean not null
  days_max integer not null
  unit_id uuid not null
  unit_path ltree not null
  decided_at timestamp with time zone not null
  decided_by uuid not null
  ended_at timestamp with time zone
  constraint engagement_rule_check CHECK (((cleared_to IS NULL) = (cleared_rank IS NULL)))
  constraint engagement_rule_days_max_check CHECK (((days_max >= 1) AND (days_max <= 1830)))
  constraint engagement_rule_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES person(id)
  constraint engagement_rule_key_places_check CHECK ((key_places = ANY (ARRAY['never'::text, 'escorted'::text, 'alone'::text])))
  constraint engagement_rule_kind_check CHECK ((kind = ANY (ARRAY['temporary'::text, 'seconded'::text, 'outsourced'::text, 'cleaner'::text, 'typist'::text, 'waste-collector'::text])))
  constraint engagement_rule_pkey PRIMARY KEY (id)
  constraint engagement_rule_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
); -- row level security
create table examination (
  id uuid not null
  phase text not null
  done integer not null default 0
  total integer not null default 0
  attempts integer not null default 0
  lease_until timestamp with time zone
  changed_at timestamp with time zone not null
  constraint examination_id_fkey FOREIGN KEY (id) REFERENCES upload(id)
  constraint examination_phase_check CHECK ((phase = ANY (ARRAY['waiting'::text, 'reading'::text, 'rendering'::text, 'keeping'::text])))
  constraint examination_pkey PRIMARY KEY (id)
); -- row level security
create table expiry_batch (
  id uuid not null
  unit_id uuid not null
  unit_path ltree not null
  before_on date not null
  carrier_count integer not null
  state text not null
  made_at timestamp with time zone not null
  confirmed_at timestamp with time zone
  confirmed_by uuid
  constraint expiry_batch_carrier_count_check CHECK ((carrier_count > 0))
  constraint expiry_batch_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES person(id)
  constraint expiry_batch_pkey PRIMARY KEY (id)
  constraint expiry_batch_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'confirmed'::text, 'done'::text])))
  constraint expiry_batch_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
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
create table incident_seed (
  id uuid not null
  unit_id uuid not null
  unit_path ltree not null
  source_table text not null
  source_id uuid not null
  person_id uuid
  facts jsonb not null
  made_at timestamp with time zone not null
  made_by uuid
  constraint incident_seed_made_by_fkey FOREIGN KEY (made_by) REFERENCES person(id)
  constraint incident_seed_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint incident_seed_pkey PRIMARY KEY (id)
  constraint incident_seed_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
); -- row level security
create table journey (
  id uuid not null
  unit_id uuid not null
  unit_path ltree not null
  kind text not null
  regions text[] not null
  from_on date not null
  until_on date not null
  leader_id uuid not null
  state text not null
  rule_id uuid
  drafted_at timestamp with time zone not null
  applied_by uuid not null
  approved_at timestamp with time zone
  departed_on date
  returned_on date
  ended_at timestamp with time zone
  constraint journey_applied_by_fkey FOREIGN KEY (applied_by) REFERENCES person(id)
  constraint journey_check CHECK ((until_on >= from_on))
  constraint journey_kind_check CHECK ((kind = ANY (ARRAY['private'::text, 'official'::text])))
  constraint journey_leader_id_fkey FOREIGN KEY (leader_id) REFERENCES person(id)
  constraint journey_pkey PRIMARY KEY (id)
  constraint journey_regions_check CHECK (((cardinality(regions) >= 1) AND (cardinality(regions) <= 20)))
  constraint journey_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES travel_rule(id)
  constraint journey_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'approved'::text, 'away'::text, 'returned'::text, 'closed'::text, 'cancelled'::text])))
  constraint journey_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
); -- row level security
create table journey_contact (
  id uuid not null
  journey_id uuid not null
  contacted_on date not null
  by_id uuid not null
  entered_at timestamp with time zone not null
  constraint journey_contact_by_id_fkey FOREIGN KEY (by_id) REFERENCES person(id)
  constraint journey_contact_journey_id_fkey FOREIGN KEY (journey_id) REFERENCES journey(id)
  constraint journey_contact_pkey PRIMARY KEY (id)
); -- row level security
create table journey_contact_matter (
  id uuid not null
  note text not null
  salt uuid not null default gen_random_uuid()
  constraint journey_contact_matter_id_fkey FOREIGN KEY (id) REFERENCES journey_contact(id)
  constraint journey_contact_matter_pkey PRIMARY KEY (id)
); -- row level security
create table journey_debrief (
  id uuid not null
  journey_id uuid not null
  person_id uuid not null
  held_on date not null
  by_id uuid not null
  findings text[] not null
  incident_id uuid
  entered_at timestamp with time zone not null
  constraint journey_debrief_by_id_fkey FOREIGN KEY (by_id) REFERENCES person(id)
  constraint journey_debrief_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident_seed(id)
  constraint journey_debrief_journey_id_fkey FOREIGN KEY (journey_id) REFERENCES journey(id)
  constraint journey_debrief_journey_id_person_id_key UNIQUE (journey_id, person_id)
  constraint journey_debrief_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint journey_debrief_pkey PRIMARY KEY (id)
); -- row level security
create table journey_debrief_matter (
  id uuid not null
  note text not null default ''::text
  salt uuid not null default gen_random_uuid()
  constraint journey_debrief_matter_id_fkey FOREIGN KEY (id) REFERENCES journey_debrief(id)
  constraint journey_debrief_matter_pkey PRIMARY KEY (id)
); -- row level security
create table journey_matter (
  id uuid not null
  purpose text not null
  funding text not null default ''::text
  contacts text not null default ''::text
  invitation text not null default ''::text
  return_note text not null default ''::text
  cancel_reason text not null default ''::text
  salt uuid not null default gen_random_uuid()
  constraint journey_matter_id_fkey FOREIGN KEY (id) REFERENCES journey(id)
  constraint journey_matter_pkey PRIMARY KEY (id)
); -- row level security
create table journey_traveller (
  id uuid not null
  journey_id uuid not null
  person_id uuid not null
  state text not null
  letter_id uuid
  acknowledged_at timestamp with time zone
  acknowledged text
  scan_id uuid
  cleared_at timestamp with time zone
  cleared_by uuid
  kept_out integer not null default 0
  debriefed_on date
  constraint journey_traveller_acknowledged_check CHECK ((acknowledged = ANY (ARRAY['screen'::text, 'paper'::text])))
  constraint journey_traveller_cleared_by_fkey FOREIGN KEY (cleared_by) REFERENCES person(id)
  constraint journey_traveller_journey_id_fkey FOREIGN KEY (journey_id) REFERENCES journey(id)
  constraint journey_traveller_journey_id_person_id_key UNIQUE (journey_id, person_id)
  constraint journey_traveller_kept_out_check CHECK ((kept_out >= 0))
  constraint journey_traveller_letter_id_fkey FOREIGN KEY (letter_id) REFERENCES letter(id)
  constraint journey_traveller_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint journey_traveller_pkey PRIMARY KEY (id)
  constraint journey_traveller_scan_id_fkey FOREIGN KEY (scan_id) REFERENCES scan(id)
  constraint journey_traveller_state_check CHECK ((state = ANY (ARRAY['listed'::text, 'dropped'::text])))
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
create table key_place (
  id uuid not null
  unit_id uuid not null
  unit_path ltree not null
  ordinal integer not null
  kind text not null
  level text not null
  level_rank integer not null
  keeper_id uuid
  post_id uuid
  state text not null
  proposed_at timestamp with time zone not null
  proposed_by uuid not null
  determined_on date
  confirmed_on date
  confirmed_by text not null default ''::text
  confirmed_no text not null default ''::text
  ended_on date
  constraint key_place_keeper_id_fkey FOREIGN KEY (keeper_id) REFERENCES person(id)
  constraint key_place_kind_check CHECK ((kind = ANY (ARRAY['department'::text, 'site'::text])))
  constraint key_place_ordinal_check CHECK ((ordinal > 0))
  constraint key_place_pkey PRIMARY KEY (id)
  constraint key_place_post_id_fkey FOREIGN KEY (post_id) REFERENCES post(id)
  constraint key_place_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES person(id)
  constraint key_place_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'determined'::text, 'ended'::text, 'dropped'::text])))
  constraint key_place_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
); -- row level security
create table key_place_matter (
  id uuid not null
  name text not null
  place text not null default ''::text
  reason text not null
  end_reason text not null default ''::text
  salt uuid not null default gen_random_uuid()
  constraint key_place_matter_id_fkey FOREIGN KEY (id) REFERENCES key_place(id)
  constraint key_place_matter_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)))
  constraint key_place_matter_pkey PRIMARY KEY (id)
); -- row level security
create table know_rule (
  function_name text not null
  constraint know_rule_function_name_check CHECK ((function_name ~ '^knows_[a-z_]{1,40}$'::text))
  constraint know_rule_pkey PRIMARY KEY (function_name)
);
create table leaving (
  id uuid not null
  person_id uuid not null
  unit_id uuid not null
  unit_path ltree not null
  kind text not null
  last_on date not null
  state text not null
  begun_at timestamp with time zone not null
  begun_by uuid not null
  talked_on date
  talked_by uuid
  letter_id uuid
  frozen_at timestamp with time zone
  closed_at timestamp with time zone
  closed_by uuid
  missing integer not null default 0
  constraint leaving_begun_by_fkey FOREIGN KEY (begun_by) REFERENCES person(id)
  constraint leaving_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES person(id)
  constraint leaving_kind_check CHECK ((kind = ANY (ARRAY['move'::text, 'resign'::text, 'retire'::text, 'dismiss'::text, 'contract-end'::text, 'long-leave'::text])))
  constraint leaving_letter_id_fkey FOREIGN KEY (letter_id) REFERENCES letter(id)
  constraint leaving_missing_check CHECK ((missing >= 0))
  constraint leaving_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint leaving_pkey PRIMARY KEY (id)
  constraint leaving_state_check CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text, 'cancelled'::text])))
  constraint leaving_talked_by_fkey FOREIGN KEY (talked_by) REFERENCES person(id)
  constraint leaving_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
); -- row level security
create table leaving_matter (
  id uuid not null
  reason text not null default ''::text
  talk text not null default ''::text
  salt uuid not null default gen_random_uuid()
  constraint leaving_matter_id_fkey FOREIGN KEY (id) REFERENCES leaving(id)
  constraint leaving_matter_pkey PRIMARY KEY (id)
); -- row level security
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
create table letter (
  id uuid not null
  template_id uuid not null
  kind text not null
  occasion text not null
  unit_id uuid not null
  unit_path ltree not null
  year integer not null
  name text not null
  body text not null
  body_digest text not null
  signer_id uuid not null
  counter_id uuid
  parent_id uuid
  state text not null
  due_on date not null
  issued_at timestamp with time zone not null
  issued_by uuid
  completed_at timestamp with time zone
  expires_on date
  void_reason text not null default ''::text
  constraint letter_counter_id_fkey FOREIGN KEY (counter_id) REFERENCES person(id)
  constraint letter_issued_by_fkey FOREIGN KEY (issued_by) REFERENCES person(id)
  constraint letter_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES letter(id)
  constraint letter_pkey PRIMARY KEY (id)
  constraint letter_signer_id_fkey FOREIGN KEY (signer_id) REFERENCES person(id)
  constraint letter_state_check CHECK ((state = ANY (ARRAY['open'::text, 'signed'::text, 'complete'::text, 'void'::text])))
  constraint letter_template_id_fkey FOREIGN KEY (template_id) REFERENCES letter_template(id)
  constraint letter_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
  constraint letter_year_check CHECK (((year >= 2000) AND (year <= 2200)))
); -- row level security
create table letter_item (
  id uuid not null
  letter_id uuid not null
  unit_path ltree not null
  position integer not null
  task text not null
  measure text not null default ''::text
  target integer
  count_word text not null default ''::text
  done integer not null default 0
  state text not null
  constraint letter_item_done_check CHECK ((done >= 0))
  constraint letter_item_letter_id_fkey FOREIGN KEY (letter_id) REFERENCES letter(id)
  constraint letter_item_pkey PRIMARY KEY (id)
  constraint letter_item_state_check CHECK ((state = ANY (ARRAY['open'::text, 'met'::text, 'missed'::text])))
  constraint letter_item_target_check CHECK (((target >= 1) AND (target <= 1000000)))
  constraint letter_item_task_check CHECK (((length(task) >= 1) AND (length(task) <= 300)))
); -- row level security
create table letter_item_check (
  id uuid not null
  item_id uuid not null
  done integer not null
  state text not null
  note text not null default ''::text
  checked_at timestamp with time zone not null
  checked_by uuid not null
  constraint letter_item_check_checked_by_fkey FOREIGN KEY (checked_by) REFERENCES person(id)
  constraint letter_item_check_item_id_fkey FOREIGN KEY (item_id) REFERENCES letter_item(id)
  constraint letter_item_check_pkey PRIMARY KEY (id)
); -- row level security
create table letter_signature (
  id uuid not null
  letter_id uuid not null
  person_id uuid not null
  part text not null
  signed text not null
  signed_at timestamp with time zone not null
  note text not null default ''::text
  scan_id uuid
  entered_by uuid not null
  entry_id uuid not null
  constraint letter_signature_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES person(id)
  constraint letter_signature_letter_id_fkey FOREIGN KEY (letter_id) REFERENCES letter(id)
  constraint letter_signature_letter_id_part_key UNIQUE (letter_id, part)
  constraint letter_signature_part_check CHECK ((part = ANY (ARRAY['signer'::text, 'counter'::text])))
  constraint letter_signature_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint letter_signature_pkey PRIMARY KEY (id)
  constraint letter_signature_scan_id_fkey FOREIGN KEY (scan_id) REFERENCES scan(id)
  constraint letter_signature_signed_check CHECK ((signed = ANY (ARRAY['screen'::text, 'paper'::text])))
); -- row level security
create table letter_template (
  id uuid not null
  family_id uuid not null
  version integer not null
  unit_id uuid not null
  unit_path ltree not null
  kind text not null
  occasion text not null
  name text not null
  body text not null
  items jsonb not null default '[]'::jsonb
  valid_months integer
  state text not null
  drafted_at timestamp with time zone not null
  issued_at timestamp with time zone
  ended_at timestamp with time zone
  constraint letter_template_body_check CHECK (((length(body) >= 1) AND (length(body) <= 20000)))
  constraint letter_template_family_id_version_key UNIQUE (family_id, version)
  constraint letter_template_kind_check CHECK ((kind = ANY (ARRAY['responsibility'::text, 'commitment'::text])))
  constraint letter_template_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)))
  constraint letter_template_occasion_check CHECK ((occasion = ANY (ARRAY['yearly'::text, 'posting'::text, 'travel'::text, 'leaving'::text, 'temporary'::text])))
  constraint letter_template_pkey PRIMARY KEY (id)
  constraint letter_template_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'in-force'::text, 'ended'::text])))
  constraint letter_template_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
  constraint letter_template_valid_months_check CHECK (((valid_months >= 1) AND (valid_months <= 120)))
  constraint letter_template_version_check CHECK ((version > 0))
); -- row level security
create table life_event (
  id uuid not null
  person_id uuid not null
  unit_id uuid not null
  unit_path ltree not null
  kind text not null
  happened_on date not null
  reported_at timestamp with time zone not null
  reported_by uuid not null
  late_days integer not null
  state text not null
  due_on date not null
  answered_at timestamp with time zone
  answered_by uuid
  answer text
  restricted_until date
  lifted_on date
  constraint life_event_answer_check CHECK ((answer = ANY (ARRAY['noted'::text, 'advice'::text, 'restriction'::text])))
  constraint life_event_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES person(id)
  constraint life_event_kind_check CHECK (((length(kind) >= 1) AND (length(kind) <= 40)))
  constraint life_event_late_days_check CHECK ((late_days >= 0))
  constraint life_event_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint life_event_pkey PRIMARY KEY (id)
  constraint life_event_reported_by_fkey FOREIGN KEY (reported_by) REFERENCES person(id)
  constraint life_event_state_check CHECK ((state = ANY (ARRAY['open'::text, 'asked'::text, 'answered'::text, 'withdrawn'::text])))
  constraint life_event_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
); -- row level security
create table life_event_inquiry (
  id uuid not null
  event_id uuid not null
  person_id uuid not null
  unit_path ltree not null
  asked_at timestamp with time zone not null
  asked_by uuid not null
  constraint life_event_inquiry_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES person(id)
  constraint life_event_inquiry_event_id_fkey FOREIGN KEY (event_id) REFERENCES life_event(id)
  constraint life_event_inquiry_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint life_event_inquiry_pkey PRIMARY KEY (id)
); -- row level security
create table life_event_inquiry_matter (
  id uuid not null
  reason text not null
  salt uuid not null default gen_random_uuid()
  constraint life_event_inquiry_matter_id_fkey FOREIGN KEY (id) REFERENCES life_event_inquiry(id)
  constraint life_event_inquiry_matter_pkey PRIMARY KEY (id)
); -- row level security
create table life_event_matter (
  id uuid not null
  content text not null
  answer text not null default ''::text
  salt uuid not null default gen_random_uuid()
  constraint life_event_matter_id_fkey FOREIGN KEY (id) REFERENCES life_event(id)
  constraint life_event_matter_pkey PRIMARY KEY (id)
); -- row level security
create table life_event_word (
  id uuid not null
  event_id uuid not null
  kind text not null
  by_id uuid not null
  said_at timestamp with time zone not null
  constraint life_event_word_by_id_fkey FOREIGN KEY (by_id) REFERENCES person(id)
  constraint life_event_word_event_id_fkey FOREIGN KEY (event_id) REFERENCES life_event(id)
  constraint life_event_word_kind_check CHECK ((kind = ANY (ARRAY['question'::text, 'reply'::text])))
  constraint life_event_word_pkey PRIMARY KEY (id)
); -- row level security
create table life_event_word_matter (
  id uuid not null
  words text not null
  salt uuid not null default gen_random_uuid()
  constraint life_event_word_matter_id_fkey FOREIGN KEY (id) REFERENCES life_event_word(id)
  constraint life_event_word_matter_pkey PRIMARY KEY (id)
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
  hidden_from uuid
  power text
  constraint obligation_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES person(id)
  constraint obligation_hidden_from_fkey FOREIGN KEY (hidden_from) REFERENCES person(id)
  constraint obligation_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint obligation_pkey PRIMARY KEY (id)
  constraint obligation_power_check CHECK ((power = ANY (ARRAY['system'::text, 'security'::text, 'audit'::text])))
  constraint obligation_register_id_fkey FOREIGN KEY (register_id) REFERENCES register(id)
  constraint obligation_state_check CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'cancelled'::text])))
  constraint obligation_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
  constraint owed_by_somebody CHECK (((person_id IS NOT NULL) OR (duty IS NOT NULL) OR (power IS NOT NULL)))
); -- row level security
create table overseas_report (
  id uuid not null
  overseas_id uuid not null
  unit_path ltree not null
  year integer not null
  filed_at timestamp with time zone not null
  filed_by uuid not null
  constraint overseas_report_filed_by_fkey FOREIGN KEY (filed_by) REFERENCES person(id)
  constraint overseas_report_overseas_id_fkey FOREIGN KEY (overseas_id) REFERENCES overseas_unit(id)
  constraint overseas_report_overseas_id_year_key UNIQUE (overseas_id, year)
  constraint overseas_report_pkey PRIMARY KEY (id)
  constraint overseas_report_year_check CHECK (((year >= 2000) AND (year <= 2200)))
); -- row level security
create table overseas_report_matter (
  id uuid not null
  words text not null
  salt uuid not null default gen_random_uuid()
  constraint overseas_report_matter_id_fkey FOREIGN KEY (id) REFERENCES overseas_report(id)
  constraint overseas_report_matter_pkey PRIMARY KEY (id)
); -- row level security
create table overseas_unit (
  id uuid not null
  unit_id uuid not null
  unit_path ltree not null
  region text not null
  responsible_id uuid not null
  since_on date not null
  ended_on date
  constraint overseas_unit_pkey PRIMARY KEY (id)
  constraint overseas_unit_responsible_id_fkey FOREIGN KEY (responsible_id) REFERENCES person(id)
  constraint overseas_unit_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
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
create table person_review (
  id uuid not null
  person_id uuid not null
  post_id uuid
  unit_id uuid not null
  unit_path ltree not null
  kind text not null
  grade text not null
  state text not null
  result text
  due_on date not null
  begun_at timestamp with time zone not null
  begun_by uuid not null
  decided_at timestamp with time zone
  valid_until date
  told_at timestamp with time zone
  lapsed_at timestamp with time zone
  ended_at timestamp with time zone
  constraint person_review_begun_by_fkey FOREIGN KEY (begun_by) REFERENCES person(id)
  constraint person_review_grade_check CHECK ((grade = ANY (ARRAY['CORE'::text, 'IMPORTANT'::text, 'GENERAL'::text])))
  constraint person_review_kind_check CHECK ((kind = ANY (ARRAY['posting'::text, 'interval'::text, 'event'::text, 'move'::text])))
  constraint person_review_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint person_review_pkey PRIMARY KEY (id)
  constraint person_review_post_id_fkey FOREIGN KEY (post_id) REFERENCES post(id)
  constraint person_review_result_check CHECK ((result = ANY (ARRAY['pass'::text, 'conditions'::text, 'fail'::text])))
  constraint person_review_state_check CHECK ((state = ANY (ARRAY['open'::text, 'decided'::text, 'withdrawn'::text])))
  constraint person_review_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
); -- row level security
create table person_review_head (
  id uuid not null
  review_id uuid not null
  head text not null
  answer text not null
  answered_by uuid not null
  answered_at timestamp with time zone not null
  constraint person_review_head_answer_check CHECK ((answer = ANY (ARRAY['fine'::text, 'remark'::text, 'concern'::text])))
  constraint person_review_head_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES person(id)
  constraint person_review_head_head_check CHECK (((length(head) >= 1) AND (length(head) <= 40)))
  constraint person_review_head_pkey PRIMARY KEY (id)
  constraint person_review_head_review_id_fkey FOREIGN KEY (review_id) REFERENCES person_review(id)
); -- row level security
create table person_review_head_matter (
  id uuid not null
  note text not null default ''::text
  salt uuid not null default gen_random_uuid()
  constraint person_review_head_matter_id_fkey FOREIGN KEY (id) REFERENCES person_review_head(id)
  constraint person_review_head_matter_pkey PRIMARY KEY (id)
); -- row level security
create table person_review_matter (
  id uuid not null
  cause text not null default ''::text
  reason text not null default ''::text
  salt uuid not null default gen_random_uuid()
  constraint person_review_matter_id_fkey FOREIGN KEY (id) REFERENCES person_review(id)
  constraint person_review_matter_pkey PRIMARY KEY (id)
); -- row level security
create table person_review_opinion (
  id uuid not null
  review_id uuid not null
  side text not null
  verdict text not null
  given_by uuid not null
  given_at timestamp with time zone not null
  constraint person_review_opinion_given_by_fkey FOREIGN KEY (given_by) REFERENCES person(id)
  constraint person_review_opinion_pkey PRIMARY KEY (id)
  constraint person_review_opinion_review_id_fkey FOREIGN KEY (review_id) REFERENCES person_review(id)
  constraint person_review_opinion_side_check CHECK ((side = ANY (ARRAY['personnel'::text, 'office'::text])))
  constraint person_review_opinion_verdict_check CHECK ((verdict = ANY (ARRAY['agree'::text, 'conditions'::text, 'against'::text])))
); -- row level security
create table person_review_opinion_matter (
  id uuid not null
  opinion text not null default ''::text
  salt uuid not null default gen_random_uuid()
  constraint person_review_opinion_matter_id_fkey FOREIGN KEY (id) REFERENCES person_review_opinion(id)
  constraint person_review_opinion_matter_pkey PRIMARY KEY (id)
); -- row level security
create table person_review_terms (
  id uuid not null
  conditions text not null default ''::text
  salt uuid not null default gen_random_uuid()
  constraint person_review_terms_id_fkey FOREIGN KEY (id) REFERENCES person_review(id)
  constraint person_review_terms_pkey PRIMARY KEY (id)
); -- row level security
create table person_spell (
  person_id uuid not null
  kind text not null
  unit_id uuid
  started_on date not null
  ended_on date
  seq bigint not null generated always as identity
  constraint person_spell_kind_check CHECK ((kind = ANY (ARRAY['unit'::text, 'frozen'::text])))
  constraint person_spell_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint person_spell_pkey PRIMARY KEY (seq)
  constraint person_spell_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
); -- row level security
create table personnel_delivery (
  id uuid not null
  reference text not null
  source text not null
  token_id uuid
  unit_id uuid not null
  unit_path ltree not null
  whole boolean not null
  digest text not null
  people integer not null
  found jsonb not null
  received_at timestamp with time zone not null
  by_id uuid
  constraint personnel_delivery_by_id_fkey FOREIGN KEY (by_id) REFERENCES person(id)
  constraint personnel_delivery_people_check CHECK ((people >= 0))
  constraint personnel_delivery_pkey PRIMARY KEY (id)
  constraint personnel_delivery_reference_check CHECK (((length(reference) >= 1) AND (length(reference) <= 80)))
  constraint personnel_delivery_source_check CHECK ((source = ANY (ARRAY['api'::text, 'sheet'::text])))
  constraint personnel_delivery_token_id_fkey FOREIGN KEY (token_id) REFERENCES personnel_token(id)
  constraint personnel_delivery_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
); -- row level security
create table personnel_difference (
  id uuid not null
  delivery_id uuid not null
  unit_path ltree not null
  kind text not null
  staff_no text not null
  name text not null
  person_id uuid
  trouble text
  facts jsonb not null
  digest text not null
  state text not null
  made_at timestamp with time zone not null
  decided_at timestamp with time zone
  decided_by uuid
  constraint personnel_difference_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES person(id)
  constraint personnel_difference_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES personnel_delivery(id)
  constraint personnel_difference_kind_check CHECK ((kind = ANY (ARRAY['new'::text, 'renamed'::text, 'moved'::text, 'posts'::text, 'gone'::text])))
  constraint personnel_difference_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint personnel_difference_pkey PRIMARY KEY (id)
  constraint personnel_difference_state_check CHECK ((state = ANY (ARRAY['open'::text, 'applied'::text, 'dismissed'::text, 'superseded'::text])))
  constraint personnel_difference_trouble_check CHECK ((trouble = ANY (ARRAY['frozen'::text, 'left'::text, 'leaving'::text, 'engaged'::text, 'namesake'::text, 'unit-unknown'::text, 'unit-outside'::text, 'cleared'::text])))
); -- row level security
create table personnel_difference_matter (
  id uuid not null
  reason text not null
  salt uuid not null default gen_random_uuid()
  constraint personnel_difference_matter_id_fkey FOREIGN KEY (id) REFERENCES personnel_difference(id)
  constraint personnel_difference_matter_pkey PRIMARY KEY (id)
); -- row level security
create table personnel_filing (
  id uuid not null
  unit_id uuid not null
  unit_path ltree not null
  ordinal integer not null
  as_of date not null
  previous_id uuid
  state text not null
  made_at timestamp with time zone not null
  made_by uuid not null
  bureau text not null default ''::text
  sent_on date
  received_on date
  receipt_no text not null default ''::text
  scan_id uuid
  constraint personnel_filing_bureau_check CHECK ((length(bureau) <= 100))
  constraint personnel_filing_made_by_fkey FOREIGN KEY (made_by) REFERENCES person(id)
  constraint personnel_filing_ordinal_check CHECK ((ordinal > 0))
  constraint personnel_filing_pkey PRIMARY KEY (id)
  constraint personnel_filing_previous_id_fkey FOREIGN KEY (previous_id) REFERENCES personnel_filing(id)
  constraint personnel_filing_receipt_no_check CHECK ((length(receipt_no) <= 60))
  constraint personnel_filing_state_check CHECK ((state = ANY (ARRAY['made'::text, 'sent'::text, 'received'::text, 'dropped'::text])))
  constraint personnel_filing_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
  constraint personnel_filing_unit_id_ordinal_key UNIQUE (unit_id, ordinal)
); -- row level security
create table personnel_filing_line (
  id uuid not null
  filing_id uuid not null
  place integer not null
  person_id uuid not null
  name text not null
  staff_no text not null
  unit text not null
  post text not null
  grade text not null
  cleared_on date not null
  reviewed_on date
  change text not null
  former_grade text
  constraint personnel_filing_line_change_check CHECK ((change = ANY (ARRAY['same'::text, 'added'::text, 'changed'::text, 'removed'::text])))
  constraint personnel_filing_line_filing_id_fkey FOREIGN KEY (filing_id) REFERENCES personnel_filing(id)
  constraint personnel_filing_line_grade_check CHECK ((grade = ANY (ARRAY['CORE'::text, 'IMPORTANT'::text, 'GENERAL'::text])))
  constraint personnel_filing_line_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint personnel_filing_line_pkey PRIMARY KEY (id)
  constraint personnel_filing_line_place_check CHECK ((place > 0))
); -- row level security
create table personnel_token (
  id uuid not null
  name text not null
  unit_id uuid not null
  unit_path ltree not null
  token_hash text not null
  addresses text[] not null default '{}'::text[]
  made_at timestamp with time zone not null
  made_by uuid not null
  expires_on date not null
  first_used_at timestamp with time zone
  last_used_at timestamp with time zone
  revoked_at timestamp with time zone
  constraint personnel_token_made_by_fkey FOREIGN KEY (made_by) REFERENCES person(id)
  constraint personnel_token_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60)))
  constraint personnel_token_pkey PRIMARY KEY (id)
  constraint personnel_token_token_hash_key UNIQUE (token_hash)
  constraint personnel_token_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
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
create table post_grading (
  id uuid not null
  post_id uuid not null
  unit_id uuid not null
  unit_path ltree not null
  grade text
  started_on date not null
  ended_on date
  decided_at timestamp with time zone
  asked_by uuid
  constraint post_grading_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES person(id)
  constraint post_grading_check CHECK ((ended_on >= started_on))
  constraint post_grading_grade_check CHECK ((grade = ANY (ARRAY['CORE'::text, 'IMPORTANT'::text, 'GENERAL'::text])))
  constraint post_grading_pkey PRIMARY KEY (id)
  constraint post_grading_post_id_fkey FOREIGN KEY (post_id) REFERENCES post(id)
  constraint post_grading_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
); -- row level security
create table post_grading_matter (
  id uuid not null
  tasks text not null default ''::text
  reason text not null default ''::text
  item_ids uuid[] not null default '{}'::uuid[]
  salt uuid not null default gen_random_uuid()
  constraint post_grading_matter_id_fkey FOREIGN KEY (id) REFERENCES post_grading(id)
  constraint post_grading_matter_pkey PRIMARY KEY (id)
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
  compartment_id uuid
  constraint register_compartment_id_fkey FOREIGN KEY (compartment_id) REFERENCES compartment(id)
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
create table regrading (
  id uuid not null
  register_id uuid not null
  unit_id uuid not null
  unit_path ltree not null
  number text not null default ''::text
  kind text not null
  coverage text not null
  origin text not null
  scheme text
  level text
  level_rank integer
  validity jsonb
  mark text
  copy_id uuid
  scan_id uuid
  state text not null
  made_at timestamp with time zone not null
  made_by uuid
  classifier_id uuid
  decided_at timestamp with time zone
  decided_on date
  spread_at timestamp with time zone
  constraint change_has_mark CHECK (((mark IS NULL) = (kind = ANY (ARRAY['release'::text, 'expiry'::text, 'condition'::text]))))
  constraint done_has_time CHECK (((state = 'done'::text) = (decided_at IS NOT NULL)))
  constraint regrading_classifier_id_fkey FOREIGN KEY (classifier_id) REFERENCES person(id)
  constraint regrading_copy_id_fkey FOREIGN KEY (copy_id) REFERENCES copy(id)
  constraint regrading_coverage_check CHECK ((coverage = ANY (ARRAY['copy'::text, 'internal'::text, 'all'::text])))
  constraint regrading_kind_check CHECK ((kind = ANY (ARRAY['extend'::text, 'release'::text, 'upgrade'::text, 'downgrade'::text, 'correct-term'::text, 'expiry'::text, 'condition'::text])))
  constraint regrading_made_by_fkey FOREIGN KEY (made_by) REFERENCES person(id)
  constraint regrading_origin_check CHECK ((origin = ANY (ARRAY['own'::text, 'received'::text])))
  constraint regrading_pkey PRIMARY KEY (id)
  constraint regrading_register_id_fkey FOREIGN KEY (register_id) REFERENCES register(id)
  constraint regrading_scan_id_fkey FOREIGN KEY (scan_id) REFERENCES scan(id)
  constraint regrading_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'done'::text, 'withdrawn'::text])))
  constraint regrading_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
); -- row level security
create table regrading_item (
  id uuid not null
  regrading_id uuid not null
  register_id uuid not null
  carrier_id uuid not null
  split_from uuid
  former_mark text
  constraint regrading_item_carrier_id_fkey FOREIGN KEY (carrier_id) REFERENCES carrier(id)
  constraint regrading_item_pkey PRIMARY KEY (id)
  constraint regrading_item_register_id_fkey FOREIGN KEY (register_id) REFERENCES register(id)
  constraint regrading_item_regrading_id_carrier_id_key UNIQUE (regrading_id, carrier_id)
  constraint regrading_item_regrading_id_fkey FOREIGN KEY (regrading_id) REFERENCES regrading(id)
  constraint regrading_item_split_from_fkey FOREIGN KEY (split_from) REFERENCES carrier(id)
); -- row level security
create table regrading_matter (
  id uuid not null
  words text not null default ''::text
  document_no text not null default ''::text
  salt uuid not null default gen_random_uuid()
  constraint regrading_matter_pkey PRIMARY KEY (id)
); -- row level security
create table regrading_notice (
  id uuid not null
  number text not null
  regrading_id uuid not null
  register_id uuid not null
  counterpart text not null
  copy_ids uuid[] not null
  state text not null
  due_on date not null
  made_at timestamp with time zone not null
  channel text not null default ''::text
  sent_at timestamp with time zone
  receipt_signer text not null default ''::text
  receipted_at timestamp with time zone
  scan_id uuid
  constraint regrading_notice_pkey PRIMARY KEY (id)
  constraint regrading_notice_register_id_fkey FOREIGN KEY (register_id) REFERENCES register(id)
  constraint regrading_notice_regrading_id_fkey FOREIGN KEY (regrading_id) REFERENCES regrading(id)
  constraint regrading_notice_scan_id_fkey FOREIGN KEY (scan_id) REFERENCES scan(id)
  constraint regrading_notice_state_check CHECK ((state = ANY (ARRAY['prepared'::text, 'sent'::text, 'receipted'::text])))
); -- row level security
create table regrading_remark (
  id uuid not null
  regrading_id uuid not null
  carrier_id uuid not null
  copy_id uuid not null
  register_id uuid not null
  state text not null
  made_at timestamp with time zone not null
  done_at timestamp with time zone
  done_by uuid
  how text
  constraint regrading_remark_carrier_id_fkey FOREIGN KEY (carrier_id) REFERENCES carrier(id)
  constraint regrading_remark_copy_id_fkey FOREIGN KEY (copy_id) REFERENCES copy(id)
  constraint regrading_remark_done_by_fkey FOREIGN KEY (done_by) REFERENCES person(id)
  constraint regrading_remark_how_check CHECK ((how = ANY (ARRAY['by-hand'::text, 'label'::text])))
  constraint regrading_remark_pkey PRIMARY KEY (id)
  constraint regrading_remark_register_id_fkey FOREIGN KEY (register_id) REFERENCES register(id)
  constraint regrading_remark_regrading_id_fkey FOREIGN KEY (regrading_id) REFERENCES regrading(id)
  constraint regrading_remark_state_check CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'void'::text])))
); -- row level security
create table regrading_suggestion (
  id uuid not null
  carrier_id uuid not null
  register_id uuid not null
  suggested text not null
  state text not null
  made_at timestamp with time zone not null
  made_by uuid not null
  answered_at timestamp with time zone
  constraint regrading_suggestion_carrier_id_fkey FOREIGN KEY (carrier_id) REFERENCES carrier(id)
  constraint regrading_suggestion_made_by_fkey FOREIGN KEY (made_by) REFERENCES person(id)
  constraint regrading_suggestion_pkey PRIMARY KEY (id)
  constraint regrading_suggestion_register_id_fkey FOREIGN KEY (register_id) REFERENCES register(id)
  constraint regrading_suggestion_state_check CHECK ((state = ANY (ARRAY['open'::text, 'accepted'::text, 'declined'::text, 'unanswered'::text])))
  constraint regrading_suggestion_suggested_check CHECK ((suggested = ANY (ARRAY['release'::text, 'downgrade'::text, 'upgrade'::text, 'extend'::text, 'shorten'::text])))
); -- row level security
create table release_day (
  id uuid not null
  carrier_id uuid not null
  register_id uuid not null
  day date not null
  set_at timestamp with time zone not null
  set_by uuid not null
  ended_at timestamp with time zone
  constraint release_day_carrier_id_fkey FOREIGN KEY (carrier_id) REFERENCES carrier(id)
  constraint release_day_pkey PRIMARY KEY (id)
  constraint release_day_register_id_fkey FOREIGN KEY (register_id) REFERENCES register(id)
  constraint release_day_set_by_fkey FOREIGN KEY (set_by) REFERENCES person(id)
); -- row level security
create table scan (
  id uuid not null
  register_id uuid
  name text not null
  media_type text not null
  byte_count integer not null
  digest text not null
  sealed bytea not null
  added_at timestamp with time zone not null
  subject_id uuid
  constraint scan_belongs CHECK ((num_nonnulls(register_id, subject_id) = 1))
  constraint scan_byte_count_check CHECK (((byte_count >= 1) AND (byte_count <= 5242880)))
  constraint scan_media_type_check CHECK ((media_type = ANY (ARRAY['application/pdf'::text, 'image/png'::text, 'image/jpeg'::text])))
  constraint scan_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)))
  constraint scan_pkey PRIMARY KEY (id)
  constraint scan_register_id_fkey FOREIGN KEY (register_id) REFERENCES register(id)
); -- row level security
create table scope_catalogue (
  id uuid not null
  unit_id uuid not null
  unit_path ltree not null
  scheme text not null
  title text not null
  issuing_body text not null
  document_no text not null default ''::text
  mark_scheme text not null
  level_rank integer not null
  mark text not null
  in_force_from date not null
  in_force_to date
  file_digest text not null
  imported_at timestamp with time zone not null
  imported_by uuid not null
  salt uuid not null default gen_random_uuid()
  constraint scope_catalogue_check CHECK ((in_force_to >= in_force_from))
  constraint scope_catalogue_imported_by_fkey FOREIGN KEY (imported_by) REFERENCES person(id)
  constraint scope_catalogue_issuing_body_check CHECK (((length(issuing_body) >= 1) AND (length(issuing_body) <= 100)))
  constraint scope_catalogue_pkey PRIMARY KEY (id)
  constraint scope_catalogue_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200)))
  constraint scope_catalogue_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
); -- row level security
create table scope_item (
  id uuid not null
  catalogue_id uuid not null
  place integer not null
  place_key text collate "C" not null generated always as (lpad((place)::text, 6, '0'::text)) stored
  number text not null default ''::text
  field text not null default ''::text
  name text not null
  scheme text not null
  level text not null
  level_rank integer not null
  validity jsonb not null
  mark text not null
  scope_text text not null default ''::text
  tier text not null default ''::text
  salt uuid not null default gen_random_uuid()
  grams text[] generated always as (grams_of(name)) stored
  constraint scope_item_catalogue_id_fkey FOREIGN KEY (catalogue_id) REFERENCES scope_catalogue(id)
  constraint scope_item_name_check CHECK (((length(name) >= 1) AND (length(name) <= 500)))
  constraint scope_item_pkey PRIMARY KEY (id)
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
create table sign_in_ticket (
  ticket_hash text not null
  account_id uuid not null
  terminal text not null
  good_until timestamp with time zone not null
  constraint sign_in_ticket_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint sign_in_ticket_pkey PRIMARY KEY (ticket_hash)
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
create table supply (
  id uuid not null
  unit_id uuid not null
  unit_path ltree not null
  year integer not null
  ordinal integer not null
  number text not null
  visit_id uuid
  giver_id uuid not null
  asked_by uuid not null
  form text not null
  secrecy text not null
  level_rank integer not null default 0
  mark text not null default ''::text
  carrier_id uuid
  foreigner boolean not null
  return_by date
  permitted_on date
  permission_scan_id uuid
  agreed_on date
  agreement_scan_id uuid
  given_on date
  receipt_scan_id uuid
  returned_on date
  state text not null
  revision integer not null default 1
  made_at timestamp with time zone not null
  approved_at timestamp with time zone
  ended_at timestamp with time zone
  constraint supply_agreement_scan_id_fkey FOREIGN KEY (agreement_scan_id) REFERENCES scan(id)
  constraint supply_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES person(id)
  constraint supply_carrier_id_fkey FOREIGN KEY (carrier_id) REFERENCES carrier(id)
  constraint supply_form_check CHECK ((form = ANY (ARRAY['paper'::text, 'disc'::text, 'electronic'::text, 'oral'::text, 'sample'::text, 'letter'::text])))
  constraint supply_giver_id_fkey FOREIGN KEY (giver_id) REFERENCES person(id)
  constraint supply_ordinal_check CHECK ((ordinal > 0))
  constraint supply_permission_scan_id_fkey FOREIGN KEY (permission_scan_id) REFERENCES scan(id)
  constraint supply_pkey PRIMARY KEY (id)
  constraint supply_receipt_scan_id_fkey FOREIGN KEY (receipt_scan_id) REFERENCES scan(id)
  constraint supply_secrecy_check CHECK ((secrecy = ANY (ARRAY['none'::text, 'work'::text, 'trade'::text, 'state'::text])))
  constraint supply_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'approved'::text, 'given'::text, 'returned'::text, 'cancelled'::text])))
  constraint supply_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
  constraint supply_visit_id_fkey FOREIGN KEY (visit_id) REFERENCES visit(id)
); -- row level security
create table supply_matter (
  id uuid not null
  title text not null
  content text not null default ''::text
  recipient text not null
  country text not null
  contact text not null default ''::text
  purpose text not null
  sample_no text not null default ''::text
  permission_by text not null default ''::text
  permission_no text not null default ''::text
  agreement_no text not null default ''::text
  received_by text not null default ''::text
  note text not null default ''::text
  salt uuid not null default gen_random_uuid()
  constraint supply_matter_id_fkey FOREIGN KEY (id) REFERENCES supply(id)
  constraint supply_matter_pkey PRIMARY KEY (id)
  constraint supply_matter_recipient_check CHECK (((length(recipient) >= 1) AND (length(recipient) <= 150)))
  constraint supply_matter_title_check CHECK (((length(title) >= 1) AND (length(title) <= 300)))
); -- row level security
create table term_check (
  id uuid not null
  carrier_id uuid not null
  register_id uuid not null
  ends_on date not null
  outcome text not null
  made_at timestamp with time zone not null
  made_by uuid not null
  constraint term_check_carrier_id_fkey FOREIGN KEY (carrier_id) REFERENCES carrier(id)
  constraint term_check_made_by_fkey FOREIGN KEY (made_by) REFERENCES person(id)
  constraint term_check_outcome_check CHECK ((outcome = ANY (ARRAY['lapses'::text, 'no-extension-found'::text, 'originator-asked'::text])))
  constraint term_check_pkey PRIMARY KEY (id)
  constraint term_check_register_id_fkey FOREIGN KEY (register_id) REFERENCES register(id)
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
create table trade_secret_item (
  id uuid not null
  list_id uuid not null
  unit_id uuid not null
  unit_path ltree not null
  secret_id uuid not null
  number text collate "C" not null
  level text not null
  level_rank integer not null
  validity jsonb not null
  mark text not null
  since date not null
  expires_on date
  change text not null
  constraint trade_secret_item_change_check CHECK ((change = ANY (ARRAY['carried'::text, 'added'::text, 'changed'::text, 'ended'::text, 'dropped'::text])))
  constraint trade_secret_item_level_rank_check CHECK (((level_rank >= 1) AND (level_rank <= 99)))
  constraint trade_secret_item_list_id_fkey FOREIGN KEY (list_id) REFERENCES trade_secret_list(id)
  constraint trade_secret_item_pkey PRIMARY KEY (id)
  constraint trade_secret_item_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
); -- row level security
create table trade_secret_list (
  id uuid not null
  unit_id uuid not null
  unit_path ltree not null
  year integer not null
  version integer not null
  state text not null
  based_on uuid
  made_at timestamp with time zone not null
  made_by uuid not null
  approved_at timestamp with time zone
  filed_on date
  filed_to text not null default ''::text
  receipt_no text not null default ''::text
  filed_by uuid
  constraint trade_secret_list_based_on_fkey FOREIGN KEY (based_on) REFERENCES trade_secret_list(id)
  constraint trade_secret_list_check CHECK (((state = ANY (ARRAY['in-force'::text, 'superseded'::text])) = (approved_at IS NOT NULL)))
  constraint trade_secret_list_check1 CHECK (((filed_on IS NULL) = (filed_to = ''::text)))
  constraint trade_secret_list_filed_by_fkey FOREIGN KEY (filed_by) REFERENCES person(id)
  constraint trade_secret_list_made_by_fkey FOREIGN KEY (made_by) REFERENCES person(id)
  constraint trade_secret_list_pkey PRIMARY KEY (id)
  constraint trade_secret_list_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'in-force'::text, 'superseded'::text, 'dropped'::text])))
  constraint trade_secret_list_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
  constraint trade_secret_list_version_check CHECK ((version > 0))
  constraint trade_secret_list_year_check CHECK (((year >= 2000) AND (year <= 2200)))
); -- row level security
create table trade_secret_matter (
  id uuid not null
  unit_path ltree not null
  level_rank integer not null
  name text not null
  kind text not null
  content text not null default ''::text
  value_note text not null default ''::text
  owner_person uuid
  owner_post uuid
  holder_persons uuid[] not null default '{}'::uuid[]
  holder_posts uuid[] not null default '{}'::uuid[]
  measures text[] not null default '{}'::text[]
  measures_note text not null default ''::text
  carrier_ids uuid[] not null default '{}'::uuid[]
  change_reason text not null default ''::text
  salt uuid not null default gen_random_uuid()
  constraint owned_by_one CHECK (((owner_person IS NULL) <> (owner_post IS NULL)))
  constraint trade_secret_matter_id_fkey FOREIGN KEY (id) REFERENCES trade_secret_item(id)
  constraint trade_secret_matter_kind_check CHECK ((kind = ANY (ARRAY['business'::text, 'technical'::text])))
  constraint trade_secret_matter_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
  constraint trade_secret_matter_owner_person_fkey FOREIGN KEY (owner_person) REFERENCES person(id)
  constraint trade_secret_matter_owner_post_fkey FOREIGN KEY (owner_post) REFERENCES post(id)
  constraint trade_secret_matter_pkey PRIMARY KEY (id)
); -- row level security
create table travel_document (
  id uuid not null
  person_id uuid not null
  kind text not null
  number_masked text not null
  valid_until date not null
  state text not null
  place text not null default ''::text
  journey_id uuid
  due_on date
  entered_at timestamp with time zone not null
  constraint travel_document_journey_id_fkey FOREIGN KEY (journey_id) REFERENCES journey(id)
  constraint travel_document_kind_check CHECK ((kind = ANY (ARRAY['passport'::text, 'official-passport'::text, 'hk-macau-permit'::text, 'taiwan-permit'::text, 'other'::text])))
  constraint travel_document_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint travel_document_pkey PRIMARY KEY (id)
  constraint travel_document_state_check CHECK ((state = ANY (ARRAY['kept'::text, 'lent'::text, 'with-holder'::text, 'missing'::text])))
); -- row level security
create table travel_document_matter (
  id uuid not null
  sealed bytea not null
  constraint travel_document_matter_id_fkey FOREIGN KEY (id) REFERENCES travel_document(id)
  constraint travel_document_matter_pkey PRIMARY KEY (id)
); -- row level security
create table travel_document_move (
  id uuid not null
  document_id uuid not null
  kind text not null
  journey_id uuid
  by_id uuid not null
  moved_at timestamp with time zone not null
  constraint travel_document_move_by_id_fkey FOREIGN KEY (by_id) REFERENCES person(id)
  constraint travel_document_move_document_id_fkey FOREIGN KEY (document_id) REFERENCES travel_document(id)
  constraint travel_document_move_journey_id_fkey FOREIGN KEY (journey_id) REFERENCES journey(id)
  constraint travel_document_move_kind_check CHECK ((kind = ANY (ARRAY['taken-in'::text, 'asked-for'::text, 'lent'::text, 'returned'::text, 'handed-back'::text, 'missing'::text])))
  constraint travel_document_move_pkey PRIMARY KEY (id)
); -- row level security
create table travel_document_move_matter (
  id uuid not null
  reason text not null default ''::text
  salt uuid not null default gen_random_uuid()
  constraint travel_document_move_matter_id_fkey FOREIGN KEY (id) REFERENCES travel_document_move(id)
  constraint travel_document_move_matter_pkey PRIMARY KEY (id)
); -- row level security
create table travel_rule (
  id uuid not null
  unit_id uuid not null
  unit_path ltree not null
  version integer not null
  items jsonb not null
  return_days integer not null
  debrief_days integer not null
  state text not null
  drafted_at timestamp with time zone not null
  issued_at timestamp with time zone
  ended_at timestamp with time zone
  constraint travel_rule_debrief_days_check CHECK (((debrief_days >= 1) AND (debrief_days <= 90)))
  constraint travel_rule_pkey PRIMARY KEY (id)
  constraint travel_rule_return_days_check CHECK (((return_days >= 1) AND (return_days <= 90)))
  constraint travel_rule_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'in-force'::text, 'ended'::text])))
  constraint travel_rule_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
  constraint travel_rule_unit_id_version_key UNIQUE (unit_id, version)
  constraint travel_rule_version_check CHECK ((version > 0))
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
create table upload (
  id uuid not null
  object_id uuid not null
  size_bytes bigint not null
  state text not null
  outcome text
  text_object_id uuid
  pages_object_id uuid
  page_count integer
  copy_id uuid
  begun_at timestamp with time zone not null
  begun_by uuid not null
  finished_at timestamp with time zone
  ended_at timestamp with time zone
  constraint upload_begun_by_fkey FOREIGN KEY (begun_by) REFERENCES person(id)
  constraint upload_copy_id_fkey FOREIGN KEY (copy_id) REFERENCES copy(id)
  constraint upload_object_id_fkey FOREIGN KEY (object_id) REFERENCES vault_object(id)
  constraint upload_object_id_key UNIQUE (object_id)
  constraint upload_outcome_check CHECK ((outcome = ANY (ARRAY['whole'::text, 'partly'::text, 'failed'::text])))
  constraint upload_page_count_check CHECK ((page_count >= 0))
  constraint upload_pages_object_id_fkey FOREIGN KEY (pages_object_id) REFERENCES vault_object(id)
  constraint upload_pkey PRIMARY KEY (id)
  constraint upload_size_bytes_check CHECK (((size_bytes >= 1) AND (size_bytes <= '1099511627776'::bigint)))
  constraint upload_state_check CHECK ((state = ANY (ARRAY['open'::text, 'examining'::text, 'ready'::text, 'attached'::text, 'dropped'::text])))
  constraint upload_text_object_id_fkey FOREIGN KEY (text_object_id) REFERENCES vault_object(id)
); -- row level security
create table upload_matter (
  id uuid not null
  file_name text not null
  salt uuid not null default gen_random_uuid()
  constraint upload_matter_file_name_check CHECK (((length(file_name) >= 1) AND (length(file_name) <= 200)))
  constraint upload_matter_id_fkey FOREIGN KEY (id) REFERENCES upload(id)
  constraint upload_matter_pkey PRIMARY KEY (id)
); -- row level security
create table vault_generation (
  id uuid not null
  number integer not null
  made_at timestamp with time zone not null
  made_by uuid not null
  threshold integer not null
  custodians uuid[] not null
  object_count integer not null
  state text not null
  destroyed_on date
  destroyed_at timestamp with time zone
  destroyed_by uuid
  witnesses uuid[] not null default '{}'::uuid[]
  note text not null default ''::text
  constraint vault_generation_custodians_check CHECK (((cardinality(custodians) >= 3) AND (cardinality(custodians) <= 7)))
  constraint vault_generation_destroyed_by_fkey FOREIGN KEY (destroyed_by) REFERENCES person(id)
  constraint vault_generation_made_by_fkey FOREIGN KEY (made_by) REFERENCES person(id)
  constraint vault_generation_number_check CHECK ((number >= 1))
  constraint vault_generation_number_key UNIQUE (number)
  constraint vault_generation_object_count_check CHECK ((object_count >= 0))
  constraint vault_generation_pkey PRIMARY KEY (id)
  constraint vault_generation_state_check CHECK ((state = ANY (ARRAY['alive'::text, 'destroyed'::text])))
  constraint vault_generation_threshold_check CHECK ((threshold >= 2))
); -- row level security
create table vault_object (
  id uuid not null
  suite text not null
  purpose text not null
  state text not null
  level_key text not null
  key_version integer not null
  wrapped_key text
  wanted_level_key text
  byte_count bigint
  digest text
  subject_id uuid
  part_id uuid
  parent_id uuid
  made_at timestamp with time zone not null
  made_by uuid not null
  destroyed_at timestamp with time zone
  generations_left integer[] not null default '{}'::integer[]
  constraint vault_object_byte_count_check CHECK ((byte_count >= 0))
  constraint vault_object_check CHECK (((state = 'destroyed'::text) = (wrapped_key IS NULL)))
  constraint vault_object_check1 CHECK (((state <> 'kept'::text) OR (byte_count IS NOT NULL)))
  constraint vault_object_key_version_check CHECK ((key_version >= 1))
  constraint vault_object_level_key_check CHECK (((length(level_key) >= 1) AND (length(level_key) <= 120)))
  constraint vault_object_made_by_fkey FOREIGN KEY (made_by) REFERENCES person(id)
  constraint vault_object_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES vault_object(id)
  constraint vault_object_pkey PRIMARY KEY (id)
  constraint vault_object_purpose_check CHECK ((purpose = ANY (ARRAY['original'::text, 'pages'::text, 'text'::text])))
  constraint vault_object_state_check CHECK ((state = ANY (ARRAY['open'::text, 'kept'::text, 'destroying'::text, 'destroyed'::text])))
  constraint vault_object_suite_check CHECK ((suite = ANY (ARRAY['intl'::text, 'guomi'::text])))
  constraint vault_object_wanted_level_key_check CHECK (((length(wanted_level_key) >= 1) AND (length(wanted_level_key) <= 120)))
); -- row level security
create table vault_rehearsal (
  id uuid not null
  generation_id uuid not null
  rehearsed_on date not null
  custodians uuid[] not null
  recorded_at timestamp with time zone not null
  recorded_by uuid not null
  constraint vault_rehearsal_generation_id_fkey FOREIGN KEY (generation_id) REFERENCES vault_generation(id)
  constraint vault_rehearsal_pkey PRIMARY KEY (id)
  constraint vault_rehearsal_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES person(id)
); -- row level security
create table vault_release (
  id uuid not null
  copy_id uuid not null
  carrier_id uuid not null
  register_id uuid not null
  kind text not null
  person_id uuid not null
  medium_no text not null default ''::text
  granted_at timestamp with time zone not null
  until timestamp with time zone not null
  ended_at timestamp with time zone
  constraint vault_release_carrier_id_fkey FOREIGN KEY (carrier_id) REFERENCES carrier(id)
  constraint vault_release_copy_id_fkey FOREIGN KEY (copy_id) REFERENCES electronic_copy(id)
  constraint vault_release_kind_check CHECK ((kind = ANY (ARRAY['print'::text, 'save'::text, 'copy-text'::text])))
  constraint vault_release_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint vault_release_pkey PRIMARY KEY (id)
  constraint vault_release_register_id_fkey FOREIGN KEY (register_id) REFERENCES register(id)
); -- row level security
create table visit (
  id uuid not null
  unit_id uuid not null
  unit_path ltree not null
  year integer not null
  ordinal integer not null
  number text not null
  kind text not null
  host_id uuid not null
  asked_by uuid not null
  starts_on date not null
  ends_on date not null
  devices text not null
  escort_ids uuid[] not null default '{}'::uuid[]
  visitors integer not null default 0
  foreigners integer not null default 0
  stops integer not null default 0
  key_places integer not null default 0
  state text not null
  revision integer not null default 1
  made_at timestamp with time zone not null
  approved_at timestamp with time zone
  ended_at timestamp with time zone
  constraint visit_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES person(id)
  constraint visit_check CHECK ((ends_on >= starts_on))
  constraint visit_check1 CHECK (((foreigners >= 0) AND (foreigners <= visitors)))
  constraint visit_devices_check CHECK ((devices = ANY (ARRAY['kept'::text, 'sealed'::text, 'allowed'::text])))
  constraint visit_host_id_fkey FOREIGN KEY (host_id) REFERENCES person(id)
  constraint visit_key_places_check CHECK ((key_places >= 0))
  constraint visit_kind_check CHECK ((kind = ANY (ARRAY['visit'::text, 'negotiation'::text, 'delegation'::text, 'exchange'::text, 'service'::text, 'press'::text])))
  constraint visit_ordinal_check CHECK ((ordinal > 0))
  constraint visit_pkey PRIMARY KEY (id)
  constraint visit_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'approved'::text, 'finished'::text, 'cancelled'::text])))
  constraint visit_stops_check CHECK ((stops >= 0))
  constraint visit_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
  constraint visit_visitors_check CHECK ((visitors >= 0))
); -- row level security
create table visit_entry (
  id uuid not null
  visit_id uuid not null
  visitor_id uuid not null
  badge_no text not null default ''::text
  arrived_at timestamp with time zone not null
  arrived_by uuid not null
  devices_kept boolean not null
  left_at timestamp with time zone
  left_by uuid
  devices_back boolean not null default false
  constraint visit_entry_arrived_by_fkey FOREIGN KEY (arrived_by) REFERENCES person(id)
  constraint visit_entry_left_by_fkey FOREIGN KEY (left_by) REFERENCES person(id)
  constraint visit_entry_pkey PRIMARY KEY (id)
  constraint visit_entry_visit_id_fkey FOREIGN KEY (visit_id) REFERENCES visit(id)
  constraint visit_entry_visitor_id_fkey FOREIGN KEY (visitor_id) REFERENCES visit_visitor(id)
); -- row level security
create table visit_entry_matter (
  id uuid not null
  devices text not null default ''::text
  salt uuid not null default gen_random_uuid()
  constraint visit_entry_matter_id_fkey FOREIGN KEY (id) REFERENCES visit_entry(id)
  constraint visit_entry_matter_pkey PRIMARY KEY (id)
); -- row level security
create table visit_finding (
  id uuid not null
  visit_id uuid not null
  place integer not null
  kind text not null
  incident_id uuid
  entered_at timestamp with time zone not null
  by_id uuid not null
  constraint visit_finding_by_id_fkey FOREIGN KEY (by_id) REFERENCES person(id)
  constraint visit_finding_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident_seed(id)
  constraint visit_finding_kind_check CHECK ((kind = ANY (ARRAY['question'::text, 'photograph'::text, 'attempt'::text, 'other'::text])))
  constraint visit_finding_pkey PRIMARY KEY (id)
  constraint visit_finding_visit_id_fkey FOREIGN KEY (visit_id) REFERENCES visit(id)
); -- row level security
create table visit_finding_matter (
  id uuid not null
  words text not null
  salt uuid not null default gen_random_uuid()
  constraint visit_finding_matter_id_fkey FOREIGN KEY (id) REFERENCES visit_finding(id)
  constraint visit_finding_matter_pkey PRIMARY KEY (id)
); -- row level security
create table visit_matter (
  id uuid not null
  purpose text not null
  firm text not null
  country text not null
  may_show text not null default ''::text
  may_not text not null default ''::text
  devices_note text not null default ''::text
  report text not null default ''::text
  end_reason text not null default ''::text
  salt uuid not null default gen_random_uuid()
  constraint visit_matter_id_fkey FOREIGN KEY (id) REFERENCES visit(id)
  constraint visit_matter_pkey PRIMARY KEY (id)
); -- row level security
create table visit_stop (
  id uuid not null
  visit_id uuid not null
  place integer not null
  key_place_id uuid
  unit_id uuid
  treatment text not null
  prepared_at timestamp with time zone
  prepared_by uuid
  dropped boolean not null default false
  constraint visit_stop_key_place_id_fkey FOREIGN KEY (key_place_id) REFERENCES key_place(id)
  constraint visit_stop_pkey PRIMARY KEY (id)
  constraint visit_stop_prepared_by_fkey FOREIGN KEY (prepared_by) REFERENCES person(id)
  constraint visit_stop_treatment_check CHECK ((treatment = ANY (ARRAY['open'::text, 'prepared'::text, 'closed'::text])))
  constraint visit_stop_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
  constraint visit_stop_visit_id_fkey FOREIGN KEY (visit_id) REFERENCES visit(id)
); -- row level security
create table visit_stop_matter (
  id uuid not null
  area text not null
  preparation text not null default ''::text
  prepared_note text not null default ''::text
  salt uuid not null default gen_random_uuid()
  constraint visit_stop_matter_area_check CHECK (((length(area) >= 1) AND (length(area) <= 200)))
  constraint visit_stop_matter_id_fkey FOREIGN KEY (id) REFERENCES visit_stop(id)
  constraint visit_stop_matter_pkey PRIMARY KEY (id)
); -- row level security
create table visit_visitor (
  id uuid not null
  visit_id uuid not null
  place integer not null
  foreigner boolean not null
  dropped boolean not null default false
  constraint visit_visitor_pkey PRIMARY KEY (id)
  constraint visit_visitor_visit_id_fkey FOREIGN KEY (visit_id) REFERENCES visit(id)
); -- row level security
create table visit_visitor_matter (
  id uuid not null
  name text not null
  firm text not null default ''::text
  position text not null default ''::text
  country text not null default ''::text
  document_kind text not null
  document_tail text not null default ''::text
  document_sealed bytea
  salt uuid not null default gen_random_uuid()
  constraint visit_visitor_matter_document_kind_check CHECK ((document_kind = ANY (ARRAY['id-card'::text, 'passport'::text, 'permit'::text, 'other'::text, 'none'::text])))
  constraint visit_visitor_matter_document_tail_check CHECK ((length(document_tail) <= 4))
  constraint visit_visitor_matter_id_fkey FOREIGN KEY (id) REFERENCES visit_visitor(id)
  constraint visit_visitor_matter_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)))
  constraint visit_visitor_matter_pkey PRIMARY KEY (id)
); -- row level security
create table webhook_address (
  id uuid not null
  name text not null
  url text not null
  kinds text[] not null
  names_by text not null
  algorithm text not null
  generation integer not null default 1
  ca_pem text
  state text not null
  made_at timestamp with time zone not null
  made_by uuid not null
  constraint webhook_address_algorithm_check CHECK ((algorithm = ANY (ARRAY['hmac-sha256'::text, 'hmac-sm3'::text])))
  constraint webhook_address_ca_pem_check CHECK ((length(ca_pem) <= 20000))
  constraint webhook_address_generation_check CHECK ((generation > 0))
  constraint webhook_address_kinds_check CHECK ((kinds <@ ARRAY['person.frozen'::text, 'person.restored'::text, 'person.left'::text, 'account.closed'::text]))
  constraint webhook_address_made_by_fkey FOREIGN KEY (made_by) REFERENCES person(id)
  constraint webhook_address_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60)))
  constraint webhook_address_names_by_check CHECK ((names_by = ANY (ARRAY['staff-no'::text, 'id'::text])))
  constraint webhook_address_pkey PRIMARY KEY (id)
  constraint webhook_address_state_check CHECK ((state = ANY (ARRAY['new'::text, 'on'::text, 'off'::text, 'ended'::text])))
  constraint webhook_address_url_check CHECK ((length(url) <= 500))
); -- row level security
create table webhook_delivery (
  id uuid not null
  event_id uuid not null
  address_id uuid not null
  person_id uuid
  unit_path ltree
  seq bigint not null
  state text not null
  tries integer not null default 0
  next_at timestamp with time zone
  last_at timestamp with time zone
  last_status integer
  last_fault text
  constraint webhook_delivery_address_id_fkey FOREIGN KEY (address_id) REFERENCES webhook_address(id)
  constraint webhook_delivery_event_id_fkey FOREIGN KEY (event_id) REFERENCES webhook_event(id)
  constraint webhook_delivery_last_fault_check CHECK ((length(last_fault) <= 200))
  constraint webhook_delivery_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint webhook_delivery_pkey PRIMARY KEY (id)
  constraint webhook_delivery_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'dead'::text, 'set-aside'::text])))
); -- row level security
create table webhook_event (
  id uuid not null
  seq bigint not null generated always as identity
  kind text not null
  person_id uuid
  entry_id uuid not null
  constraint webhook_event_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint webhook_event_pkey PRIMARY KEY (id)
); -- row level security

-- Views and sequences of their own
-- carrier_edge (v)

-- Indexes besides those of constraints
CREATE UNIQUE INDEX account_login ON public.account USING btree (login);
CREATE UNIQUE INDEX account_one_per_kind ON public.account USING btree (person_id, COALESCE(power, ''::text)) WHERE (state <> 'closed'::text);
CREATE UNIQUE INDEX account_one_power ON public.account USING btree (person_id) WHERE ((power IS NOT NULL) AND (state <> 'closed'::text));
CREATE UNIQUE INDEX account_outside ON public.account USING btree (sign_in_by, COALESCE(outside_name, login)) WHERE ((sign_in_by IS NOT NULL) AND (state <> 'closed'::text));
CREATE UNIQUE INDEX account_power_once ON public.account USING btree (power) WHERE ((power IS NOT NULL) AND (state <> 'closed'::text));
CREATE INDEX allowance_appeal_list ON public.allowance_appeal USING btree (list_id);
CREATE INDEX allowance_appeal_newest ON public.allowance_appeal USING btree (made_at DESC, id DESC);
CREATE UNIQUE INDEX allowance_appeal_once ON public.allowance_appeal USING btree (line_id) WHERE (state = 'open'::text);
CREATE INDEX allowance_appeal_unpaid ON public.allowance_appeal USING btree (unit_id) WHERE (state = 'upheld'::text);
CREATE UNIQUE INDEX allowance_line_once ON public.allowance_line USING btree (list_id, edition, person_id, kind, COALESCE(appeal_id, person_id));
CREATE INDEX allowance_line_person ON public.allowance_line USING btree (person_id, month DESC, id DESC);
CREATE INDEX allowance_list_newest ON public.allowance_list USING btree (month DESC, id DESC);
CREATE INDEX allowance_terms_newest ON public.allowance_terms USING btree (set_at DESC, id DESC);
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
CREATE INDEX carrier_ending ON public.carrier USING btree (register_id, expires_on, id) WHERE ((state <> 'ended'::text) AND (expires_on IS NOT NULL) AND (released_on IS NULL));
CREATE INDEX carrier_expiry ON public.carrier USING btree (expires_on) WHERE ((state <> 'ended'::text) AND (expires_on IS NOT NULL));
CREATE UNIQUE INDEX carrier_import ON public.carrier USING btree (register_id, import_key) WHERE (import_key IS NOT NULL);
CREATE INDEX carrier_newest ON public.carrier USING btree (register_id, registered_at DESC, id DESC);
CREATE UNIQUE INDEX carrier_number ON public.carrier USING btree (register_id, number);
CREATE INDEX carrier_of_number ON public.carrier USING btree (number);
CREATE INDEX carrier_recall ON public.carrier USING btree (recall_id) WHERE (recall_id IS NOT NULL);
CREATE INDEX carrier_knower_carrier ON public.carrier_knower USING btree (carrier_id);
CREATE INDEX carrier_knower_drafts ON public.carrier_knower USING btree (person_id, registered_at DESC, carrier_id DESC) WHERE (state = 'draft'::text);
CREATE INDEX carrier_knower_newest ON public.carrier_knower USING btree (person_id, registered_at DESC, carrier_id DESC) INCLUDE (scheme, level_rank, state, register_id);
CREATE INDEX carrier_matter_compartment ON public.carrier_matter USING btree (compartment_id) WHERE (compartment_id IS NOT NULL);
CREATE INDEX carrier_scope_of ON public.carrier_scope USING btree (carrier_id);
CREATE INDEX carrier_scope_post ON public.carrier_scope USING btree (post_id) WHERE ((post_id IS NOT NULL) AND (ended_at IS NULL));
CREATE INDEX carrier_source_from ON public.carrier_source USING btree (source_id) WHERE (source_id IS NOT NULL);
CREATE INDEX carrier_source_of ON public.carrier_source USING btree (carrier_id);
CREATE INDEX catalogue_newest ON public.catalogue USING btree (begun_at DESC, id DESC);
CREATE UNIQUE INDEX catalogue_one_draft ON public.catalogue USING btree (unit_id, scheme) WHERE (state = 'draft'::text);
CREATE UNIQUE INDEX catalogue_one_in_force ON public.catalogue USING btree (unit_id, scheme) WHERE (state = 'in-force'::text);
CREATE UNIQUE INDEX catalogue_version ON public.catalogue USING btree (unit_id, scheme, version) WHERE (state <> 'dropped'::text);
CREATE INDEX catalogue_item_of ON public.catalogue_item USING btree (catalogue_id, place_key, id);
CREATE INDEX catalogue_item_scope ON public.catalogue_item USING btree (scope_item_id) WHERE (scope_item_id IS NOT NULL);
CREATE INDEX catalogue_review_of ON public.catalogue_review USING btree (catalogue_id, reviewed_on DESC);
CREATE UNIQUE INDEX circulation_open ON public.circulation USING btree (copy_id) WHERE (state = 'open'::text);
CREATE INDEX circulation_reader_of ON public.circulation_reader USING btree (circulation_id, place_in_list);
CREATE INDEX circulation_reader_person ON public.circulation_reader USING btree (person_id) WHERE (state = ANY (ARRAY['waiting'::text, 'reading'::text]));
CREATE INDEX classification_authority_unit ON public.classification_authority USING btree (unit_id, scheme);
CREATE UNIQUE INDEX classification_filing_once ON public.classification_filing USING btree (unit_id, year);
CREATE UNIQUE INDEX classification_dispute_open ON public.classification_question USING btree (COALESCE(determination_id, carrier_id)) WHERE ((kind = 'dispute'::text) AND (state = 'open'::text));
CREATE INDEX classification_question_carrier ON public.classification_question USING btree (carrier_id) WHERE (carrier_id IS NOT NULL);
CREATE INDEX classification_question_determination ON public.classification_question USING btree (determination_id) WHERE (determination_id IS NOT NULL);
CREATE INDEX classification_question_newest ON public.classification_question USING btree (raised_at DESC, id DESC);
CREATE INDEX classification_raised_mark_of ON public.classification_raised_mark USING btree (question_id);
CREATE INDEX classification_review_newest ON public.classification_review USING btree (opened_at DESC, id DESC);
CREATE UNIQUE INDEX classification_review_once ON public.classification_review USING btree (unit_id, year);
CREATE UNIQUE INDEX classification_review_item_carrier ON public.classification_review_item USING btree (review_id, carrier_id) WHERE (carrier_id IS NOT NULL);
CREATE UNIQUE INDEX classification_review_item_determination ON public.classification_review_item USING btree (review_id, determination_id) WHERE (determination_id IS NOT NULL);
CREATE INDEX classification_review_item_order ON public.classification_review_item USING btree (review_id, number, id);
CREATE UNIQUE INDEX clearance_once ON public.clearance USING btree (person_id, scheme) WHERE (ended_on IS NULL);
CREATE UNIQUE INDEX clock_guard_open ON public.clock_guard USING btree ((true)) WHERE ((confirmed_by_security IS NULL) OR (confirmed_by_audit IS NULL));
CREATE INDEX command_run_by_age ON public.command_run USING btree (started_at);
CREATE INDEX compartment_knower_of ON public.compartment_knower USING btree (compartment_id);
CREATE INDEX compartment_member_of ON public.compartment_member USING btree (compartment_id, added_at);
CREATE INDEX compartment_member_person ON public.compartment_member USING btree (person_id);
CREATE INDEX content_gram_carrier ON public.content_gram USING btree (carrier_id);
CREATE INDEX content_gram_grams ON public.content_gram USING gin (grams) WITH (fastupdate=off);
CREATE INDEX cooling_off_end ON public.cooling_off USING btree (ends_on) WHERE (state = 'running'::text);
CREATE UNIQUE INDEX cooling_off_once ON public.cooling_off USING btree (person_id) WHERE (state = 'running'::text);
CREATE INDEX cooling_visit_of ON public.cooling_visit USING btree (cooling_id, visited_on DESC);
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
CREATE INDEX derivation_review_carrier ON public.derivation_review USING btree (carrier_id) WHERE (state = 'open'::text);
CREATE INDEX derivation_review_open ON public.derivation_review USING btree (register_id, made_at, id) WHERE (state = 'open'::text);
CREATE INDEX destruction_list_newest ON public.destruction_list USING btree (register_id, made_at DESC, id DESC);
CREATE UNIQUE INDEX destruction_list_number ON public.destruction_list USING btree (register_id, number);
CREATE INDEX destruction_list_watched ON public.destruction_list USING gin (witnesses) WHERE (state = 'approved'::text);
CREATE INDEX determination_decided_by ON public.determination USING btree (decided_by) WHERE (decided_by IS NOT NULL);
CREATE INDEX determination_decider ON public.determination USING btree (decider_id) WHERE (decider_id IS NOT NULL);
CREATE INDEX determination_drafter ON public.determination USING btree (drafted_by, drafted_at DESC, id DESC);
CREATE INDEX determination_item ON public.determination USING btree (catalogue_item_id) WHERE (catalogue_item_id IS NOT NULL);
CREATE INDEX determination_newest ON public.determination USING btree (decided_at DESC, id DESC) WHERE (decided_at IS NOT NULL);
CREATE UNIQUE INDEX determination_number ON public.determination USING btree (register_id, number) WHERE (number IS NOT NULL);
CREATE INDEX determination_reviewer ON public.determination USING btree (reviewer_id) WHERE (reviewer_id IS NOT NULL);
CREATE INDEX determination_unit ON public.determination USING gist (unit_path);
CREATE INDEX determination_scope_of ON public.determination_scope USING btree (determination_id);
CREATE INDEX determination_scope_person ON public.determination_scope USING btree (person_id) WHERE ((person_id IS NOT NULL) AND (ended_at IS NULL));
CREATE INDEX determination_scope_post ON public.determination_scope USING btree (post_id) WHERE ((post_id IS NOT NULL) AND (ended_at IS NULL));
CREATE INDEX determination_source_carrier ON public.determination_source USING btree (carrier_id) WHERE (carrier_id IS NOT NULL);
CREATE INDEX determination_source_of ON public.determination_source USING btree (determination_id);
CREATE INDEX duty_deputy ON public.duty USING btree (deputy_of) WHERE (deputy_of IS NOT NULL);
CREATE INDEX duty_person ON public.duty USING btree (person_id);
CREATE INDEX duty_unit ON public.duty USING btree (unit_id, duty);
CREATE INDEX electronic_copy_carrier ON public.electronic_copy USING btree (carrier_id);
CREATE INDEX electronic_copy_follow ON public.electronic_copy USING btree (id) WHERE follow;
CREATE INDEX engagement_newest ON public.engagement USING btree (from_on DESC, id DESC);
CREATE UNIQUE INDEX engagement_once ON public.engagement USING btree (person_id) WHERE (state = ANY (ARRAY['proposed'::text, 'running'::text]));
CREATE INDEX engagement_sponsor ON public.engagement USING btree (sponsor_id) WHERE (state = ANY (ARRAY['proposed'::text, 'running'::text]));
CREATE INDEX engagement_unit ON public.engagement USING gist (unit_path);
CREATE INDEX engagement_until ON public.engagement USING btree (until_on) WHERE (state = 'running'::text);
CREATE UNIQUE INDEX engagement_area_once ON public.engagement_area USING btree (engagement_id, key_place_id) WHERE (closed_at IS NULL);
CREATE INDEX engagement_contract_of ON public.engagement_contract USING btree (firm_id, until_on DESC);
CREATE UNIQUE INDEX engagement_firm_code ON public.engagement_firm USING btree (unit_id, code) WHERE (code <> ''::text);
CREATE INDEX engagement_firm_newest ON public.engagement_firm USING btree (added_at DESC, id DESC);
CREATE UNIQUE INDEX engagement_rule_once ON public.engagement_rule USING btree (kind) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX expiry_batch_open ON public.expiry_batch USING btree (unit_id) WHERE (state <> 'done'::text);
CREATE INDEX factor_account ON public.factor USING btree (account_id);
CREATE UNIQUE INDEX factor_credential ON public.factor USING btree (credential_hash);
CREATE INDEX hand_over_open ON public.hand_over USING btree (from_id) WHERE (state = 'open'::text);
CREATE INDEX hand_over_item_copy ON public.hand_over_item USING btree (copy_id);
CREATE INDEX hand_over_item_of ON public.hand_over_item USING btree (hand_over_id);
CREATE UNIQUE INDEX holding_once ON public.holding USING btree (person_id, post_id) WHERE (ended_on IS NULL);
CREATE INDEX holding_person ON public.holding USING btree (person_id);
CREATE INDEX holding_post ON public.holding USING btree (post_id);
CREATE INDEX house_rule_unit ON public.house_rule USING btree (unit_id);
CREATE INDEX journey_newest ON public.journey USING btree (from_on DESC, id DESC);
CREATE INDEX journey_unit ON public.journey USING gist (unit_path);
CREATE INDEX journey_contact_of ON public.journey_contact USING btree (journey_id, contacted_on);
CREATE INDEX journey_traveller_person ON public.journey_traveller USING btree (person_id);
CREATE INDEX key_challenge_by_age ON public.key_challenge USING btree (good_until);
CREATE UNIQUE INDEX key_place_ordinal ON public.key_place USING btree (unit_id, ordinal);
CREATE INDEX key_place_unit ON public.key_place USING gist (unit_path);
CREATE INDEX leaving_last ON public.leaving USING btree (last_on) WHERE (state = 'open'::text);
CREATE INDEX leaving_newest ON public.leaving USING btree (begun_at DESC, id DESC);
CREATE UNIQUE INDEX leaving_once ON public.leaving USING btree (person_id) WHERE (state = 'open'::text);
CREATE UNIQUE INDEX ledger_export_number ON public.ledger_export USING btree (register_id, number);
CREATE INDEX letter_counter ON public.letter USING btree (counter_id) WHERE (counter_id IS NOT NULL);
CREATE INDEX letter_expiry ON public.letter USING btree (expires_on) WHERE ((state = 'complete'::text) AND (expires_on IS NOT NULL));
CREATE INDEX letter_newest ON public.letter USING btree (issued_at DESC, id DESC);
CREATE UNIQUE INDEX letter_once ON public.letter USING btree (template_id, signer_id, year) WHERE ((state = ANY (ARRAY['open'::text, 'signed'::text])) OR ((state = 'complete'::text) AND (occasion = 'yearly'::text)));
CREATE INDEX letter_parent ON public.letter USING btree (parent_id) WHERE (parent_id IS NOT NULL);
CREATE INDEX letter_signer ON public.letter USING btree (signer_id, year);
CREATE INDEX letter_unit ON public.letter USING gist (unit_path);
CREATE INDEX letter_item_of ON public.letter_item USING btree (letter_id, "position");
CREATE INDEX letter_item_check_of ON public.letter_item_check USING btree (item_id, checked_at DESC);
CREATE UNIQUE INDEX letter_template_in_force ON public.letter_template USING btree (family_id) WHERE (state = 'in-force'::text);
CREATE INDEX letter_template_newest ON public.letter_template USING btree (drafted_at DESC, id DESC);
CREATE INDEX life_event_newest ON public.life_event USING btree (reported_at DESC, id DESC);
CREATE INDEX life_event_person ON public.life_event USING btree (person_id, reported_at DESC);
CREATE INDEX life_event_unit ON public.life_event USING gist (unit_path);
CREATE INDEX life_event_inquiry_of ON public.life_event_inquiry USING btree (event_id);
CREATE INDEX life_event_word_of ON public.life_event_word USING btree (event_id, said_at);
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
CREATE UNIQUE INDEX overseas_unit_once ON public.overseas_unit USING btree (unit_id) WHERE (ended_on IS NULL);
CREATE INDEX paper_bag_list ON public.paper_bag USING btree (list_id) WHERE (list_id IS NOT NULL);
CREATE UNIQUE INDEX paper_bag_number ON public.paper_bag USING btree (register_id, number);
CREATE INDEX paper_bag_state ON public.paper_bag USING btree (register_id, state, sealed_at DESC, id DESC);
CREATE INDEX person_name ON public.person USING btree (name);
CREATE UNIQUE INDEX person_staff_no ON public.person USING btree (staff_no) WHERE (staff_no IS NOT NULL);
CREATE INDEX person_unit ON public.person USING btree (unit_id);
CREATE INDEX person_review_newest ON public.person_review USING btree (begun_at DESC, id DESC);
CREATE INDEX person_review_of ON public.person_review USING btree (person_id, decided_at DESC);
CREATE UNIQUE INDEX person_review_once ON public.person_review USING btree (person_id) WHERE (state = 'open'::text);
CREATE INDEX person_review_unit ON public.person_review USING gist (unit_path);
CREATE INDEX person_review_valid ON public.person_review USING btree (valid_until) WHERE ((state = 'decided'::text) AND (lapsed_at IS NULL));
CREATE UNIQUE INDEX person_review_head_once ON public.person_review_head USING btree (review_id, head);
CREATE INDEX person_review_opinion_of ON public.person_review_opinion USING btree (review_id, given_at DESC);
CREATE INDEX person_spell_of ON public.person_spell USING btree (person_id, kind, started_on);
CREATE INDEX personnel_delivery_newest ON public.personnel_delivery USING btree (received_at DESC, id DESC);
CREATE UNIQUE INDEX personnel_delivery_once ON public.personnel_delivery USING btree (token_id, reference) WHERE (token_id IS NOT NULL);
CREATE INDEX personnel_difference_newest ON public.personnel_difference USING btree (made_at DESC, id DESC);
CREATE INDEX personnel_difference_of ON public.personnel_difference USING btree (delivery_id, state);
CREATE INDEX personnel_difference_open ON public.personnel_difference USING btree (staff_no) WHERE (state = ANY (ARRAY['open'::text, 'dismissed'::text]));
CREATE INDEX personnel_filing_newest ON public.personnel_filing USING btree (made_at DESC, id DESC);
CREATE INDEX personnel_filing_line_of ON public.personnel_filing_line USING btree (filing_id, place);
CREATE INDEX personnel_filing_line_person ON public.personnel_filing_line USING btree (person_id);
CREATE INDEX post_unit ON public.post USING btree (unit_id);
CREATE INDEX post_grading_of ON public.post_grading USING btree (post_id, started_on DESC);
CREATE UNIQUE INDEX post_grading_once ON public.post_grading USING btree (post_id) WHERE (ended_on IS NULL);
CREATE UNIQUE INDEX recall_number ON public.recall USING btree (register_id, number);
CREATE UNIQUE INDEX register_of_determinations ON public.register USING btree (unit_id) WHERE ((kind = 'determination'::text) AND (ended_on IS NULL));
CREATE INDEX register_unit ON public.register USING btree (unit_id);
CREATE INDEX regrading_classifier ON public.regrading USING btree (classifier_id, made_at DESC) WHERE (classifier_id IS NOT NULL);
CREATE INDEX regrading_drafts ON public.regrading USING btree (register_id, made_at DESC, id DESC) WHERE (state = 'draft'::text);
CREATE INDEX regrading_expired ON public.regrading USING btree (unit_id, decided_on) WHERE (kind = 'expiry'::text);
CREATE INDEX regrading_made_by ON public.regrading USING btree (made_by, made_at DESC) WHERE (made_by IS NOT NULL);
CREATE INDEX regrading_newest ON public.regrading USING btree (register_id, made_at DESC, id DESC);
CREATE INDEX regrading_unspread ON public.regrading USING btree (decided_at) WHERE ((state = 'done'::text) AND (spread_at IS NULL));
CREATE INDEX regrading_item_carrier ON public.regrading_item USING btree (carrier_id);
CREATE INDEX regrading_notice_newest ON public.regrading_notice USING btree (register_id, made_at DESC, id DESC);
CREATE UNIQUE INDEX regrading_notice_number ON public.regrading_notice USING btree (register_id, number);
CREATE INDEX regrading_notice_of ON public.regrading_notice USING btree (regrading_id);
CREATE INDEX regrading_remark_carrier ON public.regrading_remark USING btree (carrier_id);
CREATE INDEX regrading_remark_list ON public.regrading_remark USING btree (register_id, made_at, id) WHERE (state = 'open'::text);
CREATE UNIQUE INDEX regrading_remark_open ON public.regrading_remark USING btree (copy_id) WHERE (state = 'open'::text);
CREATE INDEX regrading_suggestion_carrier ON public.regrading_suggestion USING btree (carrier_id);
CREATE INDEX regrading_suggestion_newest ON public.regrading_suggestion USING btree (register_id, made_at DESC, id DESC);
CREATE UNIQUE INDEX release_day_open ON public.release_day USING btree (carrier_id) WHERE (ended_at IS NULL);
CREATE INDEX scope_catalogue_newest ON public.scope_catalogue USING btree (in_force_from DESC, id DESC);
CREATE INDEX scope_item_of ON public.scope_item USING btree (catalogue_id, place_key, id);
CREATE INDEX session_open ON public.session USING btree (account_id) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX session_token ON public.session USING btree (token_hash);
CREATE INDEX sign_in_ticket_by_age ON public.sign_in_ticket USING btree (good_until);
CREATE UNIQUE INDEX stocktaking_open ON public.stocktaking USING btree (register_id) WHERE (state = 'open'::text);
CREATE UNIQUE INDEX stocktaking_item_once ON public.stocktaking_item USING btree (stocktaking_id, copy_id);
CREATE INDEX supply_asker ON public.supply USING btree (asked_by);
CREATE INDEX supply_giver ON public.supply USING btree (giver_id);
CREATE INDEX supply_newest ON public.supply USING btree (made_at DESC, id DESC);
CREATE UNIQUE INDEX supply_number ON public.supply USING btree (unit_id, year, ordinal);
CREATE INDEX supply_unit ON public.supply USING gist (unit_path);
CREATE INDEX supply_visit ON public.supply USING btree (visit_id) WHERE (visit_id IS NOT NULL);
CREATE INDEX supply_recipient ON public.supply_matter USING btree (recipient, country);
CREATE INDEX term_check_carrier ON public.term_check USING btree (carrier_id, ends_on);
CREATE INDEX trade_secret_item_expiry ON public.trade_secret_item USING btree (expires_on) WHERE (expires_on IS NOT NULL);
CREATE INDEX trade_secret_item_number ON public.trade_secret_item USING btree (list_id, number);
CREATE UNIQUE INDEX trade_secret_item_once ON public.trade_secret_item USING btree (list_id, secret_id);
CREATE UNIQUE INDEX trade_secret_list_draft ON public.trade_secret_list USING btree (unit_id) WHERE (state = 'draft'::text);
CREATE UNIQUE INDEX trade_secret_list_in_force ON public.trade_secret_list USING btree (unit_id) WHERE (state = 'in-force'::text);
CREATE INDEX trade_secret_list_newest ON public.trade_secret_list USING btree (made_at DESC, id DESC);
CREATE UNIQUE INDEX trade_secret_list_version ON public.trade_secret_list USING btree (unit_id, year, version) WHERE (state <> 'dropped'::text);
CREATE INDEX trade_secret_matter_holder_posts ON public.trade_secret_matter USING gin (holder_posts);
CREATE INDEX trade_secret_matter_holders ON public.trade_secret_matter USING gin (holder_persons);
CREATE INDEX trade_secret_matter_owner ON public.trade_secret_matter USING btree (owner_person) WHERE (owner_person IS NOT NULL);
CREATE INDEX trade_secret_matter_owner_post ON public.trade_secret_matter USING btree (owner_post) WHERE (owner_post IS NOT NULL);
CREATE INDEX travel_document_journey ON public.travel_document USING btree (journey_id) WHERE (journey_id IS NOT NULL);
CREATE INDEX travel_document_order ON public.travel_document USING btree (valid_until, id);
CREATE INDEX travel_document_person ON public.travel_document USING btree (person_id);
CREATE INDEX travel_document_move_of ON public.travel_document_move USING btree (document_id, moved_at DESC);
CREATE UNIQUE INDEX travel_rule_draft ON public.travel_rule USING btree (unit_id) WHERE (state = 'draft'::text);
CREATE UNIQUE INDEX travel_rule_in_force ON public.travel_rule USING btree (unit_id) WHERE (state = 'in-force'::text);
CREATE UNIQUE INDEX unit_code ON public.unit USING btree (code) WHERE (code IS NOT NULL);
CREATE INDEX unit_parent ON public.unit USING btree (parent_id, "position");
CREATE INDEX unit_path ON public.unit USING gist (path);
CREATE INDEX upload_live ON public.upload USING btree (state, begun_at) WHERE (state = ANY (ARRAY['open'::text, 'examining'::text, 'ready'::text]));
CREATE INDEX upload_mine ON public.upload USING btree (begun_by, begun_at DESC, id DESC);
CREATE INDEX vault_generation_alive ON public.vault_generation USING btree (number) WHERE (state = 'alive'::text);
CREATE INDEX vault_object_destroying ON public.vault_object USING btree (id) WHERE (state = 'destroying'::text);
CREATE INDEX vault_object_key ON public.vault_object USING btree (level_key, key_version) WHERE (state = ANY (ARRAY['open'::text, 'kept'::text]));
CREATE INDEX vault_object_maker ON public.vault_object USING btree (made_by, made_at) WHERE (subject_id IS NULL);
CREATE INDEX vault_object_parent ON public.vault_object USING btree (parent_id) WHERE (parent_id IS NOT NULL);
CREATE INDEX vault_object_part ON public.vault_object USING btree (part_id) WHERE (part_id IS NOT NULL);
CREATE INDEX vault_object_subject ON public.vault_object USING btree (subject_id) WHERE (subject_id IS NOT NULL);
CREATE INDEX vault_object_traces ON public.vault_object USING gin (generations_left) WHERE (state = 'destroyed'::text);
CREATE INDEX vault_object_wanted ON public.vault_object USING btree (id) WHERE (wanted_level_key IS NOT NULL);
CREATE INDEX vault_rehearsal_newest ON public.vault_rehearsal USING btree (rehearsed_on DESC, id DESC);
CREATE UNIQUE INDEX vault_rehearsal_once ON public.vault_rehearsal USING btree (generation_id, rehearsed_on);
CREATE INDEX vault_release_copy ON public.vault_release USING btree (copy_id, granted_at DESC);
CREATE INDEX vault_release_person ON public.vault_release USING btree (person_id, granted_at DESC);
CREATE INDEX visit_asker ON public.visit USING btree (asked_by);
CREATE INDEX visit_escorts ON public.visit USING gin (escort_ids);
CREATE INDEX visit_host ON public.visit USING btree (host_id);
CREATE INDEX visit_made ON public.visit USING btree (made_at DESC, id DESC);
CREATE INDEX visit_newest ON public.visit USING btree (starts_on DESC, id DESC);
CREATE UNIQUE INDEX visit_number ON public.visit USING btree (unit_id, year, ordinal);
CREATE INDEX visit_unit ON public.visit USING gist (unit_path);
CREATE INDEX visit_entry_of ON public.visit_entry USING btree (visit_id, arrived_at, id);
CREATE UNIQUE INDEX visit_entry_open ON public.visit_entry USING btree (visitor_id) WHERE (left_at IS NULL);
CREATE INDEX visit_finding_of ON public.visit_finding USING btree (visit_id, place);
CREATE INDEX visit_stop_of ON public.visit_stop USING btree (visit_id, place, id);
CREATE INDEX visit_visitor_of ON public.visit_visitor USING btree (visit_id, place, id);
CREATE INDEX webhook_delivery_newest ON public.webhook_delivery USING btree (seq DESC, id DESC);
CREATE INDEX webhook_delivery_of_event ON public.webhook_delivery USING btree (event_id);
CREATE INDEX webhook_delivery_of_person ON public.webhook_delivery USING btree (address_id, person_id, seq);
CREATE INDEX webhook_delivery_waiting ON public.webhook_delivery USING btree (seq) WHERE (state = 'waiting'::text);

-- Functions
create function access_of_leaver(of_person uuid) returns TABLE(scheme text, held_rank integer, known_rank integer, held bigint, last_at timestamp with time zone) language sql stable security definer set search_path=public;
create function access_of_posts(of_posts uuid[]) returns TABLE(post_id uuid, held_rank integer, held bigint, known_rank integer) language sql stable security definer set search_path=public;
create function account_for_sign_in(wanted text, from_terminal text) returns TABLE(account_id uuid, person_id uuid, power text, state text, password_hash text, activation_hash text, activation_until timestamp with time zone, failed_count integer, failed_at timestamp with time zone, frozen boolean, sign_in_by text, outside_name text, staff_no text) language sql stable security definer set search_path=public;
create function acting_account() returns uuid language sql stable security definer;
create function acting_clearance(of_scheme text) returns integer language sql stable security definer;
create function acting_clearances() returns jsonb language sql stable security definer set search_path=public;
create function acting_compartments() returns uuid[] language sql stable security definer set search_path=public;
create function acting_duties() returns SETOF duty language sql stable security definer;
create function acting_person() returns uuid language sql stable security definer;
create function acting_persons() returns uuid[] language sql stable security definer set search_path=public;
create function acting_posts() returns TABLE(duty text, unit_path ltree, lent ltree[]) language sql stable security definer set search_path=public;
create function acting_power() returns text language sql stable security definer;
create function acting_profile() returns jsonb language sql stable security definer set search_path=public;
create function acting_session() returns session language sql stable security definer;
create function acting_unit() returns ltree language sql stable security definer set search_path=public;
create procedure add_bar_rule(IN of_function text) language sql;
create function add_grams() returns trigger language plpgsql volatile security definer set search_path=public;
create procedure add_know_rule(IN of_function text) language sql;
create function allowance_appeal_time(of_line uuid) returns TABLE(approved_at timestamp with time zone, appeal_days integer, answer_days integer, unit_id uuid, basis text) language sql stable security definer set search_path=public;
create function allowance_lapses(of_unit uuid, of_persons uuid[], first_day date, last_day date) returns TABLE(person_id uuid, fact text, what text, due_on date, ended_on date) language sql stable security definer set search_path=public;
create function allowance_line_state(of_line uuid) returns text language sql stable security definer set search_path=public;
create function allowance_paid_month(of_appeal uuid) returns date language sql stable security definer set search_path=public;
create function allowance_spans(of_unit uuid, first_day date, last_day date) returns TABLE(person_id uuid, unit_id uuid, source text, grade text, from_day date, until_day date) language sql stable security definer set search_path=public;
create function allowance_unit_of(of_path ltree) returns uuid language sql stable security definer set search_path=public;
create function answers_for_person(of_person uuid) returns boolean language sql stable security definer set search_path=public;
create function answers_for_traveller(of_journey uuid) returns boolean language sql stable security definer set search_path=public;
create function applies_by_itself(of_unit uuid, with_hash text) returns jsonb language sql stable security definer set search_path=public;
create function approval_input_of(wanted uuid) returns TABLE(command_id uuid, input jsonb) language sql stable security definer set search_path=public;
create function ask_examination(of_upload uuid) returns void language sql volatile security definer set search_path=public;
create function audited_units() returns ltree[] language sql stable security definer set search_path=public;
create function awaited_decisions(of_person uuid) returns TABLE(id uuid, number text, place text, since timestamp with time zone) language sql stable security definer set search_path=public;
create function awaited_readings(of_person uuid) returns TABLE(id uuid, number text, place text, since timestamp with time zone) language sql stable security definer set search_path=public;
create function bars_engaged(of_person uuid, wanted_duty text, wanted_scheme text, wanted_rank integer) returns TABLE(code text, params jsonb) language sql stable security definer set search_path=public;
create function bars_failed_review(of_person uuid, wanted_duty text, wanted_scheme text, wanted_rank integer) returns TABLE(code text, params jsonb) language sql stable security definer set search_path=public;
create function bars_on(of_person uuid, wanted_duty text, wanted_scheme text, wanted_rank integer) returns TABLE(code text, params jsonb) language plpgsql stable security definer set search_path=public;
create function beyond_engagement(of_person uuid, allowed_duties text[], allowed_rank integer) returns TABLE(duties bigint, clearances bigint, posts bigint) language sql stable security definer set search_path=public;
create function body_of(of_path ltree) returns uuid language sql stable security definer set search_path=public;
create function bound_at_home(of_persons uuid[]) returns boolean language sql stable security definer set search_path=public;
create function carriers_of_determination(of_determination uuid) returns TABLE(id uuid) language sql stable security definer set search_path=public;
create function carriers_to_mark(of_carriers uuid[]) returns TABLE(carrier_id uuid) language sql stable security definer set search_path=public;
create function catalogue_consents(wanted uuid) returns TABLE(step integer, step_name jsonb, person text, decided_at timestamp with time zone) language sql stable security definer set search_path=public;
create function catalogue_pending(wanted uuid) returns TABLE(approval_id uuid, requester uuid) language sql stable security definer set search_path=public;
create function classification_changes(below ltree, of_year integer) returns TABLE(unit_id uuid, kind text, scheme text, changes integer) language sql stable security definer set search_path=public;
create function classification_figures(below ltree, of_year integer, maxima jsonb) returns TABLE(unit_id uuid, scheme text, level text, level_rank integer, kind text, band text, at_maximum boolean, with_basis boolean, made boolean, matters integer) language sql stable security definer set search_path=public;
create function classification_persons(of_path ltree, of_scheme text, of_rank integer, of_duties text[]) returns TABLE(person_id uuid, name text, duty text, unit text, deputy_for text) language sql stable security definer set search_path=public;
create function clock_last_seen() returns TABLE(seen_at timestamp with time zone, turned_at timestamp with time zone) language sql stable security definer set search_path=public;
create function clock_stopped() returns boolean language sql stable security definer set search_path=public;
create function compartment_of_subject(of_subject uuid) returns uuid language sql stable security definer set search_path=public;
create function copies_held_by(of_person uuid) returns TABLE(id uuid) language sql stable security definer set search_path=public;
create function copies_inside(of_carriers uuid[]) returns TABLE(copy_id uuid, carrier_id uuid, holder_id uuid, state text) language sql stable security definer set search_path=public;
create function copies_not_for(of_person uuid, wanted uuid[]) returns bigint language sql stable security definer set search_path=public;
create function copies_outside(of_carriers uuid[]) returns TABLE(copy_id uuid, counterpart text) language sql stable security definer set search_path=public;
create function copies_to_sign_for() returns uuid[] language sql stable security definer set search_path=public;
create function copies_with_uncleared() returns TABLE(copy_id uuid) language sql stable security definer set search_path=public;
create function day_start(of_day date) returns timestamp with time zone language sql stable parallel safe;
create function debts_without_copies(of_persons uuid[]) returns TABLE(kind text, person_id uuid, subject_id uuid) language sql stable security definer set search_path=public;
create function deciders_besides(step jsonb, over_unit ltree, besides uuid[]) returns bigint language sql stable security definer set search_path=public;
create function deciders_of(step jsonb, over_unit ltree, besides uuid) returns bigint language sql stable security definer set search_path=public;
create function decides_in(steps jsonb, over_unit ltree) returns boolean language sql stable security definer set search_path=public;
create function decides_travel(over_unit ltree) returns boolean language sql stable security definer set search_path=public;
create function decisions_about(of_subject uuid) returns TABLE(approval_id uuid, command text, state text, step integer, step_name jsonb, person_id uuid, person text, verdict text, words text, decided_at timestamp with time zone) language sql stable security definer set search_path=public;
create function deliveries_undecided(wanted uuid[]) returns TABLE(id uuid) language sql stable security definer set search_path=public;
create function delivery_before(of_token uuid, with_reference text) returns TABLE(id uuid, digest text, people integer, found jsonb) language sql stable security definer set search_path=public;
create function destroyed_but_held(wanted integer[]) returns TABLE(number integer, held bigint) language sql stable security definer set search_path=public;
create function destruction_consents(of_list uuid) returns TABLE(approval_id uuid, state text, step integer, step_name jsonb, person text, decided_at timestamp with time zone) language sql stable security definer set search_path=public;
create function destruction_pending(of_list uuid) returns boolean language sql stable security definer set search_path=public;
create function destruction_traces(of_list uuid) returns TABLE(copy_id uuid, state text, destroyed_at timestamp with time zone, generations integer[]) language sql stable security definer set search_path=public;
create function destruction_witnesses_asked(of_list uuid) returns uuid[] language sql stable security definer set search_path=public;
create function determination_requests(wanted uuid[]) returns TABLE(determination_id uuid, approval_id uuid, state text, person text, verdict text, words text) language sql stable security definer set search_path=public;
create function differences_to_compare(of_unit uuid, with_hash text, staff_nos text[]) returns TABLE(id uuid, delivery_id uuid, staff_no text, digest text, state text) language sql stable security definer set search_path=public;
create function directory_kept(of_kind text) returns TABLE(enabled boolean, settings jsonb, secret bytea, changed_at timestamp with time zone) language sql stable security definer set search_path=public;
create function documents_lent_for(of_journey uuid) returns TABLE(id uuid) language sql stable security definer set search_path=public;
create function drop_content_grams() returns trigger language plpgsql volatile security definer set search_path=public;
create function drop_frozen_members() returns trigger language plpgsql volatile security definer set search_path=public;
create function drop_grams() returns trigger language plpgsql volatile security definer set search_path=public;
create function end_rights_of(of_persons uuid[], last_day date) returns bigint language plpgsql volatile security definer set search_path=public;
create function end_sessions_elsewhere(changed uuid, at timestamp with time zone) returns bigint language sql volatile security definer set search_path=public;
create function end_sessions_of(accounts uuid[], at timestamp with time zone) returns bigint language sql volatile security definer set search_path=public;
create function end_sign_ins(of_person uuid, at timestamp with time zone) returns bigint language sql volatile security definer set search_path=public;
create function end_sign_ins_of(of_persons uuid[], at timestamp with time zone) returns bigint language sql volatile security definer set search_path=public;
create function engagement_trail(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) returns TABLE(id uuid, at timestamp with time zone, until timestamp with time zone, params jsonb) language sql stable security definer set search_path=public;
create function escorts_gone(of_persons uuid[]) returns uuid[] language sql stable security definer set search_path=public;
create function evidence_of_custody(entry uuid) returns boolean language sql stable security definer set search_path=public;
create function evidence_of_destruction_list(entry uuid) returns boolean language sql stable security definer set search_path=public;
create function examined_name(of_upload uuid) returns text language sql stable security definer set search_path=public;
create function factors_for_sign_in(of_account uuid) returns SETOF factor language sql volatile security definer set search_path=public;
create function file_head(of_person uuid) returns TABLE(name text, staff_no text, unit text, posts jsonb, clearances jsonb, frozen_at timestamp with time zone, left_on date, leaving_id uuid, leaving_last date, cooling_until date) language sql stable security definer set search_path=public;
create function find_content(words integer[], of_register uuid, reached_at timestamp with time zone, reached_id uuid, how_many integer) returns TABLE(copy_id uuid, carrier_id uuid, registered_at timestamp with time zone) language plpgsql stable security definer set jit=off, max_parallel_workers_per_gather=0, search_path=public;
create function find_known(words text, filter jsonb, reached_at timestamp with time zone, reached_id uuid, how_many integer) returns TABLE(id uuid, registered_at timestamp with time zone) language plpgsql stable security definer set enable_hashjoin=off, max_parallel_workers_per_gather=0, search_path=public;
create function first_code_sheet(of_login text, with_activation text, of_factor uuid, at timestamp with time zone) returns TABLE(account_id uuid, name text, made_at timestamp with time zone) language sql stable security definer set search_path=public;
create function follow_carrier_level() returns trigger language plpgsql volatile security definer set search_path=public;
create function goes_with_copies(of_person uuid, moved uuid[]) returns TABLE(kind text, id uuid) language sql stable security definer set search_path=public;
create function grade_for_travel(of_persons uuid[]) returns text language sql stable security definer set search_path=public;
create function grade_now(of_person uuid) returns text language sql stable security definer set search_path=public;
create function grade_of_leaver(of_person uuid) returns text language sql stable security definer set search_path=public;
create function grade_rank(of_grade text) returns integer language sql immutable;
create function graded_people(due_days integer) returns TABLE(id uuid, name text, staff_no text, unit_id uuid, unit text, unit_path ltree, frozen boolean, post_id uuid, post text, post_grade text, post_since date, cleared_grade text, cleared_on date, review_id uuid, reviewed_grade text, result text, reviewed_on date, valid_until date, open_review_id uuid, gap text) language sql stable security definer set search_path=public;
create function grams_of(words text) returns text[] language sql immutable parallel safe;
create function granted_ids() returns uuid[] language sql stable parallel safe;
create procedure guard_table(IN guarded regclass) language plpgsql;
create function handled_catalogues() returns uuid[] language sql stable security definer set search_path=public;
create function handled_determination_paths() returns ltree[] language sql stable security definer set search_path=public;
create function handled_registers() returns uuid[] language sql stable security definer;
create function handles_people_of(of_person uuid) returns boolean language sql stable security definer set search_path=public;
create function held_accounts(of_person uuid) returns TABLE(id uuid, number text, place text, since timestamp with time zone) language sql stable security definer set search_path=public;
create function held_copies(of_person uuid) returns TABLE(id uuid, number text, place text, since timestamp with time zone) language sql stable security definer set search_path=public;
create function held_duties(of_person uuid) returns TABLE(id uuid, number text, place text, since timestamp with time zone) language sql stable security definer set search_path=public;
create function held_key_shares(of_person uuid) returns TABLE(id uuid, number text, place text, since timestamp with time zone) language sql stable security definer set search_path=public;
create function held_uploads(of_person uuid) returns TABLE(id uuid, number text, place text, since timestamp with time zone) language sql stable security definer set search_path=public;
create function holdings_to_compare(of_unit uuid, with_hash text, person_ids uuid[]) returns TABLE(id uuid, person_id uuid, name text, started_on date) language sql stable security definer set search_path=public;
create function holds_power(of_person uuid) returns boolean language sql stable security definer set search_path=public;
create function hosted_visits(of_person uuid) returns TABLE(id uuid, number text, place text, since timestamp with time zone) language sql stable security definer set search_path=public;
create function house_state() returns jsonb language sql stable security definer set search_path=public;
create function house_today() returns date language sql stable;
create function is_cleared_like(of_deputy uuid, of_principal uuid) returns boolean language sql stable security definer set search_path=public;
create function is_signed_in() returns boolean language sql stable security definer;
create function keep_account_secret(of_account uuid, new_password text, new_activation text, until timestamp with time zone) returns void language sql volatile security definer set search_path=public;
create function keep_approval_input(of_approval uuid, of_command uuid, parked jsonb) returns void language sql volatile security definer set search_path=public;
create function keep_carrier_order() returns trigger language plpgsql volatile security definer set search_path=public;
create function keep_cosigned(of_size bigint, cosigned text, at timestamp with time zone, cosigned_at timestamp with time zone, by_witness text) returns void language plpgsql volatile security definer set search_path=public;
create function keep_key_challenge(new_hash text, for_purpose text, of_account uuid, of_session uuid, from_terminal text, at timestamp with time zone, until timestamp with time zone) returns void language sql volatile security definer set search_path=public;
create function keep_members() returns trigger language plpgsql volatile security definer set search_path=public;
create function keep_sign_in_ticket(new_hash text, of_account uuid, from_terminal text, at timestamp with time zone, until timestamp with time zone) returns void language sql volatile security definer set search_path=public;
create function keep_spells() returns trigger language plpgsql volatile security definer set search_path=public;
create function keep_spells_of_new() returns trigger language plpgsql volatile security definer set search_path=public;
create function kept_documents(of_person uuid) returns TABLE(id uuid, number text, place text, since timestamp with time zone) language sql stable security definer set search_path=public;
create function kept_key_places(of_person uuid) returns TABLE(id uuid, number text, place text, since timestamp with time zone) language sql stable security definer set search_path=public;
create function known_catalogues() returns uuid[] language sql stable security definer set search_path=public;
create function known_determinations() returns uuid[] language sql stable security definer set search_path=public;
create function known_key_places() returns uuid[] language sql stable security definer set search_path=public;
create function known_scope_catalogues() returns uuid[] language sql stable security definer set search_path=public;
create function knows_allowance(wanted uuid) returns boolean language sql stable security definer set search_path=public;
create function knows_carrier(wanted uuid) returns boolean language sql stable security definer set search_path=public;
create function knows_catalogue(wanted uuid) returns boolean language sql stable security definer set search_path=public;
create function knows_compartment(wanted uuid) returns boolean language sql stable security definer set search_path=public;
create function knows_determination(wanted uuid) returns boolean language sql stable security definer set search_path=public;
create function knows_engagement(wanted uuid) returns boolean language sql stable security definer set search_path=public;
create function knows_engagement_contract(wanted uuid) returns boolean language sql stable security definer set search_path=public;
create function knows_key_place(wanted uuid) returns boolean language sql stable security definer set search_path=public;
create function knows_leaving(wanted uuid) returns boolean language sql stable security definer set search_path=public;
create function knows_letter(wanted uuid) returns boolean language sql stable security definer set search_path=public;
create function knows_life_event(wanted uuid) returns boolean language sql stable security definer set search_path=public;
create function knows_person_review(of_review uuid) returns boolean language sql stable security definer set search_path=public;
create function knows_personnel_filing(wanted uuid) returns boolean language sql stable security definer set search_path=public;
create function knows_post_grading(wanted uuid) returns boolean language sql stable security definer set search_path=public;
create function knows_regrading(wanted uuid) returns boolean language sql stable security definer set search_path=public;
create function knows_regrading_matter(wanted uuid) returns boolean language sql stable security definer set search_path=public;
create function knows_subject(wanted uuid) returns boolean language plpgsql stable security definer set search_path=public;
create function knows_supply(wanted uuid) returns boolean language sql stable security definer set search_path=public;
create function knows_trade_secret_list(wanted uuid) returns boolean language sql stable security definer set search_path=public;
create function knows_travel(wanted uuid) returns boolean language sql stable security definer set search_path=public;
create function knows_visit(wanted uuid) returns boolean language sql stable security definer set search_path=public;
create function lent_documents(of_person uuid) returns TABLE(id uuid, number text, place text, since timestamp with time zone) language sql stable security definer set search_path=public;
create function letter_chain(of_letter uuid) returns TABLE(depth integer, letter_id uuid, name text, unit text, signer text, counter text, state text, completed_at timestamp with time zone) language sql stable security definer set search_path=public;
create function life_event_inquiry_trail(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) returns TABLE(id uuid, at timestamp with time zone, until timestamp with time zone, params jsonb) language sql stable security definer set search_path=public;
create function life_event_trail(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) returns TABLE(id uuid, at timestamp with time zone, until timestamp with time zone, params jsonb) language sql stable security definer set search_path=public;
create function log_keep_from() returns bigint language sql stable security definer set search_path=public;
create function log_rows_digest(entry uuid) returns TABLE(rows_written bigint, digest text) language sql stable security definer set search_path=public;
create function login_of_outside(named text) returns TABLE(login text) language sql stable security definer set search_path=public;
create function login_of_ticket(shown_hash text, from_terminal text, at timestamp with time zone, taken boolean) returns TABLE(login text) language plpgsql volatile security definer set search_path=public;
create function match_catalogue(words text, of_unit uuid, of_scheme text, how_many integer) returns TABLE(kind text, id uuid, shared integer) language sql stable security definer set search_path=public;
create function may_keep_in_step(of_unit uuid, with_hash text) returns boolean language sql stable security definer set search_path=public;
create function move_unit(moved uuid, below uuid) returns bigint language plpgsql volatile security definer set search_path=public;
create function my_allowance_lines() returns uuid[] language sql stable security definer set search_path=public;
create function my_journeys() returns uuid[] language sql stable security definer set search_path=public;
create function my_letters() returns uuid[] language sql stable security definer set search_path=public;
create function next_catalogue_version(of_unit uuid, of_scheme text) returns integer language sql stable security definer set search_path=public;
create function next_copy_ordinal(of_carrier uuid) returns integer language sql stable security definer set search_path=public;
create function next_key_place(of_unit uuid) returns integer language sql stable security definer set search_path=public;
create function next_reader(of_circulation uuid) returns TABLE(id uuid) language sql stable security definer set search_path=public;
create function next_supply(of_unit uuid, of_year integer) returns integer language sql stable security definer set search_path=public;
create function next_visit(of_unit uuid, of_year integer) returns integer language sql stable security definer set search_path=public;
create function note_account_told() returns trigger language plpgsql volatile security definer set search_path=public;
create function note_clock_confirmed(at timestamp with time zone) returns bigint language sql volatile security definer set search_path=public;
create function note_person_told() returns trigger language plpgsql volatile security definer set search_path=public;
create function note_rows_deleted() returns trigger language plpgsql volatile security definer set DateStyle=ISO, YMD, IntervalStyle=postgres, TimeZone=UTC, bytea_output=hex, extra_float_digits=1;
create function note_rows_written() returns trigger language plpgsql volatile security definer set DateStyle=ISO, YMD, IntervalStyle=postgres, TimeZone=UTC, bytea_output=hex, extra_float_digits=1;
create function note_session_seen(at timestamp with time zone) returns void language sql volatile security definer set search_path=public;
create function note_sign_in(of_account uuid, from_terminal text, failed boolean, at timestamp with time zone) returns void language plpgsql volatile security definer set search_path=public;
create function obligations_standing(fresh jsonb) returns TABLE(id uuid) language sql stable security definer set search_path=public;
create function open_calendar_duties(of_kind text, of_unit uuid) returns TABLE(id uuid) language sql stable security definer set search_path=public;
create function open_calendar_duties(of_kind text, of_unit uuid, of_year integer) returns TABLE(id uuid) language sql stable security definer set search_path=public;
create function open_carriers(wanted uuid[]) returns TABLE(carrier_id uuid) language sql stable security definer set search_path=public;
create function open_determination_register(new_id uuid, of_path ltree, grammar jsonb) returns SETOF register language plpgsql volatile security definer set search_path=public;
create procedure open_evidence(IN guarded regclass) language plpgsql;
create function open_hand_overs(of_person uuid) returns TABLE(id uuid, number text, place text, since timestamp with time zone) language sql stable security definer set search_path=public;
create function open_journeys(of_person uuid) returns TABLE(id uuid, number text, place text, since timestamp with time zone) language sql stable security definer set search_path=public;
create function open_notice_debts(of_kind text, of_regrading uuid, of_notice uuid) returns TABLE(id uuid) language sql stable security definer set search_path=public;
create function open_obligations(of_kind text, of_subject uuid, of_person uuid) returns TABLE(id uuid) language sql stable security definer set search_path=public;
create function open_obligations_about(of_kinds text[], of_subjects uuid[]) returns TABLE(id uuid) language sql stable security definer set search_path=public;
create function open_release_days_of(of_carriers uuid[]) returns TABLE(id uuid) language sql stable security definer set search_path=public;
create function open_remarks_of(of_copies uuid[]) returns TABLE(id uuid) language sql stable security definer set search_path=public;
create function open_reviews_of(of_carriers uuid[]) returns TABLE(id uuid) language sql stable security definer set search_path=public;
create function open_supplies(of_person uuid) returns TABLE(id uuid, number text, place text, since timestamp with time zone) language sql stable security definer set search_path=public;
create procedure open_to_clockwork(IN guarded regclass) language plpgsql;
create function order_pruning(new_minimum bigint, new_root bytea, at timestamp with time zone) returns void language plpgsql volatile security definer set search_path=public;
create function oversees_engagements(over_unit ltree) returns boolean language sql stable security definer set search_path=public;
create function oversees_leaving(over_unit ltree) returns boolean language sql stable security definer set search_path=public;
create function oversees_letters(over_unit ltree) returns boolean language sql stable security definer set search_path=public;
create function oversees_obligation(of_duty text, over_unit ltree) returns boolean language sql stable security definer set search_path=public;
create function oversees_people(over_unit ltree) returns boolean language sql stable security definer set search_path=public;
create function own_engagements(of_person uuid) returns TABLE(id uuid, number text, place text, since timestamp with time zone) language sql stable security definer set search_path=public;
create function own_visits() returns uuid[] language sql stable security definer set search_path=public;
create function papers_out(of_journey uuid) returns bigint language sql stable security definer set search_path=public;
create function pending_requests(of_person uuid) returns TABLE(id uuid, number text, place text, since timestamp with time zone) language sql stable security definer set search_path=public;
create function pending_requests_about(of_subject uuid) returns TABLE(approval_id uuid, command text, requester uuid, step integer, created_at timestamp with time zone) language sql stable security definer set search_path=public;
create function people_with_access(of_unit uuid, on_day date) returns TABLE(person_id uuid, name text, staff_no text, unit text, post text, grade text, cleared_on date, reviewed_on date) language sql stable security definer set search_path=public;
create function personnel_token_of(with_hash text) returns TABLE(id uuid, unit_id uuid, addresses text[], expires_on date, revoked boolean) language sql stable security definer set search_path=public;
create function persons_who_know(of_carrier uuid, wanted uuid[]) returns TABLE(person_id uuid) language sql stable security definer set search_path=public;
create function persons_who_know_all(of_carriers uuid[], wanted uuid[]) returns TABLE(person_id uuid) language sql stable security definer set search_path=public;
create function plain_words(words text) returns text language sql immutable parallel safe;
create function posts_to_compare(of_unit uuid, with_hash text, unit_ids uuid[]) returns TABLE(id uuid, unit_id uuid, name text) language sql stable security definer set search_path=public;
create function promised_copies(of_carrier uuid) returns TABLE(copy_id uuid, promise text) language sql stable security definer set search_path=public;
create function prune_step(entries_max integer, at timestamp with time zone) returns bigint language plpgsql volatile security definer set search_path=public;
create function put_content_grams(of_copy uuid, words integer[]) returns boolean language plpgsql volatile security definer set search_path=public;
create function queue_webhook(of_kind text, of_person uuid) returns void language sql volatile security definer set search_path=public;
create function raised_marks_of(of_question uuid) returns TABLE(id uuid) language sql stable security definer set search_path=public;
create function refresh_knowers(of_carriers uuid[]) returns void language sql volatile security definer set search_path=public;
create function refresh_knowers_in(of_compartments uuid[]) returns void language sql volatile security definer set search_path=public;
create function refresh_knowers_of_carrier() returns trigger language plpgsql volatile security definer set search_path=public;
create function refresh_knowers_of_holding() returns trigger language plpgsql volatile security definer set search_path=public;
create function refresh_knowers_of_matters() returns trigger language plpgsql volatile security definer set search_path=public;
create function refresh_knowers_of_scopes() returns trigger language plpgsql volatile security definer set search_path=public;
create function registers_of_unit(of_unit uuid) returns bigint language sql stable security definer set search_path=public;
create function regrading_classifiers(of_carriers uuid[]) returns TABLE(person_id uuid, name text, duty text, scheme text, level_rank integer) language sql stable security definer set search_path=public;
create function regrading_pending(wanted uuid) returns boolean language sql stable security definer set search_path=public;
create function release_opened(wanted uuid) returns boolean language sql stable security definer set search_path=public;
create function responsibility_letter_of(of_person uuid, of_year integer) returns uuid language sql stable security definer set search_path=public;
create function review_facts(wanted uuid[]) returns TABLE(item_id uuid, scheme text, level text, level_rank integer, mark text, made_on date, expires_on date, kind text, register_id uuid, standing boolean) language sql stable security definer set search_path=public;
create function review_paths() returns ltree[] language sql stable security definer set search_path=public;
create function review_progress(of_reviews uuid[]) returns TABLE(review_id uuid, total integer, kept integer, changing integer, settled integer, waiting integer) language sql stable security definer set search_path=public;
create function review_under_way(of_person uuid) returns boolean language sql stable security definer set search_path=public;
create function reviews_due(ends_by date, posted_since date, at_most integer) returns TABLE(person_id uuid, post_id uuid, kind text, due_on date) language sql stable security definer set search_path=public;
create function reviews_lapsed(at_most integer) returns TABLE(review_id uuid, person_id uuid, grade text) language sql stable security definer set search_path=public;
create function row_hash(row_image jsonb) returns text language sql stable parallel safe;
create function sealed_places(wanted uuid[]) returns TABLE(entry_id uuid, leaf_index bigint, origin text, size bigint, root bytea) language sql stable security definer set search_path=public;
create function sees_journey(wanted uuid) returns boolean language sql stable security definer set search_path=public;
create function sessions_over(started_before timestamp with time zone, idle_since timestamp with time zone, how_many integer) returns TABLE(id uuid) language sql stable security definer set search_path=public;
create function sheet_of_account(of_account uuid) returns TABLE(name text, login text, power text, until timestamp with time zone) language sql stable security definer set search_path=public;
create function sheet_of_power(of_power text) returns TABLE(account_id uuid, name text, login text, until timestamp with time zone) language sql stable security definer set search_path=public;
create function sign_in_ways() returns jsonb language sql stable security definer set search_path=public;
create function sponsored_engagements(of_person uuid) returns TABLE(id uuid, number text, place text, since timestamp with time zone) language sql stable security definer set search_path=public;
create function staff_catalogues() returns uuid[] language sql stable security definer set search_path=public;
create function staff_to_compare(of_unit uuid, with_hash text, staff_nos text[], names text[], everybody boolean) returns TABLE(id uuid, name text, staff_no text, unit_id uuid, unit_path text, frozen boolean, has_left boolean, cleared boolean, leaving_id uuid, engaged boolean, posts text[]) language plpgsql stable security definer set search_path=public;
create function take_key_challenge(shown_hash text, for_purpose text, of_account uuid, of_session uuid, from_terminal text, at timestamp with time zone) returns boolean language sql volatile security definer set search_path=public;
create function take_numbers(new_id uuid, of_register uuid, of_series text, how_many integer, past integer) returns integer language sql volatile security definer set search_path=public;
create function terminal_allowed(seen text, of_power text) returns boolean language sql stable security definer set search_path=public;
create function trade_secret_clearance() returns integer language sql stable security definer set search_path=public;
create function trade_secret_list_consents(of_list uuid) returns TABLE(person text, decided_at timestamp with time zone) language sql stable security definer set search_path=public;
create function trade_secret_list_pending(of_list uuid) returns boolean language sql stable security definer set search_path=public;
create function trade_secret_units_handled() returns ltree[] language sql stable security definer set search_path=public;
create function trade_secret_units_known() returns ltree[] language sql stable security definer set search_path=public;
create function trade_secrets_held() returns uuid[] language sql stable security definer set search_path=public;
create function trail_accounts(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) returns TABLE(id uuid, at timestamp with time zone, until timestamp with time zone, params jsonb) language sql stable security definer set search_path=public;
create function trail_allowance_appeals(of_person uuid, from_at timestamp with time zone, until_at timestamp with time zone) returns TABLE(id uuid, at timestamp with time zone, until timestamp with time zone, params jsonb) language sql stable security definer set search_path=public;
create function trail_allowances(of_person uuid, from_at timestamp with time zone, until_at timestamp with time zone) returns TABLE(id uuid, at timestamp with time zone, until timestamp with time zone, params jsonb) language sql stable security definer set search_path=public;
create function trail_clearances(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) returns TABLE(id uuid, at timestamp with time zone, until timestamp with time zone, params jsonb) language sql stable security definer set search_path=public;
create function trail_coolings(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) returns TABLE(id uuid, at timestamp with time zone, until timestamp with time zone, params jsonb) language sql stable security definer set search_path=public;
create function trail_custody(of_person uuid, states text[], from_at timestamp with time zone, to_at timestamp with time zone) returns TABLE(id uuid, at timestamp with time zone, until timestamp with time zone, params jsonb) language sql stable security definer set search_path=public;
create function trail_duties(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) returns TABLE(id uuid, at timestamp with time zone, until timestamp with time zone, params jsonb) language sql stable security definer set search_path=public;
create function trail_filings(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) returns TABLE(id uuid, at timestamp with time zone, until timestamp with time zone, params jsonb) language sql stable security definer set search_path=public;
create function trail_hand_overs(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) returns TABLE(id uuid, at timestamp with time zone, until timestamp with time zone, params jsonb) language sql stable security definer set search_path=public;
create function trail_late(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) returns TABLE(id uuid, at timestamp with time zone, until timestamp with time zone, params jsonb) language sql stable security definer set search_path=public;
create function trail_late_returns(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) returns TABLE(id uuid, at timestamp with time zone, until timestamp with time zone, params jsonb) language sql stable security definer set search_path=public;
create function trail_leavings(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) returns TABLE(id uuid, at timestamp with time zone, until timestamp with time zone, params jsonb) language sql stable security definer set search_path=public;
create function trail_missing(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) returns TABLE(id uuid, at timestamp with time zone, until timestamp with time zone, params jsonb) language sql stable security definer set search_path=public;
create function trail_of_debriefs(of_person uuid, from_at timestamp with time zone, until_at timestamp with time zone) returns TABLE(id uuid, at timestamp with time zone, until timestamp with time zone, params jsonb) language sql stable security definer set search_path=public;
create function trail_of_documents(of_person uuid, from_at timestamp with time zone, until_at timestamp with time zone) returns TABLE(id uuid, at timestamp with time zone, until timestamp with time zone, params jsonb) language sql stable security definer set search_path=public;
create function trail_of_journeys(of_person uuid, from_at timestamp with time zone, until_at timestamp with time zone) returns TABLE(id uuid, at timestamp with time zone, until timestamp with time zone, params jsonb) language sql stable security definer set search_path=public;
create function trail_of_supplies(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) returns TABLE(id uuid, at timestamp with time zone, until timestamp with time zone, params jsonb) language sql stable security definer set search_path=public;
create function trail_of_visits(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) returns TABLE(id uuid, at timestamp with time zone, until timestamp with time zone, params jsonb) language sql stable security definer set search_path=public;
create function trail_openings(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) returns TABLE(id uuid, at timestamp with time zone, until timestamp with time zone, params jsonb) language sql stable security definer set search_path=public;
create function trail_posts(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) returns TABLE(id uuid, at timestamp with time zone, until timestamp with time zone, params jsonb) language sql stable security definer set search_path=public;
create function trail_readings(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) returns TABLE(id uuid, at timestamp with time zone, until timestamp with time zone, params jsonb) language sql stable security definer set search_path=public;
create function trail_reviews(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) returns TABLE(id uuid, at timestamp with time zone, until timestamp with time zone, params jsonb) language sql stable security definer set search_path=public;
create function trail_reviews_unseen(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) returns TABLE(id uuid, at timestamp with time zone, until timestamp with time zone, params jsonb) language sql stable security definer set search_path=public;
create function trail_scope(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) returns TABLE(id uuid, at timestamp with time zone, until timestamp with time zone, params jsonb) language sql stable security definer set search_path=public;
create function trail_signed(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) returns TABLE(id uuid, at timestamp with time zone, until timestamp with time zone, params jsonb) language sql stable security definer set search_path=public;
create function trail_spells(of_person uuid, of_kind text, from_at timestamp with time zone, to_at timestamp with time zone) returns TABLE(id uuid, at timestamp with time zone, until timestamp with time zone, params jsonb) language sql stable security definer set search_path=public;
create function trail_unsigned(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) returns TABLE(id uuid, at timestamp with time zone, until timestamp with time zone, params jsonb) language sql stable security definer set search_path=public;
create function trail_visits(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) returns TABLE(id uuid, at timestamp with time zone, until timestamp with time zone, params jsonb) language sql stable security definer set search_path=public;
create function travel_facts(of_journey uuid) returns TABLE(person_id uuid, grade text, cooling_until date, leaving_on date, unsigned bigint, undebriefed bigint, letter_state text) language sql stable security definer set search_path=public;
create function travellers_unready(of_journey uuid) returns bigint language sql stable security definer set search_path=public;
create function travelling_then(of_persons uuid[], from_day date, until_day date, besides uuid) returns TABLE(person_id uuid) language sql stable security definer set search_path=public;
create function undecided_determinations(of_person uuid) returns TABLE(id uuid, number text, place text, since timestamp with time zone) language sql stable security definer set search_path=public;
create function units_to_compare(of_unit uuid, with_hash text) returns TABLE(id uuid, parent_id uuid, name text, path text, code text) language sql stable security definer set search_path=public;
create function unsigned_letters(of_person uuid) returns TABLE(id uuid, number text, place text, since timestamp with time zone) language sql stable security definer set search_path=public;
create function unused_code_sheet(of_factor uuid) returns TABLE(account_id uuid, name text, made_at timestamp with time zone) language sql stable security definer set search_path=public;
create function vault_content_states(of_carrier uuid) returns TABLE(copy_id uuid, state text) language sql stable security definer set search_path=public;
create function vault_facts() returns TABLE(kept bigint, opened bigint, destroying bigint, waiting bigint) language sql stable security definer set search_path=public;
create function vault_generations_alive() returns TABLE(number integer, made_at timestamp with time zone) language sql stable security definer set search_path=public;
create function vault_objects_of(of_parts uuid[], of_objects uuid[]) returns TABLE(id uuid) language sql stable security definer set search_path=public;
create function vault_openings(of_carrier uuid, reached timestamp with time zone, reached_id uuid, how_many integer) returns TABLE(entry_id uuid, copy_id uuid, opened_at timestamp with time zone, person text, what text, page integer, terminal text) language sql stable security definer set search_path=public;
create function visit_paths() returns ltree[] language sql stable security definer set search_path=public;
create function waiting_letter(of_template uuid, of_person uuid) returns uuid language sql stable security definer set search_path=public;
create function watched_lists() returns uuid[] language sql stable security definer set search_path=public;
create function webhook_overtaken(wanted uuid) returns boolean language sql stable security definer set search_path=public;
create function webhooks_due(at timestamp with time zone, how_many integer) returns TABLE(id uuid, event_id uuid, address_id uuid, kind text, happened_at timestamp with time zone, seq bigint, person_id uuid, staff_no text, unit_path text, tries integer, url text, name text, names_by text, algorithm text, generation integer, ca_pem text) language sql stable security definer set search_path=public;
create function witness_age() returns timestamp with time zone language sql stable security definer set search_path=public;

-- Triggers
CREATE TRIGGER note_row_change AFTER UPDATE ON public.account REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.account REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.account REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER tell_others AFTER UPDATE OF state ON public.account FOR EACH ROW WHEN (((old.state <> 'closed'::text) AND (new.state = 'closed'::text))) EXECUTE FUNCTION note_account_told();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.allowance_appeal REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.allowance_appeal REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.allowance_appeal REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.allowance_appeal_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.allowance_appeal_matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.allowance_appeal_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.allowance_line REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.allowance_line REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.allowance_line REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.allowance_line_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.allowance_line_matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.allowance_line_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.allowance_list REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.allowance_list REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.allowance_list REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.allowance_terms REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.allowance_terms REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.allowance_terms REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
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
CREATE TRIGGER follow_level AFTER UPDATE ON public.carrier FOR EACH ROW WHEN ((((old.scheme IS DISTINCT FROM new.scheme) OR (old.level IS DISTINCT FROM new.level)) OR (old.level_rank IS DISTINCT FROM new.level_rank))) EXECUTE FUNCTION follow_carrier_level();
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
CREATE TRIGGER refresh_knowers AFTER UPDATE ON public.carrier_matter REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION refresh_knowers_of_matters();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.carrier_scope REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.carrier_scope REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.carrier_scope REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER refresh_knowers_inserted AFTER INSERT ON public.carrier_scope REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refresh_knowers_of_scopes();
CREATE TRIGGER refresh_knowers_updated AFTER UPDATE ON public.carrier_scope REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refresh_knowers_of_scopes();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.carrier_source REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.carrier_source REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.carrier_source REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.carrier_source_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.carrier_source_matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.carrier_source_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.catalogue REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.catalogue REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.catalogue REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.catalogue_item REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.catalogue_item REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.catalogue_item REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.catalogue_review REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.catalogue_review REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.catalogue_review REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.circulation REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.circulation REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.circulation REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.circulation_reader REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.circulation_reader REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.circulation_reader REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.classification_authority REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.classification_authority REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.classification_authority REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.classification_filing REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.classification_filing REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.classification_filing REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.classification_question REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.classification_question REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.classification_question REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.classification_question_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.classification_question_matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.classification_question_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.classification_raised_mark REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.classification_raised_mark REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.classification_raised_mark REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.classification_review REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.classification_review REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.classification_review REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.classification_review_item REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.classification_review_item REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.classification_review_item REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.clearance REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.clearance REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.clearance REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.clock_guard REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.clock_guard REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.clock_guard REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.compartment REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.compartment REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.compartment REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER keep_members_inserted AFTER INSERT ON public.compartment_member REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION keep_members();
CREATE TRIGGER keep_members_updated AFTER UPDATE ON public.compartment_member REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION keep_members();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.compartment_member REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.compartment_member REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.compartment_member REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.cooling_off REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.cooling_off REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.cooling_off REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.cooling_visit REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.cooling_visit REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.cooling_visit REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.cooling_visit_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.cooling_visit_matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.cooling_visit_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
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
CREATE TRIGGER note_row_change AFTER UPDATE ON public.derivation_review REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.derivation_review REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.derivation_review REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.destruction_list REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.destruction_list REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.destruction_list REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.destruction_witness REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.destruction_witness REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.destruction_witness REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.determination REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.determination REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.determination REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.determination_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.determination_matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.determination_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.determination_scope REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.determination_scope REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.determination_scope REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.determination_source REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.determination_source REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.determination_source REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.directory REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.directory REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.directory REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.duty REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.duty REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.duty REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.electronic_copy REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.electronic_copy REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.electronic_copy REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.electronic_copy_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.electronic_copy_matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.electronic_copy_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.engagement REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.engagement REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.engagement REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.engagement_area REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.engagement_area REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.engagement_area REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.engagement_contract REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.engagement_contract REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.engagement_contract REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.engagement_contract_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.engagement_contract_matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.engagement_contract_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.engagement_firm REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.engagement_firm REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.engagement_firm REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.engagement_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.engagement_matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.engagement_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.engagement_rule REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.engagement_rule REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.engagement_rule REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.expiry_batch REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.expiry_batch REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.expiry_batch REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
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
CREATE TRIGGER note_row_change AFTER UPDATE ON public.incident_seed REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.incident_seed REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.incident_seed REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.journey REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.journey REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.journey REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.journey_contact REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.journey_contact REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.journey_contact REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.journey_contact_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.journey_contact_matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.journey_contact_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.journey_debrief REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.journey_debrief REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.journey_debrief REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.journey_debrief_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.journey_debrief_matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.journey_debrief_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.journey_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.journey_matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.journey_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.journey_traveller REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.journey_traveller REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.journey_traveller REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.key_place REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.key_place REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.key_place REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.key_place_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.key_place_matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.key_place_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.leaving REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.leaving REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.leaving REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.leaving_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.leaving_matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.leaving_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.ledger_export REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.ledger_export REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.ledger_export REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.ledger_import REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.ledger_import REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.ledger_import REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.letter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.letter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.letter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.letter_item REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.letter_item REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.letter_item REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.letter_item_check REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.letter_item_check REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.letter_item_check REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.letter_signature REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.letter_signature REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.letter_signature REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.letter_template REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.letter_template REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.letter_template REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.life_event REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.life_event REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.life_event REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.life_event_inquiry REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.life_event_inquiry REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.life_event_inquiry REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.life_event_inquiry_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.life_event_inquiry_matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.life_event_inquiry_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.life_event_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.life_event_matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.life_event_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.life_event_word REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.life_event_word REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.life_event_word REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.life_event_word_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.life_event_word_matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.life_event_word_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
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
CREATE TRIGGER note_row_change AFTER UPDATE ON public.overseas_report REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.overseas_report REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.overseas_report REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.overseas_report_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.overseas_report_matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.overseas_report_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.overseas_unit REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.overseas_unit REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.overseas_unit REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.paper_bag REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.paper_bag REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.paper_bag REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER drop_frozen_members AFTER UPDATE OF frozen_at, left_on ON public.person FOR EACH ROW WHEN ((((new.frozen_at IS NOT NULL) AND (old.frozen_at IS NULL)) OR ((new.left_on IS NOT NULL) AND (old.left_on IS NULL)))) EXECUTE FUNCTION drop_frozen_members();
CREATE TRIGGER keep_spells AFTER UPDATE ON public.person FOR EACH ROW WHEN ((((old.unit_id IS DISTINCT FROM new.unit_id) OR ((old.frozen_at IS NULL) IS DISTINCT FROM (new.frozen_at IS NULL))) OR (old.left_on IS DISTINCT FROM new.left_on))) EXECUTE FUNCTION keep_spells();
CREATE TRIGGER keep_spells_of_new AFTER INSERT ON public.person REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION keep_spells_of_new();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.person REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.person REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.person REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER tell_others AFTER UPDATE OF frozen_at, left_on ON public.person FOR EACH ROW WHEN (((old.frozen_at IS DISTINCT FROM new.frozen_at) OR (old.left_on IS DISTINCT FROM new.left_on))) EXECUTE FUNCTION note_person_told();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.person_review REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.person_review REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.person_review REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.person_review_head REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.person_review_head REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.person_review_head REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.person_review_head_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.person_review_head_matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.person_review_head_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.person_review_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.person_review_matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.person_review_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.person_review_opinion REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.person_review_opinion REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.person_review_opinion REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.person_review_opinion_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.person_review_opinion_matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.person_review_opinion_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.person_review_terms REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.person_review_terms REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.person_review_terms REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.personnel_delivery REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.personnel_delivery REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.personnel_delivery REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.personnel_difference REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.personnel_difference REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.personnel_difference REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.personnel_difference_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.personnel_difference_matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.personnel_difference_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.personnel_filing REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.personnel_filing REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.personnel_filing REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.personnel_filing_line REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.personnel_filing_line REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.personnel_filing_line REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.personnel_token REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.personnel_token REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.personnel_token REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.post REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.post REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.post REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.post_grading REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.post_grading REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.post_grading REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.post_grading_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.post_grading_matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.post_grading_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.recall REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.recall REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.recall REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.register REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.register REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.register REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.regrading REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.regrading REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.regrading REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.regrading_item REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.regrading_item REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.regrading_item REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.regrading_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.regrading_matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.regrading_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.regrading_notice REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.regrading_notice REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.regrading_notice REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.regrading_remark REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.regrading_remark REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.regrading_remark REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.regrading_suggestion REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.regrading_suggestion REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.regrading_suggestion REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.release_day REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.release_day REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.release_day REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.scan REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.scan REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.scan REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.scope_catalogue REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.scope_catalogue REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.scope_catalogue REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.scope_item REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.scope_item REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.scope_item REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
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
CREATE TRIGGER note_row_change AFTER UPDATE ON public.supply REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.supply REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.supply REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.supply_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.supply_matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.supply_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.term_check REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.term_check REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.term_check REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.terminal REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.terminal REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.terminal REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.trade_secret_item REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.trade_secret_item REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.trade_secret_item REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.trade_secret_list REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.trade_secret_list REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.trade_secret_list REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.trade_secret_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.trade_secret_matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.trade_secret_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.travel_document REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.travel_document REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.travel_document REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.travel_document_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.travel_document_matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.travel_document_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.travel_document_move REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.travel_document_move REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.travel_document_move REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.travel_document_move_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.travel_document_move_matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.travel_document_move_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.travel_rule REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.travel_rule REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.travel_rule REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.unit REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.unit REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.unit REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.upload REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.upload REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.upload REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.upload_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.upload_matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.upload_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.vault_generation REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.vault_generation REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.vault_generation REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER drop_grams AFTER UPDATE ON public.vault_object FOR EACH ROW WHEN (((new.state = ANY (ARRAY['destroying'::text, 'destroyed'::text])) AND (old.state IS DISTINCT FROM new.state))) EXECUTE FUNCTION drop_content_grams();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.vault_object REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.vault_object REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.vault_object REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.vault_rehearsal REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.vault_rehearsal REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.vault_rehearsal REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.vault_release REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.vault_release REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.vault_release REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.visit REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.visit REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.visit REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.visit_entry REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.visit_entry REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.visit_entry REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.visit_entry_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.visit_entry_matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.visit_entry_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.visit_finding REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.visit_finding REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.visit_finding REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.visit_finding_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.visit_finding_matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.visit_finding_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.visit_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.visit_matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.visit_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.visit_stop REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.visit_stop REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.visit_stop REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.visit_stop_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.visit_stop_matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.visit_stop_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.visit_visitor REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.visit_visitor REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.visit_visitor REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.visit_visitor_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.visit_visitor_matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.visit_visitor_matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_change AFTER UPDATE ON public.webhook_address REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();
CREATE TRIGGER note_row_delete AFTER DELETE ON public.webhook_address REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_rows_deleted();
CREATE TRIGGER note_row_write AFTER INSERT ON public.webhook_address REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_rows_written();

-- Policies
create policy clockwork_select on account for select to fengni_clockwork using true;
create policy reader on account for select to fengni_reader using id = (( SELECT acting_account() AS acting_account)) OR ((( SELECT acting_power() AS acting_power)) = ANY (ARRAY['system'::text, 'security'::text, 'audit'::text]));
create policy writer_insert on account for insert to fengni_writer with check true;
create policy writer_select on account for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on account for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on allowance_appeal for select to fengni_reader using person_id = (( SELECT acting_person() AS acting_person)) OR oversees_people(unit_path);
create policy writer_insert on allowance_appeal for insert to fengni_writer with check true;
create policy writer_select on allowance_appeal for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on allowance_appeal for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on allowance_appeal_matter for select to fengni_reader using (EXISTS ( SELECT
   FROM allowance_appeal a
  WHERE a.id = allowance_appeal_matter.id));
create policy writer_insert on allowance_appeal_matter for insert to fengni_writer with check true;
create policy writer_select on allowance_appeal_matter for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on allowance_appeal_matter for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on allowance_line for select to fengni_reader using (id = ANY ((( SELECT my_allowance_lines() AS my_allowance_lines))::uuid[])) OR oversees_people(unit_path);
create policy writer_insert on allowance_line for insert to fengni_writer with check true;
create policy writer_select on allowance_line for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on allowance_line for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on allowance_line_matter for select to fengni_reader using (EXISTS ( SELECT
   FROM allowance_line l
  WHERE l.id = allowance_line_matter.id));
create policy writer_insert on allowance_line_matter for insert to fengni_writer with check true;
create policy writer_select on allowance_line_matter for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on allowance_line_matter for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_insert on allowance_list for insert to fengni_clockwork with check true;
create policy clockwork_select on allowance_list for select to fengni_clockwork using true;
create policy clockwork_update on allowance_list for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on allowance_list for select to fengni_reader using oversees_people(unit_path);
create policy writer_insert on allowance_list for insert to fengni_writer with check true;
create policy writer_select on allowance_list for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on allowance_list for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_select on allowance_terms for select to fengni_clockwork using true;
create policy reader on allowance_terms for select to fengni_reader using (( SELECT acting_person() AS acting_person)) IS NOT NULL;
create policy writer_insert on allowance_terms for insert to fengni_writer with check true;
create policy writer_select on allowance_terms for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on allowance_terms for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_insert on approval for insert to fengni_clockwork with check true;
create policy clockwork_select on approval for select to fengni_clockwork using true;
create policy clockwork_update on approval for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy hidden_from_subject on approval as restrictive for select to fengni_reader using (hidden_from = (( SELECT acting_person() AS acting_person))) IS NOT TRUE;
create policy reader on approval for select to fengni_reader using requester_account = (( SELECT acting_account() AS acting_account)) OR decides_in(steps, unit_path) AND (compartment_of_subject(subject_id) IS NULL OR (compartment_of_subject(subject_id) = ANY ((( SELECT acting_compartments() AS acting_compartments))::uuid[])));
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
create policy clockwork_insert on carrier_source for insert to fengni_clockwork with check true;
create policy clockwork_select on carrier_source for select to fengni_clockwork using true;
create policy clockwork_update on carrier_source for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on carrier_source for select to fengni_reader using ( SELECT true
   FROM carrier c
  WHERE c.id = carrier_source.carrier_id) AND
CASE
    WHEN source_id IS NULL THEN ( SELECT true
       FROM carrier_matter m
      WHERE m.id = carrier_source.carrier_id)
    ELSE ( SELECT true
       FROM carrier s
      WHERE s.id = carrier_source.source_id)
END;
create policy writer_insert on carrier_source for insert to fengni_writer with check true;
create policy writer_select on carrier_source for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on carrier_source for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on carrier_source_matter for select to fengni_reader using (EXISTS ( SELECT
   FROM carrier_source s
     JOIN carrier_matter m ON m.id = s.carrier_id
  WHERE s.id = carrier_source_matter.id));
create policy writer_insert on carrier_source_matter for insert to fengni_writer with check true;
create policy writer_select on carrier_source_matter for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on carrier_source_matter for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on catalogue for select to fengni_reader using id = ANY ((( SELECT handled_catalogues() AS handled_catalogues))::uuid[]);
create policy writer_insert on catalogue for insert to fengni_writer with check true;
create policy writer_select on catalogue for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on catalogue for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on catalogue_item for select to fengni_reader using NOT dropped AND ((catalogue_id = ANY ((( SELECT known_catalogues() AS known_catalogues))::uuid[])) OR (catalogue_id = ANY ((( SELECT staff_catalogues() AS staff_catalogues))::uuid[])) AND level_rank <= COALESCE(((( SELECT acting_clearances() AS acting_clearances)) ->> scheme)::integer, 0));
create policy writer_insert on catalogue_item for insert to fengni_writer with check true;
create policy writer_select on catalogue_item for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on catalogue_item for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on catalogue_review for select to fengni_reader using catalogue_id = ANY ((( SELECT handled_catalogues() AS handled_catalogues))::uuid[]);
create policy writer_insert on catalogue_review for insert to fengni_writer with check true;
create policy writer_select on catalogue_review for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on catalogue_review for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
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
create policy reader on classification_authority for select to fengni_reader using ( SELECT is_signed_in() AS is_signed_in);
create policy writer_insert on classification_authority for insert to fengni_writer with check true;
create policy writer_select on classification_authority for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on classification_authority for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on classification_filing for select to fengni_reader using unit_path <@ ANY ((( SELECT review_paths() AS review_paths))::ltree[]);
create policy writer_insert on classification_filing for insert to fengni_writer with check true;
create policy writer_select on classification_filing for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on classification_filing for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_insert on classification_question for insert to fengni_clockwork with check true;
create policy clockwork_select on classification_question for select to fengni_clockwork using true;
create policy clockwork_update on classification_question for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on classification_question for select to fengni_reader using raised_by = (( SELECT acting_person() AS acting_person)) OR determination_id IS NOT NULL AND (unit_path <@ ANY ((( SELECT handled_determination_paths() AS handled_determination_paths))::ltree[])) OR (register_id = ANY ((( SELECT handled_registers() AS handled_registers))::uuid[])) OR (determination_id = ANY ((( SELECT known_determinations() AS known_determinations))::uuid[])) OR carrier_id IS NOT NULL AND knows_carrier(carrier_id);
create policy writer_insert on classification_question for insert to fengni_writer with check true;
create policy writer_select on classification_question for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on classification_question for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on classification_question_matter for select to fengni_reader using (EXISTS ( SELECT
   FROM classification_question q
  WHERE q.id = classification_question_matter.id AND ((q.determination_id = ANY ((( SELECT known_determinations() AS known_determinations))::uuid[])) OR q.carrier_id IS NOT NULL AND knows_carrier(q.carrier_id))));
create policy writer_insert on classification_question_matter for insert to fengni_writer with check true;
create policy writer_select on classification_question_matter for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on classification_question_matter for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on classification_raised_mark for select to fengni_reader using (EXISTS ( SELECT
   FROM classification_question q
  WHERE q.id = classification_raised_mark.question_id));
create policy writer_insert on classification_raised_mark for insert to fengni_writer with check true;
create policy writer_select on classification_raised_mark for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on classification_raised_mark for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on classification_review for select to fengni_reader using (unit_path <@ ANY ((( SELECT review_paths() AS review_paths))::ltree[])) OR (unit_path @> ANY ((( SELECT review_paths() AS review_paths))::ltree[]));
create policy writer_insert on classification_review for insert to fengni_writer with check true;
create policy writer_select on classification_review for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on classification_review for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on classification_review_item for select to fengni_reader using unit_path <@ ANY ((( SELECT review_paths() AS review_paths))::ltree[]);
create policy writer_insert on classification_review_item for insert to fengni_writer with check true;
create policy writer_select on classification_review_item for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on classification_review_item for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
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
create policy reader on compartment for select to fengni_reader using id = ANY ((( SELECT acting_compartments() AS acting_compartments))::uuid[]);
create policy writer_insert on compartment for insert to fengni_writer with check true;
create policy writer_select on compartment for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on compartment for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on compartment_knower for select to fengni_reader using compartment_id = ANY ((( SELECT acting_compartments() AS acting_compartments))::uuid[]);
create policy reader on compartment_member for select to fengni_reader using compartment_id = ANY ((( SELECT acting_compartments() AS acting_compartments))::uuid[]);
create policy writer_insert on compartment_member for insert to fengni_writer with check true;
create policy writer_select on compartment_member for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on compartment_member for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_insert on cooling_off for insert to fengni_clockwork with check true;
create policy clockwork_select on cooling_off for select to fengni_clockwork using true;
create policy clockwork_update on cooling_off for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on cooling_off for select to fengni_reader using person_id = (( SELECT acting_person() AS acting_person)) OR oversees_leaving(unit_path);
create policy writer_insert on cooling_off for insert to fengni_writer with check true;
create policy writer_select on cooling_off for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on cooling_off for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on cooling_visit for select to fengni_reader using oversees_leaving(unit_path);
create policy writer_insert on cooling_visit for insert to fengni_writer with check true;
create policy writer_select on cooling_visit for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on cooling_visit for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on cooling_visit_matter for select to fengni_reader using (EXISTS ( SELECT
   FROM cooling_visit v
  WHERE v.id = cooling_visit_matter.id));
create policy writer_insert on cooling_visit_matter for insert to fengni_writer with check true;
create policy writer_select on cooling_visit_matter for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on cooling_visit_matter for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
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
create policy clockwork_insert on derivation_review for insert to fengni_clockwork with check true;
create policy clockwork_select on derivation_review for select to fengni_clockwork using true;
create policy clockwork_update on derivation_review for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on derivation_review for select to fengni_reader using (register_id = ANY ((( SELECT handled_registers() AS handled_registers))::uuid[])) OR ( SELECT true
   FROM carrier c
  WHERE c.id = derivation_review.carrier_id);
create policy writer_insert on derivation_review for insert to fengni_writer with check true;
create policy writer_select on derivation_review for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on derivation_review for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on destruction_list for select to fengni_reader using (register_id = ANY ((( SELECT handled_registers() AS handled_registers))::uuid[])) OR ((( SELECT acting_person() AS acting_person)) = ANY (witnesses));
create policy writer_insert on destruction_list for insert to fengni_writer with check true;
create policy writer_select on destruction_list for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on destruction_list for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on destruction_witness for select to fengni_reader using (register_id = ANY ((( SELECT handled_registers() AS handled_registers))::uuid[])) OR person_id = (( SELECT acting_person() AS acting_person)) OR (list_id = ANY ((( SELECT watched_lists() AS watched_lists))::uuid[]));
create policy writer_insert on destruction_witness for insert to fengni_writer with check true;
create policy writer_select on destruction_witness for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on destruction_witness for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_insert on determination for insert to fengni_clockwork with check true;
create policy clockwork_select on determination for select to fengni_clockwork using true;
create policy clockwork_update on determination for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on determination for select to fengni_reader using drafted_by = (( SELECT acting_person() AS acting_person)) OR (id = ANY ((( SELECT known_determinations() AS known_determinations))::uuid[])) OR (state <> ALL (ARRAY['draft'::text, 'dropped'::text])) AND (unit_path <@ ANY ((( SELECT handled_determination_paths() AS handled_determination_paths))::ltree[]));
create policy writer_insert on determination for insert to fengni_writer with check true;
create policy writer_select on determination for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on determination for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on determination_matter for select to fengni_reader using id = ANY ((( SELECT known_determinations() AS known_determinations))::uuid[]);
create policy writer_insert on determination_matter for insert to fengni_writer with check true;
create policy writer_select on determination_matter for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on determination_matter for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on determination_scope for select to fengni_reader using determination_id = ANY ((( SELECT known_determinations() AS known_determinations))::uuid[]);
create policy writer_insert on determination_scope for insert to fengni_writer with check true;
create policy writer_select on determination_scope for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on determination_scope for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on determination_source for select to fengni_reader using determination_id = ANY ((( SELECT known_determinations() AS known_determinations))::uuid[]);
create policy writer_insert on determination_source for insert to fengni_writer with check true;
create policy writer_select on determination_source for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on determination_source for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on directory for select to fengni_reader using (( SELECT acting_power() AS acting_power)) IS NOT NULL;
create policy writer_insert on directory for insert to fengni_writer with check true;
create policy writer_select on directory for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on directory for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_insert on duty for insert to fengni_clockwork with check true;
create policy clockwork_select on duty for select to fengni_clockwork using true;
create policy clockwork_update on duty for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on duty for select to fengni_reader using ( SELECT is_signed_in() AS is_signed_in);
create policy writer_insert on duty for insert to fengni_writer with check true;
create policy writer_select on duty for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on duty for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_insert on electronic_copy for insert to fengni_clockwork with check true;
create policy clockwork_select on electronic_copy for select to fengni_clockwork using true;
create policy clockwork_update on electronic_copy for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on electronic_copy for select to fengni_reader using (register_id = ANY ((( SELECT handled_registers() AS handled_registers))::uuid[])) OR ( SELECT true
   FROM carrier_knower k
  WHERE k.carrier_id = electronic_copy.carrier_id AND k.person_id = (( SELECT acting_person() AS acting_person)) AND k.level_rank <= COALESCE(((( SELECT acting_clearances() AS acting_clearances)) ->> k.scheme)::integer, 0));
create policy writer_insert on electronic_copy for insert to fengni_writer with check true;
create policy writer_select on electronic_copy for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on electronic_copy for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on electronic_copy_matter for select to fengni_reader using ( SELECT true
   FROM carrier_knower k
  WHERE k.carrier_id = electronic_copy_matter.carrier_id AND k.person_id = (( SELECT acting_person() AS acting_person)));
create policy writer_insert on electronic_copy_matter for insert to fengni_writer with check true;
create policy writer_select on electronic_copy_matter for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on electronic_copy_matter for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_insert on engagement for insert to fengni_clockwork with check true;
create policy clockwork_select on engagement for select to fengni_clockwork using true;
create policy clockwork_update on engagement for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on engagement for select to fengni_reader using sponsor_id = (( SELECT acting_person() AS acting_person)) OR person_id = (( SELECT acting_person() AS acting_person)) OR oversees_engagements(unit_path);
create policy writer_insert on engagement for insert to fengni_writer with check true;
create policy writer_select on engagement for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on engagement for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on engagement_area for select to fengni_reader using (key_place_id = ANY ((( SELECT known_key_places() AS known_key_places))::uuid[])) AND (EXISTS ( SELECT
   FROM engagement e
  WHERE e.id = engagement_area.engagement_id));
create policy writer_insert on engagement_area for insert to fengni_writer with check true;
create policy writer_select on engagement_area for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on engagement_area for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_insert on engagement_contract for insert to fengni_clockwork with check true;
create policy clockwork_select on engagement_contract for select to fengni_clockwork using true;
create policy clockwork_update on engagement_contract for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on engagement_contract for select to fengni_reader using oversees_engagements(unit_path);
create policy writer_insert on engagement_contract for insert to fengni_writer with check true;
create policy writer_select on engagement_contract for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on engagement_contract for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on engagement_contract_matter for select to fengni_reader using (EXISTS ( SELECT
   FROM engagement_contract c
  WHERE c.id = engagement_contract_matter.id));
create policy writer_insert on engagement_contract_matter for insert to fengni_writer with check true;
create policy writer_select on engagement_contract_matter for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on engagement_contract_matter for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on engagement_firm for select to fengni_reader using oversees_engagements(unit_path);
create policy writer_insert on engagement_firm for insert to fengni_writer with check true;
create policy writer_select on engagement_firm for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on engagement_firm for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on engagement_matter for select to fengni_reader using (EXISTS ( SELECT
   FROM engagement e
  WHERE e.id = engagement_matter.id));
create policy writer_insert on engagement_matter for insert to fengni_writer with check true;
create policy writer_select on engagement_matter for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on engagement_matter for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on engagement_rule for select to fengni_reader using ( SELECT is_signed_in() AS is_signed_in);
create policy writer_insert on engagement_rule for insert to fengni_writer with check true;
create policy writer_select on engagement_rule for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on engagement_rule for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork on examination for all to fengni_clockwork using true with check true;
create policy reader on examination for select to fengni_reader using (EXISTS ( SELECT
   FROM upload u
  WHERE u.id = examination.id AND u.begun_by = (( SELECT acting_person() AS acting_person))));
create policy clockwork_insert on expiry_batch for insert to fengni_clockwork with check true;
create policy clockwork_select on expiry_batch for select to fengni_clockwork using true;
create policy clockwork_update on expiry_batch for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on expiry_batch for select to fengni_reader using (EXISTS ( SELECT
   FROM acting_duties() d(id, person_id, duty, unit_id, unit_path, line, scheme, level_rank, started_on, ended_on, deputy_of, reason)
  WHERE expiry_batch.unit_path <@ d.unit_path AND (d.duty = ANY (ARRAY['classifier'::text, 'first-responsible'::text, 'leader-in-charge'::text, 'officer'::text, 'document-clerk'::text, 'unit-leader'::text, 'inspector'::text]))));
create policy writer_insert on expiry_batch for insert to fengni_writer with check true;
create policy writer_select on expiry_batch for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on expiry_batch for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
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
create policy reader on incident_seed for select to fengni_reader using oversees_leaving(unit_path);
create policy writer_insert on incident_seed for insert to fengni_writer with check true;
create policy writer_select on incident_seed for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on incident_seed for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on journey for select to fengni_reader using (id = ANY ((( SELECT my_journeys() AS my_journeys))::uuid[])) OR decides_travel(unit_path) OR answers_for_traveller(id);
create policy writer_insert on journey for insert to fengni_writer with check true;
create policy writer_select on journey for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on journey for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on journey_contact for select to fengni_reader using (EXISTS ( SELECT
   FROM journey j
  WHERE j.id = journey_contact.journey_id));
create policy writer_insert on journey_contact for insert to fengni_writer with check true;
create policy writer_select on journey_contact for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on journey_contact for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on journey_contact_matter for select to fengni_reader using (EXISTS ( SELECT
   FROM journey_contact c
  WHERE c.id = journey_contact_matter.id));
create policy writer_insert on journey_contact_matter for insert to fengni_writer with check true;
create policy writer_select on journey_contact_matter for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on journey_contact_matter for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on journey_debrief for select to fengni_reader using person_id <> (( SELECT acting_person() AS acting_person)) AND answers_for_person(person_id);
create policy writer_insert on journey_debrief for insert to fengni_writer with check true;
create policy writer_select on journey_debrief for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on journey_debrief for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on journey_debrief_matter for select to fengni_reader using (EXISTS ( SELECT
   FROM journey_debrief d
  WHERE d.id = journey_debrief_matter.id));
create policy writer_insert on journey_debrief_matter for insert to fengni_writer with check true;
create policy writer_select on journey_debrief_matter for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on journey_debrief_matter for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on journey_matter for select to fengni_reader using (EXISTS ( SELECT
   FROM journey j
  WHERE j.id = journey_matter.id));
create policy writer_insert on journey_matter for insert to fengni_writer with check true;
create policy writer_select on journey_matter for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on journey_matter for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on journey_traveller for select to fengni_reader using (EXISTS ( SELECT
   FROM journey j
  WHERE j.id = journey_traveller.journey_id));
create policy writer_insert on journey_traveller for insert to fengni_writer with check true;
create policy writer_select on journey_traveller for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on journey_traveller for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on key_place for select to fengni_reader using id = ANY ((( SELECT known_key_places() AS known_key_places))::uuid[]);
create policy writer_insert on key_place for insert to fengni_writer with check true;
create policy writer_select on key_place for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on key_place for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on key_place_matter for select to fengni_reader using id = ANY ((( SELECT known_key_places() AS known_key_places))::uuid[]);
create policy writer_insert on key_place_matter for insert to fengni_writer with check true;
create policy writer_select on key_place_matter for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on key_place_matter for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_insert on leaving for insert to fengni_clockwork with check true;
create policy clockwork_select on leaving for select to fengni_clockwork using true;
create policy clockwork_update on leaving for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on leaving for select to fengni_reader using person_id = (( SELECT acting_person() AS acting_person)) OR oversees_leaving(unit_path);
create policy writer_insert on leaving for insert to fengni_writer with check true;
create policy writer_select on leaving for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on leaving for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on leaving_matter for select to fengni_reader using (EXISTS ( SELECT
   FROM leaving l
  WHERE l.id = leaving_matter.id));
create policy writer_insert on leaving_matter for insert to fengni_writer with check true;
create policy writer_select on leaving_matter for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on leaving_matter for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on ledger_export for select to fengni_reader using register_id = ANY ((( SELECT handled_registers() AS handled_registers))::uuid[]);
create policy writer_insert on ledger_export for insert to fengni_writer with check true;
create policy writer_select on ledger_export for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on ledger_export for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on ledger_import for select to fengni_reader using register_id = ANY ((( SELECT handled_registers() AS handled_registers))::uuid[]);
create policy writer_insert on ledger_import for insert to fengni_writer with check true;
create policy writer_select on ledger_import for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on ledger_import for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_insert on letter for insert to fengni_clockwork with check true;
create policy clockwork_select on letter for select to fengni_clockwork using true;
create policy clockwork_update on letter for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on letter for select to fengni_reader using (( SELECT acting_person() AS acting_person)) = signer_id OR (( SELECT acting_person() AS acting_person)) = counter_id OR oversees_letters(unit_path);
create policy writer_insert on letter for insert to fengni_writer with check true;
create policy writer_select on letter for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on letter for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_insert on letter_item for insert to fengni_clockwork with check true;
create policy clockwork_select on letter_item for select to fengni_clockwork using true;
create policy clockwork_update on letter_item for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on letter_item for select to fengni_reader using (letter_id = ANY ((( SELECT my_letters() AS my_letters))::uuid[])) OR oversees_letters(unit_path);
create policy writer_insert on letter_item for insert to fengni_writer with check true;
create policy writer_select on letter_item for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on letter_item for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on letter_item_check for select to fengni_reader using (EXISTS ( SELECT
   FROM letter_item i
  WHERE i.id = letter_item_check.item_id));
create policy writer_insert on letter_item_check for insert to fengni_writer with check true;
create policy writer_select on letter_item_check for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on letter_item_check for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on letter_signature for select to fengni_reader using (EXISTS ( SELECT
   FROM letter l
  WHERE l.id = letter_signature.letter_id));
create policy writer_insert on letter_signature for insert to fengni_writer with check true;
create policy writer_select on letter_signature for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on letter_signature for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_select on letter_template for select to fengni_clockwork using true;
create policy reader on letter_template for select to fengni_reader using (( SELECT acting_person() AS acting_person)) IS NOT NULL;
create policy writer_insert on letter_template for insert to fengni_writer with check true;
create policy writer_select on letter_template for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on letter_template for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_insert on life_event for insert to fengni_clockwork with check true;
create policy clockwork_select on life_event for select to fengni_clockwork using true;
create policy clockwork_update on life_event for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on life_event for select to fengni_reader using person_id = (( SELECT acting_person() AS acting_person)) OR oversees_people(unit_path);
create policy writer_insert on life_event for insert to fengni_writer with check true;
create policy writer_select on life_event for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on life_event for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on life_event_inquiry for select to fengni_reader using person_id <> (( SELECT acting_person() AS acting_person)) AND oversees_people(unit_path);
create policy writer_insert on life_event_inquiry for insert to fengni_writer with check true;
create policy writer_select on life_event_inquiry for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on life_event_inquiry for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on life_event_inquiry_matter for select to fengni_reader using (EXISTS ( SELECT
   FROM life_event_inquiry i
  WHERE i.id = life_event_inquiry_matter.id));
create policy writer_insert on life_event_inquiry_matter for insert to fengni_writer with check true;
create policy writer_select on life_event_inquiry_matter for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on life_event_inquiry_matter for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on life_event_matter for select to fengni_reader using (EXISTS ( SELECT
   FROM life_event e
  WHERE e.id = life_event_matter.id));
create policy writer_insert on life_event_matter for insert to fengni_writer with check true;
create policy writer_select on life_event_matter for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on life_event_matter for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on life_event_word for select to fengni_reader using (EXISTS ( SELECT
   FROM life_event e
  WHERE e.id = life_event_word.event_id));
create policy writer_insert on life_event_word for insert to fengni_writer with check true;
create policy writer_select on life_event_word for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on life_event_word for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on life_event_word_matter for select to fengni_reader using (EXISTS ( SELECT
   FROM life_event_word w
  WHERE w.id = life_event_word_matter.id));
create policy writer_insert on life_event_word_matter for insert to fengni_writer with check true;
create policy writer_select on life_event_word_matter for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on life_event_word_matter for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
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
create policy hidden_from_subject on obligation as restrictive for select to fengni_reader using (hidden_from = (( SELECT acting_person() AS acting_person))) IS NOT TRUE;
create policy reader on obligation for select to fengni_reader using person_id = (( SELECT acting_person() AS acting_person)) OR (register_id IS NULL OR (register_id = ANY ((( SELECT handled_registers() AS handled_registers))::uuid[]))) AND (EXISTS ( SELECT
   FROM acting_duties() d(id, person_id, duty, unit_id, unit_path, line, scheme, level_rank, started_on, ended_on, deputy_of, reason)
  WHERE obligation.unit_path <@ d.unit_path AND (d.duty = obligation.duty OR (d.duty = ANY (ARRAY['officer'::text, 'leader-in-charge'::text, 'first-responsible'::text])))));
create policy reader_by_power on obligation for select to fengni_reader using power = (( SELECT acting_power() AS acting_power));
create policy writer_insert on obligation for insert to fengni_writer with check true;
create policy writer_select on obligation for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on obligation for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on overseas_report for select to fengni_reader using (EXISTS ( SELECT
   FROM overseas_unit o
  WHERE o.id = overseas_report.overseas_id));
create policy writer_insert on overseas_report for insert to fengni_writer with check true;
create policy writer_select on overseas_report for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on overseas_report for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on overseas_report_matter for select to fengni_reader using (EXISTS ( SELECT
   FROM overseas_report r
  WHERE r.id = overseas_report_matter.id));
create policy writer_insert on overseas_report_matter for insert to fengni_writer with check true;
create policy writer_select on overseas_report_matter for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on overseas_report_matter for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on overseas_unit for select to fengni_reader using responsible_id = (( SELECT acting_person() AS acting_person)) OR decides_travel(unit_path);
create policy writer_insert on overseas_unit for insert to fengni_writer with check true;
create policy writer_select on overseas_unit for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on overseas_unit for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on paper_bag for select to fengni_reader using (register_id = ANY ((( SELECT handled_registers() AS handled_registers))::uuid[])) OR (list_id = ANY ((( SELECT watched_lists() AS watched_lists))::uuid[]));
create policy writer_insert on paper_bag for insert to fengni_writer with check true;
create policy writer_select on paper_bag for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on paper_bag for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_select on person for select to fengni_clockwork using true;
create policy clockwork_update on person for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check frozen_at IS NOT NULL;
create policy reader on person for select to fengni_reader using ( SELECT is_signed_in() AS is_signed_in);
create policy writer_insert on person for insert to fengni_writer with check true;
create policy writer_select on person for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on person for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_insert on person_review for insert to fengni_clockwork with check true;
create policy clockwork_select on person_review for select to fengni_clockwork using true;
create policy clockwork_update on person_review for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on person_review for select to fengni_reader using person_id = (( SELECT acting_person() AS acting_person)) AND told_at IS NOT NULL OR (person_id = (( SELECT acting_person() AS acting_person))) IS NOT TRUE AND oversees_people(unit_path);
create policy writer_insert on person_review for insert to fengni_writer with check true;
create policy writer_select on person_review for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on person_review for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on person_review_head for select to fengni_reader using knows_person_review(review_id);
create policy writer_insert on person_review_head for insert to fengni_writer with check true;
create policy writer_select on person_review_head for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on person_review_head for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on person_review_head_matter for select to fengni_reader using (EXISTS ( SELECT
   FROM person_review_head h
  WHERE h.id = person_review_head_matter.id));
create policy writer_insert on person_review_head_matter for insert to fengni_writer with check true;
create policy writer_select on person_review_head_matter for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on person_review_head_matter for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on person_review_matter for select to fengni_reader using knows_person_review(id);
create policy writer_insert on person_review_matter for insert to fengni_writer with check true;
create policy writer_select on person_review_matter for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on person_review_matter for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on person_review_opinion for select to fengni_reader using knows_person_review(review_id);
create policy writer_insert on person_review_opinion for insert to fengni_writer with check true;
create policy writer_select on person_review_opinion for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on person_review_opinion for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on person_review_opinion_matter for select to fengni_reader using (EXISTS ( SELECT
   FROM person_review_opinion o
  WHERE o.id = person_review_opinion_matter.id));
create policy writer_insert on person_review_opinion_matter for insert to fengni_writer with check true;
create policy writer_select on person_review_opinion_matter for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on person_review_opinion_matter for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on person_review_terms for select to fengni_reader using (EXISTS ( SELECT
   FROM person_review r
  WHERE r.id = person_review_terms.id));
create policy writer_insert on person_review_terms for insert to fengni_writer with check true;
create policy writer_select on person_review_terms for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on person_review_terms for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_select on personnel_delivery for select to fengni_clockwork using true;
create policy reader on personnel_delivery for select to fengni_reader using oversees_people(unit_path);
create policy writer_insert on personnel_delivery for insert to fengni_writer with check true;
create policy writer_select on personnel_delivery for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on personnel_delivery for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_insert on personnel_difference for insert to fengni_clockwork with check true;
create policy clockwork_select on personnel_difference for select to fengni_clockwork using true;
create policy clockwork_update on personnel_difference for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on personnel_difference for select to fengni_reader using oversees_people(unit_path);
create policy writer_insert on personnel_difference for insert to fengni_writer with check true;
create policy writer_select on personnel_difference for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on personnel_difference for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on personnel_difference_matter for select to fengni_reader using (EXISTS ( SELECT
   FROM personnel_difference d
  WHERE d.id = personnel_difference_matter.id));
create policy writer_insert on personnel_difference_matter for insert to fengni_writer with check true;
create policy writer_select on personnel_difference_matter for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on personnel_difference_matter for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on personnel_filing for select to fengni_reader using oversees_people(unit_path);
create policy writer_insert on personnel_filing for insert to fengni_writer with check true;
create policy writer_select on personnel_filing for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on personnel_filing for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on personnel_filing_line for select to fengni_reader using (EXISTS ( SELECT
   FROM personnel_filing f
  WHERE f.id = personnel_filing_line.filing_id));
create policy writer_insert on personnel_filing_line for insert to fengni_writer with check true;
create policy writer_select on personnel_filing_line for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on personnel_filing_line for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on personnel_token for select to fengni_reader using ((( SELECT acting_power() AS acting_power)) = ANY (ARRAY['system'::text, 'security'::text])) OR oversees_people(unit_path);
create policy writer_insert on personnel_token for insert to fengni_writer with check true;
create policy writer_select on personnel_token for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on personnel_token for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_select on post for select to fengni_clockwork using true;
create policy reader on post for select to fengni_reader using ( SELECT is_signed_in() AS is_signed_in);
create policy writer_insert on post for insert to fengni_writer with check true;
create policy writer_select on post for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on post for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on post_grading for select to fengni_reader using oversees_people(unit_path);
create policy writer_insert on post_grading for insert to fengni_writer with check true;
create policy writer_select on post_grading for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on post_grading for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on post_grading_matter for select to fengni_reader using (EXISTS ( SELECT
   FROM post_grading g
  WHERE g.id = post_grading_matter.id));
create policy writer_insert on post_grading_matter for insert to fengni_writer with check true;
create policy writer_select on post_grading_matter for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on post_grading_matter for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
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
create policy clockwork_insert on regrading for insert to fengni_clockwork with check true;
create policy clockwork_select on regrading for select to fengni_clockwork using true;
create policy clockwork_update on regrading for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on regrading for select to fengni_reader using made_by = (( SELECT acting_person() AS acting_person)) OR (register_id = ANY ((( SELECT handled_registers() AS handled_registers))::uuid[])) AND (state <> 'draft'::text OR origin = 'received'::text OR regrading_pending(id)) OR (state <> 'draft'::text OR regrading_pending(id)) AND knows_regrading(id);
create policy writer_insert on regrading for insert to fengni_writer with check true;
create policy writer_select on regrading for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on regrading for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_insert on regrading_item for insert to fengni_clockwork with check true;
create policy clockwork_select on regrading_item for select to fengni_clockwork using true;
create policy clockwork_update on regrading_item for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on regrading_item for select to fengni_reader using (EXISTS ( SELECT
   FROM regrading r
  WHERE r.id = regrading_item.regrading_id));
create policy writer_insert on regrading_item for insert to fengni_writer with check true;
create policy writer_select on regrading_item for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on regrading_item for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on regrading_matter for select to fengni_reader using knows_regrading_matter(id);
create policy writer_insert on regrading_matter for insert to fengni_writer with check true;
create policy writer_select on regrading_matter for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on regrading_matter for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on regrading_notice for select to fengni_reader using register_id = ANY ((( SELECT handled_registers() AS handled_registers))::uuid[]);
create policy writer_insert on regrading_notice for insert to fengni_writer with check true;
create policy writer_select on regrading_notice for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on regrading_notice for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_insert on regrading_remark for insert to fengni_clockwork with check true;
create policy clockwork_select on regrading_remark for select to fengni_clockwork using true;
create policy clockwork_update on regrading_remark for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on regrading_remark for select to fengni_reader using (register_id = ANY ((( SELECT handled_registers() AS handled_registers))::uuid[])) OR ( SELECT true
   FROM copy y
  WHERE y.id = regrading_remark.copy_id);
create policy writer_insert on regrading_remark for insert to fengni_writer with check true;
create policy writer_select on regrading_remark for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on regrading_remark for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on regrading_suggestion for select to fengni_reader using (register_id = ANY ((( SELECT handled_registers() AS handled_registers))::uuid[])) OR made_by = (( SELECT acting_person() AS acting_person));
create policy writer_insert on regrading_suggestion for insert to fengni_writer with check true;
create policy writer_select on regrading_suggestion for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on regrading_suggestion for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_insert on release_day for insert to fengni_clockwork with check true;
create policy clockwork_select on release_day for select to fengni_clockwork using true;
create policy clockwork_update on release_day for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on release_day for select to fengni_reader using ( SELECT true
   FROM carrier c
  WHERE c.id = release_day.carrier_id);
create policy writer_insert on release_day for insert to fengni_writer with check true;
create policy writer_select on release_day for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on release_day for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on scan for select to fengni_reader using register_id = ANY ((( SELECT handled_registers() AS handled_registers))::uuid[]);
create policy reader_of_subject on scan for select to fengni_reader using subject_id IS NOT NULL AND knows_subject(subject_id);
create policy writer_insert on scan for insert to fengni_writer with check true;
create policy writer_select on scan for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on scan for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on scope_catalogue for select to fengni_reader using id = ANY ((( SELECT known_scope_catalogues() AS known_scope_catalogues))::uuid[]);
create policy writer_insert on scope_catalogue for insert to fengni_writer with check true;
create policy writer_select on scope_catalogue for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on scope_catalogue for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on scope_item for select to fengni_reader using catalogue_id = ANY ((( SELECT known_scope_catalogues() AS known_scope_catalogues))::uuid[]);
create policy writer_insert on scope_item for insert to fengni_writer with check true;
create policy writer_select on scope_item for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on scope_item for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
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
create policy reader on supply for select to fengni_reader using unit_path <@ (( SELECT visit_paths() AS visit_paths)) OR giver_id = (( SELECT acting_person() AS acting_person)) OR asked_by = (( SELECT acting_person() AS acting_person)) OR (visit_id = ANY ((( SELECT own_visits() AS own_visits))::uuid[]));
create policy writer_insert on supply for insert to fengni_writer with check true;
create policy writer_select on supply for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on supply for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on supply_matter for select to fengni_reader using (EXISTS ( SELECT
   FROM supply s
  WHERE s.id = supply_matter.id));
create policy writer_insert on supply_matter for insert to fengni_writer with check true;
create policy writer_select on supply_matter for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on supply_matter for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_insert on term_check for insert to fengni_clockwork with check true;
create policy clockwork_select on term_check for select to fengni_clockwork using true;
create policy clockwork_update on term_check for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on term_check for select to fengni_reader using ( SELECT true
   FROM carrier c
  WHERE c.id = term_check.carrier_id);
create policy writer_insert on term_check for insert to fengni_writer with check true;
create policy writer_select on term_check for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on term_check for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on terminal for select to fengni_reader using (( SELECT acting_power() AS acting_power)) IS NOT NULL;
create policy writer_insert on terminal for insert to fengni_writer with check true;
create policy writer_select on terminal for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on terminal for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on trade_secret_item for select to fengni_reader using (unit_path <@ ANY ((( SELECT trade_secret_units_handled() AS trade_secret_units_handled))::ltree[])) OR (id = ANY ((( SELECT trade_secrets_held() AS trade_secrets_held))::uuid[])) AND level_rank <= (( SELECT trade_secret_clearance() AS trade_secret_clearance));
create policy writer_insert on trade_secret_item for insert to fengni_writer with check true;
create policy writer_select on trade_secret_item for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on trade_secret_item for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on trade_secret_list for select to fengni_reader using unit_path <@ ANY ((( SELECT trade_secret_units_handled() AS trade_secret_units_handled))::ltree[]);
create policy writer_insert on trade_secret_list for insert to fengni_writer with check true;
create policy writer_select on trade_secret_list for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on trade_secret_list for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on trade_secret_matter for select to fengni_reader using level_rank <= (( SELECT trade_secret_clearance() AS trade_secret_clearance)) AND ((unit_path <@ ANY ((( SELECT trade_secret_units_known() AS trade_secret_units_known))::ltree[])) OR (id = ANY ((( SELECT trade_secrets_held() AS trade_secrets_held))::uuid[])));
create policy writer_insert on trade_secret_matter for insert to fengni_writer with check true;
create policy writer_select on trade_secret_matter for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on trade_secret_matter for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on travel_document for select to fengni_reader using answers_for_person(person_id);
create policy writer_insert on travel_document for insert to fengni_writer with check true;
create policy writer_select on travel_document for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on travel_document for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on travel_document_matter for select to fengni_reader using (EXISTS ( SELECT
   FROM travel_document d
  WHERE d.id = travel_document_matter.id));
create policy writer_insert on travel_document_matter for insert to fengni_writer with check true;
create policy writer_select on travel_document_matter for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on travel_document_matter for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on travel_document_move for select to fengni_reader using (EXISTS ( SELECT
   FROM travel_document d
  WHERE d.id = travel_document_move.document_id));
create policy writer_insert on travel_document_move for insert to fengni_writer with check true;
create policy writer_select on travel_document_move for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on travel_document_move for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on travel_document_move_matter for select to fengni_reader using (EXISTS ( SELECT
   FROM travel_document_move m
  WHERE m.id = travel_document_move_matter.id));
create policy writer_insert on travel_document_move_matter for insert to fengni_writer with check true;
create policy writer_select on travel_document_move_matter for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on travel_document_move_matter for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on travel_rule for select to fengni_reader using (( SELECT acting_person() AS acting_person)) IS NOT NULL;
create policy writer_insert on travel_rule for insert to fengni_writer with check true;
create policy writer_select on travel_rule for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on travel_rule for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_select on unit for select to fengni_clockwork using true;
create policy reader on unit for select to fengni_reader using ( SELECT is_signed_in() AS is_signed_in);
create policy writer_insert on unit for insert to fengni_writer with check true;
create policy writer_select on unit for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on unit for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_insert on upload for insert to fengni_clockwork with check true;
create policy clockwork_select on upload for select to fengni_clockwork using true;
create policy clockwork_update on upload for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on upload for select to fengni_reader using begun_by = (( SELECT acting_person() AS acting_person));
create policy writer_insert on upload for insert to fengni_writer with check true;
create policy writer_select on upload for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on upload for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on upload_matter for select to fengni_reader using (EXISTS ( SELECT
   FROM upload u
  WHERE u.id = upload_matter.id AND u.begun_by = (( SELECT acting_person() AS acting_person))));
create policy writer_insert on upload_matter for insert to fengni_writer with check true;
create policy writer_select on upload_matter for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on upload_matter for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_insert on vault_generation for insert to fengni_clockwork with check true;
create policy clockwork_select on vault_generation for select to fengni_clockwork using true;
create policy clockwork_update on vault_generation for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on vault_generation for select to fengni_reader using (( SELECT acting_power() AS acting_power)) IS NOT NULL OR ((( SELECT acting_person() AS acting_person)) = ANY (custodians));
create policy writer_insert on vault_generation for insert to fengni_writer with check true;
create policy writer_select on vault_generation for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on vault_generation for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_insert on vault_object for insert to fengni_clockwork with check true;
create policy clockwork_select on vault_object for select to fengni_clockwork using true;
create policy clockwork_update on vault_object for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on vault_object for select to fengni_reader using subject_id IS NULL AND made_by = (( SELECT acting_person() AS acting_person)) OR subject_id IS NOT NULL AND knows_subject(subject_id);
create policy writer_insert on vault_object for insert to fengni_writer with check true;
create policy writer_select on vault_object for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on vault_object for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_insert on vault_rehearsal for insert to fengni_clockwork with check true;
create policy clockwork_select on vault_rehearsal for select to fengni_clockwork using true;
create policy clockwork_update on vault_rehearsal for update to fengni_clockwork using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on vault_rehearsal for select to fengni_reader using (( SELECT acting_power() AS acting_power)) IS NOT NULL OR ((( SELECT acting_person() AS acting_person)) = ANY (custodians));
create policy writer_insert on vault_rehearsal for insert to fengni_writer with check true;
create policy writer_select on vault_rehearsal for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on vault_rehearsal for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on vault_release for select to fengni_reader using person_id = (( SELECT acting_person() AS acting_person)) OR (register_id = ANY ((( SELECT handled_registers() AS handled_registers))::uuid[]));
create policy writer_insert on vault_release for insert to fengni_writer with check true;
create policy writer_select on vault_release for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on vault_release for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on visit for select to fengni_reader using unit_path <@ (( SELECT visit_paths() AS visit_paths)) OR (id = ANY ((( SELECT own_visits() AS own_visits))::uuid[]));
create policy writer_insert on visit for insert to fengni_writer with check true;
create policy writer_select on visit for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on visit for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on visit_entry for select to fengni_reader using (EXISTS ( SELECT
   FROM visit v
  WHERE v.id = visit_entry.visit_id));
create policy writer_insert on visit_entry for insert to fengni_writer with check true;
create policy writer_select on visit_entry for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on visit_entry for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on visit_entry_matter for select to fengni_reader using (EXISTS ( SELECT
   FROM visit_entry e
  WHERE e.id = visit_entry_matter.id));
create policy writer_insert on visit_entry_matter for insert to fengni_writer with check true;
create policy writer_select on visit_entry_matter for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on visit_entry_matter for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on visit_finding for select to fengni_reader using (EXISTS ( SELECT
   FROM visit v
  WHERE v.id = visit_finding.visit_id));
create policy writer_insert on visit_finding for insert to fengni_writer with check true;
create policy writer_select on visit_finding for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on visit_finding for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on visit_finding_matter for select to fengni_reader using (EXISTS ( SELECT
   FROM visit_finding f
  WHERE f.id = visit_finding_matter.id));
create policy writer_insert on visit_finding_matter for insert to fengni_writer with check true;
create policy writer_select on visit_finding_matter for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on visit_finding_matter for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on visit_matter for select to fengni_reader using (EXISTS ( SELECT
   FROM visit v
  WHERE v.id = visit_matter.id));
create policy writer_insert on visit_matter for insert to fengni_writer with check true;
create policy writer_select on visit_matter for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on visit_matter for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on visit_stop for select to fengni_reader using (EXISTS ( SELECT
   FROM visit v
  WHERE v.id = visit_stop.visit_id));
create policy writer_insert on visit_stop for insert to fengni_writer with check true;
create policy writer_select on visit_stop for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on visit_stop for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on visit_stop_matter for select to fengni_reader using (EXISTS ( SELECT
   FROM visit_stop s
  WHERE s.id = visit_stop_matter.id));
create policy writer_insert on visit_stop_matter for insert to fengni_writer with check true;
create policy writer_select on visit_stop_matter for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on visit_stop_matter for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on visit_visitor for select to fengni_reader using (EXISTS ( SELECT
   FROM visit v
  WHERE v.id = visit_visitor.visit_id));
create policy writer_insert on visit_visitor for insert to fengni_writer with check true;
create policy writer_select on visit_visitor for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on visit_visitor for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy reader on visit_visitor_matter for select to fengni_reader using (EXISTS ( SELECT
   FROM visit_visitor v
  WHERE v.id = visit_visitor_matter.id));
create policy writer_insert on visit_visitor_matter for insert to fengni_writer with check true;
create policy writer_select on visit_visitor_matter for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on visit_visitor_matter for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_select on webhook_address for select to fengni_clockwork using true;
create policy reader on webhook_address for select to fengni_reader using ((( SELECT acting_power() AS acting_power)) = ANY (ARRAY['security'::text, 'system'::text])) OR (EXISTS ( SELECT
   FROM acting_duties() d(id, person_id, duty, unit_id, unit_path, line, scheme, level_rank, started_on, ended_on, deputy_of, reason)
  WHERE d.duty = 'officer'::text));
create policy writer_insert on webhook_address for insert to fengni_writer with check true;
create policy writer_select on webhook_address for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on webhook_address for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_select on webhook_delivery for select to fengni_clockwork using true;
create policy clockwork_update on webhook_delivery for update to fengni_clockwork using true with check true;
create policy reader on webhook_delivery for select to fengni_reader using ((( SELECT acting_power() AS acting_power)) = ANY (ARRAY['security'::text, 'system'::text])) OR (EXISTS ( SELECT
   FROM acting_duties() d(id, person_id, duty, unit_id, unit_path, line, scheme, level_rank, started_on, ended_on, deputy_of, reason)
  WHERE d.duty = 'officer'::text AND webhook_delivery.unit_path <@ d.unit_path));
create policy writer_insert on webhook_delivery for insert to fengni_writer with check true;
create policy writer_select on webhook_delivery for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);
create policy writer_update on webhook_delivery for update to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]) with check true;
create policy clockwork_select on webhook_event for select to fengni_clockwork using true;
create policy reader on webhook_event for select to fengni_reader using (EXISTS ( SELECT
   FROM webhook_delivery v
  WHERE v.event_id = webhook_event.id));
create policy writer_insert on webhook_event for insert to fengni_writer with check true;
create policy writer_select on webhook_event for select to fengni_writer using id = ANY ((( SELECT granted_ids() AS granted_ids))::uuid[]);

-- Rights on tables and columns
grant select on account to fengni_clockwork;
grant select on account to fengni_reader;
grant insert, select, update on account to fengni_writer;
grant select on allowance_appeal to fengni_reader;
grant insert, select, update on allowance_appeal to fengni_writer;
grant select on allowance_appeal_matter to fengni_reader;
grant insert, select, update on allowance_appeal_matter to fengni_writer;
grant select on allowance_line to fengni_reader;
grant insert, select, update on allowance_line to fengni_writer;
grant select on allowance_line_matter to fengni_reader;
grant insert, select, update on allowance_line_matter to fengni_writer;
grant insert, select, update on allowance_list to fengni_clockwork;
grant select on allowance_list to fengni_reader;
grant insert, select, update on allowance_list to fengni_writer;
grant select on allowance_terms to fengni_clockwork;
grant select on allowance_terms to fengni_reader;
grant insert, select on allowance_terms to fengni_writer;
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
grant select on carrier_edge to fengni_clockwork;
grant select on carrier_edge to fengni_reader;
grant select on carrier_knower to fengni_reader;
grant select on carrier_matter to fengni_reader;
grant insert, select, update on carrier_matter to fengni_writer;
grant select on carrier_scope to fengni_reader;
grant insert, select, update on carrier_scope to fengni_writer;
grant insert, select, update on carrier_source to fengni_clockwork;
grant select on carrier_source to fengni_reader;
grant insert, select, update on carrier_source to fengni_writer;
grant select on carrier_source_matter to fengni_reader;
grant insert, select, update on carrier_source_matter to fengni_writer;
grant select on catalogue to fengni_reader;
grant insert, select, update on catalogue to fengni_writer;
grant select on catalogue_item to fengni_reader;
grant insert, select, update on catalogue_item to fengni_writer;
grant select on catalogue_review to fengni_reader;
grant insert, select on catalogue_review to fengni_writer;
grant insert, select, update on circulation to fengni_clockwork;
grant select on circulation to fengni_reader;
grant insert, select, update on circulation to fengni_writer;
grant insert, select, update on circulation_reader to fengni_clockwork;
grant select on circulation_reader to fengni_reader;
grant insert, select, update on circulation_reader to fengni_writer;
grant select on classification_authority to fengni_reader;
grant insert, select, update on classification_authority to fengni_writer;
grant select on classification_filing to fengni_reader;
grant insert, select on classification_filing to fengni_writer;
grant insert, select, update on classification_question to fengni_clockwork;
grant select on classification_question to fengni_reader;
grant insert, select, update on classification_question to fengni_writer;
grant select on classification_question_matter to fengni_reader;
grant insert, select, update on classification_question_matter to fengni_writer;
grant select on classification_raised_mark to fengni_reader;
grant insert, select, update on classification_raised_mark to fengni_writer;
grant select on classification_review to fengni_reader;
grant insert, select, update on classification_review to fengni_writer;
grant select on classification_review_item to fengni_reader;
grant insert, select, update on classification_review_item to fengni_writer;
grant select on clearance to fengni_reader;
grant insert, select, update on clearance to fengni_writer;
grant insert, select, update on clock_guard to fengni_clockwork;
grant select on clock_guard to fengni_reader;
grant insert, select, update on clock_guard to fengni_writer;
grant insert, select, update on clockwork_run to fengni_clockwork;
grant select on clockwork_run to fengni_reader;
grant insert, select, update on command_run to fengni_clockwork;
grant insert, select, update on command_run to fengni_writer;
grant select on compartment to fengni_reader;
grant insert, select, update on compartment to fengni_writer;
grant select on compartment_knower to fengni_reader;
grant select on compartment_member to fengni_reader;
grant insert, select, update on compartment_member to fengni_writer;
grant insert, select, update on cooling_off to fengni_clockwork;
grant select on cooling_off to fengni_reader;
grant insert, select, update on cooling_off to fengni_writer;
grant select on cooling_visit to fengni_reader;
grant insert, select on cooling_visit to fengni_writer;
grant select on cooling_visit_matter to fengni_reader;
grant insert, select on cooling_visit_matter to fengni_writer;
grant insert, select, update on copy to fengni_clockwork;
grant select on copy to fengni_reader;
grant insert, select, update on copy to fengni_writer;
grant select on custody to fengni_reader;
grant insert, select on custody to fengni_writer;
grant select on delivery to fengni_reader;
grant insert, select, update on delivery to fengni_writer;
grant select on delivery_item to fengni_reader;
grant insert, select, update on delivery_item to fengni_writer;
grant insert, select, update on derivation_review to fengni_clockwork;
grant select on derivation_review to fengni_reader;
grant insert, select, update on derivation_review to fengni_writer;
grant select on destruction_list to fengni_reader;
grant insert, select, update on destruction_list to fengni_writer;
grant select on destruction_witness to fengni_reader;
grant insert, select on destruction_witness to fengni_writer;
grant insert, select, update on determination to fengni_clockwork;
grant select on determination to fengni_reader;
grant insert, select, update on determination to fengni_writer;
grant select on determination_matter to fengni_reader;
grant insert, select, update on determination_matter to fengni_writer;
grant select on determination_scope to fengni_reader;
grant insert, select, update on determination_scope to fengni_writer;
grant select on determination_source to fengni_reader;
grant insert, select, update on determination_source to fengni_writer;
grant select (id, kind, enabled, settings, changed_at) on directory to fengni_reader;
grant insert, select, update on directory to fengni_writer;
grant insert, select, update on duty to fengni_clockwork;
grant select on duty to fengni_reader;
grant insert, select, update on duty to fengni_writer;
grant insert, select, update on electronic_copy to fengni_clockwork;
grant select on electronic_copy to fengni_reader;
grant insert, select, update on electronic_copy to fengni_writer;
grant select on electronic_copy_matter to fengni_reader;
grant insert, select, update on electronic_copy_matter to fengni_writer;
grant insert, select, update on engagement to fengni_clockwork;
grant select on engagement to fengni_reader;
grant insert, select, update on engagement to fengni_writer;
grant select on engagement_area to fengni_reader;
grant insert, select, update on engagement_area to fengni_writer;
grant insert, select, update on engagement_contract to fengni_clockwork;
grant select on engagement_contract to fengni_reader;
grant insert, select, update on engagement_contract to fengni_writer;
grant select on engagement_contract_matter to fengni_reader;
grant insert, select, update on engagement_contract_matter to fengni_writer;
grant select on engagement_firm to fengni_reader;
grant insert, select, update on engagement_firm to fengni_writer;
grant select on engagement_matter to fengni_reader;
grant insert, select, update on engagement_matter to fengni_writer;
grant select on engagement_rule to fengni_reader;
grant insert, select, update on engagement_rule to fengni_writer;
grant delete, insert, select, update on examination to fengni_clockwork;
grant select on examination to fengni_reader;
grant insert, select, update on expiry_batch to fengni_clockwork;
grant select on expiry_batch to fengni_reader;
grant insert, select, update on expiry_batch to fengni_writer;
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
grant select on incident_seed to fengni_reader;
grant insert, select on incident_seed to fengni_writer;
grant select on journey to fengni_reader;
grant insert, select, update on journey to fengni_writer;
grant select on journey_contact to fengni_reader;
grant insert, select on journey_contact to fengni_writer;
grant select on journey_contact_matter to fengni_reader;
grant insert, select on journey_contact_matter to fengni_writer;
grant select on journey_debrief to fengni_reader;
grant insert, select on journey_debrief to fengni_writer;
grant select on journey_debrief_matter to fengni_reader;
grant insert, select on journey_debrief_matter to fengni_writer;
grant select on journey_matter to fengni_reader;
grant insert, select, update on journey_matter to fengni_writer;
grant select on journey_traveller to fengni_reader;
grant insert, select, update on journey_traveller to fengni_writer;
grant select on key_place to fengni_reader;
grant insert, select, update on key_place to fengni_writer;
grant select on key_place_matter to fengni_reader;
grant insert, select, update on key_place_matter to fengni_writer;
grant insert, select, update on leaving to fengni_clockwork;
grant select on leaving to fengni_reader;
grant insert, select, update on leaving to fengni_writer;
grant select on leaving_matter to fengni_reader;
grant insert, select, update on leaving_matter to fengni_writer;
grant select on ledger_export to fengni_reader;
grant insert, select on ledger_export to fengni_writer;
grant select on ledger_import to fengni_reader;
grant insert, select on ledger_import to fengni_writer;
grant insert, select, update on letter to fengni_clockwork;
grant select on letter to fengni_reader;
grant insert, select, update on letter to fengni_writer;
grant insert, select, update on letter_item to fengni_clockwork;
grant select on letter_item to fengni_reader;
grant insert, select, update on letter_item to fengni_writer;
grant select on letter_item_check to fengni_reader;
grant insert, select on letter_item_check to fengni_writer;
grant select on letter_signature to fengni_reader;
grant insert, select on letter_signature to fengni_writer;
grant select on letter_template to fengni_clockwork;
grant select on letter_template to fengni_reader;
grant insert, select, update on letter_template to fengni_writer;
grant insert, select, update on life_event to fengni_clockwork;
grant select on life_event to fengni_reader;
grant insert, select, update on life_event to fengni_writer;
grant select on life_event_inquiry to fengni_reader;
grant insert, select on life_event_inquiry to fengni_writer;
grant select on life_event_inquiry_matter to fengni_reader;
grant insert, select on life_event_inquiry_matter to fengni_writer;
grant select on life_event_matter to fengni_reader;
grant insert, select, update on life_event_matter to fengni_writer;
grant select on life_event_word to fengni_reader;
grant insert, select on life_event_word to fengni_writer;
grant select on life_event_word_matter to fengni_reader;
grant insert, select on life_event_word_matter to fengni_writer;
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
grant select on overseas_report to fengni_reader;
grant insert, select on overseas_report to fengni_writer;
grant select on overseas_report_matter to fengni_reader;
grant insert, select on overseas_report_matter to fengni_writer;
grant select on overseas_unit to fengni_reader;
grant insert, select, update on overseas_unit to fengni_writer;
grant select on paper_bag to fengni_reader;
grant insert, select, update on paper_bag to fengni_writer;
grant select, update on person to fengni_clockwork;
grant select on person to fengni_reader;
grant insert, select, update on person to fengni_writer;
grant insert, select, update on person_review to fengni_clockwork;
grant select on person_review to fengni_reader;
grant insert, select, update on person_review to fengni_writer;
grant select on person_review_head to fengni_reader;
grant insert, select, update on person_review_head to fengni_writer;
grant select on person_review_head_matter to fengni_reader;
grant insert, select, update on person_review_head_matter to fengni_writer;
grant select on person_review_matter to fengni_reader;
grant insert, select, update on person_review_matter to fengni_writer;
grant select on person_review_opinion to fengni_reader;
grant insert, select on person_review_opinion to fengni_writer;
grant select on person_review_opinion_matter to fengni_reader;
grant insert, select on person_review_opinion_matter to fengni_writer;
grant select on person_review_terms to fengni_reader;
grant insert, select, update on person_review_terms to fengni_writer;
grant select on personnel_delivery to fengni_clockwork;
grant select on personnel_delivery to fengni_reader;
grant insert, select, update on personnel_delivery to fengni_writer;
grant insert, select, update on personnel_difference to fengni_clockwork;
grant select on personnel_difference to fengni_reader;
grant insert, select, update on personnel_difference to fengni_writer;
grant select on personnel_difference_matter to fengni_reader;
grant insert, select on personnel_difference_matter to fengni_writer;
grant select on personnel_filing to fengni_reader;
grant insert, select, update on personnel_filing to fengni_writer;
grant select on personnel_filing_line to fengni_reader;
grant insert, select on personnel_filing_line to fengni_writer;
grant select (id, name, unit_id, unit_path, addresses, made_at, made_by, expires_on, first_used_at, last_used_at, revoked_at) on personnel_token to fengni_reader;
grant insert, select, update on personnel_token to fengni_writer;
grant select on post to fengni_clockwork;
grant select on post to fengni_reader;
grant insert, select, update on post to fengni_writer;
grant select on post_grading to fengni_reader;
grant insert, select, update on post_grading to fengni_writer;
grant select on post_grading_matter to fengni_reader;
grant insert, select on post_grading_matter to fengni_writer;
grant insert, select, update on recall to fengni_clockwork;
grant select on recall to fengni_reader;
grant insert, select, update on recall to fengni_writer;
grant insert, select, update on register to fengni_clockwork;
grant select on register to fengni_reader;
grant insert, select, update on register to fengni_writer;
grant select on register_kind to fengni_clockwork;
grant select on register_kind to fengni_reader;
grant insert, select, update on regrading to fengni_clockwork;
grant select on regrading to fengni_reader;
grant insert, select, update on regrading to fengni_writer;
grant insert, select, update on regrading_item to fengni_clockwork;
grant select on regrading_item to fengni_reader;
grant insert, select, update on regrading_item to fengni_writer;
grant select on regrading_matter to fengni_reader;
grant insert, select, update on regrading_matter to fengni_writer;
grant select on regrading_notice to fengni_reader;
grant insert, select, update on regrading_notice to fengni_writer;
grant insert, select, update on regrading_remark to fengni_clockwork;
grant select on regrading_remark to fengni_reader;
grant insert, select, update on regrading_remark to fengni_writer;
grant select on regrading_suggestion to fengni_reader;
grant insert, select, update on regrading_suggestion to fengni_writer;
grant insert, select, update on release_day to fengni_clockwork;
grant select on release_day to fengni_reader;
grant insert, select, update on release_day to fengni_writer;
grant select on scan to fengni_reader;
grant insert, select, update on scan to fengni_writer;
grant select on scope_catalogue to fengni_reader;
grant insert, select, update on scope_catalogue to fengni_writer;
grant select on scope_item to fengni_reader;
grant insert, select on scope_item to fengni_writer;
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
grant select on supply to fengni_reader;
grant insert, select, update on supply to fengni_writer;
grant select on supply_matter to fengni_reader;
grant insert, select, update on supply_matter to fengni_writer;
grant insert, select, update on term_check to fengni_clockwork;
grant select on term_check to fengni_reader;
grant insert, select, update on term_check to fengni_writer;
grant select on terminal to fengni_reader;
grant insert, select, update on terminal to fengni_writer;
grant select on trade_secret_item to fengni_reader;
grant insert, select, update on trade_secret_item to fengni_writer;
grant select on trade_secret_list to fengni_reader;
grant insert, select, update on trade_secret_list to fengni_writer;
grant select on trade_secret_matter to fengni_reader;
grant insert, select, update on trade_secret_matter to fengni_writer;
grant select on travel_document to fengni_reader;
grant insert, select, update on travel_document to fengni_writer;
grant select on travel_document_matter to fengni_reader;
grant insert, select on travel_document_matter to fengni_writer;
grant select on travel_document_move to fengni_reader;
grant insert, select on travel_document_move to fengni_writer;
grant select on travel_document_move_matter to fengni_reader;
grant insert, select on travel_document_move_matter to fengni_writer;
grant select on travel_rule to fengni_reader;
grant insert, select, update on travel_rule to fengni_writer;
grant select on unit to fengni_clockwork;
grant select on unit to fengni_reader;
grant insert, select, update on unit to fengni_writer;
grant insert, select, update on upload to fengni_clockwork;
grant select on upload to fengni_reader;
grant insert, select, update on upload to fengni_writer;
grant select on upload_matter to fengni_reader;
grant insert, select, update on upload_matter to fengni_writer;
grant insert, select, update on vault_generation to fengni_clockwork;
grant select on vault_generation to fengni_reader;
grant insert, select, update on vault_generation to fengni_writer;
grant insert, select, update on vault_object to fengni_clockwork;
grant select on vault_object to fengni_reader;
grant insert, select, update on vault_object to fengni_writer;
grant insert, select, update on vault_rehearsal to fengni_clockwork;
grant select on vault_rehearsal to fengni_reader;
grant insert, select on vault_rehearsal to fengni_writer;
grant select on vault_release to fengni_reader;
grant insert, select, update on vault_release to fengni_writer;
grant select on visit to fengni_reader;
grant insert, select, update on visit to fengni_writer;
grant select on visit_entry to fengni_reader;
grant insert, select, update on visit_entry to fengni_writer;
grant select on visit_entry_matter to fengni_reader;
grant insert, select on visit_entry_matter to fengni_writer;
grant select on visit_finding to fengni_reader;
grant insert, select on visit_finding to fengni_writer;
grant select on visit_finding_matter to fengni_reader;
grant insert, select on visit_finding_matter to fengni_writer;
grant select on visit_matter to fengni_reader;
grant insert, select, update on visit_matter to fengni_writer;
grant select on visit_stop to fengni_reader;
grant insert, select, update on visit_stop to fengni_writer;
grant select on visit_stop_matter to fengni_reader;
grant insert, select, update on visit_stop_matter to fengni_writer;
grant select on visit_visitor to fengni_reader;
grant insert, select, update on visit_visitor to fengni_writer;
grant select on visit_visitor_matter to fengni_reader;
grant insert, select, update on visit_visitor_matter to fengni_writer;
grant select on webhook_address to fengni_clockwork;
grant select on webhook_address to fengni_reader;
grant insert, select, update on webhook_address to fengni_writer;
grant select, update on webhook_delivery to fengni_clockwork;
grant select on webhook_delivery to fengni_reader;
grant insert, select, update on webhook_delivery to fengni_writer;
grant select on webhook_event to fengni_clockwork;
grant select on webhook_event to fengni_reader;
grant insert, select, update on webhook_event to fengni_writer;

-- Rights on functions
grant execute on access_of_leaver(of_person uuid) to fengni_reader, fengni_writer;
grant execute on access_of_posts(of_posts uuid[]) to fengni_reader, fengni_writer;
grant execute on account_for_sign_in(wanted text, from_terminal text) to fengni_writer;
grant execute on acting_account() to fengni_clockwork, fengni_reader, fengni_writer;
grant execute on acting_clearance(of_scheme text) to fengni_clockwork, fengni_reader, fengni_writer;
grant execute on acting_clearances() to fengni_reader, fengni_writer;
grant execute on acting_compartments() to fengni_reader, fengni_writer;
grant execute on acting_duties() to fengni_clockwork, fengni_reader, fengni_writer;
grant execute on acting_person() to fengni_clockwork, fengni_reader, fengni_writer;
grant execute on acting_persons() to fengni_reader, fengni_writer;
grant execute on acting_posts() to fengni_reader;
grant execute on acting_power() to fengni_clockwork, fengni_reader, fengni_writer;
grant execute on acting_profile() to fengni_clockwork, fengni_reader, fengni_writer;
grant execute on acting_session() to fengni_clockwork, fengni_reader, fengni_writer;
grant execute on acting_unit() to fengni_reader, fengni_writer;
grant execute on allowance_appeal_time(of_line uuid) to fengni_reader, fengni_writer;
grant execute on allowance_lapses(of_unit uuid, of_persons uuid[], first_day date, last_day date) to fengni_reader, fengni_writer;
grant execute on allowance_line_state(of_line uuid) to fengni_reader, fengni_writer;
grant execute on allowance_paid_month(of_appeal uuid) to fengni_reader, fengni_writer;
grant execute on allowance_spans(of_unit uuid, first_day date, last_day date) to fengni_reader, fengni_writer;
grant execute on allowance_unit_of(of_path ltree) to fengni_clockwork, fengni_reader, fengni_writer;
grant execute on answers_for_person(of_person uuid) to fengni_reader, fengni_writer;
grant execute on answers_for_traveller(of_journey uuid) to fengni_reader, fengni_writer;
grant execute on applies_by_itself(of_unit uuid, with_hash text) to fengni_reader, fengni_writer;
grant execute on approval_input_of(wanted uuid) to fengni_writer;
grant execute on ask_examination(of_upload uuid) to fengni_writer;
grant execute on audited_units() to fengni_reader;
grant execute on awaited_decisions(of_person uuid) to fengni_reader, fengni_writer;
grant execute on awaited_readings(of_person uuid) to fengni_reader, fengni_writer;
grant execute on bars_on(of_person uuid, wanted_duty text, wanted_scheme text, wanted_rank integer) to fengni_writer;
grant execute on beyond_engagement(of_person uuid, allowed_duties text[], allowed_rank integer) to fengni_reader, fengni_writer;
grant execute on body_of(of_path ltree) to fengni_reader, fengni_writer;
grant execute on bound_at_home(of_persons uuid[]) to fengni_reader, fengni_writer;
grant execute on carriers_of_determination(of_determination uuid) to fengni_writer;
grant execute on carriers_to_mark(of_carriers uuid[]) to fengni_clockwork, fengni_writer;
grant execute on catalogue_consents(wanted uuid) to fengni_reader, fengni_writer;
grant execute on catalogue_pending(wanted uuid) to fengni_reader, fengni_writer;
grant execute on classification_changes(below ltree, of_year integer) to fengni_reader, fengni_writer;
grant execute on classification_figures(below ltree, of_year integer, maxima jsonb) to fengni_reader, fengni_writer;
grant execute on classification_persons(of_path ltree, of_scheme text, of_rank integer, of_duties text[]) to fengni_reader, fengni_writer;
grant execute on clock_last_seen() to fengni_clockwork;
grant execute on clock_stopped() to fengni_clockwork, fengni_reader, fengni_writer;
grant execute on compartment_of_subject(of_subject uuid) to fengni_clockwork, fengni_reader, fengni_writer;
grant execute on copies_held_by(of_person uuid) to fengni_writer;
grant execute on copies_inside(of_carriers uuid[]) to fengni_clockwork, fengni_writer;
grant execute on copies_not_for(of_person uuid, wanted uuid[]) to fengni_writer;
grant execute on copies_outside(of_carriers uuid[]) to fengni_clockwork, fengni_writer;
grant execute on copies_to_sign_for() to fengni_reader, fengni_writer;
grant execute on copies_with_uncleared() to fengni_reader;
grant execute on day_start(of_day date) to fengni_clockwork, fengni_reader, fengni_writer;
grant execute on debts_without_copies(of_persons uuid[]) to fengni_writer;
grant execute on deciders_besides(step jsonb, over_unit ltree, besides uuid[]) to fengni_reader, fengni_writer;
grant execute on deciders_of(step jsonb, over_unit ltree, besides uuid) to fengni_reader, fengni_writer;
grant execute on decides_in(steps jsonb, over_unit ltree) to fengni_reader, fengni_writer;
grant execute on decides_travel(over_unit ltree) to fengni_reader, fengni_writer;
grant execute on decisions_about(of_subject uuid) to fengni_reader, fengni_writer;
grant execute on deliveries_undecided(wanted uuid[]) to fengni_clockwork, fengni_reader, fengni_writer;
grant execute on delivery_before(of_token uuid, with_reference text) to fengni_reader, fengni_writer;
grant execute on destroyed_but_held(wanted integer[]) to fengni_reader;
grant execute on destruction_consents(of_list uuid) to fengni_reader, fengni_writer;
grant execute on destruction_pending(of_list uuid) to fengni_reader, fengni_writer;
grant execute on destruction_traces(of_list uuid) to fengni_reader, fengni_writer;
grant execute on destruction_witnesses_asked(of_list uuid) to fengni_reader, fengni_writer;
grant execute on determination_requests(wanted uuid[]) to fengni_reader, fengni_writer;
grant execute on differences_to_compare(of_unit uuid, with_hash text, staff_nos text[]) to fengni_reader, fengni_writer;
grant execute on directory_kept(of_kind text) to fengni_writer;
grant execute on documents_lent_for(of_journey uuid) to fengni_writer;
grant execute on end_rights_of(of_persons uuid[], last_day date) to fengni_clockwork, fengni_writer;
grant execute on end_sessions_elsewhere(changed uuid, at timestamp with time zone) to fengni_writer;
grant execute on end_sessions_of(accounts uuid[], at timestamp with time zone) to fengni_writer;
grant execute on end_sign_ins(of_person uuid, at timestamp with time zone) to fengni_writer;
grant execute on end_sign_ins_of(of_persons uuid[], at timestamp with time zone) to fengni_clockwork;
grant execute on engagement_trail(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) to fengni_reader, fengni_writer;
grant execute on escorts_gone(of_persons uuid[]) to fengni_reader, fengni_writer;
grant execute on evidence_of_custody(entry uuid) to fengni_reader;
grant execute on evidence_of_destruction_list(entry uuid) to fengni_reader;
grant execute on examined_name(of_upload uuid) to fengni_clockwork;
grant execute on factors_for_sign_in(of_account uuid) to fengni_writer;
grant execute on file_head(of_person uuid) to fengni_reader, fengni_writer;
grant execute on find_content(words integer[], of_register uuid, reached_at timestamp with time zone, reached_id uuid, how_many integer) to fengni_reader;
grant execute on find_known(words text, filter jsonb, reached_at timestamp with time zone, reached_id uuid, how_many integer) to fengni_reader;
grant execute on first_code_sheet(of_login text, with_activation text, of_factor uuid, at timestamp with time zone) to fengni_reader;
grant execute on goes_with_copies(of_person uuid, moved uuid[]) to fengni_writer;
grant execute on grade_for_travel(of_persons uuid[]) to fengni_reader, fengni_writer;
grant execute on grade_now(of_person uuid) to fengni_clockwork, fengni_writer;
grant execute on grade_of_leaver(of_person uuid) to fengni_reader, fengni_writer;
grant execute on grade_rank(of_grade text) to fengni_clockwork, fengni_reader, fengni_writer;
grant execute on graded_people(due_days integer) to fengni_reader, fengni_writer;
grant execute on grams_of(words text) to fengni_reader, fengni_writer;
grant execute on granted_ids() to fengni_clockwork, fengni_reader, fengni_sealer, fengni_writer;
grant execute on handled_catalogues() to fengni_reader, fengni_writer;
grant execute on handled_determination_paths() to fengni_reader, fengni_writer;
grant execute on handled_registers() to fengni_reader, fengni_writer;
grant execute on handles_people_of(of_person uuid) to fengni_clockwork, fengni_reader, fengni_writer;
grant execute on held_accounts(of_person uuid) to fengni_reader, fengni_writer;
grant execute on held_copies(of_person uuid) to fengni_reader, fengni_writer;
grant execute on held_duties(of_person uuid) to fengni_reader, fengni_writer;
grant execute on held_key_shares(of_person uuid) to fengni_reader, fengni_writer;
grant execute on held_uploads(of_person uuid) to fengni_reader, fengni_writer;
grant execute on holdings_to_compare(of_unit uuid, with_hash text, person_ids uuid[]) to fengni_reader, fengni_writer;
grant execute on holds_power(of_person uuid) to fengni_writer;
grant execute on hosted_visits(of_person uuid) to fengni_reader, fengni_writer;
grant execute on house_state() to fengni_clockwork, fengni_reader, fengni_writer;
grant execute on house_today() to fengni_clockwork, fengni_reader, fengni_writer;
grant execute on is_cleared_like(of_deputy uuid, of_principal uuid) to fengni_writer;
grant execute on is_signed_in() to fengni_clockwork, fengni_reader, fengni_writer;
grant execute on keep_account_secret(of_account uuid, new_password text, new_activation text, until timestamp with time zone) to fengni_writer;
grant execute on keep_approval_input(of_approval uuid, of_command uuid, parked jsonb) to fengni_writer;
grant execute on keep_cosigned(of_size bigint, cosigned text, at timestamp with time zone, cosigned_at timestamp with time zone, by_witness text) to fengni_writer;
grant execute on keep_key_challenge(new_hash text, for_purpose text, of_account uuid, of_session uuid, from_terminal text, at timestamp with time zone, until timestamp with time zone) to fengni_writer;
grant execute on keep_sign_in_ticket(new_hash text, of_account uuid, from_terminal text, at timestamp with time zone, until timestamp with time zone) to fengni_writer;
grant execute on kept_documents(of_person uuid) to fengni_reader, fengni_writer;
grant execute on kept_key_places(of_person uuid) to fengni_reader, fengni_writer;
grant execute on known_catalogues() to fengni_reader, fengni_writer;
grant execute on known_determinations() to fengni_reader, fengni_writer;
grant execute on known_key_places() to fengni_reader, fengni_writer;
grant execute on known_scope_catalogues() to fengni_reader, fengni_writer;
grant execute on knows_allowance(wanted uuid) to fengni_reader, fengni_writer;
grant execute on knows_carrier(wanted uuid) to fengni_reader, fengni_writer;
grant execute on knows_catalogue(wanted uuid) to fengni_reader, fengni_writer;
grant execute on knows_compartment(wanted uuid) to fengni_reader, fengni_writer;
grant execute on knows_determination(wanted uuid) to fengni_reader, fengni_writer;
grant execute on knows_engagement(wanted uuid) to fengni_reader, fengni_writer;
grant execute on knows_engagement_contract(wanted uuid) to fengni_reader, fengni_writer;
grant execute on knows_key_place(wanted uuid) to fengni_reader, fengni_writer;
grant execute on knows_leaving(wanted uuid) to fengni_reader, fengni_writer;
grant execute on knows_letter(wanted uuid) to fengni_reader, fengni_writer;
grant execute on knows_life_event(wanted uuid) to fengni_reader, fengni_writer;
grant execute on knows_person_review(of_review uuid) to fengni_reader, fengni_writer;
grant execute on knows_personnel_filing(wanted uuid) to fengni_reader, fengni_writer;
grant execute on knows_post_grading(wanted uuid) to fengni_reader, fengni_writer;
grant execute on knows_regrading(wanted uuid) to fengni_reader, fengni_writer;
grant execute on knows_regrading_matter(wanted uuid) to fengni_reader, fengni_writer;
grant execute on knows_subject(wanted uuid) to fengni_reader, fengni_writer;
grant execute on knows_supply(wanted uuid) to fengni_reader, fengni_writer;
grant execute on knows_trade_secret_list(wanted uuid) to fengni_reader, fengni_writer;
grant execute on knows_travel(wanted uuid) to fengni_reader, fengni_writer;
grant execute on knows_visit(wanted uuid) to fengni_reader, fengni_writer;
grant execute on lent_documents(of_person uuid) to fengni_reader, fengni_writer;
grant execute on letter_chain(of_letter uuid) to fengni_reader;
grant execute on life_event_inquiry_trail(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) to fengni_reader, fengni_writer;
grant execute on life_event_trail(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) to fengni_reader, fengni_writer;
grant execute on log_keep_from() to fengni_reader;
grant execute on log_rows_digest(entry uuid) to fengni_clockwork, fengni_writer;
grant execute on login_of_outside(named text) to fengni_writer;
grant execute on login_of_ticket(shown_hash text, from_terminal text, at timestamp with time zone, taken boolean) to fengni_writer;
grant execute on match_catalogue(words text, of_unit uuid, of_scheme text, how_many integer) to fengni_reader;
grant execute on may_keep_in_step(of_unit uuid, with_hash text) to fengni_reader, fengni_writer;
grant execute on move_unit(moved uuid, below uuid) to fengni_writer;
grant execute on my_allowance_lines() to fengni_reader, fengni_writer;
grant execute on my_journeys() to fengni_reader, fengni_writer;
grant execute on my_letters() to fengni_reader, fengni_writer;
grant execute on next_catalogue_version(of_unit uuid, of_scheme text) to fengni_writer;
grant execute on next_copy_ordinal(of_carrier uuid) to fengni_writer;
grant execute on next_key_place(of_unit uuid) to fengni_writer;
grant execute on next_reader(of_circulation uuid) to fengni_writer;
grant execute on next_supply(of_unit uuid, of_year integer) to fengni_writer;
grant execute on next_visit(of_unit uuid, of_year integer) to fengni_writer;
grant execute on note_clock_confirmed(at timestamp with time zone) to fengni_writer;
grant execute on note_session_seen(at timestamp with time zone) to fengni_writer;
grant execute on note_sign_in(of_account uuid, from_terminal text, failed boolean, at timestamp with time zone) to fengni_writer;
grant execute on obligations_standing(fresh jsonb) to fengni_clockwork, fengni_writer;
grant execute on open_calendar_duties(of_kind text, of_unit uuid) to fengni_writer;
grant execute on open_calendar_duties(of_kind text, of_unit uuid, of_year integer) to fengni_writer;
grant execute on open_carriers(wanted uuid[]) to fengni_writer;
grant execute on open_determination_register(new_id uuid, of_path ltree, grammar jsonb) to fengni_writer;
grant execute on open_hand_overs(of_person uuid) to fengni_reader, fengni_writer;
grant execute on open_journeys(of_person uuid) to fengni_reader, fengni_writer;
grant execute on open_notice_debts(of_kind text, of_regrading uuid, of_notice uuid) to fengni_writer;
grant execute on open_obligations(of_kind text, of_subject uuid, of_person uuid) to fengni_clockwork, fengni_writer;
grant execute on open_obligations_about(of_kinds text[], of_subjects uuid[]) to fengni_clockwork, fengni_writer;
grant execute on open_release_days_of(of_carriers uuid[]) to fengni_clockwork, fengni_writer;
grant execute on open_remarks_of(of_copies uuid[]) to fengni_clockwork, fengni_writer;
grant execute on open_reviews_of(of_carriers uuid[]) to fengni_clockwork, fengni_writer;
grant execute on open_supplies(of_person uuid) to fengni_reader, fengni_writer;
grant execute on order_pruning(new_minimum bigint, new_root bytea, at timestamp with time zone) to fengni_writer;
grant execute on oversees_engagements(over_unit ltree) to fengni_reader, fengni_writer;
grant execute on oversees_leaving(over_unit ltree) to fengni_reader, fengni_writer;
grant execute on oversees_letters(over_unit ltree) to fengni_reader, fengni_writer;
grant execute on oversees_obligation(of_duty text, over_unit ltree) to fengni_reader, fengni_writer;
grant execute on oversees_people(over_unit ltree) to fengni_reader, fengni_writer;
grant execute on own_engagements(of_person uuid) to fengni_reader, fengni_writer;
grant execute on own_visits() to fengni_reader, fengni_writer;
grant execute on papers_out(of_journey uuid) to fengni_reader, fengni_writer;
grant execute on pending_requests(of_person uuid) to fengni_reader, fengni_writer;
grant execute on pending_requests_about(of_subject uuid) to fengni_reader, fengni_writer;
grant execute on people_with_access(of_unit uuid, on_day date) to fengni_reader, fengni_writer;
grant execute on personnel_token_of(with_hash text) to fengni_reader, fengni_writer;
grant execute on persons_who_know(of_carrier uuid, wanted uuid[]) to fengni_writer;
grant execute on persons_who_know_all(of_carriers uuid[], wanted uuid[]) to fengni_reader, fengni_writer;
grant execute on plain_words(words text) to fengni_reader, fengni_writer;
grant execute on posts_to_compare(of_unit uuid, with_hash text, unit_ids uuid[]) to fengni_reader, fengni_writer;
grant execute on promised_copies(of_carrier uuid) to fengni_reader, fengni_writer;
grant execute on prune_step(entries_max integer, at timestamp with time zone) to fengni_sealer;
grant execute on put_content_grams(of_copy uuid, words integer[]) to fengni_clockwork;
grant execute on raised_marks_of(of_question uuid) to fengni_writer;
grant execute on registers_of_unit(of_unit uuid) to fengni_writer;
grant execute on regrading_classifiers(of_carriers uuid[]) to fengni_reader, fengni_writer;
grant execute on regrading_pending(wanted uuid) to fengni_reader, fengni_writer;
grant execute on release_opened(wanted uuid) to fengni_reader, fengni_writer;
grant execute on responsibility_letter_of(of_person uuid, of_year integer) to fengni_writer;
grant execute on review_facts(wanted uuid[]) to fengni_reader, fengni_writer;
grant execute on review_paths() to fengni_reader, fengni_writer;
grant execute on review_progress(of_reviews uuid[]) to fengni_reader, fengni_writer;
grant execute on review_under_way(of_person uuid) to fengni_clockwork, fengni_writer;
grant execute on reviews_due(ends_by date, posted_since date, at_most integer) to fengni_clockwork;
grant execute on reviews_lapsed(at_most integer) to fengni_clockwork;
grant execute on row_hash(row_image jsonb) to fengni_clockwork, fengni_reader, fengni_sealer, fengni_writer;
grant execute on sealed_places(wanted uuid[]) to fengni_reader, fengni_writer;
grant execute on sees_journey(wanted uuid) to fengni_reader, fengni_writer;
grant execute on sessions_over(started_before timestamp with time zone, idle_since timestamp with time zone, how_many integer) to fengni_clockwork;
grant execute on sheet_of_account(of_account uuid) to fengni_reader;
grant execute on sheet_of_power(of_power text) to fengni_reader;
grant execute on sign_in_ways() to fengni_reader;
grant execute on sponsored_engagements(of_person uuid) to fengni_reader, fengni_writer;
grant execute on staff_catalogues() to fengni_reader, fengni_writer;
grant execute on staff_to_compare(of_unit uuid, with_hash text, staff_nos text[], names text[], everybody boolean) to fengni_reader, fengni_writer;
grant execute on take_key_challenge(shown_hash text, for_purpose text, of_account uuid, of_session uuid, from_terminal text, at timestamp with time zone) to fengni_writer;
grant execute on take_numbers(new_id uuid, of_register uuid, of_series text, how_many integer, past integer) to fengni_writer;
grant execute on terminal_allowed(seen text, of_power text) to fengni_writer;
grant execute on trade_secret_clearance() to fengni_reader, fengni_writer;
grant execute on trade_secret_list_consents(of_list uuid) to fengni_reader, fengni_writer;
grant execute on trade_secret_list_pending(of_list uuid) to fengni_reader, fengni_writer;
grant execute on trade_secret_units_handled() to fengni_reader, fengni_writer;
grant execute on trade_secret_units_known() to fengni_reader, fengni_writer;
grant execute on trade_secrets_held() to fengni_reader, fengni_writer;
grant execute on trail_accounts(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) to fengni_reader, fengni_writer;
grant execute on trail_allowance_appeals(of_person uuid, from_at timestamp with time zone, until_at timestamp with time zone) to fengni_reader, fengni_writer;
grant execute on trail_allowances(of_person uuid, from_at timestamp with time zone, until_at timestamp with time zone) to fengni_reader, fengni_writer;
grant execute on trail_clearances(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) to fengni_reader, fengni_writer;
grant execute on trail_coolings(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) to fengni_reader, fengni_writer;
grant execute on trail_custody(of_person uuid, states text[], from_at timestamp with time zone, to_at timestamp with time zone) to fengni_reader, fengni_writer;
grant execute on trail_duties(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) to fengni_reader, fengni_writer;
grant execute on trail_filings(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) to fengni_reader, fengni_writer;
grant execute on trail_hand_overs(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) to fengni_reader, fengni_writer;
grant execute on trail_late(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) to fengni_reader, fengni_writer;
grant execute on trail_late_returns(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) to fengni_reader, fengni_writer;
grant execute on trail_leavings(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) to fengni_reader, fengni_writer;
grant execute on trail_missing(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) to fengni_reader, fengni_writer;
grant execute on trail_of_debriefs(of_person uuid, from_at timestamp with time zone, until_at timestamp with time zone) to fengni_reader, fengni_writer;
grant execute on trail_of_documents(of_person uuid, from_at timestamp with time zone, until_at timestamp with time zone) to fengni_reader, fengni_writer;
grant execute on trail_of_journeys(of_person uuid, from_at timestamp with time zone, until_at timestamp with time zone) to fengni_reader, fengni_writer;
grant execute on trail_of_supplies(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) to fengni_reader, fengni_writer;
grant execute on trail_of_visits(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) to fengni_reader, fengni_writer;
grant execute on trail_openings(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) to fengni_reader, fengni_writer;
grant execute on trail_posts(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) to fengni_reader, fengni_writer;
grant execute on trail_readings(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) to fengni_reader, fengni_writer;
grant execute on trail_reviews(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) to fengni_reader, fengni_writer;
grant execute on trail_reviews_unseen(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) to fengni_reader, fengni_writer;
grant execute on trail_scope(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) to fengni_reader, fengni_writer;
grant execute on trail_signed(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) to fengni_reader, fengni_writer;
grant execute on trail_spells(of_person uuid, of_kind text, from_at timestamp with time zone, to_at timestamp with time zone) to fengni_reader, fengni_writer;
grant execute on trail_unsigned(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) to fengni_reader, fengni_writer;
grant execute on trail_visits(of_person uuid, from_at timestamp with time zone, to_at timestamp with time zone) to fengni_reader, fengni_writer;
grant execute on travel_facts(of_journey uuid) to fengni_reader, fengni_writer;
grant execute on travellers_unready(of_journey uuid) to fengni_reader, fengni_writer;
grant execute on travelling_then(of_persons uuid[], from_day date, until_day date, besides uuid) to fengni_reader, fengni_writer;
grant execute on undecided_determinations(of_person uuid) to fengni_reader, fengni_writer;
grant execute on units_to_compare(of_unit uuid, with_hash text) to fengni_reader, fengni_writer;
grant execute on unsigned_letters(of_person uuid) to fengni_reader, fengni_writer;
grant execute on unused_code_sheet(of_factor uuid) to fengni_reader;
grant execute on vault_content_states(of_carrier uuid) to fengni_reader;
grant execute on vault_facts() to fengni_reader;
grant execute on vault_generations_alive() to fengni_clockwork, fengni_writer;
grant execute on vault_objects_of(of_parts uuid[], of_objects uuid[]) to fengni_clockwork, fengni_writer;
grant execute on vault_openings(of_carrier uuid, reached timestamp with time zone, reached_id uuid, how_many integer) to fengni_reader, fengni_writer;
grant execute on visit_paths() to fengni_reader, fengni_writer;
grant execute on waiting_letter(of_template uuid, of_person uuid) to fengni_writer;
grant execute on watched_lists() to fengni_reader, fengni_writer;
grant execute on webhook_overtaken(wanted uuid) to fengni_writer;
grant execute on webhooks_due(at timestamp with time zone, how_many integer) to fengni_clockwork;
grant execute on witness_age() to fengni_clockwork, fengni_reader, fengni_writer;

-- Rights on the schema
grant usage on schema public to fengni_clockwork;
grant usage on schema public to fengni_reader;
grant usage on schema public to fengni_sealer;
grant usage on schema public to fengni_writer;
grant usage on schema public to public;
