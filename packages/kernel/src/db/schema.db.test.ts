import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, createTestDatabase } from '../testkit/database.ts';
import { describeSchema, readSchemaFile, writeSchemaFile } from './describe-schema.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test('schema.sql is what the migrations make; UPDATE_GOLDEN=1 writes it anew', async () => {
  const made = await database.asOwner(describeSchema);
  if (process.env['UPDATE_GOLDEN'] === '1') await writeSchemaFile(made);
  expect(made).toBe(await readSchemaFile());
});

test('a difference of any kind would be seen', async () => {
  const before = await database.asOwner(describeSchema);
  const changes = [
    `alter table unit add extra text`,
    `alter table unit alter name drop not null`,
    `alter table unit alter position set default 1`,
    `alter table unit drop constraint unit_kind_check`,
    `drop index unit_parent`,
    `drop policy reader on unit`,
    `alter policy reader on unit using (true)`,
    `alter table unit disable row level security`,
    `drop trigger note_row_write on unit`,
    `alter function acting_account() security invoker`,
    `grant execute on function acting_account() to public`,
    `grant delete on unit to fengni_writer`,
    `grant update (name) on unit to fengni_sealer`,
    `create view seen as select 1`,
  ];
  for (const change of changes) {
    const after = await database.asOwner(async (client) => {
      await client.query('begin');
      await client.query(change);
      const text = await describeSchema(client);
      await client.query('rollback');
      return text;
    });
    expect(after, change).not.toBe(before);
  }
  expect(await database.asOwner(describeSchema)).toBe(before);
});
