import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { type Opener, generateBackupKey, openStream, sealStream } from './sealed-stream.ts';

const passphrase = 'sieben Kiefern am Hang';
const chunk = 64 * 1024;
const tag = 16;

async function* inPieces(bytes: Buffer, size = 10_000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
async function collect(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
}
const seal = (plain: Buffer) => collect(sealStream(inPieces(plain), { kind: 'passphrase', passphrase }));
const open = (sealed: Buffer, opener: Opener = { kind: 'passphrase', passphrase }) =>
  collect(openStream(inPieces(sealed), opener));
const headerOf = (sealed: Buffer): number => sealed.indexOf('\n', sealed.indexOf('\n') + 1) + 1;

test.each([0, 1, chunk - 1, chunk, chunk + 1, 3 * chunk])(
  '%i bytes come back as they were',
  async (length) => {
    const plain = randomBytes(length);
    const sealed = await seal(plain);
    expect(await open(sealed)).toEqual(plain);
    // A shorter piece would be found by chance.
    if (length >= 32) expect(sealed.includes(plain.subarray(0, 32))).toBe(false);
  },
);

test('only the private half of the key opens what was sealed to it', async () => {
  const [mine, other] = [generateBackupKey(), generateBackupKey()];
  const sealed = await collect(
    sealStream(inPieces(Buffer.from('x')), { kind: 'x25519', publicKey: mine.publicKey }),
  );
  expect((await open(sealed, { kind: 'x25519', privateKey: mine.privateKey })).toString()).toBe('x');
  await expect(open(sealed, { kind: 'x25519', privateKey: other.privateKey })).rejects.toThrow(
    'backup.wrong.key',
  );
  await expect(open(sealed)).rejects.toThrow('backup.wrong.key');
  await expect(
    collect(sealStream(inPieces(Buffer.from('x')), { kind: 'x25519', publicKey: 'nonsense' })),
  ).rejects.toThrow('backup.wrong.key');
});

test('a wrong passphrase opens nothing, a short one seals nothing', async () => {
  const sealed = await seal(Buffer.from('x'));
  await expect(open(sealed, { kind: 'passphrase', passphrase: 'sieben Kiefern am Hand' })).rejects.toThrow(
    'backup.wrong.key',
  );
  await expect(
    collect(sealStream(inPieces(Buffer.from('x')), { kind: 'passphrase', passphrase: 'kurz' })),
  ).rejects.toThrow('backup.passphrase.short');
});

test('every way of changing the file is found', async () => {
  const sealed = await seal(randomBytes(3 * chunk));
  const begin = headerOf(sealed);
  const piece = (index: number): Buffer =>
    sealed.subarray(begin + index * (chunk + tag), begin + (index + 1) * (chunk + tag));
  const header = sealed.subarray(0, begin);
  const flipped = Buffer.from(sealed);
  flipped.writeUInt8(flipped.readUInt8(begin + chunk + tag + 5) ^ 1, begin + chunk + tag + 5);
  const changed = {
    flipped,
    cutAtChunk: sealed.subarray(0, begin + chunk + tag),
    cutInside: sealed.subarray(0, -7),
    dropped: Buffer.concat([header, piece(0), piece(2)]),
    swapped: Buffer.concat([header, piece(0), piece(2), piece(1)]),
    prolonged: Buffer.concat([sealed, piece(2)]),
    noBody: header,
  };
  for (const [how, bytes] of Object.entries(changed)) {
    await expect(open(bytes), how).rejects.toThrow(/backup\.(damaged|wrong\.key)/);
  }
});

test('what is no backup is told as such', async () => {
  for (const text of [
    '',
    'PK\u0003\u0004',
    'fengni-backup v9\n{}\n',
    `fengni-backup v1\n${'x'.repeat(9_000)}`,
  ]) {
    await expect(open(Buffer.from(text))).rejects.toThrow('backup.not.one');
  }
});
