import { Candidates, DeterminationPage } from '@fengni/server/modules/classification/contract';
import { useRouter } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { z } from 'zod';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { type SessionActor, useActor } from '../../lib/session.ts';
import { useUrlFilters } from '../../lib/url-state.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import type { FormValues } from '../../lib/value-path.ts';
import type { Choice } from '../../ui/form-field.tsx';
import { FormShell } from '../../ui/form-shell.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { FaultBox, Loading, QueryView } from '../../ui/query-view.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { dutyWords } from '../keeping/copy-words.ts';
import { levelWords } from './classification-words.ts';
import {
  basisFields,
  levelFields,
  personFields,
  scopeFields,
  sourceFields,
  whatFields,
} from './proposal-fields.tsx';
import {
  type ProposalStep,
  formOfDraft,
  inputOfForm,
  markOfForm,
  proposalSteps,
  stepContracts,
} from './proposal.ts';

/** A proposal step by step; from the second step on it is a draft on record that its drafter alone sees. */
export function NewDeterminationPage() {
  const actor = useActor();
  const [filters] = useUrlFilters();
  const draftId = filters['draft'] ?? '';
  return (
    <PageFrame
      title={t('determination.new')}
      crumbs={[
        { label: t('nav.classification'), to: paths.classification() },
        { label: t('determination.new') },
      ]}
      sub={t('determination.new.sub')}
    >
      {draftId === '' ? <Guide draftId={null} initial={emptyForm(actor)} /> : <Kept id={draftId} />}
    </PageFrame>
  );
}

/** Who drafts it knows it, and stands in its scope to begin with. */
function emptyForm(actor: SessionActor): FormValues {
  const scope = { personIds: [actor.personId], postIds: [], names: { [actor.personId]: actor.name } };
  return { kind: 'original', ruledOut: [], scope };
}

function Kept({ id }: { id: string }) {
  const page = useQueryData({
    name: 'determination.open',
    input: { determinationId: id },
    output: DeterminationPage,
  });
  return (
    <QueryView query={page}>
      {(data) => <Guide key={data.id} draftId={data.id} unitId={data.unitId} initial={formOfDraft(data)} />}
    </QueryView>
  );
}

interface GuideProps {
  readonly draftId: string | null;
  readonly unitId?: string;
  readonly initial: FormValues;
}

function Guide({ draftId, unitId, initial }: GuideProps) {
  const actor = useActor();
  const router = useRouter();
  const unit = unitId ?? actor.unitId;
  const [step, setStep] = useState<ProposalStep>('what');
  const [values, setValues] = useState<FormValues>(initial);
  const [id, setId] = useState<string | null>(draftId);
  const begin = useCommand({
    name: 'determination.begin',
    faults: 'inline',
    onDone: (result) => setId(z.string().parse(result['determinationId'])),
  });
  const save = useCommand({ name: 'determination.save', faults: 'inline' });

  async function store(next: FormValues): Promise<boolean> {
    const input = inputOfForm(next);
    if (input === null) return true;
    return id === null ? begin.run({ unitId: unit, ...input }) : save.run({ determinationId: id, ...input });
  }
  async function take(part: FormValues) {
    const next = { ...values, ...part };
    setValues(next);
    if (!(await store(next))) return;
    const following = proposalSteps[proposalSteps.indexOf(step) + 1];
    if (following !== undefined) setStep(following);
  }
  function finish(part: FormValues) {
    const next = { ...values, ...part };
    setValues(next);
    void store(next).then((saved) => {
      if (saved && id !== null) router.history.push(paths.determination(id));
    });
  }
  const fault = begin.fault ?? save.fault;
  const reached = markOfForm(values) === null ? 1 : proposalSteps.length - 1;
  return (
    <section className="card">
      <Tabs
        label={t('determination.steps')}
        current={step}
        onChange={(next) => {
          if (proposalSteps.indexOf(next) <= reached) setStep(next);
        }}
        tabs={[
          { key: 'what', label: t('determination.step.what') },
          { key: 'level', label: levelTitle(values) },
          { key: 'basis', label: t('determination.step.basis') },
          { key: 'scope', label: t('determination.step.scope') },
          { key: 'persons', label: t('determination.step.persons') },
        ]}
      >
        <div className="card-body wide-form">
          {fault === null ? null : <FaultBox text={fault} />}
          {id === null ? null : <p className="why">{t('determination.saved')}</p>}
          {step === 'persons' ? (
            <PersonsStep key={step} unitId={unit} values={values} onInput={finish} />
          ) : (
            <StepForm
              key={step}
              step={step}
              unitId={unit}
              values={values}
              onInput={(part) => void take(part)}
            />
          )}
        </div>
      </Tabs>
    </section>
  );
}

