import { RefusedError, readFileBlob } from '../../lib/client.ts';
import { askForFactor } from '../../lib/factor-gate.ts';
import { t } from '../../lib/i18n.ts';
import { presentError } from '../../lib/present-error.ts';
import { noticeSignedOut } from '../../lib/run-command.ts';
import { showToast } from '../../lib/toasts.ts';

export type ReleaseKind = 'print' | 'save' | 'copy-text';
const routes: Readonly<Record<ReleaseKind, string>> = {
  print: 'vault.printFile',
  save: 'vault.savedFile',
  'copy-text': 'vault.text',
};
/** Milliseconds until the browser has taken what it was handed. */
const handOverMs = 60_000;

/** Takes what was released: pages to a print window, the file to the medium, words to the clipboard. Says what went wrong. */
export async function takeRelease(release: {
  readonly id: string;
  readonly kind: ReleaseKind;
  readonly fileName: string;
}): Promise<void> {
  try {
    const blob = await fetchOnce(routes[release.kind], { releaseId: release.id });
    if (release.kind === 'copy-text') {
      await globalThis.navigator.clipboard.writeText(await blob.text());
      showToast({ kind: 'done', text: t('vault.text.copied') });
      return;
    }
    const address = URL.createObjectURL(blob);
    setTimeout(() => URL.revokeObjectURL(address), handOverMs);
    // it is handed out once: where the browser opens no window, it is kept as a file rather than lost
    if (release.kind === 'print' && globalThis.open(address, '_blank') !== null) return;
    const link = document.createElement('a');
    link.href = address;
    link.download = release.kind === 'print' ? `${release.fileName}.pdf` : release.fileName;
    link.click();
  } catch (caught) {
    noticeSignedOut(caught);
    const text = presentError(caught);
    if (text !== null) showToast({ kind: 'fault', text });
  }
}

async function fetchOnce(name: string, input: unknown): Promise<Blob> {
  const { signal } = new AbortController();
  for (;;) {
    try {
      return await readFileBlob(name, input, signal);
    } catch (caught) {
      if (!(caught instanceof RefusedError) || caught.code !== 'second.factor.required') throw caught;
      await askForFactor();
    }
  }
}
