import { createHash } from 'node:crypto';
import { openWorkbook } from '@fengni/inspect/open-workbook';
import type { Workbook, WorkbookNote } from '@fengni/inspect/workbook';
import { noteTexts } from '@fengni/inspect/workbook';
import type { Bilingual } from '@fengni/kernel/command/define';
import type { RefusalParams } from '@fengni/kernel/command/refusal';
import type { Outcome } from '@fengni/kernel/command/run';
import { importRowsMax } from '../rules.ts';
import { planLedger } from './plan-ledger.ts';
import type { LedgerMapping, LedgerPlan } from './plan-types.ts';
import { type StandingPlan, compareWithRegister } from './compare-register.ts';
import { Standing } from './ledger-queries.ts';

/** Largest ledger file. */
export const ledgerFileBytesMax = 32 * 1024 * 1024;
/** Rows and faults shown of a plan; the counts are of all. */
export const planRowsShownMax = 50;
export const planFaultsShownMax = 2_000;

export type LedgerPhase = 'reading' | 'checking' | 'writing';
export interface LedgerProgress {
  readonly phase: LedgerPhase;
  readonly done: number;
  readonly total: number;
}

export interface LedgerFileRequest {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly registerId: string;
  readonly mapping?: LedgerMapping | undefined;
  /** `plan` is the dry run; `import` plans again and writes. */
  readonly mode: 'plan' | 'import';
  /** Whether good rows are taken although others are faulty; else one fault and nothing is. */
  readonly goodRowsOnly: boolean;
  /** Scheme of marks in a ledger that names none. Default `cn-state-secret`. */
  readonly defaultScheme?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Runs a command as the caller under the id he chose. */
  readonly run: (command: 'ledger.import', input: unknown) => Promise<Outcome>;
  /** Asks a query as the caller; throws its refusal. */
  readonly query: (name: 'ledger.mayImport' | 'ledger.standing', input: unknown) => Promise<unknown>;
  readonly onProgress?: ((progress: LedgerProgress) => void) | undefined;
}

export interface ShownPlan extends StandingPlan {
  readonly fileNotes: readonly (Bilingual & {
    readonly code: string;
    readonly sheet: string | null;
    readonly count: number | null;
  })[];
  readonly faultCount: number;
  readonly noticeCount: number;
}

export type LedgerFileResult =
  | { readonly kind: 'plan'; readonly plan: ShownPlan }
  /** Nothing was written: there are faults, and the caller asked for all or nothing. */
  | { readonly kind: 'faulty'; readonly plan: ShownPlan }
  | { readonly kind: 'outcome'; readonly outcome: Outcome; readonly plan: ShownPlan }
  | { readonly kind: 'refused'; readonly code: string; readonly params: RefusalParams };

/**
 * Takes a ledger file from bytes to what became of it. Who may not import is refused before a byte is looked at
 * (thrown, as `ledger.mayImport` refuses); the file itself is read in the process for hostile files.
 */
export async function handleLedgerFile(the: LedgerFileRequest): Promise<LedgerFileResult> {
  await the.query('ledger.mayImport', { registerId: the.registerId });
  if (the.bytes.byteLength > ledgerFileBytesMax) {
    return {
      kind: 'refused',
      code: 'ledger.file.too.large',
      params: { max: ledgerFileBytesMax / 1024 / 1024 },
    };
  }
  const report = (phase: LedgerPhase, done: number, total: number) =>
    the.onProgress?.({ phase, done, total });
  report('reading', 0, 1);
  const read = await openWorkbook({
    bytes: the.bytes,
    limits: { fileBytesMax: ledgerFileBytesMax },
    ...(the.signal === undefined ? {} : { signal: the.signal }),
  });
  report('reading', 1, 1);
  if (!read.ok)
    return { kind: 'refused', code: 'ledger.unreadable', params: { why: { zh: read.zh, en: read.en } } };

  const planned = await planLedger(read.value, {
    defaultScheme: the.defaultScheme ?? 'cn-state-secret',
    ...(the.mapping === undefined ? {} : { mapping: the.mapping }),
    onProgress: ({ done, total }) => report('checking', done, total),
  });
  const plan = await withStanding(planned, the);
  const shown = showPlan(plan, read.value);
  if (the.mode === 'plan') return { kind: 'plan', plan: shown };
  if (plan.good.length === 0 || (plan.faults.length > 0 && !the.goodRowsOnly))
    return { kind: 'faulty', plan: shown };
  if (plan.good.length > importRowsMax) {
    return { kind: 'refused', code: 'register.export.limit', params: { max: importRowsMax } };
  }
  report('writing', 0, plan.good.length);
  const outcome = await the.run('ledger.import', {
    registerId: the.registerId,
    fileName: the.fileName.slice(-200),
    fileDigest: createHash('sha256').update(the.bytes).digest('hex'),
    rejected: plan.counts.rejected,
    rows: plan.good.map(({ known: _known, ...row }) => row),
  });
  report('writing', plan.good.length, plan.good.length);
  return { kind: 'outcome', outcome, plan: shown };
}

/** The plan beside the register: what it has already. Above what one import takes nothing is looked up. */
async function withStanding(plan: LedgerPlan, the: LedgerFileRequest): Promise<StandingPlan> {
  if (plan.good.length === 0 || plan.good.length > importRowsMax)
    return compareWithRegister(plan, { known: [], taken: [] });
  const rows = plan.good.map(({ number, copyNo, rowKey, mark }) => ({
    number,
    copyNo,
    rowKey,
    mark: { scheme: mark.scheme, level: mark.level },
  }));
  const answer = await the.query('ledger.standing', { registerId: the.registerId, rows });
  return compareWithRegister(plan, Standing.parse(answer));
}

function showPlan(plan: StandingPlan, workbook: Workbook): ShownPlan {
  return {
    ...plan,
    // what is new is what one looks for
    good: plan.good.toSorted((a, b) => Number(a.known) - Number(b.known)).slice(0, planRowsShownMax),
    faults: plan.faults.slice(0, planFaultsShownMax),
    notices: plan.notices.slice(0, planFaultsShownMax),
    faultCount: plan.faults.length,
    noticeCount: plan.notices.length,
    fileNotes: workbook.notes.map(describeNote),
  };
}

function describeNote({ code, sheet, count }: WorkbookNote): ShownPlan['fileNotes'][number] {
  return { code, sheet: sheet ?? null, count: count ?? null, ...noteTexts[code] };
}
