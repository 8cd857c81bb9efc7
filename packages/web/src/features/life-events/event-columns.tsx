import type { LifeEventLineView } from '@fengni/server/modules/life-events/contract';
import { formatDay, formatInstant, todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { AppLink } from '../../ui/link.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { answerWords, eventStateWords, eventWords } from './life-event-words.ts';

/** Columns of reported events; one's own list has no names. */
export function eventColumns(the: { readonly mine: boolean }): readonly Column<LifeEventLineView>[] {
  const names: readonly Column<LifeEventLineView>[] = [
    {
      key: 'person',
      title: t('field.person'),
      render: (row) => <AppLink to={paths.person(row.personId)}>{row.person}</AppLink>,
    },
    { key: 'unit', title: t('field.unit'), render: (row) => row.unit },
  ];
  return [
    {
      key: 'kind',
      title: t('life.kind'),
      fixed: true,
      render: (row) => <AppLink to={paths.lifeEvent(row.id)}>{eventWords(row.kind)}</AppLink>,
    },
    ...(the.mine ? [] : names),
    {
      key: 'happened',
      title: t('life.happened'),
      numeric: true,
      sort: 'happened',
      render: (row) => formatDay(row.happenedOn),
    },
    {
      key: 'reported',
      title: t('life.reported'),
      numeric: true,
      sort: 'reported',
      render: (row) => (
        <>
          {formatInstant(row.reportedAt)}{' '}
          {row.lateDays > 0 ? <span className="late">{t('life.late.by', { n: row.lateDays })}</span> : null}
        </>
      ),
    },
    {
      key: 'due',
      title: t('life.due'),
      numeric: true,
      sort: 'due',
      render: (row) => (
        <span className={isOpen(row) && row.dueOn < todayHere() ? 'late' : ''}>
          {isOpen(row) ? formatDay(row.dueOn) : ''}
        </span>
      ),
    },
    {
      key: 'state',
      title: t('field.state'),
      render: (row) => (row.answer === null ? eventStateWords(row.state) : answerWords(row.answer)),
    },
  ];
}

function isOpen(row: LifeEventLineView): boolean {
  return row.state === 'open' || row.state === 'asked';
}
