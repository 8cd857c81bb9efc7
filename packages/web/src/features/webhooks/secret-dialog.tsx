import { useEffect, useState } from 'react';
import { readFileBlob } from '../../lib/client.ts';
import { t } from '../../lib/i18n.ts';
import { proveFreshFactor } from '../../lib/open-file.ts';
import { presentError } from '../../lib/present-error.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultBox, Loading } from '../../ui/query-view.tsx';
import '../../ui/form.css';
import './webhooks.css';

/** Shows a secret once its holder has proved his second factor; it is in no address and is kept nowhere. */
export function SecretDialog(props: {
  readonly title: string;
  readonly why: string;
  readonly file: string;
  readonly input: unknown;
  readonly read: (value: unknown) => string;
  readonly onClose: () => void;
}) {
  const [secret, setSecret] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  useEffect(() => {
    const gone = new AbortController();
    void (async () => {
      try {
        await proveFreshFactor();
        const blob = await readFileBlob(props.file, props.input, gone.signal);
        if (!gone.signal.aborted) setSecret(props.read(JSON.parse(await blob.text())));
      } catch (caught) {
        if (!gone.signal.aborted) setFault(presentError(caught) ?? t('secret.cancelled'));
      }
    })();
    return () => gone.abort();
    // asked for once, when the dialog opens
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  return (
    <Dialog title={props.title} onClose={props.onClose} width={560}>
      <div className="form">
        <p>{props.why}</p>
        {fault === null ? null : <FaultBox text={fault} />}
        {secret === null && fault === null ? <Loading /> : null}
        {secret === null ? null : <output className="secret-text mono">{secret}</output>}
        <div className="form-actions">
          <ActionButton type="primary" onClick={props.onClose}>
            {t('action.close')}
          </ActionButton>
        </div>
      </div>
    </Dialog>
  );
}
