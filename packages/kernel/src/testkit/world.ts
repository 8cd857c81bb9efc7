import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { DutyName, Power } from '../access/actor.ts';
import { accounts, sessions } from '../access/tables.ts';
import { hashToken, newToken } from '../access/token.ts';
import { invariant } from '../command/invariant.ts';
import type { Registry } from '../command/registry.ts';
import { runQuery } from '../command/run-query.ts';
import { type Outcome, runCommand } from '../command/run.ts';
import { transact } from '../command/transact.ts';
import type { Tx } from '../db/tx.ts';
import { writeEntry } from '../log/write-entry.ts';
import { pathBelow } from '../org/rules.ts';
import {
  clearances,
  duties,
  people,
  type PersonRow,
  type UnitKind,
  type UnitRow,
  units,
} from '../org/tables.ts';
import { createTestKernel, type TestClock, type TestDatabase } from './database.ts';

/** Command under which fixtures stand in the log: they go through the kernel's own door, so the log of a test is whole. */
export const fixtureCommand = 'test.fixture';
export const testTerminal = 'test-terminal';

interface SignInOptions {
  /** When the second factor was shown: the clock's now, another instant, or never. */
  readonly factorAt?: Date | null;
  readonly kind?: 'web' | 'cli';
}
interface DutyOptions {
  readonly startedOn?: string;
  readonly endedOn?: string | null;
  readonly scheme?: string | null;
  readonly levelRank?: number | null;
}
/** The newest entry a command under test left, and the rows it wrote. */
export interface WorldEntry {
  readonly id: string;
  readonly command: string;
  readonly outcome: string;
  readonly subjectId: string | null;
  readonly personId: string | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly rows: readonly { readonly table: string; readonly id: string; readonly hash: string | null }[];
}

const Details = z.record(z.string(), z.unknown());

export type World = Awaited<ReturnType<typeof createWorld>>;

/** What a refused call looks like, to match an outcome against. */
export function refused(code: string): { readonly kind: 'refused'; readonly code: string } {
  return { kind: 'refused', code };
}

/** A text of a command's result, such as the id of what it made. */
export function textOf(result: Readonly<Record<string, unknown>>, key: string): string {
  const value = result[key];
  invariant(typeof value === 'string', `the result has ${key}`);
  return value;
}

/** Day of which fixtures date, long before any test's today. */
const longAgo = '2020-01-01';

/**
 * A small house to test in: a group with a northern and a southern company, people with duties, three administrators
 * as they are asked for. Everybody is signed in by a session whose hash is what `run` and `query` take.
 */
