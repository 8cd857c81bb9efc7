import { printActivationSheet } from './activation-sheet.ts';
import { printApproval } from './approval.ts';
import { printBagSlip } from './bag-slip.ts';
import type { Printing } from './canvas.ts';
import { printCirculationSlip } from './circulation-slip.ts';
import { printStatistics } from './classification-statistics.ts';
import { printCodeSheet } from './code-sheet.ts';
import { printCustody } from './custody.ts';
import { printCustodianSheet } from './custodian-sheet.ts';
import { printDestructionCertificate } from './destruction-certificate.ts';
import { printDestructionList } from './destruction-list.ts';
import { type DeterminationRecord, printDetermination, printUpwardReport } from './determination.ts';
import { printLabels } from './labels.ts';
import { printLedger } from './ledger.ts';
import { printHeldList } from './held-list.ts';
import { printPersonReview } from './person-review.ts';
import { printPersonnelFiling } from './personnel-filing.ts';
import { printEngagementSheet } from './engagement-sheet.ts';
import { printLeavingSheet } from './leaving-sheet.ts';
import { printTravelBriefing, printTravelForm, printTravelSlip } from './travel-papers.ts';
import { printLetter } from './letter.ts';
import { printMattersList } from './matters-list.ts';
import { printPackingLabel } from './packing-label.ts';
import { printPersonalFile } from './personal-file.ts';
import { printReMarkingSlip } from './re-marking-slip.ts';
import { printReceipt } from './receipt.ts';
import { printRegradingNotice } from './regrading-notice.ts';
import { printStocktakingSheet } from './stocktaking-sheet.ts';
import { printTradeSecretList } from './trade-secret-list.ts';
import { printSupplyReceipt } from './supply-receipt.ts';
import { printVisitPlan, printVisitorSheet } from './visit-plan.ts';
import { printVisitorBadges } from './visitor-badges.ts';
import { printWhoHad } from './who-had.ts';
import { printWrittenNotice } from './written-notice.ts';

/** A paper with made-up content: for the tests beside and for the eye of whoever changes a layout. */
export interface Sample {
  name: string;
  /** Words that must stand on the paper (zh). */
  words: string[];
  pages: number;
  print: (changes?: Partial<Printing>) => Promise<Uint8Array>;
}

const at = (time: string): Date => new Date(`2026-11-${time}:00+08:00`);

/** What stands on all samples. */
export const samplePrinting: Printing = {
  organisation: '示范县保密办',
  printedAt: at('22T15:00'),
  printedBy: '甲一',
  code: 'FN-7Q4K-2M9X-5TRD',
};

const marked: Printing = { ...samplePrinting, mark: '机密★10年', copyNumber: '2' };
const hash = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

const approvals = {
  unitLeader: { name: '戊一', at: at('18T09:30') },
  leaderInCharge: { name: '己一', at: at('19T16:05') },
};

/** Items of a made-up destruction list. */
const sampleItems = (count: number): Parameters<typeof printDestructionList>[0]['items'] =>
  Array.from({ length: count }, (_, index) => ({
    number: String(index + 1).padStart(6, '0'),
    copyNumber: String((index % 3) + 1).padStart(2, '0'),
    mark: index % 4 === 0 ? '绝密★30年' : '秘密★5年',
    kind: index % 5 === 0 ? '光盘' : '纸质',
    pages: index % 5 === 0 ? undefined : 12 + (index % 40),
    title:
      index % 7 === 0 ? '关于二〇二七年度投资概算编制有关事项（征求意见稿）的函及其附件' : '年度投资概算',
  }));

const determination: DeterminationRecord = {
  number: '定2026-0012',
  unit: '示范县发展改革局 规划科',
  matter: '2027年度重点项目投资概算',
  kind: '原始定密',
  mark: '机密★10年',
  content: '分项投资数额、实施步骤和谈判底线。',
  harm: '泄露会使谈判底数暴露，给国家利益造成严重损害。',
  basis: '《示范行业保密事项范围》第3条第2项：未公开的重点项目投资概算，机密，10年',
  sources: [],
  keyPoints: '第二章数额、第四章底线',
  ruledOut: ['不属于需要社会公众广泛知晓或者参与的事项', '不属于法律法规规定应当公开的事项'],
  scope: ['甲一', '乙一', '规划科 科长'],
  condition: '仅限初步设计批复前使用',
  answer: '',
  draftedOn: '2026-11-18',
  decidedOn: '2026-11-19',
  derived: false,
  stateSecret: true,
  drafter: { name: '甲一', at: at('18T09:30') },
  reviewer: { name: '乙一', at: at('18T15:10') },
  decider: { name: '丙一', at: at('19T16:05') },
};

