import { know } from '@fengni/kernel/command/tier';
import type { Bilingual } from '@fengni/kernel/command/define';
import type { ErrorList } from '@fengni/kernel/command/refusal';
import { Mark } from '@fengni/schemes/mark';
import { z } from 'zod';
import { ScanInput } from '../scans/contract.ts';
import {
  copiesAtOnceMax,
  copyMoves,
  copyStates,
  destructionWitnesses,
  importRowsMax,
  media,
  readersMax,
  whoHadWays,
} from './rules.ts';

const Id = z.uuid();
const Day = z.iso.date();
// what people type about a carrier may tell what is in it: the auditor reads none of it
const Reason = know(z.string().trim().min(2).max(300));
const Note = know(z.string().trim().max(300)).default('');
const Words = (max: number) => z.string().trim().max(max);
const Copies = z.array(Id).min(1).max(copiesAtOnceMax);
const After = z.string().max(300).nullable().default(null);

export const registerKinds = ['carrier', 'cipher', 'paper-bag'] as const;
/** Level, validity and, for trade secrets, owner: the grammar is `@fengni/schemes`'. */
export const MarkInput = Mark;
export const Validity = Mark.shape.validity;

// Registers
export const OpenRegister = z.object({
  unitId: Id,
  kind: z.enum(registerKinds),
  name: z.string().trim().min(1).max(100),
  numberPattern: z.string().trim().min(1).max(80).optional(),
});
export const CloseRegister = z.object({ registerId: Id, reason: Reason });

// Draft, register, make (CAR-1, CAR-2)
const MatterFields = {
  title: know(z.string().trim().min(1).max(300)),
  documentNo: know(Words(60)).default(''),
  originator: know(Words(100)).default(''),
  remark: know(Words(300)).default(''),
};
const CarrierFields = {
  medium: z.enum(media),
  mark: MarkInput,
  issuedOn: Day.nullable().default(null),
  urgency: z.enum(['flash', 'urgent', 'priority', 'routine']).nullable().default(null),
  pages: z.int().min(0).max(100_000).nullable().default(null),
};
export const ScopeInput = know(
  z.object({ personIds: z.array(Id).max(500).default([]), postIds: z.array(Id).max(200).default([]) }),
);
/**
 * The scope of a new carrier, with the compartment it is in. The log withholds both as one: whether there is a compartment
 * is for its members to know (CLS-6), and who sees evidence of a register would tell a field of its own from none.
 */
export const NewScope = know(
  z.object({
    personIds: z.array(Id).max(500).default([]),
    postIds: z.array(Id).max(200).default([]),
    compartmentId: Id.nullable().default(null),
  }),
);
/** The determination its mark rests on: the mark is then the one decided, and the scope no wider. */
const DeterminationInput = Id.nullable().default(null);
export const DraftCarrier = z.object({
  registerId: Id,
  ...CarrierFields,
  ...MatterFields,
  scope: NewScope.optional(),
  determinationId: DeterminationInput,
});
export const RegisterCarrier = z.object({
  registerId: Id,
  ...CarrierFields,
  ...MatterFields,
  origin: z.enum(['own', 'received']).default('received'),
  /** Numbers the copies bear already (份号), or how many to number from 01. */
  copyNos: z
    .array(
      z
        .string()
        .trim()
        .regex(/^[0-9A-Za-z-]{1,20}$/),
    )
    .max(copiesAtOnceMax)
    .optional(),
  copies: z.int().min(1).max(copiesAtOnceMax).default(1),
  place: Words(60).default(''),
  keeperId: Id.nullable().default(null),
  mustReturn: z.boolean().default(false),
  scope: NewScope.optional(),
  determinationId: DeterminationInput,
});
export const CorrectCarrier = z.object({
  carrierId: Id,
  ...CarrierFields,
  ...MatterFields,
  mustReturn: z.boolean(),
  reason: Reason,
});
export const MakeCopies = z.object({
  makingId: Id,
  printer: Words(60).min(1),
  place: Words(60).min(1),
  operatorId: Id,
  /** Spoiled sheets and drafts left over, and what became of them: never left lying. */
  spoiled: z.int().min(0).max(100_000).default(0),
  waste: z.enum(['none', 'destroyed', 'kept']).default('none'),
  wasteWitnessId: Id.nullable().default(null),
  store: Words(60).default(''),
});
export const FinishDraft = z.object({ carrierId: Id, copies: z.int().min(1).max(copiesAtOnceMax) });

// Scope (CAR-4: widened by approval only)
export const WidenScope = z.object({ carrierId: Id, add: ScopeInput, reason: Reason });
export const NarrowScope = z.object({ carrierId: Id, scopeId: Id, reason: Reason });

// Circulation (CAR-4)
export const StartCirculation = z.object({
  copyId: Id,
  readerIds: know(z.array(Id).min(1).max(readersMax)),
  urgent: z.boolean().default(false),
  daysPerReader: z.int().min(0).max(30).optional(),
});
export const PassToReader = z.object({ readerId: Id, deputyId: Id.nullable().default(null) });
export const SignReading = z.object({ readerId: Id, what: z.enum(['received', 'read']) });
export const TakeBackFromReader = z.object({ readerId: Id, place: Words(60).default('') });
export const EnterSlip = z.object({
  circulationId: Id,
  entries: z
    .array(
      z.object({
        readerId: Id,
        receivedAt: z.iso.datetime({ offset: true }),
        returnedAt: z.iso.datetime({ offset: true }).nullable(),
      }),
    )
    .min(1)
    .max(readersMax),
  scan: ScanInput,
});
export const SkipReader = z.object({ readerId: Id, reason: Reason });
export const CloseCirculation = z.object({ circulationId: Id });

