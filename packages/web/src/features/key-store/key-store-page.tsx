import {
  type KeyStoreGenerationView,
  KeyStorePage,
  type KeyStorePageView,
  generationsMax,
} from '@fengni/kernel/vault/contract';
import { type ReactNode, useState } from 'react';
import { formatDay, formatInstant, formatNumber, todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { useActor } from '../../lib/session.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { MenuButton } from '../../ui/menu-button.tsx';
import { Card, KeyValues, PageFrame, TwoColumns } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { UploadLimitCard } from '../vault/upload-limit-card.tsx';
import { type GenerationActions, GenerationsCard, whyNotOpen } from './generations-card.tsx';
import {
  CreateDialog,
  DestroyedDialog,
  GenerationDialog,
  HandOverShareDialog,
  LockDialog,
  PassphraseDialog,
  RehearsalDialog,
  RotateDialog,
  UnlockDialog,
} from './key-store-dialogs.tsx';
import { levelKeyWords, statusWords, suiteWords } from './key-store-words.ts';
import '../../ui/register.css';
import '../../ui/form.css';

type Asked =
  | { readonly what: 'create' | 'unlock' | 'lock' | 'passphrase' | 'generation' }
  | { readonly what: 'rotate'; readonly levelKey: string }
  | { readonly what: 'destroyed' | 'rehearsal' | 'handover'; readonly generation: KeyStoreGenerationView };

const pageSeconds = 60;

/** The key store of the electronic documents: its state, the copies in custodians' hands, rehearsals, keys by level. */
export function KeyStore() {
  const actor = useActor();
  const [asked, setAsked] = useState<Asked | null>(null);
  const page = useQueryData({
    name: 'vault.keyStore',
    input: {},
    output: KeyStorePage,
    everySeconds: pageSeconds,
  });
  const whyNot = actor.power === 'security' ? null : t('org.who.security');
  const actions: GenerationActions = {
    whyNot,
    onDestroyed: (generation) => setAsked({ what: 'destroyed', generation }),
    onHandOver: (generation) => setAsked({ what: 'handover', generation }),
    onRehearsal: (generation) => setAsked({ what: 'rehearsal', generation }),
  };
  return (
    <QueryView query={page}>
      {(data) => (
        <PageFrame
          title={t('nav.keystore')}
          sub={statusWords(data.status)}
          actions={<Actions data={data} whyNot={whyNot} onAsk={setAsked} />}
        >
          <TwoColumns
            main={
              <>
                <GenerationsCard
                  data={data}
                  actions={actions}
                  onMake={() => setAsked({ what: 'generation' })}
                />
                <RehearsalsCard data={data} actions={actions} />
                <TeachingCard />
              </>
            }
            side={
              <>
                <StateCard data={data} />
                <UploadLimitCard />
                <LevelKeysCard
                  data={data}
                  whyNot={whyNot}
                  onRotate={(levelKey) => setAsked({ what: 'rotate', levelKey })}
                />
              </>
            }
          />
          {asked === null ? null : <AskedDialog asked={asked} data={data} onClose={() => setAsked(null)} />}
        </PageFrame>
      )}
    </QueryView>
  );
}

function AskedDialog({
  asked,
  data,
  onClose,
}: {
  readonly asked: Asked;
  readonly data: KeyStorePageView;
  readonly onClose: () => void;
}) {
  switch (asked.what) {
    case 'create':
      return <CreateDialog documents={data.objects.kept + data.objects.open} onClose={onClose} />;
    case 'unlock':
      return <UnlockDialog onClose={onClose} />;
    case 'lock':
      return <LockDialog onClose={onClose} />;
    case 'passphrase':
      return <PassphraseDialog onClose={onClose} />;
    case 'generation':
      return <GenerationDialog onClose={onClose} />;
    case 'rotate':
      return <RotateDialog levelKey={asked.levelKey} onClose={onClose} />;
    case 'destroyed':
      return <DestroyedDialog generation={asked.generation} onClose={onClose} />;
    case 'handover':
      return <HandOverShareDialog generation={asked.generation} onClose={onClose} />;
    case 'rehearsal':
      return <RehearsalDialog generation={asked.generation} onClose={onClose} />;
  }
}

/** The next step, and the others in a menu. */
function Actions({
  data,
  whyNot,
  onAsk,
}: {
  readonly data: KeyStorePageView;
  readonly whyNot: string | null;
  readonly onAsk: (asked: Asked) => void;
}) {
  if (data.status === 'none') {
    return (
      <ActionButton type="primary" disabledReason={whyNot} onClick={() => onAsk({ what: 'create' })}>
        {t('keystore.create')}
      </ActionButton>
    );
  }
  if (data.status === 'locked') {
    return (
      <ActionButton type="primary" disabledReason={whyNot} onClick={() => onAsk({ what: 'unlock' })}>
        {t('keystore.unlock')}
      </ActionButton>
    );
  }
  const alive = data.generations.filter((one) => one.state === 'alive').length;
  const full = alive >= generationsMax ? t('keystore.generations.full', { n: generationsMax }) : null;
  return (
    <>
      <ActionButton
        type="primary"
        disabledReason={whyNot ?? full}
        onClick={() => onAsk({ what: 'generation' })}
      >
        {t('keystore.make')}
      </ActionButton>
      <MenuButton
        label={t('keystore.more')}
        choices={[
          {
            key: 'passphrase',
            label: t('keystore.change'),
            disabledReason: whyNot,
            onChoose: () => onAsk({ what: 'passphrase' }),
          },
          {
            key: 'lock',
            label: t('keystore.lock'),
            danger: true,
            disabledReason: whyNot,
            onChoose: () => onAsk({ what: 'lock' }),
          },
        ]}
      >
        {t('keystore.more')}
      </MenuButton>
    </>
  );
}

function StateCard({ data }: { readonly data: KeyStorePageView }) {
  const { objects, sinceGeneration } = data;
  const rows: (readonly [string, ReactNode])[] = [
    [t('field.state'), statusWords(data.status)],
    [t('keystore.kept'), formatNumber(objects.kept)],
    [t('keystore.being.written'), formatNumber(objects.open)],
  ];
  if (data.suite !== null) rows.splice(1, 0, [t('keystore.suite'), suiteWords(data.suite)]);
  if (objects.destroying > 0) rows.push([t('keystore.destroying'), formatNumber(objects.destroying)]);
  if (objects.waiting > 0) rows.push([t('keystore.waiting'), formatNumber(objects.waiting)]);
  if (sinceGeneration !== null) rows.push([t('keystore.since'), formatNumber(sinceGeneration)]);
  return (
    <Card title={t('keystore.state')}>
      <KeyValues rows={rows} />
      {sinceGeneration === null || sinceGeneration === 0 ? null : (
        <p className="why">{t('keystore.since.why')}</p>
      )}
    </Card>
  );
}

function RehearsalsCard({
  data,
  actions,
}: {
  readonly data: KeyStorePageView;
  readonly actions: GenerationActions;
}) {
  const newest = data.generations.find((one) => one.state === 'alive');
  const due = data.rehearsalDueOn;
  const isLate = due !== null && due < todayHere();
  return (
    <Card
      title={t('keystore.rehearsals')}
      late={isLate}
      aside={due === null ? null : t('keystore.rehearsal.due', { day: formatDay(due) })}
      flush
    >
      {data.rehearsals.length === 0 ? (
        <EmptyState
          title={t('keystore.rehearsals.empty')}
          first={t('keystore.rehearsals.first')}
          actions={
            newest === undefined ? null : (
              <ActionButton
                disabledReason={actions.whyNot ?? whyNotOpen(data)}
                onClick={() => actions.onRehearsal(newest)}
              >
                {t('keystore.rehearsal.record')}
              </ActionButton>
            )
          }
        />
      ) : (
        <ul className="lines">
          {data.rehearsals.map((one) => (
            <li key={one.id}>
              <span className="num">{formatDay(one.rehearsedOn)}</span>
              <span className="grow">
                {t('keystore.generation.number', { n: one.generation })}{' '}
                <span className="why">{one.custodians.map((person) => person.name).join('、')}</span>
              </span>
              <span className="why">{t('keystore.recorded.by', { name: one.recordedBy })}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function LevelKeysCard({
  data,
  whyNot,
  onRotate,
}: {
  readonly data: KeyStorePageView;
  readonly whyNot: string | null;
  readonly onRotate: (levelKey: string) => void;
}) {
  const closed = whyNotOpen(data);
  if (closed !== null || data.levelKeys.length === 0) {
    return (
      <Card title={t('keystore.levels')}>
        <p className="quiet">{closed ?? t('keystore.levels.empty')}</p>
      </Card>
    );
  }
  return (
    <Card title={t('keystore.levels')} flush>
      <ul className="lines">
        {data.levelKeys.map((one) => (
          <li key={one.name}>
            <span className="grow">
              {levelKeyWords(one.name)}{' '}
              <span className="why">
                {t('keystore.level.version', { n: one.version, time: formatInstant(one.madeAt) })}
              </span>
            </span>
            <ActionButton
              size="small"
              disabledReason={whyNot}
              aria-label={t('keystore.rotate.of', { level: levelKeyWords(one.name) })}
              onClick={() => onRotate(one.name)}
            >
              {t('keystore.rotate')}
            </ActionButton>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What the security administrator must know, in the order in which it matters. */
function TeachingCard() {
  return (
    <Card title={t('keystore.teach')}>
      <ul className="confirm-list">
        <li>{t('keystore.teach.what')}</li>
        <li>{t('keystore.teach.copy')}</li>
        <li>{t('keystore.teach.generations')}</li>
        <li>{t('keystore.teach.destroy')}</li>
        <li>{t('keystore.teach.restore')}</li>
      </ul>
    </Card>
  );
}
