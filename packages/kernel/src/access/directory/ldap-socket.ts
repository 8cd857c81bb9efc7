import { type Socket, connect as connectTcp, isIP } from 'node:net';
import { type TLSSocket, connect as connectTls } from 'node:tls';
import { BerReader, InvalidAsn1Error } from 'ldapts';
import type { LdapSettings } from './contract.ts';
import { DirectoryTrouble, hungUp, timeOut } from './trouble.ts';

/** StartTLS as a message of LDAP (RFC 4511 §4.14.1): number 1, extended request 1.3.6.1.4.1.1466.20037. */
const startTlsOid = Buffer.from('1.3.6.1.4.1.1466.20037', 'ascii');
const startTlsRequest = Buffer.concat([
  Buffer.from([0x30, 0x1d, 0x02, 0x01, 0x01, 0x77, 0x18, 0x80, 0x16]),
  startTlsOid,
]);
const messageTag = 0x30;
const extendedAnswerTag = 0x78;
const answerBytesMax = 16 * 1024;
const ldapPort = 389;
const ldapsPort = 636;

/** Host and port of a directory's address, and whether TLS begins with the connection. */
function placeOf(address: string): { host: string; port: number; fromStart: boolean } {
  const url = new URL(address);
  const fromStart = url.protocol === 'ldaps:';
  const port = url.port === '' ? (fromStart ? ldapsPort : ldapPort) : Number(url.port);
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port, fromStart };
}

/**
 * An encrypted connection to the directory, its certificate checked against the authority given; nothing but StartTLS was
 * said before. The library's own StartTLS is not used: it would connect anew in the clear when the directory hangs up, and
 * reads on what came in the clear.
 */
export async function openLdapSocket(
  settings: Pick<LdapSettings, 'url' | 'ca' | 'seconds'>,
): Promise<TLSSocket> {
  const { host, port, fromStart } = placeOf(settings.url);
  const milliseconds = settings.seconds * 1000;
  const plain = await connected(connectTcp({ host, port }), 'connect', milliseconds);
  try {
    if (!fromStart) await askForTls(plain, milliseconds);
    const secure = connectTls({
      socket: plain,
      host,
      ...(isIP(host) === 0 && { servername: host }),
      ca: [settings.ca],
      minVersion: 'TLSv1.2',
      rejectUnauthorized: true,
    });
    return await connected(secure, 'secureConnect', milliseconds);
  } catch (error) {
    plain.destroy();
    throw error;
  }
}

async function connected<Kind extends Socket>(
  socket: Kind,
  event: 'connect' | 'secureConnect',
  milliseconds: number,
): Promise<Kind> {
  const { promise, resolve, reject } = Promise.withResolvers<Kind>();
  const timer = setTimeout(() => reject(timeOut()), milliseconds);
  socket.once(event, () => resolve(socket));
  socket.once('error', reject);
  socket.once('close', () => reject(hungUp()));
  try {
    return await promise;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    clearTimeout(timer);
    socket.removeAllListeners('close');
    socket.removeAllListeners('error');
    // until somebody else listens, a lost connection is no crash
    socket.on('error', () => undefined);
  }
}

/** Asks for TLS in the clear. Whatever is no plain consent, or comes with more than that, ends it. */
async function askForTls(socket: Socket, milliseconds: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => reject(timeOut()), milliseconds);
  let heard = Buffer.alloc(0);
  const hear = (bytes: Buffer): void => {
    heard = Buffer.concat([heard, bytes]);
    try {
      if (isConsent(heard)) resolve();
    } catch (error) {
      reject(error);
    }
  };
  socket.on('data', hear);
  socket.once('error', reject);
  socket.once('close', () => reject(hungUp()));
  socket.write(startTlsRequest);
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    socket.off('data', hear);
    socket.removeAllListeners('close');
    socket.removeAllListeners('error');
    socket.on('error', () => undefined);
  }
}

/** Whether the answer is whole and consents; false where more of it is to come. Throws on any other answer. */
function isConsent(heard: Buffer): boolean {
  if (heard.length > answerBytesMax) throw noTls();
  try {
    const reader = new BerReader(heard);
    if (reader.readSequence(messageTag) === null) return false;
    const length = reader.offset + reader.length;
    if (heard.length < length) return false;
    const number = reader.readInt();
    reader.readSequence(extendedAnswerTag);
    const result = reader.readEnumeration();
    // what was said in the clear after the consent could be anybody's
    if (heard.length > length || number !== 1 || result !== 0) throw noTls();
    return true;
  } catch (error) {
    if (error instanceof InvalidAsn1Error) throw noTls();
    throw error;
  }
}

function noTls(): DirectoryTrouble {
  return new DirectoryTrouble({
    zh: '服务器不同意加密（StartTLS），没有发送任何口令。请在服务器上启用 TLS，或改用 ldaps:// 地址。',
    en: 'The server did not agree to encryption (StartTLS); no password was sent. Turn TLS on at the server, or use an ldaps:// address.',
  });
}
