import { table } from '@fengni/kernel/db/table';
import type { z } from 'zod';
import type { Validity as ValiditySchema } from './contract.ts';
import type { CopyMove, CopyState } from './rules.ts';

type Validity = z.infer<typeof ValiditySchema>;

export interface CarrierRow {
  id: string;
  register_id: string;
  unit_id: string;
  unit_path: string;
  number: string;
  number_sort: string;
  medium: 'paper' | 'electronic' | 'disc' | 'drawing' | 'sample' | 'telegram';
  scheme: string;
  level: string;
  level_rank: number;
  validity: Validity;
  mark: string;
  origin: 'own' | 'received';
  issued_on: string | null;
  expires_on: string | null;
  urgency: 'flash' | 'urgent' | 'priority' | 'routine' | null;
  pages: number | null;
  pages_stated: string | null;
  copy_count: number;
  state: 'draft' | 'active' | 'ended';
  derived_from: string | null;
  must_return: boolean;
  recall_id: string | null;
  registered_at: Date;
  registered_by: string;
  import_key: string | null;
  /** The determination its mark rests on; null for received ones and those of old ledgers. */
  determination_id: string | null;
  /** The mark before the present one, shown struck out beside it. */
  former_mark: string | null;
  /** The day it was released from secrecy: its rank is 0 from then on. */
  released_on: string | null;
}
export interface CarrierMatterRow {
  id: string;
  title: string;
  document_no: string;
  originator: string;
  remark: string;
  /** The compartment that divides its matter (CLS-6): who is in scope knows it only as a member. */
  compartment_id: string | null;
}
export interface CarrierScopeRow {
  id: string;
  carrier_id: string;
  person_id: string | null;
  post_id: string | null;
  basis: 'initial' | 'registrar' | 'widened' | 'reader' | 'import';
  added_at: Date;
  added_by: string;
  ended_at: Date | null;
}
export interface CarrierKnowerRow {
  person_id: string;
  carrier_id: string;
  scheme: string;
  level_rank: number;
  registered_at: Date;
  register_id: string;
  state: CarrierRow['state'];
}
export interface CopyRow {
  id: string;
  carrier_id: string;
  register_id: string;
  copy_no: string;
  code: string;
  state: CopyState;
  holder_id: string | null;
  place: string;
  since: Date;
  due_on: string | null;
  list_id: string | null;
  /** The order of lists; the database fills it in where it is not given. */
  carrier_registered_at?: Date | undefined;
}
export type Signed = 'screen' | 'clerk' | 'paper';
export interface CustodyRow {
  id: string;
  copy_id: string;
  carrier_id: string;
  register_id: string;
  happened_at: Date;
  entered_at: Date;
  move: CopyMove;
  state: CopyState;
  holder_id: string | null;
  place: string;
  by_id: string;
  signed: Signed;
  scan_id: string | null;
  note: string;
  entry_id: string;
}
export interface CirculationRow {
  id: string;
  copy_id: string;
  carrier_id: string;
  register_id: string;
  state: 'open' | 'closed';
  urgent: boolean;
  days_per_reader: number;
  started_at: Date;
  closed_at: Date | null;
}
export interface CirculationReaderRow {
  id: string;
  circulation_id: string;
  carrier_id: string;
  register_id: string;
  place_in_list: number;
  person_id: string;
  deputy_id: string | null;
  state: 'waiting' | 'reading' | 'read' | 'skipped';
  received_at: Date | null;
  due_on: string | null;
  returned_at: Date | null;
  signed: Signed | null;
  scan_id: string | null;
  remark: string;
}
export interface LoanRow {
  id: string;
  copy_id: string;
  carrier_id: string;
  register_id: string;
  kind: 'borrow' | 'take-out';
  borrower_id: string;
  companions: string[];
  purpose: string;
  state: 'approved' | 'out' | 'back' | 'lapsed';
  approved_at: Date;
  due_on: string;
  handed_at: Date | null;
  returned_at: Date | null;
}
export interface MakingRow {
  id: string;
  carrier_id: string;
  register_id: string;
  kind: 'original' | 'copy' | 'extract';
  copies: number;
  purpose: string;
  state: 'ordered' | 'made' | 'lapsed';
  ordered_at: Date;
  ordered_by: string;
  made_at: Date | null;
  printer: string;
  place: string;
  operator_id: string | null;
  spoiled: number;
  waste: 'none' | 'destroyed' | 'kept';
  waste_witness_id: string | null;
}
export interface DeliveryRow {
  id: string;
  register_id: string;
  direction: 'out' | 'in';
  number: string;
  counterpart: string;
  channel: string;
  seal_no: string;
  escorts: string[];
  stated_count: number;
  counted_count: number | null;
  faults: string[];
  fault_note: string;
  recall_id: string | null;
  state: 'sent' | 'received' | 'receipted' | 'disputed' | 'came-back';
  sent_at: Date;
  ended_at: Date | null;
  receipt_signer: string;
  scan_id: string | null;
}
export interface DeliveryItemRow {
  id: string;
  delivery_id: string;
  register_id: string;
  copy_id: string;
  arrived: boolean | null;
}
export interface StocktakingRow {
  id: string;
  register_id: string;
  number: string;
  place: string;
  state: 'open' | 'closed';
  expected: number;
  found: number;
  strays: number;
  started_at: Date;
  started_by: string;
  closed_at: Date | null;
}
export interface StocktakingItemRow {
  id: string;
  stocktaking_id: string;
  register_id: string;
  copy_id: string;
  expected: boolean;
  state_then: CopyState;
  found_at: Date | null;
  found_by: string | null;
}
export interface HandOverRow {
  id: string;
  unit_id: string;
  unit_path: string;
  from_id: string;
  to_id: string;
  witness_id: string;
  state: 'open' | 'signed' | 'cancelled';
  reason: string;
  opened_at: Date;
  receiver_signed_at: Date | null;
  witness_signed_at: Date | null;
  ended_at: Date | null;
}
export interface HandOverItemRow {
  id: string;
  hand_over_id: string;
  register_id: string;
  copy_id: string;
}
export interface RecallRow {
  id: string;
  register_id: string;
  number: string;
  issuer: string;
  reference: string;
  due_on: string;
  state: 'open' | 'closed';
  opened_at: Date;
  closed_at: Date | null;
}
export interface PaperBagRow {
  id: string;
  register_id: string;
  number: string;
  room: string;
  kind: 'papers' | 'newspapers' | 'mixed';
  weight_grams: number;
  seal_no: string;
  state: 'sealed' | 'for-destruction' | 'destroyed';
  sealed_at: Date;
  sealed_by: string;
  list_id: string | null;
}
export interface DestructionListRow {
  id: string;
  register_id: string;
  unit_id: string;
  unit_path: string;
  number: string;
  point: string;
  method: 'pulping' | 'incineration' | 'shredding' | 'degaussing' | 'crushing';
  planned_on: string;
  witnesses: string[];
  state: 'draft' | 'approved' | 'destroyed' | 'cancelled';
  made_at: Date;
  made_by: string;
  approved_at: Date | null;
  destroyed_at: Date | null;
  escorts: string;
  certificate_no: string | null;
  scan_id: string | null;
  /** SHA-256 of the list as it was approved, in hex. */
  approved_digest: string | null;
  /** Entry of the log under which it was destroyed. */
  entry_id: string | null;
}
export interface DestructionWitnessRow {
  id: string;
  list_id: string;
  register_id: string;
  person_id: string;
  signed: 'screen' | 'paper';
  signed_at: Date;
}
export interface MissingCopyRow {
  id: string;
  copy_id: string;
  register_id: string;
  reported_at: Date;
  reported_by: string;
  deemed_leaked_on: string | null;
  found_at: Date | null;
  note: string;
}
export interface LedgerExportRow {
  id: string;
  register_id: string;
  number: string;
  filter: unknown;
  row_count: number;
  mark: string;
  made_at: Date;
  made_by: string;
}
export interface LedgerImportRow {
  id: string;
  register_id: string;
  file_name: string;
  file_digest: string;
  added: number;
  known: number;
  rejected: number;
  imported_at: Date;
  imported_by: string;
}

