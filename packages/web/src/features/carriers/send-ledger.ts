import { type ErrorList, errorText, kernelErrors } from '@fengni/kernel/command/refusal';
import { carrierErrors } from '@fengni/server/modules/carriers/contract';
import { UnreachableError } from '../../lib/client.ts';
import { currentLanguage, t } from '../../lib/i18n.ts';
import { sendFile } from '../../lib/send-file.ts';
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
  const { file, request, signal } = the;
  const response = await sendFile('/api/ledgers', { file, request, signal });
  if (response.body === null) throw new UnreachableError(String(response.status));
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
