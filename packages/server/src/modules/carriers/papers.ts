import { type Bilingual, type FileRoute, type LoadTx, defineFile } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import { z } from 'zod';
import { printCirculationSlip } from '../../print/circulation-slip.ts';
import { printCustody } from '../../print/custody.ts';
import { printLabels } from '../../print/labels.ts';
import { housePrinting } from '../house-printing.ts';
import { selectStops } from './carrier-page.ts';
import { carriersPolicy } from './policy.ts';
import { copyMoveTitles } from './rules.ts';
import { readLogPlaces } from './log-places.ts';
import { db } from './store.ts';
import type { Signed } from './tables.ts';

const pdf = 'application/pdf';
/** Labels in one file. */
export const labelsAtOnceMax = 500;

/** Labels bear the code, number, copy number and mark, and nothing that tells what is inside. */
const labels = defineFile({
  name: 'carrier.labels',
  title: { zh: '标签', en: 'Labels' },
  input: z.object({
    copyIds: z.array(z.uuid()).min(1).max(labelsAtOnceMax),
    layout: z.enum(['single', 'sheet']).default('sheet'),
  }),
  rule: carriersPolicy['copy.keep'],
  async make(tx, { input, actor }) {
    const rows = await tx.read(
      db
        .selectFrom('copy as y')
        .innerJoin('carrier as c', 'c.id', 'y.carrier_id')
        .select(['y.id', 'y.code', 'y.copy_no', 'c.number', 'c.mark'])
        .where('y.id', 'in', input.copyIds)
        .orderBy('c.number_sort')
        .orderBy('y.copy_no'),
    );
    if (rows.length !== new Set(input.copyIds).size) throw new Refusal('not.found');
    const { code: _code, ...printing } = await housePrinting(tx, { actor, code: 'LABELS' });
    const bytes = await printLabels(
      {
        layout: input.layout,
        labels: rows.map((row) => ({
          code: row.code,
          number: row.number,
          copyNumber: row.copy_no,
          mark: row.mark,
          lines: [],
        })),
      },
      printing,
    );
    return { fileName: 'labels.pdf', mediaType: pdf, bytes };
  },
});

interface CopyHead {
  readonly id: string;
  readonly carrier_id: string;
  readonly code: string;
  readonly copy_no: string;
  readonly number: string;
  readonly mark: string;
  readonly title: string | null;
  readonly originator: string | null;
}

async function readCopyHead(tx: LoadTx, copyId: string): Promise<CopyHead> {
  const head = await tx.readOne(
    db
      .selectFrom('copy as y')
      .innerJoin('carrier as c', 'c.id', 'y.carrier_id')
      .leftJoin('carrier_matter as m', 'm.id', 'c.id')
      .select([
        'y.id',
        'y.carrier_id',
        'y.code',
        'y.copy_no',
        'c.number',
        'c.mark',
        'm.title',
        'm.originator',
      ])
      .where('y.id', '=', copyId),
  );
  if (head === undefined) throw new Refusal('not.found');
  return head;
}

const signedWords: Readonly<Record<Signed, Bilingual>> = {
  screen: { zh: '系统签名', en: 'signed in the program' },
  clerk: { zh: '经办人登记', en: 'entered by the clerk' },
  paper: { zh: '纸质签名补录', en: 'entered from signed paper' },
};
const urgentWord: Bilingual = { zh: '加急', en: 'urgent' };
const deputyWords = {
  zh: (reader: string, deputy: string) => `${reader}（${deputy} 代）`,
  en: (reader: string, deputy: string) => `${reader} (for him ${deputy})`,
} as const;

/** The slip that goes with the copy; who may only handle prints no title. */
const circulationSlip = defineFile({
  name: 'circulation.slip',
  title: { zh: '传阅单', en: 'Circulation slip' },
  input: z.object({ circulationId: z.uuid() }),
  rule: carriersPolicy['circulation.run'],
  async make(tx, { input, actor }) {
    const circulation = await tx.readOne(
      db.selectFrom('circulation').selectAll().where('id', '=', input.circulationId),
    );
    if (circulation === undefined) throw new Refusal('not.found');
    const head = await readCopyHead(tx, circulation.copy_id);
    const readers = await tx.read(
      db
        .selectFrom('circulation_reader as r')
        .innerJoin('person as p', 'p.id', 'r.person_id')
        .innerJoin('unit as u', 'u.id', 'p.unit_id')
        .leftJoin('person as d', 'd.id', 'r.deputy_id')
        .select([
          'p.name',
          'u.name as unit',
          'd.name as deputy',
          'r.received_at',
          'r.returned_at',
          'r.signed',
          'r.remark',
        ])
        .where('r.circulation_id', '=', circulation.id)
        .orderBy('r.place_in_list'),
    );
    const bytes = await printCirculationSlip(
      {
        number: head.number,
        title: head.title ?? undefined,
        issuer: head.originator ?? undefined,
        daysPerReader: circulation.days_per_reader,
        readers: readers.map((reader) => ({
          unit: reader.unit,
          name:
            reader.deputy === null ? reader.name : deputyWords[actor.language](reader.name, reader.deputy),
          received: reader.received_at ?? undefined,
          returned: reader.returned_at ?? undefined,
          signature: reader.signed === 'screen' ? signedWords.screen[actor.language] : undefined,
          remark: reader.remark,
        })),
      },
      {
        ...(await housePrinting(tx, { actor, code: head.code })),
        mark: head.mark,
        copyNumber: head.copy_no,
        urgency: circulation.urgent ? urgentWord[actor.language] : undefined,
      },
    );
    return {
      fileName: `slip-${head.number}-${head.copy_no}.pdf`,
      mediaType: pdf,
      bytes,
      subject: head.carrier_id,
    };
  },
});

/** The chain of custody of a copy, from the first minute to the last, on one page (CAR-10). */
const custodySheet = defineFile({
  name: 'carrier.custody',
  title: { zh: '流转单', en: 'Chain of custody' },
  input: z.object({ copyId: z.uuid() }),
  rule: carriersPolicy['carrier.prove'],
  async make(tx, { input, actor }) {
    const head = await readCopyHead(tx, input.copyId);
    const stops = await tx.read(
      selectStops().where('s.copy_id', '=', head.id).orderBy('s.happened_at').orderBy('s.entered_at'),
    );
    const log = await readLogPlaces(
      tx,
      stops.map((stop) => stop.entry_id),
    );
    const { language: lang } = actor;
    const events = stops.map((stop, i) => ({
      at: stop.happened_at,
      what: copyMoveTitles[stop.move][lang],
      from: stops[i - 1]?.holder ?? undefined,
      to: stop.holder ?? undefined,
      place: stop.place,
      signed:
        lang === 'zh'
          ? `${signedWords[stop.signed].zh}（${stop.by_name}）`
          : `${signedWords[stop.signed].en} (${stop.by_name})`,
      entry: log.placeOf(stop.entry_id),
    }));
    const bytes = await printCustody(
      {
        number: head.number,
        title: head.title ?? undefined,
        events,
        checkpoint: log.checkpoint,
      },
      { ...(await housePrinting(tx, { actor, code: head.code })), mark: head.mark, copyNumber: head.copy_no },
    );
    return {
      fileName: `custody-${head.number}-${head.copy_no}.pdf`,
      mediaType: pdf,
      bytes,
      subject: head.carrier_id,
    };
  },
});

export const carrierPapers: FileRoute[] = [labels, circulationSlip, custodySheet];
