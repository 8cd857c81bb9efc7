import type { z } from 'zod';
import type { ImportOrganisation } from './contract.ts';
import { commonPath, pathBelow } from './rules.ts';
import type { UnitRow } from './tables.ts';

export type ImportRow = z.output<typeof ImportOrganisation>['rows'][number];
export type KnownUnit = Pick<UnitRow, 'id' | 'parent_id' | 'name' | 'path'>;

/** Ids and date for what is new, from the command's context. */
export interface Making {
  readonly newId: () => string;
  readonly today: string;
}

/** Units of the list, found by their names from the root down or made where missing. */
export interface PlacedUnits {
  /** Unit of each row, in the order of the rows. */
  readonly unitOf: readonly KnownUnit[];
  readonly added: readonly UnitRow[];
  /** Ids of the known units the list names, those between included. */
  readonly known: ReadonlySet<string>;
  /** Lowest known unit all of the list lies in: who imports it needs his duty over this one. */
  readonly within: string;
}

/**
 * Finds or makes the unit of each row. A path of names begins below the root; the root's own name may stand first.
 * A missing unit between has the kind of the row that names it, else it is a department.
 * @param units all units that have not ended, root included, in the order in which namesakes are preferred
 */
export function placeUnits(
  root: KnownUnit,
  units: readonly KnownUnit[],
  rows: readonly ImportRow[],
  making: Making,
): PlacedUnits {
  const children = new Map<string, KnownUnit>();
  for (const unit of units) {
    const at = place(unit.parent_id ?? '', unit.name);
    if (!children.has(at)) children.set(at, unit);
  }
  const kinds = new Map(
    rows.toReversed().map((row) => [JSON.stringify(namesBelow(root, row.unitPath)), row.unitKind]),
  );
  const known = new Set<string>();
  const added = new Map<string, UnitRow>();
  const anchors = new Set<string>();

  const unitOf = rows.map((row) => {
    const names = namesBelow(root, row.unitPath);
    let unit = root;
    let anchor = root;
    for (const [depth, name] of names.entries()) {
      const at = place(unit.id, name);
      const child = children.get(at) ?? make(unit, name, JSON.stringify(names.slice(0, depth + 1)));
      children.set(at, child);
      unit = child;
      if (added.has(unit.id)) continue;
      known.add(unit.id);
      anchor = unit;
    }
    if (unit === root) known.add(root.id);
    anchors.add(anchor.path);
    return unit;
  });
  return { unitOf, added: [...added.values()], known, within: commonPath([...anchors]) };

  function make(parent: KnownUnit, name: string, names: string): UnitRow {
    const id = making.newId();
    const unit: UnitRow = {
      id,
      parent_id: parent.id,
      path: pathBelow(parent.path, id),
      kind: kinds.get(names) ?? 'department',
      name,
      code: null,
      position: 0,
      started_on: making.today,
      ended_on: null,
    };
    added.set(id, unit);
    return unit;
  }
}

function place(parentId: string, name: string): string {
  return JSON.stringify([parentId, name]);
}

function namesBelow(root: KnownUnit, names: readonly string[]): readonly string[] {
  return names[0] === root.name ? names.slice(1) : names;
}
