import { randomUUID } from 'node:crypto';
import multipart from '@fastify/multipart';
import { openWorkbook } from '@fengni/inspect/open-workbook';
import { hashToken } from '@fengni/kernel/access/token';
import type { Kernel } from '@fengni/kernel/command/kernel';
import { Refusal, refuser } from '@fengni/kernel/command/refusal';
import { runQuery } from '@fengni/kernel/command/run-query';
import { runCommand } from '@fengni/kernel/command/run';
import { transact } from '@fengni/kernel/command/transact';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ModuleRouteDeps } from '../../http/app.ts';
import { terminalOf } from '../../http/caller.ts';
import { httpErrors } from '../../http/errors.ts';
import { readUpload } from '../../http/read-upload.ts';
import type { HttpServer } from '../../http/server-type.ts';
import { DeliveryBody, PersonBody, SheetForm, StaffRecord, type SheetPlan } from './contract.ts';
import { type FailedCalls, createFailedCalls } from './failed-calls.ts';
import { readStaffSheet } from './read-sheet.ts';
import { deliveryBytesMax, sheetBytesMax } from './rules.ts';
import { refuse } from './store.ts';

const refuseHttp = refuser(httpErrors);
const formBytesMax = 64 * 1024;
const personBytesMax = 64 * 1024;
const Params = z.object({ staffNo: StaffRecord.shape.staffNo });
const bearer = /^Bearer (fpt_[\w-]{20,100})$/;

/**
 * The interface for the personnel system: `POST /api/personnel-system/deliveries` and
 * `PUT /api/personnel-system/people/:staffNo`, with `Authorization: Bearer fpt_…`; and `POST /api/personnel-system/sheets`
 * for who keeps people, which reads a list and changes nothing.
 */
export async function registerPersonnelSystemRoutes(app: HttpServer, deps: ModuleRouteDeps): Promise<void> {
  const failed = createFailedCalls();
  await app.register(async (scope) => {
    // before the body is read: who has no token in force sends nothing large
    scope.addHook('onRequest', async (request) => {
      await requireToken(deps.kernel, failed, request);
    });
    scope.post(
      '/api/personnel-system/deliveries',
      { bodyLimit: deliveryBytesMax },
      async (request, reply) => {
        const body = parseBody(DeliveryBody, request.body);
        const input = { reference: body.delivery, whole: body.whole, people: body.people };
        return reply.send(await deliver(deps.kernel, failed, { request, input }));
      },
    );
    scope.put(
      '/api/personnel-system/people/:staffNo',
      { bodyLimit: personBytesMax },
      async (request, reply) => {
        const { staffNo } = parseBody(Params, request.params);
        const person = { ...parseBody(PersonBody, request.body), staffNo };
        const input = { reference: null, whole: false, people: [person] };
        return reply.send(await deliver(deps.kernel, failed, { request, input }));
      },
    );
  });
  await app.register(async (scope) => {
    await scope.register(multipart, {
      limits: { fileSize: sheetBytesMax, files: 1, fields: 1, parts: 2, fieldSize: formBytesMax },
    });
    const bodyLimit = sheetBytesMax + 2 * formBytesMax;
    scope.post('/api/personnel-system/sheets', { bodyLimit }, async (request, reply) => {
      const caller = await deps.session(request);
      const upload = await readUpload(request, {
        form: SheetForm,
        admit: (input) => runQuery(deps.kernel, { name: 'personnelSystem.mayStage', input, ...caller }),
        tooLarge: () => refuse('personnel-system.file.large', { max: sheetBytesMax / 1024 / 1024 }),
      });
      return reply.header('cache-control', 'no-store').send(await planSheet(upload.bytes));
    });
  });
}

function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues
    .slice(0, 8)
    .map((issue) => `${issue.path.join('.') || '-'}: ${issue.message}`)
    .join('; ');
  throw new Refusal('input.invalid', { faults });
}

function tokenOf(request: FastifyRequest): string | null {
  return bearer.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

async function requireToken(kernel: Kernel, failed: FailedCalls, request: FastifyRequest): Promise<void> {
  const terminal = terminalOf(request);
  const seconds = failed.wait(terminal, kernel.clock());
  if (seconds > 0) throw refuseHttp('attempts.too.many', { seconds });
  const token = tokenOf(request);
  const options = { sessionHash: '', entryId: kernel.newId(), mode: 'read only' } as const;
  const known =
    token !== null &&
    (await transact(kernel, options, async (tx) => {
      const rows = await tx.readSql('select id from personnel_token_of($1)', [hashToken(token)]);
      return rows.length > 0;
    }));
  if (known) return;
  failed.note(terminal, kernel.clock());
  throw refuse('personnel-system.token.refused');
}

async function deliver(
  kernel: Kernel,
  failed: FailedCalls,
  the: { readonly request: FastifyRequest; readonly input: Readonly<Record<string, unknown>> },
): Promise<unknown> {
  const terminal = terminalOf(the.request);
  const outcome = await runCommand(kernel, {
    name: 'personnelSystem.deliver',
    commandId: randomUUID(),
    input: { ...the.input, token: tokenOf(the.request) },
    sessionHash: '',
    terminal,
  });
  if (outcome.kind === 'done') return outcome.result;
  const code = outcome.kind === 'refused' ? outcome.code : 'program.fault';
  if (code === 'personnel-system.token.refused') failed.note(terminal, kernel.clock());
  throw new Refusal(code, outcome.kind === 'refused' ? outcome.params : {});
}

/** Reads a list in the process for hostile files. Nothing is written. */
export async function planSheet(bytes: Uint8Array): Promise<SheetPlan> {
  const read = await openWorkbook({ bytes, limits: { fileBytesMax: sheetBytesMax } });
  if (!read.ok) throw refuse('personnel-system.file.unreadable', { why: { zh: read.zh, en: read.en } });
  return readStaffSheet(read.value);
}
