import type { Bilingual } from '../command/define.ts';

/** What stands between the program and a PostgreSQL of the organisation's own: why, and what to do. */
const texts = {
  unreachable: {
    zh: '连不上数据库（{reason}）。请确认 PostgreSQL 已启动，并核对 DATABASE_URL、FENGNI_OWNER_URL 中的主机和端口以及防火墙。',
    en: 'The database cannot be reached ({reason}). See that PostgreSQL is running and check host and port in DATABASE_URL and FENGNI_OWNER_URL, and the firewall.',
  },
  'sign-in-refused': {
    zh: '数据库拒绝登录（{reason}）。请核对 DATABASE_URL、FENGNI_OWNER_URL 中的用户名和口令，以及数据库的 pg_hba.conf。运行时用户由 fengni migrate 建立。',
    en: 'The database refuses the login ({reason}). Check user and password in DATABASE_URL and FENGNI_OWNER_URL, and pg_hba.conf of the database. The runtime user is made by fengni migrate.',
  },
  'database-missing': {
    zh: '数据库服务器上没有这个数据库（{reason}）。请核对地址末尾的数据库名，或先建立它（create database … owner …）。',
    en: 'The server has no such database ({reason}). Check the name at the end of the address, or make it first (create database … owner …).',
  },
  busy: {
    zh: '数据库暂时不接受连接（{reason}）。请稍候重试；若再次发生，请调高 max_connections。',
    en: 'The database takes no connections at the moment ({reason}). Try again shortly; if it happens again, raise max_connections.',
  },
  'too-old': {
    zh: '数据库是 PostgreSQL {found}，本程序需要 15 或以上。请升级数据库，或不设 DATABASE_URL 而使用内置数据库。',
    en: 'The database is PostgreSQL {found}; this program needs 15 or newer. Upgrade it, or leave DATABASE_URL out to use the embedded database.',
  },
  encoding: {
    zh: '数据库的编码是 {found}，存不下全部汉字。请另建编码为 UTF8 的数据库（create database … encoding UTF8 template template0）。',
    en: 'The encoding of the database is {found}, which cannot hold every character. Make one in UTF8 (create database … encoding UTF8 template template0).',
  },
  'newer-schema': {
    zh: '数据库由更新版本的程序更新过（{name}），本程序不能使用。请换用新版本的程序。',
    en: 'The database was migrated by a newer program ({name}); this one cannot use it. Update the program.',
  },
  'other-migration': {
    zh: '已在此数据库执行的 {name} 与本程序所带的不同，未作改动。请换用当时的程序。',
    en: '{name} differs from the one applied to this database; nothing was changed. Use the program it was applied with.',
  },
  'migration-failed': {
    zh: '数据库结构更新 {name} 失败，该项未作改动：{reason}',
    en: 'Migration {name} failed and changed nothing: {reason}',
  },
  'extension-missing': {
    zh: '数据库服务器没有扩展 ltree（{reason}）。请安装 PostgreSQL 的附加模块（contrib 软件包），然后重试。',
    en: 'The server lacks the extension ltree ({reason}). Install the additional modules of PostgreSQL (its contrib package), then try again.',
  },
  'rights-missing': {
    zh: '数据库所有者用户的权限不足（{reason}）。它须拥有该数据库并有 CREATEROLE，或由数据库管理员先建好各角色，见 docs/settings.md。',
    en: 'The owner lacks a right ({reason}). It must own the database and have CREATEROLE, or the roles are made beforehand, see docs/settings.md.',
  },
  'runtime-too-mighty': {
    zh: '运行时用户 {role} 是超级用户、可绕过行级安全或属于数据库所有者，会越过知悉范围，因此不使用。请在 DATABASE_URL 中用另一个普通用户。',
    en: 'The runtime user {role} is a superuser, bypasses row security or belongs to the owner, and would see past who may know; it is not used. Name another, ordinary user in DATABASE_URL.',
  },
  'runtime-inherits': {
    zh: '运行时用户 {role} 直接继承了封泥角色的权限。请由数据库管理员收回这些角色（revoke），再运行 fengni migrate。',
    en: 'The runtime user {role} inherits rights of the program’s roles. Have the database administrator revoke those roles from it, then run fengni migrate.',
  },
  'restore-rights-missing': {
    zh: '恢复时须关闭触发器，数据库所有者用户没有此权限，未作改动。请由数据库管理员执行 grant set on parameter session_replication_role to {role}，恢复后可收回。',
    en: 'A restore switches triggers off, which the owner may not; nothing was changed. Have the database administrator run: grant set on parameter session_replication_role to {role}. It can be revoked afterwards.',
  },
} as const satisfies Record<string, Bilingual>;

export type DatabaseErrorCode = keyof typeof texts;

/** A database that cannot be used as it is, told to the person at the machine. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly code: DatabaseErrorCode;
  readonly text: Bilingual;

  constructor(code: DatabaseErrorCode, params: Readonly<Record<string, string>> = {}, cause?: unknown) {
    const fill = (text: string): string =>
      text.replaceAll(/\{(\w+)\}/g, (_whole, key: string) => params[key] ?? '');
    const text = { zh: fill(texts[code].zh), en: fill(texts[code].en) };
    super(text.en, { cause });
    this.code = code;
    this.text = text;
  }
}

/** SQLSTATE of PostgreSQL or the system's error name; empty where there is none. */
export function errorCodeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** SQLSTATE classes: https://www.postgresql.org/docs/15/errcodes-appendix.html */
const ofConnecting: Readonly<Record<string, DatabaseErrorCode>> = {
  '28P01': 'sign-in-refused',
  '28000': 'sign-in-refused',
  '3D000': 'database-missing',
  '53300': 'busy',
  '57P03': 'busy',
  '42501': 'sign-in-refused',
};
const unreachable = /^(ECONN|ENOTFOUND$|EAI_|EHOST|ENET|ETIMEDOUT$|ENOENT$|EACCES$|EPIPE$)/;

/** A failed connection as people are told of it; an error of another kind comes back as it is. */
export function connectionError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const found = errorCodeOf(error);
  // an address with several answers fails with all of them in one, and an empty message
  const reason = error.message === '' ? found : error.message;
  const code = ofConnecting[found];
  if (code !== undefined) return new DatabaseError(code, { reason }, error);
  // the driver names neither of these by a code
  const isSilent = /timeout expired|Connection terminated|does not support SSL/.test(reason);
  if (unreachable.test(found) || isSilent) return new DatabaseError('unreachable', { reason }, error);
  if (/password must be a string|SASL/.test(reason))
    return new DatabaseError('sign-in-refused', { reason }, error);
  return error;
}