export interface CarriersTables {
  carrier: CarrierRow;
  carrier_matter: CarrierMatterRow;
  carrier_scope: CarrierScopeRow;
  carrier_knower: CarrierKnowerRow;
  copy: CopyRow;
  custody: CustodyRow;
  circulation: CirculationRow;
  circulation_reader: CirculationReaderRow;
  loan: LoanRow;
  making: MakingRow;
  delivery: DeliveryRow;
  delivery_item: DeliveryItemRow;
  stocktaking: StocktakingRow;
  stocktaking_item: StocktakingItemRow;
  hand_over: HandOverRow;
  hand_over_item: HandOverItemRow;
  recall: RecallRow;
  paper_bag: PaperBagRow;
  destruction_list: DestructionListRow;
  destruction_witness: DestructionWitnessRow;
  missing_copy: MissingCopyRow;
  ledger_export: LedgerExportRow;
  ledger_import: LedgerImportRow;
}

export const carriers = table<CarrierRow>('carrier');
export const carrierMatters = table<CarrierMatterRow>('carrier_matter');
export const carrierScopes = table<CarrierScopeRow>('carrier_scope');
export const copies = table<CopyRow>('copy');
export const custodies = table<CustodyRow>('custody');
export const circulations = table<CirculationRow>('circulation');
export const circulationReaders = table<CirculationReaderRow>('circulation_reader');
export const loans = table<LoanRow>('loan');
export const makings = table<MakingRow>('making');
export const deliveries = table<DeliveryRow>('delivery');
export const deliveryItems = table<DeliveryItemRow>('delivery_item');
export const stocktakings = table<StocktakingRow>('stocktaking');
export const stocktakingItems = table<StocktakingItemRow>('stocktaking_item');
export const handOvers = table<HandOverRow>('hand_over');
export const handOverItems = table<HandOverItemRow>('hand_over_item');
export const recalls = table<RecallRow>('recall');
export const paperBags = table<PaperBagRow>('paper_bag');
export const destructionLists = table<DestructionListRow>('destruction_list');
export const destructionWitnessTable = table<DestructionWitnessRow>('destruction_witness');
export const missingCopies = table<MissingCopyRow>('missing_copy');
export const ledgerExports = table<LedgerExportRow>('ledger_export');
export const ledgerImports = table<LedgerImportRow>('ledger_import');
