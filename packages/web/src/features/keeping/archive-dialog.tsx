import { ArchiveCopies } from '@fengni/server/modules/carriers/contract';
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
