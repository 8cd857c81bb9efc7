import { refuse } from '@fengni/kernel/command/refusal';
import type { HttpServer } from './server-type.ts';
import type { RouteContext } from './app.ts';
import { findCaller, sessionHashOf } from './caller.ts';
import { describeApi } from './openapi.ts';

/** `GET /api/openapi.json` for who is signed in: what there is to call is nobody else's business. */
export function routeOpenApi(app: Pick<HttpServer, 'get'>, context: RouteContext): void {
  let made: string | null = null;
  app.get('/api/openapi.json', async (request, reply) => {
    const caller = await findCaller(context.kernel, sessionHashOf(request, context.secure));
    if (caller === null) throw refuse('signed.out');
    made ??= JSON.stringify(describeApi(context.kernel.registry));
    return reply.type('application/json').send(made);
  });
}
