import { randomBytes } from 'node:crypto';
import type { Tx } from '../db/tx.ts';
import { challengeBytes } from './security-key.ts';
import { hashToken } from './token.ts';

/** The browser waits two minutes for a touch; the rest is for slow lines. */
const challengeSecondsMax = 150;

/** What a challenge was made for: it is good for nothing else. */
export interface ChallengeUse {
  readonly purpose: 'sign-in' | 'prove' | 'enrol' | 'activate';
  readonly accountId: string;
  /** Null while nobody is signed in. */
  readonly sessionId: string | null;
}

/** A new challenge for a security key; its hash is kept for a short while. Returns it in base64url. */
export async function makeChallenge(tx: Tx, use: ChallengeUse): Promise<string> {
  const challenge = randomBytes(challengeBytes).toString('base64url');
  const until = new Date(tx.now.getTime() + challengeSecondsMax * 1000);
  await tx.writeSql('select keep_key_challenge($1, $2, $3, $4, $5, $6, $7)', [
    hashToken(challenge),
    use.purpose,
    use.accountId,
    use.sessionId,
    tx.connection.terminal,
    tx.now,
    until,
  ]);
  return challenge;
}

/** Takes a challenge away: true where it was made for this use, at this terminal, and is still good. It is good once. */
export async function takeChallenge(tx: Tx, challenge: string, use: ChallengeUse): Promise<boolean> {
  const rows = await tx.writeSql<{ taken: boolean }>(
    'select take_key_challenge($1, $2, $3, $4, $5, $6) as taken',
    [hashToken(challenge), use.purpose, use.accountId, use.sessionId, tx.connection.terminal, tx.now],
  );
  return rows[0]?.taken === true;
}
