import type { Actor } from '@fengni/kernel/access/actor';
import { decide } from '@fengni/kernel/access/policy';
import { type LoadTx, defineFile } from '@fengni/kernel/command/define';
import { refuse as refuseKernel } from '@fengni/kernel/command/refusal';
import { z } from 'zod';
import type { Printing } from '../../../print/canvas.ts';
import { formatTime } from '../../../print/format.ts';
import { type Ledger, printLedger } from '../../../print/ledger.ts';
import { tableRowsMax } from '../../../print/table.ts';
import { housePrinting } from '../../house-printing.ts';
import { copyStates, copyStateTitles, exportRowsFree } from '../rules.ts';
import { carriersPolicy } from '../policy.ts';
import { db, findRegister } from '../store.ts';
import { type ExportHead, countUntitled, writeExport } from './export-sheet.ts';
import { refuseLedger } from './ledger-errors.ts';
import { type ExportRow, readExport, readExportMarks } from './read-export.ts';
import { markOfExport } from './export-mark.ts';
import { readPlace } from './copy-place.ts';

const ExportInput = z.object({ exportId: z.uuid() });
const Filter = z.object({ state: z.enum(copyStates).nullable(), level: z.string().nullable() });

interface OpenedExport {
  readonly id: string;
  readonly filter: z.infer<typeof Filter>;
  readonly head: ExportHead;
  readonly printing: Printing;
  readonly rows: readonly ExportRow[];
}

/** An export's rows as its maker sees them now: nobody else is handed it, and never more rows, nor of another mark, than is on record. */
async function openExport(
  tx: LoadTx,
  the: { readonly exportId: string; readonly actor: Actor },
): Promise<OpenedExport> {
  const made = await tx.readOne(db.selectFrom('ledger_export').selectAll().where('id', '=', the.exportId));
  if (made === undefined || made.made_by !== the.actor.personId) throw refuseKernel('not.found');
  const register = await findRegister(tx, made.register_id);
  const rule = carriersPolicy['ledger.export'];
  const decision = decide(rule, the.actor, undefined, register.unit_path);
  if (!decision.ok) throw refuseKernel('not.permitted', { who: rule.duties.join(', ') });
  const filter = Filter.parse(made.filter);
  const approved = Math.max(made.row_count, exportRowsFree);
  const rows = await readExport(tx, { registerId: register.id, filter, rowsMax: approved + 1 });
  const mark = markOfExport(await readExportMarks(tx, register.id, filter), tx.today);
  if (rows.length > approved || (rows.length > 0 && mark !== made.mark)) {
    throw refuseLedger('ledger.export.changed', { rows: made.row_count, mark: made.mark });
  }
  const code = `FN-${made.id.slice(0, 4).toUpperCase()}-${made.id.slice(4, 8).toUpperCase()}`;
  const printing = await housePrinting(tx, { actor: the.actor, code });
  const time = formatTime(made.made_at, 'zh', printing.timeZone ?? 'UTC');
  const head = {
    register: register.name,
    number: made.number,
    mark: made.mark,
    exporter: the.actor.name,
    time,
  };
  return { id: made.id, filter, head, printing, rows };
}

/** An export is taken away as a workbook or on paper; each opening is on the log before a byte leaves. */
const download = defineFile({
  name: 'ledger.download',
  title: { zh: '下载导出的台账', en: 'Download an exported register' },
  input: ExportInput,
  rule: carriersPolicy['ledger.export'],
  secondFactor: true,
  async make(tx, { input, actor }) {
    const { id, head, rows } = await openExport(tx, { exportId: input.exportId, actor });
    return {
      fileName: `${head.number}.xlsx`,
      mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      bytes: writeExport(head, rows),
      subject: id,
    };
  },
});

const print = defineFile({
  name: 'ledger.print',
  title: { zh: '打印导出的台账', en: 'Print an exported register' },
  input: ExportInput,
  rule: carriersPolicy['ledger.export'],
  secondFactor: true,
  async make(tx, { input, actor }) {
    const opened = await openExport(tx, { exportId: input.exportId, actor });
    const { head, printing, rows } = opened;
    if (rows.length > tableRowsMax) throw refuseKernel('register.export.limit', { max: tableRowsMax });
    const bytes = await printLedger(layLedger(opened), {
      ...printing,
      ...(head.mark === '' ? {} : { mark: head.mark }),
    });
    return { fileName: `${head.number}.pdf`, mediaType: 'application/pdf', bytes, subject: opened.id };
  },
});

export const exportFiles = [download, print];

function layLedger({ head, filter, rows }: OpenedExport): Ledger {
  const untitled = countUntitled(rows);
  const selection = [
    `导出编号：${head.number}`,
    filter.state === null ? '' : `状态：${copyStateTitles[filter.state].zh}`,
    untitled === 0 ? '' : `其中 ${untitled} 条不在知悉范围内，不列名称`,
  ].filter((words) => words !== '');
  return {
    title: head.register,
    selection: selection.join('；'),
    columns: [
      { head: '编号', weight: 1.6 },
      { head: '份号', weight: 1, align: 'center' },
      { head: '密级', weight: 1.3, align: 'center' },
      { head: '名称', weight: 4 },
      { head: '页数', weight: 0.7, align: 'right' },
      { head: '状态', weight: 1.1, align: 'center' },
      { head: '持有人', weight: 1 },
      { head: '存放地点', weight: 2 },
    ],
    rows: rows.map((row) => {
      const { place, keeper, holder } = readPlace(row.place);
      return [
        row.number,
        row.copy_no,
        row.mark,
        row.title ?? '',
        String(row.pages ?? row.pages_stated ?? ''),
        copyStateTitles[row.state].zh,
        row.holder ?? holder ?? keeper ?? '',
        place,
      ];
    }),
  };
}
