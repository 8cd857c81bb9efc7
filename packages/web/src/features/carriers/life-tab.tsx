import { copyStateTitles } from '@fengni/server/modules/carriers/rules';
import { formatDay, todayHere } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LifeLine } from '../../ui/life-line.tsx';
import { AppLink } from '../../ui/link.tsx';
import type { CarrierPartProps } from './carrier-page.tsx';
import type { CopyViewData } from './carrier-words.ts';
import { lifeStops } from './life-stops.ts';

/** A life line for every copy. */
export function LifeTab({ page }: CarrierPartProps) {
  if (page.copyViews.length === 0)
    return <EmptyState title={t('carrier.life.empty')} first={t('carrier.life.empty.first')} />;
  return (
    <div className="life-tab">
      {page.copyViews.map((copy) => (
        <section key={copy.id} aria-labelledby={`life-${copy.id}`}>
          <h3 id={`life-${copy.id}`}>
            <AppLink to={paths.carrier(page.id, { copy: copy.id })}>
              {t('carrier.copy.no', { no: copy.copyNo })}
            </AppLink>{' '}
            <WhereNow copy={copy} />
            {copy.circulation === null ? null : (
              <AppLink className="why" to={paths.circulationSlip(page.id, copy.circulation.id)}>
                {t('slip.open')}
              </AppLink>
            )}
          </h3>
          <CopyLine page={page} copy={copy} />
        </section>
      ))}
    </div>
  );
}

/** Who is in the scope only sees the stops he was at. */
function CopyLine({ page, copy }: { readonly page: CarrierPartProps['page']; readonly copy: CopyViewData }) {
  const stops = lifeStops(page, copy);
  if (stops.length === 0) return <p className="why life-none">{t('carrier.life.hidden')}</p>;
  return <LifeLine label={t('carrier.life.of', { no: copy.copyNo })} stops={stops} />;
}

/** Where a copy is and since when it is late. */
export function WhereNow({ copy }: { readonly copy: CopyViewData }) {
  const place = copy.holder ?? copy.place;
  const words = [pick(copyStateTitles[copy.state]), place].filter((one) => one !== '').join(' · ');
  if (copy.dueOn === null) return <span className="why">{words}</span>;
  const late = copy.dueOn < todayHere();
  return (
    <span className={late ? 'late where-now' : 'why'}>
      {words} ·{' '}
      {late
        ? t('carrier.late', { day: formatDay(copy.dueOn) })
        : t('next.due', { day: formatDay(copy.dueOn) })}
    </span>
  );
}
