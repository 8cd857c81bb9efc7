import { PassThrough } from 'node:stream';
import multipart from '@fastify/multipart';
import type { Kernel } from '@fengni/kernel/command/kernel';
import { Refusal, type RefusalParams, refuse } from '@fengni/kernel/command/refusal';
import { runCommand } from '@fengni/kernel/command/run';
import { runQuery } from '@fengni/kernel/command/run-query';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Upload, readUpload } from '../../../http/read-upload.ts';
import type { HttpServer } from '../../../http/server-type.ts';
import { ledgerFields } from './fields.ts';
import { refuseLedger } from './ledger-errors.ts';
import {
  type LedgerFileResult,
  type LedgerProgress,
  handleLedgerFile,
  ledgerFileBytesMax,
} from './ledger-route.ts';

export interface LedgerCaller {
  readonly sessionHash: string;
  readonly terminal: string;
}
export interface LedgerHttpDeps {
  readonly kernel: Kernel;
  /** Who calls; throws the refusal `signed.out` where nobody does. Asked before the body is read. */
  readonly session: (request: FastifyRequest) => LedgerCaller | Promise<LedgerCaller>;
}

const fieldsBytesMax = 256 * 1024;
const formBytesMax = fieldsBytesMax + 64 * 1024;
const mappingSheetsMax = 64;

const Field = z.enum(ledgerFields).nullable();
const SheetMapping = z.object({
  use: z.boolean().optional(),
  headerRow: z.int().min(0).max(50_000).optional(),
  columns: z.record(z.string().regex(/^\d{1,3}$/), Field).optional(),
});
/** What the form says beside the file; one JSON text in the field `request`. */
export const LedgerFileForm = z.object({
  registerId: z.uuid(),
  commandId: z.uuid(),
  mode: z.enum(['plan', 'import']),
  /** `true` takes the good rows although others are faulty; `false` takes all or nothing. */
  goodRowsOnly: z.boolean().default(false),
  defaultScheme: z.string().max(64).optional(),
  mapping: z
    .record(z.string().max(100), SheetMapping)
    .refine((mapping) => Object.keys(mapping).length <= mappingSheetsMax)
    .optional(),
});
export type LedgerFileForm = z.infer<typeof LedgerFileForm>;

/** One line of the answer. */
export type LedgerLine =
  | { readonly progress: LedgerProgress }
  | { readonly result: LedgerFileResult }
  | { readonly error: { readonly code: string; readonly params: RefusalParams } };

/**
 * `POST /api/ledgers`: multipart with a field `request` (JSON, {@link LedgerFileForm}) and a file; answers NDJSON, one
 * {@link LedgerLine} each. Refusals before the file is read are thrown for the app's own error handler.
 */
export async function registerLedgerRoute(app: HttpServer, deps: LedgerHttpDeps): Promise<void> {
  // in a scope of its own: everywhere else the app takes JSON and nothing a form of another site could send
  await app.register(async (scope) => {
    await scope.register(multipart, {
      limits: { fileSize: ledgerFileBytesMax, files: 1, fields: 1, parts: 2, fieldSize: fieldsBytesMax },
    });
    scope.post('/api/ledgers', { bodyLimit: ledgerFileBytesMax + formBytesMax }, async (request, reply) => {
      const caller = await deps.session(request);
      const upload = await readUpload(request, {
        form: LedgerFileForm,
        admit: ({ registerId }) =>
          runQuery(deps.kernel, { name: 'ledger.mayImport', input: { registerId }, ...caller }),
        tooLarge: () => refuseLedger('ledger.file.too.large', { max: ledgerFileBytesMax / 1024 / 1024 }),
      });
      return answer(reply, deps, { caller, ...upload });
    });
  });
}

/** Streams progress and result; the work stops where the caller has gone, but never in the middle of the command. */
function answer(
  reply: FastifyReply,
  deps: LedgerHttpDeps,
  the: Upload<LedgerFileForm> & { readonly caller: LedgerCaller },
): FastifyReply {
  const { kernel } = deps;
  const { caller, form } = the;
  const lines = new PassThrough();
  const gone = new AbortController();
  lines.on('close', () => gone.abort(new Refusal('command.busy')));
  const write = (line: LedgerLine) => {
    if (!lines.destroyed) lines.write(`${JSON.stringify(line)}\n`);
  };
  const work = async (): Promise<void> => {
    try {
      const result = await handleLedgerFile({
        ...the,
        ...form,
        signal: gone.signal,
        onProgress: (progress) => write({ progress }),
        query: (name, input) => runQuery(kernel, { name, input, ...caller }),
        run: (name, input) => runCommand(kernel, { name, commandId: form.commandId, input, ...caller }),
      });
      write({ result });
    } catch (error) {
      if (!(error instanceof Refusal)) kernel.onFault(error, form.commandId);
      const refusal = error instanceof Refusal ? error : refuse('program.fault', { entry: form.commandId });
      write({ error: { code: refusal.code, params: refusal.params } });
    } finally {
      lines.end();
    }
  };
  void work();
  return reply
    .header('content-type', 'application/x-ndjson; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(lines);
}
