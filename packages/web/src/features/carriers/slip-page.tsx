import {
  CarrierPage as CarrierContract,
  type CarrierPageView,
} from '@fengni/server/modules/carriers/contract';
import { useParams } from '@tanstack/react-router';
import { fileUrl } from '../../lib/client.ts';
import { formatDay, formatInstant } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LevelChip } from '../../ui/level-chip.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { type CopyViewData, lacksDuty, readerStateWords } from './carrier-words.ts';
import '../../ui/register.css';
import './carriers.css';

/** A circulation slip on screen as it lies in the folder, to look at or print. */
export function SlipPage() {
  const { id = '', slipId = '' } = useParams({ strict: false });
  const carrier = useQueryData({ name: 'carrier.open', input: { carrierId: id }, output: CarrierContract });
  return (
    <QueryView query={carrier}>
      {(page) => {
        const copy = page.copyViews.find((one) => one.circulation?.id === slipId);
        return (
          <PageFrame
            title={t('slip.title', { number: page.number, no: copy?.copyNo ?? '' })}
            chip={<LevelChip mark={page.mark} level={page.levelToken} large />}
            crumbs={[
              { label: t('nav.carriers'), to: paths.carriers() },
              { label: page.number, to: paths.carrier(page.id) },
              { label: t('slip.name') },
            ]}
            actions={
              <span className="no-print page-actions">
                {lacksDuty(
                  copy?.actions.find((action) => action.command === 'circulation.takeBack'),
                ) ? null : (
                  <ActionButton
                    type="primary"
                    href={fileUrl('circulation.slip', { circulationId: slipId })}
                    target="_blank"
                  >
                    {t('slip.pdf')}
                  </ActionButton>
                )}
                <ActionButton onClick={() => globalThis.print()}>{t('slip.print')}</ActionButton>
              </span>
            }
          >
            {copy?.circulation == null ? (
              <section className="card">
                <EmptyState title={t('slip.closed')} first={t('slip.closed.first')} />
              </section>
            ) : (
              <Slip page={page} circulation={copy.circulation} />
            )}
          </PageFrame>
        );
      }}
    </QueryView>
  );
}

function Slip({
  page,
  circulation,
}: {
  readonly page: CarrierPageView;
  readonly circulation: NonNullable<CopyViewData['circulation']>;
}) {
  const signed: Readonly<Record<string, string>> = {
    screen: t('carrier.signed.screen'),
    clerk: t('carrier.signed.clerk'),
    paper: t('carrier.signed.paper'),
  };
  return (
    <section className="card slip">
      <div className="card-body">
        <p>
          <b>{page.title ?? page.number}</b>
        </p>
        <p className="quiet">
          {[
            page.documentNo ?? '',
            page.originator ?? '',
            circulation.urgent ? t('circulation.urgent') : t('slip.days', { n: circulation.daysPerReader }),
          ]
            .filter((one) => one !== '')
            .join(' · ')}
        </p>
      </div>
      <div className="table-scroll">
        <table className="ledger" aria-label={t('slip.name')}>
          <thead>
            <tr>
              <th scope="col">{t('slip.order')}</th>
              <th scope="col">{t('slip.reader')}</th>
              <th scope="col">{t('slip.received')}</th>
              <th scope="col">{t('carrier.due')}</th>
              <th scope="col">{t('slip.returned')}</th>
              <th scope="col">{t('slip.signed')}</th>
              <th scope="col">{t('field.state')}</th>
            </tr>
          </thead>
          <tbody>
            {circulation.readers.map((one) => (
              <tr key={one.id}>
                <td data-label={t('slip.order')} className="num">
                  {one.place}
                </td>
                <td data-label={t('slip.reader')}>
                  <span>
                    {one.person}
                    {one.deputy === null ? null : (
                      <span className="why"> {t('slip.deputy', { person: one.deputy })}</span>
                    )}
                  </span>
                </td>
                <td data-label={t('slip.received')} className="num">
                  {one.receivedAt === null ? '' : formatInstant(one.receivedAt)}
                </td>
                <td data-label={t('carrier.due')} className="num">
                  {one.dueOn === null ? '' : formatDay(one.dueOn)}
                </td>
                <td data-label={t('slip.returned')} className="num">
                  {one.returnedAt === null ? '' : formatInstant(one.returnedAt)}
                </td>
                <td data-label={t('slip.signed')}>
                  {one.signed === null ? '' : (signed[one.signed] ?? one.signed)}
                </td>
                <td data-label={t('field.state')}>{readerStateWords(one.state)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="card-body why">{t('slip.rule', { n: circulation.daysPerReader })}</p>
    </section>
  );
}
