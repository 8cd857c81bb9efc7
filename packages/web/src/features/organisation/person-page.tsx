import { PersonPage as PersonContract } from '@fengni/kernel/org/contract';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { z } from 'zod';
import { formatDay } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { holdsDuty, useActor } from '../../lib/session.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card, KeyValues, PageFrame, TwoColumns } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { PersonGradePanel } from '../personnel/person-panel.tsx';
import { DutyLines } from './duty-lines.tsx';
import { OrgDialog, type OrgDialogState } from './org-dialog.tsx';
import { gradeWords, whyNotFreeze, whyNotKeep, whyNotSecurity } from './org-words.ts';

type Person = z.output<typeof PersonContract>;

/** One person: unit, posts, duties, clearances. */
export function PersonPage() {
  const { id = '' } = useParams({ strict: false });
  const actor = useActor();
  const person = useQueryData({ name: 'org.person', input: { personId: id }, output: PersonContract });
  const [dialog, setDialog] = useState<OrgDialogState | null>(null);
  return (
    <>
      <QueryView query={person}>
        {(data) => (
          <PageFrame
            title={data.name}
            crumbs={[{ label: t('nav.people'), to: paths.people() }, { label: data.name }]}
            sub={<AppLink to={paths.unit(data.unitId)}>{data.unit}</AppLink>}
            actions={<PersonActions person={data} onOpen={setDialog} />}
          >
            <TwoColumns
              main={<MainColumn person={data} onOpen={setDialog} />}
              side={
                <>
                  <FactsCard person={data} />
                  {actor.power === null ? <PersonGradePanel personId={data.id} name={data.name} /> : null}
                </>
              }
            />
          </PageFrame>
        )}
      </QueryView>
      {dialog === null ? null : <OrgDialog key={dialog.act} state={dialog} onClose={() => setDialog(null)} />}
    </>
  );
}

interface PartProps {
  readonly person: Person;
  readonly onOpen: (state: OrgDialogState) => void;
}

function PersonActions({ person, onOpen }: PartProps) {
  const actor = useActor();
  const fixed = { personId: person.id };
  const self = actor.personId === person.id ? t('org.self') : null;
  return (
    <ActionBar
      next={person.frozen ? 'restore' : 'change'}
      actions={[
        {
          key: 'change',
          label: t('org.act.changePerson'),
          disabledReason: whyNotKeep(actor),
          onDo: () =>
            onOpen({
              act: 'changePerson',
              fixed,
              initial: { name: person.name, staffNo: person.staffNo ?? '', unitId: person.unitId },
            }),
        },
        {
          key: 'clearance',
          label: t('org.act.setClearance'),
          disabledReason: whyNotSecurity(actor),
          onDo: () =>
            onOpen({
              act: 'setClearance',
              fixed,
              about: person.name,
              initial: {
                grade: person.clearances.find((one) => one.grade !== null)?.grade ?? '',
                schemes: person.clearances.map((one) => one.scheme),
              },
            }),
        },
        {
          key: 'file',
          label: t('file.open'),
          to: paths.personalFile(person.id),
          disabledReason:
            actor.power === null &&
            (self !== null ||
              holdsDuty(actor, 'officer', 'personnel', 'leader-in-charge', 'first-responsible'))
              ? null
              : t('file.open.who'),
        },
        {
          key: 'freeze',
          label: t('org.act.freezePerson'),
          disabledReason: whyNotFreeze(actor) ?? self ?? (person.frozen ? t('org.frozen.already') : null),
          onDo: () =>
            onOpen({ act: 'freezePerson', fixed, about: t('org.freeze.happens', { person: person.name }) }),
        },
        {
          key: 'restore',
          label: t('org.act.restorePerson'),
          disabledReason: whyNotSecurity(actor) ?? self ?? (person.frozen ? null : t('org.frozen.not')),
          onDo: () => onOpen({ act: 'restorePerson', fixed, about: person.name }),
        },
      ]}
    />
  );
}

function MainColumn({ person, onOpen }: PartProps) {
  const actor = useActor();
  return (
    <>
      <Card title={t('org.duties')} flush>
        {person.duties.length === 0 ? (
          <EmptyState title={t('person.duties.empty')} />
        ) : (
          <DutyLines duties={person.duties} show="unit" onOpen={onOpen} />
        )}
      </Card>
      <Card title={t('org.posts')} flush>
        {person.holdings.length === 0 ? (
          <EmptyState title={t('person.posts.empty')} first={t('person.posts.first')} />
        ) : (
          <ul className="lines">
            {person.holdings.map((holding) => (
              <li key={holding.id}>
                <span className="grow">
                  {holding.post}{' '}
                  <span className="why">{`${holding.unit} · ${gradeWords(holding.grade)}`}</span>
                </span>
                <span className="why">
                  {t('since', { day: formatDay(holding.startedOn) })}
                  {holding.endedOn === null ? '' : ` ${t('until', { day: formatDay(holding.endedOn) })}`}
                </span>
                {holding.endedOn === null ? (
                  <ActionBar
                    next={null}
                    about={holding.post}
                    actions={[
                      {
                        key: 'end',
                        label: t('org.act.endHolding'),
                        disabledReason: whyNotKeep(actor),
                        onDo: () =>
                          onOpen({
                            act: 'endHolding',
                            fixed: { holdingId: holding.id },
                            about: `${person.name} · ${holding.post}`,
                          }),
                      },
                    ]}
                  />
                ) : null}
              </li>
            ))}
          </ul>
        )}
      </Card>
    </>
  );
}

function FactsCard({ person }: { person: Person }) {
  return (
    <>
      <Card title={t('person.facts')}>
        <KeyValues
          rows={[
            [t('org.staffno'), person.staffNo ?? t('value.none')],
            [t('field.unit'), person.unit],
            [
              t('field.state'),
              person.frozen ? (
                <span key="frozen" className="late">
                  {t('person.frozen')}
                </span>
              ) : (
                t('person.active')
              ),
            ],
          ]}
        />
      </Card>
      <Card title={t('person.clearances')}>
        {person.clearances.length === 0 ? (
          <p className="quiet">{t('person.clearances.empty')}</p>
        ) : (
          <ul>
            {person.clearances.map((one) => (
              <li key={one.scheme}>
                {schemeWords(one.scheme)}
                {one.grade === null ? '' : ` · ${gradeWords(one.grade)}`}
                <span className="why"> {t('person.cleared.on', { day: formatDay(one.decidedOn) })}</span>
              </li>
            ))}
          </ul>
        )}
      </Card>
    </>
  );
}

function schemeWords(scheme: string): string {
  const words: Readonly<Record<string, () => string>> = {
    'cn-state-secret': () => t('scheme.state'),
    'cn-work-secret': () => t('scheme.work'),
    'cn-soe-trade-secret': () => t('scheme.trade'),
  };
  return words[scheme]?.() ?? scheme;
}
