import { type Bilingual, type FileRoute, type LoadTx, defineFile } from '@fengni/kernel/command/define';
import { invariant } from '@fengni/kernel/command/invariant';
import { houseDate } from '@fengni/kernel/command/kernel';
import { Refusal } from '@fengni/kernel/command/refusal';
import { printBagSlip } from '../../print/bag-slip.ts';
import type { Signed } from '../../print/blocks.ts';
import { type ElectronicTrace, printDestructionCertificate } from '../../print/destruction-certificate.ts';
import { type DestructionApprovals, printDestructionList } from '../../print/destruction-list.ts';
import { housePrinting } from '../house-printing.ts';
import { BagSlipQuery, DestructionQuery } from './contract.ts';
import { pdf } from './delivery-papers.ts';
import { readConsents, readWitnesses, selectListedItems, selectLists } from './destruction-queries.ts';
import { carriersPolicy } from './policy.ts';
import { readLogPlaces } from './log-places.ts';
import { mediumTitles } from './rules.ts';
import { db } from './store.ts';
import type { DestructionListRow, PaperBagRow } from './tables.ts';

const methodWords: Readonly<Record<DestructionListRow['method'], Bilingual>> = {
  pulping: { zh: '化浆', en: 'pulping' },
  incineration: { zh: '焚烧', en: 'incineration' },
  shredding: { zh: '粉碎', en: 'shredding' },
  degaussing: { zh: '消磁', en: 'degaussing' },
  crushing: { zh: '砸碎', en: 'crushing' },
};
const bagContents: Readonly<Record<PaperBagRow['kind'], Bilingual>> = {
  papers: { zh: '文件资料', en: 'papers' },
  newspapers: { zh: '报刊', en: 'newspapers' },
  mixed: { zh: '文件资料、报刊', en: 'papers and newspapers' },
};
const bagWord: Bilingual = { zh: '废纸袋', en: 'bag of paper' };

async function readList(tx: LoadTx, listId: string) {
  const row = await tx.readOne(
    selectLists()
      .innerJoin('unit as u', 'u.id', 'l.unit_id')
      .select('u.name as unit')
      .where('l.id', '=', listId),
  );
  if (row === undefined) throw new Refusal('not.found');
  return row;
}

/** The two consents, as they were given; a blank to sign where one is still out. */
async function approvalsOf(tx: LoadTx, listId: string): Promise<DestructionApprovals> {
  const consents = await readConsents(tx, listId);
  const signed = (step: number): Signed => {
    const one = consents.find((consent) => consent.step === step);
    return { name: one?.person ?? undefined, at: one?.decided_at ?? undefined };
  };
  return { unitLeader: signed(0), leaderInCharge: signed(1) };
}

interface TraceRow {
  readonly copy_id: string;
  readonly state: 'kept' | 'destroying' | 'destroyed';
  readonly destroyed_at: Date | null;
  readonly generations: readonly number[];
}

/** What the key store and its generations still hold of the electronic copies on a list (CAR-9). */
async function readTraces(tx: LoadTx, listId: string): Promise<ElectronicTrace[]> {
  const rows = await tx.readSql<TraceRow>('select * from destruction_traces($1)', [listId]);
  if (rows.length === 0) return [];
  const traces = new Map(rows.map((row) => [row.copy_id, row]));
  const items = await tx.read(selectListedItems(listId));
  return items.flatMap((item): ElectronicTrace[] => {
    const trace = traces.get(item.copyId);
    if (trace === undefined) return [];
    const keyDestroyedAt = trace.state === 'destroyed' ? (trace.destroyed_at ?? undefined) : undefined;
    return [{ number: item.number, copyNumber: item.copyNo, keyDestroyedAt, generations: trace.generations }];
  });
}

