import { useState } from 'react';
import { formatInstant } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Card } from '../../ui/page-frame.tsx';
import type { VisitAct } from './visit-dialog.tsx';
import { type Visit, whyNotKeep } from './visit-standing.ts';
import { documentWords } from './visit-words.ts';

type Person = Visit['people'][number];

/** Who comes, and who is inside: entered and let out at the door. */
export function DoorCard({ visit, onAct }: { visit: Visit; onAct: (act: VisitAct) => void }) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const why = whyNotKeep(visit);
  const atDoor = visit.state === 'approved';
  const picked = visit.people.filter((one) => chosen.includes(one.id));
  const none = picked.length === 0 ? t('visit.door.choose') : null;
  const go = (kind: 'arrive' | 'leave') => {
    onAct({ kind, visitorIds: picked.map((one) => one.id) });
    setChosen([]);
  };
  return (
    <Card
      title={t('visit.visitors')}
      aside={t('visit.inside', { n: visit.people.filter((one) => one.inside).length })}
      flush
    >
      {visit.people.length === 0 ? (
        <EmptyState title={t('visit.visitors.none')} first={t('visit.visitors.none.first')} />
      ) : (
        <ul className="lines">
          {visit.people.map((one) => (
            <li key={one.id}>
              {atDoor ? (
                <input
                  type="checkbox"
                  aria-label={one.name}
                  checked={chosen.includes(one.id)}
                  onChange={() =>
                    setChosen(
                      chosen.includes(one.id) ? chosen.filter((id) => id !== one.id) : [...chosen, one.id],
                    )
                  }
                />
              ) : null}
              <span className="grow">
                {one.name}{' '}
                {one.foreigner ? <span className="late">{t('visit.visitor.foreigner')}</span> : null}
                <span className="why"> {factsOf(one)}</span>
              </span>
              <span className="why">{standing(one)}</span>
              {visit.state === 'draft' ? (
                <ActionButton
                  size="small"
                  type="text"
                  disabledReason={why}
                  aria-label={t('visit.visitor.take.off.of', { name: one.name })}
                  onClick={() => onAct({ kind: 'drop', visitorId: one.id, name: one.name })}
                >
                  {t('visit.row.drop')}
                </ActionButton>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {atDoor && visit.people.length > 0 ? (
        <div className="door-actions">
          <ActionButton onClick={() => setChosen(visit.people.map((one) => one.id))}>
            {t('visit.door.all')}
          </ActionButton>
          <ActionButton
            type="primary"
            disabledReason={why ?? none ?? (picked.some((one) => one.inside) ? t('visit.door.inside') : null)}
            onClick={() => go('arrive')}
          >
            {t('visit.arrive')}
          </ActionButton>
          <ActionButton
            disabledReason={
              why ?? none ?? (picked.some((one) => !one.inside) ? t('visit.door.outside') : null)
            }
            onClick={() => go('leave')}
          >
            {t('visit.leave')}
          </ActionButton>
        </div>
      ) : null}
      {visit.entries.length === 0 ? null : <Entries visit={visit} />}
    </Card>
  );
}

function factsOf(one: Person): string {
  const document =
    one.documentKind === 'none' ? '' : `${documentWords(one.documentKind)} …${one.documentTail}`;
  return [one.firm, one.position, one.country, document].filter((part) => part !== '').join(' · ');
}
function standing(one: Person): string {
  if (one.inside) return t('visit.is.inside');
  return one.cameAt === null ? '' : t('visit.came', { at: formatInstant(one.cameAt) });
}

function Entries({ visit }: { visit: Visit }) {
  return (
    <>
      <h3 className="form-heading door-heading">{t('visit.entries')}</h3>
      <ul className="lines">
        {visit.entries.map((entry) => (
          <li key={entry.id}>
            <span className="grow">
              {entry.visitor} <span className="num why">{entry.badgeNo}</span>
              <span className="why">
                {' '}
                {[entry.devicesKept ? t('visit.devices.were.kept') : '', entry.devices]
                  .filter((part) => part !== '')
                  .join(' ')}
              </span>
            </span>
            <span className="why num">
              {t('visit.entry.span', {
                from: formatInstant(entry.arrivedAt),
                to: entry.leftAt === null ? t('visit.is.inside') : formatInstant(entry.leftAt),
              })}
            </span>
            {entry.leftAt !== null && entry.devicesKept && !entry.devicesBack ? (
              <span className="late">{t('visit.devices.not.back')}</span>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  );
}
