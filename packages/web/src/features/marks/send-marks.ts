import { MarksAnswer, type MarksAnswerView, type MarksForm } from '@fengni/server/modules/marks/contract';
import { z } from 'zod';
import { RefusedError, UnreachableError } from '../../lib/client.ts';
import { currentLanguage } from '../../lib/i18n.ts';
import { noticeSignedOut } from '../../lib/run-command.ts';

const address = '/api/marks';
const RefusedBody = z.object({ code: z.string(), text: z.string() });

/** Sends a file to be read; what its marks are and what is wrong with them. Nothing is kept. */
export async function checkMarks(file: File, form: MarksForm): Promise<MarksAnswerView> {
  const response = await send(file, form);
  return MarksAnswer.parse(await response.json());
}

/** Sends a file and takes it back with a mark on it, under a name that says so. */
export async function takeMarked(file: File, form: MarksForm): Promise<string> {
  const response = await send(file, form);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  return response.headers.get('x-fengni-did') ?? 'marked';
}

/** Throws what the server refused. */
async function send(file: File, form: MarksForm): Promise<Response> {
  const body = new FormData();
  // before the file: what is refused is refused before it is read
  body.set('request', JSON.stringify(form));
  body.set('file', file, file.name);
  const response = await post(body);
  if (response.ok) return response;
  const refused = RefusedBody.safeParse(await response.json().catch(() => null));
  if (!refused.success) throw new UnreachableError(String(response.status));
  const fault = new RefusedError(response.status, { ...refused.data, params: {}, entryId: null });
  noticeSignedOut(fault);
  throw fault;
}

async function post(body: FormData): Promise<Response> {
  try {
    return await fetch(address, {
      method: 'POST',
      body,
      credentials: 'same-origin',
      cache: 'no-store',
      headers: { 'accept-language': currentLanguage() === 'zh' ? 'zh-CN' : 'en' },
    });
  } catch {
    throw new UnreachableError(address);
  }
}
