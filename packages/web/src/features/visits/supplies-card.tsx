import { useRouter } from '@tanstack/react-router';
import { formatDay } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card } from '../../ui/page-frame.tsx';
import type { Visit } from './visit-standing.ts';
import { formWords, supplyStateWords } from './visit-words.ts';

/** What is shown and given on this visit, each reviewed by itself. */
export function SuppliesCard({ visit }: { visit: Visit }) {
  const router = useRouter();
  return (
    <Card
      title={t('visit.supplies')}
      aside={
        <ActionButton
          size="small"
          disabledReason={visit.state === 'cancelled' ? t('visit.over') : null}
          onClick={() =>
            router.history.push(
              paths.newSupply({ visit: visit.id, recipient: visit.firm, country: visit.country }),
            )
          }
        >
          {t('supply.new')}
        </ActionButton>
      }
      flush
    >
      {visit.supplies.length === 0 ? (
        <EmptyState title={t('visit.supplies.none')} first={t('visit.supplies.none.first')} />
      ) : (
        <ul className="lines">
          {visit.supplies.map((one) => (
            <li key={one.id}>
              <span className="grow">
                <AppLink to={paths.supply(one.id)}>{one.number}</AppLink> {one.title}
                <span className="why">
                  {' '}
                  {[formWords(one.form), one.mark].filter((part) => part !== '').join(' · ')}
                </span>
              </span>
              <span className="why">
                {supplyStateWords(one.state)}
                {one.givenOn === null ? '' : ` ${formatDay(one.givenOn)}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
