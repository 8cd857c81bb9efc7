import pg from 'pg';
import { connectionError } from './database-error.ts';

/** Connections of the running server. */
export const poolSizeMax = 16;

const dateOid = 1082;
const bigintOid = 20;

/** Dates stay `YYYY-MM-DD` (a Date would shift them by zone); counts and sizes stay below 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === dateOid) return (text: string) => text;
    if (oid === bigintOid) return Number;
    return pg.types.getTypeParser(oid, format);
  },
};

/** A pool over the runtime connection. Each transaction steps into its role and caller itself. */
export function createPool(connection: pg.PoolConfig, onError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({
    max: poolSizeMax,
    ...connection,
    types,
    application_name: 'fengni',
    options: '-c search_path=public -c timezone=UTC -c statement_timeout=60s -c lock_timeout=15s -c idle_in_transaction_session_timeout=60s',
  });
  // a connection that breaks while in use tells nobody but itself, and an unheard error ends the program
  pool.on('connect', (client) => client.on('error', onError));
  pool.on('error', () => undefined);
  return pool;
}

/** A server that does not answer is given up after this time. */
const connectMsMax = 10_000;

/**
 * Runs with one connection of an owner's or for a first look, for migrations and the command line.
 * @throws DatabaseError where no connection comes about.
 */
export async function withClient<T>(config: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionTimeoutMillis: connectMsMax,
    options: '-c search_path=public -c timezone=UTC',
    ...config,
    types,
  });
  try {
    await client.connect();
  } catch (error) {
    throw connectionError(error);
  }
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
