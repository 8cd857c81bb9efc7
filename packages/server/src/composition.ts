import { createAccessModule } from '@fengni/kernel/access/access-module';
import type { SetupGate } from '@fengni/kernel/access/begin-house';
import { createApprovalModule } from '@fengni/kernel/approval/approval-module';
import type { Module } from '@fengni/kernel/command/define';
import { type Registry, createRegistry } from '@fengni/kernel/command/registry';
import type { KeyRing } from '@fengni/kernel/keys/key-ring';
import { orgModule } from '@fengni/kernel/org/org-module';
import { httpErrors } from './http/errors.ts';
import { createCarriersModule } from './modules/carriers/carriers-module.ts';
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
    createAdministrationModule(the),
    createCarriersModule(the),
    httpModule,
  ];
  const registry = createRegistry(modules);
  return registry;
}
