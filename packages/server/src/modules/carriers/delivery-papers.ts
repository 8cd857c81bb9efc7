import { type FileRoute, type MadeFile, defineFile } from '@fengni/kernel/command/define';
import { houseDate } from '@fengni/kernel/command/kernel';
import { Refusal } from '@fengni/kernel/command/refusal';
import { builtinPacks } from '@fengni/schemes/packs';
import { printReceipt } from '../../print/receipt.ts';
import { printStocktakingSheet } from '../../print/stocktaking-sheet.ts';
import { housePrinting } from '../house-printing.ts';
import { DeliveryQuery, StocktakingQuery } from './contract.ts';
import { itemsShownMax, selectItems } from './item-lines.ts';
import { carriersPolicy } from './policy.ts';
import { selectCounted } from './stocktaking-queries.ts';
import { db } from './store.ts';

// Papers of the handle tier bear no titles, so that they need no mark of their own (DESIGN §4).

/** Rows of one stocktaking sheet; a larger register is counted cabinet by cabinet. */
const sheetRowsMax = 10_000;
/** Found where the register does not expect it. */
const strayWord = { zh: '账外', en: 'not expected' } as const;

/** A printed form, named by its number. */
export function pdf(number: string, bytes: Uint8Array, subject: string): MadeFile {
  return { fileName: `${number}.pdf`, mediaType: 'application/pdf', bytes, subject };
}

const receipt = defineFile({
  name: 'delivery.receipt',
  title: { zh: '打印交接单', en: 'Print the receipt' },
  input: DeliveryQuery,
  rule: carriersPolicy['carrier.read'],
  async make(tx, { input, actor }) {
    const row = await tx.readOne(
      db
        .selectFrom('delivery as d')
        .innerJoin('register as r', 'r.id', 'd.register_id')
        .innerJoin('unit as u', 'u.id', 'r.unit_id')
        .selectAll('d')
        .select('u.name as unit')
        .where('d.id', '=', input.deliveryId),
    );
    if (row === undefined) throw new Refusal('not.found');
    const items = await tx.read(
      selectItems()
        .innerJoin('delivery_item as i', 'i.copy_id', 'c.id')
        .where('i.delivery_id', '=', row.id)
        .orderBy('k.number_sort')
        .orderBy('c.copy_no')
        .limit(itemsShownMax),
    );
    const out = row.direction === 'out';
    const printing = await housePrinting(tx, { actor, code: row.id });
    const bytes = await printReceipt(
      {
        number: row.number,
        sender: out ? row.unit : row.counterpart,
        addressee: out ? row.counterpart : row.unit,
        channel: channelWords(row.channel, actor.language),
        sealNumber: row.seal_no,
        day: houseDate(row.sent_at, printing.timeZone ?? 'UTC'),
        copies: items.map((item) => ({
          number: item.number,
          copyNumber: item.copyNo,
          mark: item.mark,
          pages: item.pages ?? 0,
        })),
      },
      printing,
    );
    return pdf(row.number, bytes, row.id);
  },
});

/** A channel in the words of the packs. */
function channelWords(channelId: string, language: 'zh' | 'en'): string {
  const channels = [...builtinPacks.values()].flatMap((pack) => pack.channels);
  return channels.find((channel) => channel.id === channelId)?.[language] ?? channelId;
}

const sheet = defineFile({
  name: 'stocktaking.sheet',
  title: { zh: '打印清点表', en: 'Print the stocktaking sheet' },
  input: StocktakingQuery,
  rule: carriersPolicy['carrier.read'],
  async make(tx, { input, actor }) {
    const row = await tx.readOne(
      db
        .selectFrom('stocktaking as s')
        .innerJoin('register as r', 'r.id', 's.register_id')
        .selectAll('s')
        .select('r.name as register')
        .where('s.id', '=', input.stocktakingId),
    );
    if (row === undefined) throw new Refusal('not.found');
    if (row.expected + row.strays > sheetRowsMax)
      throw new Refusal('register.export.limit', { max: sheetRowsMax });
    const items = await tx.read(
      selectCounted(row.id).orderBy('c.place').orderBy('k.number_sort').orderBy('c.copy_no'),
    );
    const printing = await housePrinting(tx, { actor, code: row.id });
    const bytes = await printStocktakingSheet(
      {
        scope: [row.number, row.register, row.place].filter((part) => part !== '').join(' '),
        day: houseDate(row.started_at, printing.timeZone ?? 'UTC'),
        rows: items.map((item) => ({
          number: item.number,
          copyNumber: item.copyNo,
          mark: item.mark,
          place: item.place,
          holder: item.holder ?? undefined,
          result: resultOf(item.foundAt, row.state),
          remark: item.expected ? undefined : strayWord[actor.language],
        })),
      },
      printing,
    );
    return pdf(row.number, bytes, row.id);
  },
});

/** While it is being counted, what is not found yet leaves a box to tick. */
function resultOf(foundAt: Date | null, state: 'open' | 'closed'): 'found' | 'missing' | undefined {
  if (foundAt !== null) return 'found';
  return state === 'closed' ? 'missing' : undefined;
}

export const deliveryPapers: FileRoute[] = [receipt, sheet];
