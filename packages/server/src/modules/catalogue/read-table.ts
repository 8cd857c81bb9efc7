import type { Workbook } from '@fengni/inspect/workbook';
import type { Bilingual } from '@fengni/kernel/command/define';
import { type Mark, parseMarkTolerant } from '@fengni/schemes/mark';
import { builtinPacks, levelOf } from '@fengni/schemes/packs';
import { foldHeader } from '../../spreadsheet/fold-header.ts';
import { type Grid, columnLetter, gridOf } from '../../spreadsheet/grid.ts';
import { isNothing, readText } from '../../spreadsheet/read-cell.ts';
import type { CatalogueFilePlan, ItemFields, ScopeItemInput } from './contract.ts';
import { catalogueItemsMax } from './rules.ts';

/** Rows from the top in which the header is looked for; faults told of one file. */
const headerSearchRowsMax = 30;
const faultsMax = 500;

const words = {
  number: '编号 事项编号 条目号 项号 条款号 序号 顺序号 number no',
  field: '领域 类别 事项类别 业务领域 一级事项 大类 field category',
  name: '事项 事项名称 国家秘密事项名称 国家秘密事项 保密事项 保密事项名称 涉密事项 工作秘密事项 商业秘密事项 具体事项 名称 事项内容 matter name title',
  level: '密级 级别 等级 秘密等级 商密等级 密级和保密期限 密级及保密期限 level mark classification',
  term: '保密期限 期限 保密期 保密期限或解密条件 解密时间 解密条件 term duration',
  scope: '知悉范围 接触范围 知悉范围人员 scope',
  basis: '定密依据 依据 保密事项范围 对应条款 依据条款 法律依据 basis',
  owner: '责任单位 责任部门 承办部门 承办单位 产生部门 主管部门 责任岗位 岗位 部门 owner department',
  origin: '来源 产生方式 定密方式 原始派生 自产或接收 origin',
  link: '产生环节 环节 工作环节 link stage',
  tier: '产生层级 层级 产生单位层级 适用层级 tier',
} as const;
type Field = keyof typeof words;
const fields: ReadonlyMap<string, Field> = new Map(
  fieldNames().flatMap((field) =>
    words[field].split(' ').map((word): [string, Field] => [foldHeader(word), field]),
  ),
);
function fieldNames(): Field[] {
  return ['number', 'field', 'name', 'level', 'term', 'scope', 'basis', 'owner', 'origin', 'link', 'tier'];
}

const faultTexts = {
  'no-table': {
    zh: '没有认出表头。表头中要有“事项名称”和“密级”两列。',
    en: 'No header was recognised. It must name the columns 事项名称 (matter) and 密级 (level).',
  },
  'name-missing': { zh: '没有事项名称。请补填。', en: 'The matter is missing. Fill it in.' },
  'level-missing': { zh: '没有密级。请补填。', en: 'The level is missing. Fill it in.' },
  'mark-refused': { zh: '{why}', en: '{why}' },
  'basis-missing': { zh: '没有定密依据。请补填。', en: 'The basis is missing. Fill it in.' },
  'owner-unknown': {
    zh: '本单位没有名为“{value}”的部门或岗位。请改为系统中的名称，或先留空。',
    en: 'This unit has no department or post called "{value}". Use its name here, or leave it empty.',
  },
  'owner-ambiguous': {
    zh: '本单位名为“{value}”的部门或岗位不止一个。请先留空，导入后再选。',
    en: 'More than one department or post is called "{value}". Leave it empty and choose afterwards.',
  },
  'origin-unknown': {
    zh: '认不出“{value}”。请填“自产”或“接收”。',
    en: '"{value}" is not understood. Write 自产 (own) or 接收 (received).',
  },
  'too-long': { zh: '超过 {max} 个字。请缩短。', en: 'It is longer than {max} characters. Shorten it.' },
  twice: {
    zh: '与第 {row} 行的编号和名称相同。请核对。',
    en: 'Number and matter are those of row {row}. Check them.',
  },
  'too-many': {
    zh: '超过 {max} 行，后面的没有读取。请分成几份。',
    en: 'There are more than {max} rows; the rest was not read. Split the table.',
  },
} as const satisfies Record<string, Bilingual>;
type FaultCode = keyof typeof faultTexts;

/** Units and posts a table can name as owners. */
export interface Owners {
  readonly units: readonly { readonly id: string; readonly name: string }[];
  readonly posts: readonly { readonly id: string; readonly name: string }[];
}
export interface TableRequest {
  readonly kind: 'matters' | 'scope';
  readonly scheme: string;
  readonly owners: Owners;
}