// Borrow, extract, copy, take out (CAR-5, CAR-7)
export const BorrowCopy = z.object({ copyId: Id, dueOn: Day, reason: Reason });
export const TakeOut = z.object({
  copyId: Id,
  dueOn: Day,
  companionIds: z.array(Id).max(10).default([]),
  destination: know(Words(100).min(1)),
  reason: Reason,
});
export const HandOutLoan = z.object({ loanId: Id });
export const TakeBackLoan = z.object({ loanId: Id, place: Words(60).default('') });
/** Copies an old ledger says are out, to somebody the house does not know by that name. */
export const TakeBackUnnamed = z.object({ copyId: Id, place: Words(60).default(''), reason: Reason });
export const NameBorrower = z.object({ copyId: Id, borrowerId: Id, dueOn: Day, reason: Reason });
export const DuplicateCarrier = z.object({ carrierId: Id, copies: z.int().min(1).max(50), reason: Reason });
export const ExtractCarrier = z.object({
  carrierId: Id,
  title: MatterFields.title,
  pages: z.int().min(1).max(10_000),
  copies: z.int().min(1).max(50).default(1),
  reason: Reason,
});

// Keeping (CAR-6)
export const StoreCopies = z.object({ copyIds: Copies, place: z.string().trim().min(1).max(60) });
export const StartStocktaking = z.object({ registerId: Id, place: Words(60).default('') });
export const CountCopy = z.object({ stocktakingId: Id, code: z.string().trim().min(1).max(60) });
export const CloseStocktaking = z.object({ stocktakingId: Id });
export const ReportMissing = z.object({ copyId: Id, note: Note });
export const FindCopy = z.object({ copyId: Id, place: z.string().trim().min(1).max(60), note: Note });

// Send and receive (CAR-3)
export const SendCopies = z.object({
  registerId: Id,
  copyIds: Copies,
  counterpart: z.string().trim().min(1).max(100),
  channel: z.string().max(40),
  sealNo: Words(40).default(''),
  escortIds: z.array(Id).max(10).default([]),
  recallId: Id.nullable().default(null),
});
export const deliveryFaults = [
  'seal-broken',
  'short-count',
  'over-count',
  'wrong-addressee',
  'damaged',
] as const;
export const ConfirmDelivery = z.object({
  deliveryId: Id,
  receiptSigner: z.string().trim().min(1).max(60),
  arrivedCopyIds: z.array(Id).max(copiesAtOnceMax),
  faults: z.array(z.enum(deliveryFaults)).max(5).default([]),
  note: Note,
  scan: ScanInput.optional(),
});
export const ReceiveDelivery = z.object({
  registerId: Id,
  counterpart: z.string().trim().min(1).max(100),
  channel: z.string().max(40),
  sealNo: Words(40).default(''),
  faults: z.array(z.enum(deliveryFaults)).max(5).default([]),
  note: Note,
  statedCount: z.int().min(0).max(copiesAtOnceMax),
  countedCount: z.int().min(0).max(copiesAtOnceMax),
  carriers: z
    .array(
      z.object({
        ...CarrierFields,
        ...MatterFields,
        copyNos: z
          .array(
            z
              .string()
              .trim()
              .regex(/^[0-9A-Za-z-]{1,20}$/),
          )
          .min(1)
          .max(copiesAtOnceMax),
        mustReturn: z.boolean().default(false),
        scope: ScopeInput.optional(),
      }),
    )
    .max(100),
  place: Words(60).default(''),
});
/** What became of the copies not yet accounted for; those reported missing need no word here. */
export const SettleDelivery = z.object({
  deliveryId: Id,
  arrivedCopyIds: z.array(Id).max(copiesAtOnceMax).default([]),
  cameBackCopyIds: z.array(Id).max(copiesAtOnceMax).default([]),
  place: Words(60).default(''),
  note: Reason,
});

// Hand-over, clear-out, recall, archive (CAR-7, CAR-8, CAR-14)
export const OpenHandOver = z.object({ fromId: Id, toId: Id, witnessId: Id, reason: Reason });
export const SignHandOver = z.object({ handOverId: Id });
export const CancelHandOver = z.object({ handOverId: Id, reason: Reason });
export const OpenClearOut = z.object({ unitId: Id, year: z.int().min(2000).max(2100), dueOn: Day });
export const OpenRecall = z.object({
  registerId: Id,
  issuer: z.string().trim().min(1).max(100),
  reference: Words(60).default(''),
  dueOn: Day,
  carrierIds: z.array(Id).min(1).max(500),
});
export const CloseRecall = z.object({ recallId: Id, reason: Reason });
export const ArchiveCopies = z.object({ copyIds: Copies, place: z.string().trim().min(1).max(60) });
export const RetrieveCopy = z.object({ copyId: Id, place: z.string().trim().min(1).max(60), reason: Reason });

