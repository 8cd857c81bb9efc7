import type { Bilingual } from '@fengni/kernel/command/define';
import { foldHeader } from '../../../spreadsheet/fold-header.ts';

/** What a column of a ledger can mean. Only `remark` may have several columns. */
export const ledgerFields = [
  'ordinal',
  'number',
  'documentNo',
  'title',
  'originator',
  'copyNo',
  'copies',
  'scheme',
  'mark',
  'term',
  'issuedOn',
  'receivedOn',
  'pages',
  'medium',
  'keeper',
  'place',
  'state',
  'stateOn',
  'holder',
  'lentOn',
  'returnedOn',
  'archivedOn',
  'sentBackOn',
  'destroyedOn',
  'remark',
] as const;
export type LedgerField = (typeof ledgerFields)[number];

export const ledgerFieldTitles: Readonly<Record<LedgerField, Bilingual>> = {
  ordinal: { zh: '序号', en: 'row number' },
  number: { zh: '编号', en: 'number' },
  documentNo: { zh: '文号', en: 'document number' },
  title: { zh: '载体名称', en: 'title' },
  originator: { zh: '制发单位', en: 'originator' },
  copyNo: { zh: '份号', en: 'copy number' },
  copies: { zh: '份数', en: 'copies' },
  scheme: { zh: '密级类别', en: 'scheme' },
  mark: { zh: '密级和保密期限', en: 'mark' },
  term: { zh: '保密期限', en: 'term' },
  issuedOn: { zh: '制发日期', en: 'issued' },
  receivedOn: { zh: '收文日期', en: 'received' },
  pages: { zh: '页数', en: 'pages' },
  medium: { zh: '载体形式', en: 'medium' },
  keeper: { zh: '保管人', en: 'keeper' },
  place: { zh: '存放地点', en: 'place' },
  state: { zh: '状态', en: 'state' },
  stateOn: { zh: '状态日期', en: 'state since' },
  holder: { zh: '借用人', en: 'holder' },
  lentOn: { zh: '借出日期', en: 'lent' },
  returnedOn: { zh: '归还日期', en: 'given back' },
  archivedOn: { zh: '归档日期', en: 'archived' },
  sentBackOn: { zh: '清退日期', en: 'returned to the issuer' },
  destroyedOn: { zh: '销毁日期', en: 'destroyed' },
  remark: { zh: '备注', en: 'remark' },
};

