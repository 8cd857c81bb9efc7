import { OutsideBegun } from '@fengni/kernel/access/directory/contract';
import { useState } from 'react';
import { postAddress } from '../../lib/client.ts';
import { t } from '../../lib/i18n.ts';
import { presentError } from '../../lib/present-error.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { FaultBox } from '../../ui/query-view.tsx';

/** Leads to the organisation's identity service, which sends the browser back. */
export function OutsideButton({ label, to }: { label: string; to: string | undefined }) {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  async function go() {
    setBusy(true);
    setFault(null);
    try {
      const { url } = await postAddress('/api/outside/begin', { to: to ?? '' }, OutsideBegun);
      globalThis.location.assign(url);
    } catch (caught) {
      setFault(presentError(caught));
      setBusy(false);
    }
  }
  return (
    <div className="form">
      <p className="why">{t('signin.outside.or')}</p>
      <div className="form-actions">
        <ActionButton loading={busy} onClick={() => void go()}>
          {t('signin.outside', { label })}
        </ActionButton>
      </div>
      {fault === null ? null : <FaultBox text={fault} />}
    </div>
  );
}
