import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import path from 'node:path';
import { localNames } from '@fengni/kernel/keys/local-names';
import type { TlsFiles } from '@fengni/kernel/keys/tls';
import { type Settings, isLoopback } from '@fengni/kernel/settings/settings';
import type { AppOptions } from '../http/app.ts';
import { failed } from './io.ts';

export interface Reach {
  readonly tls: AppOptions['tls'];
  readonly secure: boolean;
  readonly addresses: AppOptions['addresses'];
  /** SHA-256 of the certificate shown to users; null on plain http. */
  readonly fingerprint: string | null;
  /** Certificate of the house's own authority, to install on terminals. */
  readonly authorityFile: string | null;
}

const loopbackNames = ['127.0.0.1', '::1', 'localhost'];

/** Certificates and addresses under which the server answers. */
export async function prepareReach(settings: Settings, now: Date): Promise<Reach> {
  const { host, origin } = settings;
  const files = await openTls(settings, now);
  const ca = settings.clientCaFile === null ? undefined : await readFile(settings.clientCaFile, 'utf8');
  const certificate = files === null ? null : new X509Certificate(files.cert);
  const behind = origin === null ? null : hostnameOf(origin);
  return {
    tls: files === null ? null : { cert: files.cert, key: files.key, ...(ca !== undefined && { ca }) },
    secure: files !== null || (origin?.startsWith('https:') ?? false),
    fingerprint: files?.fingerprint ?? null,
    authorityFile: files?.authorityFile ?? null,
    addresses: {
      origin,
      allowsHost: (name) =>
        loopbackNames.includes(name) ||
        name === behind ||
        name === host.toLowerCase() ||
        (certificate !== null && covers(certificate, name)),
    },
  };
}

function covers(certificate: X509Certificate, name: string): boolean {
  return (isIP(name) === 0 ? certificate.checkHost(name) : certificate.checkIP(name)) !== undefined;
}

async function openTls(settings: Settings, now: Date): Promise<TlsFiles | null> {
  const { tls } = settings;
  if (tls.kind === 'none') return null;
  // loaded where it is needed: the certificate library is large
  const { openOwnTls, readGivenTls } = await import('@fengni/kernel/keys/tls');
  if (tls.kind === 'own')
    return openOwnTls(path.join(settings.dataDir, 'tls'), localNames(settings.host), now);
  try {
    return await readGivenTls(tls.certFile, tls.keyFile);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw failed(
      `证书 ${tls.certFile} 或私钥 ${tls.keyFile} 不可用（${why}）。请换用同一对 PEM 文件。`,
      `Certificate ${tls.certFile} or key ${tls.keyFile} cannot be used (${why}). Give a matching pair of PEM files.`,
    );
  }
}

function hostnameOf(origin: string): string {
  return new URL(origin).hostname.replace(/^\[|\]$/g, '').toLowerCase();
}

/** Address as it is typed into the browser. */
export function addressOf(settings: Settings, port: number): string {
  if (settings.origin !== null) return settings.origin;
  const scheme = settings.tls.kind === 'none' ? 'http' : 'https';
  const name = settings.host === '0.0.0.0' || settings.host === '::' ? outwardName() : settings.host;
  return `${scheme}://${isIP(name) === 6 ? `[${name}]` : name}:${port}`;
}

function outwardName(): string {
  return localNames('0.0.0.0').find((name) => isIP(name) === 4 && !isLoopback(name)) ?? 'localhost';
}
