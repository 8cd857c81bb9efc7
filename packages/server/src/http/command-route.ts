import { createHash } from 'node:crypto';
import { canonicalText } from '@fengni/kernel/command/canonical';
import { toJson } from '@fengni/kernel/command/redact';
import { refuser } from '@fengni/kernel/command/refusal';
import { type Outcome, runCommand } from '@fengni/kernel/command/run';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { accessErrors } from '@fengni/kernel/access/contract';
import type { HttpServer } from './server-type.ts';
import type { RouteContext } from './app.ts';
import { clearSessionCookie, sessionHashOf, setSessionCookie, terminalOf } from './caller.ts';
import { clearOutsideCookie, ticketOf } from './outside-cookies.ts';
import { httpErrors } from './errors.ts';
import { originOf } from './security.ts';

const refuse = refuser({ ...httpErrors, ...accessErrors });
export const CommandBody = z.object({ id: z.uuid().toLowerCase(), input: z.unknown() });
const NamedParams = z.object({ name: z.string() });

/** Commands that try a password or a code: bounded by address, since each costs a password hash. */
const guessable = new Set([
  'session.beginSignIn',
  'session.signIn',
  'session.beginSignInOutside',
  'session.signInOutside',
  'session.proveFactor',
  'account.beginActivationKey',
  'account.activate',
  'account.changePassword',
  'house.begin',
  'personnelSystem.deliver',
]);

/** Commands that open a session. */
const signsIn = new Set(['session.signIn', 'session.signInOutside']);
/** Commands that try a password, which may be the directory's. */
const withPassword = new Set(['session.beginSignIn', 'session.signIn']);

/** `POST /api/commands/:name`, body `{id, input}`: 200 done, 202 parked, else the status of the error. */
export function routeCommands(app: Pick<HttpServer, 'post'>, context: RouteContext): void {
  const { kernel, secure } = context;
  app.post('/api/commands/:name', async (request, reply) => {
    const { name } = NamedParams.parse(request.params);
    const body = CommandBody.safeParse(request.body);
    if (!body.success) throw refuse('request.invalid');
    const terminal = terminalOf(request);
    if (guessable.has(name)) holdBack(context, terminal);
    if (!(await context.house.admits(name))) throw refuse('setup.unfinished');
    const { id, input } = body.data;
    const ticket = ticketOf(request, secure);
    const token = sessionToken(context, { name, id, input, ticket });
    // the directory is asked before the command, outside of its transaction
    const outside = withPassword.has(name) ? await context.outside.proveLdap({ input, terminal }) : null;
    const outcome = await runCommand(kernel, {
      name,
      commandId: id,
      input,
      sessionHash: sessionHashOf(request, secure),
      terminal,
      newToken: token,
      origin: originOf(request, context.addresses),
      ticket,
      ...(outside !== null && { outside }),
    });
    if (outcome.kind === 'refused') return context.refuse(request, reply, outcome);
    if (signsIn.has(name)) setSessionCookie(reply, token, secure);
    if (name === 'session.signInOutside') clearOutsideCookie(reply, 'ticket', secure);
    if (name === 'session.signOut') clearSessionCookie(reply, secure);
    return sendOutcome(reply, outcome);
  });
}

function sendOutcome(reply: FastifyReply, outcome: Outcome): FastifyReply {
  return reply.code(outcome.kind === 'parked' ? 202 : 200).send(outcome);
}

/**
 * Token of the session a sign-in opens: keyed, so that nobody can guess it, and the same when a browser that lost the
 * answer sends the same command again.
 */
function sessionToken(
  context: RouteContext,
  call: { name: string; id: string; input: unknown; ticket: string },
): string {
  if (!signsIn.has(call.name)) return '';
  // the ticket is what only the right browser has, where there is no password
  const digest = createHash('sha256')
    .update(canonicalText(toJson(call.input)))
    .update(call.name === 'session.signIn' ? '' : call.ticket)
    .digest('hex');
  return Buffer.from(context.kernel.keys.withhold(`session/${call.id}/${digest}`), 'hex').toString(
    'base64url',
  );
}

export function holdBack(context: RouteContext, terminal: string): void {
  const seconds = context.attempts.take(terminal, context.kernel.clock());
  if (seconds > 0) throw refuse('attempts.too.many', { seconds });
}
