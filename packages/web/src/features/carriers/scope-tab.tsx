import { formatDay } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { AppLink } from '../../ui/link.tsx';
import type { CarrierPartProps } from './carrier-page.tsx';
import { basisWords, whyNot } from './carrier-words.ts';

/** Who may know, on what basis, since when; widening asks for consent, narrowing is at once. */
export function ScopeTab({ page, onOpen }: CarrierPartProps) {
  const widen = page.actions.find((action) => action.command === 'carrier.widenScope');
  const narrow = page.actions.find((action) => action.command === 'carrier.narrowScope');
  if (page.scope === null) return <p className="card-body quiet">{t('carrier.scope.handled')}</p>;
  return (
    <>
      <ul className="lines" aria-label={t('carrier.scope')}>
        {page.scope.map((one) => {
          const name = one.person ?? t('scope.post', { post: one.post ?? '' });
          return (
            <li key={one.id}>
              <span className="grow">
                {one.personId === null ? name : <AppLink to={paths.person(one.personId)}>{name}</AppLink>}{' '}
                <span className="why">
                  {t('carrier.scope.since', { basis: basisWords(one.basis), day: formatDay(one.addedAt) })}
                </span>
              </span>
              {narrow === undefined ? null : (
                <ActionButton
                  size="small"
                  aria-label={t('carrier.scope.remove', { who: name })}
                  disabledReason={whyNot(narrow)}
                  onClick={() =>
                    onOpen({
                      command: 'carrier.narrowScope',
                      copy: null,
                      subject: { id: `${page.id}/${one.id}`, name },
                    })
                  }
                >
                  {t('carrier.act.narrowScope')}
                </ActionButton>
              )}
            </li>
          );
        })}
      </ul>
      {widen === undefined ? null : (
        <div className="card-body">
          <ActionButton
            disabledReason={whyNot(widen)}
            onClick={() => onOpen({ command: 'carrier.widenScope', copy: null })}
          >
            {t('carrier.act.parks', { what: t('carrier.act.widenScope') })}
          </ActionButton>
          <p className="why">{t('carrier.scope.note')}</p>
        </div>
      )}
    </>
  );
}
