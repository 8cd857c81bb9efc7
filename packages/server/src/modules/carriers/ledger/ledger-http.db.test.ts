import { randomUUID } from 'node:crypto';
import { Refusal, refuse } from '@fengni/kernel/command/refusal';
import { testTerminal } from '@fengni/kernel/testkit/world';
import fastify from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { registerLedgerRoute } from './ledger-http.ts';
import { type LedgerWorld, createLedgerWorld, makeLedger } from './testkit.ts';

let the: LedgerWorld;
let registerId: string;
const app = fastify({ https: null });
beforeAll(async () => {
  the = await createLedgerWorld();
  registerId = await the.newRegister('网上');
  app.setErrorHandler((error, _request, reply) => {
    void reply
      .code(error instanceof Refusal ? 422 : 500)
      .send({ code: error instanceof Refusal ? error.code : 'fault' });
  });
  await registerLedgerRoute(app, {
    kernel: the.world.kernel,
    session(request) {
      const hash = request.headers['x-session'];
      if (typeof hash !== 'string') throw refuse('signed.out');
      return { sessionHash: hash, terminal: testTerminal };
    },
  });
});
afterAll(async () => {
  await app.close();
  await the.close();
});

const bytes = makeLedger(
  ['编号', '名称', '密级'],
  Array.from({ length: 600 }, (_, i) => [`N-${i + 1}`, `第${i + 1}件`, '秘密★5年']),
);
const Line = z.object({
  progress: z.object({ phase: z.string(), done: z.number(), total: z.number() }).optional(),
  result: z.looseObject({ kind: z.string() }).optional(),
  error: z.object({ code: z.string() }).optional(),
});

async function post(
  session: string | null,
  form: unknown,
  file: Uint8Array | null = bytes,
  fileFirst = false,
) {
  const data = new FormData();
  const parts = [
    () => data.set('request', typeof form === 'string' ? form : JSON.stringify(form)),
    () => (file === null ? undefined : data.set('file', new Blob([Buffer.from(file)]), '台账 2025.xlsx')),
  ];
  for (const add of fileFirst ? parts.toReversed() : parts) add();
  const body = new Response(data);
  const response = await app.inject({
    method: 'POST',
    url: '/api/ledgers',
    headers: {
      'content-type': body.headers.get('content-type') ?? '',
      ...(session === null ? {} : { 'x-session': session }),
    },
    payload: Buffer.from(await body.arrayBuffer()),
  });
  const isLines = String(response.headers['content-type']).startsWith('application/x-ndjson');
  const lines = isLines
    ? response.body
        .trim()
        .split('\n')
        .map((line) => Line.parse(JSON.parse(line)))
    : [];
  return { status: response.statusCode, body: response.body, lines, last: lines.at(-1) };
}
const formOf = (mode: 'plan' | 'import', commandId: string = randomUUID()) => ({
  registerId,
  commandId,
  mode,
});

test('a dry run tells its progress and the plan, and writes nothing', async () => {
  const clerk = await the.world.as('document-clerk', 'north');
  const answer = await post(clerk, formOf('plan'));
  expect(answer.status).toBe(200);
  expect(answer.lines.slice(0, -1).map(({ progress }) => progress?.phase)).toEqual([
    'reading',
    'reading',
    'checking',
    'checking',
  ]);
  expect(answer.last?.result).toMatchObject({ kind: 'plan', plan: { counts: { rows: 600, good: 600 } } });
  const written = await the.database.asOwner((client) =>
    client.query('select from carrier where register_id = $1', [registerId]),
  );
  expect(written.rowCount).toBe(0);
});

test('an import is a command under the id its caller chose: sent again, the first outcome is told again', async () => {
  const clerk = await the.world.as('document-clerk', 'north');
  const form = formOf('import');
  const first = await post(clerk, form, bytes, true);
  expect(first.last?.result).toMatchObject({
    kind: 'outcome',
    outcome: { kind: 'done', result: { added: 600 } },
  });
  expect((await post(clerk, form)).last?.result).toMatchObject({
    kind: 'outcome',
    outcome: { kind: 'done', result: { added: 600 } },
  });
  const names = await the.database.asOwner((client) =>
    client.query<{ file_name: string }>('select file_name from ledger_import where register_id = $1', [
      registerId,
    ]),
  );
  expect(names.rows).toEqual([{ file_name: '台账 2025.xlsx' }]);
});

test('the signed-out and those without the duty are refused before anything is read', async () => {
  expect(await post(null, formOf('plan'))).toMatchObject({ status: 422, body: '{"code":"signed.out"}' });
  const reader = await the.world.as('inspector', 'north');
  expect(await post(reader, formOf('plan'))).toMatchObject({ status: 422, body: '{"code":"not.permitted"}' });
  const elsewhere = await the.world.as('document-clerk', 'south');
  expect(await post(elsewhere, formOf('plan'))).toMatchObject({ body: '{"code":"not.found"}' });
});

test('a file that is no ledger, a form that is none, and no file are refused', async () => {
  const clerk = await the.world.as('document-clerk', 'north');
  const noBook = await post(clerk, formOf('plan'), Uint8Array.of(0x50, 0x4b, 3, 4, 0));
  expect(noBook.last?.result).toMatchObject({ kind: 'refused', code: 'ledger.unreadable' });
  for (const form of [
    '{',
    '[]',
    JSON.stringify({ ...formOf('plan'), mapping: { 台账: { columns: { x: 'title' } } } }),
  ]) {
    expect(await post(clerk, form)).toMatchObject({ body: '{"code":"input.invalid"}' });
  }
  expect(await post(clerk, formOf('plan'), null)).toMatchObject({ body: '{"code":"input.invalid"}' });
});
