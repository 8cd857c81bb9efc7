// GB/T 22239 8.1.4.4: terminals are restricted
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRegistry } from '../command/registry.ts';
import { createKeyRing } from '../keys/key-ring.ts';
import { createSecretBox } from '../keys/secret-box.ts';
import { orgModule } from '../org/org-module.ts';
import { createTestDatabase, type TestDatabase } from '../testkit/database.ts';
import { createWorld, testTerminal, textOf, type World } from '../testkit/world.ts';
import { createAccessModule } from './access-module.ts';

const clock = { now: new Date('2026-03-02T04:00:00Z') };
const rootKey = Buffer.alloc(32, 3);
let database: TestDatabase;
let w: World;
beforeAll(async () => {
  database = await createTestDatabase();
  const access = createAccessModule({
    keys: createKeyRing(rootKey, createSecretBox(rootKey)),
    gate: { admits: () => false },
  });
  w = await createWorld({ database, registry: createRegistry([orgModule, access]), clock, rootKey });
});
afterAll(async () => {
  expect(w.kernel.faults).toEqual([]);
  await database.close();
});

test('where terminals are restricted, a session at one that is ended ends with it', async () => {
  const security = await w.administrator('security');
  const auditor = await w.administrator('audit');
  const clerk = await w.signIn((await w.person('甲一', 'north')).id);
  const terminal = await w.done(security, 'terminal.add', {
    name: '保密室终端',
    kind: 'address',
    value: testTerminal,
  });
  expect(await w.done(security, 'terminal.restrict', { restricted: true })).toEqual({ sessionsEnded: 0 });
  expect(await w.run(clerk, 'org.addUnit', {})).toMatchObject({ code: 'input.invalid' });

  const terminalId = textOf(terminal, 'terminalId');
  // the clerk and the auditor sit there too; the security administrator's own session is his to end
  expect(await w.done(security, 'terminal.end', { terminalId })).toEqual({ sessionsEnded: 2 });
  for (const ended of [clerk, auditor])
    expect(
      await w.run(ended, 'org.addUnit', { parentId: w.units.north.id, kind: 'section', name: '甲' }),
    ).toMatchObject({
      code: 'signed.out',
    });
  expect(await w.done(security, 'terminal.restrict', { restricted: false })).toEqual({ sessionsEnded: 0 });
});