// Paper without level (CAR-16), destruction (CAR-9)
export const SealBag = z.object({
  registerId: Id,
  room: z.string().trim().min(1).max(60),
  kind: z.enum(['papers', 'newspapers', 'mixed']),
  weightGrams: z.int().min(1).max(1_000_000),
  sealNo: z.string().trim().min(1).max(40),
});
export const destructionMethods = ['pulping', 'incineration', 'shredding', 'degaussing', 'crushing'] as const;
export const OpenDestructionList = z.object({
  registerId: Id,
  point: z.string().trim().min(1).max(100),
  method: z.enum(destructionMethods),
  plannedOn: Day,
});
export const ListForDestruction = z.object({
  listId: Id,
  copyIds: z.array(Id).max(copiesAtOnceMax).default([]),
  bagIds: z.array(Id).max(copiesAtOnceMax).default([]),
});
export const TakeOffList = z.object({
  listId: Id,
  copyIds: z.array(Id).max(copiesAtOnceMax).default([]),
  bagIds: z.array(Id).max(copiesAtOnceMax).default([]),
});
export const ApproveDestruction = z.object({
  listId: Id,
  witnessIds: z.array(Id).length(destructionWitnesses),
  reason: Reason,
});
export const WitnessDestruction = z.object({ listId: Id });
export const CompleteDestruction = z.object({
  listId: Id,
  destroyedAt: z.iso.datetime({ offset: true }),
  escorts: Words(200).default(''),
  scan: ScanInput.optional(),
});
export const CancelDestructionList = z.object({ listId: Id, reason: Reason });

// Ledger in and out (CAR-12)
export const ledgerRowStates = ['in-store', 'on-loan', 'sent', 'returned', 'archived', 'destroyed'] as const;
export const LedgerRow = z.object({
  sheet: z.string().max(100),
  row: z.int().min(1),
  number: Words(60).nullable(),
  documentNo: know(Words(60)),
  title: know(z.string().trim().min(1).max(300)),
  originator: know(Words(100)),
  copyNo: Words(20).nullable(),
  medium: z.enum(media),
  mark: MarkInput,
  markNotes: z.array(z.string().max(40)).max(8).default([]),
  issuedOn: Day.nullable(),
  receivedOn: Day.nullable(),
  pages: z.int().min(0).max(100_000).nullable(),
  pagesStated: Words(20).nullable(),
  copies: z.int().min(1).max(copiesAtOnceMax),
  keeper: Words(60).nullable(),
  place: Words(60),
  state: z.enum(ledgerRowStates),
  holder: Words(60).nullable(),
  stateOn: Day.nullable(),
  remark: know(Words(300)),
  /** Identity of a row without number: hash of the normalised row and its ordinal. */
  rowKey: z.string().regex(/^[0-9a-f]{64}$/),
});
export type LedgerRow = z.infer<typeof LedgerRow>;
export const ImportLedger = z.object({
  registerId: Id,
  fileName: know(Words(200)),
  fileDigest: z.string().regex(/^[0-9a-f]{64}$/),
  rejected: z.int().min(0).max(10_000_000),
  rows: z.array(LedgerRow).min(1).max(importRowsMax),
});
export const ExportLedger = z.object({
  registerId: Id,
  state: z.enum(copyStates).nullable().default(null),
  level: z.string().max(20).nullable().default(null),
  reason: Reason,
});

// Queries
export const listColumns = ['newest', 'number', 'level', 'state'] as const;
export const CarrierListQuery = z.object({
  registerId: Id.nullable().default(null),
  /** `handled`: the registers one keeps; `known`: what one may know, wherever it is kept. */
  by: z.enum(['handled', 'known']).default('handled'),
  sort: z.enum(listColumns).default('newest'),
  descending: z.boolean().default(true),
  level: z.string().max(20).nullable().default(null),
  scheme: z.string().max(40).nullable().default(null),
  state: z.enum(['draft', 'active', 'ended']).nullable().default(null),
  copyState: z.enum(copyStates).nullable().default(null),
  overdue: z.boolean().default(false),
  search: z.string().trim().max(60).default(''),
  after: After,
  limit: z.int().min(1).max(100).default(50),
});
export const CarrierLine = z.object({
  id: z.string(),
  registerId: z.string(),
  register: z.string(),
  number: z.string(),
  mark: z.string(),
  scheme: z.string(),
  level: z.string(),
  levelToken: z.string(),
  medium: z.enum(media),
  /** null where the caller may only handle. */
  title: z.string().nullable(),
  documentNo: z.string().nullable(),
  state: z.enum(['draft', 'active', 'ended']),
  copyCount: z.int(),
  /** Copies by state, for the line's little bar. */
  copies: z.array(z.object({ state: z.enum(copyStates), count: z.int() })),
  dueOn: z.string().nullable(),
  late: z.boolean(),
  issuedOn: z.string().nullable(),
  expiresOn: z.string().nullable(),
  registeredAt: z.string(),
});
export type CarrierLineView = z.infer<typeof CarrierLine>;
/** Up to 1 000 the total is exact; above, null: an exact count is not worth its price nor its disclosure. */
export const CarrierList = z.object({
  rows: z.array(CarrierLine),
  next: z.string().nullable(),
  total: z.int().nullable(),
});

