import { type ErrorList, refuser } from '@fengni/kernel/command/refusal';

export const ledgerErrors = {
  'ledger.file.too.large': {
    status: 413,
    zh: '文件超过 {max} MB，没有读取。请拆分后再上传。',
    en: 'The file is larger than {max} MB and was not read. Split it and upload the parts.',
  },
  'ledger.export.changed': {
    status: 409,
    zh: '导出登记之后台账有变化，条数或密级与登记的（{rows} 条，{mark}）不符。请重新导出。',
    en: 'Since the export was recorded ({rows} rows, {mark}) the register has changed in number of rows or in mark. Export again.',
  },
} as const satisfies ErrorList;
export const refuseLedger = refuser(ledgerErrors);
