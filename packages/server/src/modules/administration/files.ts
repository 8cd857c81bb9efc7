import { type SetupGate, hashActivation, issueOf, readHouseState } from '@fengni/kernel/access/begin-house';
import { accessErrors } from '@fengni/kernel/access/contract';
import { activationCode, sheetOf } from '@fengni/kernel/access/factors';
import { type FileRoute, type LoadTx, type MadeFile, defineFile } from '@fengni/kernel/command/define';
import { refuse, refuser } from '@fengni/kernel/command/refusal';
import type { KeyRing } from '@fengni/kernel/keys/key-ring';
import { type AdministratorRole, printActivationSheet } from '../../print/activation-sheet.ts';
import type { Printing } from '../../print/canvas.ts';
import { printCodeSheet } from '../../print/code-sheet.ts';
import { AccountSheet, FirstCodeSheet, HouseSheet, OwnCodeSheet } from './contract.ts';
import { administrationPolicy } from './policy.ts';

const refuseAccess = refuser(accessErrors);

export interface PaperOptions {
  readonly keys: KeyRing;
  readonly gate: SetupGate;
  readonly zone: string;
  /** Address as it is typed into the browser; known once the server listens. */
  readonly address: () => string;
}

interface SheetRow {
  account_id: string;
  name: string;
  login: string;
  power: AdministratorRole | null;
  until: Date | null;
}
interface CodeSheetRow {
  account_id: string;
  name: string;
  made_at: Date;
}

/** Papers whose codes are derived again for printing and stored nowhere. */
export function createSheetRoutes(the: PaperOptions): FileRoute[] {
  const houseSheet = defineFile({
    name: 'house.activationSheet',
    title: { zh: '管理员启用单', en: 'Activation sheet of an administrator' },
    input: HouseSheet,
    rule: administrationPolicy['sheet.first'],
    async make(tx, { input }) {
      if (!the.gate.admits(input.setupCode, tx.now)) throw refuseAccess('setup.code.wrong');
      const rows = await tx.readSql<SheetRow>('select *, $1 as power from sheet_of_power($1)', [input.power]);
      return activationSheet(tx, rows[0], '');
    },
  });

  const accountSheet = defineFile({
    name: 'account.activationSheet',
    title: { zh: '账号启用单', en: 'Activation sheet of an account' },
    input: AccountSheet,
    rule: administrationPolicy['sheet.account'],
    secondFactor: true,
    async make(tx, { input, actor }) {
      const rows = await tx.readSql<SheetRow>('select *, $1::uuid as account_id from sheet_of_account($1)', [
        input.accountId,
      ]);
      return activationSheet(tx, rows[0], actor.name);
    },
  });

  const ownSheet = defineFile({
    name: 'account.codeSheet',
    title: { zh: '验证码单', en: 'Code sheet' },
    input: OwnCodeSheet,
    rule: administrationPolicy['sheet.own'],
    secondFactor: true,
    async make(tx, { input, actor }) {
      const rows = await tx.readSql<CodeSheetRow>('select * from unused_code_sheet($1)', [input.factorId]);
      return codeSheet(tx, rows[0], input.factorId, actor.name);
    },
  });

  const firstSheet = defineFile({
    name: 'account.firstCodeSheet',
    title: { zh: '首张验证码单', en: 'First code sheet' },
    input: FirstCodeSheet,
    rule: administrationPolicy['sheet.first'],
    async make(tx, { input }) {
      const rows = await tx.readSql<CodeSheetRow>('select * from first_code_sheet($1, $2, $3, $4)', [
        input.login,
        hashActivation(input.activationCode),
        input.factorId,
        tx.now,
      ]);
      return codeSheet(tx, rows[0], input.factorId, rows[0]?.name ?? '');
    },
  });

  async function activationSheet(
    tx: LoadTx,
    row: SheetRow | undefined,
    printedBy: string,
  ): Promise<MadeFile> {
    if (row?.until === null || row === undefined || row.until <= tx.now) throw refuse('not.found');
    const code = activationCode(the.keys, row.account_id, issueOf(row.until));
    const sheet = {
      role: row.power ?? 'account',
      name: row.name,
      login: row.login,
      address: the.address(),
      activationCode: code,
      expires: row.until,
    } as const;
    const bytes = await printActivationSheet(sheet, await printing(tx, row.account_id, printedBy));
    return {
      fileName: `activation-${row.login}.pdf`,
      mediaType: 'application/pdf',
      bytes,
      subject: row.account_id,
    };
  }

  async function codeSheet(
    tx: LoadTx,
    row: CodeSheetRow | undefined,
    factorId: string,
    printedBy: string,
  ): Promise<MadeFile> {
    if (row === undefined) throw refuse('not.found');
    const number = factorId.slice(0, 8).toUpperCase();
    const sheet = { name: row.name, sheetNumber: number, codes: sheetOf(the.keys, factorId) };
    const bytes = await printCodeSheet(sheet, await printing(tx, factorId, printedBy));
    return { fileName: `codes-${number}.pdf`, mediaType: 'application/pdf', bytes, subject: row.account_id };
  }

  async function printing(tx: LoadTx, id: string, printedBy: string): Promise<Printing> {
    const state = await readHouseState(tx);
    return {
      organisation: state.name ?? '',
      printedAt: tx.now,
      printedBy,
      code: `FN-${id.slice(0, 4).toUpperCase()}-${id.slice(4, 8).toUpperCase()}`,
      timeZone: the.zone,
      demo: state.settings['house.demo'] === true,
    };
  }
  return [houseSheet, accountSheet, ownSheet, firstSheet];
}