function levelTitle(values: FormValues): string {
  return values['kind'] === 'derived' ? t('determination.step.sources') : t('determination.step.level');
}

interface StepProps {
  readonly unitId: string;
  readonly values: FormValues;
  readonly onInput: (part: FormValues) => void;
}

function StepForm({
  step,
  unitId,
  values,
  onInput,
}: StepProps & { readonly step: Exclude<ProposalStep, 'persons'> }) {
  const derived = values['kind'] === 'derived';
  const common = {
    initial: values,
    submitLabel: step === 'what' ? t('determination.step.first') : t('determination.step.next'),
  };
  switch (step) {
    case 'what':
      return (
        <FormShell
          {...common}
          label={t('determination.step.what')}
          contract={stepContracts.what}
          fields={whatFields()}
          onInput={onInput}
        />
      );
    case 'level':
      if (derived) {
        return (
          <FormShell
            {...common}
            label={t('determination.step.sources')}
            contract={stepContracts.sources}
            fields={sourceFields()}
            onInput={onInput}
          />
        );
      }
      return (
        <FormShell
          {...common}
          label={t('determination.step.level')}
          contract={stepContracts.level}
          fields={levelFields()}
          // another level means another mark: what a basis said of the former one is asked again
          onInput={(part) => onInput(withLevel(values, part))}
        />
      );
    case 'basis':
      return (
        <FormShell
          {...common}
          label={t('determination.step.basis')}
          contract={stepContracts.basis}
          initial={{
            ...values,
            basis: { citation: '', ...asRecord(values['basis']), mark: markOfForm(values) },
          }}
          fields={basisFields(values, unitId)}
          onInput={onInput}
        />
      );
    case 'scope':
      return (
        <FormShell
          {...common}
          label={t('determination.step.scope')}
          contract={stepContracts.scope}
          fields={scopeFields()}
          onInput={onInput}
        />
      );
    default:
      return step satisfies never;
  }
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function withLevel(values: FormValues, part: z.output<typeof stepContracts.level>): FormValues {
  const mark = markOfForm(values);
  const same = mark?.scheme === part.level.scheme && mark.level === part.level.level;
  return same ? part : { ...part, basis: undefined };
}

function PersonsStep({ unitId, values, onInput }: StepProps) {
  const mark = markOfForm(values);
  const candidates = useQueryData({
    name: 'determination.candidates',
    input: { unitId, kind: values['kind'], scheme: mark?.scheme ?? '', level: mark?.level ?? '' },
    output: Candidates,
    enabled: mark !== null,
  });
  if (mark === null) return <p className="note">{t('determination.persons.nomark')}</p>;
  if (candidates.data === undefined) return <Loading />;
  const choices = (list: typeof candidates.data.deciders): Choice[] =>
    list.map((one) => ({
      value: one.id,
      label: [
        one.name,
        dutyWords([one.duty]),
        one.unit,
        one.deputyFor === null ? '' : t('determination.deputy', { name: one.deputyFor }),
      ]
        .filter((part) => part !== '')
        .join(' · '),
    }));
  const { authorityNeeded, authorised, body } = candidates.data;
  const level = levelWords(mark.scheme, mark.level);
  return (
    <FormShell
      label={t('determination.step.persons')}
      contract={stepContracts.persons}
      fields={personFields({
        kind: values['kind'],
        reviewers: choices(candidates.data.reviewers),
        deciders: choices(candidates.data.deciders),
      })}
      initial={values}
      submitLabel={t('determination.finish')}
      onInput={onInput}
    >
      <AuthorityNote kind={values['kind']} needed={authorityNeeded} authorised={authorised}>
        {authorised
          ? t('determination.authority.yes', { body, level })
          : t('determination.authority.no', { body, level })}
      </AuthorityNote>
      {values['kind'] === 'no-authority' || candidates.data.deciders.length > 0 ? null : (
        <p className="note">{t('determination.deciders.none')}</p>
      )}
    </FormShell>
  );
}

function AuthorityNote(the: {
  readonly kind: unknown;
  readonly needed: boolean;
  readonly authorised: boolean;
  readonly children: ReactNode;
}) {
  if (!the.needed || the.kind === 'derived' || the.kind === 'unclear') return null;
  const fits = the.authorised === (the.kind === 'original');
  return <p className={fits ? 'why' : 'note'}>{the.children}</p>;
}
