import { type FileRoute, type LoadTx, defineFile } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import { formatTime } from '../../print/format.ts';
import { printPersonnelFiling } from '../../print/personnel-filing.ts';
import { printPersonReview } from '../../print/person-review.ts';
import { writeWorkbook } from '../../spreadsheet/write-workbook.ts';
import { housePrinting } from '../house-printing.ts';
import { FilingCall, PeopleQuery, ReviewCall, ReviewTexts } from './contract.ts';
import { readFiling } from './filing-queries.ts';
import { personnelPolicy } from './policy.ts';
import { readGradedPeople } from './people-queries.ts';
import { selectReviews } from './queries.ts';
import {
  filingChangeTitles,
  gapTitles,
  headAnswerTitles,
  opinionSideTitles,
  opinionSides,
  opinionVerdictTitles,
  personGradeTitles,
  postGradeTitles,
  reviewHeads,
  reviewKindTitles,
  reviewResultTitles,
  reviewStateTitles,
} from './rules.ts';
import { db } from './store.ts';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

interface Texts {
  readonly cause: string;
  readonly reason: string;
  readonly notes: { head: string; answer: keyof typeof headAnswerTitles; note: string }[];
  readonly opinions: {
    id: string;
    side: (typeof opinionSides)[number];
    verdict: keyof typeof opinionVerdictTitles;
    by: string;
    given_at: Date;
    opinion: string;
  }[];
}

/** The texts behind a review; for nobody about himself, which row-level security sees to as well. */
async function readTexts(tx: LoadTx, reviewId: string): Promise<Texts> {
  const matter = await tx.readOne(
    db.selectFrom('person_review_matter').select(['cause', 'reason']).where('id', '=', reviewId),
  );
  if (matter === undefined) throw new Refusal('not.found');
  const notes = await tx.read(
    db
      .selectFrom('person_review_head as h')
      .innerJoin('person_review_head_matter as m', 'm.id', 'h.id')
      .select(['h.head', 'h.answer', 'm.note'])
      .where('h.review_id', '=', reviewId)
      .orderBy('h.head'),
  );
  const opinions = await tx.read(
    db
      .selectFrom('person_review_opinion as n')
      .innerJoin('person_review_opinion_matter as m', 'm.id', 'n.id')
      .innerJoin('person as p', 'p.id', 'n.given_by')
      .select(['n.id', 'n.side', 'n.verdict', 'n.given_at', 'm.opinion', 'p.name as by'])
      .where('n.review_id', '=', reviewId)
      .orderBy('n.given_at', 'desc')
      .orderBy('n.id', 'desc'),
  );
  return { ...matter, notes, opinions };
}

/** What was found and thought of somebody: a file, so that its opening stands in the log before anything is shown. */
const openReview = defineFile({
  name: 'personnel.openReview',
  title: { zh: '查看审查材料', en: 'Open what stands behind a review' },
  input: ReviewCall,
  rule: personnelPolicy['personnel.board'],
  async make(tx, { input }) {
    const texts = await readTexts(tx, input.reviewId);
    const told = ReviewTexts.parse({
      cause: texts.cause,
      reason: texts.reason,
      notes: texts.notes.map(({ head, note }) => ({ head, note })),
      opinions: texts.opinions.map(({ id, opinion }) => ({ id, opinion })),
    });
    return {
      fileName: 'review.json',
      mediaType: 'application/json',
      bytes: new TextEncoder().encode(JSON.stringify(told)),
      subject: input.reviewId,
    };
  },
});

/** 涉密人员保密审查表: heads, opinions, decision, with places to sign. */
const printReview = defineFile({
  name: 'personnel.printReview',
  title: { zh: '打印审查表', en: 'Print a review' },
  input: ReviewCall,
  rule: personnelPolicy['personnel.board'],
  async make(tx, { input, actor }) {
    const row = await tx.readOne(selectReviews().where('r.id', '=', input.reviewId));
    if (row === undefined) throw new Refusal('not.found');
    const texts = await readTexts(tx, row.id);
    const { language } = actor;
    const printing = await housePrinting(tx, { actor, code: `FN-R-${row.id.slice(0, 8).toUpperCase()}` });
    const opinionOf = (side: (typeof opinionSides)[number]) =>
      texts.opinions.find((one) => one.side === side);
    const terms = await tx.readOne(
      db.selectFrom('person_review_terms').select('conditions').where('id', '=', row.id),
    );
    const bytes = await printPersonReview(
      {
        person: row.person,
        unit: row.unit,
        post: row.post ?? '',
        kind: reviewKindTitles[row.kind][language],
        grade: personGradeTitles[row.grade][language],
        cause: texts.cause,
        heads: reviewHeads.map((head) => {
          const said = texts.notes.find((one) => one.head === head.id);
          return {
            title: head[language],
            ask: head.ask[language],
            answer: said === undefined ? '' : headAnswerTitles[said.answer][language],
            note: said?.note ?? '',
          };
        }),
        opinions: opinionSides.map((side) => {
          const given = opinionOf(side);
          return {
            side: opinionSideTitles[side][language],
            verdict: given === undefined ? '' : opinionVerdictTitles[given.verdict][language],
            opinion: given?.opinion ?? '',
            by: given?.by,
            at: given?.given_at,
          };
        }),
        result:
          row.result === null
            ? reviewStateTitles[row.state][language]
            : reviewResultTitles[row.result][language],
        conditions: terms?.conditions ?? '',
        validUntil: row.valid_until ?? undefined,
      },
      printing,
    );
    const fileName = `${language === 'zh' ? '保密审查表' : 'review'} ${row.person}.pdf`;
    return { fileName, mediaType: 'application/pdf', bytes, subject: row.id };
  },
});

