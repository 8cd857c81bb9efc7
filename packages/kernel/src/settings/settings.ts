import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { type SettingFaultCode, settingFaultText } from './faults.ts';

export type Language = 'zh' | 'en';

/** Where a start comes from; nothing else of the process is read. */
export interface SettingsSource {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isRoot: boolean;
  readonly home: string;
  readonly fileExists?: (file: string) => boolean;
}

export interface Settings {
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  /** Absent: the embedded database. */
  readonly databaseUrl: string | null;
  readonly ownerUrl: string | null;
  readonly zone: string;
  readonly tls:
    | { readonly kind: 'none' }
    | { readonly kind: 'own' }
    | { readonly kind: 'given'; readonly certFile: string; readonly keyFile: string };
  /** Authority whose client certificates are asked for. */
  readonly clientCaFile: string | null;
  /** Public address when something stands in front. */
  readonly origin: string | null;
  readonly demo: boolean;
  /** Whether LibreOffice, where this machine has it, draws office documents of the vault. */
  readonly office: boolean;
}

export interface SettingFault {
  readonly name: string;
  readonly code: SettingFaultCode;
  readonly zh: string;
  readonly en: string;
}
export type SettingsResult =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly faults: readonly SettingFault[] };

const defaultPort = 8700;
const loopbacks = new Set(['127.0.0.1', '::1', 'localhost']);

/** True for addresses that do not leave the machine: the only ones served without TLS. */
export function isLoopback(host: string): boolean {
  return loopbacks.has(host);
}

/** The language of the command line and of what `start` prints: FENGNI_LANG, else the system's. */
export function languageOf(env: SettingsSource['env']): Language {
  const given = env['FENGNI_LANG'] ?? env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'] ?? '';
  if (/^zh/i.test(given)) return 'zh';
  return /^en/i.test(given) ? 'en' : 'zh';
}

/** Reads every setting and reports every fault at once. An empty value counts as not given. */
export function readSettings(source: SettingsSource): SettingsResult {
  const faults: SettingFault[] = [];
  const given = (name: string): string | undefined => source.env[name]?.trim() || undefined;
  const take = <Value>(name: string, code: SettingFaultCode, schema: z.ZodType<Value>): Value | undefined => {
    const text = given(name);
    if (text === undefined) return undefined;
    const parsed = schema.safeParse(text);
    if (!parsed.success) faults.push(settingFaultText(name, code, text));
    return parsed.data;
  };
  const fileExists = source.fileExists ?? existsSync;
  const ReadableFile = z.string().refine(fileExists);

  const demo = take('FENGNI_DEMO', 'flag', Flag) ?? false;
  const dataDir = take('FENGNI_DATA', 'folder', AbsolutePath) ?? defaultDataDir(source, demo);
  const host = take('FENGNI_HOST', 'host', Host) ?? '127.0.0.1';
  const port = take('FENGNI_PORT', 'port', Port) ?? defaultPort;
  const databaseUrl = take('DATABASE_URL', 'database-url', DatabaseUrl) ?? null;
  const ownerUrl = take('FENGNI_OWNER_URL', 'database-url', DatabaseUrl) ?? null;
  const zone = take('FENGNI_ZONE', 'zone', Zone) ?? 'Asia/Shanghai';
  const certFile = take('FENGNI_TLS_CERT', 'file', ReadableFile);
  const keyFile = take('FENGNI_TLS_KEY', 'file', ReadableFile);
  const clientCaFile = take('FENGNI_TLS_CLIENT_CA', 'file', ReadableFile) ?? null;
  const origin = take('FENGNI_ORIGIN', 'origin', Origin) ?? null;
  const office = take('FENGNI_LIBREOFFICE', 'flag', Flag) ?? true;
  take('FENGNI_LANG', 'language', z.enum(['zh', 'en']));

  const hasCert = given('FENGNI_TLS_CERT') !== undefined;
  const hasKey = given('FENGNI_TLS_KEY') !== undefined;
  if (hasCert !== hasKey)
    faults.push(settingFaultText(hasCert ? 'FENGNI_TLS_KEY' : 'FENGNI_TLS_CERT', 'tls-pair', ''));
  if (demo && !isLoopback(host)) faults.push(settingFaultText('FENGNI_HOST', 'demo-host', host));
  if (demo && databaseUrl !== null) faults.push(settingFaultText('DATABASE_URL', 'demo-database', ''));
  if (given('FENGNI_TLS_CLIENT_CA') !== undefined && !hasCert && isLoopback(host)) {
    faults.push(settingFaultText('FENGNI_TLS_CLIENT_CA', 'client-ca-without-tls', ''));
  }
  if (faults.length > 0) return { ok: false, faults };
  const tls =
    certFile !== undefined && keyFile !== undefined
      ? ({ kind: 'given', certFile, keyFile } as const)
      : isLoopback(host)
        ? ({ kind: 'none' } as const)
        : ({ kind: 'own' } as const);
  return {
    ok: true,
    settings: { dataDir, host, port, databaseUrl, ownerUrl, zone, tls, clientCaFile, origin, demo, office },
  };
}

function defaultDataDir(source: SettingsSource, demo: boolean): string {
  const base = source.isRoot ? '/var/lib/fengni' : path.join(source.home, '.local', 'share', 'fengni');
  return demo ? `${base}-demo` : base;
}

const Flag = z
  .enum(['1', 'true', 'yes', '0', 'false', 'no'])
  .transform((text) => ['1', 'true', 'yes'].includes(text));
const AbsolutePath = z
  .string()
  .refine((text) => path.isAbsolute(text))
  .transform((text) => path.normalize(text));
const Host = z.union([
  z.ipv4(),
  z.ipv6(),
  z.string().regex(/^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i),
]);
// port 0 lets the system choose, for tests and for several on one machine
const Port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((port) => port <= 65_535);
const DatabaseUrl = z.url({ protocol: /^postgres(ql)?$/ });
const Origin = z
  .url({ protocol: /^https?$/ })
  .refine((text) => new URL(text).origin === text.replace(/\/$/, ''))
  .transform((text) => new URL(text).origin);
const Zone = z.string().refine((zone) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone }).format();
    return true;
  } catch {
    return false;
  }
});
