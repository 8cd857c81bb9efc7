import {
  ArchiveCopies,
  BorrowCopy,
  type CarrierPageView,
  FindCopy,
  NameBorrower,
  ReportMissing,
  RetrieveCopy,
  StoreCopies,
  TakeBackFromReader,
  TakeBackLoan,
  TakeBackUnnamed,
  TakeOut,
} from '@fengni/server/modules/carriers/contract';
import { t } from '../../lib/i18n.ts';
import type { CommandForm, DialogState } from './carrier-forms.tsx';
import type { CopyViewData } from './carrier-words.ts';
import { passForm, skipForm, startForm } from './circulation-forms.tsx';
import { aboutCopy, dueOn, note, place, placeIfOther, reason, usualReturn } from './form-parts.ts';
import { readingOf } from './next-step.ts';
import { PeopleList } from './people-list.tsx';

/** The form of a command about one copy. */
export function formOfCopy(
  state: DialogState,
  page: CarrierPageView,
  copy: CopyViewData,
): CommandForm | null {
  const { command } = state;
  const about = aboutCopy(page, copy);
  const fixed = { copyId: copy.id };
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
    case 'loan.takeBackUnnamed':
      return { command, contract: TakeBackUnnamed, fixed, about, fields: [placeIfOther(), reason()] };
    case 'loan.nameBorrower':
      return {
        command,
        contract: NameBorrower,
        fixed,
        about,
        initial: { dueOn: usualReturn() },
        fields: [
          { name: 'borrowerId', label: t('loan.borrower'), kind: 'person', why: t('loan.borrower.why') },
          dueOn(),
          reason(),
        ],
      };
    case 'loan.borrow':
      return {
        command,
        contract: BorrowCopy,
        fixed,
        about,
        initial: { dueOn: usualReturn() },
        fields: [dueOn(), reason()],
      };
    case 'loan.takeOut':
      return {
        command,
        contract: TakeOut,
        fixed,
        about,
        initial: { dueOn: usualReturn(), companionIds: [] },
        fields: [
          { name: 'destination', label: t('loan.destination'), kind: 'text', autoFocus: true, seen: true },
          dueOn(),
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
        fields: [note(t('form.missing.why'))],
      };
    case 'copy.find':
      return { command, contract: FindCopy, fixed, about, fields: [place(), note()] };
    default:
      return null;
  }
}
