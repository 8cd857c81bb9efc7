import type { SettingFault } from './settings.ts';

/** What can be wrong with a setting: why, and what to do. `{name}` and `{value}` are filled in. */
const texts = {
  flag: {
    zh: '{name}={value} 无法识别。请填 1 或 0。',
    en: '{name}={value} is not understood. Use 1 or 0.',
  },
  folder: {
    zh: '{name}={value} 不是绝对路径。请填以 / 开头的文件夹路径。',
    en: '{name}={value} is not an absolute path. Give a folder that starts with /.',
  },
  host: {
    zh: '{name}={value} 不是 IP 地址或主机名。只在本机使用请填 127.0.0.1。',
    en: '{name}={value} is neither an IP address nor a host name. For this machine only, use 127.0.0.1.',
  },
  port: {
    zh: '{name}={value} 不是端口号。请填 1 至 65535 的整数，例如 8700。',
    en: '{name}={value} is not a port. Use a whole number from 1 to 65535, such as 8700.',
  },
  'database-url': {
    zh: '{name} 不是 PostgreSQL 地址。格式为 postgresql://用户:口令@主机:5432/数据库；不填则使用内置数据库。',
    en: '{name} is not a PostgreSQL address. Write postgresql://user:password@host:5432/database, or leave it out to use the embedded database.',
  },
  zone: {
    zh: '{name}={value} 不是时区名。请填 IANA 时区，例如 Asia/Shanghai。',
    en: '{name}={value} is not a time zone. Use an IANA name such as Asia/Shanghai.',
  },
  file: {
    zh: '{name} 指定的文件 {value} 不存在。请核对路径和权限。',
    en: 'The file {value} named by {name} is not there. Check path and permissions.',
  },
  'tls-pair': {
    zh: '缺少 {name}：证书与私钥须同时给出。',
    en: '{name} is missing: certificate and key go together.',
  },
  'client-ca-without-tls': {
    zh: '{name} 只在启用 TLS 时有效。请同时设置 FENGNI_TLS_CERT 和 FENGNI_TLS_KEY，或改用非本机的 FENGNI_HOST。',
    en: '{name} works with TLS only. Also set FENGNI_TLS_CERT and FENGNI_TLS_KEY, or a FENGNI_HOST other than this machine.',
  },
  origin: {
    zh: '{name}={value} 不是网址。请填协议、主机和端口，例如 https://fengni.example，不带路径。',
    en: '{name}={value} is not an origin. Give scheme, host and port only, such as https://fengni.example.',
  },
  language: {
    zh: '{name}={value} 无法识别。请填 zh 或 en。',
    en: '{name}={value} is not understood. Use zh or en.',
  },
  'demo-host': {
    zh: '演示只在本机运行，{name}={value} 不可用。请去掉此项或填 127.0.0.1。',
    en: 'A demo runs on this machine only; {name}={value} cannot be used. Remove it or use 127.0.0.1.',
  },
  'demo-database': {
    zh: '演示只用内置数据库。请去掉 {name}。',
    en: 'A demo uses the embedded database only. Remove {name}.',
  },
} as const;

export type SettingFaultCode = keyof typeof texts;

/** A fault with its text in both languages. Addresses of databases hold passwords and are never repeated. */
export function settingFaultText(name: string, code: SettingFaultCode, value: string): SettingFault {
  const fill = (text: string) => text.replaceAll('{name}', name).replaceAll('{value}', value.slice(0, 200));
  return { name, code, zh: fill(texts[code].zh), en: fill(texts[code].en) };
}