type Fault = CatalogueFilePlan['faults'][number];

/** What a table says, row by row, and what is wrong with which row. Nothing of a faulty file is to be taken. */
export function readTable(book: Workbook, request: TableRequest): Omit<CatalogueFilePlan, 'fileDigest'> {
  const faults: Fault[] = [];
  const matters: ItemFields[] = [];
  const scopes: ScopeItemInput[] = [];
  for (const sheet of book.sheets) {
    if (sheet.hidden) continue;
    const grid = gridOf(sheet);
    const header = findHeader(grid);
    if (header === null) continue;
    const reader = new RowReader(grid, header, request, faults);
    if (request.kind === 'matters') matters.push(...reader.readAll(() => reader.readMatter()));
    else scopes.push(...reader.readAll(() => reader.readScope()));
    return { columns: header.columns, matters, scopes, faults: faults.slice(0, faultsMax) };
  }
  const where = { sheet: book.sheets[0]?.name ?? '', row: 1, column: '', value: '' };
  return { columns: [], matters, scopes, faults: [{ ...where, ...faultTexts['no-table'] }] };
}

interface Header {
  readonly row: number;
  readonly at: ReadonlyMap<Field, number>;
  readonly columns: CatalogueFilePlan['columns'];
}

/** The row that names most columns, the matter and the level among them; a second line of it names what the first only groups. */
function findHeader(grid: Grid): Header | null {
  let best: Header | null = null;
  for (let row = 0; row < Math.min(grid.rows, headerSearchRowsMax); row += 1) {
    const found = headerAt(grid, row);
    if (found.at.has('name') && found.at.has('level') && found.at.size > (best?.at.size ?? 0)) best = found;
  }
  return best;
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

const textMax: Partial<Readonly<Record<Field, number>>> = {
  number: 40,
  field: 100,
  scope: 500,
  basis: 300,
  link: 100,
  tier: 100,
};
const ownWords = new Set(['自产', '原始', '原始定密', '自定', '本单位产生', 'own', '']);
const receivedWords = new Set(['接收', '派生', '派生定密', '收文', '来文', 'received']);

/** Reads the rows below a header; what is wrong goes to the faults, and its row is left out. */
class RowReader {
  readonly #grid: Grid;
  readonly #header: Header;
  readonly #request: TableRequest;
  readonly #faults: Fault[];
  readonly #seen = new Map<string, number>();
  #row = 0;
  #sound = true;

  constructor(grid: Grid, header: Header, request: TableRequest, faults: Fault[]) {
    this.#grid = grid;
    this.#header = header;
    this.#request = request;
    this.#faults = faults;
  }

  readAll<Item>(read: () => Item | null): Item[] {
    const items: Item[] = [];
    for (let row = this.#header.row + 1; row < this.#grid.rows; row += 1) {
      this.#row = row;
      if (!this.#isData()) continue;
      if (items.length >= catalogueItemsMax) {
        this.#fault('too-many', 'name', { max: catalogueItemsMax });
        break;
      }
      this.#sound = true;
      const item = read();
      if (item !== null) items.push(item);
    }
    return items;
  }

  /** A line of the table: it has a matter or a level of its own. Totals, notes and signature lines have neither. */
  #isData(): boolean {
    const own = (field: Field) => {
      const column = this.#header.at.get(field);
      return column === undefined ? '' : readText(this.#grid.own(this.#row, column));
    };
    if (/^(?:合计|总计|小计|共计|注|备注|说明|填表|审核|制表)/u.test(own('number') || own('name')))
      return false;
    return own('name') !== '' || own('level') !== '';
  }

  /** Text of a field; a merged cell stands for all its rows. */
  #text(field: Field): string {
    const column = this.#header.at.get(field);
    if (column === undefined) return '';
    const text = readText(this.#grid.at(this.#row, column));
    return isNothing(text) ? '' : text;
  }

  #limited(field: Field): string {
    const text = this.#text(field);
    const max = textMax[field];
    if (max !== undefined && text.length > max) this.#fault('too-long', field, { max });
    return text;
  }

  #name(max: number): string {
    const name = this.#text('name');
    if (name === '') this.#fault('name-missing', 'name');
    if (name.length > max) this.#fault('too-long', 'name', { max });
    const key = `${this.#text('number')}\n${name}`;
    const first = this.#seen.get(key);
    if (first !== undefined && name !== '') this.#fault('twice', 'name', { row: first + 1 });
    this.#seen.set(key, first ?? this.#row);
    return name;
  }

  #mark(): Mark | null {
    const read = readRowMark(this.#text('level'), this.#text('term'), this.#request.scheme);
    if (read === null) this.#fault('level-missing', 'level');
    else if (read.ok) return read.mark;
    else this.#fault('mark-refused', 'level', { zh: read.zh, en: read.en });
    return null;
  }

  readMatter(): ItemFields | null {
    const mark = this.#mark();
    const owner = this.#owner();
    const item = {
      number: this.#limited('number'),
      name: this.#name(300),
      scopeText: this.#limited('scope'),
      scopeItemId: null,
      basis: this.#limited('basis'),
      ...owner,
      origin: this.#origin(),
      link: this.#limited('link'),
    };
    if (item.basis === '') this.#fault('basis-missing', 'basis');
    return this.#sound && mark !== null ? { ...item, mark } : null;
  }

  readScope(): ScopeItemInput | null {
    const mark = this.#mark();
    const item = {
      number: this.#limited('number'),
      field: this.#limited('field'),
      name: this.#name(500),
      scopeText: this.#limited('scope'),
      tier: this.#limited('tier'),
    };
    return this.#sound && mark !== null ? { ...item, mark } : null;
  }

  #origin(): 'own' | 'received' {
    const text = this.#text('origin');
    if (receivedWords.has(text)) return 'received';
    if (!ownWords.has(text)) this.#fault('origin-unknown', 'origin');
    return 'own';
  }

  #owner(): Pick<ItemFields, 'ownerUnitId' | 'ownerPostId'> {
    const text = this.#text('owner');
    const none = { ownerUnitId: null, ownerPostId: null };
    if (text === '') return none;
    const { owners } = this.#request;
    // an exported list names the unit and the post in it, with a space between
    const [first = '', ...rest] = text.split(' ');
    const both = rest.length > 0 && owners.units.some((unit) => unit.name === first);
    const units = owners.units.filter((unit) => unit.name === (both ? first : text));
    const posts = owners.posts.filter((post) => post.name === (both ? rest.join(' ') : text));
    const [unit] = units;
    const [post] = posts;
    if (both && units.length === 1 && posts.length === 1)
      return { ownerUnitId: unit?.id ?? null, ownerPostId: post?.id ?? null };
    if (units.length + posts.length > 1) this.#fault('owner-ambiguous', 'owner');
    else if (unit !== undefined) return { ...none, ownerUnitId: unit.id };
    else if (post !== undefined) return { ...none, ownerPostId: post.id };
    else this.#fault('owner-unknown', 'owner');
    return none;
  }

  #fault(code: FaultCode, field: Field, params: Readonly<Record<string, string | number>> = {}): void {
    this.#sound = false;
    const index = this.#header.at.get(field);
    const column =
      index === undefined ? '' : `${columnLetter(index)} ${readText(this.#grid.at(this.#header.row, index))}`;
    const value = this.#text(field).slice(0, 60);
    const fill = (text: string, language: 'zh' | 'en') =>
      text.replace(/\{(\w+)\}/gu, (_, name: string) =>
        String(name === 'why' ? params[language] : name === 'value' ? value : (params[name] ?? '')),
      );
    const { zh, en } = faultTexts[code];
    this.#faults.push({
      sheet: this.#grid.name,
      row: this.#row + 1,
      column,
      value,
      zh: fill(zh, 'zh'),
      en: fill(en, 'en'),
    });
  }
}

/** Level and term of a row, in one column or in two. Null where there is no level; a scheme of one level needs none. */
export function readRowMark(
  level: string,
  term: string,
  scheme: string,
): ReturnType<typeof parseMarkTolerant> | null {
  const pack = builtinPacks.get(scheme);
  const [only] = pack?.levels ?? [];
  const word = level.replace(/级$/u, '') || (pack?.levels.length === 1 ? (only?.zh ?? '') : '');
  if (word === '') return null;
  const options = { scheme, allowOverMaximum: true };
  const alone = parseMarkTolerant(word, options);
  if (term === '' || /[★▲]/u.test(word)) return alone;
  // a level that takes no term is marked without one, whatever a table says beside it
  if (alone.ok && levelOf(scheme, alone.mark.level)?.markKind === 'plain') return alone;
  return parseMarkTolerant(`${word}${pack?.marks.separator ?? '★'}${term}`, options);
}
