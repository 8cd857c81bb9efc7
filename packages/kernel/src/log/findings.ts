import type { Bilingual } from '../command/define.ts';

/** The closed list of what checking the log and the rows in the running house can find. `{name}` is a parameter. */
export const logFindingTexts = {
  'head.missing': {
    zh: '数据库里没有日志头，却有日志条目：日志头被删除。请停止办理并报告安全审计员。',
    en: 'There are entries but no head of the log: the head was deleted. Stop work and tell the auditor.',
  },
  'head.changed': {
    zh: '日志头自相矛盾（规模 {size}）：日志头被改动。',
    en: 'The head of the log (size {size}) contradicts itself: it was changed.',
  },
  'head.unsigned': {
    zh: '日志已封存到 {size} 条，但一分钟以上没有签名的检查点：检查点被删除，或封存程序没有运行。',
    en: 'The log is sealed up to {size} entries, but for over a minute there is no signed checkpoint: it was deleted, or the sealer does not run.',
  },
  'checkpoint.signature': {
    zh: '规模 {size} 的检查点没有本单位日志密钥的有效签名：检查点被伪造或改动。',
    en: 'The checkpoint of size {size} is not signed by the keys of this house: it was forged or changed.',
  },
  'checkpoint.rollback': {
    zh: '检查点封存 {size} 条，日志头只有 {have} 条：日志被回退或截断。',
    en: 'A checkpoint seals {size} entries, the head has {have}: the log was rolled back or cut off.',
  },
  'checkpoint.mismatch': {
    zh: '前 {size} 条与检查点所封的不同：历史被改写。',
    en: 'The first {size} entries are not those the checkpoint seals: history was rewritten.',
  },
  'witness.signature': {
    zh: '规模 {size} 的检查点记为已见证，但没有登记的见证人的有效签名：见证行被删改。',
    en: 'The checkpoint of size {size} is recorded as witnessed, but bears no valid line of a registered witness: the line was changed or removed.',
  },
  'log.cut': {
    zh: '日志被截断：日志头封存 {size} 条，数据库里只到第 {have} 条。',
    en: 'The log was cut off: the head seals {size} entries, the database ends after {have}.',
  },
  'tile.missing': {
    zh: '哈希块 {level}/{index} 不见了或不完整（涉及第 {from} 至 {to} 条）。',
    en: 'Tile {level}/{index} is gone or cut short (it covers entries {from} to {to}).',
  },
  'tile.changed': {
    zh: '哈希块 {level}/{index} 被改动（涉及第 {from} 至 {to} 条）。',
    en: 'Tile {level}/{index} was changed (it covers entries {from} to {to}).',
  },
  'entries.rewritten': {
    zh: '第 {from} 至 {to} 条连同其哈希块被一并改写（具体是哪一条不能确定）。',
    en: 'Entries {from} to {to} were rewritten together with their tile (which of them cannot be told).',
  },
  'pruned.statement': {
    zh: '日志声称第 {minimum} 条以前已依规清理，但没有有效的签名声明：清理不可信。',
    en: 'The log claims that what lies before entry {minimum} was pruned, without a valid signed statement: it cannot be believed.',
  },
  'entry.changed': { zh: '第 {at} 条被改动。', en: 'Entry {at} was changed.' },
  'entry.dropped': { zh: '第 {at} 条被删去。', en: 'Entry {at} was dropped.' },
  'entry.moved': {
    zh: '第 {at} 条处是原来的第 {from} 条：次序被调换。',
    en: 'In the place of entry {at} stands entry {from}: the order was changed.',
  },
  'entry.inserted': {
    zh: '条目 {entry} 放在第 {at} 条处，不在封存范围之内：被直接插入数据库。',
    en: 'Entry {entry} stands in place {at}, outside what is sealed: it was put into the database directly.',
  },
  'entry.unqueued': {
    zh: '条目 {entry} 既未封存也不在待封存之列：被直接插入数据库，或其编号被抹去。',
    en: 'Entry {entry} is neither sealed nor waiting to be: it was put into the database directly, or its number was removed.',
  },
  'entry.columns': {
    zh: '第 {at} 条旁的编号或时间与条目内容不符：数据库里的列被改动。',
    en: 'Id or time beside entry {at} differs from the entry itself: the columns were changed.',
  },
  'entry.foreign': {
    zh: '第 {at} 条没有本程序的认证码：被直接写入数据库（封存时已发现）。',
    en: 'Entry {at} bears no authentication code of this program: it was written into the database directly (found when sealing).',
  },
  'alarm.removed': {
    zh: '第 {at} 条报告过外来条目 {entry}，但外来条目表中已没有它：报警被抹去。',
    en: 'Entry {at} reported the foreign entry {entry}, which is gone from the list of foreign entries: the alarm was wiped.',
  },
  'pending.lost': {
    zh: '待封存的条目 {entry} 已不存在：在封存之前被删除。',
    en: 'Entry {entry} waits to be sealed but is gone: it was deleted before it was sealed.',
  },
  'detail.missing': { zh: '第 {at} 条的详情被删去。', en: 'The details of entry {at} were dropped.' },
  'detail.changed': {
    zh: '第 {at} 条的详情与其承诺值不符：详情被改动。',
    en: 'The details of entry {at} do not fit its commitment: they were changed.',
  },
  'detail.columns': {
    zh: '第 {at} 条的检索列（人员、命令、结果、对象、时间）与详情不符：列被改动。',
    en: 'The columns beside the details of entry {at} (person, command, outcome, subject, time) differ from them: they were changed.',
  },
  'detail.stray': {
    zh: '有详情而没有条目：{command}，{time}，编号 {entry}。条目被删去。',
    en: 'There are details without their entry: {command}, {time}, id {entry}. The entry was dropped.',
  },
  'rows.changed': {
    zh: '第 {at} 条所写行的清单与详情中的摘要不符：清单被增删或改动。',
    en: 'The list of rows written by entry {at} does not fit the digest in its details: lines were added, removed or changed.',
  },
  'rows.stray': {
    zh: '有 {count} 行登记在日志中不存在的条目名下（如 {table} {row}）：被绕过程序写入。',
    en: '{count} rows are listed under entries that are not in the log (such as {table} {row}): they were written past the program.',
  },
  'rows.carried': {
    zh: '清理时结转的行哈希与清理记录不符：被增删或改动。',
    en: 'The hashes carried over by pruning do not fit the record of the pruning: they were changed.',
  },
  'row.changed': {
    zh: '{table} 的行 {row} 在日志之外被改动。日志最后记录的写入：{command}，{time}，{person}。',
    en: 'Row {row} of {table} was changed past the log. Last written, as the log knows: {command}, {time}, {person}.',
  },
  'row.deleted': {
    zh: '{table} 的行 {row} 在日志之外被删除。日志最后记录的写入：{command}，{time}，{person}。',
    en: 'Row {row} of {table} was deleted past the log. Last written, as the log knows: {command}, {time}, {person}.',
  },
  'row.unlogged': {
    zh: '{table} 的行 {row} 从未经日志写入：被直接插入数据库。',
    en: 'Row {row} of {table} was never written through the log: it was put into the database directly.',
  },
  'row.foreign': {
    zh: '{table} 的行 {row} 最后由外来条目写入：{command}，{time}。',
    en: 'Row {row} of {table} was last written by a foreign entry: {command}, {time}.',
  },
  'table.unguarded': {
    zh: '表 {table} 的写入不再记入日志：触发器被删除或停用。',
    en: 'Writes to table {table} are no longer logged: its trigger was dropped or disabled.',
  },
  'table.missing': {
    zh: '日志记有表 {table} 的行，但该表已不存在。',
    en: 'The log knows rows of table {table}, but there is no such table.',
  },
} as const satisfies Record<string, Bilingual>;
export type LogFindingCode = keyof typeof logFindingTexts;

export type FindingParams = Readonly<Record<string, string | number>>;
export interface LogFinding {
  readonly code: LogFindingCode;
  readonly zh: string;
  readonly en: string;
  /** Leaf index, where the finding has one. */
  readonly at: number | null;
  readonly params: FindingParams;
}

export const findingsMax = 500;

/** Gathers findings, no more than are of use; all are counted. */
export class FindingList {
  readonly list: LogFinding[] = [];
  count = 0;

  add(code: LogFindingCode, params: FindingParams = {}): void {
    this.count += 1;
    if (this.list.length >= findingsMax) return;
    const { zh, en } = logFindingTexts[code];
    const at = params['at'];
    this.list.push({
      code,
      zh: fillText(zh, params),
      en: fillText(en, params),
      at: typeof at === 'number' ? at : null,
      params,
    });
  }
}

function fillText(text: string, params: FindingParams): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => showable(params[name] ?? ''));
}

/** Values come from a database that may be hostile; control characters in them must not reach a terminal. */
function showable(value: string | number): string {
  return String(value)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '?')
    .slice(0, 200);
}
