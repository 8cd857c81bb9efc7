import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import type pg from 'pg';
import { DatabaseError } from './database-error.ts';

const narrowRoles = ['fengni_reader', 'fengni_writer', 'fengni_sealer', 'fengni_clockwork'];
/** PostgreSQL's own default for `scram_iterations`. */
const scramIterations = 4096;
const scramKeyBytes = 32;

/** The login role of the running server. */
export interface RuntimeLogin {
  readonly role: string;
  /** Set when the role is made here; the password of a role that is there stays as it is. */
  readonly password?: string;
}

/**
 * A password as PostgreSQL keeps it (RFC 5803), so that the statement that sets it, which servers may write to their
 * log, does not hold the password itself.
 */
export function scramVerifier(password: string, salt: Buffer = randomBytes(16)): string {
  const salted = pbkdf2Sync(password.normalize('NFKC'), salt, scramIterations, scramKeyBytes, 'sha256');
  const keyFor = (use: string): Buffer => createHmac('sha256', salted).update(use).digest();
  const storedKey = createHash('sha256').update(keyFor('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${scramIterations}:${salt.toString('base64')}$${storedKey}:${keyFor('Server Key').toString('base64')}`;
}

/**
 * Makes the runtime role where it is missing and lets it step into the narrow roles without having their rights at
 * once. An owner without CREATEROLE succeeds where the database's administrator has done all this before.
 * @throws DatabaseError `runtime-inherits`.
 */
export async function grantRuntime(client: pg.Client, { role, password }: RuntimeLogin): Promise<void> {
  const quoted = client.escapeIdentifier(role);
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
  if (rowCount === 0) {
    const secret = password === undefined ? '' : ` password ${client.escapeLiteral(scramVerifier(password))}`;
    await client.query(`create role ${quoted} login noinherit${secret}`);
  }
  const { rows } = await client.query<{ version: number; inherits: boolean }>(
    `select current_setting('server_version_num')::int / 10000 as version, rolinherit as inherits
     from pg_roles where rolname = $1`,
    [role],
  );
  const { version, inherits } = rows[0] ?? { version: 0, inherits: true };
  // until 15 it is the member that inherits or not, from 16 on each membership
  if (version < 16 && inherits) await client.query(`alter role ${quoted} noinherit`);
  const option = version < 16 ? '' : ' with inherit false, set true';
  const held = await readMemberships(client, role);
  for (const narrow of narrowRoles) {
    if (held.get(narrow) !== false) await client.query(`grant ${narrow} to ${quoted}${option}`);
  }
  const after = await readMemberships(client, role);
  if (narrowRoles.some((narrow) => after.get(narrow) !== false))
    throw new DatabaseError('runtime-inherits', { role });
}

/**
 * Refuses a role, by itself or as this connection's own, that would see past row-level security: a superuser, or a
 * member of the owner of the tables. One that is not there yet passes.
 * @throws DatabaseError `runtime-too-mighty`.
 */
export async function refuseMightyRole(client: pg.Client, role?: string): Promise<void> {
  const { rows } = await client.query<{ role: string; mighty: boolean }>(
    `select r.rolname as role, r.rolsuper or r.rolbypassrls or exists (select from pg_class c
         where c.oid = to_regclass('public.migration') and pg_has_role(r.oid, c.relowner, 'member')) as mighty
     from pg_roles r where r.rolname = coalesce($1, current_user)`,
    [role],
  );
  const [found] = rows;
  if (found?.mighty === true) throw new DatabaseError('runtime-too-mighty', { role: found.role });
}

/** The narrow roles this one is a member of, and whether it has their rights without stepping into them. */
async function readMemberships(client: pg.Client, role: string): Promise<Map<string, boolean>> {
  // `inherit_option` is a column from 16 on
  const { rows } = await client.query<{ name: string; inherits: boolean }>(
    `select n.rolname as name, bool_or(coalesce((to_jsonb(m) ->> 'inherit_option')::boolean, r.rolinherit)) as inherits
     from pg_auth_members m join pg_roles r on r.oid = m.member join pg_roles n on n.oid = m.roleid
     where r.rolname = $1 and n.rolname = any ($2) group by n.rolname`,
    [role, narrowRoles],
  );
  return new Map(rows.map(({ name, inherits }) => [name, inherits]));
}
