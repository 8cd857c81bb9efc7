import { accessErrors } from '@fengni/kernel/access/contract';
import { refuser } from '@fengni/kernel/command/refusal';
import { openFile, runQuery } from '@fengni/kernel/command/run-query';
import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { HttpServer } from './server-type.ts';
import type { RouteContext } from './app.ts';
import { sessionHashOf, terminalOf } from './caller.ts';
import { holdBack } from './command-route.ts';
import { httpErrors } from './errors.ts';
import { dataPolicy, paperPolicy } from './security.ts';

const refuse = refuser({ ...httpErrors, ...accessErrors });
const NamedParams = z.object({ name: z.string() });
const InputQuery = z.object({ input: z.string().max(8_000).default('{}') });
const pdf = 'application/pdf';

/** `GET /api/queries/:name?input=` and `GET /api/files/:name?input=`, the input as JSON. */
export function routeReads(app: Pick<HttpServer, 'get'>, context: RouteContext): void {
  const { kernel, secure } = context;
  const readCall = async (request: FastifyRequest) => {
    const { name } = NamedParams.parse(request.params);
    if (!(await context.house.admits(name))) throw refuse('setup.unfinished');
    return {
      name,
      input: readInput(request),
      sessionHash: sessionHashOf(request, secure),
      terminal: terminalOf(request),
    };
  };
  app.get('/api/queries/:name', async (request, reply) => {
    const answer = await runQuery(kernel, await readCall(request));
    return reply.send(answer);
  });
  app.get('/api/files/:name', async (request, reply) => {
    const call = await readCall(request);
    if (kernel.registry.files.get(call.name)?.rule.signedOut === true) holdBack(context, call.terminal);
    const file = await openFile(kernel, call);
    const isPaper = file.mediaType === pdf;
    const shown = isPaper ? 'inline' : 'attachment';
    return reply
      .header('content-security-policy', isPaper ? paperPolicy : dataPolicy)
      .header('content-disposition', `${shown}; filename*=UTF-8''${encodeURIComponent(file.fileName)}`)
      .type(file.mediaType)
      .send(
        file.stream === undefined
          ? Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength)
          : Readable.from(file.stream, { objectMode: false }),
      );
  });
}

function readInput(request: FastifyRequest): unknown {
  const parsed = InputQuery.safeParse(request.query);
  if (!parsed.success) throw refuse('request.invalid');
  try {
    return JSON.parse(parsed.data.input) as unknown;
  } catch {
    throw refuse('request.invalid');
  }
}
