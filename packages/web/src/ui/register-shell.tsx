import { useInfiniteQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { z } from 'zod';
import { formatNumber } from '../lib/format.ts';
import { t } from '../lib/i18n.ts';
import { keep, readKept } from '../lib/kept.ts';
import { presentError } from '../lib/present-error.ts';
import { type UrlFilters, useUrlFilters } from '../lib/url-state.ts';
import { queryKey, readNoticed } from '../lib/use-query-data.ts';
import { ActionButton } from './action-button.tsx';
import { FaultBox, Loading } from './query-view.tsx';
import {
  type BatchAction,
  type Column,
  type Filter,
  Layout,
  type Sort,
  nextSort,
  readSort,
  shownColumns,
} from './register-columns.ts';
import { RegisterTable } from './register-table.tsx';
import { RegisterToolbar } from './register-toolbar.tsx';
import './register.css';

export interface RegisterShellProps<Row> {
  /** Names the register in this browser's keeping: saved views, columns, density. */
  readonly id: string;
  /** Accessible name of the table. */
  readonly label: string;
  readonly query: string;
  /** `total`: exact, or null where there are more than the server counts. */
  readonly output: z.ZodType<{ rows: Row[]; next: string | null; total?: number | null }>;
  /** The query's input from filters and sort; the shell adds `after`. */
  readonly input: (filters: UrlFilters, sort: Sort | null) => Readonly<Record<string, unknown>>;
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  /** Where Enter or a click on a row leads; or `onOpen`. */
  readonly rowTo?: (row: Row) => string | null;
  readonly onOpen?: (row: Row) => void;
  readonly filters?: readonly Filter[];
  readonly batch?: readonly BatchAction<Row>[];
  /** What this list will hold, and the first step. */
  readonly empty: ReactNode;
  /** Export, import, print: right of the filters. */
  readonly tools?: ReactNode;
}

/** A ledger on screen: filters in the address, columns to choose, keys to walk, pages by cursor. */
export function RegisterShell<Row>(props: RegisterShellProps<Row>) {
  const router = useRouter();
  const [filters, changeFilters] = useUrlFilters();
  const [layout, setLayout] = useState<Layout>(
    () => readKept('local', `layout.${props.id}`, Layout) ?? { shown: null, dense: false },
  );
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const sort = readSort(filters);
  const input = props.input(filters, sort);
  const pages = useInfiniteQuery({
    queryKey: queryKey(props.query, input),
    queryFn: ({ pageParam }) => readNoticed(props.query, { ...input, after: pageParam }, props.output),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: (last) => last,
  });
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  // a row may have left the list since it was chosen
  const chosenRows = rows.filter((row) => chosen.has(props.rowKey(row)));
  const columns = shownColumns(props.columns, layout.shown);

  function changeLayout(next: Layout) {
    setLayout(next);
    keep('local', `layout.${props.id}`, next);
  }
  function open(row: Row) {
    props.onOpen?.(row);
    const to = props.rowTo?.(row) ?? null;
    if (to !== null) router.history.push(to);
  }
  return (
    <div className="register card">
      <RegisterToolbar
        id={props.id}
        filters={props.filters ?? []}
        values={filters}
        onFilters={changeFilters}
        columns={props.columns}
        layout={layout}
        onLayout={changeLayout}
        tools={props.tools}
      />
      {props.batch === undefined || chosenRows.length === 0 ? null : (
        <BatchBar batch={props.batch} rows={chosenRows} onClear={() => setChosen(new Set())} />
      )}
      {pages.error === null ? null : (
        <FaultBox text={presentError(pages.error) ?? ''} onRetry={() => void pages.refetch()} />
      )}
      {pages.isPending ? <Loading /> : null}
      {pages.data !== undefined && rows.length === 0 ? (
        <NoRows filtered={isFiltered(props.filters ?? [], filters)} empty={props.empty} />
      ) : null}
      {rows.length === 0 ? null : (
        <RegisterTable
          label={props.label}
          columns={columns}
          rows={rows}
          rowKey={props.rowKey}
          dense={layout.dense}
          sort={sort}
          onSort={(by) => changeFilters({ sort: nextSort(sort, by) })}
          {...(props.rowTo === undefined && props.onOpen === undefined ? {} : { onOpen: open })}
          {...(props.batch === undefined ? {} : { chosen, onChosen: setChosen })}
        />
      )}
      <output className="register-foot">
        {rows.length === 0 ? '' : shownWords(rows.length, pages.data?.pages[0]?.total)}
        {pages.hasNextPage ? (
          <ActionButton loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {t('register.more')}
          </ActionButton>
        ) : null}
      </output>
    </div>
  );
}

/** How many stand here, and of how many; beyond a thousand nobody counts (BEY-4). */
function shownWords(shown: number, total: number | null | undefined): string {
  if (total === undefined) return t('register.shown', { n: shown });
  return t('register.shown.of', {
    n: shown,
    total: total === null ? t('register.many') : formatNumber(total),
  });
}

function isFiltered(filters: readonly Filter[], values: UrlFilters): boolean {
  return filters.some((filter) => (values[filter.key] ?? '') !== '');
}

/** Nothing found is not the same as nothing there. */
function NoRows({ filtered, empty }: { filtered: boolean; empty: ReactNode }) {
  if (!filtered) return empty;
  return <p className="loading">{t('register.nothing')}</p>;
}

function BatchBar<Row>({
  batch,
  rows,
  onClear,
}: {
  batch: readonly BatchAction<Row>[];
  rows: readonly Row[];
  onClear: () => void;
}) {
  return (
    <fieldset className="plain-set batch-bar" aria-label={t('register.batch')}>
      <span>{t('register.chosen', { n: rows.length })}</span>
      {batch.map((action) => (
        <ActionButton
          key={action.key}
          disabledReason={action.disabledReason?.(rows) ?? null}
          onClick={() => action.onDo(rows)}
        >
          {action.label}
        </ActionButton>
      ))}
      <ActionButton type="text" onClick={onClear}>
        {t('register.clear')}
      </ActionButton>
    </fieldset>
  );
}
