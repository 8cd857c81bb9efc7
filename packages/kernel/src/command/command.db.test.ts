import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testkit/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test('the template is there', async () => {
  const { rows } = await database.pool.query<{ n: number }>(`select 1 as n`);
  expect(rows).toEqual([{ n: 1 }]);
});
