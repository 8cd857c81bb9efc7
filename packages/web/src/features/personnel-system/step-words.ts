import type { DifferenceLine } from '@fengni/server/modules/personnel-system/contract';
import {
  type DifferenceKind,
  type DifferenceState,
  type Trouble,
  automaticKinds,
  differenceKinds,
  differenceStateTitles,
  differenceStates,
  kindTitles,
  troubleTitles,
  troubles,
} from '@fengni/server/modules/personnel-system/rules';
import { pick, t } from '../../lib/i18n.ts';
import type { Choice } from '../../ui/form-field.tsx';

export const kindWords = (kind: DifferenceKind): string => pick(kindTitles[kind]);
export const stateWords = (state: DifferenceState): string => pick(differenceStateTitles[state]);
export const troubleWords = (trouble: Trouble): string => pick(troubleTitles[trouble]);
/** What comes before the colon: what is the matter, without what to do. */
export const troubleShort = (trouble: Trouble): string => troubleWords(trouble).split(/[：:]/u)[0] ?? '';

export const kindChoices = (): readonly Choice[] =>
  differenceKinds.map((value) => ({ value, label: kindWords(value) }));
export const automaticChoices = (): readonly Choice[] =>
  automaticKinds.map((value) => ({ value, label: kindWords(value) }));
export const stateChoices = (): readonly Choice[] =>
  differenceStates.map((value) => ({ value, label: stateWords(value) }));
export const troubleChoices = (): readonly Choice[] => [
  { value: 'none', label: t('step.trouble.none') },
  ...troubles.map((value) => ({ value, label: troubleShort(value) })),
];

/** Each thing that changes, from what to what. */
export function changesOf({ facts }: DifferenceLine): { what: string; from: string; to: string }[] {
  const { name, unit, posts } = facts;
  return [
    ...(name === undefined ? [] : [{ what: t('step.name'), from: name.from, to: name.to }]),
    ...(unit === undefined ? [] : [{ what: t('field.unit'), from: unit.from ?? '', to: unit.to }]),
    ...(posts === undefined
      ? []
      : [
          {
            what: t('step.posts'),
            from: posts.from.join(t('list.separator')),
            to: posts.to.join(t('list.separator')),
          },
        ]),
  ];
}
