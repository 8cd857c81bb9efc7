import { IssueLetters, LetterProposal, TemplateList } from '@fengni/server/modules/letters/contract';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { z } from 'zod';
import { todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useActor } from '../../lib/session.ts';
import { useUrlFilters } from '../../lib/url-state.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FormShell } from '../../ui/form-shell.tsx';
import { Card, PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { UnitPicker } from '../../ui/unit-picker.tsx';
import { dutyWords, isDuty } from '../organisation/org-words.ts';
import { whyNotIssue } from './letter-words.ts';
import './letters.css';

type Person = z.output<typeof LetterProposal>['people'][number];

/** What the form asks besides the chosen people. */
const IssueForm = IssueLetters.omit({ letters: true }).extend({
  counterId: z.uuid().nullable().default(null),
});

/** Letters go out: the template, the unit, and who of it is to sign. */
export function IssueLettersPage() {
  const [filters, changeFilters] = useUrlFilters();
  const templates = useQueryData({
    name: 'letter.templates',
    input: { state: 'in-force' },
    output: TemplateList,
  });
  const templateId = z.uuid().safeParse(filters['template']).data ?? null;
  const unitId = z.uuid().safeParse(filters['unit']).data ?? null;
  return (
    <PageFrame
      title={t('letter.issue')}
      sub={t('letter.issue.sub')}
      crumbs={[{ label: t('nav.letters'), to: paths.letters() }, { label: t('letter.issue') }]}
    >
      <Card title={t('letter.issue.what')}>
        <QueryView query={templates}>
          {({ rows }) =>
            rows.length === 0 ? (
              <EmptyState title={t('letter.issue.none')} first={t('letter.issue.none.first')} />
            ) : (
              <div className="form">
                <div className="field">
                  <label htmlFor="letter-template">{t('letter.template')}</label>
                  <select
                    id="letter-template"
                    className="native-field"
                    value={templateId ?? ''}
                    onChange={(event) => changeFilters({ template: event.target.value })}
                  >
                    <option value="">{t('form.choose')}</option>
                    {rows.map((row) => (
                      <option key={row.id} value={row.id}>
                        {`${row.name}（${row.unit}）`}
                      </option>
                    ))}
                  </select>
                </div>
                <div className="field">
                  <label htmlFor="letter-unit">{t('letter.issue.unit')}</label>
                  <UnitPicker
                    id="letter-unit"
                    value={unitId}
                    onChange={(next) => changeFilters({ unit: next ?? '' })}
                  />
                  <p className="why">{t('letter.issue.unit.why')}</p>
                </div>
              </div>
            )
          }
        </QueryView>
      </Card>
      {templateId === null || unitId === null ? null : (
        <Proposed
          key={`${templateId} ${unitId}`}
          templateId={templateId}
          unitId={unitId}
          counted={templates.data?.rows.find((row) => row.id === templateId)?.kind === 'responsibility'}
        />
      )}
    </PageFrame>
  );
}

interface ProposedProps {
  readonly templateId: string;
  readonly unitId: string;
  /** A letter of responsibility, which has an upper side. */
  readonly counted: boolean;
}

function Proposed({ templateId, unitId, counted }: ProposedProps) {
  const year = Number(todayHere().slice(0, 4));
  const proposal = useQueryData({
    name: 'letter.propose',
    input: { templateId, unitId, year },
    output: LetterProposal,
  });
  return (
    <QueryView query={proposal}>
      {(data) =>
        data.people.length === 0 ? (
          <EmptyState title={t('letter.issue.nobody')} first={t('letter.issue.nobody.first')} />
        ) : (
          <IssueCard {...{ templateId, counted, year }} proposal={data} />
        )
      }
    </QueryView>
  );
}

function IssueCard({
  templateId,
  counted,
  year,
  proposal,
}: {
  templateId: string;
  counted: boolean;
  year: number;
  proposal: z.output<typeof LetterProposal>;
}) {
  const actor = useActor();
  const router = useRouter();
  const counter = counted ? (proposal.counter?.id ?? null) : null;
  const able = proposal.people.filter((person) => !person.has && person.id !== counter);
  const [chosen, setChosen] = useState<readonly string[]>(() => able.map((person) => person.id));
  const toggle = (id: string) =>
    setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  return (
    <Card title={t('letter.issue.who', { n: chosen.length })}>
      <ul className="lines">
        {proposal.people.map((person) => (
          <li key={person.id}>
            <label className="field-choice">
              <input
                type="checkbox"
                checked={chosen.includes(person.id)}
                disabled={person.has}
                onChange={() => toggle(person.id)}
              />
              {person.name}
            </label>
            <span className="why grow">
              {[person.unit, roleWords(person), person.has ? t('letter.issue.has') : '']
                .filter((part) => part !== '')
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      <FormShell
        label={t('letter.issue')}
        contract={IssueForm.transform(({ counterId, ...rest }) => ({
          ...rest,
          letters: chosen.map((signerId) => ({ signerId, counterId })),
        }))}
        command="letter.issue"
        fixed={{ templateId }}
        initial={{ year, dueOn: `${year}-12-31`, counterId: counter ?? '' }}
        submitLabel={t('letter.issue.do', { n: chosen.length })}
        doneText={t('letter.issue.done')}
        disabledReason={whyNotIssue(actor) ?? (chosen.length === 0 ? t('letter.issue.choose') : null)}
        onDone={() => router.history.push(paths.letters())}
        fields={[
          { name: 'year', label: t('letter.year'), kind: 'number' },
          { name: 'dueOn', label: t('letter.due'), kind: 'day' },
          ...(counted
            ? ([
                {
                  name: 'counterId',
                  label: t('letter.counter'),
                  kind: 'person',
                  why:
                    proposal.counter === null
                      ? t('letter.issue.counter.none')
                      : t('letter.issue.counter', { name: proposal.counter.name }),
                },
              ] as const)
            : []),
        ]}
      />
    </Card>
  );
}

function roleWords(person: Person): string {
  return isDuty(person.role) ? dutyWords(person.role) : '';
}
