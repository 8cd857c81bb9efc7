import type { ItemLineView } from '@fengni/server/modules/carriers/contract';
import { useRouter } from '@tanstack/react-router';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { LevelChip } from '../../ui/level-chip.tsx';
import { AppLink } from '../../ui/link.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { RegisterTable } from '../../ui/register-table.tsx';
import '../../ui/register.css';
import { copyStateWords } from './copy-words.ts';

/** Columns of copies in a list; the title is empty for who may only handle. */
export function itemColumns<Row extends ItemLineView>(): readonly Column<Row>[] {
  return [
    {
      key: 'mark',
      title: t('field.level'),
      render: (row) => <LevelChip mark={row.mark} level={row.levelToken} />,
    },
    { key: 'number', title: t('copy.number'), numeric: true, render: (row) => <CopyLink row={row} /> },
    { key: 'title', title: t('field.title'), render: (row) => row.title },
    { key: 'pages', title: t('copy.pages'), numeric: true, render: (row) => row.pages },
    { key: 'state', title: t('field.state'), render: (row) => copyStateWords(row.state) },
    { key: 'holder', title: t('copy.holder'), render: (row) => row.holder },
    { key: 'place', title: t('copy.place'), render: (row) => row.place },
  ];
}

/** Number and copy number, leading to the carrier. */
export function CopyLink({ row }: { row: Pick<ItemLineView, 'carrierId' | 'copyId' | 'number' | 'copyNo'> }) {
  return <AppLink to={paths.carrier(row.carrierId, { copy: row.copyId })}>{copyNumber(row)}</AppLink>;
}

export function copyNumber(row: { readonly number: string; readonly copyNo: string }): string {
  return `${row.number}-${row.copyNo}`;
}

export interface ItemsTableProps<Row extends ItemLineView> {
  readonly label: string;
  readonly rows: readonly Row[];
  /** Keys of columns that would tell nothing here. */
  readonly leave?: readonly string[];
  readonly extra?: readonly Column<Row>[];
  readonly chosen?: ReadonlySet<string>;
  readonly onChosen?: (chosen: ReadonlySet<string>) => void;
}

/** A short list of copies: of a batch, a list, a stocktaking, a person. */
export function ItemsTable<Row extends ItemLineView>(props: ItemsTableProps<Row>) {
  const router = useRouter();
  const columns = [...itemColumns<Row>(), ...(props.extra ?? [])].filter(
    (column) => props.leave?.includes(column.key) !== true,
  );
  return (
    <RegisterTable
      label={props.label}
      columns={columns}
      rows={props.rows}
      rowKey={(row) => row.copyId}
      dense
      sort={null}
      onSort={() => undefined}
      onOpen={(row) => router.history.push(paths.carrier(row.carrierId, { copy: row.copyId }))}
      {...(props.chosen === undefined ? {} : { chosen: props.chosen })}
      {...(props.onChosen === undefined ? {} : { onChosen: props.onChosen })}
    />
  );
}
