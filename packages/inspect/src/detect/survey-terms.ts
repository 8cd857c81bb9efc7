import type { TextRun } from './detector.ts';
import type { Hit } from './finding.ts';
import { formOf } from './forms.ts';
import { originalSpan } from './normalise.ts';

interface SurveySign {
  kind: string;
  pattern: RegExp;
  citation: string;
  confidence: number;
}

const datum =
  'CGCS ?2000|WGS-?84|(?:19)?54年?北京坐标系|北京54|(?:19)?80西安坐标系|西安80|1985国家高程|国家2000坐标系|2000国家大地坐标系';

/** FACTS §7.3; each needs a number or a second word, since the words alone are in every schoolbook. */
const surveySigns: readonly SurveySign[] = [
  {
    kind: 'scale',
    pattern:
      /1 ?[:：] ?(?:500|1000|2000|5000|10000|25000|50000|100000|1万|2\.5万|5万|10万)(?!\d)[^\n]{0,12}?(?:地形图|数字线划图|DLG|DEM|DOM|数字高程|影像图|测图|基本比例尺)/gu,
    citation: '自然资发〔2020〕95号#18; FACTS Z2, Z4',
    confidence: 0.4,
  },
  {
    kind: 'contour-interval',
    pattern: /等高(?:距|线间距)[^\n\d]{0,6}(?:[1-9]|1\d|20)(?:\.\d)? ?(?:m|米)(?![\d/])/gu,
    citation: '自然资发〔2020〕95号#20; FACTS Z3',
    confidence: 0.5,
  },
  {
    kind: 'control-point',
    pattern: /(?:控制点|三角点|水准点|高程点|重力点|GPS点|导线点)[^\n]{0,20}?\d{2,8}\.\d{2,4}/gu,
    citation: 'FACTS Z5, Z6',
    confidence: 0.4,
  },
  {
    kind: 'transformation',
    pattern: new RegExp(
      `(?:${datum})[^\\n]{0,30}?(?:转换参数|七参数|四参数)|(?:七参数|四参数|转换参数)[^\\n]{0,20}?(?:[DΔ]?[XYZ] ?[=:]|旋转|平移|尺度)`,
      'gu',
    ),
    citation: 'FACTS Z5, Z6',
    confidence: 0.6,
  },
  {
    kind: 'gravity',
    pattern: /重力异常[^\n]{0,20}?-?\d+(?:\.\d+)? ?(?:mGal|毫伽|10-5m\/s2)/giu,
    citation: 'FACTS Z6',
    confidence: 0.5,
  },
  {
    kind: 'military-area',
    pattern: /军事(?:禁区|管理区)[^\n]{0,20}?(?:坐标|位置|范围|界址|拐点|平面图)/gu,
    citation: 'FACTS §7.3',
    confidence: 0.5,
  },
];

const datumForm = new RegExp(datum, 'gu');

/** Survey data told by words: scales of maps, contour intervals, control points, transformations, and a datum beside coordinates. */
export function findSurveyHits(run: TextRun, pairsCount: number): Hit[] {
  const form = formOf(run, 'plain');
  const { text } = form;
  const hits: Hit[] = [];
  const add = (match: RegExpExecArray, { kind, citation, confidence }: Omit<SurveySign, 'pattern'>): void => {
    const span = originalSpan(form, match.index, match.index + match[0].length);
    hits.push({
      detector: 'coordinate.survey',
      family: 'coordinate',
      ...span,
      confidence,
      citation,
      facts: { kind },
    });
  };
  for (const sign of surveySigns) for (const match of text.matchAll(sign.pattern)) add(match, sign);
  if (pairsCount === 0) return hits;
  for (const match of text.matchAll(datumForm))
    add(match, { kind: 'datum', citation: 'FACTS Z5', confidence: 0.4 });
  return hits;
}
