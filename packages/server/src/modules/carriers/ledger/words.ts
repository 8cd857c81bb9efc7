import type { LedgerRow } from '../contract.ts';
import { type copyStates, copyStateTitles, mediumTitles } from '../rules.ts';

type State = LedgerRow['state'];
type Medium = LedgerRow['medium'];

/** Words of ledgers for where a copy is. Those not among `plainly` say more than our state and are kept in the remark. */
const stateWords: Readonly<Record<State | 'missing', string>> = {
  'in-store':
    '在库 库存 在存 在位 入库 已入库 在柜 入柜 已入柜 保管 保管中 保存 存放 在册 在室 已归还 归还 已收回 收回 停用 报废 闲置 完好 未借出 待销毁 拟销毁 待处理 存',
  'on-loan':
    '借出 已借出 借阅 借阅中 外借 传阅 传阅中 在传阅 在用 使用中 使用 领用 已领用 领出 已领出 携带外出 外带 借用',
  sent: '已发出待回执 已发出 发出 寄出 已寄出 已送达 转出 已转出 移交 已移交 外发 已外发',
  returned: '已清退 清退 已退回 退回 已上交 上交 已退文 退文 退还原单位',
  archived: '已归档 归档 已存档 存档 移交档案室 已移交档案室 入档',
  destroyed: '已销毁 销毁 已粉碎 已送销 已消磁销毁',
  missing: '下落不明 丢失 遗失 已丢失 找不到 去向不明',
};
const plainly = new Set(
  '在库 库存 入库 已入库 入柜 已入柜 借出 已借出 已发出待回执 已清退 清退 已归档 归档 已存档 存档 已销毁 销毁'.split(
    ' ',
  ),
);

const states = new Map<string, State | 'missing'>();
for (const state of [
  'in-store',
  'on-loan',
  'sent',
  'returned',
  'archived',
  'destroyed',
  'missing',
] as const) {
  for (const word of stateWords[state].split(' ')) states.set(word, state);
}

export interface ReadState {
  readonly state: State | 'missing';
  /** Whether our state says all that the word said. */
  readonly plain: boolean;
}

function fold(text: string): string {
  return text.normalize('NFKC').replace(/[\s\p{P}]+/gu, '');
}

/** Where a copy is, by a word of a ledger; null where the word is not known. */
export function readState(text: string): ReadState | null {
  const word = fold(text);
  const state = states.get(word);
  return state === undefined ? null : { state, plain: plainly.has(word) };
}

/** The word an export writes for a state, so that the import reads it back. */
export function writeState(state: (typeof copyStates)[number]): string {
  return copyStateTitles[state].zh;
}

const mediumWords: Readonly<Record<Medium, string>> = {
  paper: '纸质 纸质文件 纸介质 纸 文件 纸质载体 资料 书刊 复印件 原件 纸质资料',
  electronic: '电子文件 电子 电子文档 电子版',
  disc: '光盘或存储介质 光盘 u盘 优盘 移动硬盘 硬盘 软盘 磁盘 磁带 存储卡 存储介质 移动存储介质 光介质 磁介质 电磁介质 半导体介质 固态硬盘 录音带 录像带 cd dvd tf卡 sd卡 内存卡 磁介质载体 光介质载体',
  drawing: '图纸 图 蓝图 地图 图件',
  sample: '实物样品 样品 实物 密品 模型 设备',
  telegram: '密码电报 密电 明传电报 机要电报 电报',
};
const mediaByWord = new Map<string, Medium>();
for (const medium of ['paper', 'electronic', 'disc', 'drawing', 'sample', 'telegram'] as const) {
  for (const word of mediumWords[medium].split(' ')) mediaByWord.set(word, medium);
}

/** The kind of carrier a word names, and whether the word says no more than that. */
export function readMedium(text: string): { readonly medium: Medium; readonly plain: boolean } | null {
  const word = fold(text).toLowerCase();
  const medium = mediaByWord.get(word);
  if (medium === undefined) return null;
  return { medium, plain: word === mediumTitles[medium].zh || (medium === 'paper' && word.startsWith('纸')) };
}

/** The kind of carrier a sheet holds, by words in its name: 光盘U盘 holds media. */
export function mediumOfName(name: string): Medium {
  const folded = fold(name).toLowerCase();
  if (/u盘|光盘|硬盘|介质|磁/u.test(folded)) return 'disc';
  if (folded.includes('图纸')) return 'drawing';
  return folded.includes('电子') ? 'electronic' : 'paper';
}