export async function createWorld(the: {
  readonly database: TestDatabase;
  readonly registry: Registry;
  readonly clock: TestClock;
  /** Root of the keys, where the registry's modules were made with the same. */
  readonly rootKey?: Buffer;
  /** Ids in place of random ones, where a test compares two houses. */
  readonly newId?: () => string;
}) {
  const { database, clock } = the;
  const kernel = createTestKernel(the);
  const houseUnits = new Map<string, UnitRow>();
  const signedIn = new Map<string, Promise<string>>();
  const personOfSession = new Map<string, string>();
  let logins = 0;

  /** Writes rows as no command would, under an entry of their own. */
  async function fixture<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const options = { sessionHash: '', entryId: kernel.newId(), mode: 'read write' } as const;
    return transact(kernel, options, async (tx) => {
      const made = await work(tx);
      await writeEntry(tx, kernel.keys, {
        actor: null,
        terminal: testTerminal,
        command: fixtureCommand,
        commandId: null,
        outcome: 'done',
        input: {},
      });
      return made;
    });
  }

  function unitNamed(name: string): UnitRow {
    const found = houseUnits.get(name);
    invariant(found !== undefined, `the world has a unit ${name}`);
    return found;
  }

  async function addUnit(
    name: string,
    parent: string | null,
    kind: UnitKind = 'department',
  ): Promise<UnitRow> {
    const id = kernel.newId();
    const above = parent === null ? null : unitNamed(parent);
    const row: UnitRow = {
      id,
      parent_id: above?.id ?? null,
      path: above === null ? id.replaceAll('-', '') : pathBelow(above.path, id),
      kind,
      name,
      code: null,
      position: houseUnits.size,
      started_on: longAgo,
      ended_on: null,
    };
    await fixture((tx) => tx.insert(units, row));
    houseUnits.set(name, row);
    return row;
  }

  async function person(name: string, unit: string, staffNo: string | null = null): Promise<PersonRow> {
    const row = {
      id: kernel.newId(),
      name,
      staff_no: staffNo,
      unit_id: unitNamed(unit).id,
      frozen_at: null,
      left_on: null,
    };
    await fixture((tx) => tx.insert(people, row));
    return row;
  }

  /** Gives a duty past every rule. Returns its id. */
  async function hold(
    personId: string,
    duty: DutyName,
    unit: string,
    options: DutyOptions = {},
  ): Promise<string> {
    const over = unitNamed(unit);
    const id = kernel.newId();
    await fixture((tx) =>
      tx.insert(duties, {
        id,
        person_id: personId,
        duty,
        unit_id: over.id,
        unit_path: over.path,
        line: null,
        scheme: options.scheme ?? null,
        level_rank: options.levelRank ?? null,
        started_on: options.startedOn ?? longAgo,
        ended_on: options.endedOn ?? null,
        deputy_of: null,
        reason: null,
      }),
    );
    return id;
  }

  /** Clears a person for a rank of a scheme. */
  async function clear(personId: string, scheme: string, levelRank: number): Promise<void> {
    await fixture((tx) =>
      tx.insert(clearances, {
        id: kernel.newId(),
        person_id: personId,
        scheme,
        level_rank: levelRank,
        grade: null,
        decided_on: longAgo,
        ended_on: null,
      }),
    );
  }

  async function openAccount(personId: string, power: Power | null): Promise<string> {
    const id = kernel.newId();
    logins += 1;
    await fixture((tx) =>
      tx.insert(accounts, {
        id,
        person_id: personId,
        power,
        login: `${power ?? 'user'}-${logins}`,
        state: 'active',
        language: 'zh',
        created_at: clock.now,
      }),
    );
    return id;
  }

  async function openSession(accountId: string, personId: string, options: SignInOptions): Promise<string> {
    const hash = hashToken(newToken());
    await fixture((tx) =>
      tx.insert(sessions, {
        id: kernel.newId(),
        token_hash: hash,
        kind: options.kind ?? 'web',
        account_id: accountId,
        person_id: personId,
        terminal: testTerminal,
        started_at: clock.now,
        factor_at: options.factorAt === undefined ? clock.now : options.factorAt,
        ended_at: null,
      }),
    );
    personOfSession.set(hash, personId);
    return hash;
  }

  const ordinaryAccounts = new Map<string, Promise<string>>();
  /** A new session of a person's ordinary account, which is opened where he has none. */
  async function signIn(personId: string, options: SignInOptions = {}): Promise<string> {
    const account = ordinaryAccounts.get(personId) ?? openAccount(personId, null);
    ordinaryAccounts.set(personId, account);
    return openSession(await account, personId, options);
  }

  function once(key: string, make: () => Promise<string>): Promise<string> {
    const made = signedIn.get(key) ?? make();
    signedIn.set(key, made);
    return made;
  }

  /** Session of somebody with this duty over this unit and no other; the same person each time. */
  function as(duty: DutyName, unit: string): Promise<string> {
    return once(`${duty}@${unit}`, async () => {
      const { id } = await person(`${duty}@${unit}`, unit);
      await hold(id, duty, unit);
      return signIn(id);
    });
  }

  /** Session of one of the three administrators. */
  function administrator(power: Power): Promise<string> {
    return once(power, async () => {
      const { id } = await person(`admin-${power}`, 'root');
      return openSession(await openAccount(id, power), id, {});
    });
  }

  function personOf(session: string): string {
    const found = personOfSession.get(session);
    invariant(found !== undefined, 'the world opened this session');
    return found;
  }

  function run(
    sessionHash: string,
    name: string,
    input: unknown,
    options: { readonly id?: string } = {},
  ): Promise<Outcome> {
    return runCommand(kernel, {
      name,
      commandId: options.id ?? randomUUID(),
      input,
      sessionHash,
      terminal: testTerminal,
    });
  }

  /** Runs a command that must be done and returns its result. */
  async function done(
    sessionHash: string,
    name: string,
    input: unknown,
  ): Promise<Readonly<Record<string, unknown>>> {
    const outcome = await run(sessionHash, name, input);
    invariant(outcome.kind === 'done', `${name} is done, not ${JSON.stringify(outcome)}`);
    return outcome.result;
  }

  function query(sessionHash: string, name: string, input: unknown = {}): Promise<unknown> {
    return runQuery(kernel, { name, input, sessionHash, terminal: testTerminal });
  }

  /** The answer of a query in the shape of its contract. Refusals are thrown. */
  async function ask<Output extends z.ZodType>(
    sessionHash: string,
    name: string,
    input: unknown,
    output: Output,
  ): Promise<z.output<Output>> {
    return output.parse(await query(sessionHash, name, input));
  }

  /** Does work on another day, with the clock turned there and back. */
  async function onDay<T>(day: string, work: () => Promise<T>): Promise<T> {
    const before = clock.now;
    // midday in Shanghai
    clock.now = new Date(`${day}T04:00:00Z`);
    try {
      return await work();
    } finally {
      clock.now = before;
    }
  }

  async function lastEntry(): Promise<WorldEntry> {
    return database.asOwner(async (client) => {
      const entries = await client.query<{
        entry_id: string;
        command: string;
        outcome: string;
        subject_id: string | null;
        person_id: string | null;
        details: string;
      }>(
        `select d.* from log_detail d join log_entry e on e.id = d.entry_id left join log_pending p on p.entry_id = d.entry_id
         where d.command <> $1 order by e.leaf_index desc nulls first, p.seq desc limit 1`,
        [fixtureCommand],
      );
      const entry = entries.rows[0];
      invariant(entry !== undefined, 'a command has run');
      const rows = await client.query<{ table: string; id: string; hash: string | null }>(
        'select table_name as "table", row_id as id, row_hash as hash from log_row where entry_id = $1 order by 1, 2',
        [entry.entry_id],
      );
      return {
        id: entry.entry_id,
        command: entry.command,
        outcome: entry.outcome,
        subjectId: entry.subject_id,
        personId: entry.person_id,
        details: Details.parse(JSON.parse(entry.details)),
        rows: rows.rows,
      };
    });
  }

  await addUnit('root', null, 'group');
  await addUnit('north', 'root', 'company');
  await addUnit('south', 'root', 'company');
  return {
    kernel,
    units: { root: unitNamed('root'), north: unitNamed('north'), south: unitNamed('south') },
    fixture,
    unit: addUnit,
    person,
    hold,
    clear,
    signIn,
    as,
    administrator,
    personOf,
    run,
    done,
    query,
    ask,
    lastEntry,
    onDay,
  };
}
