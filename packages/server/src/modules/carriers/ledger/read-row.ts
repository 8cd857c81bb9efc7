import type { LedgerRow } from '../contract.ts';
import { copiesAtOnceMax } from '../rules.ts';
import { builtinPacks } from '@fengni/schemes/packs';
import { isPlainRemark } from './fields.ts';
import {
  isNothing,
  readCode,
  readCount,
  readDocumentNo,
  readNumber,
  readText,
} from '../../../spreadsheet/read-cell.ts';
import { readLedgerMark, schemeNamed } from './read-mark.ts';
import type { ReadRow } from './row-key.ts';
import type { RowReader } from './row-reader.ts';
import { mediumOfName, readMedium, readState } from './words.ts';

const titleUnitsMax = 300;
const remarkUnitsMax = 300;
const nameUnitsMax = 60;
const originatorUnitsMax = 100;
const copyNoUnitsMax = 20;
/** Room for what is put behind a copy number where one row stands for several copies: `-F500`. */
const copyNoSeveralUnitsMax = 15;
const pagesMax = 100_000;

export interface RowContext {
  readonly defaultScheme: string;
  /** Whether keepers are named in this ledger as a rule, so that a blank one is worth a notice. */
  readonly namesKeepers: boolean;
}

/** One row as the ledger says it. It may be taken only where the reader found no fault. */
export function readRow(reader: RowReader, context: RowContext): ReadRow | null {
  const title = reader.text('title', titleUnitsMax);
  if (title === '' && isNothing(readText(reader.cell('title')))) reader.fault('title-missing', 'title');
  const issuedOn = reader.day('issuedOn');
  const marked = readMarkOf(reader, context, issuedOn);
  const copies = readCopies(reader);
  const copyNo = readCopyNo(reader, copies);
  const pages = readPages(reader);
  const medium = readMediumOf(reader);
  const receivedOn = reader.day('receivedOn');
  const where = readWhereabouts(reader, receivedOn, context);
  const number = readShort(reader, 'number', readNumber(reader.cell('number')));
  const documentNo = readShort(reader, 'documentNo', readDocumentNo(reader.cell('documentNo')));
  const row = {
    sheet: reader.sheet,
    row: reader.row + 1,
    number: number === '' ? null : number,
    documentNo,
    title,
    originator: reader.text('originator', originatorUnitsMax),
    copyNo,
    medium,
    issuedOn,
    receivedOn,
    ...pages,
    copies,
    keeper: where.keeper,
    place: reader.text('place', nameUnitsMax),
    state: where.state,
    holder: where.holder,
    stateOn: where.stateOn,
    remark: readRemark(reader),
  };
  return marked === null ? null : { ...row, ...marked };
}

function readShort(reader: RowReader, field: 'number' | 'documentNo', text: string): string {
  if (text.length <= nameUnitsMax) return text;
  reader.fault('too-long', field, { max: nameUnitsMax });
  return '';
}

function readMarkOf(
  reader: RowReader,
  { defaultScheme }: RowContext,
  issuedOn: string | null,
): Pick<LedgerRow, 'mark' | 'markNotes'> | null {
  const text = readText(reader.cell('mark'));
  const term = readText(reader.cell('term'));
  const named = readText(reader.cell('scheme'));
  const scheme = isNothing(named) ? null : schemeNamed(named);
  if (!isNothing(named) && scheme === null) {
    const known = [...builtinPacks.values()];
    reader.fault('scheme-unknown', 'scheme', {
      known: { zh: known.map((pack) => pack.zh).join('、'), en: known.map((pack) => pack.en).join(', ') },
    });
    return null;
  }
  if (isNothing(text)) {
    if (reader.faults.every(({ code }) => code !== 'cell-error')) reader.fault('mark-missing', 'mark');
    return null;
  }
  const whole =
    isNothing(term) || /[★▲*＊☆]\s*\S/u.test(text) ? text : `${text.replace(/[★*＊☆]\s*$/u, '')}★${term}`;
  const read = readLedgerMark(whole, { scheme, defaultScheme, issuedOn });
  if (read.ok) return { mark: read.mark, markNotes: read.notes.slice(0, 8) };
  if (read.ambiguous) {
    const pack = builtinPacks.get(defaultScheme);
    reader.fault('mark-ambiguous', 'mark', {
      scheme: { zh: pack?.zh ?? defaultScheme, en: pack?.en ?? defaultScheme },
    });
  } else {
    reader.fault('mark-refused', 'mark', { why: read.why });
  }
  return null;
}

function readCopies(reader: RowReader): number {
  const read = readCount(reader.cell('copies'));
  switch (read.kind) {
    case 'none':
      return 1;
    case 'negative':
      reader.fault('count-negative', 'copies');
      return 1;
    case 'unreadable':
      reader.fault('count-unreadable', 'copies');
      return 1;
    case 'stated':
      reader.notice('count-stated', 'copies');
      reader.kept.push(`份数：${read.text}`);
      return 1;
    case 'count':
      if (read.count === 0) reader.fault('count-zero', 'copies');
      if (read.count > copiesAtOnceMax) reader.fault('count-over', 'copies', { max: copiesAtOnceMax });
      return read.count;
  }
}

