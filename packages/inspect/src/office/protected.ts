import officeCrypto from 'officecrypto-tool';
import { PartRefused } from '../document/extraction.ts';
import type { Extraction } from '../document/extraction.ts';

/** Excel and Word open files under this password without asking ([MS-OFFCRYPTO] 2.4.2.3). */
const defaultPassword = 'VelvetSweatshop';

/** Rounds of the hash for one password; programs use a hundred thousand, a file may say ten million. */
const hashRoundsMax = 1_000_000;

/**
 * A protected Office file without its protection, by the first password that opens it.
 * @throws PartRefused `encrypted` when none does
 */
export async function openProtected(extraction: Extraction, bytes: Uint8Array): Promise<Buffer> {
  const file = Buffer.from(bytes);
  if (roundsOf(file) > hashRoundsMax) throw new PartRefused({ reason: 'encrypted', bytes: file.length });
  for (const password of [...extraction.options.passwords, defaultPassword]) {
    const opened = await tryPassword(file, password);
    if (opened === undefined || opened.equals(file)) continue;
    extraction.spend(opened.length, file.length);
    return opened;
  }
  throw new PartRefused({ reason: 'encrypted', bytes: file.length });
}

async function tryPassword(file: Buffer, password: string): Promise<Buffer | undefined> {
  try {
    return await officeCrypto.decrypt(Buffer.from(file), { password });
  } catch {
    return undefined;
  }
}

/** [MS-OFFCRYPTO] 2.3.4.10: the rounds stand in the XML of the encryption's description. */
function roundsOf(file: Buffer): number {
  const at = file.indexOf('spinCount="');
  return at === -1 ? 0 : Number.parseInt(file.toString('latin1', at + 11, at + 24), 10);
}
