import type pg from 'pg';
import { withClient } from './pool.ts';

/** Acknowledged data survives a power cut only with all of these (DESIGN §3). */
const durable = ['fsync', 'full_page_writes', 'synchronous_commit'] as const;

/** Names of the server's settings under which acknowledged commands could be lost; empty where all is well. */
export async function findUnsafeSettings(connection: pg.ClientConfig): Promise<string[]> {
  return withClient(connection, async (client) => {
    const { rows } = await client.query<{ name: string; setting: string }>(
      'select name, setting from pg_settings where name = any($1)',
      [durable],
    );
    return durable.filter((name) => {
      const setting = rows.find((row) => row.name === name)?.setting;
      return setting === undefined || setting === 'off';
    });
  });
}
