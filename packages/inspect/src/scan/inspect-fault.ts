interface FaultText {
  readonly zh: string;
  readonly en: string;
}

/** What the person at the machine can put right: what happened, why, what to do. `{x}` is replaced. */
const faultTexts = {
  'path-missing': {
    zh: '没有这个文件或文件夹：{path}。请核对路径。',
    en: 'There is no file or folder {path}. Check the path.',
  },
  'path-refused': {
    zh: '打不开 {path}：没有权限。请换用有权限的账号。',
    en: '{path} cannot be opened: no permission. Use an account that may.',
  },
  'not-a-file': {
    zh: '{path} 不是文件。请给出文件。',
    en: '{path} is not a file. Name a file.',
  },
  'not-a-folder': {
    zh: '{path} 不是文件夹。请给出文件夹。',
    en: '{path} is not a folder. Name a folder.',
  },
  'file-too-large': {
    zh: '{path} 超过 {limit} 字节，没有读取。请拆分，或检查是否给错了文件。',
    en: '{path} is larger than {limit} bytes and was not read. Split it, or check that it is the file you meant.',
  },
  'not-utf8': {
    zh: '{path} 不是 UTF-8 编码。请另存为 UTF-8 后再用。',
    en: '{path} is not UTF-8. Save it as UTF-8 and try again.',
  },
  'policy-faults': {
    zh: '策略 {path} 有误：\n{detail}',
    en: 'The policy {path} has faults:\n{detail}',
  },
  'policy-unknown': {
    zh: '没有策略 {path}。内置策略为 publication、gateway、inventory；也可以给出策略文件（JSON）。',
    en: 'There is no policy {path}. Built in are publication, gateway and inventory; a policy file (JSON) can be named too.',
  },
  'terms-faults': {
    zh: '词表 {path} 有误，没有开始检查：\n{detail}',
    en: 'The list of terms {path} has faults, so nothing was inspected:\n{detail}',
  },
  'terms-empty': {
    zh: '词表 {path} 中没有词语。每行写一个词语；以 # 开头的行是注释。',
    en: 'The list of terms {path} holds no term. Write one a line; a line that begins with # is a comment.',
  },
  'exact-faults': {
    zh: '保护数据表 {path} 有误，没有开始检查：\n{detail}',
    en: 'The table of protected records {path} has faults, so nothing was inspected:\n{detail}',
  },
  'index-faults': {
    zh: '指纹库 {path} 打不开：{detail}',
    en: 'The index {path} cannot be opened: {detail}',
  },
  'sign-key': {
    zh: '签名密钥 {path} 不是 Ed25519 私钥（PEM）。可用 openssl genpkey -algorithm ed25519 生成。',
    en: 'The signing key {path} is no private Ed25519 key (PEM). One is made by openssl genpkey -algorithm ed25519.',
  },
  'passwords-empty': {
    zh: '密码文件 {path} 中没有密码。每行写一个密码。',
    en: 'The password file {path} holds none. Write one password a line.',
  },
  'key-malformed': {
    zh: '密钥文件 {path} 的内容不对，应为 64 个十六进制字符。请恢复原文件；若已无法恢复，删除后会生成新密钥，旧报告中的摘要和旧的缓存将不再对应。',
    en: 'The key file {path} is malformed: it should hold 64 hexadecimal digits. Restore it; if that is impossible, delete it and a new key is made, to which digests in old reports and old caches do not belong.',
  },
  'key-open-to-others': {
    zh: '密钥文件 {path} 可被其他账号读取，没有使用。请执行 chmod 600 收回权限。',
    en: 'Other accounts can read the key file {path}, so it was not used. Take the permission back with chmod 600.',
  },
  'cache-foreign': {
    zh: '{path} 已存在，且不是检查缓存，没有改动。请给出另一个文件名。',
    en: '{path} exists and is no cache of inspections; it was left alone. Name another file.',
  },
  'cannot-write': {
    zh: '写不了 {path}（{detail}）。请检查权限和剩余空间。',
    en: '{path} cannot be written ({detail}). Check permission and free space.',
  },
  'out-is-input': {
    zh: '{path} 是要检查的文件，不能用来保存结果。请给出另一个文件名。',
    en: '{path} is among what is inspected and cannot take the result. Name another file.',
  },
} as const satisfies Record<string, FaultText>;

export type InspectFaultCode = keyof typeof faultTexts;

/** A fault of what the program was given, told in both languages. Never quotes what files hold. */
export class InspectFault extends Error {
  override readonly name = 'InspectFault';
  readonly code: InspectFaultCode;
  readonly zh: string;
  readonly en: string;

  constructor(code: InspectFaultCode, values: FaultValues = {}) {
    super(code);
    this.code = code;
    const { zh, en } = faultTexts[code];
    this.zh = fill(zh, values, 'zh');
    this.en = fill(en, values, 'en');
  }
}

/** What stands for `{path}` and the like; a pair is told by language. */
export type FaultValues = Readonly<Record<string, string | number | FaultText>>;

function fill(text: string, values: FaultValues, language: 'zh' | 'en'): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) return whole;
    return typeof value === 'object' ? value[language] : String(value);
  });
}

/** The code of a system error (`ENOENT`), or nothing. */
export function systemCode(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' ? code : '';
}

/** A fault for a path that could not be opened; other errors are ours and pass on. */
export function pathFault(error: unknown, path: string): InspectFault {
  const code = systemCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return new InspectFault('path-missing', { path });
  if (code === 'EACCES' || code === 'EPERM') return new InspectFault('path-refused', { path });
  if (code === 'EISDIR') return new InspectFault('not-a-file', { path });
  if (code !== '') return new InspectFault('cannot-write', { path, detail: code });
  throw error;
}
