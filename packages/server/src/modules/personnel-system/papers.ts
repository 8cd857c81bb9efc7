import { type FileRoute, defineFile } from '@fengni/kernel/command/define';
import { refuse as refuseKernel } from '@fengni/kernel/command/refusal';
import { exportList } from '../house-list.ts';
import { DifferenceListQuery, type DifferenceLine } from './contract.ts';
import { personnelSystemPolicy } from './policy.ts';
import { presentDifference, readDifferences } from './queries.ts';
import { differenceStateTitles, kindTitles, troubleTitles } from './rules.ts';

/** Rows of one export. */
const exportRowsMax = 20_000;

function join(parts: readonly (string | null | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== null && part !== '').join('；');
}

/** What changes, in one line. */
function spanOf({ facts }: DifferenceLine): readonly [string, string] {
  const from = [facts.name?.from, facts.unit?.from, facts.posts?.from.join('、')];
  const to = [facts.name?.to, facts.unit?.to, facts.posts?.to.join('、')];
  return [join(from), join(to)];
}

const exportDifferences = defineFile({
  name: 'personnelSystem.export',
  title: { zh: '导出人员变动表', en: 'Export changes of people' },
  input: DifferenceListQuery.omit({ after: true }),
  secondFactor: true,
  rule: personnelSystemPolicy['personnelSystem.read'],
  async make(tx, { input, actor }) {
    const page = await readDifferences(tx, { filter: input, after: null, rowsMax: exportRowsMax });
    if (page.next !== null) throw refuseKernel('register.export.limit', { max: exportRowsMax });
    const lang = actor.language;
    return exportList(tx, {
      actor,
      title: { zh: '人事系统人员变动表', en: 'Changes from the personnel system' },
      columns: [
        { zh: '工号', en: 'Staff no.', width: 12, value: (row) => row.staffNo },
        { zh: '姓名', en: 'Name', width: 12, value: (row) => row.name },
        { zh: '变动', en: 'Change', width: 10, value: (row) => kindTitles[row.kind][lang] },
        { zh: '原', en: 'From', width: 32, value: (row) => spanOf(row)[0] },
        { zh: '现', en: 'To', width: 32, value: (row) => spanOf(row)[1] },
        {
          zh: '须注意',
          en: 'Note',
          width: 36,
          value: (row) => (row.trouble === null ? null : troubleTitles[row.trouble][lang]),
        },
        { zh: '状态', en: 'State', width: 14, value: (row) => differenceStateTitles[row.state][lang] },
      ],
      rows: page.rows.map(presentDifference),
    });
  },
});

export const personnelSystemPapers: readonly FileRoute[] = [exportDifferences];
