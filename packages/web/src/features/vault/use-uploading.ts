import { type UploadLineView, UploadList, VaultState } from '@fengni/server/modules/vault/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { z } from 'zod';
import { CancelledError } from '../../lib/client.ts';
import { t } from '../../lib/i18n.ts';
import { presentError } from '../../lib/present-error.ts';
import { newCommandId, runCommand } from '../../lib/run-command.ts';
import { readNoticed } from '../../lib/use-query-data.ts';
import { PieceRefused, sendUpload } from './send-upload.ts';

export type UploadStep =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending'; readonly name: string; readonly sent: number; readonly total: number }
  /** With the server: it is examined, and then ready. */
  | { readonly kind: 'there'; readonly uploadId: string }
  | { readonly kind: 'broken'; readonly text: string; readonly file: File; readonly uploadId: string | null };

const Begun = z.object({ uploadId: z.string() });

/** Takes a file from the desk to the vault: begun anew, or going on with one of the same name and size that was left. */
export function useUploading() {
  const client = useQueryClient();
  const [step, setStep] = useState<UploadStep>({ kind: 'idle' });
  const running = useRef<AbortController | null>(null);

  async function send(file: File, known: string | null = null): Promise<void> {
    const controller = new AbortController();
    running.current = controller;
    let uploadId = known;
    const show = (sent: number) => {
      if (running.current === controller)
        setStep({ kind: 'sending', name: file.name, sent, total: file.size });
    };
    show(0);
    try {
      const state = await readNoticed('vault.state', {}, VaultState);
      uploadId ??= (await findLeft(file))?.id ?? (await begin(file));
      await sendUpload({
        uploadId,
        file,
        pieceBytes: state.pieceBytes,
        signal: controller.signal,
        onProgress: show,
      });
      await runCommand('vault.finishUpload', { uploadId }, newCommandId());
      setStep({ kind: 'there', uploadId });
    } catch (caught) {
      if (caught instanceof CancelledError) return;
      const text = caught instanceof PieceRefused ? t('vault.upload.refused') : presentError(caught);
      setStep({ kind: 'broken', text: text ?? '', file, uploadId });
    } finally {
      await client.invalidateQueries();
    }
  }

  return {
    step,
    send,
    /** Goes on with what is with the server already. */
    open: (uploadId: string) => setStep({ kind: 'there', uploadId }),
    clear() {
      running.current?.abort();
      running.current = null;
      setStep({ kind: 'idle' });
    },
  };
}

async function begin(file: File): Promise<string> {
  const outcome = await runCommand('vault.beginUpload', { size: file.size, name: file.name }, newCommandId());
  return Begun.parse(outcome.kind === 'done' ? outcome.result : null).uploadId;
}

/** An upload of the caller's own of this name and size that was not finished: browser or terminal may be another now. */
async function findLeft(file: File): Promise<UploadLineView | undefined> {
  const { rows } = await readNoticed('vault.uploads', { limit: 50 }, UploadList);
  return rows.find((row) => row.state === 'open' && row.name === file.name && row.size === file.size);
}
