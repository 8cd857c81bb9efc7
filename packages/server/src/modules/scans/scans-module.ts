import type { Module } from '@fengni/kernel/command/define';
import type { KeyRing } from '@fengni/kernel/keys/key-ring';
import { scanErrors } from './contract.ts';
import { createScanRoute } from './scans.ts';

/** Scans of signed paper, kept for the modules whose papers they are. */
export function createScansModule(the: { readonly keys: KeyRing }): Module {
  return {
    name: 'scans',
    commands: [],
    queries: [],
    files: [createScanRoute(the)],
    errors: scanErrors,
    audits: [],
    clockwork: [],
  };
}
