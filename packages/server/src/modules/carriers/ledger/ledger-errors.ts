import { type ErrorList, refuser } from '@fengni/kernel/command/refusal';

export const ledgerErrors = {
  'ledger.file.too.large': {
    status: 413,
    zh: '文件超过 {max} MB，没有读取。请拆分后再上传。',
    en: 'The file is larger than {max} MB and was not read. Split it and upload the parts.',
  },
  'ledger.export.grown': {
    status: 409,
    zh: '导出批准后台账增至 {rows} 条，超过批准的 {approved} 条。请重新导出。',
    en: 'Since the export was approved the register has grown to {rows} rows, more than the {approved} approved. Export again.',
  },
} as const satisfies ErrorList;
export const refuseLedger = refuser(ledgerErrors);
