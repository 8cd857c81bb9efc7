import { type FileRoute, defineFile } from '@fengni/kernel/command/define';
import { Refusal, refuse as refuseKernel } from '@fengni/kernel/command/refusal';
import { printSupplyReceipt } from '../../print/supply-receipt.ts';
import { exportList } from '../house-list.ts';
import { housePrinting } from '../house-printing.ts';
import { SupplyCall, SupplyExport } from './contract.ts';
import { exportRowsMax, paperCode, yesWords } from './papers.ts';
import { visitsPolicy } from './policy.ts';
import { secrecyTitles, supplyFormTitles, supplyStateTitles } from './rules.ts';
import { filterSupplies, selectSupplies } from './supply-queries.ts';

/** What the outsider signs for. */
const receipt = defineFile({
  name: 'supply.receipt',
  title: { zh: '打印对外提供接收单', en: 'Print the receipt of what is given' },
  input: SupplyCall,
  rule: visitsPolicy['supply.read'],
  async make(tx, { input, actor }) {
    const row = await tx.readOne(
      selectSupplies()
        .select(['m.content', 'm.contact', 'm.sample_no', 'm.agreement_no', 'm.received_by'])
        .where('s.id', '=', input.supplyId),
    );
    if (row === undefined) throw new Refusal('not.found');
    const { language } = actor;
    const bytes = await printSupplyReceipt(
      {
        number: row.number,
        title: row.title,
        content: row.content,
        form: supplyFormTitles[row.form][language],
        mark: row.mark,
        sampleNo: row.sample_no,
        recipient: row.recipient,
        country: row.country,
        contact: row.contact,
        receivedBy: row.received_by,
        givenOn: row.given_on,
        returnBy: row.return_by,
        agreementNo: row.agreement_no,
        giver: row.giver,
        unit: row.unit,
      },
      await housePrinting(tx, { actor, code: paperCode(row.id) }),
    );
    const fileName = `${language === 'zh' ? '对外提供接收单' : 'receipt'}-${row.number}.pdf`;
    return { fileName, mediaType: 'application/pdf', bytes, subject: row.id };
  },
});

/** What was given to a firm, a country, in a year: the filters of the list. */
const exportSupplies = defineFile({
  name: 'supply.export',
  title: { zh: '导出对外提供登记', en: 'Export what was given to outsiders' },
  input: SupplyExport,
  rule: visitsPolicy['supply.read'],
  secondFactor: true,
  async make(tx, { input, actor }) {
    const rows = await tx.read(
      filterSupplies(input, tx.today)
        .orderBy('s.made_at', 'desc')
        .orderBy('s.id', 'desc')
        .limit(exportRowsMax + 1),
    );
    if (rows.length > exportRowsMax) throw refuseKernel('register.export.limit', { max: exportRowsMax });
    const { language: lang } = actor;
    const year = input.year === null ? '' : lang === 'zh' ? `${input.year}年` : String(input.year);
    return exportList(tx, {
      actor,
      title: { zh: '对外提供登记', en: 'Given to outsiders' },
      edition: [input.recipient, input.country, year].filter((part) => part !== '').join(' '),
      columns: [
        { zh: '编号', en: 'Number', width: 14, value: (row) => row.number },
        { zh: '名称', en: 'Title', width: 36, value: (row) => row.title },
        { zh: '接收方', en: 'Recipient', width: 30, value: (row) => row.recipient },
        { zh: '国家（地区）', en: 'Country', width: 14, value: (row) => row.country },
        { zh: '境外', en: 'Foreign', width: 8, value: (row) => yesWords(row.foreigner, lang) },
        { zh: '形式', en: 'Form', width: 16, value: (row) => supplyFormTitles[row.form][lang] },
        { zh: '是否涉密', en: 'Secrecy', width: 14, value: (row) => secrecyTitles[row.secrecy][lang] },
        { zh: '密级标志', en: 'Mark', width: 18, value: (row) => row.mark },
        { zh: '单位', en: 'Unit', width: 24, value: (row) => row.unit },
        { zh: '经办人', en: 'Given by', width: 12, value: (row) => row.giver },
        { zh: '状态', en: 'State', width: 12, value: (row) => supplyStateTitles[row.state][lang] },
        { zh: '提供日期', en: 'Given on', width: 12, kind: 'date', value: (row) => row.given_on },
        { zh: '收回期限', en: 'Return by', width: 12, kind: 'date', value: (row) => row.return_by },
        { zh: '收回日期', en: 'Returned on', width: 12, kind: 'date', value: (row) => row.returned_on },
      ],
      rows,
    });
  },
});

export const supplyPapers: readonly FileRoute[] = [receipt, exportSupplies];
