import { readDecisions } from '@fengni/kernel/approval/requests';
import type { Actor } from '@fengni/kernel/access/actor';
import { type FileRoute, type HeldSource, type LoadTx, defineFile } from '@fengni/kernel/command/define';
import { parseInstant } from '@fengni/kernel/command/instant';
import { invariant } from '@fengni/kernel/command/invariant';
import { Refusal, refuse as refuseKernel } from '@fengni/kernel/command/refusal';
import type { KeyRing } from '@fengni/kernel/keys/key-ring';
import {
  type TravelForm,
  printTravelBriefing,
  printTravelForm,
  printTravelSlip,
} from '../../print/travel-papers.ts';
import { exportList } from '../house-list.ts';
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
  const decided = await readDecisions(tx, {
    subjectId: row.id,
    commands: ['travel.apply', 'travel.change'],
  });
  const consents = decided
    .filter((one) => one.verdict === 'consent' || one.verdict === 'consent-with-condition')
    .filter((one) => one.state === 'pending' || one.state === 'done')
    .toReversed();
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
    opinions: consents.map((one) => ({
      role: one.stepName?.[language] ?? '',
      name: one.person,
      at: one.decidedAt,
    })),
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

const exportJourneys = defineFile({
  name: 'travel.export',
  title: { zh: '导出出国（境）登记', en: 'Export the list of journeys' },
  input: JourneyListQuery.omit({ after: true }),
  rule: travelPolicy['travel.export'],
  secondFactor: true,
  async make(tx, { input, actor }) {
    const { language } = actor;
    const page = await readJourneys(tx, { ...input, after: null }, { actor, rowsMax: exportRowsMax });
    if (page.next !== null) throw refuseKernel('register.export.limit', { max: exportRowsMax });
    return exportList(tx, {
      actor,
      title: { zh: '出国（境）登记', en: 'Journeys abroad' },
      columns: [
        { zh: '带队负责人', en: 'Led by', width: 14, value: (row) => row.leader },
        { zh: '机构', en: 'Unit', width: 28, value: (row) => row.unit },
        { zh: '类别', en: 'Kind', width: 10, value: (row) => journeyKindTitles[row.kind][language] },
        {
          zh: '前往国家（地区）',
          en: 'Destinations',
          width: 30,
          value: (row) => regionNames(row.regions, language),
        },
        { zh: '出境日期', en: 'Departure', width: 12, kind: 'date', value: (row) => row.fromOn },
        { zh: '返回日期', en: 'Return', width: 12, kind: 'date', value: (row) => row.untilOn },
        { zh: '人数', en: 'People', width: 8, kind: 'number', value: (row) => row.travellers },
        { zh: '状态', en: 'State', width: 12, value: (row) => journeyStateTitles[row.state][language] },
      ],
      rows: page.rows,
    });
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
    const page = await readDocuments(tx, { ...input, after: null }, exportRowsMax);
    if (page.next !== null) throw refuseKernel('register.export.limit', { max: exportRowsMax });
    return exportList(tx, {
      actor,
      title: { zh: '出入境证件登记', en: 'Travel documents' },
      columns: [
        { zh: '持有人', en: 'Holder', width: 14, value: (row) => row.person },
        { zh: '机构', en: 'Unit', width: 28, value: (row) => row.unit },
        { zh: '证件', en: 'Document', width: 18, value: (row) => documentKindTitles[row.kind][language] },
        { zh: '号码', en: 'Number', width: 16, value: (row) => row.number },
        { zh: '有效期至', en: 'Valid until', width: 12, kind: 'date', value: (row) => row.validUntil },
        { zh: '状态', en: 'State', width: 12, value: (row) => documentStateTitles[row.state][language] },
        { zh: '位置', en: 'Place', width: 18, value: (row) => row.place },
        { zh: '应交回', en: 'Due', width: 12, kind: 'date', value: (row) => row.dueOn },
      ],
      rows: page.rows,
    });
  },
});
