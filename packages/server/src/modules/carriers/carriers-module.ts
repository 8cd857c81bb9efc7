import type { Command, Module } from '@fengni/kernel/command/define';
import type { KeyRing } from '@fengni/kernel/keys/key-ring';
import { carrierList, registerList } from './carrier-list.ts';
import { createCarrierPage, whereWas } from './carrier-page.ts';
import { createCirculationCommands } from './circulation.ts';
import { carrierErrors } from './contract.ts';
import { keepingCommands } from './keeping.ts';
import { loanCommands } from './loans.ts';
import { carrierPapers } from './papers.ts';
import { registeringCommands } from './registering.ts';
import { scanFind } from './scan-box.ts';
import { scopeCommands } from './scope.ts';

/** Carriers, from draft to destruction (CAR-1 to CAR-16). */
export function createCarriersModule(the: { readonly keys: KeyRing }): Module {
  const commands: Command[] = [
    ...registeringCommands,
    ...scopeCommands,
    ...createCirculationCommands(the.keys),
    ...loanCommands,
    ...keepingCommands,
  ];
  const byName = new Map(commands.map((command) => [command.name, command]));
  return {
    name: 'carriers',
    commands,
    queries: [carrierList, registerList, createCarrierPage((name) => byName.get(name)), whereWas, scanFind],
    files: carrierPapers,
    errors: carrierErrors,
    audits: [],
    clockwork: [],
  };
}