const label = (index: number): Parameters<typeof printLabels>[0]['labels'][number] => ({
  code: `FN-7Q4K-2M9X-${String(index).padStart(4, '0')}`,
  number: String(127 + index).padStart(6, '0'),
  copyNumber: '02',
  mark: index % 5 === 4 ? undefined : '机密★10年',
  lines: ['油密〔2026〕31号', '财务处　机要室 1 号柜', '2026年11月12日定密', '共 42 页'],
});

/** Made-up figures of a level or a unit. */
function figures(name: string, n: number, bands: number[] = []) {
  return {
    name,
    standing: n,
    made: Math.floor(n / 3),
    original: Math.floor(n / 4),
    derived: Math.floor(n / 3) - Math.floor(n / 4),
    changed: 1,
    released: 2,
    bands,
  };
}

export const samples: Sample[] = [
  {
    name: 'labels-single',
    words: ['000127', '份号 02', '机密★10年', 'FN-7Q4K-2M9X-0000'],
    pages: 3,
    print: (changes) =>
      printLabels({ labels: [0, 1, 4].map(label), layout: 'single' }, { ...samplePrinting, ...changes }),
  },
  {
    name: 'labels-sheet',
    words: ['000127', '000156', '油密〔2026〕31号'],
    pages: 2,
    print: (changes) =>
      printLabels(
        { labels: Array.from({ length: 30 }, (_, index) => label(index)), layout: 'sheet' },
        { ...samplePrinting, ...changes },
      ),
  },
  {
    name: 'travel-form',
    words: ['出国（境）审批表', '因公', '新加坡', '设备验收', '脱密期'],
    pages: 1,
    print: (changes) =>
      printTravelForm(
        {
          kind: '因公',
          unit: '机要保密局',
          regions: '新加坡',
          fromOn: '2026-12-01',
          untilOn: '2026-12-06',
          leader: '丁一',
          applicant: '丁一',
          purpose: '设备验收',
          funding: '项目经费',
          contacts: '示范设备公司',
          invitation: '示范设备公司邀请函',
          travellers: [
            { person: '丁一', unit: '机要保密局', notes: '' },
            { person: '丁二', unit: '机要保密局', notes: '在脱密期内，到 2027-03-01。' },
          ],
          opinions: [{ role: '部门负责人' }, { role: '保密办公室意见' }, { role: '分管保密领导' }],
        },
        { ...samplePrinting, ...changes },
      ),
  },
  {
    name: 'travel-briefing',
    words: ['出国（境）保密须知', '不得携带涉密载体', '丁一'],
    pages: 1,
    print: (changes) =>
      printTravelBriefing(
        {
          regions: '新加坡',
          fromOn: '2026-12-01',
          untilOn: '2026-12-06',
          items: ['不得携带涉密载体、涉密设备出境。', '不得擅自改变行程。'],
          travellers: [{ person: '丁一', at: at('18T09:30') }, { person: '丁二' }],
        },
        { ...samplePrinting, ...changes },
      ),
  },
  {
    name: 'travel-slip',
    words: ['出入境证件借用单', 'E12345678', '普通护照', '借用人'],
    pages: 1,
    print: (changes) =>
      printTravelSlip(
        {
          person: '丁一',
          unit: '机要保密局',
          kind: '普通护照',
          number: 'E12345678',
          validUntil: '2031-05-01',
          place: '1号证件柜',
          regions: '新加坡',
          fromOn: '2026-12-01',
          untilOn: '2026-12-06',
          dueOn: '2026-12-16',
        },
        { ...samplePrinting, ...changes },
      ),
  },
  {
    name: 'personnel-filing',
    words: ['涉密人员名册', '甲一', '核心涉密人员', '新增', '比上次新增 1 人'],
    pages: 1,
    print: (changes) =>
      printPersonnelFiling(
        {
          unit: '县保密局',
          ordinal: 2,
          asOf: '2026-11-20',
          bureau: '市保密局',
          maker: '丙一',
          counts: { people: 2, added: 1, changed: 0, removed: 0 },
          lines: [
            {
              name: '甲一',
              staffNo: '0001',
              unit: '机要科',
              post: '机要员',
              grade: '核心涉密人员',
              clearedOn: '2025-03-01',
              reviewedOn: '2025-02-20',
              change: '无变化',
            },
            {
              name: '乙二',
              staffNo: '0002',
              unit: '综合科',
              post: '综合文秘',
              grade: '一般涉密人员',
              clearedOn: '2026-10-01',
              reviewedOn: null,
              change: '新增',
            },
          ],
        },
        { ...samplePrinting, ...changes },
      ),
  },
  {
    name: 'person-review',
    words: [
      '涉密人员保密审查表',
      '甲一',
      '经济状况',
      '人事部门意见',
      '有效期至2028年11月19日',
      '不提供给被审查人',
    ],
    pages: 1,
    print: (changes) =>
      printPersonReview(
        {
          person: '甲一',
          unit: '机要科',
          post: '机要员',
          kind: '上岗前审查',
          grade: '重要涉密人员',
          cause: '拟任机要员',
          heads: [
            { title: '国籍和身份', ask: '具有中华人民共和国国籍。', answer: '符合', note: '' },
            { title: '经济状况', ask: '没有大额债务。', answer: '需说明', note: '有住房贷款，按期偿还' },
          ],
          opinions: [
            {
              side: '人事部门',
              verdict: '同意',
              opinion: '符合任职条件',
              by: '丙一',
              at: samplePrinting.printedAt,
            },
            {
              side: '保密办',
              verdict: '同意',
              opinion: '未发现问题',
              by: '丁二',
              at: samplePrinting.printedAt,
            },
          ],
          result: '通过',
          conditions: '',
          validUntil: '2028-11-19',
        },
        { ...samplePrinting, ...changes },
      ),
  },
  {
    name: 'engagement-sheet',
    words: ['非在编人员使用登记表', '外包服务', '示范运维服务公司', '须有人陪同'],
    pages: 1,
    print: (changes) =>
      printEngagementSheet(
        {
          person: '辰一',
          kind: '外包服务',
          unit: '财政局',
          sponsor: '庚一',
          firm: '示范运维服务公司',
          contract: 'YW-01',
          fromOn: '2026-01-01',
          untilOn: '2026-12-31',
          cleared: '秘密',
          duties: '不得担任任何职责',
          keyPlaces: '须有人陪同',
          purpose: '财务系统驻场运维。',
          briefedOn: '2026-01-04',
          agreedAt: null,
        },
        { ...samplePrinting, ...changes },
      ),
  },
  {
    name: 'leaving-sheet',
    words: ['离岗交接单', '退休', '在库外载体', '000127-02', '接收人签名'],
    pages: 1,
    print: (changes) =>
      printLeavingSheet(
        {
          person: '丁一',
          staffNo: 'SF0031',
          unit: '机要保密局',
          kind: '退休',
          lastOn: '2026-12-31',
          talkedOn: '2026-11-20',
          frozenAt: null,
          lines: [
            { what: '在库外载体', number: '000127-02', place: '涉密文件台账' },
            { what: '账号', number: 'dingyi', place: '' },
          ],
        },
        { ...samplePrinting, ...changes },
      ),
  },
  {
    name: 'visit-plan',
    words: ['来访接待方案', '样例重工', '控制室（要害部门部位）', '处置后进入', '同意，讲解词须先审'],
    pages: 1,
    print: (changes) =>
      printVisitPlan(
        {
          number: 'V2026-003',
          unit: '第二采油厂',
          kind: '技术交流',
          state: '已批准',
          firm: '样例重工',
          country: '样例国',
          purpose: '设备选型技术交流',
          host: '甲一',
          escorts: '乙一、丙一',
          from: '2026-11-24',
          to: '2026-11-25',
          visitors: 6,
          foreigners: 4,
          devices: '入口处集中存放',
          mayShow: '公开样本所列参数',
          mayNot: '产能、库存和在研型号',
          route: [
            {
              area: '一号展厅',
              keyPlace: false,
              treatment: '正常参观',
              preparation: '',
              preparedAt: undefined,
            },
            {
              area: '控制室',
              keyPlace: true,
              treatment: '处置后进入',
              preparation: '遮盖屏幕，撤走图纸',
              preparedAt: at('24T08:10'),
            },
          ],
          opinions: [
            { step: '保密工作机构审查', person: '戊一', words: '同意，讲解词须先审', at: at('20T10:00') },
          ],
        },
        { ...samplePrinting, ...changes },
      ),
  },
  {
    name: 'visitor-sheet',
    words: ['来访人员登记表', 'V2026-003-01', '样例甲', '护照 4321'],
    pages: 1,
    print: (changes) =>
      printVisitorSheet(
        {
          number: 'V2026-003',
          unit: '第二采油厂',
          host: '甲一',
          from: '2026-11-24',
          to: '2026-11-25',
          devices: '入口处集中存放',
          visitors: [
            {
              badge: 'V2026-003-01',
              name: '样例甲',
              firm: '样例重工',
              country: '样例国',
              document: '护照 4321',
            },
          ],
        },
        { ...samplePrinting, ...changes },
      ),
  },
  {
    name: 'supply-receipt',
    words: ['对外提供资料接收单', '设备外形图', '2026年12月31日', '接收人'],
    pages: 1,
    print: (changes) =>
      printSupplyReceipt(
        {
          number: 'S2026-001',
          title: '设备外形图',
          content: '外形尺寸和接口，不含内部结构',
          form: '纸质资料',
          mark: '',
          sampleNo: '',
          recipient: '样例重工',
          country: '样例国',
          contact: '样例甲',
          receivedBy: '样例甲',
          givenOn: '2026-11-24',
          returnBy: '2026-12-31',
          agreementNo: '协-2026-07',
          giver: '甲一',
          unit: '第二采油厂',
        },
        { ...samplePrinting, ...changes },
      ),
  },
  {
    name: 'labels-visitors',
    words: ['来访（外籍）须全程陪同', '样例甲', 'V2026-003-01'],
    pages: 1,
    print: (changes) =>
      printVisitorBadges(
        {
          host: '甲一',
          unit: '第二采油厂',
          from: '2026-11-24',
          to: '2026-11-25',
          badges: [
            { badge: 'V2026-003-01', name: '样例甲', firm: '样例重工', foreigner: true },
            { badge: 'V2026-003-02', name: '样例乙', firm: '样例商贸', foreigner: false },
          ],
        },
        { ...samplePrinting, ...changes },
      ),
  },
  {
    name: 'personal-file',
    words: ['个人保密档案', '丁一', '核心涉密人员', '持有机密载体', '2026年9月1日至今', '只印最近 2 条'],
    pages: 1,
    print: (changes) =>
      printPersonalFile(
        {
          person: '丁一',
          staffNo: 'SF0031',
          unit: '机要保密局',
          posts: '机要保密局 科长',
          clearances: '核心涉密人员',
          span: { from: '2026-01-01', to: undefined },
          sections: [
            { title: '任职', count: 1 },
            { title: '持有载体', count: 1 },
          ],
          lines: [
            {
              from: '2026-10-12',
              to: '2026-11-03',
              lasts: false,
              kind: '持有载体',
              words: '持有机密载体 000127-02（借出）',
            },
            { from: '2026-09-01', to: null, lasts: true, kind: '任职', words: '任机要保密局科长' },
          ],
          cut: true,
        },
        { ...samplePrinting, ...changes },
      ),
  },
  {
    name: 'held-list',
    words: ['持有和知悉载体清单', '机密 1', '000127', '不在查看范围', '到该日仍持有', '共 9 项'],
    pages: 1,
    print: (changes) =>
      printHeldList(
        {
          person: '丁一',
          from: '2026-10-01',
          to: '2026-10-31',
          counts: [
            { words: '绝密', count: 1 },
            { words: '机密', count: 1 },
          ],
          lines: [
            {
              level: '绝密',
              number: '',
              how: '持有载体',
              first: '2026-10-12',
              last: '2026-10-31',
              lasts: true,
            },
            {
              level: '机密',
              number: '000127',
              how: '知悉范围、查看电子份',
              first: '2026-10-01',
              last: '2026-10-20',
              lasts: false,
            },
          ],
          total: 9,
        },
        { ...samplePrinting, ...changes },
      ),
  },
  {
    name: 'who-had',
    words: ['接触情况清单', '000127', '丁一', '借阅科', '持有', '接触人数'],
    pages: 1,
    print: (changes) =>
      printWhoHad(
        {
          number: '000127',
          from: '2026-10-01',
          to: '2026-11-22',
          people: 1,
          copies: 2,
          lines: [
            {
              copyNumber: '02',
              person: '丁一',
              unit: '借阅科',
              how: '持有',
              at: at('03T09:30'),
              until: undefined,
            },
          ],
        },
        { ...samplePrinting, ...changes },
      ),
  },
  {
    name: 'letter',
    words: ['保密责任书', '第二采油厂 · 2026', '不少于4次', '上级责任人', '文本摘要'],
    pages: 1,
    print: (changes) =>
      printLetter(
        {
          title: '保密责任书',
          subtitle: '第二采油厂 · 2026',
          body: '为落实保密工作责任制，签订本责任书。\n1. 开展保密教育。不少于4次。\n2. 自查自评，发现问题及时整改。',
          digest: hash,
          signers: [
            { role: '责任人（承诺人） 乙一', name: '乙一', at: at('18T09:30') },
            { role: '上级责任人 己一' },
          ],
        },
        { ...samplePrinting, ...changes },
      ),
  },
  {
    name: 'determination',
    words: ['国家秘密定密审批表', '定2026-0012', '机密★10年', '定密责任人', '丙一'],
    pages: 1,
    print: (changes) => printDetermination(determination, { ...marked, ...changes }),
  },
  {
    name: 'upward-report',
    words: ['不明确事项报告表', '示范省保密局', '确定机关意见'],
    pages: 1,
    print: (changes) =>
      printUpwardReport(
        {
          record: {
            ...determination,
            kind: '不明确事项',
            basis: '',
            condition: '',
            reviewer: {},
            decider: {},
          },
          reportTo: '示范省保密局',
          unclear: true,
        },
        { ...marked, ...changes },
      ),
  },
  {
    name: 'circulation-slip',
    words: ['文件传阅单', '000127', '2027年度投资概算', '每人不超过 2 天', '000002'],
    pages: 1,
    print: (changes) =>
      printCirculationSlip(
        {
          number: '000127',
          title: '2027年度投资概算',
          issuer: '省能源投资集团有限公司财务处',
          readers: [
            {
              unit: '财务处',
              name: '甲一',
              received: at('12T09:10'),
              returned: at('14T08:50'),
              signature: '系统签名',
            },
            {
              unit: '勘探开发部',
              name: '乙一',
              received: at('14T11:30'),
              returned: at('18T09:00'),
              signature: '系统签名',
              remark: '超期二日',
            },
            { unit: '规划计划处', name: '乙二', received: at('18T15:02') },
            { unit: '设计院', name: '阿不都热合曼·买买提依明·甲' },
            { unit: '设计院', name: '丁一' },
          ],
        },
        { ...marked, urgency: '特急', ...changes },
      ),
  },
  {
    name: 'receipt',
    words: ['存根', '回执', '共 3 份（大写：叁份），102 页', 'FQ-2026-0311'],
    pages: 1,
    print: (changes) =>
      printReceipt(
        {
          number: '交〔2026〕第 118 号',
          sender: '示范县保密办',
          addressee: '省局机要处',
          channel: '机要交通',
          sealNumber: 'FQ-2026-0311',
          day: '2026-11-22',
          copies: [
            { number: '000127', copyNumber: '03', mark: '机密★10年', pages: 42 },
            { number: '000131', copyNumber: '01', mark: '秘密★5年', pages: 18 },
            { number: '油密〔2026〕31号', copyNumber: '02', mark: '机密★10年', pages: 42 },
          ],
        },
        { ...samplePrinting, ...changes },
      ),
  },
  {
    name: 'regrading-notice',
    words: ['密级变更、解密通知书', '示范炼化公司', '000127', '解密', '回执'],
    pages: 1,
    print: (changes) =>
      printRegradingNotice(
        {
          number: '变通2026-0007',
          sender: '勘探开发处',
          addressee: '示范炼化公司',
          change: '提前解密',
          decidedOn: '2026-11-20',
          day: '2026-11-22',
          copies: [
            { number: '000127', copyNumber: '03', former: '机密★10年', mark: '解密' },
            { number: '000131', copyNumber: '01', former: '秘密★5年', mark: '解密' },
          ],
        },
        { ...samplePrinting, ...changes },
      ),
  },
  {
    name: 'packing-label',
    words: ['密件封签', '机密', '送达：示范炼化公司', 'FQ-0031', '内装份数'],
    pages: 1,
    print: (changes) =>
      printPackingLabel(
        {
          level: '机密',
          number: '发2026-0042',
          sender: '示范县保密办',
          addressee: '示范炼化公司',
          sealNumber: 'FQ-0031',
          channel: '机要通信',
          day: '2026-11-22',
          count: 3,
        },
        { ...samplePrinting, ...changes },
      ),
  },
  {
    name: 'written-notice',
    words: ['国家秘密标志书面通知书', '某型样机', '机密★10年', '乙一', '定密责任人'],
    pages: 1,
    print: (changes) =>
      printWrittenNotice(
        {
          number: '000135',
          unit: '示范县保密办',
          title: '某型样机',
          mark: '机密★10年',
          medium: '样品',
          issuedOn: '2026-11-20',
          day: '2026-11-22',
          persons: [
            { name: '乙一', unit: '试验科' },
            { name: '乙二', unit: '设计科' },
          ],
        },
        { ...marked, ...changes },
      ),
  },
  {
    name: 're-marking-slip',
    words: ['密级标志变更单', '000127', '机密★10年', '秘密★5年', '变更人'],
    pages: 1,
    print: (changes) =>
      printReMarkingSlip(
        {
          unit: '示范县保密办',
          day: '2026-11-22',
          copies: [
            { number: '000127', copyNumber: '03', former: '机密★10年', mark: '秘密★5年', where: '乙一' },
            { number: '000131', copyNumber: '01', former: '秘密★5年', mark: '解密', where: '1号柜' },
          ],
        },
        { ...samplePrinting, ...changes },
      ),
  },
  {
    name: 'destruction-list',
    words: ['涉密载体销毁清单', '合计 120 份（大写：壹佰贰拾份）', '戊一', '监销人', '000120'],
    pages: 6,
    print: (changes) =>
      printDestructionList(
        {
          number: '销〔2026〕第 4 号',
          unit: '财务处',
          day: '2026-11-22',
          reason: '清退期满，留存已无必要',
          items: sampleItems(120),
          approvals,
        },
        { ...samplePrinting, mark: '绝密★30年', ...changes },
      ),
  },
  {
    name: 'destruction-certificate',
    words: ['涉密载体销毁证明', '贰拾柒份', '省指定销毁中心', '9f86d081 884c7d65', '日志序号：20431', '庚一'],
    pages: 1,
    print: (changes) =>
      printDestructionCertificate(
        {
          number: '销证〔2026〕第 4 号',
          listNumber: '销〔2026〕第 4 号',
          unit: '财务处',
          count: 27,
          place: '省指定销毁中心',
          method: '粉碎后化浆',
          at: at('22T15:00'),
          approvals,
          witnesses: [
            { name: '庚一', at: at('22T15:40') },
            { name: '庚二', at: at('22T15:41') },
          ],
          electronic: [
            {
              number: '绝密〔2026〕第 7 号',
              copyNumber: '1',
              keyDestroyedAt: at('22T15:01'),
              generations: [11],
            },
            {
              number: '绝密〔2026〕第 7 号',
              copyNumber: '2',
              keyDestroyedAt: at('22T15:01'),
              generations: [],
            },
            { number: '机密〔2026〕第 12 号', copyNumber: '1', generations: [10, 11] },
          ],
          listHash: hash,
          logEntry: { number: 20_431 },
        },
        { ...samplePrinting, ...changes },
      ),
  },
  {
    name: 'stocktaking-sheet',
    words: ['涉密载体清点表', '机要室 1 号柜', '应有 40 份，在位 13 份，不在位 1 份，待清点 26 份'],
    pages: 3,
    print: (changes) =>
      printStocktakingSheet(
        {
          scope: '机要室 1 号柜',
          day: '2026-11-22',
          rows: sampleItems(40).map((item, index) => ({
            number: item.number,
            copyNumber: item.copyNumber,
            mark: item.mark,
            place: '机要室 1 号柜第 2 层',
            holder: index % 3 === 0 ? undefined : '乙二',
            result: index === 7 ? 'missing' : index < 14 ? 'found' : undefined,
          })),
        },
        { ...samplePrinting, ...changes },
      ),
  },
  {
    name: 'ledger',
    words: ['涉密载体台账', '密级：机密以上', '共 60 条'],
    pages: 4,
    print: (changes) =>
      printLedger(
        {
          title: '涉密载体台账',
          selection: '密级：机密以上；单位：财务处',
          columns: [
            { head: '编号' },
            { head: '份号', weight: 0.6, align: 'center' },
            { head: '密级', weight: 1.2, align: 'center' },
            { head: '标题', weight: 4 },
            { head: '页数', weight: 0.6, align: 'right' },
            { head: '持有人' },
            { head: '存放地点', weight: 2 },
          ],
          rows: sampleItems(60).map((item) => [
            item.number,
            item.copyNumber,
            item.mark ?? '',
            item.title ?? '',
            String(item.pages ?? ''),
            '乙二',
            '机要室 1 号柜',
          ]),
        },
        { ...samplePrinting, mark: '绝密★30年', ...changes },
      ),
  },
  {
    name: 'bag-slip',
    words: ['非密文件资料销毁交接单', '合计 3 袋，31.5 千克', 'FQ-0902'],
    pages: 1,
    print: (changes) =>
      printBagSlip(
        {
          number: '袋〔2026〕第 9 号',
          unit: '办公室',
          day: '2026-11-22',
          bags: [
            { room: '301', contents: '报纸、内部刊物', weightKg: 12.4, sealNumber: 'FQ-0901' },
            {
              room: '302',
              contents: '会议材料草稿',
              weightKg: 8.1,
              sealNumber: 'FQ-0902',
              remark: '袋口加封',
            },
            { room: '文印室', contents: '废页', weightKg: 11, sealNumber: 'FQ-0903' },
          ],
        },
        { ...samplePrinting, ...changes },
      ),
  },
  {
    name: 'activation-sheet',
    words: ['管理员账号启用单', '安全保密管理员', 'K7QM - 2XRD - 9TFW - 4HBN', 'https://192.0.2.10:8443'],
    pages: 1,
    print: (changes) =>
      printActivationSheet(
        {
          role: 'security',
          name: '乙一',
          login: 'anquan',
          address: 'https://192.0.2.10:8443',
          activationCode: 'K7QM2XRD9TFW4HBN',
          expires: at('22T16:00'),
        },
        { ...samplePrinting, ...changes },
      ),
  },
  {
    name: 'custodian-sheet',
    words: ['密钥分片单', '第 3 代', '第 2 份，共 5 份', '任意 3 份', 'A1B2', 'Q9ZZ'],
    pages: 1,
    print: (changes) =>
      printCustodianSheet(
        {
          generation: 3,
          madeAt: at('22T15:00'),
          custodian: '丁二',
          place: 2,
          count: 5,
          threshold: 3,
          share: Array.from({ length: 18 }, (_, i) =>
            i === 0 ? 'A1B2' : i === 17 ? 'Q9ZZ' : `0${i % 10}XY`,
          ).join('-'),
        },
        { ...samplePrinting, ...changes },
      ),
  },
  {
    name: 'code-sheet',
    words: ['一次性验证码单', '100021', '100840', 'YZ-0007'],
    pages: 1,
    print: (changes) =>
      printCodeSheet(
        {
          name: '乙一',
          sheetNumber: 'YZ-0007',
          codes: Array.from({ length: 40 }, (_, index) => String(100_021 + index * 21)),
        },
        { ...samplePrinting, ...changes },
      ),
  },
  {
    name: 'custody',
    words: [
      '载体流转记录',
      '印制',
      '日志序号',
      'fengni.example/log',
      '18204',
      '待封存（7c9e6679）',
      'seal verify',
    ],
    pages: 1,
    print: (changes) =>
      printCustody(
        {
          number: '000127',
          title: '2027年度投资概算',
          events: [
            {
              at: at('12T08:40'),
              what: '印制',
              to: '甲二',
              place: '财务处文印室',
              signed: '系统签名',
              entry: { number: 18_204 },
            },
            {
              at: at('12T09:05'),
              what: '入柜',
              from: '甲二',
              to: '乙一',
              place: '机要室 1 号柜',
              signed: '系统签名',
              entry: { number: 18_211 },
            },
            {
              at: at('12T09:10'),
              what: '传阅',
              from: '乙一',
              to: '甲一',
              place: '财务处',
              signed: '系统签名',
              entry: { number: 18_215 },
            },
            {
              at: at('14T11:30'),
              what: '传阅',
              from: '甲一',
              to: '乙一',
              place: '机要室',
              signed: '纸质签名，甲二补录',
              entry: { number: 18_390 },
            },
            {
              at: at('18T15:02'),
              what: '传阅',
              from: '乙一',
              to: '乙二',
              place: '勘探开发部',
              signed: '系统签名',
              entry: { number: 19_022 },
            },
            {
              at: at('20T16:10'),
              what: '清点在位',
              place: '机要室 1 号柜',
              signed: '扫描，乙一、丙一',
              entry: { unsealedId: '7c9e6679-7425-40de-944b-e07fc1f90ae7' },
            },
          ],
          checkpoint: {
            origin: 'fengni.example/log',
            size: 20_431,
            root: 'n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=',
          },
        },
        { ...marked, ...changes },
      ),
  },
  {
    name: 'approval',
    words: ['审批单', '复制 2 份', '附条件同意', '减为 1 份，会后收回', '待审批'],
    pages: 1,
    print: (changes) =>
      printApproval(
        {
          number: '审〔2026〕第 61 号',
          what: '复制 2 份：000127 2027年度投资概算',
          target: '000127',
          requester: '乙二',
          requesterUnit: '财务处',
          requestedAt: at('22T09:12'),
          reason: '设计院编制初步设计，需按概算分项核对。',
          snapshot: [
            { label: '份数', value: '3 → 5；新份号 000127-04、000127-05，按原件管理' },
            { label: '去向', value: '设计院 庚一、庚二（均在知悉范围内）' },
            { label: '复制地点', value: '机要文印室，经办 甲二，最迟 11月24日交出' },
          ],
          steps: [
            {
              role: '部门负责人',
              name: '戊一',
              outcome: 'condition',
              at: at('22T10:05'),
              reason: '减为 1 份，会后收回',
            },
            { role: '分管保密领导', name: '己一' },
          ],
          state: 'open',
        },
        { ...marked, ...changes },
      ),
  },
  {
    name: 'trade-secret-list',
    words: [
      '商业秘密事项清单',
      '2026年度　第1版',
      '示例报价测算方法',
      '核心商密▲长期',
      '主要负责人审定',
      '新增',
    ],
    pages: 2,
    print: (changes) =>
      printTradeSecretList(
        {
          unit: '示范油田',
          year: 2026,
          version: 1,
          state: '现行有效',
          filed: { day: '2026-04-02', to: '示范集团保密办', receipt: '收〔2026〕7号' },
          counts: { items: 9, core: 1, ordinary: 8, added: 9, changed: 0, ended: 0 },
          lines: Array.from({ length: 9 }, (_, index) => ({
            number: `2026-${String(index + 1).padStart(3, '0')}`,
            mark: index === 0 ? '核心商密▲长期' : '普通商密▲3年',
            expires: index === 0 ? undefined : '2029-03-31',
            change: '新增（年度梳理）',
            ...(index === 5
              ? {}
              : {
                  name: '示例报价测算方法',
                  content: '对外报价的测算口径、系数和底线，供投标前内部使用。',
                  owner: '市场部 经理',
                  holders: '甲一、乙二、市场部 报价岗',
                  measures: '签订保密协议；标记、分级、隔离、加密',
                }),
          })),
          unknown: 1,
          signed: { made: { name: '甲一' }, head: { name: '乙一', at: at('18T09:30') } },
        },
        { ...samplePrinting, mark: '核心商密▲长期', ...changes },
      ),
  },
  {
    name: 'matters-list',
    words: [
      '国家秘密事项一览表',
      '示范县',
      '第 3 版',
      '年度投资概算编制',
      '机密★10年',
      '主要负责人',
      '共 30 项',
    ],
    pages: 4,
    print: (changes) =>
      printMattersList(
        {
          title: '国家秘密事项一览表',
          unit: '示范县',
          version: 3,
          state: '现行',
          inForceFrom: '2026-11-20',
          filed: { day: '2026-11-21', with: '市示范保密局', number: '示备〔2026〕7号' },
          lines: Array.from({ length: 30 }, (_, index) => ({
            number: String(index + 1),
            name: index % 3 === 0 ? '年度投资概算编制中未公开的指标、测算依据和调整意见' : '应急物资储备点位',
            mark: index % 4 === 0 ? '机密★10年' : '秘密★5年',
            scope: '县委、县政府分管领导，财政局、发展和改革局承办人员',
            basis: '《示范行业保密事项范围》2.1 未公开的投资计划',
            owner: '财政局 预算岗',
            origin: index % 5 === 0 ? '接收' : '自产',
            link: '汇总上报',
          })),
          reviewer: { name: '乙一', at: at('19T10:00') },
          approver: { name: '乙二', at: at('20T09:30') },
        },
        { ...marked, copyNumber: undefined, ...changes },
      ),
  },
  {
    name: 'classification-statistics',
    words: ['国家秘密事项统计表', '2026年度', '按密级', '绝密', '长期或附条件', '单位负责人'],
    pages: 2,
    print: (changes) =>
      printStatistics(
        {
          unit: '示范县机要保密局',
          year: 2026,
          day: '2027-01-12',
          levels: [
            figures('绝密', 3, [0, 0, 0, 1, 1, 1]),
            figures('机密', 41, [2, 10, 20, 9, 0, 0]),
            figures('秘密', 96, [6, 40, 50, 0, 0, 0]),
          ],
          total: figures('合计', 140, [8, 50, 70, 10, 1, 1]),
          units: [figures('机要保密局', 80), figures('发展改革局', 40), figures('财政局', 20)],
        },
        { ...samplePrinting, ...changes },
      ),
  },
];
