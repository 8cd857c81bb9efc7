import { type Command, type LoadTx, type Query, defineQuery } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import { readPage } from '@fengni/kernel/register/page';
import { describeAction, obstacleOf } from './actions.ts';
import { DeliveryList, DeliveryListQuery, DeliveryPage, DeliveryQuery } from './contract.ts';
import { itemsShownMax, presentItem, selectItems } from './item-lines.ts';
import { carriersPolicy } from './policy.ts';
import { db, refuse } from './store.ts';
import type { DeliveryRow } from './tables.ts';

const deliveryRowsMax = 50;

function presentLine(row: DeliveryRow) {
  return {
    id: row.id,
    direction: row.direction,
    number: row.number,
    counterpart: row.counterpart,
    channel: row.channel,
    sealNo: row.seal_no,
    statedCount: row.stated_count,
    countedCount: row.counted_count,
    faults: row.faults,
    faultNote: row.fault_note,
    state: row.state,
    sentAt: row.sent_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    receiptSigner: row.receipt_signer,
  };
}

const deliveryList = defineQuery({
  name: 'delivery.list',
  title: { zh: '收发登记', en: 'Deliveries' },
  input: DeliveryListQuery,
  output: DeliveryList,
  rule: carriersPolicy['carrier.read'],
  async run(tx, { input }) {
    let query = db.selectFrom('delivery as d').selectAll('d');
    if (input.registerId !== null) query = query.where('d.register_id', '=', input.registerId);
    if (input.direction !== null) query = query.where('d.direction', '=', input.direction);
    const { state } = input;
    if (state !== null) query = query.where((where) => where(where.cast('d.state', 'text'), '=', state));
    const page = await readPage(tx, query, {
      keys: ['d.sent_at', 'd.id'],
      types: ['timestamptz', 'uuid'],
      after: input.after,
      rowsMax: deliveryRowsMax,
    });
    return { rows: page.rows.map(presentLine), next: page.next };
  },
});

/** Names in the order of the ids. */
export async function namesOf(tx: LoadTx, personIds: readonly string[]): Promise<string[]> {
  if (personIds.length === 0) return [];
  const rows = await tx.read(db.selectFrom('person').select(['id', 'name']).where('id', 'in', personIds));
  const names = new Map(rows.map((row) => [row.id, row.name]));
  return personIds.map((id) => names.get(id) ?? '');
}

/** Queries about deliveries; `find` gives the commands whose rules say what the caller can do. */
export function createDeliveryQueries(find: (name: string) => Command | undefined): Query[] {
  const deliveryOpen = defineQuery({
    name: 'delivery.open',
    title: { zh: '查看收发', en: 'Open a delivery' },
    input: DeliveryQuery,
    output: DeliveryPage,
    rule: carriersPolicy['carrier.read'],
    async run(tx, { input, actor }) {
      const row = await tx.readOne(
        db
          .selectFrom('delivery as d')
          .innerJoin('register as r', 'r.id', 'd.register_id')
          .selectAll('d')
          .select('r.unit_path as unitPath')
          .where('d.id', '=', input.deliveryId),
      );
      if (row === undefined) throw new Refusal('not.found');
      const items = await tx.read(
        selectItems()
          .innerJoin('delivery_item as i', 'i.copy_id', 'c.id')
          .select('i.arrived')
          .where('i.delivery_id', '=', row.id)
          .orderBy('k.number_sort')
          .orderBy('c.copy_no')
          .limit(itemsShownMax),
      );
      const open = {
        'delivery.confirm': row.direction === 'out' && row.state === 'sent',
        'delivery.settle': row.state === 'disputed' || row.state === 'sent',
      };
      const actions = Object.entries(open).flatMap(([name, isOpen]) => {
        const command = find(name);
        const obstacle = isOpen ? null : obstacleOf(refuse('delivery.ended'));
        return command === undefined
          ? []
          : [describeAction({ command, actor, unitPath: row.unitPath, obstacle })];
      });
      return {
        ...presentLine(row),
        registerId: row.register_id,
        escorts: await namesOf(tx, row.escorts),
        items: items.map((item) => ({ ...presentItem(item), arrived: item.arrived })),
        actions,
      };
    },
  });
  return [deliveryList, deliveryOpen];
}
