import type { Bilingual } from '@fengni/kernel/command/define';

/** States of a copy and the moves between them: one table for server and screen (STYLE R8). */
export const copyStates = [
  'in-store',
  'with-reader',
  'on-loan',
  'taken-out',
  'sent',
  'delivered',
  'returned',
  'archived',
  'for-destruction',
  'destroyed',
  'missing',
] as const;
export type CopyState = (typeof copyStates)[number];

export const copyMoves = [
  'make',
  'receive',
  'register',
  'hand-to-reader',
  'take-back',
  'lend',
  'give-back',
  'take-out',
  'bring-back',
  'send',
  'confirm-receipt',
  'come-back',
  'store',
  'hand-over',
  'return-to-issuer',
  'archive',
  'retrieve',
  'list',
  'unlist',
  'destroy',
  'report-missing',
  'find',
  'count',
  'import',
  'name-borrower',
  'regrade',
] as const;
export type CopyMove = (typeof copyMoves)[number];

type Machine = Readonly<Record<CopyState, Partial<Readonly<Record<CopyMove, CopyState>>>>>;

export const copyMachine: Machine = {
  'in-store': {
    'hand-to-reader': 'with-reader',
    lend: 'on-loan',
    'take-out': 'taken-out',
    send: 'sent',
    store: 'in-store',
    'hand-over': 'in-store',
    archive: 'archived',
    list: 'for-destruction',
    'report-missing': 'missing',
    count: 'in-store',
    regrade: 'in-store',
  },
  'with-reader': {
    'hand-to-reader': 'with-reader',
    'take-back': 'in-store',
    'report-missing': 'missing',
    count: 'with-reader',
    regrade: 'with-reader',
  },
  'on-loan': {
    'give-back': 'in-store',
    'name-borrower': 'on-loan',
    'hand-over': 'on-loan',
    'report-missing': 'missing',
    count: 'on-loan',
    regrade: 'on-loan',
  },
  'taken-out': {
    'bring-back': 'in-store',
    'report-missing': 'missing',
    count: 'taken-out',
    regrade: 'taken-out',
  },
  sent: {
    'confirm-receipt': 'delivered',
    'come-back': 'in-store',
    'return-to-issuer': 'returned',
    'report-missing': 'missing',
  },
  delivered: {},
  returned: {},
  archived: { retrieve: 'in-store', 'report-missing': 'missing', count: 'archived', regrade: 'archived' },
  'for-destruction': {
    unlist: 'in-store',
    destroy: 'destroyed',
    'report-missing': 'missing',
    count: 'for-destruction',
    regrade: 'for-destruction',
  },
  destroyed: {},
  missing: { find: 'in-store' },
};

/** The state a move leads to, or undefined where the move is not possible. */
export function afterMove(state: CopyState, move: CopyMove): CopyState | undefined {
  return copyMachine[state][move];
}

/** States in which a copy is in the house and somebody answers for it. */
export const heldStates: readonly CopyState[] = [
  'in-store',
  'with-reader',
  'on-loan',
  'taken-out',
  'archived',
  'for-destruction',
];
/** States from which nothing more happens here. */
export const endedStates: readonly CopyState[] = ['delivered', 'returned', 'destroyed'];
/** States in which a person, not the store, has the copy. */
export const outStates: readonly CopyState[] = ['with-reader', 'on-loan', 'taken-out'];