/** The list as it goes to the bureau, with what changed since the last. */
const printFiling = defineFile({
  name: 'personnel.printFiling',
  title: { zh: '打印涉密人员名册', en: 'Print a list of people with access' },
  input: FilingCall,
  rule: personnelPolicy['personnel.export'],
  async make(tx, { input, actor }) {
    const { filing, lines } = await readFiling(tx, input.filingId);
    const { language } = actor;
    const code = `FN-P-${filing.id.slice(0, 8).toUpperCase()}`;
    const bytes = await printPersonnelFiling(
      {
        unit: filing.unit,
        ordinal: filing.ordinal,
        asOf: filing.as_of,
        bureau: filing.bureau,
        maker: filing.maker,
        counts: {
          people: filing.people,
          added: filing.added,
          changed: filing.changed,
          removed: filing.removed,
        },
        lines: lines.map((line) => ({
          name: line.name,
          staffNo: line.staff_no,
          unit: line.unit,
          post: line.post,
          grade: personGradeTitles[line.grade][language],
          clearedOn: line.cleared_on,
          reviewedOn: line.reviewed_on,
          change: filingChangeTitles[line.change][language],
        })),
      },
      await housePrinting(tx, { actor, code }),
    );
    const fileName = `${language === 'zh' ? '涉密人员名册' : 'people-with-access'}-${filing.as_of}.pdf`;
    return { fileName, mediaType: 'application/pdf', bytes, subject: filing.id };
  },
});

const exportFiling = defineFile({
  name: 'personnel.exportFiling',
  title: { zh: '导出涉密人员名册', en: 'Export a list of people with access' },
  input: FilingCall,
  rule: personnelPolicy['personnel.export'],
  secondFactor: true,
  async make(tx, { input, actor }) {
    const { filing, lines } = await readFiling(tx, input.filingId);
    const printing = await housePrinting(tx, {
      actor,
      code: `FN-P-${filing.id.slice(0, 8).toUpperCase()}`,
    });
    const time = formatTime(printing.printedAt, 'zh', printing.timeZone ?? 'UTC');
    const columns = [
      '序号',
      '姓名',
      '工号',
      '机构',
      '岗位',
      '涉密等级',
      '确定日期',
      '审查日期',
      '变动',
      '原等级',
    ];
    const widths = [6, 12, 12, 28, 20, 18, 12, 12, 12, 18];
    const bytes = writeWorkbook({
      sheets: [
        {
          name: `第${filing.ordinal}次`,
          titleRows: [
            [`${filing.unit}涉密人员名册（截至${filing.as_of}）`],
            [
              `导出人：${actor.name}　导出时间：${time}　共 ${filing.people} 人，新增 ${filing.added}，变更 ${filing.changed}，减少 ${filing.removed}`,
            ],
          ],
          columns: columns.map((title, i) => ({
            title,
            width: widths[i] ?? 12,
            kind: title.endsWith('日期') ? ('date' as const) : ('text' as const),
          })),
          rows: lines.map((line, i) => [
            String(i + 1),
            line.name,
            line.staff_no,
            line.unit,
            line.post,
            personGradeTitles[line.grade].zh,
            line.cleared_on,
            line.reviewed_on,
            filingChangeTitles[line.change].zh,
            line.former_grade === null ? null : personGradeTitles[line.former_grade].zh,
          ]),
        },
      ],
      properties: { title: `${filing.unit}涉密人员名册`, author: actor.name, classification: '' },
    });
    return { fileName: `涉密人员名册-${filing.as_of}.xlsx`, mediaType: xlsx, bytes, subject: filing.id };
  },
});

/** The register of people by grade, as filtered, for the office's own work. */
const exportPeople = defineFile({
  name: 'personnel.exportPeople',
  title: { zh: '导出涉密人员台账', en: 'Export people by grade' },
  input: PeopleQuery,
  rule: personnelPolicy['personnel.export'],
  secondFactor: true,
  async make(tx, { input: { after: _after, ...filter }, actor }) {
    const { rows } = await readGradedPeople(tx, filter, { after: null, rowsMax: null });
    const printing = await housePrinting(tx, { actor, code: '' });
    const time = formatTime(printing.printedAt, 'zh', printing.timeZone ?? 'UTC');
    const columns = [
      '姓名',
      '工号',
      '机构',
      '岗位',
      '岗位等级',
      '涉密等级',
      '确定日期',
      '审查日期',
      '有效期至',
      '需办理',
    ];
    const widths = [12, 12, 28, 20, 18, 18, 12, 12, 12, 28];
    const bytes = writeWorkbook({
      sheets: [
        {
          name: '涉密人员台账',
          titleRows: [['涉密人员台账'], [`导出人：${actor.name}　导出时间：${time}　共 ${rows.length} 人`]],
          columns: columns.map((title, i) => ({
            title,
            width: widths[i] ?? 12,
            kind: title.endsWith('日期') || title === '有效期至' ? ('date' as const) : ('text' as const),
          })),
          rows: rows.map((row) => [
            row.name,
            row.staffNo,
            row.unit,
            row.post,
            row.postGrade === null ? null : postGradeTitles[row.postGrade].zh,
            row.clearedGrade === null ? null : personGradeTitles[row.clearedGrade].zh,
            row.clearedOn,
            row.reviewedOn,
            row.validUntil,
            row.gap === null ? null : gapTitles[row.gap].zh,
          ]),
        },
      ],
      properties: { title: '涉密人员台账', author: actor.name, classification: '' },
    });
    return { fileName: '涉密人员台账.xlsx', mediaType: xlsx, bytes };
  },
});

export const personnelPapers: readonly FileRoute[] = [
  openReview,
  printReview,
  printFiling,
  exportFiling,
  exportPeople,
];
