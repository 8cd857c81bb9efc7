import type { UploadDetails } from '@fengni/server/modules/vault/contract';
import { useId, useState } from 'react';
import { t } from '../../lib/i18n.ts';
import { presentError } from '../../lib/present-error.ts';
import { runCommand } from '../../lib/run-command.ts';
import { showToast } from '../../lib/toasts.ts';
import type { FormValues } from '../../lib/value-path.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { FoundInFile } from './found-in-file.tsx';
import { UploadBox } from './upload-box.tsx';

/** Before the form of a new carrier: the file, what was found in it, and nothing where there is none. */
export function FileFirst(props: {
  readonly upload: UploadDetails | null;
  readonly onUpload: (upload: UploadDetails | null) => void;
}) {
  const id = useId();
  const [open, setOpen] = useState(props.upload !== null);
  if (!open) {
    return (
      <p className="form-actions">
        <ActionButton onClick={() => setOpen(true)}>{t('vault.new.file')}</ActionButton>
        <span className="why">{t('vault.new.file.why')}</span>
      </p>
    );
  }
  return (
    <section aria-labelledby={id} className="form">
      <h2 id={id} className="part-head">
        {t('vault.new.file')}
      </h2>
      <UploadBox onReady={props.onUpload} onGone={() => props.onUpload(null)} />
      {props.upload === null ? (
        <p className="why">{t('vault.new.file.why')}</p>
      ) : (
        <FoundInFile upload={props.upload} />
      )}
    </section>
  );
}

/** What the file says of itself, as values of the form; whoever registers it checks each. */
export function valuesOfFile({ head, pages }: UploadDetails): FormValues {
  const said = {
    title: head?.title ?? '',
    documentNo: head?.documentNo ?? '',
    originator: head?.originator ?? '',
    copyLine: head?.copyNo ?? '',
  };
  return {
    ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== '')),
    medium: 'electronic',
    ...(head?.mark === null || head?.mark === undefined ? {} : { mark: head.mark }),
    ...(pages === null || pages === 0 ? {} : { pages }),
  };
}

/** Makes the file the content of the carrier that was just registered; says where to do it again if that fails. */
export async function attachTo(the: {
  readonly uploadId: string;
  readonly carrierId: string;
  readonly copyId: string | null;
}): Promise<void> {
  try {
    await runCommand('vault.attach', the);
  } catch (caught) {
    const why = presentError(caught) ?? '';
    showToast({ kind: 'fault', text: t('vault.new.attach.failed', { why }) });
  }
}
