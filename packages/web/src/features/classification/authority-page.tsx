import {
  AddAuthority,
  AuthorityList,
  type AuthorityView,
  EndAuthority,
} from '@fengni/server/modules/classification/contract';
import { needsAuthority } from '@fengni/server/modules/classification/determination/rules';
import { builtinPacks } from '@fengni/schemes/packs';
import { useState } from 'react';
import type { z } from 'zod';
import { formatDay, todayHere } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { type SessionActor, holdsDuty, useActor } from '../../lib/session.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import type { Choice, FieldSpec } from '../../ui/form-field.tsx';
import { Card, PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { dutyWords } from '../keeping/copy-words.ts';
import { levelWords, schemeWords } from './classification-words.ts';

type Authority = z.output<typeof AuthorityView>;
type Classifier = z.output<typeof AuthorityList>['classifiers'][number];
const scheme = 'cn-state-secret';

function keepsAuthority(actor: SessionActor): boolean {
  return actor.power === 'security' || holdsDuty(actor, 'first-responsible');
}

/** Which body may set which levels, and who decides in it: published inside the body. */
export function AuthorityPage() {
  const actor = useActor();
  const [adding, setAdding] = useState(false);
  const [ending, setEnding] = useState<Authority | null>(null);
  const list = useQueryData({ name: 'authority.list', input: {}, output: AuthorityList });
  const why = keepsAuthority(actor) ? null : t('authority.who');
  return (
    <PageFrame
      title={t('authority.title')}
      crumbs={[
        // the list itself is not the security administrator's to see
        {
          label: t('nav.classification'),
          ...(actor.power === null ? { to: paths.classification() } : {}),
        },
        { label: t('authority.title') },
      ]}
      sub={t('authority.sub')}
      actions={
        <ActionButton type="primary" disabledReason={why} onClick={() => setAdding(true)}>
          {t('authority.add')}
        </ActionButton>
      }
    >
      <QueryView query={list}>
        {(data) => (
          <>
            <Card title={t('authority.bodies')} flush>
              {data.rows.length === 0 ? (
                <EmptyState title={t('authority.empty')} first={t('authority.empty.first')} />
              ) : (
                <ul className="lines">
                  {data.rows.map((row) => (
                    <AuthorityLine key={row.id} row={row} why={why} onEnd={() => setEnding(row)} />
                  ))}
                </ul>
              )}
            </Card>
            <Card title={t('authority.classifiers')} flush>
              {data.classifiers.length === 0 ? (
                <EmptyState title={t('authority.classifiers.none')} />
              ) : (
                <ul className="lines">
                  {data.classifiers.map((one) => (
                    <ClassifierLine key={`${one.personId}-${one.duty}-${one.unit}`} one={one} />
                  ))}
                </ul>
              )}
            </Card>
          </>
        )}
      </QueryView>
      {adding ? <AddDialog onClose={() => setAdding(false)} /> : null}
      {ending === null ? null : <EndDialog row={ending} onClose={() => setEnding(null)} />}
    </PageFrame>
  );
}

function AuthorityLine({ row, why, onEnd }: { row: Authority; why: string | null; onEnd: () => void }) {
  const kind =
    row.kind === 'statutory'
      ? t('authority.kind.statutory')
      : t('authority.granted.by', { grantor: row.grantor, no: row.grantNo });
  const until = row.endsOn === null ? t('authority.open') : formatDay(row.endsOn, 0);
  return (
    <li>
      <span className="grow">
        {row.unit}
        <span className="why">
          {' '}
          {row.levels.map((level) => levelWords(row.scheme, level)).join(t('list.and'))}
        </span>
        <span className="why"> {[kind, row.matters].filter((part) => part !== '').join(' · ')}</span>
      </span>
      <span className="why num">
        {formatDay(row.startsOn, 0)} – {until}
      </span>
      {row.inForce ? (
        <ActionButton disabledReason={why} onClick={onEnd}>
          {t('authority.end')}
        </ActionButton>
      ) : (
        <span className="quiet">
          {row.endedOn === null
            ? t('authority.notnow')
            : t('authority.ended.on', { day: formatDay(row.endedOn, 0) })}
        </span>
      )}
    </li>
  );
}

function ClassifierLine({ one }: { one: Classifier }) {
  const bound =
    one.scheme === null
      ? t('authority.bound.none')
      : t('authority.bound', {
          scheme: schemeWords(one.scheme),
          level: rankWords(one.scheme, one.levelRank),
        });
  const deputy = one.deputyFor === null ? '' : t('determination.deputy', { name: one.deputyFor });
  return (
    <li>
      <span className="grow">
        {one.person}
        <span className="why">
          {' '}
          {[dutyWords([one.duty]), one.unit, deputy].filter((part) => part !== '').join(' · ')}
        </span>
      </span>
      <span className="why">
        {one.duty === 'first-responsible' ? t('authority.statutory.classifier') : bound}
      </span>
    </li>
  );
}

function rankWords(schemeId: string, rank: number | null): string {
  const level = builtinPacks.get(schemeId)?.levels.find((one) => one.rank === rank);
  return level === undefined ? '' : pick(level.chip);
}

/** Bodies of the packs that limit who may classify, and their levels. */
function ruleChoices(): Choice[] {
  const pack = builtinPacks.get(scheme);
  if (pack === undefined || !needsAuthority(pack)) return [];
  return pack.authority
    .filter((one) => one.id !== 'A6')
    .map((one) => ({ value: one.id, label: `${one.id} ${pick(one)}` }));
}

function addFields(): FieldSpec[] {
  const levels = builtinPacks.get(scheme)?.levels ?? [];
  return [
    { name: 'unitId', label: t('authority.unit'), kind: 'unit', why: t('authority.unit.why') },
    {
      name: 'kind',
      label: t('authority.kind'),
      kind: 'radio',
      choices: [
        { value: 'statutory', label: t('authority.kind.statutory') },
        { value: 'granted', label: t('authority.kind.granted') },
      ],
    },
    { name: 'rule', label: t('authority.rule'), kind: 'select', choices: ruleChoices() },
    {
      name: 'levels',
      label: t('authority.levels'),
      kind: 'checks',
      choices: levels.map((level) => ({ value: level.code, label: pick(level.chip) })),
    },
    {
      name: 'grantor',
      label: t('authority.grantor'),
      kind: 'text',
      optional: 'absent',
      why: t('authority.grant.why'),
    },
    { name: 'grantNo', label: t('authority.grantno'), kind: 'text', optional: 'absent' },
    { name: 'matters', label: t('authority.matters'), kind: 'text', optional: 'absent' },
    { name: 'startsOn', label: t('authority.from'), kind: 'day' },
    { name: 'endsOn', label: t('authority.until'), kind: 'day', optional: 'null' },
  ];
}

function AddDialog({ onClose }: { onClose: () => void }) {
  return (
    <FormDialog
      title={t('authority.add')}
      open
      onClose={onClose}
      contract={AddAuthority}
      command="authority.add"
      fixed={{ scheme }}
      initial={{ kind: 'granted', rule: 'A4', levels: [], startsOn: todayHere() }}
      submitLabel={t('authority.add')}
      doneText={t('authority.added')}
      fields={addFields()}
    >
      <p className="note">{t('authority.add.happens')}</p>
    </FormDialog>
  );
}

function EndDialog({ row, onClose }: { row: Authority; onClose: () => void }) {
  return (
    <FormDialog
      title={t('authority.end')}
      open
      onClose={onClose}
      contract={EndAuthority}
      command="authority.end"
      fixed={{ authorityId: row.id }}
      initial={{ endedOn: todayHere() }}
      submitLabel={t('authority.end')}
      doneText={t('authority.end.done')}
      fields={[
        { name: 'endedOn', label: t('authority.ended.day'), kind: 'day' },
        { name: 'reason', label: t('field.reason'), kind: 'textarea' },
      ]}
    >
      <p className="note">{t('authority.end.happens', { unit: row.unit })}</p>
    </FormDialog>
  );
}
