import type { Bilingual } from '@fengni/kernel/command/define';

/** What can be wrong with a row of a ledger, or deserve a look; `{name}` stands for a fact. Closed list. */
export const faultTexts = {
  'columns-missing': {
    zh: '没有认出“{fields}”列，这张表没有读取。请在列对应中指定。',
    en: 'No column was recognised as "{fields}", so the sheet was not read. Choose it in the mapping.',
  },
  'sheet-hidden': {
    zh: '工作表是隐藏的，没有读取。需要转入的，请在列对应中选用。',
    en: 'The sheet is hidden and was not read. Choose it in the mapping if it is to be imported.',
  },
  'cell-error': {
    zh: '单元格是公式错误。请在原表中改正。',
    en: 'The cell is a formula error. Correct it in the ledger.',
  },
  'title-missing': { zh: '没有载体名称。请补填。', en: 'The title is missing. Fill it in.' },
  'mark-missing': {
    zh: '没有密级。请按原件补填；不涉密的填“公开”。',
    en: 'The mark is missing. Fill it in from the original, 公开 if it is not secret.',
  },
  'mark-refused': { zh: '{why}', en: '{why}' },
  'mark-ambiguous': {
    zh: '“{value}”不是{scheme}的密级，可能是工作秘密，也可能是内部资料。请核对原件，改正密级，或增加“密级类别”列写明。',
    en: '"{value}" is no level of this scheme ({scheme}): it may be a work secret or internal matter. Check the original, correct it, or add a column 密级类别 that says which.',
  },
  'scheme-unknown': {
    zh: '没有“{value}”这一密级类别。可填：{known}。',
    en: 'There is no scheme "{value}". Use one of {known}.',
  },
  'date-impossible': {
    zh: '没有这一天。请核对原件。',
    en: 'There is no such day. Check the original.',
  },
  'date-unreadable': {
    zh: '认不出日期。请改为如 2025-03-05。',
    en: 'This is not read as a date. Write it as 2025-03-05.',
  },
  'date-partial': {
    zh: '日期不完整，按日期不明转入，原文记入备注。',
    en: 'The date is incomplete; it is taken as unknown and the words are kept in the remark.',
  },
  'count-negative': { zh: '不能是负数。请核对。', en: 'It cannot be negative. Check it.' },
  'count-zero': { zh: '份数不能是 0。请核对。', en: 'There is at least one copy. Check it.' },
  'count-over': { zh: '超过上限 {max}。请核对。', en: 'It is above the limit of {max}. Check it.' },
  'count-unreadable': { zh: '不是整数。请核对。', en: 'This is no whole number. Check it.' },
  'count-stated': {
    zh: '份数不明，按 1 份转入，原文记入备注。清点后请补登。',
    en: 'The number of copies is not known; one is taken and the words are kept in the remark. Count them.',
  },
  'copyno-unreadable': {
    zh: '份号只能用数字、字母和连字符，不超过 {max} 个字符。',
    en: 'A copy number has digits, letters and hyphens only, at most {max}.',
  },
  'copyno-range': {
    zh: '一行里写了多个份号。请拆成每份一行。',
    en: 'Several copy numbers stand in one row. Split it, one row to a copy.',
  },
  'copy-duplicate': {
    zh: '与{sheet}第 {row} 行重复。请核对编号、文号和份号。',
    en: 'The same as row {row} of {sheet}. Check number, document number and copy number.',
  },
  'copyno-duplicate': {
    zh: '份号与第 {row} 行相同，而本表份号是连续编排的。请核对原件。',
    en: 'The copy number is that of row {row}, while this ledger numbers its copies in one run. Check the original.',
  },
  'number-differs': {
    zh: '编号与{sheet}第 {row} 行相同，但名称、文号或密级不同。请核对编号。',
    en: 'The number is that of row {row} of {sheet}, but title, document number or mark differ. Check the number.',
  },
  'number-taken': {
    zh: '编号 {number} 在台账中是密级不同的另一件，或是草稿。请核对编号和密级。',
    en: 'In the register the number {number} is that of a thing of another mark, or of a draft. Check number and mark.',
  },
  'medium-telegram': {
    zh: '密码电报登记在密码电报台账，不能转入载体台账。',
    en: 'Cipher telegrams belong in the cipher book and are not imported here.',
  },
  'state-missing': {
    zh: '下落不明的载体不能随台账转入。请先查明，或按“在库”转入后立即报告。',
    en: 'A missing carrier is not imported as such. Find out first, or import it as in store and report it missing at once.',
  },
  'state-unknown': {
    zh: '认不出状态，按“在库”转入，原文记入备注。',
    en: 'The state is not recognised; it is taken as in store and the words are kept in the remark.',
  },
  'keeper-missing': {
    zh: '没有保管人，按无人保管转入。请尽快落实。',
    en: 'There is no keeper; the row is taken without one. Name one soon.',
  },
  'returned-before-lent': {
    zh: '归还早于领用，两个日期都记入备注。请核对。',
    en: 'It was given back before it was handed out; both dates are kept in the remark. Check them.',
  },
  'too-long': { zh: '超过 {max} 个字。请缩短。', en: 'It is longer than {max} characters. Shorten it.' },
} as const satisfies Record<string, Bilingual>;

export type FaultCode = keyof typeof faultTexts;
export type FaultParams = Readonly<Record<string, string | number | Bilingual>>;

/** Both texts of a fault with its facts filled in. */
export function describeFault(code: FaultCode, params: FaultParams = {}): Bilingual {
  const fill = (text: string, language: 'zh' | 'en') =>
    text.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = params[name] ?? '';
      return typeof value === 'object' ? value[language] : String(value);
    });
  const { zh, en }: Bilingual = faultTexts[code];
  return { zh: fill(zh, 'zh'), en: fill(en, 'en') };
}
