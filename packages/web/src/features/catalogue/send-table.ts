import { type CatalogueFileForm, CatalogueFilePlan } from '@fengni/server/modules/catalogue/contract';
import { z } from 'zod';
import { RefusedError, UnreachableError } from '../../lib/client.ts';
import { currentLanguage } from '../../lib/i18n.ts';
import { noticeSignedOut } from '../../lib/run-command.ts';

const address = '/api/catalogue-files';
const RefusedBody = z.object({ code: z.string(), text: z.string() });

/** Sends a table and gives what it says, row by row; throws what the server refused. Nothing is written by it. */
export async function sendTable(file: File, form: CatalogueFileForm): Promise<CatalogueFilePlan> {
  const body = new FormData();
  // before the file: who may not import is refused before it is read
  body.set('request', JSON.stringify(form));
  body.set('file', file, file.name);
  const response = await post(body);
  if (response.ok) return CatalogueFilePlan.parse(await response.json());
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
