import { RuleList, SetRule } from '@fengni/server/modules/engagements/contract';
import { dutyNames } from '@fengni/kernel/org/contract';
import { useState } from 'react';
import type { z } from 'zod';
import { formatInstant } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Card, KeyValues, PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { dutyWords } from '../organisation/org-words.ts';
import { clearedChoices, clearedWords, kindWords, placeChoices, placeWords } from './engagement-words.ts';

type Rule = z.output<typeof RuleList>['rows'][number];

/** What each kind may have and what is asked of it first, with where it stands. */
export function EngagementRulesPage() {
  const [changed, setChanged] = useState<Rule | null>(null);
  const rules = useQueryData({ name: 'engagement.rules', input: {}, output: RuleList });
  return (
    <PageFrame
      title={t('engagement.rules')}
      sub={t('engagement.rules.sub')}
      crumbs={[{ label: t('nav.engagements'), to: paths.engagements() }, { label: t('engagement.rules') }]}
    >
      <QueryView query={rules}>
        {(data) => (
          <>
            {data.rows.map((rule) => (
              <RuleCard key={rule.kind} rule={rule} mayAsk={data.mayAsk} onChange={() => setChanged(rule)} />
            ))}
          </>
        )}
      </QueryView>
      {changed === null ? null : <RuleDialog rule={changed} onClose={() => setChanged(null)} />}
    </PageFrame>
  );
}

const yesNo = (yes: boolean) => (yes ? t('engagement.rule.yes') : t('engagement.rule.no'));

function RuleCard({ rule, mayAsk, onChange }: { rule: Rule; mayAsk: boolean; onChange: () => void }) {
  return (
    <Card
      title={kindWords(rule.kind)}
      aside={
        <ActionBar
          next={null}
          about={kindWords(rule.kind)}
          actions={[
            {
              key: 'change',
              label: t('engagement.rule.change'),
              disabledReason: mayAsk ? null : t('engagement.rule.who'),
              onDo: onChange,
            },
          ]}
        />
      }
    >
      <KeyValues
        rows={[
          [t('engagement.rule.cleared'), clearedWords(rule.clearedTo)],
          [
            t('engagement.duties'),
            rule.duties.length === 0
              ? t('engagement.duties.none')
              : rule.duties.map(dutyWords).join(t('engagement.and')),
          ],
          [t('engagement.areas'), placeWords(rule.keyPlaces)],
          [t('engagement.step.letter'), yesNo(rule.letter)],
          [t('engagement.step.briefing'), yesNo(rule.briefing)],
          [t('engagement.rule.firm'), yesNo(rule.firm)],
          [t('engagement.rule.days'), rule.daysMax],
        ]}
      />
      <p className="why">
        {rule.decidedAt === null
          ? pick(rule.source)
          : t('engagement.rule.decided', { at: formatInstant(rule.decidedAt) })}
      </p>
    </Card>
  );
}

function RuleDialog({ rule, onClose }: { rule: Rule; onClose: () => void }) {
  return (
    <FormDialog
      title={t('engagement.rule.of', { kind: kindWords(rule.kind) })}
      open
      onClose={onClose}
      contract={SetRule}
      command="engagement.setRule"
      fixed={{ kind: rule.kind }}
      initial={{
        clearedTo: rule.clearedTo ?? '',
        duties: rule.duties,
        keyPlaces: rule.keyPlaces,
        letter: rule.letter,
        briefing: rule.briefing,
        daysMax: rule.daysMax,
      }}
      submitLabel={t('engagement.ask')}
      fields={[
        {
          name: 'clearedTo',
          label: t('engagement.rule.cleared'),
          kind: 'select',
          optional: 'null',
          choices: clearedChoices(),
        },
        {
          name: 'duties',
          label: t('engagement.duties'),
          kind: 'checks',
          choices: dutyNames.map((value) => ({ value, label: dutyWords(value) })),
          why: t('engagement.rule.duties.why'),
        },
        { name: 'keyPlaces', label: t('engagement.areas'), kind: 'radio', choices: placeChoices() },
        { name: 'letter', label: t('engagement.step.letter'), kind: 'toggle' },
        { name: 'briefing', label: t('engagement.step.briefing'), kind: 'toggle' },
        { name: 'daysMax', label: t('engagement.rule.days'), kind: 'number' },
        { name: 'reason', label: t('field.reason'), kind: 'textarea' },
      ]}
    >
      <p className="note">{t('engagement.rule.note')}</p>
    </FormDialog>
  );
}
