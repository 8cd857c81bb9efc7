import type { CarrierLineView } from '@fengni/server/modules/carriers/contract';
import { mediumTitles } from '@fengni/server/modules/carriers/rules';
import { formatDay } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { LevelChip } from '../../ui/level-chip.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { carrierStateWords } from './carrier-words.ts';
import { CopiesBar } from './copies-bar.tsx';

/** A title, or a quiet dash where the caller may only handle. */
export function TitleText({ title }: { readonly title: string | null }) {
  if (title !== null) return <>{title}</>;
  return (
    <span className="quiet">
      <span aria-hidden>—</span>
      <span className="hidden-text">{t('carrier.title.handled')}</span>
    </span>
  );
}

/** Columns of the register; the first four are what officials compare. */
export function carrierColumns(by: 'handled' | 'known'): Column<CarrierLineView>[] {
  const sortable = by === 'handled';
  const sort = (name: string) => (sortable ? { sort: name } : {});
  return [
    {
      key: 'mark',
      title: t('field.level'),
      width: 112,
      ...sort('level'),
      render: (row) => <LevelChip mark={row.mark} level={row.levelToken} />,
    },
    {
      key: 'number',
      title: t('field.number'),
      fixed: true,
      numeric: true,
      width: 84,
      ...sort('number'),
      render: (row) => row.number,
    },
    { key: 'title', title: t('field.title'), render: (row) => <TitleText title={row.title} /> },
    {
      key: 'copies',
      title: t('carrier.copies'),
      width: 190,
      render: (row) =>
        row.state === 'draft' ? (
          <span className="quiet">{carrierStateWords(row.state)}</span>
        ) : (
          <CopiesBar copies={row.copies} count={row.copyCount} />
        ),
    },
    {
      key: 'due',
      title: t('carrier.due'),
      numeric: true,
      width: 104,
      render: (row) => <DueCell line={row} />,
    },
    {
      key: 'registered',
      title: t('carrier.registered'),
      numeric: true,
      width: 104,
      ...sort('newest'),
      render: (row) => formatDay(row.registeredAt),
    },
    {
      key: 'documentNo',
      title: t('carrier.documentno'),
      hidden: true,
      render: (row) => row.documentNo ?? '',
    },
    {
      key: 'medium',
      title: t('carrier.medium'),
      hidden: true,
      render: (row) => pick(mediumTitles[row.medium]),
    },
    {
      key: 'state',
      title: t('field.state'),
      hidden: true,
      ...sort('state'),
      render: (row) => carrierStateWords(row.state),
    },
    {
      key: 'issued',
      title: t('carrier.issued'),
      hidden: true,
      numeric: true,
      render: (row) => (row.issuedOn === null ? '' : formatDay(row.issuedOn)),
    },
    {
      key: 'expires',
      title: t('carrier.expires'),
      hidden: true,
      numeric: true,
      render: (row) => (row.expiresOn === null ? '' : formatDay(row.expiresOn)),
    },
    {
      key: 'register',
      title: t('carrier.register'),
      hidden: true,
      render: (row) => row.register,
    },
  ];
}

function DueCell({ line }: { readonly line: CarrierLineView }) {
  if (line.dueOn === null) return '';
  if (!line.late) return formatDay(line.dueOn);
  return <span className="late">{t('carrier.late', { day: formatDay(line.dueOn) })}</span>;
}
