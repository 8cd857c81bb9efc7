import { createHash } from 'node:crypto';
import type { Kernel } from '@fengni/kernel/command/kernel';
import type { Registry } from '@fengni/kernel/command/registry';
import { Refusal } from '@fengni/kernel/command/refusal';
import { openFile, runQuery } from '@fengni/kernel/command/run-query';
import type { World } from '@fengni/kernel/testkit/world';
import { expect } from 'vitest';

/** One of two houses that differ only in what is hidden from an observer. */
export interface ObservedHouse {
  readonly world: Pick<World, 'kernel'>;
}

/** The same ids in both houses for what is made in the same order under the same name. */
export function idStream(name: string): () => string {
  let n = 0;
  return () => {
    n += 1;
    const hex = createHash('sha256').update(`${name}/${n}`).digest('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  };
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
  houses: readonly [House, House],
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
 * Tries these inputs on every query and file route of the program that takes them, as one observer in both houses.
 * `concerning` narrows it to calls of these names.
 */
export async function expectAnswersAlike<House extends ObservedHouse>(the: {
  readonly registry: Registry;
  readonly houses: readonly [House, House];
  readonly observer: string;
  readonly sessionOf: (house: House) => string;
  readonly inputs: readonly unknown[];
  readonly concerning?: RegExp;
}): Promise<void> {
  const { registry, houses, observer, sessionOf, concerning = /./ } = the;
  for (const input of the.inputs) {
    for (const { name, input: schema } of registry.queries.values()) {
      if (!concerning.test(name) || !schema.safeParse(input).success) continue;
      await expectAlike(houses, `${observer} asks ${name} ${JSON.stringify(input)}`, (house, kernel) =>
        runQuery(kernel, { name, input, sessionHash: sessionOf(house), terminal: 't' }),
      );
    }
    for (const { name, input: schema, rule } of registry.files.values()) {
      if (rule.signedOut || !concerning.test(name) || !schema.safeParse(input).success) continue;
      await expectAlike(houses, `${observer} opens ${name} ${JSON.stringify(input)}`, (house, kernel) =>
        openFile(kernel, { name, input, sessionHash: sessionOf(house), terminal: 't' }),
      );
    }
  }
}
