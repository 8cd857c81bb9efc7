import { setTimeout as pause } from 'node:timers/promises';
import type { Connection, DbRole } from '../db/tx.ts';
import { Tx } from '../db/tx.ts';
import { type Kernel, houseDate } from './kernel.ts';
import { Refusal, refuse } from './refusal.ts';

export interface TransactOptions {
  readonly sessionHash: string;
  readonly entryId: string;
  readonly mode: 'read only' | 'read write';
  readonly readAs?: DbRole;
  readonly writeAs?: DbRole;
  readonly connection?: Connection;
}
const unconnected: Connection = { terminal: '', newToken: '', origin: '' };

const attemptsMax = 3;
// serialization_failure, deadlock_detected: PostgreSQL asks for the transaction to be tried again
const transient = new Set(['40001', '40P01']);

/** Runs `work` in one transaction as the caller of the session; any error undoes all of it. */
export async function transact<T>(
  kernel: Kernel,
  options: TransactOptions,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptOnce(kernel, options, work);
    } catch (error) {
      if (!transient.has(codeOf(error))) throw error;
      if (attempt === attemptsMax) throw refuse('command.busy');
      await pause(10 * attempt);
    }
  }
}

async function attemptOnce<T>(
  kernel: Kernel,
  options: TransactOptions,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const client = await kernel.pool.connect();
  const now = kernel.clock();
  const tx = new Tx(client, {
    connection: options.connection ?? unconnected,
    now,
    today: houseDate(now, kernel.zone),
    zone: kernel.zone,
    entryId: options.entryId,
    newId: kernel.newId,
    readAs: options.readAs ?? 'reader',
    writeAs: options.writeAs ?? 'writer',
  });
  let broken = false;
  try {
    tx.begin(options.sessionHash, options.mode);
    const value = await work(tx);
    await tx.commit();
    return value;
  } catch (error) {
    await tx.rollback().catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.release(broken);
    kernel.onStatements?.(tx.statements);
  }
}

/** SQLSTATE of a database error, or ''. */
export function codeOf(error: unknown): string {
  if (error instanceof Refusal || typeof error !== 'object' || error === null) return '';
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' ? code : '';
}
