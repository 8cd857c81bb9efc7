import type { LoadTx } from '@fengni/kernel/command/define';
import { type Mark, formatMark } from '@fengni/schemes/mark';
import { citeScope, presentItem, selectItems } from './catalogue-queries.ts';
import { db } from './store.ts';

/** An item of a catalogue in force, or of a scope catalogue, as a determination rests on it. */
export interface CatalogueBasis {
  readonly kind: 'item' | 'scope';
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly mark: Mark;
  readonly markWords: string;
  readonly scopeText: string;
  /** The citation in words. */
  readonly basis: string;
  /** The unit whose list it is, or for which the scope catalogue was brought in. */
  readonly unitId: string;
  /** Whether it can be rested on today. */
  readonly current: boolean;
}

/**
 * The item with this id, of a unit's list or of a scope catalogue, as the caller may know it; undefined for what he may
 * not know and for what there is not, alike.
 */
export async function readCatalogueItem(tx: LoadTx, id: string): Promise<CatalogueBasis | undefined> {
  const own = await tx.readOne(
    selectItems()
      .innerJoin('catalogue as c', 'c.id', 'i.catalogue_id')
      .select(['c.unit_id', 'c.state'])
      .where('i.id', '=', id),
  );
  if (own !== undefined) {
    const item = presentItem(own);
    const mark = { scheme: item.scheme, level: item.level, validity: item.validity };
    return {
      kind: 'item',
      id: item.id,
      number: item.number,
      name: item.name,
      mark,
      markWords: item.mark,
      scopeText: item.scopeText,
      basis: item.basis,
      unitId: own.unit_id,
      current: own.state === 'in-force',
    };
  }
  return readScopeItem(tx, id);
}

async function readScopeItem(tx: LoadTx, id: string): Promise<CatalogueBasis | undefined> {
  const row = await tx.readOne(
    db
      .selectFrom('scope_item as i')
      .innerJoin('scope_catalogue as s', 's.id', 'i.catalogue_id')
      .select([
        'i.id',
        'i.number',
        'i.name',
        'i.scheme',
        'i.level',
        'i.validity',
        'i.scope_text',
        's.title',
        's.unit_id',
        's.in_force_from',
        's.in_force_to',
      ])
      .where('i.id', '=', id),
  );
  if (row === undefined) return undefined;
  const mark = { scheme: row.scheme, level: row.level, validity: row.validity };
  return {
    kind: 'scope',
    id: row.id,
    number: row.number,
    name: row.name,
    mark,
    markWords: formatMark(mark),
    scopeText: row.scope_text,
    basis: citeScope(row) ?? '',
    unitId: row.unit_id,
    current: row.in_force_from <= tx.today && (row.in_force_to === null || row.in_force_to >= tx.today),
  };
}

/** A key place in force, as a caller who may know it names it. */
export interface KnownKeyPlace {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly unitPath: string;
}

/** Key places in force that the caller may know; of `ids` only, where given. */
export async function readKeyPlaces(
  tx: LoadTx,
  ids: readonly string[] | null = null,
): Promise<KnownKeyPlace[]> {
  return tx.readSql<KnownKeyPlace>(
    `select k.id, m.name, u.name as unit, k.unit_path as "unitPath"
     from key_place k join key_place_matter m on m.id = k.id join unit u on u.id = k.unit_id
     where k.state = 'determined' and ($1::uuid[] is null or k.id = any ($1)) order by u.name, m.name, k.id`,
    [ids],
  );
}
