import type { Actor } from '@fengni/kernel/access/actor';
import { type FileRoute, type HeldSource, type LoadTx, defineFile } from '@fengni/kernel/command/define';
import { parseInstant } from '@fengni/kernel/command/instant';
import { invariant } from '@fengni/kernel/command/invariant';
import { Refusal } from '@fengni/kernel/command/refusal';
import type { KeyRing } from '@fengni/kernel/keys/key-ring';
import { formatTime } from '../../print/format.ts';
import {
  type TravelForm,
  printTravelBriefing,
  printTravelForm,
  printTravelSlip,
} from '../../print/travel-papers.ts';
import { writeWorkbook } from '../../spreadsheet/write-workbook.ts';
import { housePrinting } from '../house-printing.ts';
import { DocumentCall, DocumentListQuery, JourneyCall, JourneyListQuery } from './contract.ts';
import { presentDocument, readDocuments, selectDocuments } from './document-queries.ts';
import { travelPolicy } from './policy.ts';
import { readJourney, readJourneys, readTravellers } from './queries.ts';
import { regionNames } from './regions.ts';
import {
  builtinProhibitions,
  documentKindTitles,
  documentStateTitles,
  journeyKindTitles,
  journeyStateTitles,
} from './rules.ts';
import { db, readTermsOf } from './store.ts';
import { writeTravelDocx } from './travel-docx.ts';

const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Lines of an exported list at most. */
const exportRowsMax = 5_000;

/** The code on the paper leads back to the journey. */
const codeOf = (id: string): string => `FN-T-${id.slice(0, 8).toUpperCase()}`;

async function readForm(
  tx: LoadTx,
  the: { readonly journeyId: string; readonly actor: Actor; readonly sources: readonly HeldSource[] },
): Promise<TravelForm> {
  const { language } = the.actor;
  const row = await readJourney(tx, the.journeyId);
  const travellers = await readTravellers(tx, { journey: row, actor: the.actor, sources: the.sources });
  const decided = await tx.readSql<{ name: string; at: Date; role: { zh: string; en: string } }>(
    `select p.name, d.decided_at as at, a.steps -> d.step -> 'name' as role from approval a
     join approval_decision d on d.approval_id = a.id join person p on p.id = d.person_id
     where a.subject_id = $1 and a.command in ('travel.apply', 'travel.change') and a.state in ('pending', 'done')
       and d.decision in ('consent', 'consent-with-condition')
     order by a.created_at desc, d.step`,
    [row.id],
  );
  return {
    kind: journeyKindTitles[row.kind][language],
    unit: row.unit,
    regions: regionNames(row.regions, language),
    fromOn: row.from_on,
    untilOn: row.until_on,
    leader: row.leader,
    applicant: row.applicant,
    purpose: row.purpose,
    funding: row.funding,
    contacts: row.contacts,
    invitation: row.invitation,
    travellers: travellers.map((one) => ({
      person: one.person,
      unit: one.unit,
      notes: (one.checks ?? [])
        .filter((check) => check.verdict !== 'fine')
        .map((check) => check.fact[language])
        .join(language === 'zh' ? '' : ' '),
    })),
    opinions: decided.map((one) => ({ role: one.role[language], name: one.name, at: one.at })),
  };
}

