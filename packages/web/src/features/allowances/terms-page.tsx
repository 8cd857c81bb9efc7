import {
  AllowanceTermsList,
  type AllowanceTermsView,
  SetAllowanceTerms,
} from '@fengni/server/modules/allowances/contract';
import { allowanceGrades, suggestedDeductions } from '@fengni/server/modules/allowances/rules';
import { useState } from 'react';
import { formatInstant, todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { holdsDuty, useActor } from '../../lib/session.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import type { FieldSpec } from '../../ui/form-field.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { gradeWords } from '../organisation/org-words.ts';
import { factWords, money, monthWords } from './allowance-words.ts';
import { deductionsField } from './deductions-input.tsx';
import { moneyField } from './money-input.tsx';
import { monthField, monthFrom } from './month-field.tsx';

function deductionWords(terms: AllowanceTermsView): string {
  return terms.deductions
    .map((one) => {
      const value = one.way === 'percent' ? `${one.value}%` : money(one.value);
      return `${factWords(one.fact)} ${one.each ? t('allowance.rule.each', { value }) : t('allowance.rule.once', { value })}`;
    })
    .join(t('allowance.list.comma'));
}

const sumOf = (rates: AllowanceTermsView['rates']): string =>
  allowanceGrades
    .map((grade) => `${gradeWords(grade)} ${money(rates[grade])}`)
    .join(t('allowance.list.comma'));

function columns(): readonly Column<AllowanceTermsView>[] {
  return [
    { key: 'from', title: t('allowance.from'), fixed: true, render: (row) => monthWords(row.fromMonth) },
    { key: 'unit', title: t('field.unit'), render: (row) => row.unit },
    { key: 'rates', title: t('allowance.rates'), render: (row) => sumOf(row.rates) },
    {
      key: 'cooling',
      title: t('allowance.rates.cooling'),
      render: (row) =>
        allowanceGrades.every((grade) => row.coolingRates[grade] === 0)
          ? t('allowance.rates.none')
          : sumOf(row.coolingRates),
    },
    { key: 'deductions', title: t('allowance.deductions'), render: deductionWords },
    { key: 'basis', title: t('allowance.basis'), render: (row) => row.basis },
    {
      key: 'set',
      title: t('allowance.terms.set'),
      render: (row) => `${formatInstant(row.setAt)} ${row.setBy}`,
    },
  ];
}

/** What is paid by grade and what is deducted, from which month on; everybody reads it, the leader decides it. */
export function AllowanceTermsPage() {
  const actor = useActor();
  const [setting, setSetting] = useState(false);
  return (
    <PageFrame
      title={t('allowance.terms')}
      sub={t('allowance.terms.sub')}
      crumbs={[{ label: t('nav.allowances'), to: paths.allowances() }, { label: t('allowance.terms') }]}
      wide
      actions={
        <ActionBar
          next="set"
          actions={[
            {
              key: 'set',
              label: t('allowance.set'),
              disabledReason: holdsDuty(actor, 'officer', 'personnel') ? null : t('allowance.who'),
              onDo: () => setSetting(true),
            },
          ]}
        />
      }
    >
      <RegisterShell
        id="allowance.terms"
        label={t('allowance.terms')}
        query="allowance.terms"
        output={AllowanceTermsList}
        input={() => ({})}
        columns={columns()}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t('allowance.terms.empty')} first={t('allowance.terms.empty.first')} />}
      />
      {setting ? (
        <SetDialog unitId={actor.duties[0]?.unitId ?? ''} onClose={() => setSetting(false)} />
      ) : null}
    </PageFrame>
  );
}

/** A month's rate for each grade. */
function rateFields(name: 'rates' | 'coolingRates', heading: string): FieldSpec[] {
  return allowanceGrades.map((grade, i) =>
    moneyField({
      name: `${name}.${grade}`,
      label: t('allowance.monthly', { grade: gradeWords(grade) }),
      ...(i === 0 ? { heading } : {}),
    }),
  );
}

function SetDialog({ unitId, onClose }: { unitId: string; onClose: () => void }) {
  const none = { CORE: 0, IMPORTANT: 0, GENERAL: 0 };
  return (
    <FormDialog
      title={t('allowance.set')}
      open
      onClose={onClose}
      contract={SetAllowanceTerms}
      command="allowance.setTerms"
      initial={{
        unitId,
        fromMonth: monthFrom(todayHere(), 0),
        rates: none,
        coolingRates: none,
        deductions: suggestedDeductions,
        dueDay: 10,
        appealDays: 30,
        answerDays: 15,
      }}
      submitLabel={t('allowance.set.ask')}
      fields={[
        { name: 'unitId', label: t('field.unit'), kind: 'unit', why: t('allowance.set.unit.why') },
        monthField({ name: 'fromMonth', label: t('allowance.from'), why: t('allowance.from.why') }),
        ...rateFields('rates', t('allowance.rates')),
        ...rateFields('coolingRates', t('allowance.rates.cooling')),
        deductionsField(),
        {
          name: 'dueDay',
          label: t('allowance.due.day'),
          kind: 'number',
          heading: t('allowance.days.heading'),
        },
        { name: 'appealDays', label: t('allowance.appeal.days'), kind: 'number' },
        { name: 'answerDays', label: t('allowance.answer.days'), kind: 'number' },
        {
          name: 'basis',
          label: t('allowance.basis'),
          kind: 'text',
          why: t('allowance.basis.why'),
          optional: 'absent',
        },
      ]}
    >
      <p className="note">{t('allowance.set.happens')}</p>
    </FormDialog>
  );
}
