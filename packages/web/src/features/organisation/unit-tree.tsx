import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { t } from '../../lib/i18n.ts';

export interface TreeUnit {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly people: number;
  readonly lacking: readonly string[];
}

interface Line {
  readonly unit: TreeUnit;
  readonly depth: number;
  readonly children: number;
  readonly open: boolean;
}

/** Lines in sight: children follow an open parent. */
export function treeLines(units: readonly TreeUnit[], open: ReadonlySet<string>): Line[] {
  const known = new Set(units.map((unit) => unit.id));
  const below = Map.groupBy(units, (unit) =>
    unit.parentId !== null && known.has(unit.parentId) ? unit.parentId : '',
  );
  const lines: Line[] = [];
  const walk = (parentId: string, depth: number) => {
    for (const unit of below.get(parentId) ?? []) {
      const children = below.get(unit.id)?.length ?? 0;
      const isOpen = open.has(unit.id);
      lines.push({ unit, depth, children, open: isOpen });
      if (isOpen) walk(unit.id, depth + 1);
    }
  };
  walk('', 0);
  return lines;
}

/** Units above one, which must be open for it to be seen. */
export function unitsAbove(units: readonly TreeUnit[], id: string | null): string[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const above: string[] = [];
  for (
    let at = id === null ? undefined : byId.get(id);
    at?.parentId != null && above.length < units.length;
    at = byId.get(at.parentId)
  ) {
    above.push(at.parentId);
  }
  return above;
}

/** The tree of units, walked with the arrow keys (WAI-ARIA authoring practices, tree view). */
export function UnitTreeView({
  units,
  current,
  onChoose,
}: {
  units: readonly TreeUnit[];
  current: string | null;
  onChoose: (id: string) => void;
}) {
  const roots = useMemo(() => units.filter((unit) => unit.parentId === null).map((unit) => unit.id), [units]);
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
  const list = useRef<HTMLUListElement>(null);
  const open = useMemo(() => {
    const set = new Set([...roots, ...unitsAbove(units, current)]);
    for (const [id, isOpen] of toggled) {
      if (isOpen) set.add(id);
      else set.delete(id);
    }
    return set;
  }, [roots, units, current, toggled]);
  const lines = treeLines(units, open);
  const toggle = (id: string, to: boolean) => setToggled(new Map(toggled).set(id, to));

  function focus(at: number) {
    const items = list.current?.querySelectorAll<HTMLElement>('[role=treeitem]') ?? [];
    items[Math.max(0, Math.min(lines.length - 1, at))]?.focus();
  }
  function onKey(event: KeyboardEvent, index: number, line: Line) {
    const acts: Readonly<Record<string, () => void>> = {
      ArrowDown: () => focus(index + 1),
      ArrowUp: () => focus(index - 1),
      ArrowRight: () => (line.open || line.children === 0 ? focus(index + 1) : toggle(line.unit.id, true)),
      ArrowLeft: () =>
        line.open && line.children > 0
          ? toggle(line.unit.id, false)
          : focus(lines.findIndex((one) => one.unit.id === line.unit.parentId)),
      Enter: () => onChoose(line.unit.id),
      ' ': () => onChoose(line.unit.id),
    };
    const act = acts[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  }
  const focusable = lines.some((line) => line.unit.id === current) ? current : lines[0]?.unit.id;
  return (
    <ul role="tree" aria-label={t('org.tree')} className="unit-tree" ref={list}>
      {lines.map((line, index) => (
        <li
          key={line.unit.id}
          role="treeitem"
          aria-level={line.depth + 1}
          aria-selected={line.unit.id === current}
          {...(line.children > 0 ? { 'aria-expanded': line.open } : {})}
          tabIndex={line.unit.id === focusable ? 0 : -1}
          className={`tree-depth-${Math.min(line.depth, 7)}`}
          onClick={() => onChoose(line.unit.id)}
          onKeyDown={(event) => onKey(event, index, line)}
        >
          <button
            type="button"
            tabIndex={-1}
            aria-hidden
            className="tree-toggle"
            onClick={(event) => {
              event.stopPropagation();
              toggle(line.unit.id, !line.open);
            }}
          >
            {line.children === 0 ? '' : line.open ? '▾' : '▸'}
          </button>
          <span className="tree-name">{line.unit.name}</span>
          {line.unit.lacking.length === 0 ? null : (
            <span className="late tree-flag">
              <span className="hidden-text">{t('org.lacking.short')}</span>
              <span aria-hidden>!</span>
            </span>
          )}
          <span className="num why">
            <span className="hidden-text">{t('org.people.count')}</span>
            {line.unit.people}
          </span>
        </li>
      ))}
    </ul>
  );
}
