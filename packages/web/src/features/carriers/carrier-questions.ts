import type { ReactNode } from 'react';
import { formatDay } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import type { DialogState } from './carrier-forms.tsx';
import { waitingOf } from './next-step.ts';

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