/** What the caller can do with a thing, and if not why: the screen shows both (STYLE R9). */
export const Action = z.object({
  command: z.string(),
  allowed: z.boolean(),
  parks: z.boolean(),
  why: z.string().nullable(),
  who: z.array(z.string()),
});
export type ActionView = z.infer<typeof Action>;
const Stop = z.object({
  id: z.string(),
  move: z.enum(copyMoves),
  state: z.enum(copyStates),
  at: z.string(),
  holder: z.string().nullable(),
  place: z.string(),
  by: z.string(),
  signed: z.enum(['screen', 'clerk', 'paper']),
  note: z.string(),
  entryId: z.string(),
  scanId: z.string().nullable(),
});
export const CopyView = z.object({
  id: z.string(),
  copyNo: z.string(),
  code: z.string(),
  state: z.enum(copyStates),
  holder: z.string().nullable(),
  holderId: z.string().nullable(),
  place: z.string(),
  since: z.string(),
  dueOn: z.string().nullable(),
  stops: z.array(Stop),
  circulation: z
    .object({
      id: z.string(),
      urgent: z.boolean(),
      daysPerReader: z.int(),
      readers: z.array(
        z.object({
          id: z.string(),
          place: z.int(),
          person: z.string(),
          personId: z.string(),
          deputy: z.string().nullable(),
          state: z.enum(['waiting', 'reading', 'read', 'skipped']),
          receivedAt: z.string().nullable(),
          dueOn: z.string().nullable(),
          returnedAt: z.string().nullable(),
          signed: z.string().nullable(),
        }),
      ),
    })
    .nullable(),
  loan: z
    .object({
      id: z.string(),
      kind: z.enum(['borrow', 'take-out']),
      borrower: z.string(),
      state: z.enum(['approved', 'out', 'back', 'lapsed']),
      dueOn: z.string(),
      purpose: z.string(),
    })
    .nullable(),
  /** The next lawful step for this person, and the others. */
  next: z.string().nullable(),
  actions: z.array(Action),
});
export const CarrierPage = CarrierLine.extend({
  validity: Validity,
  /** The mark before the present one, struck out beside it. */
  formerMark: z.string().nullable(),
  origin: z.enum(['own', 'received']),
  urgency: z.string().nullable(),
  pages: z.int().nullable(),
  pagesStated: z.string().nullable(),
  originator: z.string().nullable(),
  remark: z.string().nullable(),
  mustReturn: z.boolean(),
  recall: z.object({ id: z.string(), number: z.string(), dueOn: z.string() }).nullable(),
  derivedFrom: z.object({ id: z.string(), number: z.string() }).nullable(),
  unit: z.string(),
  registeredBy: z.string(),
  knows: z.boolean(),
  /** The compartment it is in, for its members; null for everybody else and where there is none. */
  compartment: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** null where the caller may only handle. */
  scope: z
    .array(
      z.object({
        id: z.string(),
        person: z.string().nullable(),
        personId: z.string().nullable(),
        post: z.string().nullable(),
        basis: z.string(),
        addedAt: z.string(),
      }),
    )
    .nullable(),
  copyViews: z.array(CopyView),
  makings: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['original', 'copy', 'extract']),
      copies: z.int(),
      state: z.enum(['ordered', 'made', 'lapsed']),
      purpose: z.string(),
      madeAt: z.string().nullable(),
      printer: z.string(),
      place: z.string(),
      spoiled: z.int(),
      waste: z.string(),
    }),
  ),
  pendingApprovals: z.array(
    z.object({ id: z.string(), command: z.string(), requester: z.string(), createdAt: z.string() }),
  ),
  keeping: z.array(z.object({ zh: z.string(), en: z.string(), cite: z.string(), confidence: z.string() })),
  next: z.string().nullable(),
  actions: z.array(Action),
});
export type CarrierPageView = z.infer<typeof CarrierPage>;
export const RegisterList = z.object({
  rows: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(registerKinds),
      name: z.string(),
      unit: z.string(),
      unitId: z.string(),
    }),
  ),
});
/** "Where was this copy on that day, and who could have read it" (BEY-2). */
export const WhereWasQuery = z.object({ copyId: Id, day: Day });
export const WhereWas = z.object({
  copyNo: z.string(),
  number: z.string(),
  day: z.string(),
  stops: z.array(Stop),
  atStart: Stop.nullable(),
  /** Who held or was handed it that day, and who was in its scope; the latter only for who may know. */
  couldRead: z.array(z.object({ person: z.string(), why: z.enum(['held', 'scope']) })),
});
/** Who had a carrier in a span, both days in it (INC-3). */
export const WhoHadQuery = z.object({ carrierId: Id, from: Day, to: Day });
export const WhoHad = z.object({
  carrierId: z.string(),
  number: z.string(),
  mark: z.string(),
  from: z.string(),
  to: z.string(),
  copies: z.array(
    z.object({
      copyNo: z.string(),
      state: z.enum(copyStates),
      holder: z.string().nullable(),
      place: z.string(),
      since: z.string(),
    }),
  ),
  people: z.int(),
  lines: z.array(
    z.object({
      copyNo: z.string(),
      personId: z.string().nullable(),
      person: z.string(),
      unit: z.string(),
      how: z.enum(whoHadWays),
      at: z.string(),
      until: z.string().nullable(),
      times: z.int(),
    }),
  ),
});
export type WhoHadView = z.infer<typeof WhoHad>;
export const ScanQuery = z.object({ text: z.string().trim().min(1).max(80) });
export const ScanHits = z.object({
  hits: z.array(
    z.object({
      kind: z.enum(['carrier', 'copy', 'person', 'unit', 'approval', 'list']),
      id: z.string(),
      number: z.string(),
      title: z.string().nullable(),
      mark: z.string().nullable(),
      levelToken: z.string().nullable(),
      state: z.string().nullable(),
      to: z.string(),
      next: z.object({ zh: z.string(), en: z.string() }).nullable(),
    }),
  ),
});

