import {
  type CarrierPageView,
  PassToReader,
  SkipReader,
  StartCirculation,
} from '@fengni/server/modules/carriers/contract';
import { readerDaysDefault } from '@fengni/server/modules/carriers/rules';
import { t } from '../../lib/i18n.ts';
import type { FieldSpec } from '../../ui/form-field.tsx';
import type { CommandForm, DialogState } from './carrier-forms.tsx';
import type { CopyViewData } from './carrier-words.ts';
import { aboutCopy, reason } from './form-parts.ts';
import { waitingOf } from './next-step.ts';
import { PeopleList } from './people-list.tsx';

/** Readers are chosen from the scope; who stands outside it cannot be handed anything. */
export function startForm(page: CarrierPageView, copy: CopyViewData): CommandForm {
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

export function passForm(state: DialogState, copy: CopyViewData): CommandForm {
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

export function skipForm(state: DialogState, copy: CopyViewData): CommandForm {
  return {
    command: 'circulation.skip',
    contract: SkipReader,
    fixed: {},
    initial: { readerId: state.subject?.id ?? waitingOf(copy)[0]?.id ?? '' },
    about: t('form.skip.about'),
    fields: [readerField(copy), reason()],
  };
}
