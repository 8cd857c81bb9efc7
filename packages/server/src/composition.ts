import { createAccessModule } from '@fengni/kernel/access/access-module';
import type { SetupGate } from '@fengni/kernel/access/begin-house';
import { createAuditModule } from '@fengni/kernel/audit/audit-module';
import { createApprovalModule } from '@fengni/kernel/approval/approval-module';
import { createBackupModule } from '@fengni/kernel/backup/backup-module';
import type { Module } from '@fengni/kernel/command/define';
import { type Registry, createRegistry } from '@fengni/kernel/command/registry';
import type { KeyRing } from '@fengni/kernel/keys/key-ring';
import { createScheduleModule } from '@fengni/kernel/schedule/schedule-module';
import { createLogModule } from '@fengni/kernel/log/log-module';
import type { KeepFrom } from '@fengni/kernel/log/prune-command';
import { createObligationModule } from '@fengni/kernel/obligation/obligation-module';
import { orgModule } from '@fengni/kernel/org/org-module';
import type { VerifierKey } from '@fengni/seal/note';
import type { ModuleRouteDeps } from './http/app.ts';
import { httpErrors } from './http/errors.ts';
import type { HttpServer } from './http/server-type.ts';
import { registerLedgerRoute } from './modules/carriers/ledger/ledger-http.ts';
import { createCarriersModule } from './modules/carriers/carriers-module.ts';
import { carrierTitles } from './subject-titles.ts';
import {
  type PaperOptions,
  createAdministrationModule,
} from './modules/administration/administration-module.ts';

/** Logs are kept for six months at least (Cybersecurity Law of the PRC as amended in 2025, article 23(3)). */
const logKeepDaysMin = 184;

/** The first entry of the time for which the log must be whole. */
const keepFrom: KeepFrom = async (tx) => {
  const rows = await tx.readSql<{ first: number | null }>(
    'select min(leaf_index)::float8 as first from log_entry where recorded_at >= $1',
    [new Date(tx.now.getTime() - logKeepDaysMin * 86_400_000)],
  );
  return rows[0]?.first ?? null;
};

/** What the server itself refuses. */
const httpModule: Module = {
  name: 'http',
  commands: [],
  queries: [],
  files: [],
  errors: httpErrors,
  audits: [],
  clockwork: [],
};

export interface CompositionOptions extends PaperOptions {
  readonly keys: KeyRing;
  readonly gate: SetupGate;
  /** The log's public keys, of both suites. */
  readonly verifiers: readonly VerifierKey[];
}

/** Everything this program can do, put together once: the only place that names every module. */
export function composeRegistry(the: CompositionOptions): Registry {
  const modules: Module[] = [
    createAccessModule(the),
    createApprovalModule({ find: (name) => registry.commands.get(name), keys: the.keys }),
    orgModule,
    createObligationModule({ subjectTitles: carrierTitles, zone: the.zone }),
    createAuditModule({ checks: () => registry.audits }),
    createLogModule({
      findTitle: (name) => (registry.commands.get(name) ?? registry.files.get(name))?.title,
      verifiers: the.verifiers,
      keepFrom,
    }),
    createScheduleModule({ tasks: () => registry.clockwork }),
    createAdministrationModule(the),
    createCarriersModule(the),
    createBackupModule(the),
    httpModule,
  ];
  const registry = createRegistry(modules);
  return registry;
}

/** Routes of modules besides commands, queries and files. */
export async function registerModuleRoutes(app: HttpServer, deps: ModuleRouteDeps): Promise<void> {
  await registerLedgerRoute(app, deps);
}
