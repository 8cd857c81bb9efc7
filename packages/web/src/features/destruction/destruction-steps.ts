import type { DestructionPage } from '@fengni/server/modules/carriers/contract';
import type { z } from 'zod';
import { formatDay, formatInstant } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import type { LifeStop } from '../../ui/life-line.tsx';
import { destructionStateWords } from './destruction-words.ts';

export type Destruction = z.output<typeof DestructionPage>;

/** True while consents are being waited for. */
export function isWaiting(list: Destruction): boolean {
  return list.state === 'submitted';
}

/** Draft, two consents, two witnesses, destroyed: what is done, what is next. */
export function destructionSteps(list: Destruction): LifeStop[] {
  if (list.state === 'cancelled') {
    return [
      {
        key: 'draft',
        label: t('destruction.step.draft'),
        lines: [formatInstant(list.madeAt)],
        state: 'past',
      },
      { key: 'end', label: destructionStateWords('cancelled'), lines: [], state: 'now' },
    ];
  }
  const approved = list.state === 'approved' || list.state === 'destroyed';
  const asked = approved || isWaiting(list);
  const draft: LifeStop = {
    key: 'draft',
    label: t('destruction.step.draft'),
    lines: [t('destruction.step.items', { n: list.copies + list.bags }), formatInstant(list.madeAt)],
    state: asked ? 'past' : 'now',
  };
  return [
    draft,
    ...consentStops(list, asked, approved),
    ...witnessStops(list, approved),
    endStop(list, approved),
  ];
}

function consentStops(list: Destruction, asked: boolean, approved: boolean): LifeStop[] {
  const labels = [t('destruction.step.unit'), t('destruction.step.leader')];
  const consents = asked ? list.approvals : [];
  return labels.map((label, i) => {
    const consent = consents[i];
    const key = `consent-${i}`;
    const link = list.approvalId === null || !asked ? {} : { to: paths.approval(list.approvalId) };
    if (consent !== undefined)
      return { key, label, lines: [consent.person, formatInstant(consent.at)], state: 'past', ...link };
    if (approved) return { key, label, lines: [], state: 'past', ...link };
    const isNow = asked && i === consents.length;
    return {
      key,
      label,
      lines: [isNow ? t('destruction.step.waiting') : t('life.next')],
      state: isNow ? 'now' : 'next',
      ...link,
    };
  });
}

function witnessStops(list: Destruction, approved: boolean): LifeStop[] {
  if (list.witnesses.length === 0)
    return [
      { key: 'witness', label: t('destruction.step.witnesses'), lines: [t('life.next')], state: 'next' },
    ];
  return list.witnesses.map((witness) => ({
    key: witness.personId,
    label: t('destruction.step.witness'),
    lines: [
      witness.person,
      witness.signedAt === null ? t('destruction.step.unsigned') : formatInstant(witness.signedAt),
    ],
    state: witness.signedAt !== null ? 'past' : approved ? 'now' : 'next',
  }));
}

function endStop(list: Destruction, approved: boolean): LifeStop {
  const allSigned = list.witnesses.length > 0 && list.witnesses.every((witness) => witness.signedAt !== null);
  if (list.destroyedAt !== null)
    return {
      key: 'end',
      label: t('destruction.step.destroyed'),
      lines: [formatInstant(list.destroyedAt), list.certificateNo ?? ''].filter((line) => line !== ''),
      state: 'past',
    };
  return {
    key: 'end',
    label: t('destruction.step.destroy'),
    lines: [t('destruction.step.planned', { day: formatDay(list.plannedOn) })],
    state: approved && allSigned ? 'now' : 'next',
  };
}
