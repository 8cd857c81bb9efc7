import { verdicts } from '@fengni/kernel/approval/contract';
import type { ClockworkTask, MadeFile } from '@fengni/kernel/command/define';
import { invariant } from '@fengni/kernel/command/invariant';
import { parseInstant } from '@fengni/kernel/command/instant';
import { openFile } from '@fengni/kernel/command/run-query';
import { asClockwork } from '@fengni/kernel/schedule/as-clockwork';
import { type TestClock, createTestDatabase } from '@fengni/kernel/testkit/database';
import { createWorld, testTerminal } from '@fengni/kernel/testkit/world';
import type { Vault } from '@fengni/kernel/vault/vault';
import { onTestFinished } from 'vitest';
import type { z } from 'zod';
import { composeTestRegistry, testRootKey } from '../registry/test-registry.ts';

export const stateScheme = 'cn-state-secret';

export type TestHouse = Awaited<ReturnType<typeof createTestHouse>>;

type Verdict = (typeof verdicts)[number];

interface TestHouseOptions {
  /** Where the clock begins, as an instant of ISO 8601. */
  readonly now?: string;
  readonly vault?: (clock: TestClock) => Promise<Vault>;
  /** Ids in place of random ones, where a test compares two houses. */
  readonly newId?: () => string;
}

/** The whole program over a small house (`createWorld`), with what tests of modules do again and again. */
export async function createTestHouse(options: TestHouseOptions = {}) {
  const clock: TestClock = { now: parseInstant(options.now ?? '2026-11-02T01:00:00Z') };
  const database = await createTestDatabase();
  const vault = await options.vault?.(clock);
  const registry = composeTestRegistry(vault === undefined ? {} : { vault });
  const w = await createWorld({
    database,
    registry,
    clock,
    rootKey: testRootKey,
    ...(options.newId === undefined ? {} : { newId: options.newId }),
  });

  /** A person with a session, cleared for a rank of state secrets where one is given. */
  async function person(name: string, rank = 0, unit = 'north') {
    const { id } = await w.person(name, unit);
    if (rank > 0) await w.clear(id, stateScheme, rank);
    return { id, session: await w.signIn(id) };
  }

  /** A new session of the same person, who has just shown his second factor. */
  function fresh(session: string): Promise<string> {
    return w.signIn(w.personOf(session));
  }

  /** Runs what parks and returns the id of its approval. */
  async function parked(session: string, name: string, input: unknown): Promise<string> {
    const outcome = await w.run(await fresh(session), name, input);
    invariant(outcome.kind === 'parked', `${name} is parked, not ${JSON.stringify(outcome)}`);
    return outcome.approvalId;
  }

  async function decide(session: string, approvalId: string, verdict: Verdict, reason?: string) {
    return w.run(await fresh(session), 'approval.decide', {
      approvalId,
      verdict,
      openedAt: clock.now.toISOString(),
      ...(reason === undefined ? {} : { reason }),
    });
  }

  /** Rows as the database holds them, past every policy. */
  async function rows(text: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
    return database.asOwner(async (client) => (await client.query(text, [...values])).rows);
  }

  /** Opens a file route as this session. */
  function file(session: string, name: string, input: unknown): Promise<MadeFile> {
    return openFile(w.kernel, { name, input, sessionHash: session, terminal: testTerminal });
  }

  /** Open obligations of a kind, those of duties first. */
  async function owed(kind: string): Promise<Record<string, unknown>[]> {
    return rows(
      `select person_id, duty, subject_id, subject_number, due_on::text from obligation
       where kind = $1 and state = 'open' order by person_id nulls first`,
      [kind],
    );
  }

  return {
    w,
    clock,
    database,
    registry,
    person,
    fresh,
    parked,
    decide,
    consent: (session: string, approvalId: string) => decide(session, approvalId, 'consent'),
    rows,
    owed,
    file,
    /** The answer of a reading, in the shape of its contract. */
    async read<Output extends z.ZodType>(session: string, name: string, input: unknown, output: Output) {
      const { bytes } = await file(session, name, input);
      return output.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    },
    /** Runs a task of the clockwork once. */
    turn: (task: ClockworkTask) =>
      asClockwork(w.kernel, w.kernel.newId(), (tx) => task.run(tx, { lastRanAt: null })),
    /** Lets a minute pass: what is signed later is later. */
    later(minutes = 1): void {
      // oxlint-disable-next-line eslint/no-restricted-globals -- turns the test's own clock
      clock.now = new Date(clock.now.getTime() + minutes * 60_000);
    },
    close: () => database.close(),
  };
}

/** The same for one test, closed when it has ended. */
export async function houseOfTest(options: TestHouseOptions = {}): Promise<TestHouse> {
  const house = await createTestHouse(options);
  onTestFinished(house.close);
  return house;
}
