import type { LoadTx } from '@fengni/kernel/command/define';
import { builtinPacks, levelOf } from '@fengni/schemes/packs';
import { namesOr, readDeciders } from './authority.ts';
import { derivedMark, determinationMark } from './marks.ts';
import type { DeterminationTarget } from './proposal.ts';
import { decidersOf, exclusionTitles, exclusions, needsExclusions, reviewDuties } from './rules.ts';
import { carrierIdsOf, personsInScope, personsWithoutSources } from './sources.ts';
import { refuse } from './store.ts';

const fieldTitles = {
  content: { zh: '事项内容', en: 'what it holds' },
  harm: { zh: '泄露后果', en: 'what a leak would do' },
  basis: { zh: '定密依据', en: 'the basis' },
  scope: { zh: '知悉范围', en: 'the scope' },
  reportTo: { zh: '上报对象', en: 'whom it is reported to' },
  reviewer: { zh: '审核人', en: 'the reviewer' },
  decider: { zh: '决定人', en: 'who decides' },
} as const;

/**
 * Whether a proposal may be submitted, as of now: complete, not excluded from classification, within authority, and before
 * persons who may decide it. Everything asked is about the row, so that each decider's own look at it finds the same.
 */
export async function checkProposal(tx: LoadTx, target: DeterminationTarget): Promise<void> {
  const { determination } = target;
  const found = await readDeciders(tx, {
    unitPath: determination.unit_path,
    kind: determination.kind,
    scheme: determination.scheme,
    level: determination.level,
  });
  checkAuthority(target, found);
  const others = [determination.drafted_by, determination.decider_id];
  const canReview = found.reviewers.some((one) => !others.includes(one.id));
  checkComplete(target, canReview);
  checkExclusions(target);
  checkPersons(target, found);
  await checkSources(tx, target);
}

type Found = Awaited<ReturnType<typeof readDeciders>>;

/** Original ones need authority; what authority reaches is decided here and not reported upward. */
function checkAuthority({ determination }: DeterminationTarget, found: Found): void {
  const level = levelOf(determination.scheme, determination.level)?.zh ?? determination.level;
  const { body } = found;
  if (determination.kind === 'original' && !found.authorised) {
    const who = {
      zh: '主要负责人或安全保密管理员',
      en: 'the first responsible person or the security administrator',
    };
    throw refuse('determination.no.authority', { body, level, who });
  }
  if (determination.kind === 'no-authority' && found.authorised)
    throw refuse('determination.has.authority', { body, level });
}

function checkComplete({ determination, matter, scope }: DeterminationTarget, canReview: boolean): void {
  const { kind } = determination;
  const reported = kind === 'no-authority' || kind === 'unclear';
  const rests = kind === 'original' || kind === 'no-authority';
  const missing: (keyof typeof fieldTitles)[] = [];
  if (matter.content === '') missing.push('content');
  if (matter.harm === '' && kind !== 'derived') missing.push('harm');
  if (rests && determination.catalogue_item_id === null && matter.citation === '') missing.push('basis');
  if (scope.length === 0) missing.push('scope');
  if (reported && matter.report_to === '') missing.push('reportTo');
  if (kind === 'original' && determination.reviewer_id === null && canReview) missing.push('reviewer');
  if (kind !== 'no-authority' && determination.decider_id === null) missing.push('decider');
  if (missing.length === 0) return;
  throw refuse('determination.incomplete', {
    missing: {
      zh: missing.map((field) => fieldTitles[field].zh).join('、'),
      en: missing.map((field) => fieldTitles[field].en).join(', '),
    },
  });
}

function checkExclusions({ determination, matter }: DeterminationTarget): void {
  const pack = builtinPacks.get(determination.scheme);
  if (pack === undefined || !needsExclusions(pack) || determination.kind === 'derived') return;
  const open = exclusions.filter((one) => !matter.ruled_out.includes(one));
  if (open.length === 0) return;
  throw refuse('determination.excluded', {
    grounds: {
      zh: open.map((one) => exclusionTitles[one].zh).join('；'),
      en: open.map((one) => exclusionTitles[one].en).join('; '),
    },
  });
}

/** Three persons, each of whom holds the duty and is cleared. */
function checkPersons({ determination }: DeterminationTarget, found: Found): void {
  const { kind, drafted_by: drafter, reviewer_id: reviewer, decider_id: decider } = determination;
  const named = [drafter, reviewer, decider].filter((id) => id !== null);
  if (new Set(named).size < named.length) throw refuse('determination.persons');
  const others = (list: Found['deciders']) => list.filter((one) => one.id !== drafter);
  if (reviewer !== null && !found.reviewers.some((one) => one.id === reviewer))
    throw refuse('determination.reviewer', { who: namesOr(others(found.reviewers), reviewDuties) });
  if (decider !== null && !found.deciders.some((one) => one.id === decider))
    throw refuse('determination.decider', { who: namesOr(others(found.deciders), decidersOf(kind)) });
}

/** What is derived takes level, term and scope of its sources, and is looked at by who knows them (CLS-3). */
async function checkSources(tx: LoadTx, target: DeterminationTarget): Promise<void> {
  const { determination, sources, scope } = target;
  if (determination.kind !== 'derived') return;
  const { mark } = determinationMark(derivedMark(sources, determinationDay(target)));
  if (mark !== determination.mark) throw refuse('determination.source.mark', { mark });
  const carriers = carrierIdsOf(sources);
  const named = [determination.reviewer_id, determination.decider_id].filter((id) => id !== null);
  if ((await personsWithoutSources(tx, carriers, named)).length > 0)
    throw refuse('determination.source.persons');
  const persons = await personsInScope(tx, scope);
  const outside = new Set(
    await personsWithoutSources(
      tx,
      carriers,
      persons.map((person) => person.id),
    ),
  );
  if (outside.size === 0) return;
  const names = persons.filter((person) => outside.has(person.id)).map((person) => person.name);
  throw refuse('determination.scope.wider', { names: names.join('、') });
}

/** A source without a day of issue counts from the day the draft was made. */
function determinationDay({ determination }: DeterminationTarget): string {
  return determination.drafted_at.toISOString().slice(0, 10);
}
