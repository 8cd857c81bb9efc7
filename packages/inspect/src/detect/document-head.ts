import type { Detector } from './detector.ts';
import type { Hit } from './finding.ts';
import { formOf } from './forms.ts';
import { originalSpan } from './normalise.ts';

interface HeadPart {
  part: 'issuer' | 'number' | 'copy-number' | 'urgency' | 'mark' | 'signer';
  pattern: RegExp;
  confidence: number;
  citation: string;
}

const headLinesMax = 25;
const headUnitsMax = 3000;

/** GB/T 9704-2012 §7.2, line by line; `m`: a line is the part and nothing else, but for what the standard sets beside it. */
const parts: readonly HeadPart[] = [
  {
    part: 'copy-number',
    pattern: /^[ \t]*(?:份[ ]?号[: ]*)?\d{6}(?=[ \t]*$|[ \t]{2,})/gmu,
    confidence: 0.6,
    citation: 'GB/T 9704-2012#7.2.1',
  },
  {
    part: 'mark',
    pattern: /^[ \t]*(?:\d{6}[ \t]+)?(?:绝[ ]?密|机[ ]?密|秘[ ]?密)[ ]?(?:[★☆*][^\n]{0,30})?$/gmu,
    confidence: 0.9,
    citation: 'GB/T 9704-2012#7.2.2',
  },
  {
    part: 'urgency',
    pattern: /^[ \t]*(?:紧急程度[: ]*)?(?:特[ ]?提|特[ ]?急|加[ ]?急|平[ ]?急)[ \t]*$/gmu,
    confidence: 0.8,
    citation: 'GB/T 9704-2012#7.2.3; FACTS Y06',
  },
  {
    part: 'issuer',
    pattern: /^[ \t]*[\u4e00-\u9fa5（）() ]{2,40}文[ ]?件[ \t]*$/gmu,
    confidence: 0.8,
    citation: 'GB/T 9704-2012#7.2.4',
  },
  {
    part: 'number',
    pattern:
      /^[ \t]*[\u4e00-\u9fa5A-Za-z]{1,12}[〔[(【][ ]?(?:19|20)\d{2}[ ]?[〕\])】][ ]?第?[ ]?\d{1,5}[ ]?号(?=[ \t]*$|[ \t]*签[ ]?发[ ]?人)/gmu,
    confidence: 0.9,
    citation: 'GB/T 9704-2012#7.2.5',
  },
  {
    part: 'signer',
    pattern: /签[ ]?发[ ]?人[ ]?[:：][ ]?[\u4e00-\u9fa5·]{2,4}(?:[ 、][\u4e00-\u9fa5·]{2,4}){0,5}/gu,
    confidence: 0.9,
    citation: 'GB/T 9704-2012#7.2.6',
  },
];

/** What bodies that issue documents end in; 申报文件 and 压缩文件 are no issuers. */
const issuingBody =
  /(?:委员会|党组|党委|政府|办公[室厅]|人大|政协|部|局|委|院|厅|署|处|科|厂|矿|站|所|公司|集团|油田|中心|银行|大学|学院|学校|医院|协会|学会|联合会|工会|总队|支队|指挥部|单位)(?:[(][^()]{1,10}[)])?文件$/u;

/**
 * The detector of heads of official documents (GB/T 9704-2012 §7.2): copy number, mark, urgency, issuer, document number,
 * signer, within the first lines of a document. A hit tells that a part is there, never what it says.
 */
export const documentHeadDetector: Detector = {
  id: 'head',
  detect(run) {
    if (!run.isFirst) return [];
    const form = formOf(run, 'plain');
    const head = headOf(form.text);
    if (!/[文号急提密签]|\d{6}/u.test(head)) return [];
    return parts.flatMap(({ part, pattern, confidence, citation }) =>
      Array.from(head.matchAll(pattern)).flatMap((match) => {
        const words = match[0];
        const lead = words.length - words.trimStart().length;
        if (part === 'issuer' && !issuingBody.test(words.replaceAll(/\s/gu, ''))) return [];
        const span = originalSpan(form, match.index + lead, match.index + words.trimEnd().length);
        return [
          {
            detector: `head.${part}`,
            family: 'document-head',
            ...span,
            confidence,
            citation,
            facts: { part },
          } satisfies Hit,
        ];
      }),
    );
  },
};

function headOf(text: string): string {
  let end = -1;
  for (let line = 0; line < headLinesMax; line += 1) {
    end = text.indexOf('\n', end + 1);
    if (end < 0) return text.slice(0, headUnitsMax);
  }
  return text.slice(0, Math.min(end, headUnitsMax));
}
