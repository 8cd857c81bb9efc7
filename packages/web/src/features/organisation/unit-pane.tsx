import { UnitPage } from '@fengni/kernel/org/contract';
import { type ReactNode, useState } from 'react';
import type { z } from 'zod';
import { formatDay } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useActor } from '../../lib/session.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { DutyLines } from './duty-lines.tsx';
import { OrgDialog, type OrgDialogState } from './org-dialog.tsx';
import {
  bodyKindWords,
  dutyWords,
  gradeWords,
  unitKindWords,
  whyNotKeep,
  whyNotSecurity,
} from './org-words.ts';
import { UnitBodies } from './unit-bodies.tsx';

type Unit = z.output<typeof UnitPage>;
export type OpenDialog = (state: OrgDialogState) => void;

/** One unit: duties and what is lacking, posts, people, bodies. */
export function UnitPane({ unitId, isRoot }: { unitId: string; isRoot: boolean }) {
  const unit = useQueryData({ name: 'org.unit', input: { unitId }, output: UnitPage });
  const [dialog, setDialog] = useState<OrgDialogState | null>(null);
  return (
    <div>
      <QueryView query={unit}>
        {(data) => (
          <>
            <UnitHead unit={data} isRoot={isRoot} onOpen={setDialog} />
            <DutiesCard unit={data} onOpen={setDialog} />
            <PostsCard unit={data} onOpen={setDialog} />
            <PeopleCard unit={data} onOpen={setDialog} />
            <UnitBodies unit={data} onOpen={setDialog} kindWords={bodyKindWords} />
          </>
        )}
      </QueryView>
      {dialog === null ? null : <OrgDialog key={dialog.act} state={dialog} onClose={() => setDialog(null)} />}
    </div>
  );
}

function UnitHead({ unit, isRoot, onOpen }: { unit: Unit; isRoot: boolean; onOpen: OpenDialog }) {
  const actor = useActor();
  const keep = whyNotKeep(actor);
  const fixed = { unitId: unit.id };
  const path = unit.path
    .filter((one) => one.id !== unit.id)
    .map((one) => one.name)
    .join(' / ');
  return (
    <div className="org-head">
      <div>
        <h2>{unit.name}</h2>
        <p className="why">
          {[unitKindWords(unit.kind), unit.code ?? '', path].filter((part) => part !== '').join(' · ')}
        </p>
      </div>
      <ActionBar
        next="addPerson"
        actions={[
          {
            key: 'addPerson',
            label: t('org.act.addPerson'),
            disabledReason: keep,
            onDo: () => onOpen({ act: 'addPerson', fixed, about: unit.name }),
          },
          {
            key: 'addUnit',
            label: t('org.act.addUnit'),
            disabledReason: keep,
            onDo: () =>
              onOpen({
                act: 'addUnit',
                fixed: { parentId: unit.id },
                about: t('org.below', { unit: unit.name }),
              }),
          },
          {
            key: 'changeUnit',
            label: t('org.act.changeUnit'),
            disabledReason: keep,
            onDo: () =>
              onOpen({
                act: 'changeUnit',
                fixed,
                initial: { name: unit.name, code: unit.code ?? '', position: unit.position },
              }),
          },
          {
            key: 'moveUnit',
            label: t('org.act.moveUnit'),
            disabledReason: keep ?? (isRoot ? t('org.root.stays') : null),
            onDo: () => onOpen({ act: 'moveUnit', fixed, about: unit.name }),
          },
          {
            key: 'endUnit',
            label: t('org.act.endUnit'),
            danger: true,
            disabledReason:
              keep ??
              (isRoot
                ? t('org.root')
                : unit.people.length > 0
                  ? t('org.has.people', { n: unit.people.length })
                  : null),
            onDo: () => onOpen({ act: 'endUnit', fixed, about: unit.name }),
          },
        ]}
      />
    </div>
  );
}

function CardTool({
  label,
  disabledReason,
  onDo,
}: {
  label: string;
  disabledReason: string | null;
  onDo: () => void;
}): ReactNode {
  return (
    <ActionButton size="small" disabledReason={disabledReason} onClick={onDo}>
      {label}
    </ActionButton>
  );
}

