import { formatInstant } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Card } from '../../ui/page-frame.tsx';
import type { VisitAct } from './visit-dialog.tsx';
import { type Visit, whyNotKeep } from './visit-standing.ts';
import { treatmentWords } from './visit-words.ts';

type Stop = Visit['route'][number];

/** The route in order: what is closed or prepared, and whether that is done. */
export function RouteCard({ visit, onAct }: { visit: Visit; onAct: (act: VisitAct) => void }) {
  const waiting = visit.route.filter((stop) => stop.treatment !== 'open' && stop.preparedAt === null).length;
  return (
    <Card
      title={t('visit.route')}
      aside={visit.state === 'approved' && waiting > 0 ? t('visit.route.waiting', { n: waiting }) : undefined}
      flush
    >
      {visit.route.length === 0 ? (
        <EmptyState title={t('visit.route.none')} first={t('visit.route.none.first')} />
      ) : (
        <ol className="lines">
          {visit.route.map((stop, i) => (
            <li key={stop.id}>
              <span className="num why">{i + 1}</span>
              <span className="grow">
                {stop.area} {stop.keyPlace ? <span className="late">{t('visit.key.place')}</span> : null}
                <span className="why">
                  {' '}
                  {[treatmentWords(stop.treatment), stop.preparation]
                    .filter((part) => part !== '')
                    .join(' · ')}
                </span>
              </span>
              <StopState stop={stop} visit={visit} onAct={onAct} />
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}

function StopState({ stop, visit, onAct }: { stop: Stop; visit: Visit; onAct: (act: VisitAct) => void }) {
  if (stop.treatment === 'open') return null;
  if (stop.preparedAt !== null)
    return (
      <span className="why">
        {t('visit.prepared.by', { at: formatInstant(stop.preparedAt), name: stop.preparedBy ?? '' })}{' '}
        {stop.preparedNote}
      </span>
    );
  if (visit.state !== 'approved') return null;
  return (
    <ActionButton
      size="small"
      disabledReason={whyNotKeep(visit)}
      aria-label={t('visit.prepare.of', { area: stop.area })}
      onClick={() => onAct({ kind: 'prepare', stopId: stop.id })}
    >
      {t('visit.prepare')}
    </ActionButton>
  );
}
