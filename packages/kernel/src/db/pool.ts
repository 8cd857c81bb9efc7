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

/**
 * Every setting that changes what a statement means or how a value is written. A server of the organisation's own, its
 * database or a role may set any of them otherwise.
 */
const session = {
  search_path: 'public',
  timezone: 'UTC',
  datestyle: 'ISO,YMD',
  intervalstyle: 'postgres',
  bytea_output: 'hex',
  extra_float_digits: '1',
  default_transaction_isolation: 'read committed',
  default_transaction_read_only: 'off',
  default_transaction_deferrable: 'off',
  row_security: 'on',
  check_function_bodies: 'on',
};

/** How long a statement of the running server may take, wait, or leave its transaction idle. */
const limits = { statement_timeout: '60s', lock_timeout: '15s', idle_in_transaction_session_timeout: '60s' };

function optionsOf(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value.replaceAll(' ', '\\ ')}`)
    .join(' ');
}

/** A pool over the runtime connection. Each transaction steps into its role and caller itself. */
export function createPool(connection: pg.PoolConfig, onError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({
    max: poolSizeMax,
    ...connection,
    types,
    application_name: 'fengni',
    // statements that need no answer before the next one (a change of role) are sent with it
    pipeline: true,
    options: optionsOf({ ...session, ...limits }),
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
export async function withClient<T>(
  config: pg.ClientConfig,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    connectionTimeoutMillis: connectMsMax,
    ...config,
    options: optionsOf(session),
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
