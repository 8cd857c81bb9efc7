import { expect, test } from 'vitest';
import { z } from 'zod';
import { createKeyRing } from '../keys/key-ring.ts';
import { createSecretBox } from '../keys/secret-box.ts';
import { redact } from './redact.ts';
import { know, secret } from './tier.ts';

const root = Buffer.alloc(32, 3);
const keys = createKeyRing(root, createSecretBox(root));
const one = { keys, entryId: '00000000-0000-4000-8000-000000000001' };
const other = { keys, entryId: '00000000-0000-4000-8000-000000000002' };

const Union = z.object({
  factor: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('a'), seed: secret(z.string()), name: z.string() }),
    z.object({ kind: z.literal('b'), title: know(z.string()) }),
  ]),
});

test('what is of a tier in one branch of a union is kept in none', () => {
  expect(redact(Union, { factor: { kind: 'a', seed: 'JBSWY3DP', name: 'n' } }, one)).toEqual({
    factor: { kind: 'a', seed: { secret: true }, name: 'n' },
  });
  expect(redact(Union, { factor: { kind: 'b', title: '题' } }, one)).toMatchObject({
    factor: { kind: 'b', title: { withheld: expect.any(String) } },
  });
  // a field of the other branch is withheld too, whatever the parser makes of it
  expect(redact(Union, { factor: { kind: 'b', seed: 'JBSWY3DP' } }, one)).toEqual({
    factor: { kind: 'b', seed: { secret: true } },
  });
});

test('a tier is found in lists, records, tuples, optional and nullable fields', () => {
  const schema = z.object({
    list: z.array(z.object({ title: know(z.string()) })),
    record: z.record(z.string(), know(z.string())),
    tuple: z.tuple([z.string(), secret(z.string())]),
    later: know(z.string()).nullable().optional().default(null),
  });
  const input = { list: [{ title: '甲题' }], record: { k: '乙题' }, tuple: ['x', '丙题'], later: '丁题' };
  expect(JSON.stringify(redact(schema, input, one))).not.toMatch(/题/);
});

test('a guess that is logged elsewhere leads to another digest', () => {
  const schema = z.object({ title: know(z.string()) });
  const [first, again, elsewhere] = [one, one, other].map((the) =>
    redact(schema, { title: '年度方案' }, the),
  );
  expect(again).toEqual(first);
  expect(elsewhere).not.toEqual(first);
});

test('what the schema does not know is dropped, by whatever name it comes', () => {
  const schema = z.object({ title: know(z.string()) });
  const input: unknown = JSON.parse('{"constructor":"x","__proto__":"y","toString":"z","more":"w"}');
  expect(JSON.stringify(redact(schema, input, one))).toBe('{}');
});
