import type { DeterminationPageView } from '@fengni/server/modules/classification/contract';
import {
  type DeterminationKind,
  derivationTitles,
  derivations,
  determinationKinds,
  exclusionTitles,
  exclusions,
  kindTitles,
} from '@fengni/server/modules/classification/determination/rules';
import { parseMark } from '@fengni/schemes/mark';
import { builtinPacks, levelOf } from '@fengni/schemes/packs';
import { type PlainKey, pick, t } from '../../lib/i18n.ts';
import type { Choice } from '../../ui/form-field.tsx';

export function kindWords(kind: DeterminationKind): string {
  return pick(kindTitles[kind]);
}

export function kindChoices(): Choice[] {
  return determinationKinds.map((value) => ({ value, label: kindWords(value) }));
}

export function derivationChoices(): Choice[] {
  return derivations.map((value) => ({ value, label: pick(derivationTitles[value]) }));
}

export function exclusionChoices(): Choice[] {
  return exclusions.map((value) => ({ value, label: pick(exclusionTitles[value]) }));
}

/** Schemes under which something is decided: what is only internal needs none. */
export function schemeChoices(): Choice[] {
  return [...builtinPacks.values()]
    .filter((pack) => pack.kind !== 'internal')
    .map((pack) => ({ value: pack.id, label: pick(pack) }));
}

type Standing = Pick<DeterminationPageView, 'state' | 'request'>;

const stateKeys: Readonly<Record<Standing['state'], PlainKey>> = {
  draft: 'determination.state.draft',
  dropped: 'determination.state.dropped',
  decided: 'determination.state.decided',
  provisional: 'determination.state.provisional',
  released: 'determination.state.released',
};
const requestKeys: Readonly<Record<Standing['request'], PlainKey>> = {
  none: 'determination.state.draft',
  withdrawn: 'determination.state.draft',
  done: 'determination.state.decided',
  pending: 'determination.state.pending',
  'sent-back': 'determination.state.sentback',
  stale: 'determination.state.stale',
  refused: 'determination.state.refused',
  failed: 'determination.state.failed',
};

/** Where it stands: of a draft, what became of the last request. */
export function standingWords({ state, request }: Standing): string {
  return t(state === 'draft' ? requestKeys[request] : stateKeys[state]);
}

/** Colour of the chip of a mark as it is written. */
export function markColour(scheme: string, mark: string): string | null {
  const read = parseMark(mark, { scheme });
  return read.ok ? (levelOf(scheme, read.mark.level)?.colour ?? null) : null;
}

/** A level of a scheme in words. */
export function levelWords(scheme: string, code: string): string {
  const level = builtinPacks.get(scheme)?.levels.find((one) => one.code === code);
  return level === undefined ? code : pick(level.chip);
}

export function schemeWords(scheme: string): string {
  const pack = builtinPacks.get(scheme);
  return pack === undefined ? scheme : pick(pack);
}
