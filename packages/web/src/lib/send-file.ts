import { z } from 'zod';
import { RefusedError, UnreachableError } from './client.ts';
import { currentLanguage } from './i18n.ts';
import { noticeSignedOut } from './run-command.ts';

const RefusedBody = z.object({ code: z.string(), text: z.string() });

/** Asks outside commands and queries, in the user's language; throws where no answer came, or what stopped it. */
export async function ask(address: string, init: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(address, {
      ...init,
      credentials: 'same-origin',
      cache: 'no-store',
      headers: { 'accept-language': currentLanguage() === 'zh' ? 'zh-CN' : 'en' },
    });
  } catch (fault) {
    if (init.signal?.aborted === true) throw fault;
    throw new UnreachableError(address);
  }
}

/** What an answer that is not `ok` refuses. */
export async function readRefusal(response: Response): Promise<RefusedError | UnreachableError> {
  const body = RefusedBody.safeParse(await response.json().catch(() => null));
  if (!body.success) return new UnreachableError(String(response.status));
  const refused = new RefusedError(response.status, { ...body.data, params: {}, entryId: null });
  noticeSignedOut(refused);
  return refused;
}

/** Sends a file with what is asked of it; throws what the server refused. */
export async function sendFile(
  address: string,
  the: { readonly file: File; readonly request: unknown; readonly signal?: AbortSignal },
): Promise<Response> {
  const body = new FormData();
  // before the file: who may not do it is refused before the file is read
  body.set('request', JSON.stringify(the.request));
  body.set('file', the.file, the.file.name);
  const { signal } = the;
  const response = await ask(address, { method: 'POST', body, ...(signal === undefined ? {} : { signal }) });
  if (!response.ok) throw await readRefusal(response);
  return response;
}

/** Hands bytes to the browser to keep under this name. */
export function saveBlob(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
