import type { ServerOptions } from 'node:https';
import cookie from '@fastify/cookie';
import { accessErrors } from '@fengni/kernel/access/contract';
import type { Kernel } from '@fengni/kernel/command/kernel';
import { type Outside, createOutside } from '@fengni/kernel/access/directory/outside';
import { createActivityNotes } from '@fengni/kernel/access/note-activity';
import { Refusal, type RefusalParams, refuse as refuseKernel, refuser } from '@fengni/kernel/command/refusal';
import type { Vault } from '@fengni/kernel/vault/vault';
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { sendRefusal } from './answer.ts';
import { type Attempts, type SignedOutCount, createAttempts } from './attempts.ts';
import { acceptedLanguage, findCaller, sessionHashOf, terminalOf } from './caller.ts';
import { routeCommands } from './command-route.ts';
import { type HealthSource, routeHealth } from './health-route.ts';
import { type HouseGate, createHouseGate } from './house-gate.ts';
import { routeOpenApi } from './openapi-route.ts';
import { routeOutside } from './outside-route.ts';
import { routeReads } from './read-routes.ts';
import { type AddressRules, guardRequests, isApi } from './security.ts';
import type { HttpServer } from './server-type.ts';
import { routeSession } from './session-route.ts';
import { routeWeb } from './web-routes.ts';

const refuseAccess = refuser(accessErrors);
/** Scans are sent as base64 inside a command. */
export const bodyBytesMax = 8 * 1024 * 1024;
const requestMsMax = 60_000;
const headerBytesMax = 16 * 1024;

export interface AppOptions {
  readonly kernel: Kernel;
  readonly vault: Vault;
  readonly addresses: AddressRules;
  /** Certificate and key; null serves plain http, on loopback only. */
  readonly tls: Pick<ServerOptions, 'cert' | 'key' | 'ca'> | null;
  /** True where the browser sees https, here or at what stands in front. */
  readonly secure: boolean;
  /** Built web; null serves the interface of programs only. */
  readonly webFolder: string | null;
  readonly health: HealthSource;
  /** Routes of modules that are neither command, query nor file: uploads. */
  readonly moduleRoutes: (app: HttpServer, deps: ModuleRouteDeps) => Promise<void>;
}

export interface ModuleRouteDeps {
  readonly kernel: Kernel;
  readonly vault: Vault;
  /** Who calls; throws the refusal `signed.out` where nobody does, and `setup.unfinished` before the house is ready. */
  readonly session: (
    request: FastifyRequest,
  ) => Promise<{ readonly sessionHash: string; readonly terminal: string }>;
}

/** What every route works with. */
export interface RouteContext {
  readonly kernel: Kernel;
  readonly vault: Vault;
  readonly secure: boolean;
  readonly addresses: AddressRules;
  readonly house: HouseGate;
  readonly attempts: Attempts;
  /** The organisation's directory and issuer. */
  readonly outside: Outside;
  readonly signedOut: { count: SignedOutCount };
  /** Refuses in the account's language, counting where nobody is signed in. */
  readonly refuse: (
    request: FastifyRequest,
    reply: FastifyReply,
    refused: { code: string; params: RefusalParams; entryId?: string | null },
  ) => Promise<FastifyReply>;
}

