import type pg from 'pg';
import type { KeyRing } from '../keys/key-ring.ts';
import type { Registry } from './registry.ts';

/** What the program needs from outside, handed in once: tests hand in their own clock and ids. */
export interface Kernel {
  readonly pool: pg.Pool;
  readonly registry: Registry;
  readonly keys: KeyRing;
  readonly clock: () => Date;
  readonly newId: () => string;
  /** IANA zone of the house: terms and due days are dates there. */
  readonly zone: string;
  readonly onFault: (error: unknown, entryId: string) => void;
  /** How many statements each finished transaction took: tests hold that what is hidden does not show in it. */
  readonly onStatements?: (count: number) => void;
}

/** The house's date of an instant, `YYYY-MM-DD`. */
export function houseDate(instant: Date, zone: string): string {
  return dateFormat(zone).format(instant);
}

const formats = new Map<string, Intl.DateTimeFormat>();
function dateFormat(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  // en-CA writes dates as ISO 8601 does
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  formats.set(zone, made);
  return made;
}
