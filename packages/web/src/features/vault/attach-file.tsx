import type { CarrierFilesView, UploadDetails } from '@fengni/server/modules/vault/contract';
import { useState } from 'react';
import { t } from '../../lib/i18n.ts';
import { useCommand } from '../../lib/use-command.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { FaultBox } from '../../ui/query-view.tsx';
import { FoundInFile } from './found-in-file.tsx';
import { UploadBox } from './upload-box.tsx';

/** Brings a file in for a carrier that is registered: into the copy that waits for it, or as one more copy, by consent. */
export function AttachFile(props: {
  readonly carrierId: string;
  readonly files: CarrierFilesView;
  readonly onDone: () => void;
}) {
  const { carrierId, files, onDone } = props;
  const [upload, setUpload] = useState<UploadDetails | null>(null);
  const attach = useCommand({
    name: 'vault.attach',
    faults: 'inline',
    doneText: t('vault.attach.done'),
    onDone,
  });
  const [awaiting] = files.awaiting;
  const run = (copyId: string | null) => {
    if (upload !== null) void attach.run({ uploadId: upload.id, carrierId, copyId });
  };
  return (
    <section className="form" aria-label={t('vault.files.add')}>
      <UploadBox onReady={setUpload} onGone={() => setUpload(null)} />
      {upload === null ? null : <FoundInFile upload={upload} />}
      {upload === null ? null : (
        <>
          {awaiting === undefined ? <p className="note">{t('vault.attach.more')}</p> : null}
          {attach.fault === null ? null : <FaultBox text={attach.fault} />}
        </>
      )}
      <div className="form-actions">
        {upload === null ? null : (
          <ActionButton type="primary" loading={attach.busy} onClick={() => run(awaiting?.copyId ?? null)}>
            {awaiting === undefined ? t('vault.attach.ask') : t('vault.attach.into', { n: awaiting.copyNo })}
          </ActionButton>
        )}
        <ActionButton onClick={onDone}>{t('action.cancel')}</ActionButton>
      </div>
    </section>
  );
}
