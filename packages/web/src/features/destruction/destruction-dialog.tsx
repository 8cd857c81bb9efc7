import { ApproveDestruction, CompleteDestruction } from '@fengni/server/modules/carriers/contract';
import { useState } from 'react';
import { t } from '../../lib/i18n.ts';
import { ConfirmShell } from '../../ui/confirm-shell.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import type { FieldSpec } from '../../ui/form-field.tsx';
import { PeopleList, idsOf } from '../carriers/people-list.tsx';
import { instantField } from '../keeping/instant-input.tsx';
import { scanField } from '../scans/scan-field.tsx';
import '../carriers/carriers.css';
import type { Destruction } from './destruction-steps.ts';

export type DestructionAct = 'submit' | 'witness' | 'complete' | 'cancel';
const witnessesWanted = 2;

interface DialogProps {
  readonly act: DestructionAct;
  readonly list: Destruction;
  readonly onClose: () => void;
}

/** The dialogs of a destruction list. */
export function DestructionDialog({ act, list, onClose }: DialogProps) {
  switch (act) {
    case 'submit':
      return <SubmitDialog list={list} onClose={onClose} />;
    case 'complete':
      return <CompleteDialog list={list} onClose={onClose} />;
    case 'witness':
      return (
        <ConfirmShell
          title={t('destruction.witness')}
          open
          onClose={onClose}
          happens={[
            t('destruction.witness.one', { n: list.copies + list.bags, point: list.point }),
            t('destruction.witness.two'),
            t('sign.factor'),
          ]}
          command="destruction.witness"
          input={() => ({ listId: list.id })}
          confirmLabel={t('sign.confirm')}
          doneText={t('sign.done')}
        />
      );
    case 'cancel':
      return (
        <ConfirmShell
          title={t('destruction.cancel')}
          open
          onClose={onClose}
          happens={[t('destruction.cancel.happens')]}
          command="destruction.cancel"
          input={(reason) => ({ listId: list.id, reason })}
          reasonLabel={t('field.reason')}
          reasonSeen
          confirmLabel={t('destruction.cancel')}
          doneText={t('destruction.cancel.done')}
        />
      );
    default:
      return act satisfies never;
  }
}

function witnessField(): FieldSpec {
  return {
    name: 'witnessIds',
    label: t('destruction.witnesses.two'),
    kind: 'custom',
    why: t('destruction.witnesses.why'),
    control: (control) => <PeopleList {...control} />,
    check: (value) => (idsOf(value).length === witnessesWanted ? null : t('destruction.witnesses.count')),
  };
}

function SubmitDialog({ list, onClose }: { list: Destruction; onClose: () => void }) {
  return (
    <FormDialog
      title={t('destruction.submit')}
      open
      onClose={onClose}
      contract={ApproveDestruction}
      command="destruction.submit"
      fixed={{ listId: list.id }}
      initial={{ witnessIds: [] }}
      submitLabel={t('destruction.submit')}
      fields={[
        witnessField(),
        {
          name: 'reason',
          label: t('field.reason'),
          kind: 'textarea',
          why: t('destruction.reason.why'),
          seen: true,
        },
      ]}
    >
      <p className="note">{t('destruction.submit.happens', { n: list.copies + list.bags })}</p>
    </FormDialog>
  );
}

function CompleteDialog({ list, onClose }: { list: Destruction; onClose: () => void }) {
  const [now] = useState(() => new Date().toISOString());
  const unsigned = list.witnesses.filter((witness) => witness.signedAt === null);
  return (
    <FormDialog
      title={t('destruction.complete')}
      open
      onClose={onClose}
      contract={CompleteDestruction}
      command="destruction.complete"
      fixed={{ listId: list.id }}
      initial={{ destroyedAt: now }}
      submitLabel={t('destruction.complete')}
      doneText={t('destruction.complete.done')}
      fields={[
        instantField({ name: 'destroyedAt', label: t('destruction.at'), why: t('destruction.at.why') }),
        {
          name: 'escorts',
          label: t('destruction.escorts'),
          kind: 'text',
          optional: 'absent',
          why: t('destruction.escorts.why'),
        },
        {
          ...scanField(t('destruction.scan'), t('scan.file.why')),
          check: (value) =>
            unsigned.length > 0 && (value === undefined || value === null)
              ? t('destruction.scan.needed', {
                  who: unsigned.map((witness) => witness.person).join(t('list.and')),
                })
              : null,
        },
      ]}
    >
      <p className="note">{t('destruction.complete.happens', { n: list.copies + list.bags })}</p>
    </FormDialog>
  );
}
