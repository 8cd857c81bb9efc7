import { ImportOrganisation, type grades } from '@fengni/kernel/org/contract';
import { t } from '../../lib/i18n.ts';

type ImportRow = (typeof ImportOrganisation)['_zod']['output']['rows'][number];

/** Rows read from a pasted table, and what is wrong with those that could not be read. */
export interface ReadRows {
  readonly rows: readonly ImportRow[];
  readonly faults: readonly { readonly row: number; readonly text: string }[];
}

const gradesByName: Readonly<Record<string, (typeof grades)[number]>> = {
  核心: 'CORE',
  重要: 'IMPORTANT',
  一般: 'GENERAL',
  core: 'CORE',
  important: 'IMPORTANT',
  general: 'GENERAL',
};
const headings = ['机构', 'unit'];

/** Reads cells copied out of a spreadsheet: unit path with `/`, person, staff number, post, grade. */
export function readImportRows(text: string): ReadRows {
  const rows: ImportRow[] = [];
  const faults: { row: number; text: string }[] = [];
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    const cells = line.split('\t').map((cell) => cell.trim());
    const [unit = '', person = '', staffNo = '', post = '', grade = ''] = cells;
    if (
      cells.every((cell) => cell === '') ||
      (i === 0 && headings.some((name) => unit.toLowerCase().includes(name)))
    )
      continue;
    const known = gradesByName[grade.toLowerCase()] ?? null;
    if (grade !== '' && known === null) {
      faults.push({ row: i + 1, text: t('org.import.grade', { grade }) });
      continue;
    }
    const unitPath = unit
      .split('/')
      .map((part) => part.trim())
      .filter((part) => part !== '');
    const row = ImportOrganisation.shape.rows.element.safeParse({
      row: i + 1,
      unitPath,
      person: person === '' ? null : person,
      staffNo: staffNo === '' ? null : staffNo,
      post: post === '' ? null : post,
      grade: known,
    });
    if (row.success) rows.push(row.data);
    else
      faults.push({ row: i + 1, text: unitPath.length === 0 ? t('org.import.unit') : t('org.import.row') });
  }
  return { rows, faults };
}
