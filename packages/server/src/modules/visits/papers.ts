import { type FileRoute, type LoadTx, defineFile } from '@fengni/kernel/command/define';
import { parseInstant } from '@fengni/kernel/command/instant';
import { invariant } from '@fengni/kernel/command/invariant';
import { Refusal, refuse as refuseKernel } from '@fengni/kernel/command/refusal';
import type { Actor } from '@fengni/kernel/access/actor';
import { decide } from '@fengni/kernel/access/policy';
import type { KeyRing } from '@fengni/kernel/keys/key-ring';
import type { Printing } from '../../print/canvas.ts';
import { printVisitPlan, printVisitorSheet } from '../../print/visit-plan.ts';
import { printVisitorBadges } from '../../print/visitor-badges.ts';
import { exportList } from '../house-list.ts';
import { housePrinting } from '../house-printing.ts';
import { VisitCall, VisitExport } from './contract.ts';
import { badgeOf } from './door.ts';
import { visitsPolicy } from './policy.ts';
import { readOpinions } from './opinions.ts';
import { filterVisits, readRoute, selectVisits } from './queries.ts';
import {
  deviceRuleTitles,
  documentKindTitles,
  treatmentTitles,
  visitKindTitles,
  visitStateTitles,
} from './rules.ts';
import { holdersOf, refuse } from './store.ts';
import type { DocumentKind } from './rules.ts';

/** Lines of an export at most; more are asked for by year. */
export const exportRowsMax = 10_000;
type Lang = 'zh' | 'en';

async function readVisit(tx: LoadTx, visitId: string) {
  const row = await tx.readOne(
    selectVisits()
      .select(['m.purpose', 'm.may_show', 'm.may_not', 'm.devices_note'])
      .where('v.id', '=', visitId),
  );
  if (row === undefined) throw new Refusal('not.found');
  return row;
}
type PaperVisit = Awaited<ReturnType<typeof readVisit>>;

export function paperCode(id: string): string {
  return `FN-${id.slice(0, 4).toUpperCase()}-${id.slice(4, 8).toUpperCase()}`;
}
function devicesOf(visit: PaperVisit, lang: Lang): string {
  const words = deviceRuleTitles[visit.devices][lang];
  return visit.devices_note === '' ? words : `${words}${lang === 'zh' ? '；' : '; '}${visit.devices_note}`;
}
const verdictWords: Readonly<Record<string, Readonly<Record<Lang, string>>>> = {
  consent: { zh: '同意', en: 'Consent' },
  'consent-with-condition': { zh: '附条件同意', en: 'Consent with a condition' },
  'send-back': { zh: '退回', en: 'Sent back' },
  refuse: { zh: '不同意', en: 'Refused' },
};

interface SealedVisitor {
  readonly place: number;
  readonly name: string;
  readonly firm: string;
  readonly position: string;
  readonly country: string;
  readonly foreigner: boolean;
  readonly kind: DocumentKind;
  readonly tail: string;
  readonly sealed: Buffer | null;
}
async function readVisitors(tx: LoadTx, visitId: string): Promise<SealedVisitor[]> {
  return tx.readSql<SealedVisitor>(
    `select v.place, m.name, m.firm, m.position, m.country, v.foreigner, m.document_kind as kind, m.document_tail as tail,
       m.document_sealed as sealed
     from visit_visitor v join visit_visitor_matter m on m.id = v.id
     where v.visit_id = $1 and not v.dropped order by v.place, v.id`,
    [visitId],
  );
}

interface Paper {
  readonly visit: PaperVisit;
  readonly printing: Printing;
  readonly lang: Lang;
}
async function openPaper(tx: LoadTx, visitId: string, actor: Actor): Promise<Paper> {
  const visit = await readVisit(tx, visitId);
  const printing = await housePrinting(tx, { actor, code: paperCode(visit.id) });
  return { visit, printing, lang: actor.language };
}