export function createTravelPapers(the: {
  readonly keys: KeyRing;
  readonly held: () => readonly HeldSource[];
}): readonly FileRoute[] {
  const form = defineFile({
    name: 'travel.form',
    title: { zh: '打印出国（境）审批表', en: 'Print the application for a journey' },
    input: JourneyCall,
    rule: travelPolicy['travel.read'],
    async make(tx, { input, actor }) {
      const paper = await readForm(tx, { journeyId: input.journeyId, actor, sources: the.held() });
      const printing = await housePrinting(tx, { actor, code: codeOf(input.journeyId) });
      const bytes = await printTravelForm(paper, printing);
      const fileName = `${actor.language === 'zh' ? '出国境审批表' : 'travel'} ${paper.leader} ${paper.fromOn}.pdf`;
      return { fileName, mediaType: 'application/pdf', bytes, subject: input.journeyId };
    },
  });
  const formDocx = defineFile({
    name: 'travel.formDocx',
    title: { zh: '导出出国（境）审批表（Word）', en: 'Export the application for a journey as Word' },
    input: JourneyCall,
    rule: travelPolicy['travel.read'],
    async make(tx, { input, actor }) {
      const paper = await readForm(tx, { journeyId: input.journeyId, actor, sources: the.held() });
      const { timeZone = 'UTC' } = await housePrinting(tx, { actor, code: codeOf(input.journeyId) });
      const bytes = await writeTravelDocx({ ...paper, language: actor.language, timeZone });
      const fileName = `${actor.language === 'zh' ? '出国境审批表' : 'travel'} ${paper.leader} ${paper.fromOn}.docx`;
      return { fileName, mediaType: docxType, bytes, subject: input.journeyId };
    },
  });
  const briefing = defineFile({
    name: 'travel.briefing',
    title: { zh: '打印出境保密须知', en: 'Print what must not be done abroad' },
    input: JourneyCall,
    rule: travelPolicy['travel.read'],
    async make(tx, { input, actor }) {
      const { language } = actor;
      const row = await readJourney(tx, input.journeyId);
      const { rule } = await readTermsOf(tx, row);
      const travellers = await readTravellers(tx, { journey: row, actor, sources: the.held() });
      const printing = await housePrinting(tx, { actor, code: codeOf(row.id) });
      const bytes = await printTravelBriefing(
        {
          regions: regionNames(row.regions, language),
          fromOn: row.from_on,
          untilOn: row.until_on,
          items: rule === null ? builtinProhibitions.map((item) => item[language]) : rule.items,
          travellers: travellers.map((one) => ({
            person: one.person,
            ...(one.acknowledgedAt === null || one.acknowledged === 'paper'
              ? {}
              : { at: parseInstant(one.acknowledgedAt) }),
          })),
        },
        printing,
      );
      const fileName = `${language === 'zh' ? '出境保密须知' : 'briefing'} ${row.leader} ${row.from_on}.pdf`;
      return { fileName, mediaType: 'application/pdf', bytes, subject: row.id };
    },
  });
  return [form, formDocx, briefing, createSlip(the.keys), exportJourneys, exportDocuments];
}

/** The slip bears the whole number, so its printing is on the log with the paper. */
function createSlip(keys: KeyRing): FileRoute {
  return defineFile({
    name: 'travel.loanSlip',
    title: { zh: '打印证件借用单', en: 'Print the loan slip of a travel document' },
    input: DocumentCall,
    rule: travelPolicy['travel.read'],
    async make(tx, { input, actor }) {
      const { language } = actor;
      const row = await tx.readOne(selectDocuments().where('d.id', '=', input.documentId));
      const kept = await tx.readOne(
        db.selectFrom('travel_document_matter').selectAll().where('id', '=', input.documentId),
      );
      const journey =
        row === undefined || row.journey_id === null
          ? undefined
          : await tx.readOne(db.selectFrom('journey').selectAll().where('id', '=', row.journey_id));
      if (row === undefined || kept === undefined || journey === undefined) throw new Refusal('not.found');
      invariant(Buffer.isBuffer(kept.sealed), 'a sealed number is read as bytes');
      const view = presentDocument(row, tx.today);
      const printing = await housePrinting(tx, { actor, code: codeOf(row.id) });
      const bytes = await printTravelSlip(
        {
          person: view.person,
          unit: view.unit,
          kind: documentKindTitles[view.kind][language],
          number: keys.openSecret(kept.sealed).toString('utf8'),
          validUntil: view.validUntil,
          place: view.place,
          regions: regionNames(journey.regions, language),
          fromOn: journey.from_on,
          untilOn: journey.until_on,
          dueOn: view.dueOn ?? journey.until_on,
        },
        printing,
      );
      const fileName = `${language === 'zh' ? '证件借用单' : 'loan slip'} ${view.person}.pdf`;
      return { fileName, mediaType: 'application/pdf', bytes, subject: row.id };
    },
  });
}

