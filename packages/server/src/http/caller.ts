import { TLSSocket } from 'node:tls';
import { type Actor, readActor } from '@fengni/kernel/access/actor';
import { hashToken } from '@fengni/kernel/access/token';
import type { Kernel } from '@fengni/kernel/command/kernel';
import { transact } from '@fengni/kernel/command/transact';
import type { FastifyReply, FastifyRequest } from 'fastify';

export type Language = 'zh' | 'en';

/** `__Host-` binds a cookie to this host over TLS; plain http exists on loopback only. */
export function cookieName(secure: boolean): string {
  return secure ? '__Host-fengni' : 'fengni';
}

/** Hash of the session's token, or '' when signed out. */
export function sessionHashOf(request: FastifyRequest, secure: boolean): string {
  const token = request.cookies[cookieName(secure)];
  return token === undefined || token === '' ? '' : hashToken(token);
}

export function setSessionCookie(reply: FastifyReply, token: string, secure: boolean): void {
  reply.setCookie(cookieName(secure), token, { path: '/', httpOnly: true, sameSite: 'strict', secure });
}

export function clearSessionCookie(reply: FastifyReply, secure: boolean): void {
  reply.clearCookie(cookieName(secure), { path: '/', httpOnly: true, sameSite: 'strict', secure });
}

/** The terminal: its client certificate where the house asks for one, else its address. */
export function terminalOf(request: FastifyRequest): string {
  const { socket } = request.raw;
  if (socket instanceof TLSSocket && socket.authorized) {
    const { fingerprint256 } = socket.getPeerCertificate();
    if (fingerprint256 !== undefined) return fingerprint256;
  }
  return request.ip.replace(/^::ffff:/, '');
}

/** The first language of Accept-Language the program has; Chinese where none fits. */
export function acceptedLanguage(header: string | undefined): Language {
  for (const range of (header ?? '').split(',')) {
    const language = range.trim().toLowerCase();
    if (language.startsWith('zh')) return 'zh';
    if (language.startsWith('en')) return 'en';
  }
  return 'zh';
}

/** Who is calling, or null when signed out. */
export async function findCaller(kernel: Kernel, sessionHash: string): Promise<Actor | null> {
  if (sessionHash === '') return null;
  const options = { sessionHash, entryId: kernel.newId(), mode: 'read only' } as const;
  return transact(kernel, options, readActor);
}
