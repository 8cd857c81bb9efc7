import type { Folder } from './folder.ts';
import type { Findings, VerifyReport } from './report.ts';
import { checkKey, keyFileBytesMax, readKeys, witnessSeconds } from './signed-text.ts';
import type { Head, PublicKey, SignedText } from './signed-text.ts';

export interface TrustedKey extends PublicKey {
  readonly source: 'given' | 'export';
}

function isSame(left: PublicKey, right: PublicKey): boolean {
  return left.name === right.name && left.keyId === right.keyId && left.material.equals(right.material);
}

function withSource(keys: readonly PublicKey[], source: TrustedKey['source']): TrustedKey[] {
  return keys.map((key) => ({ ...key, source }));
}

/** Given keys first, then those of the export that were not given. */
function merge(given: readonly PublicKey[], exported: readonly PublicKey[]): TrustedKey[] {
  const others = exported.filter((key) => !given.some((own) => isSame(own, key)));
  return [...withSource(given, 'given'), ...withSource(others, 'export')];
}

function isLogKey(key: PublicKey): boolean {
  return key.kind !== 'witness';
}

function readLogKeys(folder: Folder, given: Buffer | undefined, findings: Findings): TrustedKey[] {
  const parse = (bytes: Buffer, path: string): PublicKey[] => {
    const keys = readKeys(bytes);
    if (keys === undefined || !keys.every(isLogKey)) findings.add('key.malformed', { path });
    return keys?.filter(isLogKey) ?? [];
  };
  const own = given === undefined ? [] : parse(given, '--key');
  const file = folder.read('key.pub', keyFileBytesMax);
  const exported = file === undefined ? [] : parse(file, 'key.pub');
  if (own.length === 0 && file === undefined) findings.add('key.missing');
  // With a key of one's own, that of the export decides nothing, but a different one is a lie.
  if (file !== undefined && own.some((key) => !exported.some((other) => isSame(key, other)))) {
    findings.add('key.swapped');
  }
  const [first] = exported;
  if (given === undefined && first !== undefined) findings.add('key.fromExport', { keyId: first.keyId });
  return merge(own, exported);
}

function readWitnessKeys(folder: Folder, given: readonly Buffer[], findings: Findings): TrustedKey[] {
  const parse = (bytes: Buffer, path: string): PublicKey[] => {
    const keys = readKeys(bytes);
    if (keys === undefined || !keys.every(({ kind }) => kind === 'witness'))
      findings.add('witness.malformed', { path });
    return keys?.filter(({ kind }) => kind === 'witness') ?? [];
  };
  const own = given.flatMap((bytes) => parse(bytes, '--witness'));
  const hasFile = folder.names('').includes('witness.pub');
  const file = hasFile ? folder.read('witness.pub', keyFileBytesMax) : undefined;
  return merge(own, file === undefined ? [] : parse(file, 'witness.pub'));
}

export function readKeyFiles(
  folder: Folder,
  given: { keys?: Buffer; witnesses: readonly Buffer[] },
  findings: Findings,
): { logKeys: TrustedKey[]; witnessKeys: TrustedKey[] } {
  return {
    logKeys: readLogKeys(folder, given.keys, findings),
    witnessKeys: readWitnessKeys(folder, given.witnesses, findings),
  };
}

function checkLogKeys(signed: SignedText, head: Head, keys: readonly TrustedKey[], findings: Findings): void {
  const states = keys.map((key) => checkKey(signed, key).state);
  if (keys.length > 0 && states.every((state) => state === 'absent')) findings.add('checkpoint.unsigned');
  for (const [i, key] of keys.entries()) {
    if (states[i] === 'invalid') findings.add('checkpoint.signature', { name: key.name });
    if (states[i] === 'absent' && states.some((state) => state !== 'absent')) {
      findings.add('checkpoint.keyUnused', { name: key.name, keyId: key.keyId });
    }
    if (key.name !== head.origin) findings.add('checkpoint.origin', { origin: head.origin, name: key.name });
  }
}

/** Last second a Date can hold. */
const secondsMax = 8_640_000_000_000;

/** Checks all lines under the checkpoint; gives the witnesses whose cosignatures hold. */
export function checkSignatures(site: {
  signed: SignedText;
  head: Head;
  logKeys: readonly TrustedKey[];
  witnessKeys: readonly TrustedKey[];
  now: Date;
  findings: Findings;
}): VerifyReport['cosigners'] {
  const { signed, head, logKeys, witnessKeys, now, findings } = site;
  checkLogKeys(signed, head, logKeys, findings);
  const cosigners: { name: string; time: string; ageSeconds: number }[] = [];
  for (const key of witnessKeys) {
    const { state, line } = checkKey(signed, key);
    const seconds = line === undefined || state !== 'valid' ? 0 : witnessSeconds(line);
    if (state === 'absent') findings.add('witness.missing', { name: key.name });
    if (state === 'invalid' || seconds > secondsMax) findings.add('witness.signature', { name: key.name });
    if (state !== 'valid' || seconds > secondsMax) continue;
    const time = new Date(seconds * 1000).toISOString();
    const ageSeconds = Math.floor(now.getTime() / 1000) - seconds;
    if (ageSeconds < -60) findings.add('witness.future', { name: key.name, time });
    cosigners.push({ name: key.name, time, ageSeconds });
  }
  const known = [...logKeys, ...witnessKeys];
  const strangers = signed.lines.filter(
    (line) => !known.some(({ name, keyId }) => name === line.name && keyId === line.keyId),
  );
  for (const { name } of strangers) findings.add('witness.unknown', { name });
  if (cosigners.length === 0) findings.add('witness.none');
  return cosigners;
}
