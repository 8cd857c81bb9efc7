import { type KeyboardEvent, type MouseEvent, useRef, useState } from 'react';
import { t } from '../lib/i18n.ts';
import type { Column, Sort } from './register-columns.ts';

export interface RegisterTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly dense: boolean;
  readonly sort: Sort | null;
  readonly onSort: (by: string) => void;
  readonly onOpen?: (row: Row) => void;
  readonly chosen?: ReadonlySet<string>;
  readonly onChosen?: (chosen: ReadonlySet<string>) => void;
}

/** The table itself: ↑ ↓ walk, Enter opens, Space chooses. On narrow screens rows become cards by style alone. */
export function RegisterTable<Row>(props: RegisterTableProps<Row>) {
  const { rows, columns, rowKey, onOpen, chosen, onChosen } = props;
  const [at, setAt] = useState(0);
  const body = useRef<HTMLTableSectionElement>(null);

  function focusRow(index: number) {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    setAt(next);
    body.current?.rows.item(next)?.focus();
  }
  function toggle(key: string) {
    const next = new Set(chosen);
    if (!next.delete(key)) next.add(key);
    onChosen?.(next);
  }
  function onKey(event: KeyboardEvent, index: number, row: Row) {
    if (event.target !== event.currentTarget) return;
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      Home: 0,
      End: rows.length - 1,
    };
    const move = moves[event.key];
    if (move !== undefined) {
      event.preventDefault();
      focusRow(move);
    } else if (event.key === 'Enter') {
      onOpen?.(row);
    } else if (event.key === ' ' && onChosen !== undefined) {
      event.preventDefault();
      toggle(rowKey(row));
    }
  }
  const allChosen = chosen !== undefined && rows.every((row) => chosen.has(rowKey(row)));
  return (
    <div className="table-scroll">
      <table className={props.dense ? 'ledger ledger-dense' : 'ledger'} aria-label={props.label}>
        <thead>
          <tr>
            {chosen === undefined ? null : (
              <th scope="col" className="choose-cell">
                <input
                  type="checkbox"
                  aria-label={t('register.choose.all')}
                  checked={allChosen}
                  onChange={() => onChosen?.(allChosen ? new Set() : new Set(rows.map(rowKey)))}
                />
              </th>
            )}
            {columns.map((column) => (
              <HeadCell key={column.key} column={column} sort={props.sort} onSort={props.onSort} />
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row, index) => (
            <tr
              key={rowKey(row)}
              tabIndex={index === Math.min(at, rows.length - 1) ? 0 : -1}
              className={onOpen === undefined ? '' : 'row-opens'}
              aria-selected={chosen === undefined ? undefined : chosen.has(rowKey(row))}
              onFocus={() => setAt(index)}
              onKeyDown={(event) => onKey(event, index, row)}
              onClick={(event) => {
                if (!isControl(event)) onOpen?.(row);
              }}
            >
              {chosen === undefined ? null : (
                <td className="choose-cell">
                  <input
                    type="checkbox"
                    aria-label={t('register.choose.row', { n: index + 1 })}
                    checked={chosen.has(rowKey(row))}
                    onChange={() => toggle(rowKey(row))}
                  />
                </td>
              )}
              {columns.map((column) => (
                <td
                  key={column.key}
                  data-label={column.title}
                  className={column.numeric === true ? 'num' : ''}
                >
                  <div className="cell">{column.render(row)}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A click on a link, button or box inside a row is not a click on the row. */
function isControl(event: MouseEvent): boolean {
  return event.target instanceof Element && event.target.closest('a, button, input, label') !== null;
}

function HeadCell<Row>({
  column,
  sort,
  onSort,
}: {
  column: Column<Row>;
  sort: Sort | null;
  onSort: (by: string) => void;
}) {
  const by = column.sort;
  const width = column.width === undefined ? {} : { style: { width: column.width } };
  if (by === undefined) {
    return (
      <th scope="col" {...width}>
        {column.title}
      </th>
    );
  }
  const direction = sort?.by === by ? sort.direction : null;
  const words = direction === 'asc' ? 'ascending' : direction === 'desc' ? 'descending' : 'none';
  return (
    <th scope="col" aria-sort={words} {...width}>
      <button type="button" className="plain-button" onClick={() => onSort(by)}>
        {column.title}
        <span aria-hidden> {direction === 'asc' ? '↑' : direction === 'desc' ? '↓' : '↕'}</span>
      </button>
    </th>
  );
}
