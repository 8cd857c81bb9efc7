import { CarrierList, type CarrierLineView } from '@fengni/server/modules/carriers/contract';
import { lazy, Suspense, useState } from 'react';
import { useRouter } from '@tanstack/react-router';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useActor } from '../../lib/session.ts';
import { type UrlFilters, useUrlFilters } from '../../lib/url-state.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import type { BatchAction, Filter, Sort } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { carrierColumns } from './carrier-columns.tsx';
import { copyStateChoices } from './carrier-words.ts';
import type { BatchWish } from './choose-copies-dialog.tsx';
import {
  type RegisterLine,
  exportsLedgers,
  importsLedgers,
  keepsCarriers,
  levelChoices,
  opensRegisters,
  readLevelChoice,
  useCarrierRegisters,
} from './register-choices.ts';
import './carriers.css';

const OpenRegisterDialog = lazy(async () => ({
  default: (await import('./open-register-dialog.tsx')).OpenRegisterDialog,
}));
const ExportDialog = lazy(async () => ({ default: (await import('./export-dialog.tsx')).ExportDialog }));
const ChooseCopiesDialog = lazy(async () => ({
  default: (await import('./choose-copies-dialog.tsx')).ChooseCopiesDialog,
}));

type By = 'handled' | 'known';
type Opened =
  | { readonly kind: 'open' }
  | { readonly kind: 'export' }
  | { readonly kind: 'batch'; readonly wish: BatchWish; readonly carriers: readonly CarrierLineView[] };

/** The register of carriers: those one keeps, and those one may know. */
export function CarriersPage() {
  const actor = useActor();
  const [filters, changeFilters] = useUrlFilters();
  const { registers, loaded } = useCarrierRegisters();
  const [opened, setOpened] = useState<Opened | null>(null);
  const keeps = keepsCarriers(actor) || registers.length > 0;
  const by = readBy(filters['by'], keeps);
  const close = () => setOpened(null);
  return (
    <PageFrame
      title={t('nav.carriers')}
      sub={by === 'known' ? t('carrier.list.known.sub') : t('carrier.list.sub')}
      actions={
        <PageActions
          registers={registers}
          loaded={loaded}
          onOpenRegister={() => setOpened({ kind: 'open' })}
        />
      }
      wide
    >
      <Tabs
        label={t('nav.carriers')}
        current={by}
        onChange={(next) => changeFilters({ by: next, sort: '', register: '', copyState: '' })}
        tabs={[
          { key: 'handled', label: t('carrier.list.handled') },
          { key: 'known', label: t('carrier.list.known') },
        ]}
      >
        <RegisterShell
          key={by}
          id={`carrier.${by}`}
          label={by === 'known' ? t('carrier.list.known') : t('nav.carriers')}
          query="carrier.list"
          output={CarrierList}
          input={(values, sort) => listInput(by, values, sort)}
          columns={carrierColumns(by)}
          rowKey={(row) => row.id}
          rowTo={(row) => paths.carrier(row.id)}
          filters={listFilters(by, registers)}
          {...(by === 'handled'
            ? { batch: batchActions((wish, carriers) => setOpened({ kind: 'batch', wish, carriers })) }
            : {})}
          tools={
            by === 'known' ? (
              <AppLink to={paths.searchText({ words: filters['search'] ?? '' })}>
                {t('vault.search.also')}
              </AppLink>
            ) : (
              <ActionButton
                disabledReason={whyNoExport(exportsLedgers(actor), registers)}
                onClick={() => setOpened({ kind: 'export' })}
              >
                {t('carrier.export')}
              </ActionButton>
            )
          }
          empty={<Empty by={by} registers={registers} onOpenRegister={() => setOpened({ kind: 'open' })} />}
        />
      </Tabs>
      {opened === null ? null : (
        <Suspense>
          {opened.kind === 'open' ? <OpenRegisterDialog onClose={close} /> : null}
          {opened.kind === 'export' ? (
            <ExportDialog registers={registers} filters={filters} onClose={close} />
          ) : null}
          {opened.kind === 'batch' ? (
            <ChooseCopiesDialog wish={opened.wish} carriers={opened.carriers} onClose={close} />
          ) : null}
        </Suspense>
      )}
    </PageFrame>
  );
}

function readBy(text: string | undefined, keeps: boolean): By {
  if (text === 'known' || text === 'handled') return text;
  return keeps ? 'handled' : 'known';
}

/** The query's input from the address; anything the server would not take is left out. */
function listInput(by: By, filters: UrlFilters, sort: Sort | null) {
  const state = ['draft', 'active', 'ended'].includes(filters['state'] ?? '') ? filters['state'] : null;
  const copyState = copyStateChoices().some((choice) => choice.value === filters['copyState'])
    ? filters['copyState']
    : null;
  return {
    by,
    registerId: (filters['register'] ?? '') === '' ? null : filters['register'],
    sort: sort?.by ?? 'newest',
    descending: sort === null ? true : sort.direction === 'desc',
    ...readLevelChoice(filters['level'] ?? ''),
    state,
    copyState,
    overdue: filters['overdue'] === '1',
    search: filters['search'] ?? '',
  };
}

