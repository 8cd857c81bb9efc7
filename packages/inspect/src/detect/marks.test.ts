import { formatMark } from '@fengni/schemes/mark';
import { builtinPacks } from '@fengni/schemes/packs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyMark } from '../../../schemes/src/testkit/marks.ts';
import type { Segment } from '../document/place.ts';
import { assembleAllRuns, runOfText } from './assemble-runs.ts';
import type { Hit } from './finding.ts';
import { foreignMarkDetector } from './foreign-marks.ts';
import { makeMarkDetector } from './marks.ts';

const detector = makeMarkDetector();
const marksIn = (text: string): Hit[] => detector.detect(runOfText(text));
const marksInSegment = (segment: Segment): Hit[] =>
  assembleAllRuns([segment], { fileName: 'a.png' }).flatMap((run) => detector.detect(run));
const cell = (text: string, at: string): Segment => ({
  text,
  place: { path: [], kind: 'cell', sheet: '一', cell: at },
});
const body = '\n示范单位文件\n关于开展某项工作的通知\n各部门：\n现将有关事项通知如下。';
/** As the body of a document, far below its head. */
const below = (text: string): string => `${'某单位召开会议，部署下一阶段工作。\n'.repeat(20)}${text}\n以上。`;

describe('a mark of any pack is found', () => {
  test('in the head, whatever mark it is', () => {
    fc.assert(
      fc.property(anyMark, (mark) => {
        const words = formatMark(mark);
        const hits = marksIn(words + body);
        expect(hits.map(({ facts }) => facts)).toContainEqual(
          expect.objectContaining({
            level: mark.level,
            ...(words.startsWith('内部') ? {} : { scheme: mark.scheme }),
          }),
        );
        const [hit] = hits;
        expect(hit?.from).toBe(0);
        expect((words + body).slice(hit?.from, hit?.to).replaceAll(' ', '')).toBe(words.replaceAll(' ', ''));
      }),
      { numRuns: 1500 },
    );
  });

  test('anywhere, where it bears a star', () => {
    const starred = anyMark.filter(({ scheme }) => scheme === 'cn-state-secret');
    fc.assert(
      fc.property(starred, (mark) => {
        const hits = marksIn(below(`上报材料（${formatMark(mark)}），请阅。`));
        expect(hits.map(({ facts }) => facts)).toContainEqual(
          expect.objectContaining({ scheme: mark.scheme, level: mark.level, zone: 'body' }),
        );
      }),
      { numRuns: 500 },
    );
  });

  const invisible = ['\u200b', '\u200d', '\ufeff', '\u00ad', '\u2060', ' ', '\u3000'];
  test('with invisible signs and spaces put in anywhere', () => {
    const starred = anyMark.filter(({ scheme }) => scheme === 'cn-state-secret');
    fc.assert(
      fc.property(
        starred,
        fc.array(fc.tuple(fc.nat(40), fc.constantFrom(...invisible)), { maxLength: 6 }),
        (mark, inserts) => {
          const signs = Array.from(formatMark(mark));
          for (const [at, sign] of inserts) signs.splice(1 + (at % signs.length), 0, sign);
          const facts = marksIn(signs.join('') + body).map((hit) => hit.facts);
          expect(facts).toContainEqual(expect.objectContaining({ scheme: mark.scheme, level: mark.level }));
        },
      ),
      { numRuns: 500 },
    );
  });

  test.each([
    ['機密★10年', 'variant'],
    ['絕 密 ★ 30 年', 'variant'],
    ['秘密＊１０年', 'variant'],
    ['机密☆5年', 'variant'],
    ['机密⭐️5年', 'variant'],
    ['机\u200b密★10年', 'dodged'],
    ['木几密★10年', 'dodged'],
    ['机宓★10年', 'dodged'],
    ['秘蜜★10年', 'dodged'],
    ['机-密★10年', 'dodged'],
    ['机.密★10年', 'dodged'],
    ['禾必密★5年', 'dodged'],
    ['纟色密★长期', 'dodged'],
    ['机密★10年', 'standard'],
    ['机密\n★10年', 'variant'],
    ['⽊⼏密★⻓期', 'dodged'],
  ])('%s, which is %s', (text, spelling) => {
    expect(marksIn(text + body)[0]?.facts).toMatchObject({ scheme: 'cn-state-secret', spelling });
  });
});

