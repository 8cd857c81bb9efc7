import { LedgerRow } from '@fengni/server/modules/carriers/contract';
import { z } from 'zod';

/** What a column of a ledger can mean, in the order offered. */
export const ledgerFields = [
  'number',
  'title',
  'mark',
  'term',
  'scheme',
  'copyNo',
  'copies',
  'documentNo',
  'originator',
  'issuedOn',
  'receivedOn',
  'pages',
  'medium',
  'keeper',
  'place',
  'state',
  'stateOn',
  'holder',
  'lentOn',
  'returnedOn',
  'archivedOn',
  'sentBackOn',
  'destroyedOn',
  'remark',
  'ordinal',
] as const;
export const LedgerField = z.enum(ledgerFields);
export type LedgerField = z.infer<typeof LedgerField>;

const Bilingual = z.object({ zh: z.string(), en: z.string() });
const Params = z.record(z.string(), z.union([z.string(), z.number(), Bilingual]));
const Refused = z.object({ code: z.string(), params: Params.default({}) });

export const LedgerFault = z.object({
  sheet: z.string(),
  row: z.int(),
  column: z.string(),
  value: z.string(),
  code: z.string(),
  zh: z.string(),
  en: z.string(),
});
export type LedgerFault = z.infer<typeof LedgerFault>;

const PlannedSheet = z.object({
  name: z.string(),
  kind: z.enum(['table', 'prose', 'empty']),
  hidden: z.boolean(),
  used: z.boolean(),
  note: Bilingual.nullable(),
  headerRow: z.int().nullable(),
  columns: z.array(
    z.object({
      index: z.int(),
      letter: z.string(),
      header: z.string(),
      field: LedgerField.nullable(),
      confidence: z.number(),
      examples: z.array(z.string()),
    }),
  ),
  rows: z.int(),
});
export type PlannedSheet = z.infer<typeof PlannedSheet>;

/** What an import would do, as far as it is shown; the counts are of all. */
export const LedgerPlan = z.object({
  sheets: z.array(PlannedSheet),
  faults: z.array(LedgerFault),
  notices: z.array(LedgerFault),
  good: z.array(LedgerRow.extend({ known: z.boolean() })),
  counts: z.object({
    rows: z.int(),
    good: z.int(),
    rejected: z.int(),
    copies: z.int(),
    marksMended: z.int(),
    known: z.int(),
    fresh: z.int(),
  }),
  fileNotes: z.array(
    Bilingual.extend({ code: z.string(), sheet: z.string().nullable(), count: z.number().nullable() }),
  ),
  faultCount: z.int(),
  noticeCount: z.int(),
});
export type LedgerPlan = z.infer<typeof LedgerPlan>;

const Imported = z.object({
  added: z.int(),
  known: z.int(),
  rejected: z.int(),
  carriers: z.int(),
  copies: z.int(),
});
export type Imported = z.infer<typeof Imported>;

const Outcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), result: Imported }),
  z.object({ kind: z.literal('parked'), approvalId: z.string() }),
  Refused.extend({ kind: z.literal('refused') }),
]);
export const LedgerResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('plan'), plan: LedgerPlan }),
  z.object({ kind: z.literal('faulty'), plan: LedgerPlan }),
  z.object({ kind: z.literal('outcome'), outcome: Outcome, plan: LedgerPlan }),
  Refused.extend({ kind: z.literal('refused') }),
]);
export type LedgerResult = z.infer<typeof LedgerResult>;

export const LedgerProgress = z.object({
  phase: z.enum(['reading', 'checking', 'writing']),
  done: z.number(),
  total: z.number(),
});
export type LedgerProgress = z.infer<typeof LedgerProgress>;

/** One line of the answer of `POST /api/ledgers`. */
export const LedgerLine = z.union([
  z.object({ progress: LedgerProgress }),
  z.object({ result: LedgerResult }),
  z.object({ error: Refused }),
]);

/** What was chosen for one sheet, by its name. */
export interface SheetMapping {
  readonly use?: boolean;
  readonly headerRow?: number;
  readonly columns?: Readonly<Record<string, LedgerField | null>>;
}
export type LedgerMapping = Readonly<Record<string, SheetMapping>>;
