import { refuser } from '@fengni/kernel/command/refusal';
import { tables } from '@fengni/kernel/db/table';
import type { OrgTables } from '@fengni/kernel/org/tables';
import { letterErrors } from './contract.ts';
import type { LettersTables } from './tables.ts';

export const db = tables<LettersTables & OrgTables>();
export const refuse = refuser(letterErrors);