describe('the zone decides how sure a mark is', () => {
  test('first lines above body', () => {
    expect(marksIn(`机密★10年${body}`)[0]).toMatchObject({ confidence: 1, facts: { zone: 'head' } });
    expect(marksIn(below('机密★10年'))[0]).toMatchObject({ confidence: 0.6, facts: { zone: 'body' } });
    expect(marksIn(`机密${body}`)[0]).toMatchObject({ confidence: 0.5, facts: { form: 'line' } });
  });

  test('page headers and the top left corner', () => {
    const segments: Segment[] = [
      {
        text: '正文。',
        place: { path: [], kind: 'body', page: 1, region: { x: 0.1, y: 0.5, width: 0.8, height: 0.02 } },
      },
      { text: '机密★5年', place: { path: [], kind: 'header', page: 7 } },
      {
        text: '秘密★5年',
        place: { path: [], kind: 'body', page: 1, region: { x: 0.1, y: 0.1, width: 0.1, height: 0.02 } },
      },
    ];
    const runs = assembleAllRuns(segments, { fileName: 'a.pdf' });
    expect(runs.flatMap((run) => detector.detect(run)).map(({ facts }) => facts['zone'])).toEqual([
      'header',
      'corner',
    ]);
  });

  test('a column of levels in a ledger is no row of marks', () => {
    const cells = [cell('机密★5年', 'A1'), cell('密级', 'C4'), cell('秘密', 'C5'), cell('机密', 'C6')];
    const [run] = assembleAllRuns(cells, { fileName: 'a.xlsx' });
    expect(run && detector.detect(run).map(({ facts }) => facts['zone'])).toEqual(['head']);
  });

  test('a misread star is forgiven in a recognised corner only', () => {
    const region = { x: 0.1, y: 0.1, width: 0.2, height: 0.02 };
    const segment: Segment = { text: '机密大10年', place: { path: [], kind: 'picture', page: 1, region } };
    expect(marksInSegment({ ...segment, certainty: 0.9 })).toHaveLength(1);
    expect(marksInSegment(segment)).toHaveLength(0);
  });
});

test.each([
  ['绝密★50年', 'over-maximum'],
  ['内部★', 'star-not-allowed'],
  ['核心商密★5年', 'star-not-allowed'],
  ['机密★若干年', 'unreadable-term'],
  ['机密、秘密', 'two-marks'],
])('%s is found with its fault', (text, problem) => {
  expect(marksIn(text + body).map(({ facts }) => facts['problem'])).toContain(problem);
});

test('解密 beside a mark is told', () => {
  expect(marksIn(`机密★10年（已解密）${body}`)[0]?.facts).toMatchObject({ declassified: true });
});

test.each([
  '保密工作是一项重要工作，任何人不得泄露国家秘密。',
  '他把这个秘密告诉了妹妹。',
  '公司通报：涉嫌侵犯商业机密的两人已被批捕。',
  '绝密飞行是一部电影。',
  '内部管理制度已经公开征求意见。',
  '国家秘密的密级分为绝密、机密、秘密三级。',
  '本机密码为六位数字，请及时修改。',
  '商业秘密保护规定自2026年6月1日起施行。',
  '第一机 密封良好。',
])('prose is no mark: %s', (text) => {
  expect(marksIn(text)).toEqual([]);
  expect(marksIn(below(text))).toEqual([]);
});

test.each([
  ['CUI//SP-PRVCY/EXPT//NOFORN\nBody', 'us-cui', 'CUI'],
  ['TOP SECRET//SI//NOFORN\nBody', 'us-classified', 'TOP SECRET'],
  ['(S//NF) The text.', 'us-classified', 'S'],
  ['OFFICIAL-SENSITIVE COMMERCIAL\nBody', 'uk-gsc', 'OFFICIAL-SENSITIVE'],
  ['This is NATO SECRET matter', 'nato', 'NATO SECRET'],
  ['SECRET UE/EU SECRET\nBody', 'eu-euci', 'SECRET UE/EU SECRET'],
  ['TLP:AMBER+STRICT', 'tlp', 'AMBER+STRICT'],
  ['ＴＬＰ：ＲＥＤ', 'tlp', 'RED'],
])('%s', (text, scheme, level) => {
  expect(foreignMarkDetector.detect(runOfText(text)).map(({ facts }) => facts)).toEqual([
    expect.objectContaining({ scheme, level }),
  ]);
});

test.each([
  '(C) 2024 Example Company',
  'The secret of his success',
  '(U) shaped',
  'A SECRET GARDEN',
  'OFFICIAL WEBSITE of x',
])('no foreign mark: %s', (text) => {
  expect(foreignMarkDetector.detect(runOfText(text))).toEqual([]);
});

test('the packs that ship are those the marks are looked for', () => {
  expect([...builtinPacks.keys()]).toEqual([
    'cn-state-secret',
    'cn-work-secret',
    'cn-soe-trade-secret',
    'internal',
  ]);
});