const listSheet = defineFile({
  name: 'destruction.listSheet',
  title: { zh: '打印销毁清单', en: 'Print the destruction list' },
  input: DestructionQuery,
  rule: carriersPolicy['carrier.read'],
  async make(tx, { input, actor }) {
    const row = await readList(tx, input.listId);
    const items = await tx.read(selectListedItems(row.id).select('k.medium'));
    const bags = await tx.read(
      db.selectFrom('paper_bag').selectAll().where('list_id', '=', row.id).orderBy('number'),
    );
    const { language: lang } = actor;
    const printing = await housePrinting(tx, { actor, code: row.id });
    const bytes = await printDestructionList(
      {
        number: row.number,
        unit: row.unit,
        day: houseDate(row.made_at, printing.timeZone ?? 'UTC'),
        reason: `${row.point} ${methodWords[row.method][lang]}`,
        items: [
          ...items.map((item) => ({
            number: item.number,
            copyNumber: item.copyNo,
            mark: item.mark,
            kind: mediumTitles[item.medium][lang],
            pages: item.pages ?? undefined,
          })),
          ...bags.map((bag) => ({
            number: bag.number,
            copyNumber: '',
            kind: bagWord[lang],
            remark: bag.seal_no,
          })),
        ],
        approvals: await approvalsOf(tx, row.id),
      },
      printing,
    );
    return pdf(row.number, bytes, row.id);
  },
});

const certificate = defineFile({
  name: 'destruction.certificate',
  title: { zh: '打印销毁证明', en: 'Print the destruction certificate' },
  input: DestructionQuery,
  rule: carriersPolicy['carrier.read'],
  async make(tx, { input, actor }) {
    const row = await readList(tx, input.listId);
    if (row.state !== 'destroyed' || row.destroyed_at === null || row.certificate_no === null)
      throw new Refusal('not.found', {}, 'the list is not destroyed');
    invariant(
      row.approved_digest !== null && row.entry_id !== null,
      'a destroyed list was approved and logged',
    );
    const signers = (await readWitnesses(tx, row)).map((one): Signed => ({
      name: one.person,
      at: one.signedAt ?? undefined,
    }));
    const [first, second] = signers;
    invariant(first !== undefined && second !== undefined, 'a list has two witnesses');
    const { language: lang } = actor;
    const printing = await housePrinting(tx, { actor, code: row.id });
    const bytes = await printDestructionCertificate(
      {
        number: row.certificate_no,
        listNumber: row.number,
        unit: row.unit,
        count: row.copies + row.bags,
        place: row.point,
        method: methodWords[row.method][lang],
        at: row.destroyed_at,
        approvals: await approvalsOf(tx, row.id),
        witnesses: [first, second],
        electronic: await readTraces(tx, row.id),
        listHash: row.approved_digest,
        logEntry: (await readLogPlaces(tx, [row.entry_id])).placeOf(row.entry_id),
      },
      printing,
    );
    return pdf(row.certificate_no, bytes, row.id);
  },
});

const bagSlip = defineFile({
  name: 'bag.slip',
  title: { zh: '打印废纸袋交接单', en: 'Print the bag slip' },
  input: BagSlipQuery,
  rule: carriersPolicy['carrier.read'],
  async make(tx, { input, actor }) {
    const bags = await tx.read(
      db
        .selectFrom('paper_bag as b')
        .innerJoin('register as r', 'r.id', 'b.register_id')
        .innerJoin('unit as u', 'u.id', 'r.unit_id')
        .leftJoin('destruction_list as l', 'l.id', 'b.list_id')
        .selectAll('b')
        .select(['u.name as unit', 'l.number as list'])
        .where('b.id', 'in', input.bagIds)
        .orderBy('b.number'),
    );
    const first = bags[0];
    if (first === undefined || bags.length < new Set(input.bagIds).size) throw new Refusal('not.found');
    const oneList = bags.every((bag) => bag.list_id === first.list_id) ? first.list : null;
    const { language: lang } = actor;
    const printing = await housePrinting(tx, { actor, code: first.id });
    const bytes = await printBagSlip(
      {
        number: oneList ?? first.number,
        unit: [...new Set(bags.map((bag) => bag.unit))].join('、'),
        day: tx.today,
        bags: bags.map((bag) => ({
          room: bag.room,
          contents: bagContents[bag.kind][lang],
          weightKg: bag.weight_grams / 1000,
          sealNumber: bag.seal_no,
          remark: bag.number,
        })),
      },
      printing,
    );
    return pdf(oneList ?? first.number, bytes, first.id);
  },
});

export const destructionPapers: FileRoute[] = [listSheet, certificate, bagSlip];
