import { accessErrors } from '@fengni/kernel/access/contract';
import { BeginOutside, OutsideBack, TestDirectory } from '@fengni/kernel/access/directory/contract';
import { newToken } from '@fengni/kernel/access/token';
import { refuser } from '@fengni/kernel/command/refusal';
import { runCommand } from '@fengni/kernel/command/run';
import type { RouteContext } from './app.ts';
import { sessionHashOf, terminalOf } from './caller.ts';
import { CommandBody, holdBack } from './command-route.ts';
import { httpErrors } from './errors.ts';
import { clearOutsideCookie, flowOf, setOutsideCookie } from './outside-cookies.ts';
import { originOf } from './security.ts';
import type { HttpServer } from './server-type.ts';

const refuse = refuser({ ...httpErrors, ...accessErrors });

/**
 * Sign-in by the organisation's issuer, and the test of what is set up. The network is reached outside of every
 * transaction; who it is, and whether he may, is decided by the commands that follow.
 */
export function routeOutside(app: Pick<HttpServer, 'post'>, context: RouteContext): void {
  const { kernel, secure, outside } = context;

  /** `POST /api/outside/begin`, body {@link BeginOutside}: where the browser goes; it keeps its way in a cookie. */
  app.post('/api/outside/begin', async (request, reply) => {
    const body = BeginOutside.safeParse(request.body);
    if (!body.success) throw refuse('request.invalid');
    holdBack(context, terminalOf(request));
    if (!(await context.house.admits('session.admitOutside'))) throw refuse('setup.unfinished');
    const origin = originOf(request, context.addresses);
    const { url, flow } = await outside.beginOidc({ origin, to: body.data.to });
    setOutsideCookie(reply, { name: 'flow', value: flow }, secure);
    return reply.send({ url });
  });

  /** `POST /api/outside/end`, body {@link OutsideBack}: what the issuer gave the browser becomes a ticket. */
  app.post('/api/outside/end', async (request, reply) => {
    const body = OutsideBack.safeParse(request.body);
    if (!body.success) throw refuse('request.invalid');
    const terminal = terminalOf(request);
    holdBack(context, terminal);
    const flow = flowOf(request, secure);
    clearOutsideCookie(reply, 'flow', secure);
    const { proof, to } = await outside.endOidc({ flow, query: body.data.query });
    const ticket = newToken();
    const outcome = await runCommand(kernel, {
      name: 'session.admitOutside',
      commandId: kernel.newId(),
      input: {},
      sessionHash: '',
      terminal,
      outside: proof,
      ticket,
    });
    if (outcome.kind === 'refused') return context.refuse(request, reply, outcome);
    setOutsideCookie(reply, { name: 'ticket', value: ticket }, secure);
    return reply.send({ to });
  });

  /** `POST /api/outside/test`, body `{id, input}` of the command `directory.test`: its steps, tried when it is on record. */
  app.post('/api/outside/test', async (request, reply) => {
    const body = CommandBody.safeParse(request.body);
    const input = TestDirectory.safeParse(body.data?.input);
    if (!body.success || !input.success) throw refuse('request.invalid');
    const outcome = await runCommand(kernel, {
      name: 'directory.test',
      commandId: body.data.id,
      input: body.data.input,
      sessionHash: sessionHashOf(request, secure),
      terminal: terminalOf(request),
    });
    if (outcome.kind === 'refused') return context.refuse(request, reply, outcome);
    return reply.send(await outside.test(input.data));
  });
}
