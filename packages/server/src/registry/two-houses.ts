import { createHash } from 'node:crypto';
import type { Query } from '@fengni/kernel/command/define';
import type { Kernel } from '@fengni/kernel/command/kernel';
import type { Registry } from '@fengni/kernel/command/registry';
import { Refusal } from '@fengni/kernel/command/refusal';
import { runCommand } from '@fengni/kernel/command/run';
import { openFile, runQuery } from '@fengni/kernel/command/run-query';
import { parseInstant } from '@fengni/kernel/command/instant';
import { type TestClock, createTestDatabase } from '@fengni/kernel/testkit/database';
import { type World, createWorld } from '@fengni/kernel/testkit/world';
import fc from 'fast-check';
import { expect } from 'vitest';
import { testRootKey } from './test-registry.ts';

/** One of two houses that differ only in what is hidden from an observer. */
export interface ObservedHouse {
  readonly world: Pick<World, 'kernel'>;
  readonly close: () => Promise<void>;
}
type Pair<House> = readonly [House, House];

/** The same ids in both houses for what is made in the same order under the same name. */
export function idStream(name: string): () => string {
  let n = 0;
  return () => {
    n += 1;
    const hex = createHash('sha256').update(`${name}/${n}`).digest('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  };
}

/** Ids of one of two houses: what is hidden takes them from a stream of its own, so that all else has the same in both. */
export function createIds() {
  const visible = idStream('visible');
  const concealed = idStream('concealed');
  let stream = visible;
  return {
    newId: () => stream(),
    /** From here on things are made that the houses differ in. */
    conceal: () => void (stream = concealed),
    reveal: () => void (stream = visible),
    /** Ids of neither kind, such as of what is asked of each house for itself. */
    use: (name: string) => void (stream = idStream(name)),
  };
}

/** One of two houses with the whole program and nobody in it yet but the small world's units. */
export async function beginHouse(registry: Registry, now = '2026-11-22T02:00:00Z') {
  const database = await createTestDatabase();
  const clock: TestClock = { now: parseInstant(now) };
  const ids = createIds();
  const world = await createWorld({ database, registry, clock, rootKey: testRootKey, newId: ids.newId });
  return { database, clock, ids, world, close: () => database.close() };
}

interface Answer {
  readonly told: string;
  readonly statements: number;
}

async function answer(house: ObservedHouse, work: (kernel: Kernel) => Promise<unknown>): Promise<Answer> {
  let statements = 0;
  const kernel: Kernel = { ...house.world.kernel, onStatements: (count) => (statements += count) };
  try {
    const value = await work(kernel);
    return {
      told: JSON.stringify(value, (_, inner: unknown) =>
        inner instanceof Uint8Array ? createHash('sha256').update(inner).digest('hex') : inner,
      ),
      statements,
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { told: JSON.stringify({ refused: error.code, params: error.params }), statements };
  }
}

/** Does the same in both houses and requires the same answer, byte for byte, in as many statements. */
export async function expectAlike<House extends ObservedHouse>(
  houses: Pair<House>,
  what: string,
  work: (house: House, kernel: Kernel) => Promise<unknown>,
): Promise<void> {
  const [a, b] = houses;
  const [inA, inB] = [
    await answer(a, (kernel) => work(a, kernel)),
    await answer(b, (kernel) => work(b, kernel)),
  ];
  expect(inB, what).toEqual(inA);
}

/**
 * Tries these inputs on every query and file route of the program that takes them, as one observer in both houses. What
 * comes to the same question is asked once. `concerning` narrows it to calls of these names, `opening` files further.
 * Returns how many questions there were.
 */
export async function expectAnswersAlike<House extends ObservedHouse>(the: {
  readonly registry: Registry;
  readonly houses: Pair<House>;
  readonly observer: string;
  readonly sessionOf: (house: House) => string;
  readonly inputs: readonly unknown[];
  readonly concerning?: RegExp;
  readonly opening?: RegExp;
}): Promise<number> {
  const { registry, houses, observer, sessionOf, concerning = /./, opening = concerning } = the;
  const asked = new Set<string>();
  const isNew = (route: Pick<Query, 'name' | 'input'>, input: unknown): boolean => {
    const parsed = route.input.safeParse(input);
    // fields a route does not know make no other question
    const key = `${route.name} ${JSON.stringify(parsed.data)}`;
    if (!parsed.success || asked.has(key)) return false;
    asked.add(key);
    return true;
  };
  for (const input of the.inputs) {
    for (const query of registry.queries.values()) {
      if (!concerning.test(query.name) || !isNew(query, input)) continue;
      const { name } = query;
      await expectAlike(houses, `${observer} asks ${name} ${JSON.stringify(input)}`, (house, kernel) =>
        runQuery(kernel, { name, input, sessionHash: sessionOf(house), terminal: 't' }),
      );
    }
    for (const file of registry.files.values()) {
      if (file.rule.signedOut || !opening.test(file.name) || !isNew(file, input)) continue;
      const { name } = file;
      await expectAlike(houses, `${observer} opens ${name} ${JSON.stringify(input)}`, (house, kernel) =>
        openFile(kernel, { name, input, sessionHash: sessionOf(house), terminal: 't' }),
      );
    }
  }
  return asked.size;
}

/** Runs the same commands in both houses, one after the other: outcomes and refusals are alike, and numbers go on alike. */
export async function expectCommandsAlike<House extends ObservedHouse>(the: {
  readonly houses: Pair<House>;
  readonly observer: string;
  readonly sessionOf: (house: House) => string;
  readonly calls: readonly (readonly [string, (house: House) => unknown])[];
}): Promise<void> {
  const nextId = idStream(`commands of ${the.observer}`);
  for (const [name, input] of the.calls) {
    const commandId = nextId();
    await expectAlike(the.houses, `${the.observer} runs ${name}`, (house, kernel) =>
      runCommand(kernel, {
        name,
        commandId,
        input: input(house),
        sessionHash: the.sessionOf(house),
        terminal: 't',
      }),
    );
  }
}

/** Builds two houses, does something with them, and closes them. */
export async function withHouses<House extends ObservedHouse>(
  building: readonly [() => Promise<House>, () => Promise<House>],
  work: (houses: Pair<House>) => Promise<void>,
): Promise<void> {
  const houses = [await building[0](), await building[1]()] as const;
  try {
    await work(houses);
  } finally {
    for (const house of houses) await house.close();
  }
}

/**
 * Compares pairs of houses that differ only in what is hidden, drawn by chance. `pairs`: how many in `npm test`;
 * FENGNI_PAIRS raises it for a long run.
 */
export async function comparePairs<Hidden, House extends ObservedHouse>(the: {
  readonly hidden: fc.Arbitrary<Hidden>;
  readonly build: (hidden: Hidden) => Promise<House>;
  readonly compare: (houses: Pair<House>) => Promise<void>;
  readonly pairs: number;
  readonly examples?: [Hidden, Hidden][];
}): Promise<void> {
  const { hidden, build, compare, examples = [] } = the;
  const compared = fc.asyncProperty(hidden, hidden, (a, b) =>
    withHouses([() => build(a), () => build(b)], async (houses) => {
      await compare(houses);
      for (const house of houses) expect(house.world.kernel.faults).toEqual([]);
    }),
  );
  const numRuns = Number(process.env['FENGNI_PAIRS'] ?? the.pairs);
  await fc.assert(compared, { numRuns, endOnFailure: true, examples });
}
