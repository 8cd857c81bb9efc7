import { DraftTravelRule, type TravelRuleView, TravelRules } from '@fengni/server/modules/travel/contract';
import { builtinDebriefDays, builtinReturnDays } from '@fengni/server/modules/travel/rules';
import { useState } from 'react';
import { z } from 'zod';
import { formatInstant } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { holdsDuty, useActor } from '../../lib/session.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { ConfirmShell } from '../../ui/confirm-shell.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Card, PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { keepsTravel } from './journeys-page.tsx';
import './travel.css';

type Rules = z.output<typeof TravelRules>;

/** One item a line. */
const DraftForm = DraftTravelRule.extend({ items: z.string().trim().min(2) }).transform(
  ({ items, ...rest }) => ({
    ...rest,
    items: items
      .split('\n')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  }),
);

/** What must not be done abroad, in versions: the one in force is what travellers acknowledge (FOR-2). */
export function TravelRulesPage() {
  const rules = useQueryData({ name: 'travel.rules', input: {}, output: TravelRules });
  return <QueryView query={rules}>{(data) => <Loaded rules={data} />}</QueryView>;
}

function Loaded({ rules }: { rules: Rules }) {
  const actor = useActor();
  const [drafting, setDrafting] = useState<TravelRuleView | 'new' | null>(null);
  const [issuing, setIssuing] = useState<TravelRuleView | null>(null);
  const draftWhy = keepsTravel(actor) ? null : t('travel.keep.who');
  const issueWhy = holdsDuty(actor, 'leader-in-charge', 'first-responsible')
    ? null
    : t('travel.rule.issue.who');
  const inForce = rules.rows.some((row) => row.state === 'in-force');
  return (
    <PageFrame
      title={t('travel.rules')}
      sub={t('travel.rules.sub')}
      crumbs={[{ label: t('nav.travel'), to: paths.journeys() }, { label: t('travel.rules') }]}
      actions={
        <ActionBar
          next="draft"
          actions={[
            {
              key: 'draft',
              label: t('travel.rule.draft'),
              disabledReason: draftWhy,
              onDo: () => setDrafting('new'),
            },
          ]}
        />
      }
    >
      {rules.rows.map((row) => (
        <Card
          key={row.id}
          title={t('travel.rule.of', { unit: row.unit, n: row.version })}
          aside={
            <>
              <span>{stateOf(row)}</span>
              {row.state === 'ended' ? null : (
                <ActionBar
                  next={row.state === 'draft' ? 'issue' : null}
                  about={row.unit}
                  actions={[
                    ...(row.state === 'draft'
                      ? [
                          {
                            key: 'issue',
                            label: t('travel.rule.issue'),
                            disabledReason: issueWhy,
                            onDo: () => setIssuing(row),
                          },
                        ]
                      : []),
                    {
                      key: 'revise',
                      label: t('travel.rule.revise'),
                      disabledReason: draftWhy,
                      onDo: () => setDrafting(row),
                    },
                  ]}
                />
              )}
            </>
          }
        >
          <Items items={row.items} />
          <p className="why">{t('travel.terms', { back: row.returnDays, talk: row.debriefDays })}</p>
        </Card>
      ))}
      {inForce ? null : (
        <Card title={t('travel.rule.builtin')} aside={t('travel.rule.builtin.why')}>
          <Items items={rules.builtin.map((item) => pick(item))} />
          <p className="why">{t('travel.terms', { back: builtinReturnDays, talk: builtinDebriefDays })}</p>
        </Card>
      )}
      {drafting === null ? null : (
        <DraftDialog rules={rules} from={drafting} onClose={() => setDrafting(null)} />
      )}
      {issuing === null ? null : (
        <ConfirmShell
          title={t('travel.rule.issue')}
          open
          onClose={() => setIssuing(null)}
          happens={[t('travel.rule.issue.happens', { unit: issuing.unit })]}
          command="travel.issueRule"
          input={() => ({ ruleId: issuing.id })}
          confirmLabel={t('travel.rule.issue')}
          doneText={t('travel.rule.issue.done')}
        />
      )}
    </PageFrame>
  );
}

function stateOf(row: TravelRuleView): string {
  if (row.state === 'draft') return t('travel.rule.state.draft');
  const at = row.issuedAt === null ? '' : formatInstant(row.issuedAt);
  return row.state === 'in-force'
    ? t('travel.rule.state.in.force', { at })
    : t('travel.rule.state.ended', { at });
}

function Items({ items }: { items: readonly string[] }) {
  return (
    <ol className="must-not">
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ol>
  );
}

function DraftDialog({
  rules,
  from,
  onClose,
}: {
  rules: Rules;
  from: TravelRuleView | 'new';
  onClose: () => void;
}) {
  const actor = useActor();
  const items = from === 'new' ? rules.builtin.map((item) => pick(item)) : from.items;
  return (
    <FormDialog
      title={t('travel.rule.draft')}
      open
      onClose={onClose}
      contract={DraftForm}
      command="travel.draftRule"
      initial={{
        unitId: from === 'new' ? actor.unitId : from.unitId,
        items: items.join('\n'),
        returnDays: from === 'new' ? builtinReturnDays : from.returnDays,
        debriefDays: from === 'new' ? builtinDebriefDays : from.debriefDays,
      }}
      submitLabel={t('travel.rule.save')}
      doneText={t('travel.rule.save.done')}
      fields={[
        { name: 'unitId', label: t('field.unit'), kind: 'unit', why: t('travel.rule.unit.why') },
        { name: 'items', label: t('travel.rule.items'), kind: 'textarea', why: t('travel.rule.items.why') },
        { name: 'returnDays', label: t('travel.rule.return'), kind: 'number' },
        { name: 'debriefDays', label: t('travel.rule.debrief'), kind: 'number' },
      ]}
    />
  );
}
