import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { SealError } from './errors.ts';
import {
  formatSignerKey,
  formatVerifierKey,
  generateSignerKey,
  parseNote,
  parseSignerKey,
  parseVerifierKey,
  signNote,
  verifierKeyOf,
  verifyNote,
} from './note.ts';
import { generateSm2Key, signSm2, sm2PublicKeyOf, verifySm2 } from './sm2.ts';

/** The example of the signed-note specification. */
const exampleKey = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const exampleNote =
  'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';

test('the example of the specification verifies with its key', () => {
  const key = parseVerifierKey(exampleKey);
  expect(key.kind).toBe('ed25519');
  expect(formatVerifierKey(key)).toBe(exampleKey);
  expect(verifyNote(parseNote(exampleNote), [key])).toEqual([key]);
});

test('a changed text is refused, an unknown signer is not enough', () => {
  const key = parseVerifierKey(exampleKey);
  const changed = parseNote(exampleNote.replace('example message', 'exemple message'));
  expect(() => verifyNote(changed, [key])).toThrow('note.signature');
  const other = verifierKeyOf(generateSignerKey({ name: 'example.com/foo', kind: 'ed25519' }));
  expect(() => verifyNote(parseNote(exampleNote), [other])).toThrow('note.unsigned');
});

test.each(['ed25519', 'sm2', 'cosignature'] as const)('%s keys survive their text form', (kind) => {
  const signer = generateSignerKey({ name: 'archive.example/log', kind });
  expect(parseSignerKey(formatSignerKey(signer))).toEqual(signer);
  expect(parseVerifierKey(formatVerifierKey(verifierKeyOf(signer)))).toEqual(verifierKeyOf(signer));
});

test('the SM2 key says in words what it is, after the reserved byte 0xff', () => {
  const text = formatVerifierKey(generateSignerKey({ name: 'a', kind: 'sm2' }));
  const material = Buffer.from(text.split('+').slice(2).join('+'), 'base64');
  expect(material[0]).toBe(0xff);
  expect(material.toString('latin1')).toContain('SM2 with SM3, GB/T 32918');
});

test('an Ed25519 and an SM2 line stand on the same text and both are verified', () => {
  const signers = (['ed25519', 'sm2'] as const).map((kind) =>
    generateSignerKey({ name: 'a.example/log', kind }),
  );
  const note = parseNote(signNote('封泥\n\n两行\n', signers));
  const keys = signers.map(verifierKeyOf);
  expect(note.text).toBe('封泥\n\n两行\n');
  expect(verifyNote(note, keys)).toEqual(keys);
  const bent = { ...note, text: '封泥\n\n三行\n' };
  for (const key of keys) expect(() => verifyNote(bent, [key])).toThrow('note.signature');
});

test('every line under a known key is verified, not only the first', () => {
  const signer = generateSignerKey({ name: 'a', kind: 'ed25519' });
  const line = signNote('other\n', [signer]).split('\n').at(-2);
  const note = parseNote(`${signNote('text\n', [signer])}${line}\n`);
  expect(() => verifyNote(note, [signer])).toThrow('note.signature');
});

test('an SM2 private key outside the curve’s order is refused by its code', () => {
  const signer = generateSignerKey({ name: 'a', kind: 'sm2' });
  expect(() => parseSignerKey(formatSignerKey({ ...signer, privateKey: Buffer.alloc(32) }))).toThrow(
    'key.malformed',
  );
});

test('a witness key does not sign notes', () => {
  expect(() => signNote('x\n', [generateSignerKey({ name: 'w', kind: 'cosignature' })])).toThrow('key.kind');
});

test.each([
  ['', 'empty'],
  ['text\n', 'no signature'],
  ['text\n\n', 'no signature line'],
  ['text\n\n- name AAAAAAA=\n', 'hyphen for the dash'],
  ['text\n\n— name AAAAAAA=', 'no final newline'],
  ['text\n\n— na+me AAAAAAA=\n', 'plus in the name'],
  ['text\n\n— name AAAAAAB=\n', 'trailing bits in base64'],
  ['text\n\n— name AAAA\n', 'signature too short'],
  ['te\u0001xt\n\n— name AAAAAAA=\n', 'control character'],
  ['text\r\n\n— name AAAAAAA=\n', 'carriage return'],
  [`text\n\n${'— name AAAAAAA=\n'.repeat(101)}`, 'too many signatures'],
])('%j is not a note: %s', (text) => {
  expect(() => parseNote(text)).toThrow('note.malformed');
});

test('sixteen signatures are accepted, as the specification asks', () => {
  expect(parseNote(`text\n\n${'— name AAAAAAA=\n'.repeat(16)}`).signatures).toHaveLength(16);
});