function DutiesCard({ unit, onOpen }: { unit: Unit; onOpen: OpenDialog }) {
  const actor = useActor();
  return (
    <Card
      title={t('org.duties')}
      flush
      aside={
        <CardTool
          label={t('org.act.grantDuty')}
          disabledReason={whyNotSecurity(actor)}
          onDo={() => onOpen({ act: 'grantDuty', fixed: { unitId: unit.id }, about: unit.name })}
        />
      }
    >
      {unit.lacking.length === 0 ? null : (
        <output className="block note">
          {t('org.lacking', { duties: unit.lacking.map(dutyWords).join(t('list.and')) })}
        </output>
      )}
      {unit.duties.length === 0 ? (
        <EmptyState title={t('org.duties.empty')} first={t('org.duties.first')} />
      ) : (
        <DutyLines duties={unit.duties} show="person" onOpen={onOpen} />
      )}
    </Card>
  );
}

function PostsCard({ unit, onOpen }: { unit: Unit; onOpen: OpenDialog }) {
  const actor = useActor();
  const keep = whyNotKeep(actor);
  return (
    <Card
      title={t('org.posts')}
      flush
      aside={
        <CardTool
          label={t('org.act.addPost')}
          disabledReason={keep}
          onDo={() => onOpen({ act: 'addPost', fixed: { unitId: unit.id }, about: unit.name })}
        />
      }
    >
      {unit.posts.length === 0 ? (
        <EmptyState title={t('org.posts.empty')} first={t('org.posts.first')} />
      ) : (
        <ul className="lines">
          {unit.posts.map((post) => (
            <li key={post.id}>
              <span className="grow">
                {post.name} <span className="why">{gradeWords(post.grade)}</span>
                <br />
                {post.holders.length === 0 ? (
                  <span className="why">{t('org.posts.vacant')}</span>
                ) : (
                  post.holders.map((holder) => (
                    <span key={holder.holdingId}>
                      <AppLink to={paths.person(holder.personId)}>{holder.name}</AppLink>
                      <span className="why"> {t('since', { day: formatDay(holder.startedOn) })} </span>
                    </span>
                  ))
                )}
              </span>
              <ActionBar
                next={null}
                about={post.name}
                actions={[
                  {
                    key: 'assign',
                    label: t('org.act.assignPost'),
                    disabledReason: keep,
                    onDo: () => onOpen({ act: 'assignPost', fixed: { postId: post.id }, about: post.name }),
                  },
                  ...post.holders.map((holder) => ({
                    key: holder.holdingId,
                    label: t('org.end.holding', { person: holder.name }),
                    disabledReason: keep,
                    onDo: () =>
                      onOpen({
                        act: 'endHolding',
                        fixed: { holdingId: holder.holdingId },
                        about: `${holder.name} · ${post.name}`,
                      }),
                  })),
                  {
                    key: 'end',
                    label: t('org.act.endPost'),
                    disabledReason: keep ?? (post.holders.length > 0 ? t('org.posts.held') : null),
                    onDo: () => onOpen({ act: 'endPost', fixed: { postId: post.id }, about: post.name }),
                  },
                ]}
              />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function PeopleCard({ unit, onOpen }: { unit: Unit; onOpen: OpenDialog }) {
  const actor = useActor();
  return (
    <Card
      title={t('org.people', { n: unit.people.length })}
      flush
      aside={
        <CardTool
          label={t('org.act.addPerson')}
          disabledReason={whyNotKeep(actor)}
          onDo={() => onOpen({ act: 'addPerson', fixed: { unitId: unit.id }, about: unit.name })}
        />
      }
    >
      {unit.people.length === 0 ? (
        <EmptyState title={t('org.people.empty')} first={t('org.people.first')} />
      ) : (
        <ul className="lines">
          {unit.people.map((person) => (
            <li key={person.id}>
              <AppLink to={paths.person(person.id)} className="grow">
                {person.name}
              </AppLink>
              <span className="num quiet">{person.staffNo}</span>
              {person.frozen ? <span className="late">{t('person.frozen')}</span> : null}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
