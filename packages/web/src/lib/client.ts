import { idleSeconds } from './idle.ts';
import { z } from 'zod';
import { currentLanguage } from './i18n.ts';

const Params = z.record(z.string(), z.union([z.string(), z.number()]));
const RefusedBody = z.object({
  code: z.string(),
  params: Params.default({}),
  text: z.string(),
  entryId: z.string().nullable().default(null),
});
const Outcome = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('done'),
    result: z.record(z.string(), z.unknown()).nullish(),
    entryId: z.string().nullish(),
  }),
  z.object({
    kind: z.literal('parked'),
    approvalId: z.string(),
    nobodyDecides: z.boolean(),
    entryId: z.string().nullish(),
  }),
]);

/** What a command came to: done, or parked until others consent. */
export type CommandOutcome = z.infer<typeof Outcome>;

/** The server refused: `text` is for the user, in the user's language. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly status: number;
  readonly code: string;
  readonly params: z.infer<typeof Params>;
  readonly text: string;
  readonly entryId: string | null;

  constructor(status: number, body: z.infer<typeof RefusedBody>) {
    super(body.code);
    this.status = status;
    this.code = body.code;
    this.params = body.params;
    this.text = body.text;
    this.entryId = body.entryId;
  }
}

/** No answer, or one that is not the server's: whether the command ran is unknown, so it is repeated under the same id. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

/** The user closed the dialog that the command was waiting for. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';
}

const attemptsMax = 3;
const pauseMilliseconds = 500;

/** Sends one command; after a failure of the network it sends the same id again. */
export async function sendCommand(name: string, input: unknown, id: string): Promise<CommandOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const response = await request(`/api/commands/${encodeURIComponent(name)}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ id, input }),
      });
      return await readBody(response, Outcome);
    } catch (fault) {
      if (!(fault instanceof UnreachableError) || attempt === attemptsMax) throw fault;
      await pause(pauseMilliseconds * attempt);
    }
  }
}

/** Reads a query and parses its answer with the contract's schema. */
export async function readQuery<Schema extends z.ZodType>(
  name: string,
  input: unknown,
  output: Schema,
): Promise<z.output<Schema>> {
  const response = await request(
    `/api/queries/${encodeURIComponent(name)}?input=${encodeURIComponent(JSON.stringify(input))}`,
    {},
  );
  return readBody(response, output);
}

/** Reads one of the few fixed addresses outside commands and queries. */
export async function readAddress<Schema extends z.ZodType>(
  address: string,
  output: Schema,
): Promise<z.output<Schema>> {
  return readBody(await request(address, {}), output);
}

/** Sends JSON to one of the few fixed addresses outside commands. */
export async function postAddress<Schema extends z.ZodType>(
  address: string,
  body: unknown,
  output: Schema,
): Promise<z.output<Schema>> {
  const response = await request(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return readBody(response, output);
}

/** Reads a file route as bytes, for what is shown within a page. */
export async function readFileBlob(name: string, input: unknown, signal: AbortSignal): Promise<Blob> {
  const response = await request(fileUrl(name, input), { signal });
  if (!response.ok) await readBody(response, z.never());
  return response.blob();
}

/** Address of a printed form, an export or another file. */
export function fileUrl(name: string, input: unknown): string {
  return `/api/files/${encodeURIComponent(name)}?input=${encodeURIComponent(JSON.stringify(input))}`;
}

async function request(address: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('accept-language', currentLanguage() === 'zh' ? 'zh-CN' : 'en');
  headers.set('accept', 'application/json');
  headers.set('x-fengni-idle', String(idleSeconds()));
  try {
    return await fetch(address, { ...init, headers, credentials: 'same-origin', cache: 'no-store' });
  } catch {
    throw new UnreachableError(address);
  }
}

async function readBody<Schema extends z.ZodType>(
  response: Response,
  schema: Schema,
): Promise<z.output<Schema>> {
  const body = await readJson(response);
  if (response.ok) return schema.parse(body);
  const refused = RefusedBody.safeParse(body);
  if (!refused.success) throw new UnreachableError(`${response.status}`);
  throw new RefusedError(response.status, refused.data);
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    throw new UnreachableError(`${response.status}`);
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