const DeliveryLine = z.object({
  id: z.string(),
  direction: z.enum(['out', 'in']),
  number: z.string(),
  counterpart: z.string(),
  channel: z.string(),
  sealNo: z.string(),
  statedCount: z.int(),
  countedCount: z.int().nullable(),
  faults: z.array(z.string()),
  faultNote: z.string(),
  state: z.enum(['sent', 'received', 'receipted', 'disputed', 'came-back']),
  sentAt: z.string(),
  endedAt: z.string().nullable(),
  receiptSigner: z.string(),
});
export const DeliveryListQuery = z.object({
  registerId: Id.nullable().default(null),
  direction: z.enum(['out', 'in']).nullable().default(null),
  state: z.string().max(20).nullable().default(null),
  after: After,
});
export const DeliveryList = z.object({ rows: z.array(DeliveryLine), next: z.string().nullable() });
export const ItemLine = z.object({
  copyId: z.string(),
  carrierId: z.string(),
  number: z.string(),
  copyNo: z.string(),
  mark: z.string(),
  levelToken: z.string(),
  pages: z.int().nullable(),
  title: z.string().nullable(),
  state: z.enum(copyStates),
  holder: z.string().nullable(),
  place: z.string(),
});
export type ItemLineView = z.infer<typeof ItemLine>;
export const DeliveryPage = DeliveryLine.extend({
  registerId: z.string(),
  escorts: z.array(z.string()),
  items: z.array(ItemLine.extend({ arrived: z.boolean().nullable() })),
  actions: z.array(Action),
});
export const StocktakingPage = z.object({
  id: z.string(),
  number: z.string(),
  registerId: z.string(),
  place: z.string(),
  state: z.enum(['open', 'closed']),
  expected: z.int(),
  found: z.int(),
  strays: z.int(),
  startedAt: z.string(),
  closedAt: z.string().nullable(),
  missing: z.array(ItemLine),
  recent: z.array(ItemLine.extend({ foundAt: z.string(), expected: z.boolean() })),
});
export const StocktakingList = z.object({
  rows: z.array(
    z.object({
      id: z.string(),
      number: z.string(),
      registerId: z.string(),
      register: z.string(),
      state: z.enum(['open', 'closed']),
      expected: z.int(),
      found: z.int(),
      strays: z.int(),
      startedAt: z.string(),
      closedAt: z.string().nullable(),
    }),
  ),
});
/** `submitted`: a draft whose consents are being asked for. */
export const destructionStates = ['draft', 'submitted', 'approved', 'destroyed', 'cancelled'] as const;
const DestructionLine = z.object({
  id: z.string(),
  number: z.string(),
  registerId: z.string(),
  register: z.string(),
  point: z.string(),
  method: z.enum(destructionMethods),
  plannedOn: z.string(),
  state: z.enum(destructionStates),
  copies: z.int(),
  bags: z.int(),
  madeAt: z.string(),
  destroyedAt: z.string().nullable(),
  certificateNo: z.string().nullable(),
});
export const DestructionListQuery = z.object({
  registerId: Id.nullable().default(null),
  state: z.enum(destructionStates).nullable().default(null),
  after: After,
});
export const DestructionLists = z.object({ rows: z.array(DestructionLine), next: z.string().nullable() });
export const BagLine = z.object({
  id: z.string(),
  number: z.string(),
  room: z.string(),
  kind: z.enum(['papers', 'newspapers', 'mixed']),
  weightGrams: z.int(),
  sealNo: z.string(),
  state: z.enum(['sealed', 'for-destruction', 'destroyed']),
  sealedAt: z.string(),
});
export const DestructionPage = DestructionLine.extend({
  items: z.array(ItemLine),
  bagItems: z.array(BagLine),
  witnesses: z.array(
    z.object({
      personId: z.string(),
      person: z.string(),
      signedAt: z.string().nullable(),
      signed: z.string().nullable(),
    }),
  ),
  approvalId: z.string().nullable(),
  approvals: z.array(z.object({ person: z.string(), step: z.string(), at: z.string() })),
  next: z.string().nullable(),
  actions: z.array(Action),
});
export const BagListQuery = z.object({
  registerId: Id.nullable().default(null),
  state: z.enum(['sealed', 'for-destruction', 'destroyed']).nullable().default(null),
  after: After,
});
export const BagList = z.object({ rows: z.array(BagLine), next: z.string().nullable() });
export const RecallList = z.object({
  rows: z.array(
    z.object({
      id: z.string(),
      number: z.string(),
      registerId: z.string(),
      register: z.string(),
      issuer: z.string(),
      reference: z.string(),
      dueOn: z.string(),
      state: z.enum(['open', 'closed']),
      copies: z.int(),
      returned: z.int(),
    }),
  ),
});
export const RecallPage = z.object({
  id: z.string(),
  number: z.string(),
  registerId: z.string(),
  issuer: z.string(),
  reference: z.string(),
  dueOn: z.string(),
  state: z.enum(['open', 'closed']),
  items: z.array(ItemLine),
});
export const HeldList = z.object({
  person: z.string(),
  items: z.array(ItemLine.extend({ since: z.string(), dueOn: z.string().nullable() })),
});
export const HandOverList = z.object({
  rows: z.array(
    z.object({
      id: z.string(),
      from: z.string(),
      to: z.string(),
      witness: z.string(),
      state: z.enum(['open', 'signed', 'cancelled']),
      reason: z.string(),
      items: z.int(),
      openedAt: z.string(),
      receiverSigned: z.boolean(),
      witnessSigned: z.boolean(),
      mine: z.enum(['receiver', 'witness']).nullable(),
    }),
  ),
});

