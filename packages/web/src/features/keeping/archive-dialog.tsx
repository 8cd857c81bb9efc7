import { ArchiveCopies, RetrieveCopy } from '@fengni/server/modules/carriers/contract';
import { t } from '../../lib/i18n.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';

/** Puts copies into the archive. */
export function ArchiveDialog({ copyIds, onClose }: { copyIds: readonly string[]; onClose: () => void }) {
  return (
    <FormDialog
      title={t('archive.title', { n: copyIds.length })}
      open
      onClose={onClose}
      contract={ArchiveCopies}
      command="archive.store"
      fixed={{ copyIds }}
      submitLabel={t('archive.submit')}
      doneText={t('archive.done')}
      fields={[
        {
          name: 'place',
          label: t('archive.place'),
          kind: 'text',
          why: t('archive.place.why'),
          autoFocus: true,
        },
      ]}
    >
      <p className="quiet">{t('archive.happens')}</p>
    </FormDialog>
  );
}

/** Takes a copy out of the archive again. */
export function RetrieveDialog({
  copyId,
  number,
  onClose,
}: {
  copyId: string;
  number: string;
  onClose: () => void;
}) {
  return (
    <FormDialog
      title={t('archive.retrieve', { number })}
      open
      onClose={onClose}
      contract={RetrieveCopy}
      command="archive.retrieve"
      fixed={{ copyId }}
      submitLabel={t('archive.retrieve.submit')}
      doneText={t('archive.retrieve.done')}
      fields={[
        {
          name: 'place',
          label: t('copy.place'),
          kind: 'text',
          why: t('archive.retrieve.place'),
          autoFocus: true,
        },
        { name: 'reason', label: t('field.reason'), kind: 'textarea' },
      ]}
    />
  );
}
