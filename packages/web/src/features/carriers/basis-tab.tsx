import { levelOf } from '@fengni/schemes/packs';
import { formatDay } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { AppLink } from '../../ui/link.tsx';
import { KeyValues } from '../../ui/page-frame.tsx';
import type { CarrierPartProps } from './carrier-page.tsx';
import { carrierStateWords, urgencyChoices } from './carrier-words.ts';
import { TitleText } from './carrier-columns.tsx';
import { DeterminationBasis, QuestionButtons } from '../classification/determination-basis.tsx';

/** What is on the register about the thing itself: mark and what it means, term, origin, what it was taken from. */
export function BasisTab({ page }: CarrierPartProps) {
  const level = levelOf(page.scheme, page.level);
  const urgency = urgencyChoices().find((choice) => choice.value === page.urgency)?.label ?? t('value.none');
  return (
    <div className="card-body">
      <DeterminationBasis page={page} />
      <KeyValues
        rows={[
          [t('field.title'), <TitleText key="title" title={page.title} />],
          [t('field.level'), level === undefined ? page.mark : `${page.mark} · ${pick(level.definition)}`],
          [
            t('carrier.expires'),
            page.expiresOn === null ? t('carrier.expires.unknown') : formatDay(page.expiresOn, 0),
          ],
          [t('carrier.documentno'), page.documentNo ?? t('value.none')],
          [t('carrier.originator'), page.originator ?? t('value.none')],
          [
            t('carrier.issued'),
            page.issuedOn === null ? t('carrier.issued.unknown') : formatDay(page.issuedOn, 0),
          ],
          [t('carrier.urgency'), urgency],
          [
            t('carrier.origin'),
            page.origin === 'own' ? t('carrier.origin.own') : t('carrier.origin.received'),
          ],
          [t('field.state'), carrierStateWords(page.state)],
          [
            t('carrier.derived'),
            page.derivedFrom === null ? (
              t('value.none')
            ) : (
              <AppLink key="source" to={paths.carrier(page.derivedFrom.id)}>
                {page.derivedFrom.number}
              </AppLink>
            ),
          ],
          [t('carrier.remark'), page.remark ?? t('value.none')],
        ]}
      />
      <QuestionButtons page={page} />
    </div>
  );
}