interface ListSheet {
  readonly name: string;
  readonly columns: readonly (readonly [string, number, 'text' | 'date' | 'number'])[];
  readonly rows: (string | number | null)[][];
}

async function writeList(tx: LoadTx, actor: Actor, sheet: ListSheet): Promise<Uint8Array> {
  const printing = await housePrinting(tx, { actor, code: '' });
  const zh = actor.language === 'zh';
  const time = formatTime(printing.printedAt, actor.language, printing.timeZone ?? 'UTC');
  return writeWorkbook({
    sheets: [
      {
        name: sheet.name,
        titleRows: [
          [`${printing.organisation} ${sheet.name}`],
          [zh ? `导出人：${actor.name}　导出时间：${time}` : `Exported by ${actor.name}, ${time}`],
        ],
        columns: sheet.columns.map(([title, width, kind]) => ({ title, width, kind })),
        rows: sheet.rows,
      },
    ],
    properties: { title: sheet.name, author: actor.name, classification: '' },
  });
}

const exportJourneys = defineFile({
  name: 'travel.export',
  title: { zh: '导出出国（境）登记', en: 'Export the list of journeys' },
  input: JourneyListQuery.omit({ after: true }),
  rule: travelPolicy['travel.export'],
  secondFactor: true,
  async make(tx, { input, actor }) {
    const { language } = actor;
    const zh = language === 'zh';
    const page = await readJourneys(tx, { ...input, after: null }, { actor, rowsMax: exportRowsMax });
    const name = zh ? '出国（境）登记' : 'Journeys abroad';
    const bytes = await writeList(tx, actor, {
      name,
      columns: [
        [zh ? '带队负责人' : 'Led by', 14, 'text'],
        [zh ? '机构' : 'Unit', 28, 'text'],
        [zh ? '类别' : 'Kind', 10, 'text'],
        [zh ? '前往国家（地区）' : 'Destinations', 30, 'text'],
        [zh ? '出境日期' : 'Departure', 12, 'date'],
        [zh ? '返回日期' : 'Return', 12, 'date'],
        [zh ? '人数' : 'People', 8, 'number'],
        [zh ? '状态' : 'State', 12, 'text'],
      ],
      rows: page.rows.map((row) => [
        row.leader,
        row.unit,
        journeyKindTitles[row.kind][language],
        regionNames(row.regions, language),
        row.fromOn,
        row.untilOn,
        row.travellers,
        journeyStateTitles[row.state][language],
      ]),
    });
    return { fileName: `${name}.xlsx`, mediaType: xlsxType, bytes };
  },
});

const exportDocuments = defineFile({
  name: 'travel.exportDocuments',
  title: { zh: '导出出入境证件登记', en: 'Export the register of travel documents' },
  input: DocumentListQuery.omit({ after: true }),
  rule: travelPolicy['travel.export'],
  secondFactor: true,
  async make(tx, { input, actor }) {
    const { language } = actor;
    const zh = language === 'zh';
    const page = await readDocuments(tx, { ...input, after: null }, exportRowsMax);
    const name = zh ? '出入境证件登记' : 'Travel documents';
    const bytes = await writeList(tx, actor, {
      name,
      columns: [
        [zh ? '持有人' : 'Holder', 14, 'text'],
        [zh ? '机构' : 'Unit', 28, 'text'],
        [zh ? '证件' : 'Document', 18, 'text'],
        [zh ? '号码' : 'Number', 16, 'text'],
        [zh ? '有效期至' : 'Valid until', 12, 'date'],
        [zh ? '状态' : 'State', 12, 'text'],
        [zh ? '位置' : 'Place', 18, 'text'],
        [zh ? '应交回' : 'Due', 12, 'date'],
      ],
      rows: page.rows.map((row) => [
        row.person,
        row.unit,
        documentKindTitles[row.kind][language],
        row.number,
        row.validUntil,
        documentStateTitles[row.state][language],
        row.place,
        row.dueOn,
      ]),
    });
    return { fileName: `${name}.xlsx`, mediaType: xlsxType, bytes };
  },
});
