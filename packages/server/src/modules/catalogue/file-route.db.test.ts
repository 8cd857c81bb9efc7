// CLS-2
import { Refusal, refuse } from '@fengni/kernel/command/refusal';
import { type TestDatabase, createTestDatabase } from '@fengni/kernel/testkit/database';
import { type World, createWorld, testTerminal } from '@fengni/kernel/testkit/world';
import fastify from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { composeTestRegistry, testRootKey } from '../../registry/test-registry.ts';
import { CatalogueFilePlan } from './contract.ts';
import { catalogueFileBytesMax, registerCatalogueFileRoute } from './file-route.ts';

let database: TestDatabase;
let world: World;
const app = fastify({ https: null });
beforeAll(async () => {
  database = await createTestDatabase();
  const clock = { now: new Date('2026-11-22T01:00:00Z') };
  world = await createWorld({ database, registry: composeTestRegistry(), clock, rootKey: testRootKey });
  await world.unit('财政局', 'north');
  app.setErrorHandler((error, _request, reply) => {
    const code = error instanceof Refusal ? error.code : 'fault';
    void reply.code(error instanceof Refusal ? 422 : 500).send({ code });
  });
  await registerCatalogueFileRoute(app, {
    kernel: world.kernel,
    async session(request) {
      const hash = request.headers['x-session'];
      if (typeof hash !== 'string') throw refuse('signed.out');
      return { sessionHash: hash, terminal: testTerminal };
    },
  });
});
afterAll(async () => {
  expect(world.kernel.faults).toEqual([]);
  await app.close();
  await database.close();
});

const csv = (lines: readonly string[]) => new TextEncoder().encode(`\uFEFF${lines.join('\n')}\n`);
const table = csv([
  '序号,事项名称,密级,保密期限,定密依据,责任部门',
  '1,年度投资概算,机密,10年,《示范范围》2.1,财政局',
  '2,应急储备点位,秘密,5年,,外单位',
]);

async function post(session: string | null, form: unknown, bytes: Uint8Array = table) {
  const data = new FormData();
  data.set('request', JSON.stringify(form));
  data.set('file', new Blob([Buffer.from(bytes)]), '一览表.csv');
  const body = new Response(data);
  const response = await app.inject({
    method: 'POST',
    url: '/api/catalogue-files',
    headers: {
      'content-type': body.headers.get('content-type') ?? '',
      ...(session === null ? {} : { 'x-session': session }),
    },
    payload: Buffer.from(await body.arrayBuffer()),
  });
  return { status: response.statusCode, body: JSON.parse(response.body) as unknown };
}
const formOf = (kind: 'matters' | 'scope' = 'matters') => ({
  unitId: world.units.north.id,
  kind,
  scheme: 'cn-state-secret',
});

test('a table is read for who keeps the list, row by row, and nothing is written', async () => {
  const officer = await world.as('officer', 'north');
  const { status, body } = await post(officer, formOf());
  expect(status).toBe(200);
  const plan = CatalogueFilePlan.parse(body);
  expect(plan.matters).toMatchObject([{ name: '年度投资概算', mark: { level: 'JIMI' } }]);
  expect(plan.matters[0]?.ownerUnitId).not.toBeNull();
  expect(plan.faults.map((fault) => [fault.row, fault.column])).toEqual([
    [3, 'F 责任部门'],
    [3, 'E 定密依据'],
  ]);
});

test('who keeps no list, who is signed out and what is too large are refused', async () => {
  const classifier = await world.as('classifier', 'north');
  const south = await world.as('officer', 'south');
  const staff = await world.signIn((await world.person('庚一', 'north')).id);
  expect((await post(null, formOf())).body).toEqual({ code: 'signed.out' });
  expect((await post(staff, formOf())).body).toEqual({ code: 'not.permitted' });
  expect((await post(south, formOf())).body).toEqual({ code: 'not.permitted' });
  expect((await post(classifier, formOf())).status).toBe(200);
  expect((await post(classifier, formOf('scope'))).body).toEqual({ code: 'not.permitted' });
  const officer = await world.as('officer', 'north');
  expect((await post(officer, { ...formOf(), scheme: 'none' })).body).toEqual({
    code: 'catalogue.scheme.unknown',
  });
  const large = new Uint8Array(catalogueFileBytesMax + 1);
  expect((await post(officer, formOf(), large)).body).toEqual({ code: 'catalogue.file.too.large' });
  const broken = new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3]);
  expect((await post(officer, formOf(), broken)).body).toEqual({ code: 'catalogue.file.unreadable' });
});
