import { type CatalogueFileForm, CatalogueFilePlan } from '@fengni/server/modules/catalogue/contract';
import { sendFile } from '../../lib/send-file.ts';

/** Sends a table and gives what it says, row by row; throws what the server refused. Nothing is written by it. */
export async function sendTable(file: File, form: CatalogueFileForm): Promise<CatalogueFilePlan> {
  const response = await sendFile('/api/catalogue-files', { file, request: form });
  return CatalogueFilePlan.parse(await response.json());
}
