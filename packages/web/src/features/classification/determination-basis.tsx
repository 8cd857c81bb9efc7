import type { CarrierPageView } from '@fengni/server/modules/carriers/contract';
import { CarrierBasis } from '@fengni/server/modules/classification/contract';
import { useState } from 'react';
import { formatInstant } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { holdsDuty, useActor } from '../../lib/session.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { AppLink } from '../../ui/link.tsx';
import { KeyValues } from '../../ui/page-frame.tsx';
import { dutyWords } from '../keeping/copy-words.ts';
import { kindWords } from './classification-words.ts';
import { DisputeDialog, DoubtDialog } from './determination-dialogs.tsx';

const disputeDuties = ['officer', 'classifier', 'first-responsible', 'leader-in-charge'] as const;

/** The determination a carrier's mark rests on, for who knows both. */
export function DeterminationBasis({ page }: { readonly page: CarrierPageView }) {
  const basis = useQueryData({
    name: 'determination.ofCarrier',
    input: { carrierId: page.id },
    output: CarrierBasis,
    enabled: page.knows,
  });
  if (!page.knows) return null;
  const found = basis.data?.determination ?? null;
  if (found === null) return null;
  return (
    <KeyValues
      rows={[
        [
          t('determination.carrier.from'),
          <AppLink key="determination" to={paths.determination(found.id)}>
            {t('determination.carrier.basis', {
              number: found.number ?? '',
              kind: kindWords(found.kind),
              mark: found.mark,
            })}
          </AppLink>,
        ],
        [t('determination.basis'), found.citation === '' ? t('value.none') : found.citation],
        [
          t('determination.decider'),
          [found.decidedBy, formatInstant(found.decidedOn)].filter((part) => part !== '').join(' · '),
        ],
        ...(found.condition === '' ? [] : [[t('determination.condition'), found.condition] as const]),
      ]}
    />
  );
}

/** Whoever knows a carrier may question its classification. */
export function QuestionButtons({ page }: { readonly page: CarrierPageView }) {
  const actor = useActor();
  const [act, setAct] = useState<'doubt' | 'dispute' | null>(null);
  if (!page.knows) return null;
  const subject = { table: 'carrier', id: page.id } as const;
  const mayDispute = holdsDuty(actor, ...disputeDuties)
    ? null
    : t('action.who', { who: dutyWords(disputeDuties) });
  return (
    <>
      <div className="form-actions">
        <ActionButton onClick={() => setAct('doubt')}>{t('question.doubt')}</ActionButton>
        <ActionButton disabledReason={mayDispute} onClick={() => setAct('dispute')}>
          {t('question.dispute')}
        </ActionButton>
      </div>
      {act === 'doubt' ? <DoubtDialog subject={subject} onClose={() => setAct(null)} /> : null}
      {act === 'dispute' ? (
        <DisputeDialog subject={subject} scheme={page.scheme} onClose={() => setAct(null)} />
      ) : null}
    </>
  );
}
