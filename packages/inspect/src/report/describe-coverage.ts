import { describeGap, isGapReason } from '../document/gaps.ts';
import { verdicts } from '../policy/policy-schema.ts';
import type { Coverage, Reading } from '../scan/coverage.ts';
import { describeBytes, readingName, verdictName } from './describe.ts';
import { inLanguage } from './language.ts';
import type { Language } from './language.ts';

const readings: readonly Reading[] = ['whole', 'partly', 'not'];

/** The coverage statement in lines of text: verdicts, what was read, what was not and why. */
export function describeCoverage(coverage: Coverage, language: Language): string[] {
  const t = inLanguage(language);
  const lines: string[] = [];
  if (coverage.interrupted)
    lines.push(
      t(
        '检查中途停止：以下只是已检查的部分。',
        'Stopped before the end: this covers only what was inspected.',
      ),
    );
  const named = verdicts
    .toReversed()
    .map((verdict) => `${verdictName(verdict, language)} ${coverage.verdicts[verdict]}`)
    .join(t('，', ', '));
  lines.push(
    t(
      `共 ${coverage.files} 个文件，${describeBytes(coverage.bytes)}（内含文件 ${coverage.parts} 个）：${named}`,
      `${coverage.files} files, ${describeBytes(coverage.bytes)} (${coverage.parts} files within them): ${named}`,
    ),
  );
  lines.push(
    readings
      .map((reading) => {
        const { files, bytes } = coverage.reading[reading];
        return t(
          `${readingName(reading, 'zh')} ${files} 个（${describeBytes(bytes)}）`,
          `${readingName(reading, 'en')} ${files} (${describeBytes(bytes)})`,
        );
      })
      .join(t('，', ', ')),
  );
  if (coverage.cached > 0)
    lines.push(
      t(
        `其中 ${coverage.cached} 个与上次相同，沿用上次结果`,
        `${coverage.cached} of them unchanged, taken from the cache`,
      ),
    );
  return [...lines, ...kindLines(coverage, language), ...reasonLines(coverage, language)];
}

function kindLines(coverage: Coverage, language: Language): string[] {
  const t = inLanguage(language);
  const kinds = Object.entries(coverage.kinds).toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (kinds.length === 0) return [];
  const named = kinds.map(([kind, { files, whole }]) =>
    whole === files ? `${kind} ${files}` : `${kind} ${whole}/${files}`,
  );
  return [
    t(`按格式（全部读取的/总数）：${named.join('，')}`, `By kind (read whole/all): ${named.join(', ')}`),
  ];
}

function reasonLines(coverage: Coverage, language: Language): string[] {
  const t = inLanguage(language);
  const reasons = Object.entries(coverage.reasons).toSorted(([, a], [, b]) => b.files - a.files);
  if (reasons.length === 0) return [];
  const lines = reasons.map(([reason, { gaps, files, bytes, limit }]) => {
    const gap = isGapReason(reason) ? { reason, ...(limit === undefined ? {} : { limit }) } : undefined;
    const text = gap === undefined ? reason : describeGap(gap)[language];
    const size = bytes > 0 ? t(`，${describeBytes(bytes)}`, `, ${describeBytes(bytes)}`) : '';
    return t(
      `  ${gaps} 处（${files} 个文件${size}）  ${text}`,
      `  ${gaps} in ${files} files${size}  ${text}`,
    );
  });
  return [t('没有检查的内容：', 'Not inspected:'), ...lines];
}
