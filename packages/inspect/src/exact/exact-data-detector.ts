import type { Detector } from '../detect/detector.ts';
import type { ExactTable } from './exact-table.ts';

/** A field that is enough alone; two or more fields of one row are surer still. */
const confidenceAlone = 0.9;
const confidenceTogether = 0.98;

/** Fields of protected records: a hit for each field of a row that was recognised. The row's number tells who, never what. */
export function createExactDataDetector(table: ExactTable): Detector {
  return {
    id: 'exact-data',
    detect: ({ text }) =>
      table.find(text).flatMap(({ table: id, row, rows, fields }) => {
        const columns = new Set(fields.map(({ column }) => column));
        return fields.map(({ column, range: { from, to } }) => ({
          detector: 'exact-data',
          family: 'exact-data' as const,
          from,
          to,
          confidence: columns.size > 1 ? confidenceTogether : confidenceAlone,
          citation: id,
          facts: { table: id, row, rows, column, fields: columns.size },
        }));
      }),
  };
}
