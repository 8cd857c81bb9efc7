import type { Module, TrailSource } from '@fengni/kernel/command/define';
import { personalFileErrors } from './contract.ts';
import { personalFileRoutes } from './papers.ts';

/** The file of a person, filled by every module (PER-2), and what he held in a span (INC-3). */
export function createPersonalFileModule(the: { readonly trail: () => readonly TrailSource[] }): Module {
  return {
    name: 'personal-file',
    commands: [],
    queries: [],
    files: personalFileRoutes(the.trail),
    errors: personalFileErrors,
    audits: [],
    clockwork: [],
  };
}
