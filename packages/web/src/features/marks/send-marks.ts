import { MarksAnswer, type MarksAnswerView, type MarksForm } from '@fengni/server/modules/marks/contract';
import { saveBlob, sendFile } from '../../lib/send-file.ts';

const address = '/api/marks';

/** Sends a file to be read; what its marks are and what is wrong with them. Nothing is kept. */
export async function checkMarks(file: File, form: MarksForm): Promise<MarksAnswerView> {
  const response = await sendFile(address, { file, request: form });
  return MarksAnswer.parse(await response.json());
}

/** Sends a file and takes it back with a mark on it, under a name that says so. */
export async function takeMarked(file: File, form: MarksForm): Promise<string> {
  const response = await sendFile(address, { file, request: form });
  saveBlob(await response.blob(), file.name);
  return response.headers.get('x-fengni-did') ?? 'marked';
}
