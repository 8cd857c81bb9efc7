import type { Packs } from '@fengni/schemes/packs';
import type { Bilingual, JsonObject } from '../command/define.ts';

const calendarPrefix = 'calendar:';

/** Kind of what a pack's calendar makes owed. */
export function calendarKind(packId: string, entryId: string): string {
  return `${calendarPrefix}${packId}:${entryId}`;
}

/** Kind of what a rule of the house makes owed; no pack is called `house`. */
export function houseKind(ruleId: string): string {
  return calendarKind('house', ruleId);
}

/** What the calendar asks for is ended by hand; everything else ends by its deed. */
export function isCalendarKind(kind: string): boolean {
  return kind.startsWith(calendarPrefix);
}

/** What an obligation is called; a rule of the house keeps its words in `params`. */
export type KindTitles = (kind: string, params?: JsonObject | null) => Bilingual;

/** Titles of every kind: the modules' own, the calendars' from the packs. A kind whose pack is gone is called by its key. */
export function createKindTitles(own: ReadonlyMap<string, Bilingual>, packs: Packs): KindTitles {
  const titles = new Map(own);
  for (const pack of packs.values()) {
    for (const { id, zh, en } of pack.calendar) titles.set(calendarKind(pack.id, id), { zh, en });
  }
  return (kind, params) => {
    const title = params?.['title'];
    const words = typeof title === 'string' ? title : kind;
    return titles.get(kind) ?? { zh: words, en: words };
  };
}
