import type { DutyName } from '@fengni/kernel/access/actor';
import { type FileRoute, defineFile } from '@fengni/kernel/command/define';
import { Refusal, refuse as refuseKernel } from '@fengni/kernel/command/refusal';
import { dutyTitles } from '@fengni/kernel/org/contract';
import { printEngagementSheet } from '../../print/engagement-sheet.ts';
import { exportList } from '../house-list.ts';
import { housePrinting } from '../house-printing.ts';
import { EngagementCall, EngagementFilter } from './contract.ts';
import { engagementsPolicy } from './policy.ts';
import { presentEngagement, readEngagements, selectEngagements } from './queries.ts';
import { clearedWords, engagementKindTitles, engagementStateTitles, placeRuleTitles } from './rules.ts';

/** Rows of one export. */
const exportRowsMax = 5_000;

const words = {
  zh: {
    sheet: '非在编人员使用登记表',
    noDuties: '不得担任任何职责',
  },
  en: {
    sheet: 'engagement',
    noDuties: 'none at all',
  },
} as const;

const asWorkbook = defineFile({
  name: 'engagement.export',
  title: { zh: '导出非在编人员登记表', en: 'Export the list of who is not staff' },
  input: EngagementFilter,
  secondFactor: true,
  rule: engagementsPolicy['engagement.read'],
  async make(tx, { input, actor }) {
    const page = await readEngagements(tx, { filter: input, actor, after: null, rowsMax: exportRowsMax });
    if (page.next !== null) throw refuseKernel('register.export.limit', { max: exportRowsMax });
    const lang = actor.language;
    return exportList(tx, {
      actor,
      title: { zh: '非在编人员登记表', en: 'People who are not staff' },
      columns: [
        { zh: '姓名', en: 'Name', width: 12, value: (row) => row.name },
        { zh: '类别', en: 'Kind', width: 12, value: (row) => engagementKindTitles[row.kind][lang] },
        { zh: '涉密', en: 'Cleared', width: 10, value: (row) => clearedWords(row.clearedTo)[lang] },
        { zh: '服务单位', en: 'Firm', width: 24, value: (row) => row.firm },
        { zh: '用人部门', en: 'Unit', width: 24, value: (row) => row.unit },
        { zh: '用人负责人', en: 'Sponsor', width: 12, value: (row) => row.sponsor },
        { zh: '开始', en: 'From', width: 12, kind: 'date', value: (row) => row.fromOn },
        { zh: '结束', en: 'Until', width: 12, kind: 'date', value: (row) => row.untilOn },
        { zh: '状态', en: 'State', width: 10, value: (row) => engagementStateTitles[row.state][lang] },
      ],
      rows: page.rows.map(presentEngagement),
    });
  },
});

/** The form that is signed and filed; it names no key place, since who signs may not see it. */
const sheet = defineFile({
  name: 'engagement.print',
  title: { zh: '打印非在编人员使用登记表', en: 'Print the record of an engagement' },
  input: EngagementCall,
  rule: engagementsPolicy['engagement.read'],
  async make(tx, { input, actor }) {
    const row = await tx.readOne(
      selectEngagements()
        .innerJoin('engagement_matter as m', 'm.id', 'e.id')
        .select(['m.purpose', 'c.number as contract_number'])
        .where('e.id', '=', input.engagementId),
    );
    if (row === undefined) throw new Refusal('not.found');
    const lang = actor.language;
    const printing = await housePrinting(tx, { actor, code: `FN-N-${row.id.slice(0, 8).toUpperCase()}` });
    const bytes = await printEngagementSheet(
      {
        person: row.name,
        kind: engagementKindTitles[row.kind][lang],
        unit: row.unit,
        sponsor: row.sponsor,
        firm: row.firm ?? '',
        contract: row.contract_number ?? '',
        fromOn: row.from_on,
        untilOn: row.until_on,
        cleared: clearedWords(row.cleared_to)[lang],
        duties: dutyWords(row.duties, lang),
        keyPlaces: placeRuleTitles[row.key_places][lang],
        purpose: row.purpose,
        briefedOn: row.briefed_on,
        agreedAt: row.begun_at,
      },
      printing,
    );
    const fileName = `${words[lang].sheet} ${row.name}.pdf`;
    return { fileName, mediaType: 'application/pdf', bytes, subject: row.id };
  },
});

function dutyWords(duties: readonly DutyName[], lang: 'zh' | 'en'): string {
  if (duties.length === 0) return words[lang].noDuties;
  return duties.map((one) => dutyTitles[one][lang]).join(lang === 'zh' ? '、' : ', ');
}

export const engagementPapers: readonly FileRoute[] = [asWorkbook, sheet];