const plan = defineFile({
  name: 'visit.plan',
  title: { zh: '打印接待方案', en: 'Print the plan of a visit' },
  input: VisitCall,
  rule: visitsPolicy['visit.read'],
  async make(tx, { input, actor }) {
    const { visit, printing, lang } = await openPaper(tx, input.visitId, actor);
    const escorts = await tx.readSql<{ name: string }>(
      'select name from person where id = any ($1) order by name, id',
      [visit.escort_ids],
    );
    const opinions = await readOpinions(tx, visit.id);
    const bytes = await printVisitPlan(
      {
        number: visit.number,
        unit: visit.unit,
        kind: visitKindTitles[visit.kind][lang],
        state: visitStateTitles[visit.state][lang],
        firm: visit.firm,
        country: visit.country,
        purpose: visit.purpose,
        host: visit.host,
        escorts: escorts.map((one) => one.name).join(lang === 'zh' ? '、' : ', '),
        from: visit.starts_on,
        to: visit.ends_on,
        visitors: visit.visitors,
        foreigners: visit.foreigners,
        devices: devicesOf(visit, lang),
        mayShow: visit.may_show,
        mayNot: visit.may_not,
        route: (await readRoute(tx, visit.id)).map((stop) => ({
          area: stop.area,
          keyPlace: stop.keyPlace,
          treatment: treatmentTitles[stop.treatment][lang],
          preparation: stop.preparation,
          preparedAt: stop.preparedAt === null ? undefined : parseInstant(stop.preparedAt),
        })),
        opinions: opinions.toReversed().map((one) => ({
          step: one.step?.[lang] ?? '',
          person: one.person,
          words: [verdictWords[one.verdict]?.[lang] ?? one.verdict, one.reason]
            .filter((part) => part !== '')
            .join('：'),
          at: parseInstant(one.decidedAt),
        })),
      },
      printing,
    );
    const fileName = `${lang === 'zh' ? '来访接待方案' : 'visit-plan'}-${visit.number}.pdf`;
    return { fileName, mediaType: 'application/pdf', bytes, subject: visit.id };
  },
});

const sheet = defineFile({
  name: 'visit.sheet',
  title: { zh: '打印来访人员登记表', en: 'Print the visitors’ sheet' },
  input: VisitCall,
  rule: visitsPolicy['visit.read'],
  async make(tx, { input, actor }) {
    const { visit, printing, lang } = await openPaper(tx, input.visitId, actor);
    const visitors = await readVisitors(tx, visit.id);
    const bytes = await printVisitorSheet(
      {
        number: visit.number,
        unit: visit.unit,
        host: visit.host,
        from: visit.starts_on,
        to: visit.ends_on,
        devices: devicesOf(visit, lang),
        visitors: visitors.map((one) => ({
          badge: badgeOf(visit.number, one.place),
          name: one.name,
          firm: one.firm,
          country: one.country,
          document: one.kind === 'none' ? '' : `${documentKindTitles[one.kind][lang]} …${one.tail}`,
        })),
      },
      printing,
    );
    const fileName = `${lang === 'zh' ? '来访人员登记表' : 'visitors'}-${visit.number}.pdf`;
    return { fileName, mediaType: 'application/pdf', bytes, subject: visit.id };
  },
});

/** Badges are for an approved visit only: nobody wears one before. */
const badges = defineFile({
  name: 'visit.badges',
  title: { zh: '打印来访证', en: 'Print visitors’ badges' },
  input: VisitCall,
  rule: visitsPolicy['visit.read'],
  async make(tx, { input, actor }) {
    const { visit, printing, lang } = await openPaper(tx, input.visitId, actor);
    const visitors = visit.state === 'approved' ? await readVisitors(tx, visit.id) : [];
    const bytes = await printVisitorBadges(
      {
        host: visit.host,
        unit: visit.unit,
        from: visit.starts_on,
        to: visit.ends_on,
        badges: visitors.map((one) => ({
          badge: badgeOf(visit.number, one.place),
          name: one.name,
          firm: one.firm,
          foreigner: one.foreigner,
        })),
      },
      printing,
    );
    const fileName = `${lang === 'zh' ? '来访证' : 'badges'}-${visit.number}.pdf`;
    return { fileName, mediaType: 'application/pdf', bytes, subject: visit.id };
  },
});

