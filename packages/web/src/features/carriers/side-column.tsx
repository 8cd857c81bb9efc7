import { formatDay, formatInstant } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { AppLink } from '../../ui/link.tsx';
import { Card, KeyValues } from '../../ui/page-frame.tsx';
import { RuleNote } from '../../ui/rule-note.tsx';
import { MarksCard } from '../marks/marks-card.tsx';
import type { CarrierPartProps } from './carrier-page.tsx';
import { actionLabel, whyNotSentence } from './carrier-words.ts';

/** What is off and why is shown for these: what people ask for most. */
const askedFor = [
  'destruction.add',
  'delivery.send',
  'archive.store',
  'carrier.widenScope',
  'carrier.duplicate',
  'carrier.extract',
];
const offShownMax = 6;
const reasonsShownMax = 2;

/** Key facts, how it must be kept, and what cannot be done now and why. */
export function SideColumn({ page, onOpen }: CarrierPartProps) {
  return (
    <>
      <FactsCard page={page} onOpen={onOpen} />
      {page.keeping.length === 0 ? null : (
        <Card title={t('carrier.keeping')}>
          <ul className="keeping-list">
            {page.keeping.map((rule) => (
              <li key={`${rule.cite}-${rule.zh}`}>
                <RuleNote text={pick(rule)} source={rule.cite} confidence={confidenceOf(rule.confidence)} />
              </li>
            ))}
          </ul>
        </Card>
      )}
      <MarksCard
        carrierId={page.id}
        knows={page.knows}
        changedCopyIds={page.formerMark === null ? [] : page.copyViews.map((copy) => copy.id)}
      />
      <OffCard page={page} />
    </>
  );
}

/** How sure a pack is, in the three words of the screen. */
function confidenceOf(confidence: string): 'verified' | 'known' | 'assumed' {
  if (confidence === 'verified') return 'verified';
  return confidence === 'secondary' || confidence === 'superseded' ? 'known' : 'assumed';
}

function FactsCard({ page }: CarrierPartProps) {
  const people = page.scope?.filter((one) => one.person !== null).length ?? 0;
  const posts = (page.scope?.length ?? 0) - people;
  return (
    <Card title={t('carrier.facts')}>
      <KeyValues
        rows={[
          [
            t('carrier.register'),
            page.register === ''
              ? page.unit
              : t('carrier.register.of', { name: page.register, unit: page.unit }),
          ],
          [
            t('carrier.registered'),
            t('carrier.registered.by', { at: formatInstant(page.registeredAt), who: page.registeredBy }),
          ],
          [
            t('carrier.scope'),
            page.scope === null ? (
              t('carrier.scope.hidden')
            ) : (
              <AppLink key="scope" to={paths.carrier(page.id, { tab: 'scope' })}>
                {t('carrier.scope.count', { people, posts })}
              </AppLink>
            ),
          ],
          ...(page.derivedFrom === null
            ? []
            : [
                [
                  t('carrier.derived'),
                  <AppLink key="source" to={paths.carrier(page.derivedFrom.id)}>
                    {page.derivedFrom.number}
                  </AppLink>,
                ] as const,
              ]),
          ...(page.recall === null
            ? []
            : [
                [
                  t('carrier.recall'),
                  <span key="recall" className="late">
                    {t('carrier.recall.of', {
                      number: page.recall.number,
                      day: formatDay(page.recall.dueOn),
                    })}
                  </span>,
                ] as const,
              ]),
          ...(page.mustReturn ? [[t('carrier.mustreturn'), t('carrier.mustreturn.note')] as const] : []),
          ...page.pendingApprovals.map(
            (one) =>
              [
                t('carrier.pending'),
                <AppLink key={one.id} to={paths.approval(one.id)}>
                  {t('carrier.pending.of', { what: actionLabel(one.command), who: one.requester })}
                </AppLink>,
              ] as const,
          ),
        ]}
      />
    </Card>
  );
}

/** The impossible is shown off, with the reason and who could do it (UX, principle 1). */
function OffCard({ page }: Pick<CarrierPartProps, 'page'>) {
  const off = offLines(page);
  if (off.length === 0) return null;
  return (
    <Card title={t('carrier.off')}>
      <dl className="off-list">
        {off.map(({ command, why }) => (
          <div key={command}>
            <dt>{actionLabel(command)}</dt>
            <dd className="why">{why}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

interface OffLine {
  readonly command: string;
  readonly why: string;
}

/** One line for each act that is not possible for some copy, or only with consent; the same reason is said once. */
function offLines(page: CarrierPartProps['page']): OffLine[] {
  const widen = page.actions.find((action) => action.command === 'carrier.widenScope');
  const asked: OffLine[] =
    widen?.allowed === true && widen.parks ? [{ command: widen.command, why: t('carrier.off.parks') }] : [];
  const off = askedFor.flatMap((command): OffLine[] => {
    const found = [...page.actions, ...page.copyViews.flatMap((copy) => copy.actions)];
    const refused = found.filter((action) => action.command === command && !action.allowed);
    const reasons = [...new Set(refused.map(whyNotSentence))];
    return reasons.length === 0 ? [] : [{ command, why: reasons.slice(0, reasonsShownMax).join('') }];
  });
  return [...off, ...asked].slice(0, offShownMax);
}
