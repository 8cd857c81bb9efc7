// PER-3: the interface of the personnel system, as another program calls it
import { openFile } from '@fengni/kernel/command/run-query';
import { invariant } from '@fengni/kernel/command/invariant';
import { createWorld, textOf } from '@fengni/kernel/testkit/world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type TestApp, createTestApp, testHost } from '../../http/testing/test-app.ts';
import { writeWorkbook } from '../../spreadsheet/write-workbook.ts';
import { DeliveryBody, PersonBody } from './contract.ts';
import { expectGolden } from '../../registry/golden.ts';
import { planSheet } from './http.ts';

let app: TestApp;
let world: Awaited<ReturnType<typeof createWorld>>;
beforeAll(async () => {
  app = await createTestApp();
  const { database, clock, kernel } = app;
  world = await createWorld({ database, clock, registry: kernel.registry, rootKey: Buffer.alloc(32, 7) });
  // a house serves once its three administrators have been there
  for (const power of ['system', 'security', 'audit'] as const) await world.administrator(power);
});
afterAll(async () => {
  expect(app.kernel.faults).toEqual([]);
  await app.close();
});

async function makeToken(addresses: readonly string[] = []): Promise<string> {
  app.clock.now = new Date(app.clock.now.getTime() + 1_000);
  const system = await world.administrator('system');
  const outcome = await world.run(system, 'personnelToken.make', {
    name: '人事系统',
    unitId: world.units.root.id,
    expiresOn: '2026-12-31',
    addresses,
    reason: '每日同步',
  });
  invariant(outcome.kind === 'parked', JSON.stringify(outcome));
  await world.done(await world.administrator('security'), 'approval.decide', {
    approvalId: outcome.approvalId,
    verdict: 'consent',
    openedAt: app.clock.now.toISOString(),
  });
  const id = await newestToken();
  const file = await openFile(world.kernel, {
    name: 'personnelToken.show',
    input: { tokenId: id },
    sessionHash: system,
    terminal: 't',
  });
  return textOf(
    z.record(z.string(), z.unknown()).parse(JSON.parse(Buffer.from(file.bytes).toString())),
    'token',
  );
}
async function newestToken(): Promise<string> {
  const { rows } = await app.database.asOwner((client) =>
    client.query<{ id: string }>('select id from personnel_token order by made_at desc, id limit 1'),
  );
  return rows[0]?.id ?? '';
}

