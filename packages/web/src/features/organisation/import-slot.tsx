import { lazy, Suspense, useState } from 'react';
import { t } from '../../lib/i18n.ts';
import { useActor } from '../../lib/session.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { whyNotKeep } from './org-words.ts';

const ImportDialog = lazy(async () => ({ default: (await import('./import-dialog.tsx')).ImportDialog }));

/** Opens the import of units and people. */
export function ImportSlot() {
  const actor = useActor();
  const [open, setOpen] = useState(false);
  return (
    <>
      <ActionButton disabledReason={whyNotKeep(actor)} onClick={() => setOpen(true)}>
        {t('org.import')}
      </ActionButton>
      {open ? (
        <Suspense>
          <ImportDialog onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
