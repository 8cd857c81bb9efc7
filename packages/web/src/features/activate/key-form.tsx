import { AddSecurityKey } from '@fengni/kernel/access/contract';
import { t } from '../../lib/i18n.ts';
import { type Beginning, cancelKeyTouch, touchNewKey } from '../../lib/security-key.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useKeyTouch } from '../../lib/use-key-touch.ts';
import { FormShell } from '../../ui/form-shell.tsx';
import { FaultBox } from '../../ui/query-view.tsx';

const KeyName = AddSecurityKey.pick({ name: true });

export interface KeyFormProps {
  /** Accessible name of the form; none inside a dialog, which has one. */
  readonly label?: string;
  /** Asks what the new key is to sign. */
  readonly begin: Beginning;
  readonly command: string;
  readonly input: (key: { readonly name: string; readonly registration: unknown }) => unknown;
  readonly submitLabel: string;
  readonly doneText?: string;
  readonly onDone: (result: Readonly<Record<string, unknown>>) => void;
  readonly onCancel: () => void;
}

/** Names a new security key, has it touched and sends it. */
export function KeyForm(props: KeyFormProps) {
  const { command, doneText, onDone } = props;
  const send = useCommand({
    name: command,
    faults: 'inline',
    onDone,
    ...(doneText === undefined ? {} : { doneText }),
  });
  const touch = useKeyTouch(async (name: string) => {
    const registration = await touchNewKey(props.begin);
    await send.run(props.input({ name, registration }));
  });
  const busy = touch.busy || send.busy;
  const fault = touch.fault ?? send.fault;
  return (
    <div className="form">
      <FormShell
        {...(props.label === undefined ? {} : { label: props.label })}
        contract={KeyName}
        onInput={({ name }) => touch.start(name)}
        onCancel={() => {
          cancelKeyTouch();
          props.onCancel();
        }}
        submitLabel={props.submitLabel}
        disabledReason={busy ? t('key.waiting') : null}
        fields={[
          {
            name: 'name',
            label: t('factor.name'),
            kind: 'text',
            why: t('key.name.why'),
            autoFocus: true,
          },
        ]}
      >
        <p>{t('key.new')}</p>
      </FormShell>
      {busy ? <output className="quiet">{t('key.waiting')}</output> : null}
      {fault === null || busy ? null : <FaultBox text={fault} />}
    </div>
  );
}
