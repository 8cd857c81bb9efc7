import type { CarrierPageView } from '@fengni/server/modules/carriers/contract';
import { copyMoveTitles } from '@fengni/server/modules/carriers/rules';
import { formatInstant } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import type { LifeStop } from '../../ui/life-line.tsx';
import type { CopyViewData } from './carrier-words.ts';
import { waitingOf } from './next-step.ts';

type Custody = CopyViewData['stops'][number];

/** Stops drawn before older ones are left to the custody sheet. */
const stopsShownMax = 14;

/** The hands and places of a copy as a line: past, where it is now, and readers to come. */
export function lifeStops(page: Pick<CarrierPageView, 'id'>, copy: CopyViewData): readonly LifeStop[] {
  const past = joinHands(copy.stops);
  const shown = past.slice(-stopsShownMax);
  const stops = shown.map((stop, i): LifeStop => ({
    key: stop.custody.id,
    label: labelOf(stop.custody),
    lines: linesOf(stop),
    state: i === shown.length - 1 ? 'now' : 'past',
    to: paths.carrier(page.id, { tab: 'proof', of: copy.id, day: dayOf(stop.custody.at) }),
  }));
  const next = waitingOf(copy).map((reader): LifeStop => ({
    key: reader.id,
    label: reader.person,
    lines: [t('life.waiting')],
    state: 'next',
  }));
  return [...stops, ...next];
}

interface Joined {
  readonly custody: Custody;
  /** When it left this hand; null while it is there. */
  readonly until: string | null;
}

/** A hand-out and the taking back after it are one stop; the store in between only shows where it ends. */
function joinHands(stops: readonly Custody[]): Joined[] {
  return stops.flatMap((custody, i): Joined[] => {
    const after = stops[i + 1];
    const before = stops[i - 1];
    const isBack = ['take-back', 'give-back', 'bring-back'].includes(custody.move);
    if (isBack && before !== undefined && after !== undefined) return [];
    const held = custody.holder !== null && after !== undefined;
    return [{ custody, until: held ? after.at : null }];
  });
}

function labelOf(custody: Custody): string {
  if (custody.move === 'hand-to-reader' && custody.holder !== null)
    return t('life.reading', { person: custody.holder });
  if (custody.holder !== null)
    return t('life.holder', { move: pick(copyMoveTitles[custody.move]), person: custody.holder });
  return pick(copyMoveTitles[custody.move]);
}

function linesOf({ custody, until }: Joined): string[] {
  const when =
    until === null
      ? formatInstant(custody.at)
      : t('life.span', { from: formatInstant(custody.at), to: formatInstant(until) });
  const signed = custody.signed === 'paper' ? t('carrier.signed.paper') : '';
  return [when, custody.place, custody.holder === null ? custody.by : '', signed].filter(
    (line) => line !== '',
  );
}

/** The day of an instant in this machine's zone. */
export function dayOf(at: string): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
}
