import { useState } from 'react';
import { z } from 'zod';
import { RefusedError, UnreachableError, fileUrl } from '../../lib/client.ts';
import { askForFactor } from '../../lib/factor-gate.ts';
import { currentLanguage } from '../../lib/i18n.ts';
import { presentError } from '../../lib/present-error.ts';
import { noticeSignedOut } from '../../lib/run-command.ts';

const RefusedBody = z.object({ code: z.string(), text: z.string() });

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
      save(await response.blob(), nameOf(response.headers.get('content-disposition')));
      return;
    }
    const body = RefusedBody.safeParse(await response.json().catch(() => null));
    if (!body.success) throw new UnreachableError(String(response.status));
    if (body.data.code !== 'second.factor.required') {
      const refused = new RefusedError(response.status, { ...body.data, params: {}, entryId: null });
      noticeSignedOut(refused);
      throw refused;
    }
    await askForFactor();
  }
}

async function ask(address: string): Promise<Response> {
  try {
    return await fetch(address, {
      credentials: 'same-origin',
      cache: 'no-store',
      headers: { 'accept-language': currentLanguage() === 'zh' ? 'zh-CN' : 'en' },
    });
  } catch {
    throw new UnreachableError(address);
  }
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The file's name out of its header (RFC 8187). */
export function nameOf(disposition: string | null): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  return encoded === undefined ? 'fengni' : decodeURIComponent(encoded);
}
