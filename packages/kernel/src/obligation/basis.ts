import type { Confidence, Pack } from '@fengni/schemes/pack';
import { type Packs, builtinPacks } from '@fengni/schemes/packs';
import type { Bilingual } from '../command/define.ts';

/** The rule behind a date: what it says, where it stands, and how far it can be trusted. */
export interface Basis {
  readonly text: Bilingual;
  readonly source: Bilingual;
  readonly confidence: Confidence;
}

/** Reads a key such as `cn-state-secret#circulation-per-reader`; null where no pack knows it. */
export function describeBasis(key: string, packs: Packs = builtinPacks): Basis | null {
  const [packId = '', entryId = ''] = key.split('#');
  const pack = packs.get(packId);
  if (pack === undefined) return null;
  const entries = [...pack.periods, ...pack.calendar, ...pack.carrierRules, ...pack.rules];
  const entry = entries.find((one) => one.id === entryId);
  if (entry === undefined) return null;
  const cites = entry.cite.map((cite) => describeCite(pack, cite));
  const house = { zh: '无公开依据，本单位默认', en: 'no public source: house default' };
  return {
    text: { zh: entry.zh, en: entry.en },
    source:
      cites.length === 0
        ? house
        : { zh: cites.map((cite) => cite.zh).join('、'), en: cites.map((cite) => cite.en).join('; ') },
    confidence: entry.confidence,
  };
}

/** `CN-LGSS-IR-2024#27` as the instrument's name and article. */
function describeCite(pack: Pack, cite: string): Bilingual {
  const [key = '', article] = cite.split('#');
  const instrument = pack.instruments.find((one) => one.key === key);
  const name = { zh: instrument?.zh ?? key, en: instrument?.en ?? key };
  if (article === undefined) return name;
  return { zh: `${name.zh}第${article}条`, en: `${name.en} art. ${article}` };
}
