import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import type { SendFault } from './contract.ts';

/** Milliseconds until an answer must be there, connecting included. */
export const sendMsMax = 10_000;
/** Of an answer no more is read. */
const answerBytesMax = 1024;

export interface Sending {
  readonly url: URL;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Authority the receiver's certificate must be of; null: those the machine trusts. */
  readonly caPem: string | null;
  readonly signal: AbortSignal;
}
export type Sent =
  | { readonly ok: true; readonly status: number }
  | { readonly ok: false; readonly fault: SendFault; readonly status: number | null };

/** Sends one message to exactly this address. No redirect is followed; of the answer the status alone counts. */
export async function sendMessage(sending: Sending): Promise<Sent> {
  const { url, body, headers, caPem } = sending;
  const signal = AbortSignal.any([sending.signal, AbortSignal.timeout(sendMsMax)]);
  const options = {
    method: 'POST',
    agent: false,
    signal,
    headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
  } as const;
  const tls = { minVersion: 'TLSv1.2', ...(caPem === null ? {} : { ca: caPem }) } as const;
  try {
    const status = await new Promise<number>((resolve, reject) => {
      const take = (answer: IncomingMessage) => {
        drop(answer);
        resolve(answer.statusCode ?? 0);
      };
      const sent =
        url.protocol === 'https:'
          ? tlsRequest(url, { ...options, ...tls }, take)
          : plainRequest(url, options, take);
      sent.on('error', reject);
      sent.end(body);
    });
    if (status >= 200 && status < 300) return { ok: true, status };
    return { ok: false, status, fault: status >= 300 && status < 400 ? 'redirect' : 'status' };
  } catch (error) {
    return { ok: false, status: null, fault: faultOf(error, signal) };
  }
}

/** Reads a little, so that a short answer ends the connection well, and hangs up on a long one. */
function drop(answer: IncomingMessage): void {
  let left = answerBytesMax;
  answer.on('data', (piece: Buffer) => {
    left -= piece.length;
    if (left < 0) answer.destroy();
  });
  answer.on('error', () => undefined);
}

function faultOf(error: unknown, signal: AbortSignal): SendFault {
  if (signal.aborted) return 'timeout';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'unknown-name';
  if (/CERT|SSL|TLS|UNABLE_TO|SELF_SIGNED|EPROTO/.test(code)) return 'certificate';
  return code === 'ETIMEDOUT' ? 'timeout' : 'unreachable';
}
