import { type ErrorList, errorText, kernelErrors } from '@fengni/kernel/command/refusal';
import { carrierErrors } from '@fengni/server/modules/carriers/contract';
import { z } from 'zod';
import { RefusedError, UnreachableError } from '../../lib/client.ts';
import { currentLanguage, t } from '../../lib/i18n.ts';
import { noticeSignedOut } from '../../lib/run-command.ts';
import { LedgerLine, type LedgerMapping, type LedgerProgress, type LedgerResult } from './ledger-contract.ts';

/** What goes with the file, as `POST /api/ledgers` takes it. */
export interface LedgerRequest {
  readonly registerId: string;
  /** The same for a repeated attempt: nothing is imported twice. */
  readonly commandId: string;
  readonly mode: 'plan' | 'import';
  readonly goodRowsOnly: boolean;
  readonly defaultScheme: string;
  readonly mapping: LedgerMapping;
}

/** A ledger was not taken; `text` is for the user. */
export class LedgerFault extends Error {
  override readonly name = 'LedgerFault';
  readonly text: string;

  constructor(text: string) {
    super(text);
    this.text = text;
  }
}

const RefusedBody = z.object({ code: z.string(), text: z.string() });
const errors: ErrorList = { ...kernelErrors, ...carrierErrors };

/** Text of a refusal that came as a code: the closed lists hold it in both languages. */
export function refusedText({
  code,
  params,
}: {
  readonly code: string;
  readonly params: Parameters<typeof errorText>[1];
}): string {
  const entry = errors[code];
  if (entry !== undefined) return errorText(entry, params, currentLanguage());
  return code === 'ledger.file.too.large'
    ? t('import.toolarge', { max: typeof params['max'] === 'number' ? params['max'] : '' })
    : t('error.program');
}

/** Sends the file and follows the answer line by line; resolves with what became of it. */
export async function sendLedger(the: {
  readonly file: File;
  readonly request: LedgerRequest;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: LedgerProgress) => void;
}): Promise<LedgerResult> {
  const form = new FormData();
  // before the file: who may not import is refused before it is read
  form.set('request', JSON.stringify(the.request));
  form.set('file', the.file, the.file.name);
  const response = await post(form, the.signal);
  if (!response.ok || response.body === null) throw await readRefusal(response);
  let result: LedgerResult | null = null;
  for await (const text of readLines(response.body)) {
    const line = LedgerLine.parse(JSON.parse(text));
    if ('progress' in line) the.onProgress(line.progress);
    else if ('result' in line) result = line.result;
    else throw new LedgerFault(refusedText(line.error));
  }
  if (result === null) throw new UnreachableError('the answer broke off');
  return result;
}

async function post(form: FormData, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch('/api/ledgers', {
      method: 'POST',
      body: form,
      signal,
      credentials: 'same-origin',
      cache: 'no-store',
      headers: { 'accept-language': currentLanguage() === 'zh' ? 'zh-CN' : 'en' },
    });
  } catch (fault) {
    if (signal.aborted) throw fault;
    throw new UnreachableError('/api/ledgers');
  }
}

async function readRefusal(response: Response): Promise<Error> {
  const body = RefusedBody.safeParse(await response.json().catch(() => null));
  if (!body.success) return new UnreachableError(String(response.status));
  const refused = new RefusedError(response.status, { ...body.data, params: {}, entryId: null });
  noticeSignedOut(refused);
  return refused;
}

/** Lines of a stream of bytes, whole ones only. */
export async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') yield line;
    if (done) break;
  }
  if (rest.trim() !== '') yield rest;
}
