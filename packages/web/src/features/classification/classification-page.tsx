import {
  DeterminationBox,
  type DeterminationLine,
  DeterminationList,
  DeterminationListQuery,
} from '@fengni/server/modules/classification/contract';
import { determinationKinds } from '@fengni/server/modules/classification/determination/rules';
import { useRouter } from '@tanstack/react-router';
import type { z } from 'zod';
import { formatDay, formatInstant } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { type UrlFilters, useUrlFilters } from '../../lib/url-state.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LevelChip } from '../../ui/level-chip.tsx';
import { AppLink } from '../../ui/link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { TitleText } from '../carriers/carrier-columns.tsx';
import { levelChoices, readLevelChoice } from '../carriers/register-choices.ts';
import { kindChoices, kindWords, standingWords } from './classification-words.ts';

type Line = z.output<typeof DeterminationLine>;
type Box = z.output<typeof DeterminationBox>;

function readBox(text: string | undefined): Box {
  const box = DeterminationBox.safeParse(text);
  return box.success ? box.data : 'mine';
}

/** Register of determinations: what I propose, what waits for me, what is decided, what awaits an answer from above. */
export function ClassificationPage() {
  const router = useRouter();
  const [filters, changeFilters] = useUrlFilters();
  const box = readBox(filters['box']);
  const propose = () => router.history.push(paths.newDetermination());
  return (
    <PageFrame
      title={t('nav.classification')}
      sub={t('determination.sub')}
      wide
      actions={
        <>
          <ActionButton onClick={() => router.history.push(paths.doubts())}>
            {t('question.title')}
          </ActionButton>
          <ActionButton onClick={() => router.history.push(paths.classificationAuthority())}>
            {t('authority.title')}
          </ActionButton>
          <ActionButton type="primary" onClick={propose}>
            {t('determination.new')}
          </ActionButton>
        </>
      }
    >
      <Tabs
        label={t('nav.classification')}
        current={box}
        onChange={(next) => changeFilters({ box: next === 'mine' ? '' : next, sort: '' })}
        tabs={[
          { key: 'mine', label: t('determination.box.mine') },
          { key: 'to-decide', label: t('determination.box.todecide') },
          { key: 'decided', label: t('determination.box.decided') },
          { key: 'provisional', label: t('determination.box.provisional') },
        ]}
      >
        <RegisterShell
          key={box}
          id={`determination.${box}`}
          label={t('nav.classification')}
          query="determination.list"
          output={DeterminationList}
          input={(values) => inputOf(box, values)}
          columns={columns(box)}
          filters={[
            { key: 'search', label: t('determination.search'), kind: 'search' },
            {
              key: 'level',
              label: t('field.level'),
              kind: 'select',
              all: t('determination.level.all'),
              choices: levelChoices(),
            },
            {
              key: 'kind',
              label: t('determination.kind'),
              kind: 'select',
              all: t('determination.kind.all'),
              choices: kindChoices(),
            },
          ]}
          rowKey={(row) => row.id}
          rowTo={(row) => paths.determination(row.id)}
          empty={
            <EmptyState
              title={emptyWords(box)}
              first={t('determination.empty.first')}
              actions={<ActionButton onClick={propose}>{t('determination.new')}</ActionButton>}
            />
          }
        />
      </Tabs>
    </PageFrame>
  );
}

function emptyWords(box: Box): string {
  switch (box) {
    case 'mine':
      return t('determination.empty.mine');
    case 'to-decide':
      return t('determination.empty.todecide');
    case 'decided':
      return t('determination.empty.decided');
    case 'provisional':
      return t('determination.empty.provisional');
    default:
      return box satisfies never;
  }
}

function inputOf(box: Box, values: UrlFilters): Readonly<Record<string, unknown>> {
  const kind = determinationKinds.find((one) => one === values['kind']) ?? null;
  const search = DeterminationListQuery.shape.search.safeParse(values['search'] ?? '');
  return {
    box,
    kind,
    ...readLevelChoice(values['level'] ?? ''),
    search: search.success ? search.data : '',
  };
}

function columns(box: Box): readonly Column<Line>[] {
  const drafted = box === 'mine' || box === 'to-decide';
  return [
    {
      key: 'number',
      title: t('determination.number'),
      fixed: true,
      numeric: true,
      render: (row) => (
        <AppLink to={paths.determination(row.id)}>{row.number ?? t('determination.unnumbered')}</AppLink>
      ),
    },
    { key: 'title', title: t('determination.matter'), render: (row) => <TitleText title={row.title} /> },
    {
      key: 'mark',
      title: t('field.level'),
      render: (row) => <LevelChip mark={row.mark} level={row.levelToken} />,
    },
    { key: 'kind', title: t('determination.kind'), render: (row) => kindWords(row.kind) },
    { key: 'unit', title: t('field.unit'), render: (row) => row.unit, hidden: drafted },
    {
      key: 'state',
      title: t('field.state'),
      render: (row) => (
        <>
          {standingWords(row)}
          {row.disputed ? <span className="late"> {t('determination.disputed')}</span> : null}
        </>
      ),
    },
    {
      key: 'drafter',
      title: t('determination.drafter'),
      render: (row) => row.draftedBy,
      hidden: box === 'mine',
    },
    { key: 'decider', title: t('determination.decider'), render: (row) => row.decidedBy, hidden: drafted },
    {
      key: 'due',
      title: t('determination.due'),
      numeric: true,
      hidden: box !== 'provisional',
      render: (row) => (row.dueOn === null ? null : formatDay(row.dueOn)),
    },
    {
      key: 'at',
      title: drafted ? t('determination.drafted') : t('determination.decided'),
      numeric: true,
      render: (row) => formatInstant(row.at),
    },
  ];
}