function listFilters(by: By, registers: readonly RegisterLine[]): Filter[] {
  const register: Filter[] =
    registers.length < 2 || by === 'known'
      ? []
      : [
          {
            key: 'register',
            label: t('carrier.register'),
            kind: 'select',
            all: t('carrier.register.all'),
            choices: registers.map((one) => ({
              value: one.id,
              label: t('carrier.register.of', { name: one.name, unit: one.unit }),
            })),
          },
        ];
  const copyState: Filter[] = [
    {
      key: 'copyState',
      label: t('carrier.copystate'),
      kind: 'select',
      all: t('carrier.copystate.all'),
      choices: copyStateChoices(),
    },
    { key: 'overdue', label: t('carrier.overdue'), kind: 'toggle' },
  ];
  return [
    { key: 'search', label: t('carrier.search'), kind: 'search' },
    ...register,
    {
      key: 'level',
      label: t('field.level'),
      kind: 'select',
      all: t('carrier.level.all'),
      choices: levelChoices(),
    },
    {
      key: 'state',
      label: t('field.state'),
      kind: 'select',
      all: t('carrier.state.all'),
      choices: [
        { value: 'draft', label: t('carrier.state.draft') },
        { value: 'active', label: t('carrier.state.active') },
        { value: 'ended', label: t('carrier.state.ended') },
      ],
    },
    ...copyState,
  ];
}

function whyNoCopies(rows: readonly CarrierLineView[]): string | null {
  return rows.every((row) => row.copyCount === 0) ? t('carrier.copies.none') : null;
}

function batchActions(
  start: (wish: BatchWish, carriers: readonly CarrierLineView[]) => void,
): BatchAction<CarrierLineView>[] {
  const wishes: readonly { readonly wish: BatchWish; readonly label: string }[] = [
    { wish: 'labels', label: t('carrier.labels') },
    { wish: 'store', label: t('carrier.act.store') },
    { wish: 'send', label: t('carrier.act.send') },
    { wish: 'destroy', label: t('carrier.act.destroy') },
  ];
  return wishes.map(({ wish, label }) => ({
    key: wish,
    label,
    disabledReason: whyNoCopies,
    onDo: (rows) => start(wish, rows),
  }));
}

function whyNoExport(may: boolean, registers: readonly RegisterLine[]): string | null {
  if (!may) return t('carrier.export.who');
  return registers.length === 0 ? t('carrier.register.none') : null;
}

interface RegistersProps {
  readonly registers: readonly RegisterLine[];
  readonly onOpenRegister: () => void;
}

function PageActions({ registers, loaded, onOpenRegister }: RegistersProps & { readonly loaded: boolean }) {
  const actor = useActor();
  const noRegister = loaded && registers.length === 0 ? t('carrier.register.none') : null;
  const whoRegisters = keepsCarriers(actor) ? noRegister : t('carrier.register.who');
  return (
    <ActionBar
      next={whoRegisters === null ? 'new' : 'open'}
      actions={[
        { key: 'new', label: t('carrier.new'), to: paths.newCarrier(), disabledReason: whoRegisters },
        {
          key: 'import',
          label: t('carrier.import'),
          to: paths.importLedger(),
          disabledReason: importsLedgers(actor) ? noRegister : t('carrier.import.who'),
        },
        {
          key: 'open',
          label: t('carrier.register.open'),
          onDo: onOpenRegister,
          disabledReason: opensRegisters(actor) ? null : t('carrier.register.open.who'),
        },
      ]}
    />
  );
}

/** Teaches: what the list will hold, and the first step that is possible now. */
function Empty({ by, registers, onOpenRegister }: RegistersProps & { readonly by: By }) {
  const actor = useActor();
  const router = useRouter();
  if (by === 'known')
    return <EmptyState title={t('carrier.empty.known')} first={t('carrier.empty.known.first')} />;
  if (registers.length === 0) {
    const may = opensRegisters(actor);
    return (
      <EmptyState
        title={t('carrier.empty.noregister')}
        first={may ? t('carrier.empty.noregister.first') : t('carrier.empty.noregister.ask')}
        actions={
          may ? (
            <ActionButton type="primary" onClick={onOpenRegister}>
              {t('carrier.register.open')}
            </ActionButton>
          ) : undefined
        }
      />
    );
  }
  return (
    <EmptyState
      title={t('carrier.empty')}
      first={t('carrier.empty.first')}
      actions={
        <>
          <ActionButton
            type="primary"
            disabledReason={keepsCarriers(actor) ? null : t('carrier.register.who')}
            onClick={() => router.history.push(paths.newCarrier())}
          >
            {t('carrier.new.first')}
          </ActionButton>
          <ActionButton
            disabledReason={importsLedgers(actor) ? null : t('carrier.import.who')}
            onClick={() => router.history.push(paths.importLedger())}
          >
            {t('carrier.import')}
          </ActionButton>
        </>
      }
    />
  );
}
