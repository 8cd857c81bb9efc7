import { type FileRoute, defineFile } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import { printSupplyReceipt } from '../../print/supply-receipt.ts';
import { housePrinting } from '../house-printing.ts';
import { SupplyCall, SupplyExport } from './contract.ts';
import { exportRowsMax, paperCode, workbookType, writeList } from './papers.ts';
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
const exportList = defineFile({
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
        .limit(exportRowsMax),
    );
    const printing = await housePrinting(tx, { actor, code: 'FN-SUPPLIES' });
    const about = [input.recipient, input.country, input.year === null ? '' : `${input.year}年`];
    const bytes = writeList({
      title: ['对外提供登记', ...about.filter((part) => part !== '')].join(' '),
      actor,
      zone: printing.timeZone ?? 'UTC',
      at: tx.now,
      columns: [
        ['编号', 14],
        ['名称', 36],
        ['接收方', 30],
        ['国家（地区）', 14],
        ['境外', 8],
        ['形式', 16],
        ['是否涉密', 14],
        ['密级标志', 18],
        ['单位', 24],
        ['经办人', 12],
        ['状态', 12],
        ['提供日期', 12, 'date'],
        ['收回期限', 12, 'date'],
        ['收回日期', 12, 'date'],
      ],
      rows: rows.map((row) => [
        row.number,
        row.title,
        row.recipient,
        row.country,
        row.foreigner ? '是' : '',
        supplyFormTitles[row.form].zh,
        secrecyTitles[row.secrecy].zh,
        row.mark,
        row.unit,
        row.giver,
        supplyStateTitles[row.state].zh,
        row.given_on,
        row.return_by,
        row.returned_on,
      ]),
    });
    return { fileName: '对外提供登记.xlsx', mediaType: workbookType, bytes };
  },
});

export const supplyPapers: readonly FileRoute[] = [receipt, exportList];
