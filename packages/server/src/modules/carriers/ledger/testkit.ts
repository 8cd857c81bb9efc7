import { randomUUID } from 'node:crypto';
import { createApprovalModule } from '@fengni/kernel/approval/approval-module';
import type { Command } from '@fengni/kernel/command/define';
import { createRegistry } from '@fengni/kernel/command/registry';
import { openFile } from '@fengni/kernel/command/run-query';
import { createKeyRing } from '@fengni/kernel/keys/key-ring';
import { createSecretBox } from '@fengni/kernel/keys/secret-box';
import { orgModule } from '@fengni/kernel/org/org-module';
import { type TestClock, type TestDatabase, createTestDatabase } from '@fengni/kernel/testkit/database';
import { type World, createWorld, testTerminal, textOf } from '@fengni/kernel/testkit/world';
import { z } from 'zod';
import { type SheetColumn, writeWorkbook } from '../../../spreadsheet/write-workbook.ts';
import { carrierErrors } from '../contract.ts';
import { loanCommands } from '../loans.ts';
import { registeringCommands } from '../registering.ts';
import { ledgerCommands, ledgerFiles, ledgerQueries } from './ledger-commands.ts';
import { ledgerErrors } from './ledger-errors.ts';
import { type LedgerFileRequest, type LedgerFileResult, handleLedgerFile } from './ledger-route.ts';

export interface LedgerWorld {
  readonly world: World;
  readonly database: TestDatabase;
  readonly clock: TestClock;
  readonly newRegister: (name: string) => Promise<string>;
  /** Gives a file in as `session` does over HTTP. */
  readonly give: (session: string, file: GivenFile) => Promise<LedgerFileResult>;
  readonly open: (session: string, name: string, exportId: string) => Promise<Uint8Array>;
  readonly close: () => Promise<void>;
}
export interface GivenFile extends Partial<Omit<LedgerFileRequest, 'run' | 'query'>> {
  readonly bytes: Uint8Array;
  readonly registerId: string;
}

/** A house with the parts of the carriers' module that ledgers need. */
export async function createLedgerWorld(): Promise<LedgerWorld> {
  const database = await createTestDatabase();
  const clock: TestClock = { now: z.coerce.date().parse('2026-11-22T01:00:00Z') };
  const root = Buffer.alloc(32, 7);
  const keys = createKeyRing(root, createSecretBox(root));
  let commands: ReadonlyMap<string, Command> = new Map();
  const registry = createRegistry([
    orgModule,
    createApprovalModule({ find: (name) => commands.get(name), keys }),
    {
      name: 'carriers',
      commands: [...registeringCommands, ...loanCommands, ...ledgerCommands],
      queries: ledgerQueries,
      files: ledgerFiles,
      errors: { ...carrierErrors, ...ledgerErrors },
      audits: [],
      clockwork: [],
    },
  ]);
  commands = registry.commands;
  const world = await createWorld({ database, registry, clock, rootKey: root });
  const officer = await world.as('officer', 'north');
  return {
    world,
    database,
    clock,
    async newRegister(name) {
      const input = { unitId: world.units.north.id, kind: 'carrier', name };
      return textOf(await world.done(officer, 'register.open', input), 'registerId');
    },
    give: (session, file) =>
      handleLedgerFile({
        fileName: '台账.xlsx',
        mode: 'import',
        goodRowsOnly: false,
        ...file,
        run: (name, input) => world.run(session, name, input, { id: randomUUID() }),
        query: (name, input) => world.query(session, name, input),
      }),
    async open(session, name, exportId) {
      const file = await openFile(world.kernel, {
        name,
        input: { exportId },
        sessionHash: session,
        terminal: testTerminal,
      });
      return file.bytes;
    },
    close: () => database.close(),
  };
}

/** A ledger of text cells as bytes of an xlsx. */
export function makeLedger(
  header: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
  name = '台账',
): Uint8Array {
  const columns = header.map((title): SheetColumn => ({ title, width: 10, kind: 'text' }));
  return writeWorkbook({
    sheets: [{ name, titleRows: [['示范单位涉密载体台账']], columns, rows: rows.map((row) => [...row]) }],
    properties: { title: '台账', author: '甲一', classification: '' },
  });
}
