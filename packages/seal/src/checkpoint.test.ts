import { expect, test } from 'vitest';
import { formatCheckpoint, openCheckpoint, parseCheckpoint, signCheckpoint } from './checkpoint.ts';
import { leafHash } from './hash.ts';
import { generateSignerKey, verifierKeyOf } from './note.ts';
import { openPruned, signPruned } from './pruned.ts';

/** The example of the tlog-checkpoint specification. */
const example = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
const signer = generateSignerKey({ name: 'archive.example/log', kind: 'ed25519' });
const root = leafHash(Buffer.from('x'));

test('the example of the specification is read and written', () => {
  const checkpoint = parseCheckpoint(example);
  expect(checkpoint).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20852163, extensions: [] });
  expect(formatCheckpoint(checkpoint)).toBe(example);
});

test.each([
  ['', 'empty'],
  ['a\n1\n', 'no root'],
  ['a\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n', 'leading zero'],
  ['a\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n', 'negative'],
  ['a\n99999999999999999\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n', 'beyond exact numbers'],
  ['a\n9999999999999999\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n', 'beyond exact numbers'],
  ['\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n', 'no origin'],
  ['a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2=\n', 'short root'],
  ['a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=', 'no final newline'],
  ['a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\nx\n', 'empty extension line'],
])('%j is not a checkpoint: %s', (text) => {
  expect(() => parseCheckpoint(text)).toThrow('checkpoint.malformed');
});

test('extension lines are carried and signed', () => {
  const signed = signCheckpoint({ origin: signer.name, size: 1, root, extensions: ['note 封'] }, [signer]);
  expect(openCheckpoint(signed, [verifierKeyOf(signer)])).toMatchObject({
    size: 1,
    root,
    extensions: ['note 封'],
  });
});

test('a log signs only under its own name, and never without Ed25519', () => {
  expect(() => signCheckpoint({ origin: 'other', size: 1, root }, [signer])).toThrow(/name of its origin/);
  const sm2 = generateSignerKey({ name: signer.name, kind: 'sm2' });
  expect(() => signCheckpoint({ origin: signer.name, size: 1, root }, [sm2])).toThrow(/Ed25519/);
});

test('a pruning statement is read back, is no checkpoint, and a checkpoint is no pruning statement', () => {
  const time = new Date('2026-10-01T00:00:00.000Z');
  const keys = [verifierKeyOf(signer)];
  const statement = signPruned({ origin: signer.name, minimum: 512, root, time }, [signer]);
  expect(openPruned(statement, keys)).toEqual({ origin: signer.name, minimum: 512, root, time });
  expect(() => openCheckpoint(statement, keys)).toThrow('checkpoint.malformed');
  const checkpoint = signCheckpoint({ origin: signer.name, size: 1, root }, [signer]);
  expect(() => openPruned(checkpoint, keys)).toThrow('note.malformed');
});
