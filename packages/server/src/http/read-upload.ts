import type { Multipart } from '@fastify/multipart';
import { type Refusal, refuse } from '@fengni/kernel/command/refusal';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';

export interface Upload<Form> {
  readonly form: Form;
  readonly bytes: Uint8Array;
  readonly fileName: string;
}

/**
 * A multipart request with a field `request` (JSON) and one file, as small as the route's own limits say. The form is
 * read as soon as it comes: sent before the file, it spares reading the file of who may not send one.
 */
export async function readUpload<Form>(
  request: FastifyRequest,
  the: {
    readonly form: z.ZodType<Form>;
    /** Throws where this caller may not send such a file. */
    readonly admit: (form: Form) => Promise<unknown>;
    readonly tooLarge: () => Refusal;
  },
): Promise<Upload<Form>> {
  if (!request.isMultipart()) throw refuse('input.invalid', { faults: 'multipart/form-data' });
  let form: Form | undefined;
  let file: { bytes: Uint8Array; fileName: string } | undefined;
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file') file = { bytes: await part.toBuffer(), fileName: part.filename };
      else {
        form = parseForm(part, the.form);
        await the.admit(form);
      }
    }
  } catch (error) {
    throw isTooLarge(error) ? the.tooLarge() : error;
  }
  if (form === undefined || file === undefined) throw refuse('input.invalid', { faults: 'request, file' });
  return { form, ...file };
}

function parseForm<Form>(part: Multipart, schema: z.ZodType<Form>): Form {
  const parsed = schema.safeParse(part.type === 'field' ? parseJson(part.value) : undefined);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues
    .slice(0, 8)
    .map((issue) => `${issue.path.join('.') || '-'}: ${issue.message}`);
  throw refuse('input.invalid', { faults: faults.join('; ') });
}

function parseJson(value: unknown): unknown {
  if (typeof value !== 'string') return undefined;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'FST_REQ_FILE_TOO_LARGE';
}
