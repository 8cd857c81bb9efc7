import type { Module } from '@fengni/kernel/command/define';
import type { KeyRing } from '@fengni/kernel/keys/key-ring';
import { letterErrors, letterObligations } from './contract.ts';
import { issueLetters } from './issue.ts';
import { letterPapers } from './papers.ts';
import { letterQueries } from './queries.ts';
import { renewLetters } from './renew.ts';
import { type SignersOfSuite, createSigningCommands } from './sign.ts';
import { templateCommands } from './templates.ts';
import { letterTrail } from './trail-sources.ts';

/** Letters of responsibility and commitment (ORG-3, ORG-4). */
export function createLettersModule(the: {
  readonly keys: KeyRing;
  /** Keys a signature is made with, by the suite of the house. */
  readonly signers: SignersOfSuite;
}): Module {
  return {
    name: 'letters',
    commands: [...templateCommands, issueLetters, ...createSigningCommands(the)],
    queries: letterQueries,
    files: letterPapers,
    errors: letterErrors,
    audits: [],
    clockwork: [renewLetters],
    obligations: letterObligations,
    pages: ['letter', 'letter_template'],
    trail: letterTrail,
    held: [
      {
        id: 'letters.unsigned',
        title: { zh: '待签的责任书、承诺书', en: 'Letters to be signed' },
        advice: {
          zh: '由本人签订；不再需要的由保密员作废。',
          en: 'Signed by the person; what is needed no more is voided by the officer.',
        },
        table: 'letter',
        sql: 'select * from unsigned_letters($1)',
      },
    ],
  };
}
