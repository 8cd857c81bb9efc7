import { Input } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { t } from '../lib/i18n.ts';
import { useCommand } from '../lib/use-command.ts';
import { ActionButton } from './action-button.tsx';
import './form.css';
import { Dialog } from './dialog.tsx';

const reasonCharsMin = 2;

export interface ConfirmShellProps {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  /** What will happen, as short sentences. */
  readonly happens: readonly ReactNode[];
  readonly command: string;
  /** The command's input; `reason` is what was written, where one is asked. */
  readonly input: (reason: string) => unknown;
  /** Label of the reason; absent where none is asked. */
  readonly reasonLabel?: string;
  readonly reasonOptional?: boolean;
  /** Who only handles the thing reads the reason too, which stands beside it. */
  readonly reasonSeen?: boolean;
  readonly confirmLabel: string;
  readonly doneText?: string;
  readonly onDone?: (result: Readonly<Record<string, unknown>>) => void;
}

/** Asks once more, saying what will happen; refusals come as a toast, since there is no field to stand beside. */
export function ConfirmShell(props: ConfirmShellProps) {
  const [reason, setReason] = useState('');
  const reasonId = useId();
  const command = useCommand({
    name: props.command,
    faults: 'toast',
    ...(props.doneText === undefined ? {} : { doneText: props.doneText }),
    onDone: (result) => {
      setReason('');
      props.onClose();
      props.onDone?.(result);
    },
  });
  const reasonWanted = props.reasonLabel !== undefined && props.reasonOptional !== true;
  const missing = reasonWanted && reason.trim().length < reasonCharsMin ? t('confirm.reason.missing') : null;
  return (
    <Dialog title={props.title} open={props.open} onClose={props.onClose} width={480}>
      <div className="form">
        <ul className="confirm-list">
          {props.happens.map((line, i) => (
            // lines are written with the dialog and never move
            // oxlint-disable-next-line react/no-array-index-key
            <li key={i}>{line}</li>
          ))}
        </ul>
        {props.reasonLabel === undefined ? null : (
          <div className="field">
            <label htmlFor={reasonId}>{props.reasonLabel}</label>
            <Input.TextArea
              id={reasonId}
              {...(props.reasonSeen === true ? { 'aria-describedby': `${reasonId}-seen` } : {})}
              value={reason}
              maxLength={300}
              rows={2}
              onChange={(event) => setReason(event.target.value)}
            />
            {props.reasonSeen === true ? (
              <p id={`${reasonId}-seen`} className="why">
                {t('form.seen')}
              </p>
            ) : null}
          </div>
        )}
        <div className="form-actions">
          <ActionButton
            type="primary"
            loading={command.busy}
            disabledReason={missing}
            onClick={() => void command.run(props.input(reason.trim()))}
          >
            {props.confirmLabel}
          </ActionButton>
          <ActionButton onClick={props.onClose}>{t('action.cancel')}</ActionButton>
        </div>
      </div>
    </Dialog>
  );
}
