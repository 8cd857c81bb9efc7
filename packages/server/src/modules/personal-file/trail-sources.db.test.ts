// PER-2, INC-3: what holds for the sources of every module
import { runQuery } from '@fengni/kernel/command/run-query';
import { type Query, defineQuery } from '@fengni/kernel/command/define';
import { everyone } from '@fengni/kernel/access/policy';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { composeTestRegistry } from '../../registry/test-registry.ts';
import { type TestHouse, createTestHouse } from '../../testing/test-house.ts';
import { unionOf } from './trail.ts';

const sources = composeTestRegistry().trail;
let house: TestHouse;
let subject: { readonly id: string };
let stranger: { readonly session: string };
let officer: string;

beforeAll(async () => {
  house = await createTestHouse();
  subject = await house.person('丁一', 3);
  stranger = await house.person('丁二', 3, 'south');
  officer = await house.w.as('officer', 'root');
});
afterAll(() => house.close());

/** Runs a statement as a caller sees it, through the kernel's own door. */
function readAs(session: string, sql: string): Promise<unknown> {
  const probe: Query = defineQuery({
    name: 'test.probe',
    title: { zh: '', en: '' },
    input: z.object({}),
    output: z.array(z.record(z.string(), z.unknown())),
    rule: { ...everyone(), permission: 'test.probe' },
    run: (tx) =>
      tx.readSql<Record<string, unknown>>(
        `select * from (${sql}) s where $2::timestamptz <= $3::timestamptz`,
        [subject.id, '-infinity', 'infinity'],
      ),
  });
  const registry = { ...house.registry, queries: new Map([[probe.name, probe]]) };
  return runQuery(
    { ...house.w.kernel, registry },
    { name: probe.name, input: {}, sessionHash: session, terminal: 't' },
  );
}

test('no two sources share a name, and each is of a table', () => {
  expect(new Set(sources.map((source) => source.id)).size).toBe(sources.length);
  for (const source of sources) expect(source.table, source.id).toMatch(/^[a-z_]{1,50}$/);
});

test.each(sources.map((source) => source.id))(
  '%s: answers who answers for the person, and nobody else',
  async (id) => {
    const source = sources.find((one) => one.id === id);
    const sql = source?.sql ?? '';
    expect(sql).toMatch(/\$1.*\$2.*\$3/);
    await expect(readAs(officer, `select id, at, until, params from (${sql}) t`)).resolves.toBeInstanceOf(
      Array,
    );
    expect(await readAs(stranger.session, sql)).toEqual([]);
  },
);

test('each source has a title in both languages', () => {
  for (const { id, title } of sources) {
    expect(title.zh, id).toMatch(/[\u4e00-\u9fff]/);
    expect(title.en, id).toMatch(/^[A-Z][^\u4e00-\u9fff]+$/);
  }
});

test('all sources fit into one statement', async () => {
  const rows = z.array(z.object({ n: z.int() })).parse(await readAs(officer, unionOf(sources)));
  // he is in a unit, and cleared
  expect(rows.length).toBeGreaterThanOrEqual(2);
});
