import { expect, test } from 'vitest';
import { parseCheckpoint, signCheckpoint } from './checkpoint.ts';
import {
  addCosignatures,
  cosign,
  formatWitnessRequest,
  parseWitnessRequest,
  verifyCosignatures,
} from './cosignature.ts';
import { emptyRoot } from './hash.ts';
import { formatVerifierKey, generateSignerKey, parseNote, verifierKeyOf, verifyEd25519 } from './note.ts';
import { testEntry, testLog } from './testkit.ts';
import { consistencyProof } from './tree.ts';

const log = testLog(50);
const forked = testLog(50, { signer: log.signer, entries: log.entries.with(3, testEntry(999)) });
const witness = generateSignerKey({ name: 'superior.example/w1', kind: 'cosignature' });
const logKeys = [verifierKeyOf(log.signer)];
const time = new Date('2026-03-01T08:00:00.000Z');

async function firstSigned(size = 20): Promise<string> {
  return cosign(await log.checkpointAt(size), witness, { logKeys, time }).note;
}

function proofFrom(oldSize: number, size: number, source = log): Promise<Buffer[]> {
  return consistencyProof({ oldSize, size, readNode: source.readNode });
}

test('the example request of tlog-witness is read and written', () => {
  const example =
    'old 20852014\nPlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\njrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n' +
    '5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=\n/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n\n' +
    'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n' +
    '— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n';
  const request = parseWitnessRequest(example);
  expect(request).toMatchObject({ oldSize: 20852014 });
  expect(request.proof).toHaveLength(4);
  expect(formatWitnessRequest(request)).toBe(example);
});

test('the line is an Ed25519 signature over the message the specification spells out', async () => {
  const { line } = cosign(await log.checkpointAt(20), witness, { logKeys, time });
  const [signature] = parseNote(`x\n\n${line}`).signatures;
  const text = parseNote(await log.checkpointAt(20)).text;
  const seconds = time.getTime() / 1000;
  expect(signature?.signature.readBigUInt64BE(0)).toBe(BigInt(seconds));
  const message = Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);
  expect(verifyEd25519(message, witness.publicKey, signature?.signature.subarray(8) ?? Buffer.alloc(0))).toBe(
    true,
  );
  expect(Buffer.from(formatVerifierKey(witness).split('+')[2] ?? '', 'base64')[0]).toBe(0x04);
});

test('first time, then on with proof, then again at the same size', async () => {
  const previous = await firstSigned();
  const next = cosign(await log.checkpointAt(50), witness, {
    logKeys,
    time,
    previous,
    proof: await proofFrom(20, 50),
  });
  expect(verifyCosignatures(parseNote(next.note), [witness])).toMatchObject([{ time }]);
  expect(parseCheckpoint(parseNote(next.note).text).size).toBe(50);
  const later = new Date('2026-03-02T08:00:00.000Z');
  const again = cosign(next.note, witness, { logKeys, time: later, previous: next.note });
  expect(verifyCosignatures(parseNote(again.note), [witness])).toMatchObject([{ time: later }]);
});

test('a fork is refused, with any proof', async () => {
  const previous = await firstSigned();
  const checkpoint = await forked.checkpointAt(50);
  for (const source of [log, forked]) {
    const proof = await proofFrom(20, 50, source);
    expect(() => cosign(checkpoint, witness, { logKeys, time, previous, proof })).toThrow('cosign.fork');
  }
  expect(() => cosign(checkpoint, witness, { logKeys, time, previous })).toThrow('cosign.proof');
});

test('another root at the same size is refused', async () => {
  const previous = await firstSigned(50);
  const checkpoint = await forked.checkpointAt(50);
  expect(() => cosign(checkpoint, witness, { logKeys, time, previous })).toThrow('cosign.fork');
});

test('a roll-back is refused', async () => {
  const previous = await firstSigned(20);
  const checkpoint = await log.checkpointAt(19);
  expect(() => cosign(checkpoint, witness, { logKeys, time, previous })).toThrow('cosign.rollback');
});

test('another log, an unsigned checkpoint and a state file that is not one’s own are refused', async () => {
  const other = generateSignerKey({ name: 'other.example/log', kind: 'ed25519' });
  const foreign = signCheckpoint({ origin: other.name, size: 0, root: emptyRoot() }, [other]);
  const previous = await firstSigned();
  expect(() => cosign(foreign, witness, { logKeys, time })).toThrow('note.unsigned');
  const both = { logKeys: [...logKeys, verifierKeyOf(other)], time };
  expect(() => cosign(foreign, witness, { ...both, previous })).toThrow('cosign.origin');
  expect(() => cosign(foreign, witness, { ...both, origin: log.signer.name })).toThrow('cosign.origin');
  const bare = await log.checkpointAt(20);
  expect(() => cosign(bare, witness, { logKeys, time, previous: bare })).toThrow('cosign.previous');
});

test('an empty tree with another root than the empty one is refused', () => {
  const checkpoint = signCheckpoint({ origin: log.signer.name, size: 0, root: Buffer.alloc(32, 1) }, [
    log.signer,
  ]);
  expect(() => cosign(checkpoint, witness, { logKeys, time })).toThrow('cosign.fork');
});

test('a log key does not cosign', async () => {
  const checkpoint = await log.checkpointAt(1);
  expect(() => cosign(checkpoint, log.signer, { logKeys, time })).toThrow('key.kind');
});

test('lines of several witnesses gather on one checkpoint, the newer of the same witness replaces', async () => {
  const second = generateSignerKey({ name: 'room2.example/w', kind: 'cosignature' });
  const checkpoint = await log.checkpointAt(50);
  const lines = [witness, second, witness].map(
    (signer) => cosign(checkpoint, signer, { logKeys, time }).line,
  );
  const gathered = lines.reduce((note, line) => addCosignatures(note, [line]), checkpoint);
  expect(parseNote(gathered).signatures).toHaveLength(3);
  expect(verifyCosignatures(parseNote(gathered), [witness, second])).toHaveLength(2);
});

test('a bent cosignature of a known witness is an error, of an unknown one nothing', async () => {
  const note = parseNote(await firstSigned());
  const bent = { ...note, text: note.text.replace('20\n', '21\n') };
  expect(() => verifyCosignatures(bent, [witness])).toThrow('note.signature');
  expect(verifyCosignatures(bent, [])).toEqual([]);
});
