import type { FastifyReply, FastifyRequest } from 'fastify';

/** `flow`: the browser's way to the issuer and back, sealed. `ticket`: proved there, until the second factor is shown. */
type OutsideCookie = 'flow' | 'ticket';
const secondsMax = { flow: 600, ticket: 300 } as const;

function nameOf(cookie: OutsideCookie, secure: boolean): string {
  return secure ? `__Host-fengni-${cookie}` : `fengni-${cookie}`;
}

export function setOutsideCookie(
  reply: FastifyReply,
  cookie: { readonly name: OutsideCookie; readonly value: string },
  secure: boolean,
): void {
  reply.setCookie(nameOf(cookie.name, secure), cookie.value, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure,
    maxAge: secondsMax[cookie.name],
  });
}

export function clearOutsideCookie(reply: FastifyReply, name: OutsideCookie, secure: boolean): void {
  reply.clearCookie(nameOf(name, secure), { path: '/', httpOnly: true, sameSite: 'strict', secure });
}

export function flowOf(request: FastifyRequest, secure: boolean): string {
  return request.cookies[nameOf('flow', secure)] ?? '';
}

/** The ticket's token, or ''. */
export function ticketOf(request: FastifyRequest, secure: boolean): string {
  return request.cookies[nameOf('ticket', secure)] ?? '';
}
