import {
  ArchiveCopies,
  BorrowCopy,
  type CarrierPageView,
  CorrectCarrier,
  DuplicateCarrier,
  ExtractCarrier,
  FindCopy,
  FinishDraft,
  MakeCopies,
  PassToReader,
  ReportMissing,
  RetrieveCopy,
  SkipReader,
  StartCirculation,
  StoreCopies,
  TakeBackFromReader,
  TakeBackLoan,
  TakeOut,
  WidenScope,
} from '@fengni/server/modules/carriers/contract';
import { readerDaysDefault } from '@fengni/server/modules/carriers/rules';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { formatDay, todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import type { FormValues } from '../../lib/value-path.ts';
import type { FieldSpec } from '../../ui/form-field.tsx';
import { type CopyViewData, mediumChoices, urgencyChoices } from './carrier-words.ts';
import { MarkInput } from './mark-input.tsx';
import { readingOf, waitingOf } from './next-step.ts';
import { PeopleList } from './people-list.tsx';
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

const usualLoanDays = 7;
const reason = (): FieldSpec => ({ name: 'reason', label: t('field.reason'), kind: 'textarea' });
const place = (): FieldSpec => ({ name: 'place', label: t('carrier.place'), kind: 'text', autoFocus: true });
const placeIfOther = (): FieldSpec => ({ ...place(), optional: 'absent', why: t('carrier.place.if') });

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

function formOfCopy(state: DialogState, page: CarrierPageView, copy: CopyViewData): CommandForm | null {
  const { command } = state;
  const about = aboutCopy(page, copy);
  const fixed = { copyId: copy.id };
  const dueOn: FieldSpec = { name: 'dueOn', label: t('loan.due'), kind: 'day', why: t('loan.due.why') };
  const note: FieldSpec = {
    name: 'note',
    label: t('carrier.copy.note'),
    kind: 'textarea',
    optional: 'absent',
  };
  switch (command) {
    case 'circulation.start':
      return startForm(page, copy);
    case 'circulation.pass':
    case 'circulation.passDeputy':
      return passForm(state, copy);
    case 'circulation.skip':
      return skipForm(state, copy);
    case 'circulation.takeBack': {
      const reading = readingOf(copy);
      return reading === undefined
        ? null
        : {
            command,
            contract: TakeBackFromReader,
            fixed: { readerId: reading.id },
            about,
            fields: [placeIfOther()],
          };
    }
    case 'loan.takeBack':
      return copy.loan === null
        ? null
        : {
            command,
            contract: TakeBackLoan,
            fixed: { loanId: copy.loan.id },
            about,
            fields: [placeIfOther()],
          };
    case 'loan.borrow':
      return {
        command,
        contract: BorrowCopy,
        fixed,
        about,
        initial: { dueOn: usualReturn() },
        fields: [dueOn, reason()],
      };
    case 'loan.takeOut':
      return {
        command,
        contract: TakeOut,
        fixed,
        about,
        initial: { dueOn: usualReturn(), companionIds: [] },
        fields: [
          { name: 'destination', label: t('loan.destination'), kind: 'text', autoFocus: true },
          dueOn,
          {
            name: 'companionIds',
            label: t('loan.companions'),
            kind: 'custom',
            grouped: true,
            why: t('loan.companions.why'),
            control: (control) => <PeopleList {...control} />,
          },
          reason(),
        ],
      };
    case 'copy.store':
      return { command, contract: StoreCopies, fixed: { copyIds: [copy.id] }, about, fields: [place()] };
    case 'archive.store':
      return {
        command,
        contract: ArchiveCopies,
        fixed: { copyIds: [copy.id] },
        about,
        fields: [{ ...place(), label: t('carrier.place.archive') }],
      };
    case 'archive.retrieve':
      return { command, contract: RetrieveCopy, fixed, about, fields: [place(), reason()] };
    case 'copy.reportMissing':
      return {
        command,
        contract: ReportMissing,
        fixed,
        about: t('form.missing.about', { copy: about }),
        fields: [{ ...note, why: t('form.missing.why') }],
      };
    case 'copy.find':
      return { command, contract: FindCopy, fixed, about, fields: [place(), note] };
    default:
      return null;
  }
}

/** A week from today: what most loans are asked for. */
function usualReturn(): string {
  return todayHere(new Date(Date.now() + usualLoanDays * 86_400_000));
}

function aboutCopy(page: CarrierPageView, copy: CopyViewData): string {
  return [`${page.number}-${copy.copyNo}`, page.title ?? '', copy.holder ?? copy.place]
    .filter((one) => one !== '')
    .join(' · ');
}

/** Readers are chosen from the scope; who stands outside it cannot be handed anything. */
function startForm(page: CarrierPageView, copy: CopyViewData): CommandForm {
  const likely = (page.scope ?? []).flatMap((one) =>
    one.personId === null || one.person === null ? [] : [{ id: one.personId, name: one.person }],
  );
  return {
    command: 'circulation.start',
    contract: StartCirculation,
    fixed: { copyId: copy.id },
    initial: { readerIds: [], urgent: false, daysPerReader: readerDaysDefault },
    about: aboutCopy(page, copy),
    fields: [
      {
        name: 'readerIds',
        label: t('circulation.readers'),
        kind: 'custom',
        grouped: true,
        why: t('circulation.readers.why'),
        control: (control) => <PeopleList {...control} likely={likely} ordered />,
      },
      { name: 'daysPerReader', label: t('circulation.days'), kind: 'number', why: t('circulation.days.why') },
      { name: 'urgent', label: t('circulation.urgent'), kind: 'toggle', why: t('circulation.urgent.why') },
    ],
  };
}

function readerField(copy: CopyViewData): FieldSpec {
  return {
    name: 'readerId',
    label: t('next.reader'),
    kind: 'select',
    choices: waitingOf(copy).map((one) => ({
      value: one.id,
      label: t('next.reader.of', { place: one.place, person: one.person }),
    })),
  };
}

function passForm(state: DialogState, copy: CopyViewData): CommandForm {
  const deputy: FieldSpec = {
    name: 'deputyId',
    label: t('circulation.deputy'),
    kind: 'person',
    optional: 'null',
    why: t('circulation.deputy.why'),
  };
  return {
    command: 'circulation.pass',
    contract: PassToReader,
    fixed: {},
    initial: { readerId: state.subject?.id ?? waitingOf(copy)[0]?.id ?? '' },
    fields: [readerField(copy), deputy],
  };
}

function skipForm(state: DialogState, copy: CopyViewData): CommandForm {
  return {
    command: 'circulation.skip',
    contract: SkipReader,
    fixed: {},
    initial: { readerId: state.subject?.id ?? waitingOf(copy)[0]?.id ?? '' },
    about: t('form.skip.about'),
    fields: [readerField(copy), reason()],
  };
}

export interface CommandQuestion {
  readonly command: string;
  readonly happens: readonly ReactNode[];
  readonly input: (reason: string) => unknown;
  readonly reasonLabel?: string;
}

/** Commands with nothing to fill in, asked once more with what will happen. */
export function carrierQuestion({ command, copy, subject }: DialogState): CommandQuestion | null {
  if (command === 'circulation.close' && copy?.circulation != null) {
    const { circulation } = copy;
    const waiting = waitingOf(copy);
    return {
      command,
      happens: [
        t('form.close.one', { no: copy.copyNo }),
        ...(waiting.length === 0
          ? []
          : [t('form.close.two', { who: waiting.map((one) => one.person).join(t('list.and')) })]),
      ],
      input: () => ({ circulationId: circulation.id }),
    };
  }
  if (command === 'loan.handOut' && copy?.loan != null) {
    const { loan } = copy;
    return {
      command,
      happens: [
        t('form.handout.one', { no: copy.copyNo, person: loan.borrower, day: formatDay(loan.dueOn) }),
        t('form.handout.two', { purpose: loan.purpose }),
      ],
      input: () => ({ loanId: loan.id }),
    };
  }
  if (command === 'carrier.narrowScope' && subject !== undefined) {
    const [carrierId = '', scopeId = ''] = subject.id.split('/');
    return {
      command,
      happens: [t('form.narrow.one', { who: subject.name }), t('form.narrow.two')],
      input: (words) => ({ carrierId, scopeId, reason: words }),
      reasonLabel: t('field.reason'),
    };
  }
  return null;
}
