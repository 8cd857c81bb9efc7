import type { UnitPage } from '@fengni/kernel/org/contract';
import type { z } from 'zod';
import { formatDay } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { useActor } from '../../lib/session.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Card } from '../../ui/page-frame.tsx';
import { type BodyKind, whyNotKeep } from './org-words.ts';
import type { OpenDialog } from './unit-pane.tsx';

type Unit = z.output<typeof UnitPage>;

/** Committee, leading group and office with their members. */
export function UnitBodies({
  unit,
  onOpen,
  kindWords,
}: {
  unit: Unit;
  onOpen: OpenDialog;
  kindWords: (kind: BodyKind) => string;
}) {
  const actor = useActor();
  const keep = whyNotKeep(actor);
  return (
    <Card
      title={t('org.bodies')}
      flush
      aside={
        <ActionButton
          size="small"
          disabledReason={keep}
          onClick={() => onOpen({ act: 'addBody', fixed: { unitId: unit.id }, about: unit.name })}
        >
          {t('org.act.addBody')}
        </ActionButton>
      }
    >
      {unit.bodies.length === 0 ? (
        <EmptyState title={t('org.bodies.empty')} first={t('org.bodies.first')} />
      ) : (
        <ul className="lines">
          {unit.bodies.map((body) => (
            <li key={body.id}>
              <span className="grow">
                {body.name}{' '}
                <span className="why">
                  {[
                    kindWords(body.kind),
                    t('since', { day: formatDay(body.termFrom) }),
                    body.termTo === null ? '' : t('until', { day: formatDay(body.termTo) }),
                  ]
                    .filter((part) => part !== '')
                    .join(' · ')}
                </span>
              </span>
              <ActionButton
                size="small"
                disabledReason={keep}
                aria-label={t('org.body.add.to', { body: body.name })}
                onClick={() => onOpen({ act: 'addBodyMember', fixed: { bodyId: body.id }, about: body.name })}
              >
                {t('org.act.addBodyMember')}
              </ActionButton>
              <ul className="body-members">
                {body.members.map((member) => (
                  <li key={member.id}>
                    {member.role} {member.person} <span className="why">{member.duties}</span>
                    <ActionButton
                      size="small"
                      type="text"
                      disabledReason={keep}
                      aria-label={t('org.body.end', { person: member.person })}
                      onClick={() =>
                        onOpen({
                          act: 'endBodyMember',
                          fixed: { memberId: member.id },
                          about: `${member.person} · ${body.name}`,
                        })
                      }
                    >
                      {t('org.act.end')}
                    </ActionButton>
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