interface Call {
  readonly method: 'POST' | 'PUT';
  readonly url: string;
  readonly token?: string;
  readonly body: object;
  readonly address?: string;
}
async function call({ method, url, token, body, address = '192.0.2.77' }: Call) {
  const response = await app.app.inject({
    method,
    url,
    remoteAddress: address,
    headers: {
      host: testHost,
      'accept-language': 'en',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    payload: body,
  });
  return { status: response.statusCode, body: z.record(z.string(), z.unknown()).parse(response.json()) };
}
const post = (token: string | undefined, body: object, address?: string) =>
  call({
    method: 'POST',
    url: '/api/personnel-system/deliveries',
    body,
    ...(token === undefined ? {} : { token }),
    ...(address === undefined ? {} : { address }),
  });

test('a program without browser, cookie or origin delivers with its token, and again with the same outcome', async () => {
  const token = await makeToken();
  const body = {
    delivery: '2026-03-02',
    whole: false,
    people: [{ staffNo: 'A-1', name: '甲一', unit: ['north'], posts: ['工程师'] }],
  };
  const first = await post(token, body);
  expect(first).toMatchObject({ status: 200, body: { replayed: false, people: 1, found: { new: 1 } } });
  const again = await post(token, body);
  expect(again.body).toEqual({ ...first.body, replayed: true });
});

test('one person is put, as often as one likes', async () => {
  const token = await makeToken();
  const put = (name: string) =>
    call({
      method: 'PUT',
      url: '/api/personnel-system/people/P-1',
      token,
      body: { name, unit: ['north'] },
    });
  expect(await put('乙一')).toMatchObject({ status: 200, body: { found: { new: 1, standing: 0 } } });
  expect(await put('乙一')).toMatchObject({ body: { deliveryId: null, found: { new: 1, standing: 1 } } });
  expect(await put('乙二')).toMatchObject({ body: { found: { new: 1, standing: 0 } } });
  const { rows } = await app.database.asOwner((client) =>
    client.query(
      `select name, state from personnel_difference where staff_no = 'P-1' order by made_at, state`,
    ),
  );
  expect(rows).toEqual(
    expect.arrayContaining([
      { name: '乙一', state: 'superseded' },
      { name: '乙二', state: 'open' },
    ]),
  );
});

test('faults of the body are named field by field', async () => {
  const token = await makeToken();
  const bad = await post(token, { delivery: 'x', whole: false, people: [{ staffNo: '=1', name: '甲' }] });
  expect(bad).toMatchObject({ status: 422, body: { code: 'input.invalid' } });
  expect(JSON.stringify(bad.body)).toContain('people.0.staffNo');
});

test('a token of one network is no token elsewhere', async () => {
  const token = await makeToken(['10.1.0.0/16']);
  const body = { delivery: 'n-1', whole: false, people: [] };
  expect(await post(token, body, '10.2.0.1')).toMatchObject({
    status: 401,
    body: { code: 'personnel-system.token.refused' },
  });
  expect(await post(token, body, '10.1.0.1')).toMatchObject({ status: 200 });
});

test('who guesses is slowed down, and is told nothing but that', async () => {
  const body = { delivery: 'g-1', whole: false, people: [] };
  const answers = [];
  for (let i = 0; i < 12; i += 1) answers.push(await post(`fpt_${'x'.repeat(40)}${i}`, body, '198.51.100.9'));
  expect(answers.slice(0, 10).every((one) => one.status === 401)).toBe(true);
  expect(answers.slice(10).map((one) => one.status)).toEqual([429, 429]);
  expect((await post(undefined, body, '198.51.100.10')).status).toBe(401);
});

test('a page of another site cannot call it: what browsers say of themselves is looked at', async () => {
  const token = await makeToken();
  const response = await app.app.inject({
    method: 'POST',
    url: '/api/personnel-system/deliveries',
    headers: { host: testHost, 'sec-fetch-site': 'cross-site', authorization: `Bearer ${token}` },
    payload: { delivery: 'c-1', whole: false, people: [] },
  });
  expect(response.statusCode).toBe(403);
  // everything else keeps asking for its own origin
  const command = await app.app.inject({
    method: 'POST',
    url: '/api/commands/org.addPerson',
    headers: { host: testHost },
    payload: {},
  });
  expect(command.statusCode).toBe(403);
});

const text = (title: string) => ({ title, width: 12, kind: 'text' }) as const;

test('a sheet of the office is read by its headers; what is wrong is named by its row', async () => {
  const bytes = writeWorkbook({
    sheets: [
      {
        name: '在册人员',
        titleRows: [['在册人员名单']],
        columns: ['序号', '工 号', '姓名', '所在部门', '科室', '岗位', '在职状态'].map(text),
        rows: [
          ['1', 'A-1', '甲一', '北方公司/实验室', '一组', '工程师、组长', '在职'],
          ['2', 'A-2', '甲二', '北方公司', '', '', '退休'],
          ['3', '', '甲三', '北方公司', '', '', '在职'],
          ['4', 'A-1', '甲四', '北方公司', '', '', '在职'],
          ['5', 'A-5', '=HYPERLINK("x")', '北方公司', '', '', '在职'],
          ['合计', '', '4', '', '', '', ''],
        ],
      },
    ],
    properties: { title: '', author: '', classification: '' },
  });
  const plan = await planSheet(bytes);
  expect(plan.people).toEqual([
    {
      staffNo: 'A-1',
      name: '甲一',
      unit: ['北方公司', '实验室', '一组'],
      posts: ['工程师', '组长'],
      left: false,
    },
    { staffNo: 'A-2', name: '甲二', unit: ['北方公司'], posts: [], left: true },
  ]);
  expect(plan.faults.map((fault) => fault.row)).toEqual([5, 6, 7]);
});

test('the schema other programs read is the one in review', () => {
  const schema = {
    delivery: z.toJSONSchema(DeliveryBody, { io: 'input' }),
    person: z.toJSONSchema(PersonBody, { io: 'input' }),
  };
  expectGolden('personnel-system.schema.json', `${JSON.stringify(schema, null, 2)}\n`);
});
