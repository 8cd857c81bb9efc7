import { BeginHouse } from '@fengni/kernel/access/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { z } from 'zod';
import { OutsideFrame } from '../../app/outside-frame.tsx';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { type PowerName, sessionQuery } from '../../lib/session.ts';
import { useCommand } from '../../lib/use-command.ts';
import type { FormValues } from '../../lib/value-path.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { FormShell } from '../../ui/form-shell.tsx';
import { FaultBox } from '../../ui/query-view.tsx';
import { SheetList } from './sheet-list.tsx';
import { StepList } from './step-list.tsx';

const CodeStep = BeginHouse.pick({ setupCode: true });
const HouseStep = BeginHouse.pick({ house: true });
const PeopleStep = BeginHouse.pick({ administrators: true });
const BegunHouse = z.object({
  accounts: z.array(z.object({ power: z.enum(['system', 'security', 'audit']), login: z.string() })),
});

const powerOrder: readonly PowerName[] = ['system', 'security', 'audit'];

/** Set-up code, house, three administrators, sheets: nothing is written before the third step is sent. */
export function SetupPage() {
  const router = useRouter();
  const queryClient = useQueryClient();
  const [step, setStep] = useState(0);
  const [values, setValues] = useState<FormValues>({});
  const [accounts, setAccounts] = useState<z.infer<typeof BegunHouse>['accounts'] | null>(null);
  const begin = useCommand({
    name: 'house.begin',
    faults: 'inline',
    onDone: (result) => {
      setAccounts(BegunHouse.parse(result).accounts);
      setStep(3);
    },
  });
  function take(part: FormValues) {
    const next = { ...values, ...part };
    setValues(next);
    if (step < 2) setStep(step + 1);
    else void begin.run(BeginHouse.parse(next));
  }
  async function goOn() {
    await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
    router.history.push(paths.activating());
  }
  const back = { onCancel: () => setStep(step - 1) };
  const setupCode = typeof values['setupCode'] === 'string' ? values['setupCode'] : '';
  return (
    <OutsideFrame title={t('setup.title')} wide>
      <StepList
        current={step}
        steps={[t('setup.step.code'), t('setup.step.house'), t('setup.step.people'), t('setup.step.sheets')]}
      />
      {begin.fault === null || step === 3 ? null : <FaultBox text={begin.fault} />}
      {step === 0 ? <CodeForm onInput={take} initial={values} /> : null}
      {step === 1 ? <HouseForm onInput={take} initial={values} {...back} /> : null}
      {step === 2 ? <PeopleForm onInput={take} initial={values} busy={begin.busy} {...back} /> : null}
      {step === 3 && accounts !== null ? (
        <div className="form">
          <p>{t('setup.sheets.text')}</p>
          <SheetList accounts={accounts} setupCode={setupCode} />
          <p className="why">{t('setup.sheets.why')}</p>
          <ActionButton type="primary" onClick={() => void goOn()}>
            {t('setup.sheets.done')}
          </ActionButton>
        </div>
      ) : null}
    </OutsideFrame>
  );
}

interface StepProps {
  readonly onInput: (part: FormValues) => void;
  readonly initial: FormValues;
  readonly onCancel?: () => void;
}

function CodeForm({ onInput, initial }: StepProps) {
  return (
    <FormShell
      label={t('setup.title')}
      contract={CodeStep}
      onInput={onInput}
      initial={initial}
      submitLabel={t('action.next')}
      fields={[
        {
          name: 'setupCode',
          label: t('setup.code'),
          kind: 'code',
          why: t('setup.code.why'),
          autoComplete: 'off',
          autoFocus: true,
        },
      ]}
    >
      <p className="quiet">{t('setup.intro')}</p>
    </FormShell>
  );
}

function HouseForm({ onInput, initial, onCancel }: StepProps) {
  return (
    <FormShell
      label={t('setup.title')}
      contract={HouseStep}
      onInput={onInput}
      initial={{ house: { kind: 'company', suite: 'intl' }, ...initial }}
      {...(onCancel === undefined ? {} : { onCancel })}
      submitLabel={t('action.next')}
      fields={[
        {
          name: 'house.name',
          label: t('setup.house.name'),
          kind: 'text',
          why: t('setup.house.name.why'),
          autoFocus: true,
        },
        {
          name: 'house.kind',
          label: t('setup.house.kind'),
          kind: 'select',
          choices: [
            { value: 'group', label: t('unit.kind.group') },
            { value: 'company', label: t('unit.kind.company') },
            { value: 'bureau', label: t('unit.kind.bureau') },
          ],
        },
        {
          name: 'house.suite',
          label: t('setup.suite'),
          kind: 'radio',
          why: t('setup.suite.why'),
          choices: [
            { value: 'intl', label: t('setup.suite.intl') },
            { value: 'guomi', label: t('setup.suite.guomi') },
          ],
        },
      ]}
    />
  );
}

function PeopleForm({ onInput, initial, onCancel, busy }: StepProps & { busy: boolean }) {
  const powers = { system: t('power.system'), security: t('power.security'), audit: t('power.audit') };
  const whys = {
    system: t('power.system.why'),
    security: t('power.security.why'),
    audit: t('power.audit.why'),
  };
  const fields = powerOrder.flatMap((power, i) => [
    {
      name: `administrators.${i}.name`,
      label: t('setup.admin.name', { power: powers[power] }),
      kind: 'text' as const,
      heading: powers[power],
      why: whys[power],
    },
    {
      name: `administrators.${i}.login`,
      label: t('setup.admin.login', { power: powers[power] }),
      kind: 'text' as const,
      why: t('field.login.hint'),
      formatHint: t('field.login.hint'),
      autoComplete: 'off',
    },
  ]);
  return (
    <FormShell
      label={t('setup.title')}
      contract={PeopleStep}
      onInput={onInput}
      initial={{ administrators: powerOrder.map((power) => ({ power })), ...initial }}
      fixed={{ administrators: powerOrder.map((power) => ({ power })) }}
      {...(onCancel === undefined ? {} : { onCancel })}
      submitLabel={t('setup.submit')}
      disabledReason={busy ? t('state.sending') : null}
      fields={fields}
    >
      <p className="quiet">{t('setup.people.text')}</p>
    </FormShell>
  );
}
