import type { Module } from '../command/define.ts';
import { clearanceObligations } from './clearance-debts.ts';
import { addBody, addBodyMember, endBodyMember } from './commands/body.ts';
import { setClearance } from './commands/clearance.ts';
import { deputise, endDuty, grantDuty, revokeDuty } from './commands/duty.ts';
import { importOrganisation } from './commands/import-organisation.ts';
import { addPerson, changePerson, freezePerson, restorePerson } from './commands/person.ts';
import { addPost, assignPost, endHolding, endPost } from './commands/post.ts';
import { addUnit, changeUnit, endUnit, moveUnit } from './commands/unit.ts';
import { orgErrors } from './contract.ts';
import { orgQueries } from './queries.ts';
import { orgTrail } from './trail.ts';

/** Units, people and what they hold: the kernel's first module. */
export const orgModule: Module = {
  name: 'org',
  commands: [
    addUnit,
    changeUnit,
    moveUnit,
    endUnit,
    addPost,
    endPost,
    assignPost,
    endHolding,
    addPerson,
    changePerson,
    freezePerson,
    restorePerson,
    setClearance,
    grantDuty,
    endDuty,
    revokeDuty,
    deputise,
    addBody,
    addBodyMember,
    endBodyMember,
    importOrganisation,
  ],
  queries: orgQueries,
  files: [],
  errors: orgErrors,
  audits: [],
  clockwork: [],
  pages: ['person'],
  obligations: clearanceObligations,
  trail: orgTrail,
  held: [
    {
      id: 'org.duties',
      title: { zh: '担任的职责', en: 'Duties' },
      advice: {
        zh: '由安全保密管理员解除，并确定接任的人。',
        en: 'The security administrator ends them and names who follows.',
      },
      table: 'duty',
      sql: 'select * from held_duties($1)',
    },
  ],
};
