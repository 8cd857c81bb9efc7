import { createHash } from 'node:crypto';
import { z } from 'zod';

/** What every entry's details hold; what else they hold is the command's. */
export const EntryDetails = z.looseObject({
  entry: z.string(),
  at: z.string(),
  actor: z.object({ account: z.string(), person: z.string(), session: z.string() }).nullable(),
  command: z.string(),
  outcome: z.string(),
  subject: z.string().nullable(),
  rows: z.object({ count: z.number(), digest: z.string() }),
});
export type EntryDetailsView = z.infer<typeof EntryDetails>;

/** Stored details, read; undefined for what the program did not write. */
export function parseDetails(text: string): EntryDetailsView | undefined {
  try {
    return EntryDetails.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/**
 * The commitment over details as they are stored. The text itself is hashed, so that one which merely means the same
 * does not pass (seal README, "Entry").
 */
export function commitmentOfText(salt: Uint8Array, details: string): Buffer {
  return createHash('sha256').update('fengni/commitment/v1\n').update(salt).update(details, 'utf8').digest();
}
