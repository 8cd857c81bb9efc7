import 'reflect-metadata';
import { X509Certificate as NodeCertificate, createHash, randomBytes, webcrypto } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import path from 'node:path';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { makePrivateFolder, writeFileDurably } from './write-file.ts';

export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
  /** SHA-256 of the certificate users check by eye: the authority's, or the given one's. */
  readonly fingerprint: string;
  /** The authority's certificate to install on terminals; null with a given certificate. */
  readonly authorityFile: string | null;
}

const dayMs = 86_400_000;
const authorityDays = 20 * 365;
const serverDays = 397;
/** The server's certificate is made anew when fewer days are left. */
const renewDays = 30;
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** The certificate somebody gave. Throws where certificate and key do not belong together. */
export async function readGivenTls(certFile: string, keyFile: string): Promise<TlsFiles> {
  const [cert, key] = await Promise.all([readFile(certFile, 'utf8'), readFile(keyFile, 'utf8')]);
  return { cert, key, fingerprint: new NodeCertificate(cert).fingerprint256, authorityFile: null };
}

/** An authority of the house's own, made at the first start, and a server certificate for the names given. */
export async function openOwnTls(folder: string, names: readonly string[], now: Date): Promise<TlsFiles> {
  await makePrivateFolder(folder);
  const authorityFile = path.join(folder, 'authority.crt');
  const authority = (await readPair(folder, 'authority')) ?? (await makeAuthority(folder, now));
  const fingerprint = new NodeCertificate(authority.cert).fingerprint256;
  const found = await readPair(folder, 'server');
  const pair =
    found !== null && serves(found.cert, names, now)
      ? found
      : await makeServer(folder, authority, names, now);
  return { cert: `${pair.cert.trim()}\n${authority.cert}`, key: pair.key, fingerprint, authorityFile };
}

interface Pair {
  readonly cert: string;
  readonly key: string;
}

async function readPair(folder: string, name: string): Promise<Pair | null> {
  try {
    const [cert, key] = await Promise.all([
      readFile(path.join(folder, `${name}.crt`), 'utf8'),
      readFile(path.join(folder, `${name}.key`), 'utf8'),
    ]);
    return { cert, key };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function serves(cert: string, names: readonly string[], now: Date): boolean {
  const read = new NodeCertificate(cert);
  const lasts = Date.parse(read.validTo) - now.getTime() > renewDays * dayMs;
  return (
    lasts &&
    names.every((name) => (isIP(name) === 0 ? read.checkHost(name) : read.checkIP(name)) !== undefined)
  );
}

async function makeAuthority(folder: string, now: Date): Promise<Pair> {
  const keys = await generateKeys();
  const cert = await X509CertificateGenerator.createSelfSigned({
    serialNumber: newSerial(),
    name: `CN=Fengni authority ${createHash('sha256').update(randomBytes(16)).digest('hex').slice(0, 8)}`,
    notBefore: new Date(now.getTime() - dayMs),
    notAfter: new Date(now.getTime() + authorityDays * dayMs),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return keepPair(folder, 'authority', cert, keys.privateKey);
}

async function makeServer(
  folder: string,
  authority: Pair,
  names: readonly string[],
  now: Date,
): Promise<Pair> {
  const keys = await generateKeys();
  const issuer = new X509Certificate(authority.cert);
  const [first = 'localhost'] = names.filter((name) => isIP(name) === 0);
  const cert = await X509CertificateGenerator.create({
    serialNumber: newSerial(),
    subject: [{ CN: [first] }],
    issuer: issuer.subject,
    notBefore: new Date(now.getTime() - dayMs),
    notAfter: new Date(now.getTime() + serverDays * dayMs),
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey: await importKey(authority.key),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(
        names.map((name) => (isIP(name) === 0 ? { type: 'dns', value: name } : { type: 'ip', value: name })),
      ),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return keepPair(folder, 'server', cert, keys.privateKey);
}

/** A positive serial number (RFC 5280, 4.1.2.2). */
function newSerial(): string {
  return `4${randomBytes(16).toString('hex').slice(1)}`;
}

async function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

async function importKey(pem: string): Promise<webcrypto.CryptoKey> {
  return webcrypto.subtle.importKey('pkcs8', PemConverter.decodeFirst(pem), algorithm, false, ['sign']);
}

/** The key goes first: a certificate without its key would stop every later start. */
async function keepPair(
  folder: string,
  name: string,
  cert: X509Certificate,
  key: webcrypto.CryptoKey,
): Promise<Pair> {
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', key);
  const pair = { cert: `${cert.toString('pem')}\n`, key: `${PemConverter.encode(pkcs8, 'PRIVATE KEY')}\n` };
  await writeFileDurably(path.join(folder, `${name}.key`), pair.key);
  await writeFileDurably(path.join(folder, `${name}.crt`), pair.cert, 0o644);
  return pair;
}
