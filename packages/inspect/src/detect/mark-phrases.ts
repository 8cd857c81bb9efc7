import type { Hit } from './finding.ts';
import { type Zone, zoneWeights } from './mark-zones.ts';
import { type NormalText, originalSpan } from './normalise.ts';

interface Phrase {
  detector: string;
  pattern: RegExp;
  /** Confidence in the body; undefined: only in heads, headers, and in brackets or alone on a short line. */
  body: number | undefined;
  head: number;
  facts: Readonly<Record<string, string>>;
  citation: string;
}

const work = { scheme: 'cn-work-secret', level: 'WORK' };
const internal = { scheme: 'internal', level: 'INTERNAL' };

/** FACTS Y04, Y07, Y08; over the form `marks`, which has no spaces. */
const phrases: readonly Phrase[] = [
  {
    detector: 'mark.work-secret',
    pattern: /内部事项[,;:、]?\n?请?(?:注意|妥善)(?:保管|保存|保密)/g,
    body: 0.7,
    head: 0.95,
    facts: work,
    citation: '保密法（2024）#64; 工作秘密管理暂行办法',
  },
  {
    detector: 'mark.internal',
    pattern:
      /内部(?:资料|文件|材料|刊物|文稿)[,;:、]?\n?请?(?:注意|妥善)(?:保管|保存|保密)|仅供内部(?:使用|参考|传阅|学习|交流|掌握)?|内部(?:资料|文件|材料)[,;:、]?\n?(?:请勿|不得|严禁|禁止)外(?:传|泄)/g,
    body: 0.6,
    head: 0.9,
    facts: internal,
    citation: 'FACTS Y04',
  },
  {
    detector: 'mark.internal',
    pattern: /[([【〔](?:内部(?:资料|文件|材料|使用|刊物|参考|事项)?|工作秘密)[)\]】〕]/g,
    body: 0.5,
    head: 0.8,
    facts: internal,
    citation: 'FACTS Y04',
  },
  {
    detector: 'mark.handling',
    pattern: /会后收回|阅后(?:请)?(?:收回|退回)|不得翻印|(?:请勿|不得|严禁|禁止)外传|限.{0,10}范围内传达/g,
    body: 0.4,
    head: 0.7,
    facts: {},
    citation: 'FACTS Y07',
  },
  {
    detector: 'mark.handling',
    pattern: /阅后(?:即焚|焚毁|销毁)|不得(?:复印|转发|上网|公开)|严禁(?:上网|复印|转发|翻印)|注意保密/g,
    body: undefined,
    head: 0.6,
    facts: {},
    citation: 'FACTS Y07',
  },
  {
    detector: 'mark.declassified',
    pattern: /解密(?:日期|时间|条件):/g,
    body: 0.4,
    head: 0.7,
    facts: {},
    citation: '保密法实施条例（2024）#21',
  },
];

const anyPhrase = /内部|工作秘|会后收|阅后|翻印|外传|外泄|限.{0,10}范围|不得|严禁|注意保|解密[日时条]/;

/** A line of no more units holds a phrase of handling, not a sentence. */
const shortLineUnitsMax = 16;

export function findPhrases(the: { form: NormalText; zoneOf: (at: number) => Zone }): Hit[] {
  const { form, zoneOf } = the;
  if (!anyPhrase.test(form.text)) return [];
  return phrases.flatMap(({ detector, pattern, body, head, facts, citation }) =>
    Array.from(form.text.matchAll(pattern)).flatMap((match) => {
      const to = match.index + match[0].length;
      const zone = zoneOf(form.starts[match.index] ?? 0);
      const isShown = isSetApart(form.text, match.index, to);
      const confidence = isShown ? head * zoneWeights[zone] : zone === 'header' ? head : body;
      if (confidence === undefined) return [];
      const span = originalSpan(form, match.index, to);
      return [
        {
          detector,
          family: 'mark',
          ...span,
          confidence,
          citation,
          facts: { ...facts, form: 'phrase', zone },
        } satisfies Hit,
      ];
    }),
  );
}

/** Whether a phrase stands in brackets or fills a short line. */
function isSetApart(text: string, from: number, to: number): boolean {
  if (/[([【〔]/u.test(text.charAt(from - 1)) || /[)\]】〕]/u.test(text.charAt(to))) return true;
  const before = text.slice(Math.max(0, from - shortLineUnitsMax), from);
  const after = text.slice(to, to + shortLineUnitsMax);
  const [start, end] = [before.lastIndexOf('\n') + 1, after.indexOf('\n')];
  const line = before.slice(start) + text.slice(from, to) + (end < 0 ? after : after.slice(0, end));
  return line.length <= Math.min(shortLineUnitsMax, to - from + 6) && !/[。，,;；!?]/u.test(line);
}
