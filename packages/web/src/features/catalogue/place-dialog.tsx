import {
  ChangePlace,
  ConfirmPlace,
  EndPlace,
  NameKeeper,
  type PlaceView,
  ProposePlace,
} from '@fengni/server/modules/catalogue/contract';
import { builtinPacks } from '@fengni/schemes/packs';
import { pick, t } from '../../lib/i18n.ts';
import { ConfirmShell } from '../../ui/confirm-shell.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import type { FieldSpec } from '../../ui/form-field.tsx';
import { usePosts } from './use-posts.ts';

/** What is being done with a key place. */
export interface PlaceAct {
  readonly key: 'propose' | 'change' | 'submit' | 'drop' | 'confirm' | 'keeper' | 'end';
  readonly place?: PlaceView;
}
export interface PlaceDialogProps {
  readonly act: PlaceAct;
  readonly unitId: string;
  readonly onClose: () => void;
}

/** The dialogs about a key department or site. */
export function PlaceDialog({ act, unitId, onClose }: PlaceDialogProps) {
  const { place } = act;
  const posts = usePosts({ unitId, scheme: 'cn-state-secret' }, true);
  const keeperFields: FieldSpec[] = [
    {
      name: 'keeperId',
      label: t('place.keeper'),
      kind: 'person',
      optional: 'null',
      why: t('place.keeper.why'),
    },
    { name: 'postId', label: t('place.post'), kind: 'select', optional: 'null', choices: posts },
  ];
  if (place === undefined)
    return (
      <FormDialog
        title={t('place.propose')}
        open
        onClose={onClose}
        contract={ProposePlace}
        command="keyPlace.propose"
        initial={{ unitId, kind: 'site', keeperId: null, postId: null }}
        submitLabel={t('place.propose')}
        doneText={t('place.proposed')}
        fields={[{ name: 'unitId', label: t('field.unit'), kind: 'unit' }, ...placeFields(), ...keeperFields]}
      />
    );
  const fixed = { placeId: place.id };
  const about = { name: place.name };
  switch (act.key) {
    case 'change':
      return (
        <FormDialog
          title={t('place.change')}
          open
          onClose={onClose}
          contract={ChangePlace}
          command="keyPlace.change"
          fixed={fixed}
          initial={{
            kind: place.kind,
            name: place.name,
            place: place.place,
            level: place.level,
            reason: place.reason,
            keeperId: place.keeperId,
            postId: place.postId,
          }}
          submitLabel={t('catalogue.save')}
          fields={[...placeFields(), ...keeperFields]}
        />
      );
    case 'confirm':
      return (
        <FormDialog
          title={t('place.confirm')}
          open
          onClose={onClose}
          contract={ConfirmPlace}
          command="keyPlace.recordConfirmation"
          fixed={fixed}
          submitLabel={t('place.confirm')}
          fields={[
            { name: 'confirmedOn', label: t('place.confirmed.on'), kind: 'day' },
            { name: 'confirmedBy', label: t('place.confirmed.by'), kind: 'text' },
            { name: 'confirmedNo', label: t('place.confirmed.no'), kind: 'text' },
          ]}
        />
      );
    case 'keeper':
      return (
        <FormDialog
          title={t('place.name-keeper')}
          open
          onClose={onClose}
          contract={NameKeeper}
          command="keyPlace.nameKeeper"
          fixed={fixed}
          initial={{ postId: place.postId }}
          submitLabel={t('catalogue.save')}
          fields={[
            { name: 'keeperId', label: t('place.keeper'), kind: 'person' },
            { name: 'postId', label: t('place.post'), kind: 'select', optional: 'null', choices: posts },
          ]}
        />
      );
    case 'end':
      return (
        <FormDialog
          title={t('place.end')}
          open
          onClose={onClose}
          contract={EndPlace}
          command="keyPlace.end"
          fixed={fixed}
          submitLabel={t('place.end')}
          fields={[{ name: 'endReason', label: t('place.end.reason'), kind: 'textarea' }]}
        >
          <p>{t('place.end.happens', about)}</p>
        </FormDialog>
      );
    case 'submit':
      return (
        <ConfirmShell
          title={t('place.submit')}
          open
          onClose={onClose}
          command="keyPlace.submit"
          input={() => fixed}
          happens={[t('place.submit.happens', about), t('place.submit.after')]}
          confirmLabel={t('place.submit')}
        />
      );
    case 'drop':
      return (
        <ConfirmShell
          title={t('place.drop')}
          open
          onClose={onClose}
          command="keyPlace.drop"
          input={() => fixed}
          happens={[t('place.drop.happens', about)]}
          confirmLabel={t('place.drop')}
        />
      );
    case 'propose':
      return null;
    default:
      return act.key satisfies never;
  }
}

function placeFields(): FieldSpec[] {
  const levels = (builtinPacks.get('cn-state-secret')?.levels ?? [])
    .toSorted((a, b) => b.rank - a.rank)
    .map((level) => ({ value: level.code, label: pick(level) }));
  return [
    {
      name: 'kind',
      label: t('place.kind'),
      kind: 'radio',
      why: t('place.kind.why'),
      choices: [
        { value: 'department', label: t('place.kind.department') },
        { value: 'site', label: t('place.kind.site') },
      ],
    },
    { name: 'name', label: t('place.name'), kind: 'text' },
    { name: 'place', label: t('place.where'), kind: 'text' },
    { name: 'level', label: t('place.level'), kind: 'select', choices: levels, why: t('place.level.why') },
    { name: 'reason', label: t('place.reason'), kind: 'textarea', why: t('place.reason.why') },
  ];
}