export const HandOverPage = HandOverList.shape.rows.element.extend({
  fromId: z.string(),
  unit: z.string(),
  lines: z.array(ItemLine),
  actions: z.array(Action),
});

// Inputs of queries and papers about one thing, or all of one register
export const DeliveryQuery = z.object({ deliveryId: Id });
export const RegisterScope = z.object({ registerId: Id.nullable().default(null) });
export const StocktakingQuery = z.object({ stocktakingId: Id });
export const DestructionQuery = z.object({ listId: Id });
export const RecallQuery = z.object({ recallId: Id });
export const HandOverQuery = z.object({ handOverId: Id });
/** null: the caller himself. */
/** Copies by their ids, and all copies of carriers, in a state where one is named: what several at once are done with. */
export const copyLinesIdsMax = 150;
export const CopyLinesQuery = z.object({
  copyIds: z.array(Id).max(copyLinesIdsMax).default([]),
  carrierIds: z.array(Id).max(copyLinesIdsMax).default([]),
  /** Narrows the copies of carriers; those named by their ids come whatever state they are in. */
  state: z.enum(copyStates).nullable().default(null),
});
export const CopyLines = z.object({
  rows: z.array(
    z.object({
      copyId: z.string(),
      copyNo: z.string(),
      state: z.enum(copyStates),
      holder: z.string().nullable(),
      place: z.string(),
      carrierId: z.string(),
      number: z.string(),
      mark: z.string(),
      scheme: z.string(),
      level: z.string(),
      levelToken: z.string(),
      title: z.string().nullable(),
      registerId: z.string(),
      register: z.string(),
      recallId: z.string().nullable(),
    }),
  ),
  /** True where there are more copies than are shown. */
  more: z.boolean(),
});
export const HeldQuery = z.object({ personId: Id.nullable().default(null) });
export const BagSlipQuery = z.object({ bagIds: z.array(Id).min(1).max(copiesAtOnceMax) });

