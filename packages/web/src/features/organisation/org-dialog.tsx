import {
  AddBody,
  AddBodyMember,
  AddPerson,
  AddPost,
  AddUnit,
  AssignPost,
  ChangePerson,
  ChangeUnit,
  Deputise,
  EndBodyMember,
  EndDuty,
  EndHolding,
  EndPost,
  EndUnit,
  FreezePerson,
  GrantDuty,
  MoveUnit,
  RevokeDuty,
  SetClearance,
  bodyKinds,
  dutyNames,
  grades,
  unitKinds,
} from '@fengni/kernel/org/contract';
import type { z } from 'zod';
import { todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import type { FormValues } from '../../lib/value-path.ts';
import type { FieldSpec } from '../../ui/form-field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { boundField } from '../classification/bound-field.tsx';
import { bodyKindWords, choicesOf, dutyWords, gradeWords, unitKindWords } from './org-words.ts';

/** A dialog of this feature: which command, what is fixed, what it begins with, and words about it. */
export interface OrgDialogState {
  readonly act: OrgAct;
  readonly fixed: FormValues;
  readonly initial?: FormValues;
  /** What or whom it is about. */
  readonly about?: string;
}

interface OrgForm {
  readonly command: string;
  readonly contract: z.ZodType;
  readonly title: string;
  readonly fields: readonly FieldSpec[];
}

const actNames = [
  'addUnit',
  'changeUnit',
  'moveUnit',
  'endUnit',
  'addPost',
  'endPost',
  'addPerson',
  'changePerson',
  'freezePerson',
  'restorePerson',
  'assignPost',
  'endHolding',
  'setClearance',
  'grantDuty',
  'endDuty',
  'revokeDuty',
  'deputise',
  'addBody',
  'addBodyMember',
  'endBodyMember',
] as const;
export type OrgAct = (typeof actNames)[number];

/** Every command of the organisation as a form over its contract. */
function orgForm(act: OrgAct): OrgForm {
  const name: FieldSpec = { name: 'name', label: t('field.name'), kind: 'text', autoFocus: true };
  const code: FieldSpec = { name: 'code', label: t('org.code'), kind: 'text', optional: 'null' };
  const staffNo: FieldSpec = { name: 'staffNo', label: t('org.staffno'), kind: 'text', optional: 'null' };
  const position: FieldSpec = {
    name: 'position',
    label: t('org.position'),
    kind: 'number',
    why: t('org.position.why'),
  };
  const reason: FieldSpec = { name: 'reason', label: t('field.reason'), kind: 'textarea' };
  const startedOn: FieldSpec = { name: 'startedOn', label: t('field.from'), kind: 'day' };
  const endedOn: FieldSpec = { name: 'endedOn', label: t('field.until'), kind: 'day' };
  const unit: FieldSpec = { name: 'unitId', label: t('field.unit'), kind: 'unit' };
  const person: FieldSpec = { name: 'personId', label: t('field.person'), kind: 'person', autoFocus: true };
  const grade: FieldSpec = {
    name: 'grade',
    label: t('org.grade'),
    kind: 'select',
    optional: 'null',
    choices: choicesOf(grades, gradeWords),
    why: t('org.grade.why'),
  };
  const duty: FieldSpec = {
    name: 'duty',
    label: t('org.duty'),
    kind: 'select',
    choices: choicesOf(dutyNames, dutyWords),
  };
  const forms: Record<OrgAct, () => OrgForm> = {
    addUnit: () => ({
      command: 'org.addUnit',
      contract: AddUnit,
      title: t('org.act.addUnit'),
      fields: [
        name,
        { name: 'kind', label: t('org.kind'), kind: 'select', choices: choicesOf(unitKinds, unitKindWords) },
        code,
        position,
      ],
    }),
    changeUnit: () => ({
      command: 'org.changeUnit',
      contract: ChangeUnit,
      title: t('org.act.changeUnit'),
      fields: [name, code, position],
    }),
    moveUnit: () => ({
      command: 'org.moveUnit',
      contract: MoveUnit,
      title: t('org.act.moveUnit'),
      fields: [{ ...unit, name: 'parentId', label: t('org.parent'), why: t('org.parent.why') }, reason],
    }),
    endUnit: () => ({
      command: 'org.endUnit',
      contract: EndUnit,
      title: t('org.act.endUnit'),
      fields: [endedOn],
    }),
    addPost: () => ({
      command: 'org.addPost',
      contract: AddPost,
      title: t('org.act.addPost'),
      fields: [name, grade],
    }),
    endPost: () => ({
      command: 'org.endPost',
      contract: EndPost,
      title: t('org.act.endPost'),
      fields: [endedOn],
    }),
    addPerson: () => ({
      command: 'org.addPerson',
      contract: AddPerson,
      title: t('org.act.addPerson'),
      fields: [name, staffNo],
    }),
    changePerson: () => ({
      command: 'org.changePerson',
      contract: ChangePerson,
      title: t('org.act.changePerson'),
      fields: [name, staffNo, unit],
    }),
    freezePerson: () => ({
      command: 'org.freezePerson',
      contract: FreezePerson,
      title: t('org.act.freezePerson'),
      fields: [reason],
    }),
    restorePerson: () => ({
      command: 'org.restorePerson',
      contract: FreezePerson,
      title: t('org.act.restorePerson'),
      fields: [reason],
    }),
    assignPost: () => ({
      command: 'org.assignPost',
      contract: AssignPost,
      title: t('org.act.assignPost'),
      fields: [person, startedOn],
    }),
    endHolding: () => ({
      command: 'org.endHolding',
      contract: EndHolding,
      title: t('org.act.endHolding'),
      fields: [endedOn],
    }),
    setClearance: () => ({
      command: 'org.setClearance',
      contract: SetClearance,
      title: t('org.act.setClearance'),
      fields: [
        grade,
        {
          name: 'schemes',
          label: t('org.schemes'),
          kind: 'checks',
          why: t('org.schemes.why'),
          choices: schemeChoices(),
        },
        { name: 'decidedOn', label: t('org.decided'), kind: 'day' },
      ],
    }),
    grantDuty: () => ({
      command: 'org.grantDuty',
      contract: GrantDuty,
      title: t('org.act.grantDuty'),
      fields: [
        person,
        duty,
        { name: 'line', label: t('org.line'), kind: 'text', optional: 'null', why: t('org.line.why') },
        boundField(),
        startedOn,
        { ...endedOn, optional: 'null' },
      ],
    }),
    endDuty: () => ({
      command: 'org.endDuty',
      contract: EndDuty,
      title: t('org.act.endDuty'),
      fields: [endedOn, reason],
    }),
    revokeDuty: () => ({
      command: 'org.revokeDuty',
      contract: RevokeDuty,
      title: t('org.act.revokeDuty'),
      fields: [{ ...reason, why: t('org.revoke.why') }],
    }),
    deputise: () => ({
      command: 'org.deputise',
      contract: Deputise,
      title: t('org.act.deputise'),
      fields: [{ ...person, name: 'deputyId', label: t('org.deputy') }, startedOn, endedOn, reason],
    }),
    addBody: () => ({
      command: 'org.addBody',
      contract: AddBody,
      title: t('org.act.addBody'),
      fields: [
        name,
        { name: 'kind', label: t('org.kind'), kind: 'select', choices: choicesOf(bodyKinds, bodyKindWords) },
        { ...startedOn, name: 'termFrom' },
        { ...endedOn, name: 'termTo', optional: 'null' },
      ],
    }),
    addBodyMember: () => ({
      command: 'org.addBodyMember',
      contract: AddBodyMember,
      title: t('org.act.addBodyMember'),
      fields: [
        person,
        { name: 'role', label: t('org.role'), kind: 'text', why: t('org.role.why') },
        { name: 'duties', label: t('org.tasks'), kind: 'text', optional: 'absent' },
        startedOn,
      ],
    }),
    endBodyMember: () => ({
      command: 'org.endBodyMember',
      contract: EndBodyMember,
      title: t('org.act.endBodyMember'),
      fields: [endedOn],
    }),
  };
  return forms[act]();
}

/** Policy packs a person can be cleared under; names of the packs are their own. */
function schemeChoices() {
  return [
    { value: 'cn-state-secret', label: t('scheme.state') },
    { value: 'cn-work-secret', label: t('scheme.work') },
    { value: 'cn-soe-trade-secret', label: t('scheme.trade') },
  ];
}

/** Runs one command of the organisation in a dialog; dates begin with today. */
export function OrgDialog({ state, onClose }: { state: OrgDialogState; onClose: () => void }) {
  const form = orgForm(state.act);
  const today = todayHere();
  const begin = {
    startedOn: today,
    termFrom: today,
    decidedOn: today,
    ...(state.act.startsWith('end') ? { endedOn: today } : {}),
  };
  return (
    <FormDialog
      title={form.title}
      open
      onClose={onClose}
      contract={form.contract}
      command={form.command}
      fields={form.fields}
      fixed={state.fixed}
      initial={{ position: 0, ...begin, ...state.initial }}
      submitLabel={form.title}
      doneText={t('org.done', { act: form.title })}
    >
      {state.about === undefined ? null : <p className="quiet">{state.about}</p>}
    </FormDialog>
  );
}
