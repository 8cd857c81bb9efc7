import { Upload } from 'tus-js-client';
import { CancelledError, UnreachableError } from '../../lib/client.ts';
import { idleSeconds } from '../../lib/idle.ts';
import { currentLanguage } from '../../lib/i18n.ts';

/** Pauses between attempts after the line broke, in milliseconds; then it waits for the user. */
const retryDelays = [0, 1_000, 3_000, 8_000];

/** The server refused a piece: it is told why when the upload is looked at anew. */
export class PieceRefused extends Error {
  override readonly name = 'PieceRefused';
}

/** Sends the bytes that are missing, piece by piece; goes on where an earlier attempt stopped. Rejects when it is aborted or given up. */
export async function sendUpload(the: {
  readonly uploadId: string;
  readonly file: File;
  readonly pieceBytes: number;
  readonly signal: AbortSignal;
  readonly onProgress: (sent: number) => void;
}): Promise<void> {
  const { file, signal } = the;
  await new Promise<void>((resolve, reject) => {
    const upload = new Upload(file, {
      uploadUrl: `/api/vault/uploads/${encodeURIComponent(the.uploadId)}`,
      chunkSize: the.pieceBytes,
      retryDelays,
      // the server lists what is unfinished: this browser keeps no names of files
      storeFingerprintForResuming: false,
      onBeforeRequest(request) {
        request.setHeader('x-fengni-idle', String(idleSeconds()));
        request.setHeader('accept-language', currentLanguage() === 'zh' ? 'zh-CN' : 'en');
      },
      onProgress: (sent) => the.onProgress(sent),
      onSuccess: () => resolve(),
      onError(error) {
        const isRefused = 'originalResponse' in error && error.originalResponse !== null;
        reject(isRefused ? new PieceRefused() : new UnreachableError(error.message));
      },
    });
    signal.addEventListener('abort', () => {
      void upload.abort();
      reject(new CancelledError());
    });
    upload.start();
  });
}
