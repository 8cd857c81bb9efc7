import type { Module } from '@fengni/kernel/command/define';
import { marksErrors } from './marks-errors.ts';
import { marksPapers } from './papers.ts';
import { markSource, recordStamp } from './sources.ts';

/** Marks on documents: put on, checked, and the papers where none can be put on (CLS-4). */
export const marksModule: Module = {
  name: 'marks',
  commands: [recordStamp],
  queries: [markSource],
  files: marksPapers,
  errors: marksErrors,
  audits: [],
  clockwork: [],
};