export const copyStateTitles: Readonly<Record<CopyState, Bilingual>> = {
  'in-store': { zh: '在库', en: 'in store' },
  'with-reader': { zh: '传阅中', en: 'with a reader' },
  'on-loan': { zh: '借出', en: 'on loan' },
  'taken-out': { zh: '携带外出', en: 'taken out' },
  sent: { zh: '已发出待回执', en: 'sent, awaiting receipt' },
  delivered: { zh: '已送达', en: 'delivered' },
  returned: { zh: '已清退', en: 'returned to the issuer' },
  archived: { zh: '已归档', en: 'archived' },
  'for-destruction': { zh: '待销毁', en: 'listed for destruction' },
  destroyed: { zh: '已销毁', en: 'destroyed' },
  missing: { zh: '下落不明', en: 'missing' },
};
export const copyMoveTitles: Readonly<Record<CopyMove, Bilingual>> = {
  make: { zh: '印制', en: 'made' },
  receive: { zh: '收文', en: 'received' },
  register: { zh: '登记', en: 'registered' },
  'hand-to-reader': { zh: '交阅', en: 'handed to a reader' },
  'take-back': { zh: '收回', en: 'taken back' },
  lend: { zh: '借出', en: 'lent' },
  'give-back': { zh: '归还', en: 'given back' },
  'take-out': { zh: '携带外出', en: 'taken out' },
  'bring-back': { zh: '带回', en: 'brought back' },
  send: { zh: '发出', en: 'sent' },
  'confirm-receipt': { zh: '对方签收', en: 'receipt signed' },
  'come-back': { zh: '退回', en: 'came back' },
  store: { zh: '入柜', en: 'put in store' },
  'hand-over': { zh: '移交', en: 'handed over' },
  'return-to-issuer': { zh: '清退', en: 'returned to the issuer' },
  archive: { zh: '归档', en: 'archived' },
  retrieve: { zh: '调出', en: 'retrieved' },
  list: { zh: '列入销毁清单', en: 'listed for destruction' },
  unlist: { zh: '移出销毁清单', en: 'taken off the list' },
  destroy: { zh: '销毁', en: 'destroyed' },
  'report-missing': { zh: '报告下落不明', en: 'reported missing' },
  find: { zh: '找回', en: 'found' },
  count: { zh: '盘点在位', en: 'counted in place' },
  import: { zh: '由旧台账转入', en: 'brought in from the old ledger' },
  'name-borrower': { zh: '补记借用人', en: 'borrower entered' },
  regrade: { zh: '更改密级标志', en: 'mark changed' },
};
export const media = ['paper', 'electronic', 'disc', 'drawing', 'sample', 'telegram'] as const;
export const mediumTitles: Readonly<Record<(typeof media)[number], Bilingual>> = {
  paper: { zh: '纸质文件', en: 'paper' },
  electronic: { zh: '电子文件', en: 'electronic file' },
  disc: { zh: '光盘或存储介质', en: 'disc or other medium' },
  drawing: { zh: '图纸', en: 'drawing' },
  sample: { zh: '实物样品', en: 'sample' },
  telegram: { zh: '密码电报', en: 'cipher telegram' },
};

/** The mark of what is released from secrecy, beside the struck former one (FACTS M13). */
export const releasedMark = '解密';

/** A reader keeps a circulated carrier two days at most unless the office sets otherwise (CAR-4). */
export const readerDaysDefault = 2;
/** Rows above which an export parks for approval (CAR-12). */
export const exportRowsFree = 200;
export const exportRowsMax = 20_000;
export const importRowsMax = 20_000;
export const copiesAtOnceMax = 500;
export const readersMax = 100;
/** Witnesses on a destruction: 保守国家秘密法实施条例 art. 28. */
export const destructionWitnesses = 2;
/** Escorts of a 绝密 carrier on its way: 实施条例 art. 29(2). */
export const topSecretEscorts = 2;

/** How somebody had a carrier. */
export const whoHadWays = ['in-hand', 'keeping', 'scope', 'opened'] as const;
export const whoHadTitles: Readonly<Record<(typeof whoHadWays)[number], Bilingual>> = {
  'in-hand': { zh: '持有', en: 'in hand' },
  keeping: { zh: '保管', en: 'in keeping' },
  scope: { zh: '知悉范围', en: 'in its scope' },
  opened: { zh: '查看电子份', en: 'opened it' },
};
