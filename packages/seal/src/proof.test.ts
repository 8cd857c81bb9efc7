import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { commitment, encodeLeaf } from './canonical.ts';
import { cosign } from './cosignature.ts';
import { SealError } from './errors.ts';
import { generateSignerKey, verifierKeyOf } from './note.ts';
import { decodeDisclosure, encodeDisclosure, formatProof, parseProof, verifyProof } from './proof.ts';
import { testEntry, testLog } from './testkit.ts';
import { inclusionProof } from './tree.ts';

const salt = Buffer.alloc(32, 9);
const details = { command: 'carrier.return', actor: '甲一', copies: [1, 2] };
const leaf = encodeLeaf({
  version: 1,
  id: '0f8fad5b-d9cb-469f-a165-70867728950e',
  time: '2026-01-31T08:00:00.123Z',
  commitment: commitment(salt, details),
});
const log = testLog(100, {
  entries: Array.from({ length: 100 }, (_, i) => (i === 37 ? leaf : testEntry(i))),
});
const logKeys = [verifierKeyOf(log.signer)];

async function proofText(extra?: Buffer, index = 37, checkpoint?: string): Promise<string> {
  const path = await inclusionProof({ index, size: 100, readNode: log.readNode });
  return formatProof({
    index,
    path,
    checkpoint: checkpoint ?? (await log.checkpointAt(100)),
    ...(extra && { extra }),
  });
}

test('the form of the specification', async () => {
  const lines = (await proofText(Buffer.from('x'))).split('\n');
  expect(lines.slice(0, 3)).toEqual(['c2sp.org/tlog-proof@v1', 'extra eA==', 'index 37']);
  expect(lines.indexOf('')).toBe(3 + 7);
});

test('a proof with disclosed details verifies and shows them', async () => {
  const proof = verifyProof(await proofText(encodeDisclosure({ leaf, opened: { salt, details } })), {
    logKeys,
  });
  expect(proof).toMatchObject({ index: 37, details, leaf: { id: '0f8fad5b-d9cb-469f-a165-70867728950e' } });
  expect(proof.checkpoint.size).toBe(100);
});

test('a proof without details, and one with the entry given apart', async () => {
  expect(verifyProof(await proofText(encodeDisclosure({ leaf })), { logKeys })).not.toHaveProperty('details');
  expect(verifyProof(await proofText(), { logKeys, leaf }).index).toBe(37);
  const bare = await proofText();
  expect(() => verifyProof(bare, { logKeys })).toThrow('proof.malformed');
});

test('other details, another salt, another entry, another index, another key: refused', async () => {
  const lie = await proofText(
    encodeDisclosure({ leaf, opened: { salt, details: { ...details, copies: [1] } } }),
  );
  expect(() => verifyProof(lie, { logKeys })).toThrow('proof.details');
  const other = await proofText(encodeDisclosure({ leaf: testEntry(38) }));
  expect(() => verifyProof(other, { logKeys })).toThrow('proof.mismatch');
  const moved = (await proofText(encodeDisclosure({ leaf }))).replace('index 37', 'index 38');
  expect(() => verifyProof(moved, { logKeys })).toThrow('proof.mismatch');
  const stranger = verifierKeyOf(generateSignerKey({ name: log.signer.name, kind: 'ed25519' }));
  expect(() => verifyProof(moved, { logKeys: [stranger] })).toThrow('note.unsigned');
});

test('cosignatures of known witnesses come out with their time', async () => {
  const witness = generateSignerKey({ name: 'superior.example/w1', kind: 'cosignature' });
  const time = new Date('2026-03-01T08:00:00.000Z');
  const { note } = cosign(await log.checkpointAt(100), witness, { logKeys, time });
  const proof = verifyProof(await proofText(encodeDisclosure({ leaf }), 37, note), {
    logKeys,
    witnesses: [witness],
  });
  expect(proof.cosignatures).toMatchObject([{ time, key: { name: 'superior.example/w1' } }]);
});

test('every leaf of a log can be proven', async () => {
  for (let index = 0; index < 100; index += 9) {
    const entry = log.entries[index] ?? leaf;
    expect(verifyProof(await proofText(encodeDisclosure({ leaf: entry }), index), { logKeys }).index).toBe(
      index,
    );
  }
});

test('changed proof files are refused with a code, whatever is changed', async () => {
  const text = await proofText(encodeDisclosure({ leaf, opened: { salt, details } }));
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, put) => {
      const changed = text.slice(0, at) + put + text.slice(at + 1);
      if (changed === text) return;
      try {
        verifyProof(changed, { logKeys });
      } catch (error) {
        expect(error).toBeInstanceOf(SealError);
        return;
      }
      expect.unreachable(`accepted with ${JSON.stringify(put)} at ${at}`);
    }),
    { numRuns: 400 },
  );
});

test('parse and format are each other’s reverse', async () => {
  const text = await proofText(encodeDisclosure({ leaf, opened: { salt, details } }));
  const proof = parseProof(text);
  expect(formatProof(proof)).toBe(text);
  expect(decodeDisclosure(proof.extra ?? Buffer.alloc(0))).toEqual({ leaf, opened: { salt, details } });
});