export const carrierErrors = {
  'carrier.level.unknown': {
    status: 422,
    zh: '标志“{mark}”不在本单位采用的密级体系内。请从列表中选择。',
    en: 'The mark "{mark}" belongs to no scheme of this house. Choose one from the list.',
  },
  'carrier.term.over': {
    status: 422,
    zh: '保密期限超过该密级的最长期限（{max}）。请缩短期限。',
    en: 'The term is longer than this level allows ({max}). Shorten it.',
  },
  'carrier.medium.register': {
    status: 422,
    zh: '密码电报只能登记在密码电报台账，其他载体不能登记在其中。',
    en: 'Cipher telegrams belong in the cipher book, and nothing else does.',
  },
  'carrier.number.taken': {
    status: 409,
    zh: '编号 {number} 已被使用。',
    en: 'The number {number} is taken.',
  },
  'carrier.copyno.taken': {
    status: 409,
    zh: '份号 {copyNo} 已登记或重复填写。请核对份号。',
    en: 'Copy number {copyNo} is registered already or given twice. Check the copy numbers.',
  },
  'carrier.released': {
    status: 409,
    zh: '此件已解密，摘录不再登记为涉密载体。公开前仍须保密审查。',
    en: 'This is released: an extract of it is no secret carrier. Publishing it still needs review.',
  },
  'carrier.not.draft': { status: 409, zh: '此件已定稿，不再是草稿。', en: 'This is no longer a draft.' },
  'carrier.not.active': {
    status: 409,
    zh: '此件尚未登记份数或已办结。',
    en: 'This carrier has no copies yet, or has ended.',
  },
  'carrier.scope.lacking': {
    status: 409,
    zh: '所选人员中有 {count} 人不在知悉范围内或涉密等级不够。请先申请扩大知悉范围。',
    en: '{count} of the chosen persons are outside the scope or not cleared. Ask to widen the scope first.',
  },
  'carrier.scope.already': {
    status: 409,
    zh: '所选人员均已在知悉范围内。',
    en: 'All chosen persons are in the scope already.',
  },
  'carrier.scope.empty': {
    status: 422,
    zh: '至少选择一人或一个岗位。',
    en: 'Choose at least one person or post.',
  },
  'carrier.telegram.rule': {
    status: 409,
    zh: '密码电报不得复制、摘录、扩大传阅范围或转发，用毕退回机要部门。',
    en: 'A cipher telegram is not copied, quoted, widened or forwarded; it goes back to the cipher office.',
  },
  'carrier.register.kind': {
    status: 422,
    zh: '这本台账不登记此类物品。',
    en: 'This register does not hold such things.',
  },
  'carrier.register.in.use': {
    status: 409,
    zh: '台账内还有 {count} 份未办结，不能停用。',
    en: 'The register still has {count} open copies and cannot be closed.',
  },
  'carrier.pattern.invalid': {
    status: 422,
    zh: '编号格式不对：{why}',
    en: 'The number pattern is not valid: {why}',
  },
  'copy.move.impossible': {
    status: 409,
    zh: '份号 {copyNo} 现为“{state}”，不能办理“{move}”。',
    en: 'Copy {copyNo} is {state}: "{move}" is not possible.',
  },
  'copy.recalled': {
    status: 409,
    zh: '份号 {copyNo} 须按要求清退原发文单位，不得在本单位销毁或归档。',
    en: 'Copy {copyNo} must go back to its issuer and cannot be destroyed or archived here.',
  },
  'copy.in.circulation': {
    status: 409,
    zh: '份号 {copyNo} 已在传阅。',
    en: 'Copy {copyNo} is already in circulation.',
  },
  'copy.reserved': {
    status: 409,
    zh: '份号 {copyNo} 已批准借出给他人。',
    en: 'Copy {copyNo} is already promised to somebody else.',
  },
  'copy.other.register': {
    status: 422,
    zh: '所选份号不属于同一本台账。',
    en: 'The chosen copies are not of one register.',
  },
  'circulation.closed': { status: 409, zh: '传阅已结束。', en: 'The circulation is closed.' },
  'circulation.not.your.turn': {
    status: 409,
    zh: '还没有轮到这位阅读人，或已经阅毕。',
    en: "It is not this reader's turn, or he has read it already.",
  },
  'circulation.still.out': {
    status: 409,
    zh: '文件还在阅读人手中。请先收回。',
    en: 'The carrier is still with a reader. Take it back first.',
  },
  'circulation.slip.order': {
    status: 422,
    zh: '传阅单时间前后矛盾：{who}。请核对收到和退还时间。',
    en: 'The times on the slip contradict each other: {who}. Check when it was received and returned.',
  },
  'circulation.deputy.unknown': {
    status: 409,
    zh: '代读人须由知悉此件的人指定。请由知悉范围内的经办人办理。',
    en: 'A deputy reader is named by somebody who may know the carrier. Let a clerk in its scope do it.',
  },
  'circulation.reader.foreign': {
    status: 422,
    zh: '登记的阅读人不在这张传阅单上。',
    en: 'A reader entered is not on this slip.',
  },
  'loan.due.past': {
    status: 422,
    zh: '归还日期须在今天之后、{max} 天以内。',
    en: 'The day of return must lie after today and within {max} days.',
  },
  'loan.not.approved': {
    status: 409,
    zh: '借阅未获批准、已借出或已失效。',
    en: 'The loan is not approved, already handed out, or lapsed.',
  },
  'loan.not.out': { status: 409, zh: '此件没有借出。', en: 'This is not on loan.' },
  'loan.borrower.known': {
    status: 409,
    zh: '份号 {copyNo} 的借用人已有登记。请用“归还”办理。',
    en: 'The borrower of copy {copyNo} is on record. Take it back as a loan.',
  },
  'loan.two.persons': {
    status: 422,
    zh: '携带绝密级载体外出须两人以上同行。请增加同行人。',
    en: 'A top secret carrier is taken out by two persons or more. Add a companion.',
  },
  'delivery.channel.forbidden': {
    status: 422,
    zh: '“{channel}”不得用于传递 {level} 载体。可用：{allowed}。',
    en: '"{channel}" may not carry {level}. Use: {allowed}.',
  },
  'delivery.escorts': {
    status: 422,
    zh: '传递绝密级载体须两人以上护送。请增加护送人。',
    en: 'A top secret carrier needs two escorts or more. Add an escort.',
  },
  'delivery.ended': { status: 409, zh: '此批已办结。', en: 'This batch has ended.' },
  'delivery.copy.foreign': {
    status: 422,
    zh: '所列份号不在此批之中。',
    en: 'A copy listed is not in this batch.',
  },
  'delivery.count': {
    status: 422,
    zh: '实点 {counted} 份，但登记了 {listed} 份。请核对。',
    en: '{counted} copies counted but {listed} entered. Check the count.',
  },
  'delivery.fault.unsaid': {
    status: 422,
    zh: '件数不符须注明“短少”或“多出”。',
    en: 'The count differs from what was stated: mark it short or over.',
  },
  'delivery.copy.recalled': {
    status: 409,
    zh: '份号 {copyNo} 正在清退，只能退回发文单位。请按清退办理。',
    en: 'Copy {copyNo} is under recall and can only go back to its issuer. Send it under the recall.',
  },
  'delivery.copies.open': {
    status: 422,
    zh: '还有 {count} 份去向未明。请说明已送达或已退回，或报告下落不明。',
    en: '{count} copies are still unaccounted for. Say whether they arrived or came back, or report them missing.',
  },
  'stocktaking.open.already': {
    status: 409,
    zh: '这本台账正在盘点。请先完成。',
    en: 'This register is being counted already. Finish that first.',
  },
  'stocktaking.closed': { status: 409, zh: '盘点已结束。', en: 'The stocktaking is closed.' },
  'stocktaking.unknown.code': {
    status: 404,
    zh: '标签 {code} 不属于本台账。请放在一旁，查明来源。',
    en: 'Label {code} is not of this register. Put it aside and find out whose it is.',
  },
  'stocktaking.counted': {
    status: 409,
    zh: '{number} 份 {copyNo} 已盘过。',
    en: '{number} copy {copyNo} was counted already.',
  },
  'handover.nothing': { status: 409, zh: '此人名下没有载体。', en: 'The person holds nothing.' },
  'handover.stuck': {
    status: 409,
    zh: '此人名下有载体正在传阅、外出或待销毁，须先由其经办人办结。',
    en: 'The person holds a carrier that is in circulation, taken out or listed for destruction; whoever keeps it must settle that first.',
  },
  'handover.open.already': {
    status: 409,
    zh: '此人已有一项未办结的移交。请先办结或取消。',
    en: 'A hand-over of this person is open already. Finish or cancel it first.',
  },
  'handover.same': {
    status: 422,
    zh: '移交人、接收人和监交人须为三个不同的人。',
    en: 'Giver, receiver and witness must be three different persons.',
  },
  'handover.ended': { status: 409, zh: '移交已办结。', en: 'The hand-over has ended.' },
  'handover.not.yours': {
    status: 409,
    zh: '你不是这次移交的接收人或监交人，或已签字。',
    en: 'You are neither receiver nor witness of this hand-over, or have signed.',
  },
  'handover.receiver': {
    status: 409,
    zh: '接收人的涉密等级不够，或不在知悉范围内。请另选接收人或先扩大范围。',
    en: 'The receiver is not cleared or outside the scope. Choose another, or widen the scope first.',
  },
  'recall.taken': {
    status: 409,
    zh: '{number} 已列入另一次清退。',
    en: '{number} is under another recall already.',
  },
  'recall.copy.foreign': {
    status: 422,
    zh: '份号 {copyNo} 不在这次清退之中。',
    en: 'Copy {copyNo} is not part of this recall.',
  },
  'recall.closed': { status: 409, zh: '清退已办结。', en: 'The recall is closed.' },
  'recall.open.copies': {
    status: 409,
    zh: '还有 {count} 份未退回，不能办结。',
    en: '{count} copies have not gone back; it cannot be closed.',
  },
  'destruction.not.draft': {
    status: 409,
    zh: '清单已报批，不能再改。',
    en: 'The list has been submitted and cannot be changed.',
  },
  'destruction.empty': {
    status: 422,
    zh: '清单是空的。请先加入载体或废纸袋。',
    en: 'The list is empty. Add carriers or bags first.',
  },
  'destruction.not.approved': {
    status: 409,
    zh: '清单尚未批准，或已销毁。',
    en: 'The list is not approved, or already destroyed.',
  },
  'destruction.witness.twice': {
    status: 422,
    zh: '两名监销人须是不同的人，且不能是清单的经办人。',
    en: 'The two witnesses must be different persons, and not who made the list.',
  },
  'destruction.witness.not.named': {
    status: 409,
    zh: '你不是这份清单指定的监销人，或已签字。',
    en: 'You are not a named witness of this list, or have signed.',
  },
  'destruction.witnesses.missing': {
    status: 409,
    zh: '两名监销人尚未全部签字。请监销人签字，或上传签字的销毁单。',
    en: 'Not both witnesses have signed. Let them sign, or upload the signed sheet.',
  },
  'destruction.time': {
    status: 422,
    zh: '销毁时间须在批准之后、现在之前。',
    en: 'The time of destruction must lie between approval and now.',
  },
  'bag.state': {
    status: 409,
    zh: '纸袋 {number} 现为“{state}”，不能办理。',
    en: 'Bag {number} is {state}; this is not possible.',
  },
  'bag.other.unit': {
    status: 422,
    zh: '纸袋 {number} 属于另一单位，不能列入本清单。',
    en: 'Bag {number} belongs to another unit and cannot go on this list.',
  },
  'ledger.unreadable': { status: 422, zh: '无法读取文件：{why}', en: 'The file cannot be read: {why}' },
  'ledger.nothing.new': {
    status: 409,
    zh: '文件中的 {known} 行均已登记，没有新增。',
    en: 'All {known} rows of the file are registered already; nothing to add.',
  },
} as const satisfies ErrorList;

export const carrierObligations = {
  'carrier.return-loan': { zh: '归还借阅的载体', en: 'Return a borrowed carrier' },
  'carrier.return-reading': { zh: '归还传阅的载体', en: 'Return a circulated carrier' },
  'carrier.confirm-receipt': { zh: '收回签收回执', en: 'Obtain the signed receipt' },
  'carrier.recall': { zh: '按清退要求退回载体', en: 'Return recalled carriers' },
  'carrier.find-missing': { zh: '查找下落不明的载体', en: 'Find a missing carrier' },
  'carrier.clear-out': { zh: '年终清退所持载体', en: 'Year-end clear-out of carriers held' },
  'carrier.witness-destruction': { zh: '完成已批准的销毁', en: 'Carry out the approved destruction' },
  'carrier.hand-over': { zh: '移交所持载体', en: 'Hand over carriers held' },
  'carrier.term-ends': { zh: '保密期限届满，核对是否延长', en: 'Term ends: check for an extension' },
  'carrier.finish-stocktaking': { zh: '完成盘点', en: 'Finish a stocktaking' },
} as const satisfies Record<string, Bilingual>;
