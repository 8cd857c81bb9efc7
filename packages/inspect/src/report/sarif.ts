import { describeGap } from '../document/gaps.ts';
import type { VerdictReason } from '../policy/decide-verdict.ts';
import type { Verdict } from '../policy/policy-schema.ts';
import type { Coverage } from '../scan/coverage.ts';
import type { Report, ReportedFinding, ReportedGap } from '../scan/report.ts';
import { describePlace, detectorName, findingText, sumsOf } from './describe.ts';
import { describeCoverage } from './describe-coverage.ts';
import type { ReportWriter, WriterOptions } from './writer.ts';

const schema = 'https://json.schemastore.org/sarif-2.1.0.json';
const levels = { block: 'error', review: 'warning', pass: 'note' } as const satisfies Record<Verdict, string>;

/**
 * SARIF 2.1.0 (OASIS Standard, 2020) for tools that gather findings. One run; results are written as they come, the
 * rules that were met and the gaps (notifications of the invocation) follow at its end.
 */
export function createSarifWriter(options: WriterOptions): ReportWriter {
  const { write } = options;
  const rules = new Map<string, unknown>();
  const notifications: unknown[] = [];
  let gapsLeftOut = 0;
  let results = 0;
  return {
    begin: () => write(`{"$schema":${JSON.stringify(schema)},"version":"2.1.0","runs":[{"results":[`),
    report: (report) => {
      for (const sum of sumsOf(report)) {
        rules.set(`sum.${sum.rule}`, {
          id: `sum.${sum.rule}`,
          shortDescription: { text: `${sum.zh} / ${sum.en}` },
        });
        write(`${results === 0 ? '' : ','}\n${JSON.stringify(sumResultOf(sum, report, options))}`);
        results += 1;
      }
      for (const finding of report.findings) {
        if (!rules.has(finding.detector)) rules.set(finding.detector, ruleOf(finding));
        write(`${results === 0 ? '' : ','}\n${JSON.stringify(resultOf(finding, report, options))}`);
        results += 1;
      }
      for (const gap of report.uninspected) {
        if (notifications.length < notificationsMax) notifications.push(notificationOf(gap, report, options));
        else gapsLeftOut += 1;
      }
    },
    end: (coverage) => {
      const rest = runEnd(coverage, { rules: [...rules.values()], notifications, gapsLeftOut }, options);
      write(`\n],${JSON.stringify(rest).slice(1, -1)}}]}\n`);
    },
  };
}

/** Gaps held until the end of the file; the coverage counts all. */
const notificationsMax = 100_000;

function ruleOf(finding: ReportedFinding): unknown {
  const [zh, en] = [detectorName(finding, 'zh'), detectorName(finding, 'en')];
  return {
    id: finding.detector,
    name: finding.detector.replaceAll(/(?:^|[.-])([a-z])/gi, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: `${zh} / ${en}` },
    help: { text: finding.citation === '' ? `${zh} / ${en}` : finding.citation },
    properties: { family: finding.family },
  };
}

function sumResultOf(sum: VerdictReason, report: Report, { language }: WriterOptions): unknown {
  return {
    ruleId: `sum.${sum.rule}`,
    level: levels[sum.verdict],
    message: { text: sum[language] },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(report.path) } } }],
    properties: { verdict: sum.verdict, count: sum.count },
  };
}

function resultOf(finding: ReportedFinding, report: Report, { language }: WriterOptions): unknown {
  const place = describePlace(finding.place, language);
  const said = findingText(finding, language);
  const excerpt = said === '' ? '' : `: ${said}`;
  return {
    ruleId: finding.detector,
    level: levels[finding.verdict],
    message: { text: `${detectorName(finding, language)}${excerpt}` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: uriOf(report.path) } },
        ...(place === '' ? {} : { logicalLocations: [{ fullyQualifiedName: place }] }),
      },
    ],
    partialFingerprints: { 'fengniDigest/v1': finding.digest },
    rank: Math.round(finding.confidence * 100),
    properties: {
      verdict: finding.verdict,
      rule: finding.rule,
      confidence: finding.confidence,
      hidden: finding.hidden,
      citation: finding.citation,
      place: finding.place,
      from: finding.from,
      to: finding.to,
      facts: finding.facts,
    },
  };
}

function notificationOf(gap: ReportedGap, report: Report, { language }: WriterOptions): unknown {
  const inner = gap.path.join(' › ');
  return {
    level: gap.verdict === 'pass' ? 'note' : 'warning',
    message: { text: inner === '' ? describeGap(gap)[language] : `${inner}: ${describeGap(gap)[language]}` },
    descriptor: { id: `gap.${gap.reason}` },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(report.path) } } }],
    properties: { ...gap },
  };
}

function runEnd(
  coverage: Coverage,
  met: { rules: unknown[]; notifications: unknown[]; gapsLeftOut: number },
  { language, policy, startedAt }: WriterOptions,
): unknown {
  return {
    tool: {
      driver: {
        name: 'Fengni',
        fullName: '封泥 Fengni',
        semanticVersion: '0.1.0',
        language: language === 'zh' ? 'zh-CN' : 'en',
        rules: met.rules,
      },
    },
    columnKind: 'utf16CodeUnits',
    invocations: [
      {
        executionSuccessful: !coverage.interrupted,
        startTimeUtc: startedAt,
        toolExecutionNotifications: met.notifications,
      },
    ],
    properties: {
      policy,
      coverage,
      coverageStatement: describeCoverage(coverage, language),
      notificationsLeftOut: met.gapsLeftOut,
    },
  };
}

/** A path as a relative or file URI, its bytes escaped (RFC 3986). */
function uriOf(path: string): string {
  const escaped = path
    .replaceAll('\\', '/')
    .split('/')
    .map((part) => encodeURIComponent(part.toWellFormed()))
    .join('/');
  return path.startsWith('/') ? `file://${escaped}` : escaped;
}
