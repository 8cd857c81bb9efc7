import { Input } from 'antd';
import { useId, useMemo, useState } from 'react';
import { t } from '../../lib/i18n.ts';
import { useCommand } from '../../lib/use-command.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { FaultBox } from '../../ui/query-view.tsx';
import { readImportRows } from './import-rows.ts';
import '../../ui/form.css';
import { Dialog } from '../../ui/dialog.tsx';

const faultsShownMax = 10;

/** Takes rows pasted from a spreadsheet, checks them here, and sends them as one command. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const id = useId();
  const { rows, faults } = useMemo(() => readImportRows(text), [text]);
  const send = useCommand({
    name: 'org.importOrganisation',
    faults: 'inline',
    doneText: t('org.import.done', { n: rows.length }),
    onDone: onClose,
  });
  const disabledReason =
    faults.length > 0 ? t('org.import.mend') : rows.length === 0 ? t('org.import.nothing') : null;
  return (
    <Dialog title={t('org.import')} onClose={onClose} width={720}>
      <div className="form">
        <p className="quiet">{t('org.import.how')}</p>
        <div className="field">
          <label htmlFor={id}>{t('org.import.rows')}</label>
          <Input.TextArea
            id={id}
            className="mono"
            rows={10}
            wrap="off"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        <output>{t('org.import.read', { n: rows.length, faults: faults.length })}</output>
        {faults.length === 0 ? null : (
          <ul className="late">
            {faults.slice(0, faultsShownMax).map((fault) => (
              <li key={fault.row}>{t('org.import.fault', { row: fault.row, text: fault.text })}</li>
            ))}
          </ul>
        )}
        {send.fault === null ? null : <FaultBox text={send.fault} />}
        <div className="form-actions">
          <ActionButton
            type="primary"
            loading={send.busy}
            disabledReason={disabledReason}
            onClick={() => void send.run({ rows })}
          >
            {t('org.import.submit')}
          </ActionButton>
          <ActionButton onClick={onClose}>{t('action.cancel')}</ActionButton>
        </div>
      </div>
    </Dialog>
  );
}
