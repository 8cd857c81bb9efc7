// CLS-4
import { ReadingPool } from '@fengni/inspect/reading-pool';
import { readDocument } from '@fengni/inspect/stamp';
import { Refusal, refuse } from '@fengni/kernel/command/refusal';
import { openFile } from '@fengni/kernel/command/run-query';
import { type TestDatabase, createTestDatabase } from '@fengni/kernel/testkit/database';
import { type World, createWorld, testTerminal, textOf } from '@fengni/kernel/testkit/world';
import fastify from 'fastify';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { composeTestRegistry, testRootKey } from '../../registry/test-registry.ts';
import { registerMarksRoute } from './check-route.ts';
import { MarkSource, MarksAnswer, marksFileBytesMax } from './contract.ts';

const Made = z.object({ carrierId: z.string(), copies: z.array(z.object({ copyId: z.string() })) });
let database: TestDatabase;
let world: World;
let clerk: string;
let knower: string;
let stranger: string;
let registerId: string;
const app = fastify({ https: null });
const reading = new ReadingPool({ jobs: 1 });

beforeAll(async () => {
  database = await createTestDatabase();
  const clock = { now: new Date('2026-11-22T01:00:00Z') };
  world = await createWorld({ database, registry: composeTestRegistry(), clock, rootKey: testRootKey });
  const person = async (name: string) => {
    const { id } = await world.person(name, 'north');
    await world.clear(id, 'cn-state-secret', 3);
    return { id, session: await world.signIn(id) };
  };
  const [keeper, other, third] = [await person('甲一'), await person('乙一'), await person('丙一')];
  await world.hold(keeper.id, 'document-clerk', 'north');
  [clerk, knower, stranger] = [keeper.session, other.session, third.session];
  registerId = textOf(
    await world.done(await world.as('officer', 'north'), 'register.open', {
      unitId: world.units.north.id,
      kind: 'carrier',
      name: '涉密文件',
    }),
    'registerId',
  );
  app.setErrorHandler((error, _request, reply) => {
    const code = error instanceof Refusal ? error.code : String(error);
    void reply.code(error instanceof Refusal ? 422 : 500).send({ code });
  });
  await registerMarksRoute(app, {
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
  await Promise.all([app.close(), reading.close()]);
  await database.close();
});

async function register(more: Record<string, unknown> = {}) {
  return Made.parse(
    await world.done(clerk, 'carrier.register', {
      registerId,
      medium: 'sample',
      mark: { scheme: 'cn-state-secret', level: 'JIMI', validity: { kind: 'duration', years: 10 } },
      issuedOn: '2026-11-01',
      title: '某型样机（样例）',
      place: '1号柜',
      scope: { personIds: [world.personOf(knower)] },
      ...more,
    }),
  );
}

/** A Word document of these paragraphs. */
function docx(...texts: string[]): Uint8Array {
  const space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  const body = texts.map((text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`).join('');
  const parts = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels':
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8"?><w:document ${space}><w:body>${body}</w:body></w:document>`,
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, Buffer.from(text)])));
}

async function post(session: string | null, form: unknown, bytes: Uint8Array) {
  const data = new FormData();
  data.set('request', JSON.stringify(form));
  data.set('file', new Blob([Buffer.from(bytes)]), '样例.docx');
  const body = new Response(data);
  return app.inject({
    method: 'POST',
    url: '/api/marks',
    headers: {
      'content-type': body.headers.get('content-type') ?? '',
      ...(session === null ? {} : { 'x-session': session }),
    },
    payload: Buffer.from(await body.arrayBuffer()),
  });
}

