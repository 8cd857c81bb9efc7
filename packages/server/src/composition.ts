import { createAccessModule } from '@fengni/kernel/access/access-module';
import type { SetupGate } from '@fengni/kernel/access/begin-house';
import { createAuditModule } from '@fengni/kernel/audit/audit-module';
import { createApprovalModule } from '@fengni/kernel/approval/approval-module';
import { createBackupModule } from '@fengni/kernel/backup/backup-module';
import type { Module } from '@fengni/kernel/command/define';
import { type Registry, createRegistry } from '@fengni/kernel/command/registry';
import type { KeyRing } from '@fengni/kernel/keys/key-ring';
import { createScheduleModule } from '@fengni/kernel/schedule/schedule-module';
import { createObligationModule } from '@fengni/kernel/obligation/obligation-module';
import { orgModule } from '@fengni/kernel/org/org-module';
import { httpErrors } from './http/errors.ts';
import { createCarriersModule } from './modules/carriers/carriers-module.ts';
import { carrierTitles } from './subject-titles.ts';
import { type PaperOptions, createAdministrationModule } from './modules/administration/administration-module.ts';

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
}

/** Everything this program can do, put together once: the only place that names every module. */
export function composeRegistry(the: CompositionOptions): Registry {
  const modules: Module[] = [
    createAccessModule(the),
    createApprovalModule({ find: (name) => registry.commands.get(name), keys: the.keys }),
    orgModule,
    createObligationModule({ subjectTitles: carrierTitles, zone: the.zone }),
    createAuditModule({ checks: () => registry.audits }),
    createScheduleModule({ tasks: () => registry.clockwork }),
    createAdministrationModule(the),
    createCarriersModule(the),
    createBackupModule(the),
    httpModule,
  ];
  const registry = createRegistry(modules);
  return registry;
}