const synonyms: Readonly<Record<LedgerField, string>> = {
  ordinal: '序号 顺序号 行号 序 no № 项次',
  number:
    '编号 载体编号 登记号 登记编号 登记序号 流水号 收文号 收文编号 收文登记号 涉密载体编号 介质编号 保密编号 资产编号 标签号 统一编号 总编号 number register-no',
  documentNo:
    '文号 文件号 文件编号 发文字号 发文号 原文号 来文号 来文字号 文件字号 文件文号 字号 document-no',
  title:
    '载体名称 名称 文件名称 文件标题 标题 题名 文件题名 资料名称 涉密载体名称 文件资料名称 文件名 内容 文件内容 事由 载体名称及内容 载体标题 图纸名称 密件名称 title',
  originator:
    '来文单位 发文单位 制发单位 制作单位 来文机关 发文机关 制发机关 来文制作单位 责任者 编制单位 出处 来源 来源单位 密级来源 产生单位 印发单位 originator',
  copyNo: '份号 份数编号 编号份号 份号编号 分发号 印制份号 副本号 件号 copy-no',
  copies: '份数 数量 件数 数量份 份数份 册数 套数 总份数 印数 收文份数 copies',
  scheme: '密级类别 涉密类别 秘密类别 密级体系 秘密种类 scheme',
  mark: '密级 密级和保密期限 密级及保密期限 密级保密期限 密级期限 密级标志 涉密等级 秘密等级 保密等级 密等 载体密级 文件密级 密级与期限 密级和期限 classification mark',
  term: '保密期限 期限 保密年限 保密期 密级年限',
  issuedOn:
    '制发日期 发文日期 成文日期 成文时间 印发日期 印发时间 制作日期 制作时间 制发时间 发文时间 形成日期 形成时间 定密日期 文件日期 issued',
  receivedOn:
    '收文日期 收文时间 收到日期 收到时间 登记日期 登记时间 接收日期 接收时间 入库日期 入库时间 来文日期 来文时间 签收日期 签收时间 日期 时间 年月日 received',
  pages: '页数 页码 页 总页数 张数 页数页 每份页数 pages',
  medium:
    '介质类型 载体形式 载体类型 载体类别 介质 介质种类 介质形式 存储介质 类型 类别 载体种类 形式 medium',
  keeper: '保管人 保管责任人 责任人 保管员 管理人 管理人员 保管者 现保管人 载体责任人 keeper',
  place:
    '存放地点 存放位置 存放处 保管地点 保管位置 位置 地点 存放场所 柜号 保管场所 保管部位 保管单位 库位 存放 place',
  state:
    '状态 去向 使用状态 当前状态 现状 载体状态 处理情况 处置情况 处理结果 流向 当前去向 使用情况 办理情况 state',
  stateOn: '状态日期 状态时间 处理日期 处理时间 处置日期 处置时间',
  holder:
    '借用人 领用人 使用人 借阅人 领取人 持有人 借阅者 使用者 现持有人 领用人签字 借阅人签字 借阅姓名 领用姓名 holder',
  lentOn:
    '借出日期 领用时间 领用日期 借阅日期 借阅时间 借出时间 领取时间 领取日期 借用日期 借用时间 发放日期 lent',
  returnedOn: '归还日期 归还时间 交还日期 交还时间 收回日期 收回时间 还回日期 还回时间 退还日期 借阅归还',
  archivedOn: '归档日期 归档时间 存档日期 存档时间',
  sentBackOn: '清退日期 清退时间 退文日期 退文时间 上交日期 上交时间',
  destroyedOn: '销毁日期 销毁时间 销毁年月',
  remark: '备注 说明 附注 备考 其他 备注说明 remark note',
};

/** Columns of these names have no field of their own: what they say is kept in the remark under their name. */
const keptInRemark =
  '容量 型号 品牌 序列号 规格 规格型号 知悉范围 传阅范围 发放范围 使用部门 使用单位 部门 所属部门 经办人 用途 监销人 批准人 紧急程度 缓急 附件 档案号 档号 案卷号 定密依据 定密责任人 签收人 接收人 分发单位 发往单位 收文单位 去处';

const exact = new Map<string, LedgerField>();
for (const field of ledgerFields) {
  for (const word of synonyms[field].split(' ')) exact.set(foldHeader(word), field);
  exact.set(foldHeader(ledgerFieldTitles[field].zh), field);
}
for (const word of keptInRemark.split(' ')) exact.set(foldHeader(word), 'remark');
const partial = [...exact].filter(([word]) => word.length >= 2).toSorted((a, b) => b[0].length - a[0].length);

/** Longest header that is taken for one. */
export const headerUnitsMax = 30;

export interface HeaderMatch {
  readonly field: LedgerField;
  readonly confidence: number;
}

/** The field a header names: whole words first, then the longest word in it. */
export function matchHeader(header: string): HeaderMatch | null {
  const folded = foldHeader(header);
  if (folded === '' || folded.length > headerUnitsMax) return null;
  const whole = exact.get(folded);
  if (whole !== undefined) return { field: whole, confidence: 0.95 };
  const part = partial.find(([word]) => folded.includes(word));
  if (part === undefined) return null;
  return { field: part[1], confidence: 0.5 + (0.4 * part[0].length) / folded.length };
}

/** Whether a remark column is one in name, or a column whose own name must stay beside what it says. */
export function isPlainRemark(header: string): boolean {
  return synonyms.remark.split(' ').includes(foldHeader(header));
}
