import { faultsOfIssue, packFault } from './pack-faults.ts';
import type { PackFault } from './pack-faults.ts';
import { findMisreferences } from './pack-references.ts';
import { Pack } from './pack-schema.ts';

export type {
  CalendarEntry,
  CarrierRule,
  CarrierStage,
  Channel,
  Confidence,
  Grade,
  Holidays,
  Level,
  Pack,
  PackPeriod,
} from './pack-schema.ts';
export type { PackFault } from './pack-faults.ts';

/** Faults shown for one pack; what is worse than that is not a slip of the pen. */
export const packFaultsMax = 100;

export type ParsedPack =
  | { readonly ok: true; readonly pack: Pack }
  | { readonly ok: false; readonly faults: readonly PackFault[] };

/**
 * Reads a policy pack from parsed JSON. Never throws; a bad pack gives its faults, each with the path of the place.
 * The cross references are checked only once the shape is right.
 */
export function parsePack(json: unknown): ParsedPack {
  const parsed = Pack.safeParse(json);
  if (!parsed.success)
    return { ok: false, faults: cap(parsed.error.issues.flatMap((issue) => faultsOfIssue(issue, json))) };
  const faults = findMisreferences(parsed.data).map(({ path, fault, detail }) =>
    packFault(path, fault, detail),
  );
  return faults.length === 0 ? { ok: true, pack: parsed.data } : { ok: false, faults: cap(faults) };
}

function cap(faults: readonly PackFault[]): readonly PackFault[] {
  if (faults.length <= packFaultsMax) return faults;
  return [...faults.slice(0, packFaultsMax), packFault([], 'too-many')];
}
