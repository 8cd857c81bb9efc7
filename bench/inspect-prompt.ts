import { makeDetectors } from '../packages/inspect/src/detect/detectors.ts';
import { assembleAllRuns } from '../packages/inspect/src/detect/assemble-runs.ts';
import { detectRun } from '../packages/inspect/src/detect/detect-run.ts';
import { sealFindings } from '../packages/inspect/src/detect/seal-finding.ts';
import { compileTerms } from '../packages/inspect/src/detect/terms.ts';
import { makeDocument } from './chinese-text.ts';
import { type Bench, percentile, round } from './result.ts';

const promptBytes = 4096;
const prompts = 500;
const warmUp = 200;
const termsCount = 50_000;
const p99MsMax = 5;
/** Documents from here on are in no prompt. */
const strangers = 20_000_000;

/** What a prompt may hold besides: a mark, identifiers, coordinates. */
const secrets = [
  '机密★10年\n',
  '身份证号 110101199003070011，',
  '手机 13912345678，',
  '坐标 116.397128, 39.916527，',
  '示密发〔2026〕12号\n',
];

/**
 * (e) A prompt of 4 KB inspected in process: assembled, folded, looked through by all text detectors and 50 thousand
 * catalogue terms (each some ten characters of documents that are in no prompt), findings masked and digested. Every prompt is another one; one in two holds something.
 */
export const benchInspectPrompt: Bench = async (report) => {
  const words = Array.from({ length: termsCount }, (_, at) => {
    const paragraph = makeDocument(strangers + (at >> 4)).paragraphs[at & 3] ?? '';
    const from = (at * 7) % 100;
    return paragraph.slice(from, from + 9 + (at % 4)).replaceAll(/[，。]/g, '');
  });
  const terms = compileTerms([{ id: 'bench', citation: 'bench', words }]);
  const detectors = makeDetectors({ terms });
  const key = new Uint8Array(32).fill(1);
  const took: number[] = [];
  const used: number[] = [];
  let findings = 0;
  // made beforehand: what making them leaves behind is not the inspection's to clear away
  const texts = Array.from({ length: warmUp + prompts }, (_, at) => makePrompt(at));
  for (const [at, text] of texts.entries()) {
    const cpu = process.cpuUsage();
    const begun = performance.now();
    const segments = [{ text, place: { path: [], kind: 'body' as const } }];
    for (const run of assembleAllRuns(segments, { fileName: '' }))
      findings += sealFindings(detectRun(run, detectors), run, key).length;
    if (at < warmUp) continue;
    took.push(performance.now() - begun);
    const { user, system } = process.cpuUsage(cpu);
    used.push((user + system) / 1000);
  }
  const p99 = percentile(took, 0.99);
  report({
    bench: 'inspect-prompt: 4 KB through all text detectors',
    value: round(p99),
    unit: 'ms p99',
    peer: null,
    ratio: null,
    aim: `≤ ${p99MsMax} ms`,
    met: p99 <= p99MsMax,
    more: {
      p50: round(percentile(took, 0.5)),
      // of the processor alone, without what others on the machine took
      cpuP50: round(percentile(used, 0.5)),
      cpuP99: round(percentile(used, 0.99)),
      prompts,
      terms: terms.wordsCount,
      findings,
      automatonBytes: terms.bytes,
    },
  });
};

function makePrompt(at: number): string {
  const secret = at % 2 === 0 ? (secrets[(at >> 1) % secrets.length] ?? '') : '';
  const text = `${secret}${makeDocument(at, 12).text}`;
  return Buffer.from(text).subarray(0, promptBytes).toString();
}
