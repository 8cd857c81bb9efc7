import {
  RegradingList,
  type RegradingLineView,
} from '@fengni/server/modules/classification/regrading/contract';
import { formatDay, formatInstant } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { changeOf, changeStateWords, coverageWords } from './regrading-words.ts';

/** What a change is about: its number, or while it has none the carriers'. */
export function changeName(row: RegradingLineView): string {
  if (row.number !== '') return row.number;
  const first = row.firstNumber ?? t('value.none');
  return row.carriers > 1 ? t('regrading.about.more', { number: first, n: row.carriers }) : first;
}

export function changeColumns(): readonly Column<RegradingLineView>[] {
  return [
    {
      key: 'number',
      title: t('field.number'),
      fixed: true,
      numeric: true,
      render: (row) => <AppLink to={paths.regrading(row.id)}>{changeName(row)}</AppLink>,
    },
    { key: 'change', title: t('regrading.kind'), render: changeOf },
    { key: 'carriers', title: t('regrading.carriers'), numeric: true, render: (row) => row.carriers },
    { key: 'coverage', title: t('regrading.coverage'), render: (row) => coverageWords(row.coverage) },
    { key: 'state', title: t('field.state'), render: (row) => changeStateWords(row.state) },
    { key: 'by', title: t('regrading.by'), render: (row) => row.madeBy ?? t('regrading.by.itself') },
    {
      key: 'at',
      title: t('regrading.at'),
      numeric: true,
      render: (row) => (row.decidedOn === null ? formatInstant(row.madeAt) : formatDay(row.decidedOn)),
    },
  ];
}

/** Proposals that wait, or changes that are done. */
export function ChangeRegister({ box }: { readonly box: 'open' | 'done' }) {
  return (
    <RegisterShell
      key={box}
      id={`regrading.${box}`}
      label={box === 'open' ? t('regrading.tab.open') : t('regrading.tab.done')}
      query="regrading.list"
      output={RegradingList}
      input={() => ({ box })}
      columns={changeColumns()}
      rowKey={(row) => row.id}
      rowTo={(row) => paths.regrading(row.id)}
      empty={
        box === 'open' ? (
          <EmptyState title={t('regrading.open.empty')} first={t('regrading.open.empty.first')} />
        ) : (
          <EmptyState title={t('regrading.done.empty')} />
        )
      }
    />
  );
}
