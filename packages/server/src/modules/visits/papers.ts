import { type FileRoute, type LoadTx, defineFile } from '@fengni/kernel/command/define';
import { parseInstant } from '@fengni/kernel/command/instant';
import { invariant } from '@fengni/kernel/command/invariant';
import { Refusal } from '@fengni/kernel/command/refusal';
import type { Actor } from '@fengni/kernel/access/actor';
import { decide } from '@fengni/kernel/access/policy';
import type { KeyRing } from '@fengni/kernel/keys/key-ring';
import type { Printing } from '../../print/canvas.ts';
import { formatTime } from '../../print/format.ts';
import { printVisitPlan, printVisitorSheet } from '../../print/visit-plan.ts';
import { printVisitorBadges } from '../../print/visitor-badges.ts';
import { type SheetColumn, writeWorkbook } from '../../spreadsheet/write-workbook.ts';
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

export const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
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

interface Book {
  readonly title: string;
  readonly actor: Actor;
  readonly zone: string;
  readonly at: Date;
  readonly columns: readonly (readonly [title: string, width: number, kind?: SheetColumn['kind']])[];
  readonly rows: (string | number | null)[][];
}
/** A list as a workbook that says what it is, who took it and when. */
export function writeList(book: Book): Uint8Array {
  const time = formatTime(book.at, 'zh', book.zone);
  return writeWorkbook({
    sheets: [
      {
        name: book.title,
        titleRows: [
          [book.title],
          [`导出人：${book.actor.name}　导出时间：${time}　共 ${book.rows.length} 行`],
        ],
        columns: book.columns.map(([title, width, kind = 'text']) => ({ title, width, kind })),
        rows: book.rows,
      },
    ],
    properties: { title: book.title, author: book.actor.name, classification: '' },
  });
}

const exportList = defineFile({
  name: 'visit.export',
  title: { zh: '导出来访登记', en: 'Export visits' },
  input: VisitExport,
  rule: visitsPolicy['visit.read'],
  secondFactor: true,
  async make(tx, { input, actor }) {
    const rows = await tx.read(
      filterVisits(input, actor).orderBy('v.starts_on', 'desc').orderBy('v.id', 'desc').limit(exportRowsMax),
    );
    const printing = await housePrinting(tx, { actor, code: 'FN-VISITS' });
    const bytes = writeList({
      title: '来访接待登记',
      actor,
      zone: printing.timeZone ?? 'UTC',
      at: tx.now,
      columns: [
        ['编号', 14],
        ['类别', 14],
        ['来访单位', 32],
        ['国家（地区）', 14],
        ['开始', 12, 'date'],
        ['结束', 12, 'date'],
        ['人数', 8, 'number'],
        ['外籍', 8, 'number'],
        ['进入要害部位', 12, 'number'],
        ['接待单位', 24],
        ['接待人', 12],
        ['状态', 12],
      ],
      rows: rows.map((row) => [
        row.number,
        visitKindTitles[row.kind].zh,
        row.firm,
        row.country,
        row.starts_on,
        row.ends_on,
        row.visitors,
        row.foreigners,
        row.key_places,
        row.unit,
        row.host,
        visitStateTitles[row.state].zh,
      ]),
    });
    return { fileName: '来访接待登记.xlsx', mediaType: workbookType, bytes };
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
      const printing = await housePrinting(tx, { actor, code: paperCode(visit.id) });
      const bytes = writeList({
        title: `来访人员证件 ${visit.number}`,
        actor,
        zone: printing.timeZone ?? 'UTC',
        at: tx.now,
        columns: [
          ['证件牌号', 16],
          ['姓名', 20],
          ['单位', 30],
          ['职务', 16],
          ['国家（地区）', 14],
          ['外籍', 8],
          ['证件', 16],
          ['证件号码', 24],
        ],
        rows: visitors.map((one) => [
          badgeOf(visit.number, one.place),
          one.name,
          one.firm,
          one.position,
          one.country,
          one.foreigner ? '是' : '',
          documentKindTitles[one.kind].zh,
          openNumber(keys, one.sealed),
        ]),
      });
      return {
        fileName: `来访人员证件-${visit.number}.xlsx`,
        mediaType: workbookType,
        bytes,
        subject: visit.id,
      };
    },
  });
}

function openNumber(keys: KeyRing, sealed: Buffer | null): string {
  if (sealed === null) return '';
  invariant(Buffer.isBuffer(sealed), 'a sealed number is read as bytes');
  return keys.openSecret(sealed).toString('utf8');
}

export function createVisitPapers(keys: KeyRing): readonly FileRoute[] {
  return [plan, sheet, badges, exportList, createDocuments(keys)];
}
