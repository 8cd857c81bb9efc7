import { t } from '../../lib/i18n.ts';
import type { FormValues } from '../../lib/value-path.ts';
import type { Choice, FieldSpec } from '../../ui/form-field.tsx';
import { ScopePicker } from '../carriers/scope-picker.tsx';
import { BasisInput } from './basis-input.tsx';
import { exclusionChoices, kindChoices } from './classification-words.ts';
import { LevelChooser } from './level-chooser.tsx';
import { asksExclusions, markOfForm } from './proposal.ts';
import { SourceList } from './source-list.tsx';

const words = (value: unknown): string => (typeof value === 'string' ? value : '');

export function whatFields(): FieldSpec[] {
  return [
    {
      name: 'kind',
      label: t('determination.kind'),
      kind: 'radio',
      choices: kindChoices(),
      why: t('determination.kind.why'),
    },
    {
      name: 'title',
      label: t('determination.matter'),
      kind: 'text',
      autoFocus: true,
      why: t('determination.matter.why'),
    },
    {
      name: 'content',
      label: t('determination.content'),
      kind: 'textarea',
      why: t('determination.content.why'),
    },
  ];
}

export function levelFields(): FieldSpec[] {
  return [
    {
      name: 'harm',
      label: t('determination.harm'),
      kind: 'textarea',
      autoFocus: true,
      why: t('determination.harm.why'),
    },
    {
      name: 'level',
      label: t('determination.level.ask'),
      kind: 'custom',
      grouped: true,
      why: t('determination.level.why'),
      control: (control) => <LevelChooser {...control} />,
    },
  ];
}

export function sourceFields(): FieldSpec[] {
  return [
    {
      name: 'sources',
      label: t('determination.sources'),
      kind: 'custom',
      grouped: true,
      why: t('determination.sources.why'),
      control: (control) => <SourceList {...control} />,
    },
  ];
}

export function basisFields(values: FormValues, unitId: string): FieldSpec[] {
  const reported = values['kind'] === 'no-authority' || values['kind'] === 'unclear';
  return [
    {
      name: 'basis',
      label: t('determination.basis'),
      kind: 'custom',
      grouped: true,
      why: values['kind'] === 'unclear' ? t('determination.basis.unclear') : t('determination.basis.why'),
      control: (control) => (
        <BasisInput
          {...control}
          unitId={unitId}
          scheme={markOfForm(values)?.scheme ?? ''}
          words={`${words(values['title'])} ${words(values['content'])}`}
        />
      ),
    },
    ...(asksExclusions(values)
      ? [
          {
            name: 'ruledOut',
            label: t('determination.ruledout'),
            kind: 'checks' as const,
            choices: exclusionChoices(),
            why: t('determination.ruledout.why'),
          },
        ]
      : []),
    ...(reported
      ? [
          {
            name: 'reportTo',
            label: t('determination.reportto'),
            kind: 'text' as const,
            why: t('determination.reportto.why'),
          },
        ]
      : []),
  ];
}

export function scopeFields(): FieldSpec[] {
  return [
    {
      name: 'scope',
      label: t('carrier.scope.who'),
      kind: 'custom',
      grouped: true,
      why: t('determination.scope.why'),
      control: (control) => <ScopePicker {...control} />,
    },
    {
      name: 'keyPoints',
      label: t('determination.keypoints'),
      kind: 'textarea',
      optional: 'absent',
      why: t('determination.keypoints.why'),
    },
  ];
}

export function personFields(the: {
  readonly kind: unknown;
  readonly reviewers: readonly Choice[];
  readonly deciders: readonly Choice[];
}): FieldSpec[] {
  const reviewer: FieldSpec = {
    name: 'reviewerId',
    label: t('determination.reviewer'),
    kind: 'select',
    ...(the.kind === 'original' ? {} : { optional: 'null' as const }),
    choices: the.reviewers,
    why: t('determination.reviewer.why'),
  };
  if (the.kind === 'no-authority') return [reviewer];
  return [
    reviewer,
    {
      name: 'deciderId',
      label: the.kind === 'derived' ? t('determination.deriver') : t('determination.decider'),
      kind: 'select',
      choices: the.deciders,
      why: t('determination.decider.why'),
    },
  ];
}
