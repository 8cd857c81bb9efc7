import type { Workbook } from '@fengni/inspect/workbook';
import type { Bilingual } from '@fengni/kernel/command/define';
import { foldHeader } from '../../spreadsheet/fold-header.ts';
import { type Grid, columnLetter, gridOf } from '../../spreadsheet/grid.ts';
import { isNothing, readCode, readText } from '../../spreadsheet/read-cell.ts';
import { type SheetPlan, StaffRecord } from './contract.ts';
import { sheetPeopleMax } from './rules.ts';

/** Rows from the top in which the header is looked for; faults told of one file. */
const headerSearchRowsMax = 30;
const faultsMax = 200;

const words = {
  staffNo:
    '工号 员工编号 人员编号 职工号 职工编号 员工号 人事编号 编号 staffno staffnumber employeeno employeeid',
  name: '姓名 人员姓名 员工姓名 名字 name',
  unit: '机构 单位 部门 所在单位 所在部门 所属部门 所属单位 组织 组织机构 部门全称 部门路径 一级部门 unit department',
  section: '科室 处室 二级部门 下级部门 所在科室 班组 section',
  posts: '岗位 职务 职位 岗位名称 任职 post position title',
  state: '状态 在职状态 人员状态 在岗状态 员工状态 status',
} as const;
type Field = keyof typeof words;
const fieldNames: readonly Field[] = ['staffNo', 'name', 'unit', 'section', 'posts', 'state'];
const fields: ReadonlyMap<string, Field> = new Map(
  fieldNames.flatMap((field) =>
    words[field].split(' ').map((word): [string, Field] => [foldHeader(word), field]),
  ),
);
const leftWords = /离职|离岗|退休|调出|调离|辞职|辞退|解聘|解除|去世|left|retired|resigned/iu;

const faultTexts = {
  'no-table': {
    zh: '没有认出表头。表头中要有“工号”“姓名”和“部门”三列。',
    en: 'No header was recognised. It must name the columns 工号 (staff no), 姓名 (name) and 部门 (department).',
  },
  'no-number': {
    zh: '没有工号。按姓名无法区分同名人员，请补填。',
    en: 'The staff number is missing. Namesakes cannot be told apart: fill it in.',
  },
  unfit: {
    zh: '姓名、部门、工号或岗位的写法不合要求（为空、过长，或以 = + - @ 开头）。',
    en: 'Name, department, staff number or post is not as it must be (empty, too long, or begins with = + - @).',
  },
  twice: { zh: '工号与第 {row} 行相同。', en: 'The staff number is that of row {row}.' },
  'too-many': {
    zh: '超过 {max} 人，后面的没有读取。请分单位导入。',
    en: 'There are more than {max} people; the rest was not read. Import unit by unit.',
  },
} as const satisfies Record<string, Bilingual>;

interface Header {
  readonly row: number;
  readonly at: ReadonlyMap<Field, number>;
  readonly columns: SheetPlan['columns'];
}

function headerAt(grid: Grid, row: number): Header {
  const at = new Map<Field, number>();
  const columns = Array.from({ length: grid.columns }, (_, index) => {
    const header = readText(grid.at(row, index));
    const found = fields.get(foldHeader(header)) ?? null;
    const field = found === null || at.has(found) ? null : found;
    if (field !== null) at.set(field, index);
    return { letter: columnLetter(index), header, field };
  });
  return { row, at, columns: columns.filter((column) => column.header !== '') };
}

function findHeader(grid: Grid): Header | null {
  for (let row = 0; row < Math.min(grid.rows, headerSearchRowsMax); row += 1) {
    const found = headerAt(grid, row);
    if (found.at.has('staffNo') && found.at.has('name') && found.at.has('unit')) return found;
  }
  return null;
}

/** A list of people as personnel keep it: first sheet with a header; merged cells stand for all their rows. */
export function readStaffSheet(book: Workbook): SheetPlan {
  for (const sheet of book.sheets) {
    if (sheet.hidden) continue;
    const grid = gridOf(sheet);
    const header = findHeader(grid);
    if (header !== null) return readRows(grid, header);
  }
  return { people: [], columns: [], faults: [{ row: 1, ...faultTexts['no-table'] }] };
}

function readRows(grid: Grid, header: Header): SheetPlan {
  const people: StaffRecord[] = [];
  const faults: SheetPlan['faults'] = [];
  const seen = new Map<string, number>();
  const fault = (row: number, code: keyof typeof faultTexts, value: number | null = null) => {
    const fill = (text: string) => text.replace(/\{\w+\}/gu, String(value ?? ''));
    faults.push({ row: row + 1, zh: fill(faultTexts[code].zh), en: fill(faultTexts[code].en) });
  };
  for (let row = header.row + 1; row < grid.rows && faults.length < faultsMax; row += 1) {
    const text = (field: Field) => {
      const column = header.at.get(field);
      const found = column === undefined ? '' : readText(grid.at(row, column));
      return isNothing(found) ? '' : found;
    };
    const name = text('name');
    const staffNo = readCode(grid.own(row, header.at.get('staffNo') ?? 0));
    if (name === '' || isTotal(grid, row)) continue;
    if (people.length >= sheetPeopleMax) {
      fault(row, 'too-many', sheetPeopleMax);
      break;
    }
    if (staffNo === '') {
      fault(row, 'no-number');
      continue;
    }
    const first = seen.get(staffNo);
    if (first !== undefined) {
      fault(row, 'twice', first + 1);
      continue;
    }
    seen.set(staffNo, row);
    const read = StaffRecord.safeParse({
      staffNo,
      name,
      unit: [...splitPath(text('unit')), ...splitPath(text('section'))],
      ...(header.at.has('posts') ? { posts: splitPosts(text('posts')) } : {}),
      left: leftWords.test(text('state')),
    });
    if (read.success) people.push(read.data);
    else fault(row, 'unfit');
  }
  return { people, columns: header.columns, faults };
}

/** Totals, notes and signature lines below a table. */
function isTotal(grid: Grid, row: number): boolean {
  const first = Array.from({ length: grid.columns }, (_, column) => readText(grid.own(row, column))).find(
    (text) => text !== '',
  );
  return /^(?:合计|总计|小计|共计|备注|说明|填表|审核|制表)/u.test(first ?? '');
}

function splitPath(text: string): string[] {
  return text
    .split(/\s*[/\\>＞／→]\s*/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function splitPosts(text: string): string[] {
  return text
    .split(/\s*[、;；,，/]\s*/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
