import { type FileRoute, type LoadTx, defineFile, defineReading } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import { printPersonnelFiling } from '../../print/personnel-filing.ts';
import { printPersonReview } from '../../print/person-review.ts';
import { exportList } from '../house-list.ts';
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
const openReview = defineReading({
  name: 'personnel.openReview',
  title: { zh: '查看审查材料', en: 'Open what stands behind a review' },
  input: ReviewCall,
  output: ReviewTexts,
  rule: personnelPolicy['personnel.board'],
  async read(tx, { input }) {
    const texts = await readTexts(tx, input.reviewId);
    const told = {
      cause: texts.cause,
      reason: texts.reason,
      notes: texts.notes.map(({ head, note }) => ({ head, note })),
      opinions: texts.opinions.map(({ id, opinion }) => ({ id, opinion })),
    };
    return { told, subject: input.reviewId };
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
    const { language } = actor;
    const zh = language === 'zh';
    const { people, added, changed, removed } = filing;
    return exportList(tx, {
      actor,
      title: { zh: '涉密人员名册', en: 'People with access' },
      unit: filing.unit,
      edition: zh
        ? `第 ${filing.ordinal} 次，截至${filing.as_of}`
        : `no. ${filing.ordinal}, as of ${filing.as_of}`,
      about: zh
        ? `共 ${people} 人，新增 ${added}，变更 ${changed}，减少 ${removed}`
        : `People: ${people}; added: ${added}; changed: ${changed}; removed: ${removed}`,
      columns: [
        { zh: '序号', en: 'No.', width: 6, value: ({ place }) => place },
        { zh: '姓名', en: 'Name', width: 12, value: ({ line }) => line.name },
        { zh: '工号', en: 'Staff no.', width: 12, value: ({ line }) => line.staff_no },
        { zh: '机构', en: 'Unit', width: 28, value: ({ line }) => line.unit },
        { zh: '岗位', en: 'Post', width: 20, value: ({ line }) => line.post },
        {
          zh: '涉密等级',
          en: 'Grade',
          width: 18,
          value: ({ line }) => personGradeTitles[line.grade][language],
        },
        { zh: '确定日期', en: 'Cleared on', width: 12, kind: 'date', value: ({ line }) => line.cleared_on },
        { zh: '审查日期', en: 'Reviewed on', width: 12, kind: 'date', value: ({ line }) => line.reviewed_on },
        {
          zh: '变动',
          en: 'Change',
          width: 12,
          value: ({ line }) => filingChangeTitles[line.change][language],
        },
        {
          zh: '原等级',
          en: 'Former grade',
          width: 18,
          value: ({ line }) =>
            line.former_grade === null ? null : personGradeTitles[line.former_grade][language],
        },
      ],
      rows: lines.map((line, i) => ({ line, place: i + 1 })),
      fileName: `${zh ? '涉密人员名册' : 'people-with-access'}-${filing.as_of}`,
      subject: filing.id,
    });
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
    const { language } = actor;
    return exportList(tx, {
      actor,
      title: { zh: '涉密人员台账', en: 'People by grade' },
      columns: [
        { zh: '姓名', en: 'Name', width: 12, value: (row) => row.name },
        { zh: '工号', en: 'Staff no.', width: 12, value: (row) => row.staffNo },
        { zh: '机构', en: 'Unit', width: 28, value: (row) => row.unit },
        { zh: '岗位', en: 'Post', width: 20, value: (row) => row.post },
        {
          zh: '岗位等级',
          en: 'Grade of the post',
          width: 18,
          value: (row) => (row.postGrade === null ? null : postGradeTitles[row.postGrade][language]),
        },
        {
          zh: '涉密等级',
          en: 'Grade',
          width: 18,
          value: (row) => (row.clearedGrade === null ? null : personGradeTitles[row.clearedGrade][language]),
        },
        { zh: '确定日期', en: 'Cleared on', width: 12, kind: 'date', value: (row) => row.clearedOn },
        { zh: '审查日期', en: 'Reviewed on', width: 12, kind: 'date', value: (row) => row.reviewedOn },
        { zh: '有效期至', en: 'Valid until', width: 12, kind: 'date', value: (row) => row.validUntil },
        {
          zh: '需办理',
          en: 'To be settled',
          width: 28,
          value: (row) => (row.gap === null ? null : gapTitles[row.gap][language]),
        },
      ],
      rows,
    });
  },
});

export const personnelPapers: readonly FileRoute[] = [
  openReview,
  printReview,
  printFiling,
  exportFiling,
  exportPeople,
];
