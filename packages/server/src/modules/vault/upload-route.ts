import type { Readable } from 'node:stream';
import type { Kernel } from '@fengni/kernel/command/kernel';
import { Refusal } from '@fengni/kernel/command/refusal';
import { transact } from '@fengni/kernel/command/transact';
import type { VaultObjectRow } from '@fengni/kernel/vault/tables';
import type { Vault } from '@fengni/kernel/vault/vault';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { HttpServer } from '../../http/server-type.ts';
import { uploadPieceBytesMax } from './rules.ts';
import { db, refuse } from './store.ts';

export interface UploadHttpDeps {
  readonly kernel: Kernel;
  readonly vault: Vault;
  /** Who calls; throws the refusal `signed.out` where nobody does. Asked before the body is read. */
  readonly session: (
    request: FastifyRequest,
  ) => Promise<{ readonly sessionHash: string; readonly terminal: string }>;
}

/** The version of the protocol: https://tus.io/protocols/resumable-upload, core only. */
const protocolVersion = '1.0.0';
const pieceType = 'application/offset+octet-stream';
const UploadParams = z.object({ uploadId: z.uuid() });
const Offset = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

/**
 * The bytes of uploads: `HEAD` and `PATCH /api/vault/uploads/:uploadId` of tus 1.0. Beginning and dropping an upload are
 * commands, on record, so that of the protocol only its core is left, too little for a server library with state,
 * refusals and headers of its own.
 */
export async function registerUploadRoute(app: HttpServer, deps: UploadHttpDeps): Promise<void> {
  // in a scope of its own: everywhere else the app takes JSON and nothing else
  await app.register(async (scope) => {
    scope.addContentTypeParser(pieceType, async (_request: FastifyRequest, body: Readable) => body);
    scope.head('/api/vault/uploads/:uploadId', async (request, reply) => {
      const { object, size } = await findUpload(deps, request);
      const { length } = await deps.vault.progress(object);
      return answer(reply, length).header('upload-length', size).code(200).send();
    });
    scope.patch(
      '/api/vault/uploads/:uploadId',
      { bodyLimit: uploadPieceBytesMax },
      async (request, reply) => {
        const { object, size } = await findUpload(deps, request);
        const length = await takePiece(deps.vault, { request, object, size });
        return answer(reply, length).code(204).send();
      },
    );
  });
}

function answer(reply: FastifyReply, offset: number): FastifyReply {
  return reply.headers({ 'tus-resumable': protocolVersion, 'upload-offset': offset });
}

interface Piece {
  readonly request: FastifyRequest;
  readonly object: VaultObjectRow;
  readonly size: number;
}

async function takePiece(vault: Vault, { request, object, size }: Piece): Promise<number> {
  if (request.headers['tus-resumable'] !== protocolVersion)
    throw refuse('upload.piece.wrong', { why: `tus ${protocolVersion}` });
  const offset = Offset.safeParse(request.headers['upload-offset']);
  if (!offset.success) throw refuse('upload.piece.wrong', { why: 'Upload-Offset' });
  const { body } = request;
  if (!isReadable(body)) throw refuse('upload.piece.wrong', { why: pieceType });
  try {
    return await vault.append(object, {
      offset: offset.data,
      source: bounded(body, { offset: offset.data, size }),
      ends: size,
    });
  } catch (error) {
    // the line broke: what came is kept, and the caller asks how much that is
    if (error instanceof Refusal || !body.destroyed) throw error;
    throw refuse('upload.piece.wrong', { why: 'connection' });
  }
}

function isReadable(body: unknown): body is Readable {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

/** No piece goes beyond the end that was declared, or is longer than a request may be. */
async function* bounded(
  body: Readable,
  { offset, size }: { readonly offset: number; readonly size: number },
): AsyncGenerator<Uint8Array> {
  let taken = 0;
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) throw refuse('upload.piece.wrong', { why: pieceType });
    taken += chunk.byteLength;
    if (offset + taken > size) throw refuse('upload.piece.wrong', { why: 'Upload-Length' });
    if (taken > uploadPieceBytesMax)
      throw refuse('upload.piece.wrong', { why: `${uploadPieceBytesMax} bytes` });
    yield chunk;
  }
}

/** The caller's own upload while it takes bytes; unknown and another's read alike. */
async function findUpload(
  deps: UploadHttpDeps,
  request: FastifyRequest,
): Promise<{ object: VaultObjectRow; size: number }> {
  const { sessionHash } = await deps.session(request);
  const params = UploadParams.safeParse(request.params);
  if (!params.success) throw new Refusal('not.found');
  const options = { sessionHash, entryId: deps.kernel.newId(), mode: 'read only' } as const;
  return transact(deps.kernel, options, async (tx) => {
    const upload = await tx.readOne(
      db.selectFrom('upload').selectAll().where('id', '=', params.data.uploadId),
    );
    const object =
      upload === undefined
        ? undefined
        : await tx.readOne(db.selectFrom('vault_object').selectAll().where('id', '=', upload.object_id));
    if (upload === undefined || object === undefined) throw new Refusal('not.found');
    if (upload.state !== 'open') throw refuse('upload.not.open');
    return { object, size: upload.size_bytes };
  });
}
