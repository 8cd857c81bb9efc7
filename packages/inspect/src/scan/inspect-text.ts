import { createHash } from 'node:crypto';
import { assembleAllRuns } from '../detect/assemble-runs.ts';
import type { Engine } from './engine.ts';
import { FindingCollector } from './inspect-events.ts';
import type { Report } from './report.ts';

/**
 * Inspects a text in this process, at once: a prompt for a model, a form's field, a message. The report is that of a file
 * of kind `text`; `path` is what the caller calls it.
 */
export function inspectText(text: string, engine: Engine, path = ''): Report {
  const collector = new FindingCollector(engine, path);
  collector.kind = text === '' ? 'empty' : 'text';
  const segment = { text, place: { path: [], kind: 'body' as const } };
  collector.countSegment(segment);
  for (const run of assembleAllRuns([segment], { fileName: path })) collector.inspectRun(run);
  const bytes = Buffer.from(text, 'utf8');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { path, bytes: bytes.byteLength, sha256, ...collector.finish(), cached: false };
}
