import type { OpinionView } from '@fengni/server/modules/visits/contract';
import { formatInstant } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { AppLink } from '../../ui/link.tsx';
import { Card } from '../../ui/page-frame.tsx';
import { verdictWords } from './visit-words.ts';

/** What reviewers and deciders said, newest first, and the request that waits. */
export function OpinionsCard({
  opinions,
  pendingId,
}: {
  opinions: readonly OpinionView[];
  pendingId: string | null;
}) {
  return (
    <Card title={t('visit.opinions')} flush>
      <ul className="lines">
        {pendingId === null ? null : (
          <li>
            <AppLink to={paths.approval(pendingId)}>{t('visit.waits')}</AppLink>
          </li>
        )}
        {opinions.map((one) => (
          <li key={`${one.person} ${one.decidedAt}`}>
            <span className="grow">
              {one.step === null ? '' : pick(one.step)} {one.person}
              <span className="why"> {verdictWords(one)}</span>
            </span>
            <span className="why num">{formatInstant(one.decidedAt)}</span>
          </li>
        ))}
        {pendingId === null && opinions.length === 0 ? (
          <li className="quiet">{t('visit.opinions.none')}</li>
        ) : null}
      </ul>
    </Card>
  );
}
