// CAR-11
import { testTerminal, textOf } from '@fengni/kernel/testkit/world';
import { testPassphrase } from '@fengni/kernel/testkit/vault';
import { chunkBytes } from '@fengni/kernel/vault/object-file';
import fastify from 'fastify';
import { Refusal, refuse } from '@fengni/kernel/command/refusal';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type VaultHouse, createVaultHouse } from './testing/vault-house.ts';
import { registerUploadRoute } from './upload-route.ts';

let house: VaultHouse;
const app = fastify({ https: null });
beforeAll(async () => {
  house = await createVaultHouse();
  app.setErrorHandler((error, _request, reply) => {
    const isRefusal = error instanceof Refusal;
    void reply.code(isRefusal ? 422 : 500).send({ code: isRefusal ? error.code : String(error) });
  });
  await registerUploadRoute(app, {
    kernel: house.kernel,
    vault: house.vault,
    async session(request) {
      const hash = request.headers['x-session'];
      if (typeof hash !== 'string') throw refuse('signed.out');
      return { sessionHash: hash, terminal: testTerminal };
    },
  });
});
afterAll(async () => {
  await app.close();
  await house.close();
});

const bytes = Buffer.alloc(chunkBytes * 2 + 1_000, 'abcdefg');

async function begin(size = bytes.length): Promise<string> {
  return textOf(
    await house.w.done(house.clerk.session, 'vault.beginUpload', { size, name: '大文件.bin' }),
    'uploadId',
  );
}
function head(uploadId: string, session: string | null = house.clerk.session) {
  return app.inject({
    method: 'HEAD',
    url: `/api/vault/uploads/${uploadId}`,
    headers: session === null ? {} : { 'x-session': session },
  });
}
function patch(uploadId: string, offset: number, payload: Buffer, more: Record<string, string> = {}) {
  return app.inject({
    method: 'PATCH',
    url: `/api/vault/uploads/${uploadId}`,
    headers: {
      'x-session': house.clerk.session,
      'content-type': 'application/offset+octet-stream',
      'tus-resumable': '1.0.0',
      'upload-offset': String(offset),
      ...more,
    },
    payload,
  });
}

test('an upload goes on where it stopped: whole chunks are kept, the rest is sent again', async () => {
  const uploadId = await begin();
  expect((await head(uploadId)).headers).toMatchObject({
    'upload-offset': '0',
    'upload-length': String(bytes.length),
    'tus-resumable': '1.0.0',
  });
  const first = await patch(uploadId, 0, bytes.subarray(0, chunkBytes + 10));
  expect([first.statusCode, first.headers['upload-offset']]).toEqual([204, String(chunkBytes)]);
  const wrong = await patch(uploadId, 0, bytes);
  expect(wrong.json()).toEqual({ code: 'vault.offset' });
  const early = await house.w.run(house.clerk.session, 'vault.finishUpload', { uploadId });
  expect(early).toMatchObject({ kind: 'refused', code: 'upload.not.whole' });
  // another process of the server knows nothing but what the file says
  await house.vault.lock();
  await house.vault.unlock(testPassphrase);
  expect((await head(uploadId)).headers['upload-offset']).toBe(String(chunkBytes));
  const rest = await patch(uploadId, chunkBytes, bytes.subarray(chunkBytes));
  expect(rest.headers['upload-offset']).toBe(String(bytes.length));
  await house.w.done(house.clerk.session, 'vault.finishUpload', { uploadId });
  const after = await patch(uploadId, bytes.length, Buffer.from('x'));
  expect(after.json()).toEqual({ code: 'upload.not.open' });
  await house.w.done(house.clerk.session, 'vault.dropUpload', { uploadId });
});

test('nobody sends more than he declared', async () => {
  const uploadId = await begin(1_000);
  expect((await patch(uploadId, 0, bytes)).json()).toEqual({ code: 'upload.piece.wrong' });
  expect((await head(uploadId)).headers['upload-offset']).toBe('0');
});

test("another person's upload, an unknown one and a dropped one are not taken", async () => {
  const uploadId = await begin();
  const other = await house.person('乙一', 3);
  const unknown = '11111111-2222-4333-8444-555555555555';
  expect((await head(uploadId, null)).statusCode).toBe(422);
  const foreign = await patch(uploadId, 0, bytes, { 'x-session': other.session });
  const nowhere = await patch(unknown, 0, bytes);
  expect(foreign.json()).toEqual({ code: 'not.found' });
  expect(nowhere.json()).toEqual({ code: 'not.found' });
  await house.w.done(house.clerk.session, 'vault.dropUpload', { uploadId });
  expect((await patch(uploadId, 0, bytes)).json()).toEqual({ code: 'upload.not.open' });
});

test('what is not tus is refused', async () => {
  const uploadId = await begin();
  for (const headers of [{ 'tus-resumable': '0.9' }, { 'upload-offset': '-1' }, { 'upload-offset': '1e3' }])
    expect((await patch(uploadId, 0, bytes, headers)).json()).toEqual({ code: 'upload.piece.wrong' });
});

test('so many uploads are open at a time and no more', async () => {
  const person = await house.person('乙二', 0);
  for (let i = 0; i < 10; i += 1)
    await house.w.done(person.session, 'vault.beginUpload', { size: 1, name: 'x' });
  expect(await house.w.run(person.session, 'vault.beginUpload', { size: 1, name: 'x' })).toMatchObject({
    code: 'upload.too.many',
  });
});

test('the security administrator says how large a file may be', async () => {
  const { w, clerk } = house;
  const security = await w.administrator('security');
  await w.done(security, 'vault.setUploadLimit', { mebibytes: 2 });
  expect(await w.query(clerk.session, 'vault.state')).toMatchObject({ uploadBytesMax: 2 * 1024 * 1024 });
  const large = { size: 2 * 1024 * 1024 + 1, name: 'x' };
  expect(await w.run(clerk.session, 'vault.beginUpload', large)).toMatchObject({ code: 'upload.too.large' });
  expect(await w.run(clerk.session, 'vault.setUploadLimit', { mebibytes: 1 })).toMatchObject({
    code: 'not.permitted',
  });
});
