import type { Detector, TextRun } from './detector.ts';
import type { Hit } from './finding.ts';
import { formOf } from './forms.ts';
import { zoneWeights, zonesOf } from './mark-zones.ts';
import { originalSpan } from './normalise.ts';

interface ForeignMark {
  scheme: string;
  pattern: RegExp;
  /** `banner` fills a line, `portion` begins a paragraph, `label` stands anywhere. */
  form: 'banner' | 'portion' | 'label';
  weight: number;
  citation: string;
}

const control = '(?:\\/\\/[A-Z][A-Z0-9 ,/-]{0,120})?';

/** FACTS Y09 to Y12. In capitals only, as the rules of all of them have it; each pattern is linear. */
const foreignMarks: readonly ForeignMark[] = [
  {
    scheme: 'us-cui',
    pattern: new RegExp(`(?<=^ {0,40})(?<level>CUI|CONTROLLED(?=\\/\\/))${control}(?= *\\r?$)`, 'gmu'),
    form: 'banner',
    weight: 0.9,
    citation: '32 CFR 2002.20',
  },
  {
    scheme: 'us-classified',
    pattern: new RegExp(
      `(?<=^ {0,40})(?<level>TOP SECRET|SECRET|CONFIDENTIAL|UNCLASSIFIED)${control}(?= *\\r?$)`,
      'gmu',
    ),
    form: 'banner',
    weight: 0.8,
    citation: 'EO 13526; 32 CFR 2001.21',
  },
  {
    scheme: 'us-classified',
    pattern: /(?<=^ {0,40})\((?<level>TS|S|C|U|CUI)(?:\/\/[A-Z][A-Z0-9 ,/-]{0,60})?\)(?= *[A-Z])/gmu,
    form: 'portion',
    weight: 0.6,
    citation: '32 CFR 2001.21',
  },
  {
    scheme: 'uk-gsc',
    pattern:
      /(?<=^ {0,40})(?:UK )?(?<level>OFFICIAL-SENSITIVE(?=[: –-]+[A-Z][A-Z /:–-]{0,80} *\r?$)|OFFICIAL(?:-SENSITIVE)?(?= *\r?$))/gmu,
    form: 'banner',
    weight: 0.8,
    citation: 'UK GSCP 2023',
  },
  {
    scheme: 'uk-gsc',
    pattern: /(?<=^ {0,40})UK (?<level>SECRET|TOP SECRET)(?: [A-Z][A-Z /–-]{0,60})?(?= *\r?$)/gmu,
    form: 'banner',
    weight: 0.9,
    citation: 'UK GSCP 2023',
  },
  {
    scheme: 'nato',
    pattern:
      /(?<![A-Z])(?<level>COSMIC TOP SECRET|NATO (?:SECRET|CONFIDENTIAL|RESTRICTED|UNCLASSIFIED))(?:[- ](?:ATOMAL|BOHEMIA))?(?![A-Z])/gu,
    form: 'label',
    weight: 0.9,
    citation: 'C-M(2002)49',
  },
  {
    scheme: 'eu-euci',
    pattern:
      /(?<![A-Z])(?<level>TR[EÈ]S SECRET UE(?:\/EU TOP SECRET)?|SECRET UE(?:\/EU SECRET)?|CONFIDENTIEL UE(?:\/EU CONFIDENTIAL)?|RESTREINT UE(?:\/EU RESTRICTED)?)(?![A-Z/])/gu,
    form: 'label',
    weight: 0.9,
    citation: '2013/488/EU',
  },
  {
    scheme: 'tlp',
    pattern: /(?<![A-Za-z])TLP:(?<level>RED|AMBER\+STRICT|AMBER|GREEN|CLEAR|WHITE)(?![A-Z+])/gu,
    form: 'label',
    weight: 0.9,
    citation: 'FIRST TLP 2.0',
  },
];

const anyForeign =
  /CUI|CONTROLLED|SECRET|CONFIDENTI|UNCLASSIFIED|OFFICIAL|RESTR|TLP:|\((?:TS|S|C|U)(?:\)|\/)/;

/** The detector of marks of other countries and of the traffic light protocol (rules Y09 to Y12). */
export const foreignMarkDetector: Detector = {
  id: 'mark.foreign',
  detect(run) {
    const form = formOf(run, 'plain');
    if (!anyForeign.test(form.text)) return [];
    const zoneOf = zonesOf(run);
    const found = foreignMarks.flatMap(({ scheme, pattern, form: kind, weight, citation }) =>
      Array.from(form.text.matchAll(pattern), (match): Hit => {
        const span = originalSpan(form, match.index, match.index + match[0].length);
        const zone = zoneOf(span.from);
        return {
          detector: `mark.${scheme}`,
          family: 'mark',
          ...span,
          confidence: weight * zoneWeights[zone],
          citation,
          facts: { scheme, level: match.groups?.['level'] ?? '', form: kind, zone },
        };
      }),
    );
    return keepWell(found, run);
  },
};

/** One letter in brackets is a portion only in a document that bears a banner, or that has a full portion. */
function keepWell(found: readonly Hit[], { text }: TextRun): Hit[] {
  const isSure = found.some(({ facts }) => facts['scheme'] === 'us-classified' && facts['form'] === 'banner');
  const kept = found.filter(({ facts, from, to }) => {
    if (facts['form'] !== 'portion' || isSure) return true;
    return text.slice(from, to).includes('//') || String(facts['level']).length > 1;
  });
  // SECRET within SECRET UE or NATO SECRET is not a mark of its own
  const sorted = kept.toSorted((a, b) => a.from - b.from || b.to - a.to);
  let reached = -1;
  return sorted.filter(({ to }) => {
    if (to <= reached) return false;
    reached = to;
    return true;
  });
}
