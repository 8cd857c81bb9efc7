import type { KeyStoreGenerationView, KeyStorePageView } from '@fengni/kernel/vault/contract';
import { formatDay, formatInstant, formatNumber } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { MenuButton } from '../../ui/menu-button.tsx';
import { Card } from '../../ui/page-frame.tsx';
import { FaultBox } from '../../ui/query-view.tsx';
import { RegisterTable } from '../../ui/register-table.tsx';
import { useDownload } from '../carriers/download.ts';

export interface GenerationActions {
  /** Why none of it is the caller's to do; null for the security administrator. */
  readonly whyNot: string | null;
  readonly onDestroyed: (generation: KeyStoreGenerationView) => void;
  readonly onHandOver: (generation: KeyStoreGenerationView) => void;
  readonly onRehearsal: (generation: KeyStoreGenerationView) => void;
}

/** The copies of the store in custodians' hands, and what still has to be handed out of a new one. */
export function GenerationsCard({
  data,
  actions,
  onMake,
}: {
  readonly data: KeyStorePageView;
  readonly actions: GenerationActions;
  readonly onMake: () => void;
}) {
  const { generations } = data;
  return (
    <>
      {generations
        .filter((one) => one.sheetsUntil !== null)
        .map((one) => (
          <HandOutCard key={one.id} generation={one} whyNot={actions.whyNot} />
        ))}
      <Card title={t('keystore.generations')} flush>
        {generations.length === 0 ? (
          <EmptyState
            title={t('keystore.generations.empty')}
            first={t('keystore.generations.first')}
            actions={
              <ActionButton disabledReason={actions.whyNot ?? whyNotOpen(data)} onClick={onMake}>
                {t('keystore.make')}
              </ActionButton>
            }
          />
        ) : (
          <GenerationTable rows={generations} actions={actions} open={whyNotOpen(data)} />
        )}
      </Card>
    </>
  );
}

/** Why the store must be opened first. */
export function whyNotOpen(data: KeyStorePageView): string | null {
  if (data.status === 'none') return t('keystore.status.none');
  return data.status === 'locked' ? t('keystore.unlock.first') : null;
}

function GenerationTable({
  rows,
  actions,
  open,
}: {
  readonly rows: readonly KeyStoreGenerationView[];
  readonly actions: GenerationActions;
  readonly open: string | null;
}) {
  return (
    <RegisterTable
      label={t('keystore.generations')}
      rows={rows}
      rowKey={(row) => row.id}
      dense
      sort={null}
      onSort={() => undefined}
      columns={[
        {
          key: 'number',
          title: t('keystore.generation'),
          render: (row) => t('keystore.generation.number', { n: row.number }),
        },
        { key: 'made', title: t('keystore.made'), numeric: true, render: (row) => formatInstant(row.madeAt) },
        {
          key: 'custodians',
          title: t('keystore.custodians'),
          render: (row) => (
            <>
              {row.custodians.map((one) => one.name).join('、')}{' '}
              <span className="why">{t('keystore.threshold.of', { n: row.threshold })}</span>
            </>
          ),
        },
        {
          key: 'objects',
          title: t('keystore.documents'),
          numeric: true,
          render: (row) => formatNumber(row.objectCount),
        },
        { key: 'state', title: t('field.state'), render: (row) => <GenerationState row={row} /> },
        {
          key: 'actions',
          title: t('keystore.actions'),
          fixed: true,
          render: (row) =>
            row.state === 'destroyed' ? null : (
              <MenuButton
                label={t('keystore.generation.actions', { n: row.number })}
                dots
                choices={[
                  {
                    key: 'rehearsal',
                    label: t('keystore.rehearsal.record'),
                    disabledReason: actions.whyNot ?? open,
                    onChoose: () => actions.onRehearsal(row),
                  },
                  {
                    key: 'handover',
                    label: t('keystore.share.handover'),
                    disabledReason: actions.whyNot,
                    onChoose: () => actions.onHandOver(row),
                  },
                  {
                    key: 'destroyed',
                    label: t('keystore.destroyed'),
                    disabledReason: actions.whyNot,
                    onChoose: () => actions.onDestroyed(row),
                  },
                ]}
              />
            ),
        },
      ]}
    />
  );
}

function GenerationState({ row }: { readonly row: KeyStoreGenerationView }) {
  if (row.state === 'destroyed') {
    const by = row.witnesses.map((one) => one.name).join('、');
    return (
      <>
        {t('keystore.state.destroyed', { day: formatDay(row.destroyedOn ?? '') })}{' '}
        <span className="why">{t('keystore.state.witnessed', { names: by })}</span>
      </>
    );
  }
  if (row.heldDestroyed === 0) return <span className="ok">{t('keystore.state.alive')}</span>;
  return <span className="late">{t('keystore.state.holds', { n: row.heldDestroyed })}</span>;
}

/** Within the hour: the file onto a medium, and each custodian's sheet into his own hand. */
function HandOutCard({
  generation,
  whyNot,
}: {
  readonly generation: KeyStoreGenerationView;
  readonly whyNot: string | null;
}) {
  const download = useDownload();
  const { id, number, custodians } = generation;
  return (
    <Card title={t('keystore.handout', { n: number })} late flush>
      <ol className="lines">
        <li>
          <span className="grow">
            {t('keystore.handout.file')} <span className="why">{t('keystore.handout.file.why')}</span>
          </span>
          <ActionButton
            size="small"
            loading={download.busy}
            disabledReason={whyNot}
            onClick={() => void download.run('vault.generationFile', { generationId: id })}
          >
            {t('keystore.handout.take')}
          </ActionButton>
        </li>
        {custodians.map((one) => (
          <li key={one.id}>
            <span className="grow">{t('keystore.handout.sheet', { name: one.name })}</span>
            <ActionButton
              size="small"
              loading={download.busy}
              disabledReason={whyNot}
              aria-label={t('keystore.handout.sheet', { name: one.name })}
              onClick={() =>
                void download.run('vault.custodianSheet', { generationId: id, custodianId: one.id })
              }
            >
              {t('keystore.handout.print')}
            </ActionButton>
          </li>
        ))}
      </ol>
      <div className="card-body">
        {download.fault === null ? null : <FaultBox text={download.fault} />}
        <p className="why">
          {t('keystore.handout.until', { time: formatInstant(generation.sheetsUntil ?? '') })}
        </p>
      </div>
    </Card>
  );
}
