import { useState } from 'react';
import { RefusedError, fileUrl } from '../../lib/client.ts';
import { askForFactor } from '../../lib/factor-gate.ts';
import { presentError } from '../../lib/present-error.ts';
import { ask, readRefusal, saveBlob } from '../../lib/send-file.ts';

/** Fetches a file that may ask for the second factor first, and hands it to the browser to keep. */
export function useDownload() {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  async function run(name: string, input: unknown): Promise<void> {
    setBusy(true);
    setFault(null);
    try {
      await fetchFile(fileUrl(name, input));
    } catch (caught) {
      setFault(presentError(caught));
    } finally {
      setBusy(false);
    }
  }
  return { run, busy, fault };
}

/** Fetches and saves; throws what the server refused. */
async function fetchFile(address: string): Promise<void> {
  for (;;) {
    const response = await ask(address);
    if (response.ok) {
      saveBlob(await response.blob(), nameOf(response.headers.get('content-disposition')));
      return;
    }
    const refused = await readRefusal(response);
    if (!(refused instanceof RefusedError) || refused.code !== 'second.factor.required') throw refused;
    await askForFactor();
  }
}

/** The file's name out of its header (RFC 8187). */
export function nameOf(disposition: string | null): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  return encoded === undefined ? 'fengni' : decodeURIComponent(encoded);
}
