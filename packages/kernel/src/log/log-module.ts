import type { VerifierKey } from '@fengni/seal/note';
import type { Bilingual, Module } from '../command/define.ts';
import { logErrors, sealerEventTitles } from './contract.ts';
import { createWitnessCommands } from './cosign.ts';
import { checkpointFile, proofFile } from './files.ts';
import { type KeepFrom, createPruneCommand } from './prune-command.ts';
import { createLogQueries } from './queries.ts';

export interface LogModuleOptions {
  /** Title of a command or file route of the registry, under whose name entries stand. */
  readonly findTitle: (name: string) => Bilingual | undefined;
  /** The log's public keys, of both suites. */
  readonly verifiers: readonly VerifierKey[];
  /** What the other modules rest on the log; see `KeepFrom`. */
  readonly keepFrom: KeepFrom;
}

/** The log as the auditor has it: reading, checking, witnesses, proofs, retention. */
export function createLogModule(the: LogModuleOptions): Module {
  const titleOf = (name: string): Bilingual =>
    the.findTitle(name) ?? sealerEventTitles[name] ?? { zh: name, en: name };
  return {
    name: 'log',
    commands: [...createWitnessCommands(the.verifiers), createPruneCommand(the.keepFrom)],
    queries: createLogQueries({ titleOf, verifiers: the.verifiers }),
    files: [checkpointFile, proofFile],
    errors: logErrors,
    audits: [],
    clockwork: [],
  };
}