test('a file is read and judged against what is registered, and comes back marked, on record before it does', async () => {
  const { carrierId } = await register();
  const source = await world.ask(knower, 'marks.source', { carrierId }, MarkSource);
  expect(source).toMatchObject({ markText: '机密★10年', title: '某型样机（样例）', former: null });
  const plain = docx('关于样例的通知', '正文');
  const checked = MarksAnswer.parse((await post(knower, { mode: 'check', carrierId }, plain)).json());
  expect(checked.problems.map((one) => one.code)).toEqual(['missing', 'no-copy-number']);
  expect(checked.paragraphs).toEqual([
    { paragraph: 1, text: '关于样例的通知' },
    { paragraph: 2, text: '正文' },
  ]);
  const stamped = await post(
    knower,
    { mode: 'stamp', carrierId, copyNumber: '1', portions: [{ paragraph: 2, level: 'MIMI' }] },
    plain,
  );
  expect(stamped.statusCode).toBe(200);
  expect(stamped.headers['x-fengni-did']).toBe('marked');
  const entry = await world.lastEntry();
  expect(entry).toMatchObject({ command: 'marks.handOut', outcome: 'done', subjectId: carrierId });
  expect(JSON.stringify(entry.details)).not.toContain('样例');
  const after = MarksAnswer.parse(
    (await post(knower, { mode: 'check', carrierId }, stamped.rawPayload)).json(),
  );
  expect(after.problems).toEqual([]);
  expect(after.marks).toEqual([
    { text: '机密★10年', role: 'head', page: null },
    { text: '〔秘密', role: 'body', page: null },
  ]);
});

test('without a thing it is judged by itself; who does not know the thing, or is signed out, gets nothing', async () => {
  const { carrierId } = await register();
  const twice = docx('机密★10年', '秘密★5年', '正文');
  const alone = MarksAnswer.parse((await post(stranger, { mode: 'check' }, twice)).json());
  expect(alone.problems.map((one) => one.code)).toContain('two-marks');
  expect((await post(stranger, { mode: 'check', carrierId }, twice)).json()).toEqual({ code: 'not.found' });
  expect((await post(stranger, { mode: 'stamp', carrierId }, twice)).json()).toEqual({ code: 'not.found' });
  expect((await post(knower, { mode: 'stamp' }, twice)).json()).toEqual({ code: 'marks.source.missing' });
  expect((await post(null, { mode: 'check' }, twice)).json()).toEqual({ code: 'signed.out' });
  expect((await post(knower, { mode: 'stamp', carrierId }, Buffer.from('words'))).json()).toEqual({
    code: 'marks.stamp.kind',
  });
  const large = new Uint8Array(marksFileBytesMax + 1);
  expect((await post(knower, { mode: 'check' }, large)).json()).toEqual({ code: 'marks.file.too.large' });
});

test('papers: the label of a pack, the notice where no mark can be put, the slip for changed ones', async () => {
  const made = await register();
  const copyId = made.copies[0]?.copyId;
  const open = async (session: string, name: string, input: unknown) => {
    const file = await openFile(world.kernel, { name, input, sessionHash: session, terminal: testTerminal });
    const { segments } = await readDocument(reading, file.bytes, '');
    return segments.map((segment) => segment.text).join('\n');
  };
  const notice = await open(clerk, 'marks.writtenNotice', { carrierId: made.carrierId });
  for (const words of ['某型样机（样例）', '机密★10年', '乙一']) expect(notice).toContain(words);
  await expect(open(knower, 'marks.writtenNotice', { carrierId: made.carrierId })).rejects.toThrow(
    'not.permitted',
  );
  await expect(open(clerk, 'marks.reMarkingSlip', { copyIds: [copyId] })).rejects.toThrow(
    'marks.copy.unchanged',
  );
  const sent = await world.done(clerk, 'delivery.send', {
    registerId,
    copyIds: [copyId],
    counterpart: '示范炼化公司',
    channel: 'messenger',
    sealNo: 'FQ-0031',
  });
  const label = await open(clerk, 'marks.packingLabel', { deliveryId: textOf(sent, 'deliveryId') });
  for (const words of ['机密', '示范炼化公司', 'FQ-0031']) expect(label).toContain(words);
  expect(label).not.toContain('某型样机');
});
