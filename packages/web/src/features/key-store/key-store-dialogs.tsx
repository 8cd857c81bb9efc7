import {
  ChangePassphrase,
  CreateStore,
  HandOverShare,
  type KeyStoreGenerationView,
  MakeGeneration,
  RecordGenerationDestroyed,
  RecordRehearsal,
  UnlockStore,
  custodiansMax,
  custodiansMin,
  generationsMax,
  passphraseLengthMin,
  rehearsalDaysMax,
} from '@fengni/kernel/vault/contract';
import { todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { ConfirmShell } from '../../ui/confirm-shell.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import type { FieldSpec } from '../../ui/form-field.tsx';
import { type NamedPerson, PeopleList, idsOf } from '../carriers/people-list.tsx';
import { levelKeyWords } from './key-store-words.ts';

interface DialogProps {
  readonly onClose: () => void;
}

const newPassphrase = (name: string): FieldSpec => ({
  name,
  label: t('keystore.passphrase.new'),
  kind: 'password',
  autoComplete: 'new-password',
  why: t('keystore.passphrase.why', { n: passphraseLengthMin }),
  check: (value) =>
    typeof value === 'string' && value.length < passphraseLengthMin
      ? t('keystore.passphrase.short', { n: passphraseLengthMin })
      : null,
});
const repeated = (of: string): FieldSpec => ({
  name: 'repeated',
  label: t('keystore.passphrase.repeat'),
  kind: 'password',
  autoComplete: 'new-password',
  local: true,
  check: (value, values) => (value === values[of] ? null : t('keystore.passphrase.differs')),
});

const afterLoss = (documents: number): FieldSpec => ({
  name: 'afterLoss',
  label: t('keystore.create.lost'),
  kind: 'toggle',
  why: t('keystore.create.lost.why', { n: documents }),
});

interface PeopleField {
  readonly name: string;
  readonly label: string;
  readonly why?: string;
  /** A text where too few or too many are chosen. */
  readonly countFault: (count: number) => string | null;
  readonly likely?: readonly NamedPerson[];
}

const people = ({ countFault, likely = [], ...field }: PeopleField): FieldSpec => ({
  ...field,
  kind: 'custom',
  grouped: true,
  control: (control) => <PeopleList {...control} likely={likely} />,
  check: (value) => countFault(idsOf(value).length),
});

/** With too few custodians chosen, that is said first. */
function isAboveCount(threshold: number, count: number): boolean {
  return count >= custodiansMin && threshold > count;
}

/** `documents`: kept under a store that is gone. */
export function CreateDialog({ documents, onClose }: DialogProps & { readonly documents: number }) {
  return (
    <FormDialog
      title={t('keystore.create')}
      open
      onClose={onClose}
      contract={CreateStore}
      command="vault.createStore"
      submitLabel={t('keystore.create')}
      doneText={t('keystore.create.done')}
      fields={[
        { ...newPassphrase('passphrase'), autoFocus: true },
        repeated('passphrase'),
        ...(documents === 0 ? [] : [afterLoss(documents)]),
      ]}
    >
      <p className="note">{t('keystore.create.happens')}</p>
    </FormDialog>
  );
}

export function UnlockDialog({ onClose }: DialogProps) {
  return (
    <FormDialog
      title={t('keystore.unlock')}
      open
      onClose={onClose}
      contract={UnlockStore}
      command="vault.unlock"
      submitLabel={t('keystore.unlock')}
      doneText={t('keystore.unlock.done')}
      fields={[
        {
          name: 'passphrase',
          label: t('keystore.passphrase'),
          kind: 'password',
          autoComplete: 'off',
          autoFocus: true,
          why: t('keystore.unlock.why'),
        },
      ]}
    />
  );
}

export function LockDialog({ onClose }: DialogProps) {
  return (
    <ConfirmShell
      title={t('keystore.lock')}
      open
      onClose={onClose}
      happens={[t('keystore.lock.happens'), t('keystore.lock.others')]}
      reasonLabel={t('field.reason')}
      command="vault.lock"
      input={(reason) => ({ reason })}
      confirmLabel={t('keystore.lock')}
      doneText={t('keystore.lock.done')}
    />
  );
}

export function PassphraseDialog({ onClose }: DialogProps) {
  return (
    <FormDialog
      title={t('keystore.change')}
      open
      onClose={onClose}
      contract={ChangePassphrase}
      command="vault.changePassphrase"
      submitLabel={t('keystore.change')}
      doneText={t('keystore.change.done')}
      fields={[
        {
          name: 'current',
          label: t('keystore.passphrase.current'),
          kind: 'password',
          autoComplete: 'off',
          autoFocus: true,
        },
        newPassphrase('next'),
        repeated('next'),
      ]}
    >
      <p className="note">{t('keystore.change.happens')}</p>
    </FormDialog>
  );
}

export function RotateDialog({ levelKey, onClose }: DialogProps & { readonly levelKey: string }) {
  return (
    <ConfirmShell
      title={t('keystore.rotate.of', { level: levelKeyWords(levelKey) })}
      open
      onClose={onClose}
      happens={[t('keystore.rotate.happens'), t('keystore.rotate.former')]}
      command="vault.rotateLevelKey"
      input={() => ({ levelKey })}
      confirmLabel={t('keystore.rotate')}
      doneText={t('keystore.rotate.done')}
    />
  );
}

export function GenerationDialog({ onClose }: DialogProps) {
  return (
    <FormDialog
      title={t('keystore.make')}
      open
      onClose={onClose}
      contract={MakeGeneration}
      command="vault.makeGeneration"
      initial={{ threshold: 2 }}
      submitLabel={t('keystore.make')}
      doneText={t('keystore.make.done')}
      fields={[
        people({
          name: 'custodianIds',
          label: t('keystore.custodians'),
          why: t('keystore.custodians.why', { min: custodiansMin, max: custodiansMax }),
          countFault: (count) =>
            count < custodiansMin || count > custodiansMax
              ? t('keystore.custodians.count', { min: custodiansMin, max: custodiansMax })
              : null,
        }),
        {
          name: 'threshold',
          label: t('keystore.threshold'),
          kind: 'number',
          why: t('keystore.threshold.why'),
          check: (value, values) =>
            isAboveCount(Number(value), idsOf(values['custodianIds']).length)
              ? t('keystore.threshold.many')
              : null,
        },
      ]}
    >
      <p className="note">{t('keystore.make.happens', { n: generationsMax })}</p>
    </FormDialog>
  );
}

export function DestroyedDialog({
  generation,
  onClose,
}: DialogProps & { readonly generation: KeyStoreGenerationView }) {
  return (
    <FormDialog
      title={t('keystore.destroyed.of', { n: generation.number })}
      open
      onClose={onClose}
      contract={RecordGenerationDestroyed}
      command="vault.recordGenerationDestroyed"
      fixed={{ generationId: generation.id }}
      initial={{ destroyedOn: todayHere() }}
      submitLabel={t('keystore.destroyed')}
      doneText={t('keystore.destroyed.done')}
      fields={[
        { name: 'destroyedOn', label: t('keystore.destroyed.on'), kind: 'day' },
        people({
          name: 'witnessIds',
          label: t('keystore.witnesses'),
          why: t('keystore.witnesses.why'),
          likely: generation.custodians,
          countFault: (count) => (count === 2 ? null : t('keystore.witnesses.count')),
        }),
        { name: 'note', label: t('keystore.note'), kind: 'textarea', optional: 'absent' },
      ]}
    >
      <p className="note">{t('keystore.destroyed.happens')}</p>
    </FormDialog>
  );
}

/** A custodian leaves: his sheet goes into another hand. */
export function HandOverShareDialog({
  generation,
  onClose,
}: DialogProps & { readonly generation: KeyStoreGenerationView }) {
  return (
    <FormDialog
      title={t('keystore.share.handover.of', { n: generation.number })}
      open
      onClose={onClose}
      contract={HandOverShare}
      command="vault.handOverShare"
      fixed={{ generationId: generation.id }}
      initial={{ handedOn: todayHere() }}
      submitLabel={t('keystore.share.handover')}
      doneText={t('keystore.share.handover.done')}
      fields={[
        {
          name: 'fromId',
          label: t('keystore.share.from'),
          kind: 'select',
          choices: generation.custodians.map((one) => ({ value: one.id, label: one.name })),
        },
        { name: 'toId', label: t('keystore.share.to'), kind: 'person', why: t('keystore.share.to.why') },
        { name: 'handedOn', label: t('keystore.share.on'), kind: 'day' },
        { name: 'note', label: t('keystore.note'), kind: 'textarea', optional: 'absent' },
      ]}
    >
      <p className="note">{t('keystore.share.handover.happens')}</p>
    </FormDialog>
  );
}

export function RehearsalDialog({
  generation,
  onClose,
}: DialogProps & { readonly generation: KeyStoreGenerationView }) {
  return (
    <FormDialog
      title={t('keystore.rehearsal.of', { n: generation.number })}
      open
      onClose={onClose}
      contract={RecordRehearsal}
      command="vault.recordRehearsal"
      fixed={{ generationId: generation.id }}
      initial={{ rehearsedOn: todayHere() }}
      submitLabel={t('keystore.rehearsal.record')}
      doneText={t('keystore.rehearsal.done')}
      fields={[
        {
          name: 'rehearsedOn',
          label: t('keystore.rehearsal.on'),
          kind: 'day',
          why: t('keystore.rehearsal.on.why', { n: rehearsalDaysMax }),
        },
        {
          name: 'code',
          label: t('keystore.rehearsal.code'),
          kind: 'text',
          autoComplete: 'off',
          why: t('keystore.rehearsal.code.why'),
        },
        people({
          name: 'custodianIds',
          label: t('keystore.rehearsal.present'),
          likely: generation.custodians,
          countFault: (count) =>
            count < generation.threshold ? t('keystore.rehearsal.few', { n: generation.threshold }) : null,
        }),
      ]}
    >
      <p className="note">{t('keystore.rehearsal.happens', { n: generation.number })}</p>
      <p className="mono">{`fengni key-store rehearse key-store-${generation.number}.fengni`}</p>
    </FormDialog>
  );
}
