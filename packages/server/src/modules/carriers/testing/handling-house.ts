import { invariant } from '@fengni/kernel/command/invariant';
import { textOf } from '@fengni/kernel/testkit/world';
import { z } from 'zod';
import { createTestHouse, stateScheme } from '../../../testing/test-house.ts';

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
  const house = await createTestHouse();
  const { w, consent, parked, rows } = house;
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
        scheme: stateScheme,
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
  const cleared = (name: string, rank = 3) => house.person(name, rank);

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

  async function custodyOf(copyId: string): Promise<unknown[]> {
    const stops = await rows('select move from custody where copy_id = $1 order by happened_at, entered_at', [
      copyId,
    ]);
    return stops.map((stop) => stop['move']);
  }

  return {
    ...house,
    clerk,
    officer,
    unitLeader,
    leader,
    registerId,
    bagRegisterId,
    register,
    cleared,
    lend,
    custodyOf,
  };
}
