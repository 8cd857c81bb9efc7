import type { AuditCheck, HeldSource, Module, TrailParams } from '@fengni/kernel/command/define';
import { closeHandBacks, endEngagements } from './clockwork.ts';
import { engagementErrors, engagementObligations } from './contract.ts';
import { firmCommands } from './firms.ts';
import { engagementPapers } from './papers.ts';
import { proposeCommands } from './propose.ts';
import { createEngagementQueries } from './queries.ts';
import { ruleCommands } from './rule-commands.ts';
import { type EngagementKind, engagementKindTitles } from './rules.ts';
import { createRunningCommands } from './running.ts';

const held: readonly HeldSource[] = [
  {
    id: 'engagements.sponsored',
    title: { zh: '负责的非在编人员', en: 'People sponsored' },
    advice: { zh: '更换用人负责人，或者结束使用。', en: 'Name another sponsor, or end the engagement.' },
    table: 'engagement',
    sql: 'select * from sponsored_engagements($1)',
  },
  {
    id: 'engagements.own',
    title: { zh: '非在编使用', en: 'Engagement' },
    advice: { zh: '先结束使用，再办理离开。', en: 'End the engagement first.' },
    table: 'engagement',
    movesAlong: true,
    sql: 'select * from own_engagements($1)',
  },
];

function isKind(kind: TrailParams[string] | undefined): kind is EngagementKind {
  return typeof kind === 'string' && Object.hasOwn(engagementKindTitles, kind);
}

/** A clearance or duty that stands beside what was agreed for who is not staff. */
const beyondRule: AuditCheck = {
  id: 'engagements.beyond-rule',
  title: { zh: '非在编人员权限超出约定', en: 'Rights beyond what was agreed for who is not staff' },
  advice: {
    zh: '由安全保密管理员解除职责或者调整涉密等级；确有需要的，结束后按新类别重新报批。',
    en: 'The security administrator ends the duty or lowers the clearance; where it is needed, engage him anew.',
  },
  tier: 'handle',
  sql: `select e.id, e.name as number, null::uuid as register_id, jsonb_build_object('path', e.unit_path::text, 'duty', d.duty) as params
    from engagement e join duty d on d.person_id = e.person_id
    where e.state = 'running' and not d.duty = any (e.duties)
      and d.started_on <= house_today() and (d.ended_on is null or d.ended_on >= house_today())`,
  explain: () => ({
    zh: '担任了其类别不得担任的职责。',
    en: 'He holds a duty his kind may not hold.',
  }),
};

/** People who are not staff: own kinds with own rules, sponsor, end date (PER-5). */
export function createEngagementsModule(the: { readonly held: () => readonly HeldSource[] }): Module {
  return {
    name: 'engagements',
    commands: [...proposeCommands, ...createRunningCommands(the.held), ...firmCommands, ...ruleCommands],
    queries: createEngagementQueries(the.held),
    files: engagementPapers,
    errors: engagementErrors,
    audits: [beyondRule],
    clockwork: [endEngagements, closeHandBacks],
    obligations: engagementObligations,
    pages: ['engagement'],
    held,
    trail: [
      {
        id: 'engagements.engaged',
        title: { zh: '非在编使用', en: 'Engagements' },
        table: 'engagement',
        sql: 'select * from engagement_trail($1, $2, $3)',
        explain({ kind, unit, sponsor, until }) {
          const title = isKind(kind) ? engagementKindTitles[kind] : { zh: '', en: '' };
          return {
            zh: `${title.zh}，${unit ?? ''}，用人负责人${sponsor ?? ''}，期限至${until ?? ''}`,
            en: `${title.en}, ${unit ?? ''}, sponsor ${sponsor ?? ''}, until ${until ?? ''}`,
          };
        },
      },
    ],
  };
}