function readCopyNo(reader: RowReader, copies: number): string | null {
  const code = readCode(reader.cell('copyNo'))
    .replace(/^(?:第|№|No\.?)/iu, '')
    .replace(/[号份]$/u, '');
  if (code === '') return null;
  const range = /^(\d+)[-~～—–至](\d+)$/u.exec(code);
  if (
    range?.[1] !== undefined &&
    range[2] !== undefined &&
    range[1].length === range[2].length &&
    range[1] < range[2]
  ) {
    reader.fault('copyno-range', 'copyNo');
    return null;
  }
  const max = copies > 1 ? copyNoSeveralUnitsMax : copyNoUnitsMax;
  if (/^[0-9A-Za-z-]+$/.test(code) && code.length <= max) return code;
  reader.fault('copyno-unreadable', 'copyNo', { max });
  return null;
}

function readPages(reader: RowReader): Pick<LedgerRow, 'pages' | 'pagesStated'> {
  const read = readCount(reader.cell('pages'));
  if (read.kind === 'stated') return { pages: null, pagesStated: read.text };
  if (read.kind === 'negative') reader.fault('count-negative', 'pages');
  if (read.kind === 'unreadable') reader.fault('count-unreadable', 'pages');
  if (read.kind !== 'count') return { pages: null, pagesStated: null };
  if (read.count > pagesMax) reader.fault('count-over', 'pages', { max: pagesMax });
  return { pages: read.count, pagesStated: null };
}

function readMediumOf(reader: RowReader): LedgerRow['medium'] {
  const text = readText(reader.cell('medium'));
  const read = isNothing(text) ? null : readMedium(text);
  const medium = read?.medium ?? mediumOfName(reader.sheet);
  if (medium === 'telegram') reader.fault('medium-telegram', 'medium');
  if (!isNothing(text) && read?.plain !== true) reader.keep('medium', text);
  return medium;
}

type Whereabouts = Pick<LedgerRow, 'state' | 'stateOn' | 'holder' | 'keeper'>;

/** Where the copy is and since when. What a ledger says of an earlier loan is kept in the remark. */
function readWhereabouts(reader: RowReader, receivedOn: string | null, context: RowContext): Whereabouts {
  const dates = {
    lent: reader.day('lentOn'),
    back: reader.day('returnedOn'),
    archived: reader.day('archivedOn'),
    sentBack: reader.day('sentBackOn'),
    destroyed: reader.day('destroyedOn'),
  };
  const stated = reader.day('stateOn');
  const borrower = reader.text('holder', nameUnitsMax);
  const state = readStateOf(reader, { ...dates, borrower });
  const isOut = state === 'on-loan';
  const isContrary = dates.lent !== null && dates.back !== null && dates.back < dates.lent;
  if (isContrary) reader.notice('returned-before-lent', 'returnedOn');
  keepLoan(reader, { ...dates, borrower, isOut });
  const keeper = reader.text('keeper', nameUnitsMax);
  const isEnded = state === 'destroyed' || state === 'returned' || state === 'sent';
  if (keeper === '' && reader.has('keeper') && context.namesKeepers && !isEnded)
    reader.notice('keeper-missing', 'keeper');
  const since: Readonly<Record<LedgerRow['state'], string | null>> = {
    'in-store': isContrary ? null : dates.back,
    'on-loan': dates.lent,
    sent: null,
    returned: dates.sentBack,
    archived: dates.archived,
    destroyed: dates.destroyed,
  };
  return {
    state,
    stateOn: stated ?? since[state] ?? (state === 'in-store' ? receivedOn : null),
    holder: isOut && borrower !== '' ? borrower : null,
    keeper: keeper === '' ? null : keeper,
  };
}

interface Loan {
  readonly lent: string | null;
  readonly back: string | null;
  readonly borrower: string;
}

function readStateOf(
  reader: RowReader,
  the: Loan & { archived: string | null; sentBack: string | null; destroyed: string | null },
): LedgerRow['state'] {
  const text = readText(reader.cell('state'));
  if (isNothing(text)) {
    if (the.destroyed !== null) return 'destroyed';
    if (the.sentBack !== null) return 'returned';
    if (the.archived !== null) return 'archived';
    return the.lent !== null && the.back === null ? 'on-loan' : 'in-store';
  }
  const read = readState(text);
  if (read === null) reader.notice('state-unknown', 'state');
  if (read?.plain !== true) reader.keep('state', text);
  if (read?.state !== 'missing') return read?.state ?? 'in-store';
  reader.fault('state-missing', 'state');
  return 'in-store';
}

/** A loan that is over, or one the state does not carry whole, stays readable in the remark. */
function keepLoan(reader: RowReader, { lent, back, borrower, isOut }: Loan & { isOut: boolean }): void {
  if (isOut && back === null) return;
  if (borrower === '' && lent === null && back === null) return;
  const from = lent === null ? '' : `${lent} 领用`;
  const to = back === null ? '' : `${back} 归还`;
  const words = [borrower, from, to].filter((word) => word !== '').join(' ');
  const order = lent !== null && back !== null && back < lent ? '（先后矛盾）' : '';
  reader.kept.push(`领用记录：${words}${order}`);
}

function readRemark(reader: RowReader): string {
  const said = reader.columnsOf('remark').flatMap(({ column, text }) => {
    if (isNothing(text)) return [];
    return [isPlainRemark(column.header) || column.header === '' ? text : `${column.header}：${text}`];
  });
  const remark = [...said, ...reader.kept].join('；');
  if (remark.length <= remarkUnitsMax) return remark;
  reader.fault('too-long', 'remark', { max: remarkUnitsMax });
  return '';
}
