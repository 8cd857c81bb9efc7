import { copyStateTitles } from '@fengni/server/modules/carriers/rules';
import { useRouter } from '@tanstack/react-router';
import { formatDay, formatInstant, todayHere } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { MenuButton } from '../../ui/menu-button.tsx';
import { dialogOf, menuChoices } from './carrier-actions.ts';
import type { CarrierPartProps } from './carrier-page.tsx';
import { type CopyViewData, lacksDuty } from './carrier-words.ts';
import { LabelLinks } from './choose-copies-dialog.tsx';

/** Every copy as a row: state, hand, place, since, due, and what can be done with it. */
export function CopiesTab({ page, onOpen }: CarrierPartProps) {
  const router = useRouter();
  if (page.copyViews.length === 0)
    return <EmptyState title={t('carrier.life.empty')} first={t('carrier.life.empty.first')} />;
  const keeps = page.copyViews.some(
    (copy) => !lacksDuty(copy.actions.find((action) => action.command === 'copy.store')),
  );
  function start(command: string, copy: CopyViewData) {
    const opened = dialogOf(command, page, copy);
    if (typeof opened === 'string') router.history.push(opened);
    else if (opened !== null) onOpen(opened);
  }
  return (
    <>
      <div className="table-scroll">
        <table className="ledger" aria-label={t('carrier.copies')}>
          <thead>
            <tr>
              <th scope="col">{t('carrier.copy.number')}</th>
              <th scope="col">{t('field.state')}</th>
              <th scope="col">{t('carrier.copy.holder')}</th>
              <th scope="col">{t('carrier.place')}</th>
              <th scope="col">{t('carrier.copy.since')}</th>
              <th scope="col">{t('carrier.due')}</th>
              <th scope="col">{t('action.others')}</th>
            </tr>
          </thead>
          <tbody>
            {page.copyViews.map((copy) => (
              <tr key={copy.id}>
                <td data-label={t('carrier.copy.number')} className="num">
                  <span>
                    <AppLink to={paths.carrier(page.id, { copy: copy.id })}>{copy.copyNo}</AppLink>{' '}
                    <span className="why mono">{copy.code}</span>
                  </span>
                </td>
                <td data-label={t('field.state')}>{pick(copyStateTitles[copy.state])}</td>
                <td data-label={t('carrier.copy.holder')}>{copy.holder ?? ''}</td>
                <td data-label={t('carrier.place')}>{copy.place}</td>
                <td data-label={t('carrier.copy.since')} className="num">
                  {formatInstant(copy.since)}
                </td>
                <td
                  data-label={t('carrier.due')}
                  className={copy.dueOn !== null && copy.dueOn < todayHere() ? 'num late' : 'num'}
                >
                  {copy.dueOn === null ? '' : formatDay(copy.dueOn)}
                </td>
                <td className="copy-actions">
                  <MenuButton
                    dots
                    label={t('action.others.of', { number: `${page.number}-${copy.copyNo}` })}
                    choices={menuChoices({
                      page: { ...page, actions: [] },
                      copy,
                      except: null,
                      onStart: (command) => start(command, copy),
                    })}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {page.copyCount > page.copyViews.length ? (
        <p className="card-body why">
          {t('carrier.copies.more', { n: page.copyViews.length, total: page.copyCount })}
        </p>
      ) : null}
      {keeps ? (
        <div className="card-body">
          <h3 className="part-head">{t('carrier.labels')}</h3>
          <LabelLinks copyIds={page.copyViews.map((copy) => copy.id)} />
        </div>
      ) : null}
    </>
  );
}
