import type { ItemView } from '@fengni/server/modules/catalogue/contract';
import { type KeyboardEvent, useRef } from 'react';
import { t } from '../../lib/i18n.ts';
import { LevelChip } from '../../ui/level-chip.tsx';
import '../../ui/register.css';
import { originWords, warningWords } from './catalogue-words.ts';

export interface ItemsTableProps {
  readonly items: readonly ItemView[];
  /** What can be done with lines of a draft; absent on what is in force. */
  readonly edit?: {
    readonly onOpen: (item: ItemView) => void;
    readonly onNew: () => void;
    readonly onDrop: (item: ItemView) => void;
    readonly onMove: (item: ItemView, by: -1 | 1) => void;
  };
}

/**
 * The lines of a list. A draft is worked on by keyboard: arrows walk, Enter changes a line, N adds one, Delete drops one, Alt
 * with an arrow moves one.
 */
export function ItemsTable({ items, edit }: ItemsTableProps) {
  const body = useRef<HTMLTableSectionElement>(null);

  function focusRow(at: number) {
    body.current?.querySelectorAll<HTMLElement>('tr')[at]?.focus();
  }
  function onKey(event: KeyboardEvent<HTMLTableRowElement>, item: ItemView, at: number) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && event.altKey) {
      event.preventDefault();
      edit?.onMove(item, step === 1 ? 1 : -1);
      focusRow(at + step);
      return;
    }
    const deed: (() => void) | undefined = {
      ArrowDown: () => focusRow(at + 1),
      ArrowUp: () => focusRow(at - 1),
      Home: () => focusRow(0),
      End: () => focusRow(items.length - 1),
      Enter: () => edit?.onOpen(item),
      n: () => edit?.onNew(),
      Delete: () => edit?.onDrop(item),
    }[event.key];
    if (deed === undefined || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    deed();
  }
  return (
    <div className="table-scroll">
      <table className="ledger" aria-label={t('catalogue.items')}>
        <thead>
          <tr>
            <th scope="col">{t('catalogue.number')}</th>
            <th scope="col">{t('catalogue.name')}</th>
            <th scope="col">{t('field.level')}</th>
            <th scope="col">{t('catalogue.scope')}</th>
            <th scope="col">{t('catalogue.basis')}</th>
            <th scope="col">{t('catalogue.owner')}</th>
            <th scope="col">{t('catalogue.origin')}</th>
            <th scope="col">{t('catalogue.link')}</th>
          </tr>
        </thead>
        <tbody ref={body}>
          {items.map((item, at) => (
            <tr
              key={item.id}
              tabIndex={at === 0 ? 0 : -1}
              className={edit === undefined ? '' : 'row-opens'}
              onKeyDown={(event) => onKey(event, item, at)}
              onDoubleClick={() => edit?.onOpen(item)}
            >
              <td className="num">{item.number}</td>
              <td>
                {edit === undefined ? (
                  item.name
                ) : (
                  <button type="button" className="link-button" onClick={() => edit.onOpen(item)}>
                    {item.name}
                  </button>
                )}
                <Warnings item={item} />
              </td>
              <td>
                <LevelChip mark={item.mark} level={item.colour} />
              </td>
              <td>{item.scopeText}</td>
              <td>{item.basis}</td>
              <td>{item.owner}</td>
              <td className="catalogue-short">{originWords(item.origin)}</td>
              <td>{item.link}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Warnings({ item }: { item: ItemView }) {
  if (item.warnings.length === 0) return null;
  return <p className="catalogue-warning">{item.warnings.map(warningWords).join(t('list.and'))}</p>;
}
