import { createApprovalModule } from '@fengni/kernel/approval/approval-module';
import type { Command } from '@fengni/kernel/command/define';
import { invariant } from '@fengni/kernel/command/invariant';
import { parseInstant } from '@fengni/kernel/command/instant';
import { createRegistry } from '@fengni/kernel/command/registry';
import { openFile } from '@fengni/kernel/command/run-query';
import { createKeyRing } from '@fengni/kernel/keys/key-ring';
import { createSecretBox } from '@fengni/kernel/keys/secret-box';
import { orgModule } from '@fengni/kernel/org/org-module';
import { type TestClock, type TestDatabase, createTestDatabase } from '@fengni/kernel/testkit/database';
import { createWorld, testTerminal, textOf } from '@fengni/kernel/testkit/world';
import { z } from 'zod';
import { findSubjectTable } from '../../../subject-tables.ts';
import { createCarriersModule } from '../carriers-module.ts';

const state = 'cn-state-secret';
export const levels = { 秘密: 'MIMI', 机密: 'JIMI', 绝密: 'JUEMI' } as const;
const Made = z.object({
  carrierId: z.string(),
  number: z.string(),
  copies: z.array(z.object({ copyId: z.string(), copyNo: z.string(), code: z.string() })),
});
/** The head of a PDF is enough for a scan. */
export const scan = {
  name: '签字页.pdf',
  mediaType: 'application/pdf',
  base64: Buffer.from('%PDF-1.7 signed').toString('base64'),
};
export const reason = '因工作需要';

interface RegisterOptions {
  readonly level?: keyof typeof levels;
  readonly copies?: number;
  readonly place?: string;
  readonly keeperId?: string;
  readonly knowers?: readonly string[];
  readonly mustReturn?: boolean;
  readonly medium?: 'paper' | 'telegram';
  readonly registerId?: string;
}

export type House = Awaited<ReturnType<typeof createHandlingHouse>>;

/** A house with a register in the north, its clerk and its leaders, in which everything by the batch can be done. */
export async function createHandlingHouse() {
  const clock: TestClock = { now: parseInstant('2026-11-02T01:00:00Z') };
  const database: TestDatabase = await createTestDatabase();
  const rootKey = Buffer.alloc(32, 9);
  const keys = createKeyRing(rootKey, createSecretBox(rootKey));
  const find = (name: string): Command | undefined => registry.commands.get(name);
  const registry = createRegistry([
    orgModule,
    createApprovalModule({ find, keys, subjectTable: findSubjectTable }),
    createCarriersModule({ keys, verifiers: [] }),
  ]);
  const w = await createWorld({ database, registry, clock, rootKey });
  const clerk = await w.as('document-clerk', 'north');
  const officer = await w.as('officer', 'north');
  const unitLeader = await w.as('unit-leader', 'north');
  const leader = await w.as('leader-in-charge', 'root');
  const registerId = textOf(
    await w.done(officer, 'register.open', { unitId: w.units.north.id, kind: 'carrier', name: '涉密文件' }),
    'registerId',
  );
  const bagRegisterId = textOf(
    await w.done(officer, 'register.open', { unitId: w.units.north.id, kind: 'paper-bag', name: '废纸' }),
    'registerId',
  );

  /** Registers a carrier and returns its ids; clearly fictional matter. */
  async function register(options: RegisterOptions = {}, session = clerk) {
    const result = await w.done(session, 'carrier.register', {
      registerId: options.registerId ?? registerId,
      medium: options.medium ?? 'paper',
      mark: {
        scheme: state,
        level: levels[options.level ?? '机密'],
        validity: { kind: 'duration', years: 5 },
      },
      issuedOn: '2026-10-12',
      title: '年度生产安排（样例）',
      pages: 8,
      copies: options.copies ?? 1,
      place: options.place ?? '1号柜',
      keeperId: options.keeperId ?? null,
      mustReturn: options.mustReturn ?? false,
      scope: { personIds: options.knowers ?? [], postIds: [] },
    });
    const made = Made.parse(result);
    return { ...made, copyIds: made.copies.map((copy) => copy.copyId) };
  }

  /** A person of the north who is cleared, with a session. */
  async function cleared(name: string, rank = 3) {
    const { id } = await w.person(name, 'north');
    await w.clear(id, state, rank);
    return { id, session: await w.signIn(id) };
  }

  /** A new session of the same person, who has just shown his second factor. */
  function fresh(session: string): Promise<string> {
    return w.signIn(w.personOf(session));
  }

  async function consent(session: string, approvalId: string) {
    return w.run(await fresh(session), 'approval.decide', {
      approvalId,
      verdict: 'consent',
      openedAt: clock.now.toISOString(),
    });
  }

  /** Runs what parks and returns the id of its approval. */
  async function parked(session: string, name: string, input: unknown): Promise<string> {
    const outcome = await w.run(session, name, input);
    invariant(outcome.kind === 'parked', `${name} is parked, not ${JSON.stringify(outcome)}`);
    return outcome.approvalId;
  }

  /** Lends a copy to a person: asked, consented, handed out. */
  async function lend(copyId: string, borrower: { readonly session: string }): Promise<string> {
    const ask = { copyId, dueOn: '2026-11-20', reason };
    const approvalId = await parked(borrower.session, 'loan.borrow', ask);
    const outcome = await consent(unitLeader, approvalId);
    invariant(outcome.kind === 'done', `consented, not ${JSON.stringify(outcome)}`);
    const ran = z
      .object({ ran: z.object({ result: z.object({ loanId: z.string() }) }) })
      .parse(outcome.result);
    await w.done(clerk, 'loan.handOut', { loanId: ran.ran.result.loanId });
    return ran.ran.result.loanId;
  }

  /** Rows as the database holds them, past every policy. */
  async function rows(text: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
    return database.asOwner(async (client) => (await client.query(text, [...values])).rows);
  }

  async function custodyOf(copyId: string): Promise<unknown[]> {
    const stops = await rows('select move from custody where copy_id = $1 order by happened_at, entered_at', [
      copyId,
    ]);
    return stops.map((stop) => stop['move']);
  }

  /** Open obligations of a kind, as kind of debtor and subject. */
  async function owed(kind: string): Promise<Record<string, unknown>[]> {
    return rows(
      `select person_id, duty, subject_id, subject_number, due_on::text from obligation
       where kind = $1 and state = 'open' order by person_id nulls first`,
      [kind],
    );
  }

  function file(session: string, name: string, input: unknown) {
    return openFile(w.kernel, { name, input, sessionHash: session, terminal: testTerminal });
  }

  /** Lets a minute pass: what is signed later is later. */
  function later(minutes = 1): void {
    // oxlint-disable-next-line eslint/no-restricted-globals -- turns the test's own clock
    clock.now = new Date(clock.now.getTime() + minutes * 60_000);
  }

  return {
    w,
    clock,
    clerk,
    officer,
    unitLeader,
    leader,
    registerId,
    bagRegisterId,
    register,
    cleared,
    fresh,
    consent,
    parked,
    lend,
    rows,
    custodyOf,
    owed,
    file,
    later,
    database,
    close: () => database.close(),
  };
}
