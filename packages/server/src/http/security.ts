import { randomBytes } from 'node:crypto';
import { refuser } from '@fengni/kernel/command/refusal';
import type { FastifyRequest } from 'fastify';
import type { HttpServer } from './server-type.ts';
import { httpErrors } from './errors.ts';

const refuse = refuser(httpErrors);

export interface AddressRules {
  /** Whether this host name or address (without port) is one of ours: an unknown one is DNS rebinding or a mistake. */
  readonly allowsHost: (hostname: string) => boolean;
  /** Public address when something stands in front; else the origin is scheme and Host of the request. */
  readonly origin: string | null;
}

/** Content policy of a page: scripts and all else from here, styles by the nonce of this answer. */
export function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "font-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');
}

/** What is no page loads nothing. */
export const dataPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
/** The browser's own viewer shows a printed form; it sets styles of its own. */
export const paperPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

export function newNonce(): string {
  return randomBytes(18).toString('base64');
}

/** Puts the headers on every answer and turns away requests other sites make. */
export function guardRequests(app: Pick<HttpServer, 'addHook'>, rules: AddressRules): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({
      'content-security-policy': dataPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'x-frame-options': 'DENY',
      'permissions-policy': 'camera=(self), geolocation=(), microphone=()',
    });
    if (request.protocol === 'https') reply.header('strict-transport-security', 'max-age=31536000');
    if (isApi(request.url)) reply.header('cache-control', 'no-store');
    if (!rules.allowsHost(hostnameOf(request)))
      throw refuse('host.unknown', {}, `host ${hostnameOf(request)}`);
    if (isApi(request.url)) refuseForeign(request, rules);
  });
}

export function isApi(url: string): boolean {
  return url === '/api' || url.startsWith('/api/') || url.startsWith('/api?');
}

function hostnameOf(request: FastifyRequest): string {
  return request.hostname.replace(/^\[|\]$/g, '').toLowerCase();
}

function refuseForeign(request: FastifyRequest, rules: AddressRules): void {
  const site = request.headers['sec-fetch-site'];
  // `none` is an address typed by hand: a printed form opened in a window of its own
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw refuse('request.foreign', {}, `site ${site}`);
  if (request.method === 'GET' || request.method === 'HEAD' || takesToken(request.url)) return;
  if (request.headers.origin !== originOf(request, rules)) throw refuse('request.foreign', {}, 'origin');
}

/** Called by a program with a token of its own and no cookie: there is nothing another site could make a browser send. */
function takesToken(url: string): boolean {
  return /^\/api\/personnel-system\/(?:deliveries|people\/)/.test(url);
}

/** Origin of our own pages as this request reached them. Its host is one of ours, or the request was turned away. */
export function originOf(request: FastifyRequest, rules: AddressRules): string {
  return rules.origin ?? `${request.protocol}://${request.host}`;
}
