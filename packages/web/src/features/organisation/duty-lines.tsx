import type { UnitPage } from '@fengni/kernel/org/contract';
import type { z } from 'zod';
import { formatDay } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useActor } from '../../lib/session.ts';
import { AppLink } from '../../ui/link.tsx';
import { MenuButton } from '../../ui/menu-button.tsx';
import type { OrgDialogState } from './org-dialog.tsx';
import { dutyWords, whyNotDeputise, whyNotSecurity } from './org-words.ts';

export type DutyLineView = z.output<typeof UnitPage>['duties'][number];

export interface DutyLinesProps {
  readonly duties: readonly DutyLineView[];
  /** A unit's page names the person, a person's page the unit. */
  readonly show: 'person' | 'unit';
  readonly onOpen: (state: OrgDialogState) => void;
}

/** Duties with term, line and deputies; ending and lending stand in the menu. */
export function DutyLines({ duties, show, onOpen }: DutyLinesProps) {
  const actor = useActor();
  return (
    <ul className="lines">
      {duties.map((line) => {
        const about = `${dutyWords(line.duty)} · ${line.person} · ${line.unit}`;
        const term = [
          line.line === null ? '' : t('org.line.is', { line: line.line }),
          line.deputyFor === null ? '' : t('org.deputy.for', { person: line.deputyFor }),
          t('since', { day: formatDay(line.startedOn) }),
          line.endedOn === null ? '' : t('until', { day: formatDay(line.endedOn) }),
        ];
        return (
          <li key={line.id}>
            <span className="grow">
              {dutyWords(line.duty)}{' '}
              {show === 'person' ? (
                <AppLink to={paths.person(line.personId)}>{line.person}</AppLink>
              ) : (
                <AppLink to={paths.unit(line.unitId)}>{line.unit}</AppLink>
              )}
              <span className="why"> {term.filter((part) => part !== '').join(' · ')}</span>
            </span>
            <MenuButton
              dots
              label={t('action.others.of', { number: `${dutyWords(line.duty)} ${line.person}` })}
              choices={[
                {
                  key: 'deputise',
                  label: t('org.act.deputise'),
                  disabledReason:
                    line.deputyFor === null
                      ? whyNotDeputise(actor, line.personId)
                      : t('org.deputy.no.further'),
                  onChoose: () => onOpen({ act: 'deputise', fixed: { dutyId: line.id }, about }),
                },
                {
                  key: 'end',
                  label: t('org.act.endDuty'),
                  disabledReason: whyNotSecurity(actor),
                  onChoose: () => onOpen({ act: 'endDuty', fixed: { dutyId: line.id }, about }),
                },
                {
                  key: 'revoke',
                  label: t('org.act.revokeDuty'),
                  danger: true,
                  disabledReason: whyNotSecurity(actor),
                  onChoose: () => onOpen({ act: 'revokeDuty', fixed: { dutyId: line.id }, about }),
                },
              ]}
            />
          </li>
        );
      })}
    </ul>
  );
}
