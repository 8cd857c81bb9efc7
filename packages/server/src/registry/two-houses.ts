import { createHash } from 'node:crypto';
import type { Kernel } from '@fengni/kernel/command/kernel';
import { Refusal } from '@fengni/kernel/command/refusal';
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
