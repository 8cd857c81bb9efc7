import { X509Certificate } from 'node:crypto';
import type { z } from 'zod';
import { type Command, defineCommand } from '../../command/define.ts';
import { refuser } from '../../command/refusal.ts';
import { tables } from '../../db/table.ts';
import type { LoadTx } from '../../command/define.ts';
import type { Locked, Tx } from '../../db/tx.ts';
import { errorCodeOf } from '../../db/database-error.ts';
import type { KeyRing } from '../../keys/key-ring.ts';
import { byteText } from '../factors.ts';
import { accessPolicy } from '../policy-table.ts';
import { type AccessTables, type DirectoryRow, accounts, directories } from '../tables.ts';
import {
  KeepLdap,
  KeepOidc,
  LdapSettings,
  OidcSettings,
  type OutsideWay,
  SetSignIn,
  TestDirectory,
  directoryErrors,
} from './contract.ts';
import { isFilter } from './ldap.ts';

const db = tables<AccessTables>();
const refuse = refuser(directoryErrors);
const uniqueViolation = '23505';

type Found = Locked<DirectoryRow> | null;

async function lockKept(tx: LoadTx, kind: OutsideWay): Promise<Found> {
  const row = await tx.readOne(db.selectFrom('directory').select('id').where('kind', '=', kind));
  return row === undefined ? null : tx.lock(directories, row.id);
}

/** Settings of the directory and of the issuer, and how each account signs in. */
export function createDirectoryCommands(keys: KeyRing): Command[] {
  async function keep(
    tx: Tx,
    found: Found,
    the: { kind: OutsideWay; enabled: boolean; settings: object; secret: string | undefined },
  ): Promise<void> {
    const { kind, enabled, settings } = the;
    if (the.secret === undefined) {
      if (found === null || found.secret === null) throw refuse('directory.secret.missing');
      if (goesElsewhere(kind, found.settings, settings)) throw refuse('directory.secret.again');
    }
    if (found?.enabled === true && !enabled) await requireUnused(tx, kind);
    const row = { enabled, settings, changed_at: tx.now };
    const secret =
      the.secret === undefined ? {} : { secret: byteText(keys.sealSecret(Buffer.from(the.secret, 'utf8'))) };
    if (found !== null) await tx.update(directories, found, { ...row, ...secret });
    else await tx.insert(directories, { id: tx.newId(), kind, ...row, secret: secret.secret ?? null });
  }

  const keepLdap = defineCommand({
    name: 'directory.keepLdap',
    title: { zh: '设置统一目录（LDAP）', en: 'Set up the LDAP directory' },
    input: KeepLdap,
    rule: accessPolicy['directory.keep'],
    secondFactor: true,
    load: (tx) => lockKept(tx, 'ldap'),
    async handle(tx, { input, target }) {
      const { enabled, bindPassword, ...settings } = input;
      requireAuthority(settings.ca);
      if (!isFilter(settings.filter)) throw refuse('directory.filter');
      await keep(tx, target, { kind: 'ldap', enabled, settings, secret: bindPassword });
      return {};
    },
  });

  const keepOidc = defineCommand({
    name: 'directory.keepOidc',
    title: { zh: '设置统一身份认证（OIDC）', en: 'Set up the identity service (OIDC)' },
    input: KeepOidc,
    rule: accessPolicy['directory.keep'],
    secondFactor: true,
    load: (tx) => lockKept(tx, 'oidc'),
    async handle(tx, { input, target }) {
      const { enabled, clientSecret, ...settings } = input;
      if (settings.ca !== null) requireAuthority(settings.ca);
      await keep(tx, target, { kind: 'oidc', enabled, settings, secret: clientSecret });
      return {};
    },
  });
  return [keepLdap, keepOidc, testDirectory, setSignIn];
}

const whereTo = {
  ldap: LdapSettings.pick({ url: true, ca: true, bindName: true }),
  oidc: OidcSettings.pick({ issuer: true, ca: true, clientId: true }),
} satisfies Record<OutsideWay, z.ZodType>;

/** Whether a secret that is kept would be sent to somebody else than it was given for. */
function goesElsewhere(kind: OutsideWay, before: unknown, after: object): boolean {
  const schema = whereTo[kind];
  return JSON.stringify(schema.parse(before)) !== JSON.stringify(schema.parse(after));
}

/** Switched off, nobody of its accounts could sign in any more. */
async function requireUnused(tx: Tx, kind: OutsideWay): Promise<void> {
  const row = await tx.readOne(
    db
      .selectFrom('account')
      .select((eb) => eb.fn.countAll<string>().as('count'))
      .where('sign_in_by', '=', kind)
      .where('state', '<>', 'closed'),
  );
  const count = Number(row?.count ?? 0);
  if (count > 0) throw refuse('directory.in.use', { count });
}

/** Refuses what is no certificate of an authority. */
function requireAuthority(pem: string): void {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  const sound = blocks.length > 0 && blocks.every(isAuthority);
  if (!sound) throw refuse('directory.ca');
}
function isAuthority(pem: string): boolean {
  try {
    return new X509Certificate(pem).ca;
  } catch {
    return false;
  }
}

/** Puts on record who tests what; the server reaches out when this has committed. */
const testDirectory = defineCommand({
  name: 'directory.test',
  title: { zh: '测试统一登录的连接', en: 'Test the connection for sign-in' },
  input: TestDirectory,
  rule: accessPolicy['directory.keep'],
  secondFactor: true,
  async load(tx, input) {
    const found = await tx.readOne(db.selectFrom('directory').select('id').where('kind', '=', input.kind));
    if (found === undefined) throw refuse('directory.not.set');
    return found;
  },
  subjectId: (found) => found.id,
  handle: async () => ({}),
});

const setSignIn = defineCommand({
  name: 'account.setSignIn',
  title: { zh: '设定账号的登录方式', en: 'Set how accounts sign in' },
  input: SetSignIn,
  rule: accessPolicy['account.sign-in'],
  secondFactor: true,
  async load(tx, input) {
    const by = input.by === 'password' ? null : input.by;
    const rows = await tx.lockAll(accounts, [...new Set(input.accountIds)]);
    const kept =
      by === null
        ? undefined
        : await tx.readOne(db.selectFrom('directory').select('enabled').where('kind', '=', by));
    return { by, rows, enabled: by === null || kept?.enabled === true };
  },
  async handle(tx, { input, target: { by, rows, enabled } }) {
    if (!enabled) throw refuse('directory.off');
    if (by !== null && rows.some((row) => row.power !== null)) throw refuse('account.administrator.local');
    const name = by === null ? null : input.outsideName;
    const changed = rows.filter(
      (row) =>
        row.state !== 'closed' && ((row.sign_in_by ?? null) !== by || (row.outside_name ?? null) !== name),
    );
    if (changed.length === 0) throw refuse('account.way.same');
    await tx.updateAll(accounts, changed, { sign_in_by: by, outside_name: name }).catch((error: unknown) => {
      throw errorCodeOf(error) === uniqueViolation ? refuse('account.outside.taken') : error;
    });
    const ended = await tx.writeSql<{ ended: string }>('select end_sessions_of($1, $2) as ended', [
      changed.map((row) => row.id),
      tx.now,
    ]);
    const first = changed[0];
    return {
      ...(first !== undefined && changed.length === 1 && { subject: first.id }),
      result: { changed: changed.length, sessionsEnded: Number(ended[0]?.ended ?? 0) },
    };
  },
});
