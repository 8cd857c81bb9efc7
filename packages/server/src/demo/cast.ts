import type { DutyName, Power } from '@fengni/kernel/access/actor';

/** Everybody and everything here is plainly made up: people are called by heavenly stems and numerals. */
export const houseName = '示范县';

/** 44 units of the county. */
export const countyUnits = [
  '县委办公室',
  '县政府办公室',
  '县人大办公室',
  '县政协办公室',
  '县纪委监委',
  '组织部',
  '宣传部',
  '统战部',
  '政法委',
  '编办',
  '发展和改革局',
  '教育局',
  '科技局',
  '工业和信息化局',
  '民族宗教局',
  '公安局',
  '民政局',
  '司法局',
  '财政局',
  '人力资源局',
  '自然资源局',
  '生态环境局',
  '住房建设局',
  '交通运输局',
  '水利局',
  '农业农村局',
  '商务局',
  '文化旅游局',
  '卫生健康局',
  '退役军人局',
  '应急管理局',
  '审计局',
  '市场监管局',
  '统计局',
  '医疗保障局',
  '林业局',
  '信访局',
  '档案馆',
  '机关事务中心',
  '大数据中心',
  '气象局',
  '消防大队',
  '机要保密局',
  '老干部局',
] as const;

export const enterprises = [
  '示范油田',
  '示范矿业',
  '示范电力',
  '示范水务',
  '示范勘测院',
  '示范仪表厂',
] as const;

const stems = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'] as const;
const numerals = [
  '一',
  '二',
  '三',
  '四',
  '五',
  '六',
  '七',
  '八',
  '九',
  '十',
  '十一',
  '十二',
  '十三',
] as const;

/** Names in the order people are put into units: 甲一, 乙一 … 癸十三. */
export function demoNames(): string[] {
  return numerals.flatMap((numeral) => stems.map((stem) => `${stem}${numeral}`));
}

/** How many people of the demo have access. */
export const clearedPeople = 127;

export interface Part {
  readonly login: string;
  readonly name: string;
  readonly unit: string;
  readonly grade: 'CORE' | 'IMPORTANT' | 'GENERAL';
  readonly duties: readonly { readonly duty: DutyName; readonly unit: string }[];
  readonly zh: string;
  readonly en: string;
}

const office = '机要保密局';
/** The accounts to try. */
export const parts: readonly Part[] = [
  {
    login: 'jiayi',
    name: '甲一',
    unit: office,
    grade: 'CORE',
    duties: [{ duty: 'officer', unit: houseName }],
    zh: '保密员：每天从这里看起',
    en: 'confidentiality officer: begin here',
  },
  {
    login: 'jiaer',
    name: '甲二',
    unit: office,
    grade: 'CORE',
    duties: [{ duty: 'document-clerk', unit: houseName }],
    zh: '机要文件管理员：登记、传阅、收发、销毁',
    en: 'document clerk: registers, circulates, sends, destroys',
  },
  {
    login: 'jiasan',
    name: '甲三',
    unit: office,
    grade: 'CORE',
    duties: [{ duty: 'cipher-clerk', unit: houseName }],
    zh: '密码电报管理员',
    en: 'cipher clerk',
  },
  {
    login: 'yiyi',
    name: '乙一',
    unit: '县委办公室',
    grade: 'CORE',
    duties: [{ duty: 'leader-in-charge', unit: houseName }],
    zh: '分管保密领导：签批',
    en: 'leader in charge: decides requests',
  },
  {
    login: 'yier',
    name: '乙二',
    unit: '县委办公室',
    grade: 'CORE',
    duties: [{ duty: 'first-responsible', unit: houseName }],
    zh: '主要负责人',
    en: 'first responsible person',
  },
  {
    login: 'bingyi',
    name: '丙一',
    unit: office,
    grade: 'CORE',
    duties: [{ duty: 'unit-leader', unit: houseName }],
    zh: '部门负责人：签批借阅和销毁第一步',
    en: 'head of unit: first consent to loans and destruction',
  },
  {
    login: 'dingyi',
    name: '丁一',
    unit: '县政府办公室',
    grade: 'CORE',
    duties: [{ duty: 'classifier', unit: houseName }],
    zh: '定密责任人：签批扩大知悉范围',
    en: 'classifier: consents to widening of scope',
  },
  {
    login: 'wuyi',
    name: '戊一',
    unit: '县纪委监委',
    grade: 'IMPORTANT',
    duties: [{ duty: 'inspector', unit: houseName }],
    zh: '保密检查员：盘点、审计',
    en: 'inspector: stocktaking and audits',
  },
  {
    login: 'jiyi',
    name: '己一',
    unit: '组织部',
    grade: 'IMPORTANT',
    duties: [{ duty: 'personnel', unit: houseName }],
    zh: '人事管理员',
    en: 'personnel officer',
  },
  {
    login: 'gengyi',
    name: '庚一',
    unit: '财政局',
    grade: 'IMPORTANT',
    duties: [],
    zh: '普通工作人员：阅读、借阅、签字',
    en: 'member of staff: reads, borrows, signs',
  },
  {
    login: 'genger',
    name: '庚二',
    unit: '发展和改革局',
    grade: 'GENERAL',
    duties: [],
    zh: '普通工作人员',
    en: 'member of staff',
  },
  {
    login: 'xinyi',
    name: '辛一',
    unit: '示范油田',
    grade: 'IMPORTANT',
    duties: [
      { duty: 'officer', unit: '示范油田' },
      { duty: 'document-clerk', unit: '示范油田' },
    ],
    zh: '企业保密员：只管本企业台账',
    en: 'officer of an enterprise: its own registers only',
  },
];

export const administrators: readonly {
  power: Power;
  name: string;
  login: string;
  zh: string;
  en: string;
}[] = [
  {
    power: 'system',
    name: '子一',
    login: 'xitong',
    zh: '系统管理员：账号、会话',
    en: 'system administrator: accounts and sessions',
  },
  {
    power: 'security',
    name: '丑一',
    login: 'anquan',
    zh: '安全保密管理员：授权',
    en: 'security administrator: grants',
  },
  { power: 'audit', name: '寅一', login: 'shenji', zh: '安全审计员：日志', en: 'auditor: the log' },
];

/** Subjects of the year, of no real matter. */
export const subjects = [
  '年度投资概算',
  '应急物资储备方案',
  '重点项目推进情况',
  '防汛调度预案',
  '干部调整建议',
  '审计整改报告',
  '供水管网布置图',
  '井位坐标成果表',
  '招标控制价',
  '专项资金安排',
  '安全生产检查通报',
  '信访事项会商纪要',
  '数据中心迁移方案',
  '地质灾害点位图',
  '能源保供方案',
  '会议安排及名单',
  '考试命题与评卷安排',
  '年度工作要点',
  '机构改革征求意见稿',
  '土地利用调整方案',
  '通信保障方案',
  '档案开放审核意见',
  '设备采购清单',
  '消防演练方案',
] as const;
export const issuers = ['省示范厅', '市示范局', '市委示范办', '省示范集团', '示范县'] as const;
export const places = ['机要室1号柜', '机要室2号柜', '机要室3号柜', '涉密档案柜'] as const;