/** The server: commands, queries, files and session under /api, the built web besides. It is not listening yet. */
export async function createApp(options: AppOptions) {
  const { kernel, secure, tls } = options;
  const app = fastify({
    ...(tls === null
      ? { https: null, http: { maxHeaderSize: headerBytesMax } }
      : { https: { ...tls, minVersion: 'TLSv1.2', maxHeaderSize: headerBytesMax, ...askCertificate(tls) } }),
    logger: false,
    bodyLimit: bodyBytesMax,
    requestTimeout: requestMsMax,
    keepAliveTimeout: 10_000,
    // open connections of browsers must not hold up a stop
    forceCloseConnections: true,
    // only what stands in front on this machine may say whom it speaks for
    trustProxy:
      options.addresses.origin === null
        ? false
        : (address: string) => ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(address),
    routerOptions: { maxParamLength: 100 },
  });
  const context: RouteContext = {
    kernel,
    vault: options.vault,
    secure,
    addresses: options.addresses,
    house: createHouseGate(kernel),
    attempts: createAttempts(),
    outside: createOutside(kernel),
    signedOut: { count: { refused: 0, lastAt: null } },
    async refuse(request, reply, refused) {
      const caller = await findCaller(kernel, sessionHashOf(request, secure)).catch(() => null);
      if (caller === null) {
        context.signedOut.count = {
          refused: context.signedOut.count.refused + 1,
          lastAt: kernel.clock().toISOString(),
        };
      }
      const language = caller?.language ?? acceptedLanguage(request.headers['accept-language']);
      return sendRefusal(kernel, reply, { ...refused, entryId: refused.entryId ?? null }, language);
    },
  };
  await app.register(cookie);
  acceptJsonOnly(app);
  noteActivity(app, context);
  guardRequests(app, options.addresses);
  app.setErrorHandler(async (error, request, reply) => answerError(context, error, request, reply));
  routeSession(app, context);
  routeCommands(app, context);
  routeOutside(app, context);
  routeReads(app, context);
  routeHealth(app, context, options.health);
  routeOpenApi(app, context);
  await options.moduleRoutes(app, {
    kernel,
    vault: options.vault,
    session: (request) => requireSession(context, request),
  });
  const web = options.webFolder === null ? null : await routeWeb(app, options.webFolder);
  app.setNotFoundHandler(async (request, reply) => {
    const isPage = request.method === 'GET' && !isApi(request.url) && !request.url.startsWith('/assets/');
    if (web !== null && isPage) return web.sendPage(reply);
    return context.refuse(request, reply, { code: 'command.unknown', params: {} });
  });
  return app;
}

/**
 * A page says how long ago somebody last touched it, so that what it reads by itself keeps no session open. A caller that
 * says nothing is taken to be at work.
 */
function noteActivity(app: { addHook: HttpServer['addHook'] }, { kernel, secure }: RouteContext): void {
  const note = createActivityNotes(kernel);
  app.addHook('preHandler', async (request) => {
    const sessionHash = sessionHashOf(request, secure);
    const idle = Number(request.headers[idleHeader] ?? 0);
    if (sessionHash === '' || !isApi(request.url) || idle >= idleSecondsMin) return;
    await note(sessionHash);
  });
}
/** Seconds since the page was last touched. */
const idleHeader = 'x-fengni-idle';
const idleSecondsMin = 60;

async function requireSession(
  context: RouteContext,
  request: FastifyRequest,
): ReturnType<ModuleRouteDeps['session']> {
  const sessionHash = sessionHashOf(request, context.secure);
  if (!(await context.house.admits(request.routeOptions.url ?? ''))) throw refuseAccess('setup.unfinished');
  if ((await findCaller(context.kernel, sessionHash)) === null) throw refuseKernel('signed.out');
  return { sessionHash, terminal: terminalOf(request) };
}

/** Where an authority for client certificates is given, a terminal shows its own; sign-in decides what it counts for. */
function askCertificate(tls: Pick<ServerOptions, 'ca'>): ServerOptions {
  return tls.ca === undefined ? {} : { requestCert: true, rejectUnauthorized: false };
}

/** A form of another site can send text and forms, not JSON. */
function acceptJsonOnly(app: {
  removeAllContentTypeParsers: () => void;
  addContentTypeParser: (
    type: string,
    options: { parseAs: 'string' },
    parse: (request: FastifyRequest, body: string) => Promise<unknown>,
  ) => void;
}): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, async (_request, body) => {
    try {
      return JSON.parse(body) as unknown;
    } catch {
      throw new Refusal('request.invalid', {}, 'no JSON');
    }
  });
}

async function answerError(
  context: RouteContext,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (error instanceof Refusal) return context.refuse(request, reply, error);
  const status = statusOf(error);
  if (status === 413) {
    return context.refuse(request, reply, {
      code: 'request.too.large',
      params: { megabytes: Math.floor((request.routeOptions.bodyLimit ?? bodyBytesMax) / 1024 / 1024) },
    });
  }
  if (status >= 400 && status < 500)
    return context.refuse(request, reply, { code: 'request.invalid', params: {} });
  // our own mistake: its number is told, its text is not
  const entryId = context.kernel.newId();
  context.kernel.onFault(error, entryId);
  return context.refuse(request, reply, { code: 'program.fault', params: { entry: entryId }, entryId });
}

function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null) return 500;
  const status: unknown = Reflect.get(error, 'statusCode');
  return typeof status === 'number' ? status : 500;
}
