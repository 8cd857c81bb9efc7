import { request } from 'node:https';
import type { CustomFetch } from 'openid-client';
import { DirectoryTrouble, timeOut } from './trouble.ts';

const answerBytesMax = 1024 * 1024;

/** `fetch` over TLS against one authority, without redirects, with a bound on what is read. */
export function createHttpsFetch(the: { readonly ca: string | null; readonly seconds: number }): CustomFetch {
  return (address, { method, headers, body, signal }) => {
    const { promise, resolve, reject } = Promise.withResolvers<Response>();
    const sent = request(
      address,
      {
        method,
        headers: { ...headers },
        ...(the.ca !== null && { ca: [the.ca] }),
        minVersion: 'TLSv1.2',
        rejectUnauthorized: true,
        agent: false,
        timeout: the.seconds * 1000,
      },
      (answer) => {
        const parts: Buffer[] = [];
        let bytes = 0;
        answer.on('data', (part: Buffer) => {
          bytes += part.length;
          parts.push(part);
          if (bytes > answerBytesMax) sent.destroy(tooMuch());
        });
        answer.once('error', reject);
        answer.once('end', () => {
          const status = answer.statusCode ?? 0;
          const type = answer.headers['content-type'] ?? '';
          const empty = status < 200 || status === 204 || status === 304;
          resolve(
            new Response(empty ? null : Buffer.concat(parts), {
              status: status < 200 || status > 599 ? 502 : status,
              headers: { 'content-type': type },
            }),
          );
        });
      },
    );
    const abort = (): void => {
      sent.destroy(timeOut());
    };
    if (signal?.aborted === true) abort();
    signal?.addEventListener('abort', abort, { once: true });
    sent.once('timeout', abort);
    sent.once('error', reject);
    sent.end(body instanceof URLSearchParams ? body.toString() : (textOf(body) ?? ''));
    return promise.finally(() => signal?.removeEventListener('abort', abort));
  };
}

function textOf(body: unknown): string | null {
  return typeof body === 'string' ? body : null;
}

function tooMuch(): DirectoryTrouble {
  return new DirectoryTrouble({
    zh: '应答过长，不像是统一身份认证服务。请核对地址。',
    en: 'The answer is too long for an identity service. Check the address.',
  });
}
