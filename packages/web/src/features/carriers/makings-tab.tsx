import { formatInstant } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import type { CarrierPartProps } from './carrier-page.tsx';
import { whyNot } from './carrier-words.ts';

/** Orders to make copies, who made them on which printer, and what became of the waste (CAR-2). */
export function MakingsTab({ page, onOpen }: CarrierPartProps) {
  const make = page.actions.find((action) => action.command === 'carrier.makeCopies');
  const kinds = {
    original: t('making.kind.original'),
    copy: t('making.kind.copy'),
    extract: t('making.kind.extract'),
  };
  const wastes: Readonly<Record<string, string>> = {
    none: t('making.waste.none'),
    destroyed: t('making.waste.destroyed'),
    kept: t('making.waste.kept'),
  };
  const states = {
    ordered: t('making.state.ordered'),
    made: t('making.state.made'),
    lapsed: t('making.state.lapsed'),
  };
  return (
    <ul className="lines" aria-label={t('carrier.tab.making')}>
      {page.makings.map((one) => (
        <li key={one.id}>
          <span className="grow">
            {t('making.line', { kind: kinds[one.kind], n: one.copies, state: states[one.state] })}
            <span className="why making-facts">
              {[
                one.madeAt === null ? '' : formatInstant(one.madeAt),
                one.printer,
                one.place,
                one.state === 'made'
                  ? t('making.spoiled.of', { n: one.spoiled, waste: wastes[one.waste] ?? one.waste })
                  : '',
                one.purpose,
              ]
                .filter((part) => part !== '')
                .join(' · ')}
            </span>
          </span>
          {one.state !== 'ordered' || make === undefined ? null : (
            <ActionButton
              type="primary"
              disabledReason={whyNot(make)}
              onClick={() =>
                onOpen({ command: 'carrier.makeCopies', copy: null, subject: { id: one.id, name: '' } })
              }
            >
              {t('carrier.act.makeCopies')}
            </ActionButton>
          )}
        </li>
      ))}
    </ul>
  );
}
