import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  type SignerKey,
  type VerifierKey,
  formatSignerKey,
  generateSignerKey,
  parseSignerKey,
  verifierKeyOf,
} from '@fengni/seal/note';
import { invariant } from '../command/invariant.ts';
import { type KeyRing, createKeyRing } from './key-ring.ts';
import { createSecretBox } from './secret-box.ts';
import { makePrivateFolder, writeFileDurably } from './write-file.ts';

const rootKeyBytes = 32;
const originForm = /^fengni\.local\/[0-9a-f]{8}\/log$/;

/** What the running server holds outside the database: lost, second factors and log signatures cannot go on. */
export interface HouseKeys {
  readonly root: Buffer;
  readonly ring: KeyRing;
  /** Name of this house's log in every checkpoint, made once. */
  readonly origin: string;
  /** Signers of the log: Ed25519 always, SM2 besides in the national suite. */
  readonly signers: (suite: 'intl' | 'guomi') => readonly SignerKey[];
  readonly verifiers: readonly VerifierKey[];
}

/** True where the folder holds the keys of a house already. */
export async function hasHouseKeys(folder: string): Promise<boolean> {
  return (await readIfThere(path.join(folder, 'root.key'))) !== null;
}

/** Reads the keys of the house from its folder (0700, files 0600), making at the first start what is missing. */
export async function openHouseKeys(folder: string): Promise<HouseKeys> {
  await makePrivateFolder(folder);
  const origin = (
    await readOrMake(
      path.join(folder, 'log-origin'),
      () => `fengni.local/${randomBytes(4).toString('hex')}/log\n`,
    )
  ).trim();
  invariant(originForm.test(origin), 'the origin of the log is well formed');
  const ed25519 = await readSigner(path.join(folder, 'log-ed25519.key'), { name: origin, kind: 'ed25519' });
  const sm2 = await readSigner(path.join(folder, 'log-sm2.key'), { name: origin, kind: 'sm2' });
  // the root key comes last: where it is, the others are
  const encoded = await readOrMake(
    path.join(folder, 'root.key'),
    () => `${randomBytes(rootKeyBytes).toString('base64')}\n`,
  );
  const root = Buffer.from(encoded.trim(), 'base64');
  invariant(root.length === rootKeyBytes, 'the root key has 32 bytes');
  return {
    root,
    ring: createKeyRing(root, createSecretBox(root)),
    origin,
    signers: (suite) => (suite === 'guomi' ? [ed25519, sm2] : [ed25519]),
    verifiers: [verifierKeyOf(ed25519), verifierKeyOf(sm2)],
  };
}

async function readSigner(
  file: string,
  wanted: { name: string; kind: 'ed25519' | 'sm2' },
): Promise<SignerKey> {
  const text = await readOrMake(file, () => `${formatSignerKey(generateSignerKey(wanted))}\n`);
  const signer = parseSignerKey(text.trim());
  invariant(
    signer.name === wanted.name && signer.kind === wanted.kind,
    'the keys of a log bear the name of its origin',
  );
  return signer;
}

async function readOrMake(file: string, make: () => string): Promise<string> {
  const found = await readIfThere(file);
  if (found !== null) return found;
  const made = make();
  await writeFileDurably(file, made);
  return made;
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
