import { LetterList, type LetterLineView } from '@fengni/server/modules/letters/contract';
import { letterKinds, letterStates } from '@fengni/server/modules/letters/rules';
import { z } from 'zod';
import { formatDay, todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useActor } from '../../lib/session.ts';
import type { UrlFilters } from '../../lib/url-state.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import type { Column, Filter } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { kindChoices, kindWords, stateWords, whyNotIssue, yearChoices } from './letter-words.ts';

const Kind = z.enum(letterKinds);
const State = z.enum(letterStates);

function columns(): readonly Column<LetterLineView>[] {
  return [
    {
      key: 'name',
      title: t('letter.name'),
      fixed: true,
      render: (row) => <AppLink to={paths.letter(row.id)}>{row.name}</AppLink>,
    },
    { key: 'kind', title: t('letter.kind'), hidden: true, render: (row) => kindWords(row.kind) },
    { key: 'year', title: t('letter.year'), numeric: true, render: (row) => row.year },
    {
      key: 'signer',
      title: t('letter.signer'),
      fixed: true,
      render: (row) => <AppLink to={paths.person(row.signerId)}>{row.signer}</AppLink>,
    },
    { key: 'unit', title: t('field.unit'), render: (row) => row.unit },
    { key: 'counter', title: t('letter.counter'), render: (row) => row.counter },
    { key: 'state', title: t('field.state'), render: (row) => stateWords(row.state) },
    {
      key: 'due',
      title: t('letter.due'),
      numeric: true,
      render: (row) => (
        <span className={row.daysLate > 0 ? 'late' : ''}>
          {formatDay(row.dueOn)}
          {row.daysLate > 0 ? ` ${t('letter.late', { n: row.daysLate })}` : ''}
        </span>
      ),
    },
    {
      key: 'items',
      title: t('letter.tasks'),
      numeric: true,
      render: (row) => (row.items === 0 ? '' : t('letter.tasks.met', { met: row.itemsMet, all: row.items })),
    },
    {
      key: 'expires',
      title: t('letter.expires'),
      numeric: true,
      render: (row) => (row.expiresOn === null ? '' : formatDay(row.expiresOn)),
    },
  ];
}

function filters(thisYear: number): readonly Filter[] {
  return [
    { key: 'search', label: t('letter.search'), kind: 'search' },
    {
      key: 'kind',
      label: t('letter.kind'),
      kind: 'select',
      all: t('letter.kind.all'),
      choices: kindChoices(),
    },
    {
      key: 'year',
      label: t('letter.year'),
      kind: 'select',
      all: t('letter.year.all'),
      choices: yearChoices(thisYear),
    },
    {
      key: 'state',
      label: t('field.state'),
      kind: 'select',
      all: t('letter.state.all'),
      choices: letterStates.map((value) => ({ value, label: stateWords(value) })),
    },
    { key: 'mine', label: t('letter.mine'), kind: 'toggle' },
    { key: 'late', label: t('letter.overdue'), kind: 'toggle' },
  ];
}

function inputOf(values: UrlFilters): Readonly<Record<string, unknown>> {
  const year = Number(values['year'] ?? '');
  return {
    search: values['search'] ?? '',
    kind: Kind.safeParse(values['kind']).data ?? null,
    state: State.safeParse(values['state']).data ?? null,
    year: Number.isInteger(year) && year >= 2000 ? year : null,
    unitId: z.uuid().safeParse(values['unit']).data ?? null,
    mine: values['mine'] === '1',
    late: values['late'] === '1',
  };
}

/** Letters of responsibility and commitment: who is to sign, who has, and what became of the tasks (ORG-3, ORG-4). */
export function LettersPage() {
  const actor = useActor();
  return (
    <PageFrame
      title={t('nav.letters')}
      sub={t('letter.sub')}
      wide
      actions={
        <ActionBar
          next="issue"
          actions={[
            {
              key: 'issue',
              label: t('letter.issue'),
              disabledReason: whyNotIssue(actor),
              to: paths.issueLetters(),
            },
            { key: 'tree', label: t('letter.tree'), to: paths.letterTree() },
            { key: 'templates', label: t('letter.templates'), to: paths.letterTemplates() },
          ]}
        />
      }
    >
      <RegisterShell
        id="letter.list"
        label={t('nav.letters')}
        query="letter.list"
        output={LetterList}
        input={inputOf}
        columns={columns()}
        filters={filters(Number(todayHere().slice(0, 4)))}
        rowKey={(row) => row.id}
        rowTo={(row) => paths.letter(row.id)}
        empty={<EmptyState title={t('letter.empty')} first={t('letter.empty.first')} />}
      />
    </PageFrame>
  );
}
