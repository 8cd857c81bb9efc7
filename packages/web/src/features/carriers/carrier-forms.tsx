import {
  type CarrierPageView,
  CorrectCarrier,
  DuplicateCarrier,
  ExtractCarrier,
  FinishDraft,
  MakeCopies,
  WidenScope,
} from '@fengni/server/modules/carriers/contract';
import type { z } from 'zod';
import { t } from '../../lib/i18n.ts';
import type { FormValues } from '../../lib/value-path.ts';
import type { FieldSpec } from '../../ui/form-field.tsx';
import { type CopyViewData, mediumChoices, urgencyChoices } from './carrier-words.ts';
import { formOfCopy } from './copy-forms.tsx';
import { reason } from './form-parts.ts';
import { MarkInput } from './mark-input.tsx';
import { ScopePicker } from './scope-picker.tsx';

/** A command to ask about, for a copy or for the carrier as a whole. */
export interface DialogState {
  readonly command: string;
  readonly copy: CopyViewData | null;
  /** What narrows it further: the line of the scope, the reader, the making. */
  readonly subject?: { readonly id: string; readonly name: string };
}

export interface CommandForm {
  readonly command: string;
  readonly contract: z.ZodType;
  readonly fields: readonly FieldSpec[];
  readonly fixed: FormValues;
  readonly initial?: FormValues;
  readonly about?: string;
}

/** The form of a command, or null where it is a question, a page of its own, or not of this screen. */
export function carrierForm(state: DialogState, page: CarrierPageView): CommandForm | null {
  return state.copy === null
    ? formOfCarrier(state, page)
    : (formOfCopy(state, page, state.copy) ?? formOfCarrier(state, page));
}

function formOfCarrier(state: DialogState, page: CarrierPageView): CommandForm | null {
  const fixed = { carrierId: page.id };
  switch (state.command) {
    case 'carrier.finishDraft':
      return {
        command: state.command,
        contract: FinishDraft,
        fixed,
        initial: { copies: 1 },
        about: t('form.finish.about'),
        fields: [{ name: 'copies', label: t('carrier.copies.count'), kind: 'number', autoFocus: true }],
      };
    case 'carrier.makeCopies':
      return makingForm(state, page);
    case 'carrier.widenScope':
      return {
        command: state.command,
        contract: WidenScope,
        fixed,
        about: t('form.widen.about'),
        fields: [
          {
            name: 'add',
            label: t('form.widen.add'),
            kind: 'custom',
            grouped: true,
            control: (control) => <ScopePicker {...control} />,
          },
          reason(),
        ],
      };
    case 'carrier.duplicate':
      return {
        command: state.command,
        contract: DuplicateCarrier,
        fixed,
        initial: { copies: 1 },
        about: t('form.duplicate.about', { n: page.copyCount }),
        fields: [
          { name: 'copies', label: t('carrier.copies.count'), kind: 'number', autoFocus: true },
          reason(),
        ],
      };
    case 'carrier.extract':
      return {
        command: state.command,
        contract: ExtractCarrier,
        fixed,
        initial: {
          copies: 1,
          pages: 1,
          title: page.title === null ? '' : t('form.extract.title', { title: page.title }),
        },
        about: t('form.extract.about', { mark: page.mark }),
        fields: [
          { name: 'title', label: t('field.title'), kind: 'text', autoFocus: true },
          { name: 'pages', label: t('carrier.pages'), kind: 'number' },
          { name: 'copies', label: t('carrier.copies.count'), kind: 'number' },
          reason(),
        ],
      };
    case 'carrier.correct':
      return correctionForm(page);
    default:
      return null;
  }
}

function makingForm(state: DialogState, page: CarrierPageView): CommandForm | null {
  const making = page.makings.find((one) =>
    state.subject === undefined ? one.state === 'ordered' : one.id === state.subject.id,
  );
  if (making === undefined) return null;
  const waste = [
    { value: 'none', label: t('making.waste.none') },
    { value: 'destroyed', label: t('making.waste.destroyed') },
    { value: 'kept', label: t('making.waste.kept') },
  ];
  return {
    command: 'carrier.makeCopies',
    contract: MakeCopies,
    fixed: { makingId: making.id },
    initial: { spoiled: 0, waste: 'none' },
    about: t('form.making.about', { n: making.copies }),
    fields: [
      {
        name: 'printer',
        label: t('making.printer'),
        kind: 'text',
        autoFocus: true,
        why: t('making.printer.why'),
      },
      { name: 'place', label: t('making.place'), kind: 'text' },
      { name: 'operatorId', label: t('making.operator'), kind: 'person' },
      { name: 'spoiled', label: t('making.spoiled'), kind: 'number', heading: t('making.waste') },
      {
        name: 'waste',
        label: t('making.waste.what'),
        kind: 'radio',
        choices: waste,
        why: t('making.waste.why'),
      },
      { name: 'wasteWitnessId', label: t('making.witness'), kind: 'person', optional: 'null' },
      { name: 'store', label: t('making.store'), kind: 'text', optional: 'absent' },
    ],
  };
}

function correctionForm(page: CarrierPageView): CommandForm {
  const mark = { scheme: page.scheme, level: page.level, validity: page.validity };
  return {
    command: 'carrier.correct',
    contract: CorrectCarrier,
    fixed: { carrierId: page.id },
    initial: {
      title: page.title ?? '',
      mark,
      documentNo: page.documentNo ?? '',
      originator: page.originator ?? '',
      issuedOn: page.issuedOn ?? '',
      medium: page.medium,
      pages: page.pages ?? '',
      urgency: page.urgency ?? '',
      mustReturn: page.mustReturn,
      remark: page.remark ?? '',
    },
    about: t('form.correct.about'),
    fields: [
      { name: 'title', label: t('field.title'), kind: 'text', autoFocus: true },
      {
        name: 'mark',
        label: t('field.level'),
        kind: 'custom',
        control: (control) => <MarkInput {...control} />,
      },
      { name: 'documentNo', label: t('carrier.documentno'), kind: 'text', optional: 'absent' },
      { name: 'originator', label: t('carrier.originator'), kind: 'text', optional: 'absent' },
      { name: 'issuedOn', label: t('carrier.issued'), kind: 'day', optional: 'null' },
      { name: 'medium', label: t('carrier.medium'), kind: 'select', choices: mediumChoices() },
      { name: 'pages', label: t('carrier.pages'), kind: 'number', optional: 'null' },
      {
        name: 'urgency',
        label: t('carrier.urgency'),
        kind: 'select',
        optional: 'null',
        choices: urgencyChoices(),
      },
      { name: 'mustReturn', label: t('carrier.mustreturn'), kind: 'toggle' },
      { name: 'remark', label: t('carrier.remark'), kind: 'text', optional: 'absent' },
      { ...reason(), why: t('form.correct.why') },
    ],
  };
}
