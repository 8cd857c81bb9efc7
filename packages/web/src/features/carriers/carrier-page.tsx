import {
  CarrierPage as CarrierContract,
  type CarrierPageView,
} from '@fengni/server/modules/carriers/contract';
import { mediumTitles } from '@fengni/server/modules/carriers/rules';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDay } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useUrlFilters } from '../../lib/url-state.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { AppLink } from '../../ui/link.tsx';
import { Card, PageFrame, TwoColumns } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { FilesTab } from '../vault/files-tab.tsx';
import { CompartmentChip } from '../compartments/compartment-chip.tsx';
import { BasisTab } from './basis-tab.tsx';
import { CarrierDialog } from './carrier-dialog.tsx';
import type { DialogState } from './carrier-forms.tsx';
import { LabelLinks } from './choose-copies-dialog.tsx';
import { CopiesTab } from './copies-tab.tsx';
import { LifeTab } from './life-tab.tsx';
import { MakingsTab } from './makings-tab.tsx';
import { NextCard } from './next-card.tsx';
import { nextStep } from './next-step.ts';
import { ProofTab } from './proof-tab.tsx';
import { ScopeTab } from './scope-tab.tsx';
import { SideColumn } from './side-column.tsx';
import { useActor } from '../../lib/session.ts';
import { DerivationTab } from '../regrading/derivation-tab.tsx';
import { MarkWithFormer } from '../regrading/former-mark.tsx';
import { MarkTab } from '../regrading/mark-tab.tsx';
import '../../ui/register.css';
import './carriers.css';

const tabKeys = [
  'life',
  'copies',
  'files',
  'scope',
  'basis',
  'mark',
  'derivation',
  'making',
  'proof',
] as const;
type TabKey = (typeof tabKeys)[number];

/** One carrier: what comes next, where its copies are, who may know, and why it is kept as it is. */
export function CarrierPage() {
  const { id = '' } = useParams({ strict: false });
  const carrier = useQueryData({ name: 'carrier.open', input: { carrierId: id }, output: CarrierContract });
  const view = <QueryView query={carrier}>{(page) => <Carrier key={page.id} page={page} />}</QueryView>;
  if (carrier.data !== undefined || carrier.error === null) return view;
  return <PageFrame title={t('nav.carriers')}>{view}</PageFrame>;
}

export interface CarrierPartProps {
  readonly page: CarrierPageView;
  readonly onOpen: (dialog: DialogState) => void;
}

function Carrier({ page }: { readonly page: CarrierPageView }) {
  const actor = useActor();
  const [filters, changeFilters] = useUrlFilters();
  const [dialog, setDialog] = useState<DialogState | null>(null);
  const step = nextStep({ page, actor, copyId: filters['copy'] ?? null });
  const part = { page, onOpen: setDialog };
  return (
    <PageFrame
      title={page.title ?? page.number}
      chip={<MarkWithFormer mark={page.mark} level={page.levelToken} former={page.formerMark} large />}
      crumbs={[
        { label: t('nav.carriers'), to: paths.carriers(page.knows ? { by: '' } : {}) },
        { label: page.number },
      ]}
      sub={<Sub page={page} />}
    >
      <TwoColumns
        main={
          <>
            {filters['labels'] === '1' ? <LabelsCard page={page} /> : null}
            <NextCard
              {...part}
              key={`${step.kind}-${step.copy?.id ?? ''}`}
              step={step}
              focused={filters['copy'] !== undefined}
              onCopy={(copyId) => changeFilters({ copy: copyId, labels: '' })}
            />
            <section className="card">
              <PageTabs
                {...part}
                current={readTab(filters['tab'])}
                onTab={(tab) => changeFilters({ tab: tab === 'life' ? '' : tab })}
              />
            </section>
          </>
        }
        side={<SideColumn {...part} />}
      />
      {dialog === null ? null : <CarrierDialog state={dialog} page={page} onClose={() => setDialog(null)} />}
    </PageFrame>
  );
}

function readTab(text: string | undefined): TabKey {
  return tabKeys.find((key) => key === text) ?? 'life';
}

function Sub({ page }: { readonly page: CarrierPageView }) {
  const facts = [
    page.title === null ? '' : page.number,
    page.documentNo ?? '',
    t('carrier.sub.copies', { n: page.copyCount }),
    page.pages === null ? (page.pagesStated ?? '') : t('carrier.sub.pages', { n: page.pages }),
    page.originator === null || page.originator === ''
      ? ''
      : t('carrier.sub.originator', { who: page.originator }),
    page.medium === 'paper' ? '' : pick(mediumTitles[page.medium]),
    page.issuedOn === null ? '' : t('carrier.sub.issued', { day: formatDay(page.issuedOn, 0) }),
    page.expiresOn === null ? '' : t('carrier.sub.expires', { day: formatDay(page.expiresOn, 0) }),
  ].filter((one) => one !== '');
  return (
    <>
      {facts.join(' · ')}
      {page.knows ? null : <span className="why"> {t('carrier.handled.only')}</span>}
      {page.compartment === null ? null : (
        <>
          {' · '}
          <CompartmentChip compartment={page.compartment} />
        </>
      )}
    </>
  );
}

/** Just registered: the labels are the next thing. */
function LabelsCard({ page }: { readonly page: CarrierPageView }) {
  return (
    <Card
      title={t('carrier.labels.ready', { number: page.number })}
      aside={<AppLink to={paths.newCarrier()}>{t('carrier.new.next')}</AppLink>}
    >
      <LabelLinks copyIds={page.copyViews.map((copy) => copy.id)} />
    </Card>
  );
}

function PageTabs({
  page,
  onOpen,
  current,
  onTab,
}: CarrierPartProps & { readonly current: TabKey; readonly onTab: (tab: TabKey) => void }) {
  const scopeCount = page.scope === null ? {} : { count: page.scope.length };
  const tabs = [
    { key: 'life' as const, label: t('carrier.tab.life') },
    { key: 'copies' as const, label: t('carrier.tab.copies'), count: page.copyCount },
    { key: 'files' as const, label: t('carrier.tab.files') },
    { key: 'scope' as const, label: t('carrier.scope'), ...scopeCount },
    { key: 'basis' as const, label: t('carrier.tab.basis') },
    { key: 'mark' as const, label: t('carrier.tab.mark') },
    { key: 'derivation' as const, label: t('carrier.tab.derivation') },
    ...(page.makings.length === 0
      ? []
      : [{ key: 'making' as const, label: t('carrier.tab.making'), count: page.makings.length }]),
    { key: 'proof' as const, label: t('carrier.tab.proof') },
  ];
  const part = { page, onOpen };
  return (
    <Tabs label={t('carrier.tabs')} tabs={tabs} current={current} onChange={onTab}>
      {current === 'life' ? <LifeTab {...part} /> : null}
      {current === 'copies' ? <CopiesTab {...part} /> : null}
      {current === 'files' ? <FilesTab carrierId={page.id} /> : null}
      {current === 'scope' ? <ScopeTab {...part} /> : null}
      {current === 'basis' ? <BasisTab {...part} /> : null}
      {current === 'mark' ? <MarkTab page={page} /> : null}
      {current === 'derivation' ? <DerivationTab carrierId={page.id} /> : null}
      {current === 'making' ? <MakingsTab {...part} /> : null}
      {current === 'proof' ? <ProofTab {...part} /> : null}
    </Tabs>
  );
}