const exportVisits = defineFile({
  name: 'visit.export',
  title: { zh: '导出来访登记', en: 'Export visits' },
  input: VisitExport,
  rule: visitsPolicy['visit.read'],
  secondFactor: true,
  async make(tx, { input, actor }) {
    const { language: lang } = actor;
    const rows = await tx.read(
      filterVisits(input, actor)
        .orderBy('v.starts_on', 'desc')
        .orderBy('v.id', 'desc')
        .limit(exportRowsMax + 1),
    );
    if (rows.length > exportRowsMax) throw refuseKernel('register.export.limit', { max: exportRowsMax });
    return exportList(tx, {
      actor,
      title: { zh: '来访接待登记', en: 'Visits' },
      columns: [
        { zh: '编号', en: 'Number', width: 14, value: (row) => row.number },
        { zh: '类别', en: 'Kind', width: 14, value: (row) => visitKindTitles[row.kind][lang] },
        { zh: '来访单位', en: 'Visitors from', width: 32, value: (row) => row.firm },
        { zh: '国家（地区）', en: 'Country', width: 14, value: (row) => row.country },
        { zh: '开始', en: 'From', width: 12, kind: 'date', value: (row) => row.starts_on },
        { zh: '结束', en: 'Until', width: 12, kind: 'date', value: (row) => row.ends_on },
        { zh: '人数', en: 'People', width: 8, kind: 'number', value: (row) => row.visitors },
        { zh: '外籍', en: 'Foreigners', width: 10, kind: 'number', value: (row) => row.foreigners },
        { zh: '进入要害部位', en: 'Key places', width: 12, kind: 'number', value: (row) => row.key_places },
        { zh: '接待单位', en: 'Unit', width: 24, value: (row) => row.unit },
        { zh: '接待人', en: 'Host', width: 12, value: (row) => row.host },
        { zh: '状态', en: 'State', width: 12, value: (row) => visitStateTitles[row.state][lang] },
      ],
      rows,
    });
  },
});

/** Visitors with the whole numbers of their documents: for the door, and on the log. */
function createDocuments(keys: KeyRing): FileRoute {
  return defineFile({
    name: 'visit.documents',
    title: { zh: '导出来访人员证件', en: 'Export visitors with their documents' },
    input: VisitCall,
    rule: visitsPolicy['visit.read'],
    secondFactor: true,
    async make(tx, { input, actor }) {
      const visit = await readVisit(tx, input.visitId);
      const target = { path: visit.unit_path, persons: holdersOf(visit) };
      if (!decide(visitsPolicy['visit.keep'], actor, target, visit.unit_path).ok)
        throw refuse('visit.documents.who');
      const visitors = await readVisitors(tx, visit.id);
      const { language: lang } = actor;
      return exportList(tx, {
        actor,
        title: { zh: '来访人员证件', en: 'Visitors with their documents' },
        edition: visit.number,
        columns: [
          { zh: '证件牌号', en: 'Badge', width: 16, value: (one) => badgeOf(visit.number, one.place) },
          { zh: '姓名', en: 'Name', width: 20, value: (one) => one.name },
          { zh: '单位', en: 'Firm', width: 30, value: (one) => one.firm },
          { zh: '职务', en: 'Position', width: 16, value: (one) => one.position },
          { zh: '国家（地区）', en: 'Country', width: 14, value: (one) => one.country },
          { zh: '外籍', en: 'Foreigner', width: 10, value: (one) => yesWords(one.foreigner, lang) },
          { zh: '证件', en: 'Document', width: 16, value: (one) => documentKindTitles[one.kind][lang] },
          { zh: '证件号码', en: 'Number', width: 24, value: (one) => openNumber(keys, one.sealed) },
        ],
        rows: visitors,
        fileName: `${lang === 'zh' ? '来访人员证件' : 'visitors-documents'}-${visit.number}`,
        subject: visit.id,
      });
    },
  });
}

/** A mark in a column: only what holds is said. */
export function yesWords(holds: boolean, lang: Lang): string | null {
  if (!holds) return null;
  return lang === 'zh' ? '是' : 'yes';
}

function openNumber(keys: KeyRing, sealed: Buffer | null): string {
  if (sealed === null) return '';
  invariant(Buffer.isBuffer(sealed), 'a sealed number is read as bytes');
  return keys.openSecret(sealed).toString('utf8');
}

export function createVisitPapers(keys: KeyRing): readonly FileRoute[] {
  return [plan, sheet, badges, exportVisits, createDocuments(keys)];
}
