import { type VerifierKey, parseVerifierKey } from '@fengni/seal/note';
import { z } from 'zod';
import type { LogReader } from './reader.ts';

/** Setting that lists the witnesses' verifier keys (`name+id+base64`). */
export const witnessesSetting = 'log.witnesses';
export const witnessesMax = 20;

const Stored = z.array(z.string()).max(witnessesMax);

/** A witness's key, or undefined for any other text. */
export function parseWitnessKey(text: string): VerifierKey | undefined {
  try {
    const key = parseVerifierKey(text);
    return key.kind === 'cosignature' ? key : undefined;
  } catch {
    return undefined;
  }
}

export function parseWitnesses(value: unknown): string[] {
  return Stored.safeParse(value).data ?? [];
}

/** Keys of the registered witnesses. */
export async function readWitnesses(reader: LogReader): Promise<VerifierKey[]> {
  return parseWitnesses(await readSetting(reader, witnessesSetting)).flatMap(
    (text) => parseWitnessKey(text) ?? [],
  );
}

export async function readSetting(reader: LogReader, name: string): Promise<unknown> {
  const rows = await reader.rows<{ value: unknown }>('select value from setting where name = $1', [name]);
  return rows[0]?.value;
}