test('bytes that are not UTF-8 are not a note', () => {
  expect(() => parseNote(Buffer.concat([Buffer.from([0xff]), Buffer.from(exampleNote)]))).toThrow(
    'note.malformed',
  );
});

test('no input makes the parsers fail in another way than by their codes', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(exampleNote, exampleKey));
  fc.assert(
    fc.property(text, fc.nat(), fc.string({ maxLength: 3 }), (base, at, put) => {
      const input = base.slice(0, at % (base.length + 1)) + put + base.slice(at % (base.length + 1));
      for (const parse of [parseNote, parseVerifierKey, parseSignerKey]) {
        try {
          parse(input);
        } catch (error) {
          expect(error).toBeInstanceOf(SealError);
        }
      }
    }),
  );
});

test('a key whose id does not fit is refused', () => {
  expect(() => parseVerifierKey(exampleKey.replace('530d903a', '530d903b'))).toThrow('key.malformed');
  expect(() => parseVerifierKey(exampleKey.replace('530d903a', '530D903A'))).toThrow('key.malformed');
});

/** GB/T 32918.5-2017 annex A.2: the signature example on the recommended curve. */
const gbKey = Buffer.from('3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8', 'hex');
const gbSignature = Buffer.from(
  'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3' +
    'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
  'hex',
);

test('SM2: the example of GB/T 32918.5 verifies under the default id and under no other', () => {
  const publicKey = sm2PublicKeyOf(gbKey);
  const options = { message: Buffer.from('message digest'), publicKey, signature: gbSignature };
  expect(verifySm2(options)).toBe(true);
  expect(verifySm2({ ...options, id: '' })).toBe(false);
  expect(verifySm2({ ...options, message: Buffer.from('message digesT') })).toBe(false);
});

/** r and s as the DER sequence OpenSSL uses. */
function toDer(signature: Buffer): Buffer {
  const integers = [signature.subarray(0, 32), signature.subarray(32)].map((part) => {
    const hex = BigInt(`0x${part.toString('hex')}`).toString(16);
    const even = hex.length % 2 === 1 ? `0${hex}` : hex;
    const bytes = Buffer.from(Number.parseInt(even.slice(0, 2), 16) >= 0x80 ? `00${even}` : even, 'hex');
    return Buffer.concat([Buffer.from([2, bytes.length]), bytes]);
  });
  const body = Buffer.concat(integers);
  return Buffer.concat([Buffer.from([0x30, body.length]), body]);
}

function fromDer(der: Buffer): Buffer {
  const rLength = der[3] ?? 0;
  const parts = [der.subarray(4, 4 + rLength), der.subarray(6 + rLength)];
  return Buffer.concat(
    parts.map((part) => Buffer.from(part.toString('hex').slice(-64).padStart(64, '0'), 'hex')),
  );
}

test('SM2: OpenSSL, which knows only the empty id here, agrees in both directions', () => {
  for (let round = 0; round < 8; round += 1) {
    const fresh = generateKeyPairSync('ec', { namedCurve: 'SM2' });
    const der = fresh.privateKey.export({ format: 'der', type: 'sec1' });
    const spki = fresh.publicKey.export({ format: 'der', type: 'spki' });
    const keys = { privateKey: Buffer.from(der.subarray(7, 39)), publicKey: Buffer.from(spki.subarray(-65)) };
    expect(sm2PublicKeyOf(keys.privateKey)).toEqual(keys.publicKey);
    const pkcs8 = fresh.privateKey.export({ format: 'der', type: 'pkcs8' });
    const opensslPrivate = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
    const opensslPublic = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    const message = Buffer.from(`round ${round}`);
    expect(verify('sm3', message, opensslPublic, toDer(signSm2(message, keys, '')))).toBe(true);
    const signature = fromDer(sign('sm3', message, opensslPrivate));
    expect(verifySm2({ message, publicKey: keys.publicKey, signature, id: '' })).toBe(true);
  }
});

test('SM2: hostile keys and signatures are false, not errors', () => {
  const keys = generateSm2Key();
  const message = Buffer.from('x');
  const good = { message, publicKey: keys.publicKey, signature: signSm2(message, keys) };
  expect(verifySm2(good)).toBe(true);
  expect(verifySm2({ ...good, signature: Buffer.alloc(64) })).toBe(false);
  expect(verifySm2({ ...good, signature: Buffer.alloc(64, 0xff) })).toBe(false);
  expect(verifySm2({ ...good, signature: good.signature.subarray(1) })).toBe(false);
  expect(verifySm2({ ...good, publicKey: Buffer.alloc(65, 4) })).toBe(false);
  expect(verifySm2({ ...good, publicKey: Buffer.alloc(64, 4) })).toBe(false);
});
