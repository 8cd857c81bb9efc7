import type { SubjectTitle, SubjectTitles } from '@fengni/kernel/obligation/lines';
import { levelToken } from './modules/carriers/api.ts';

interface Row {
  id: string;
  mark: string;
  scheme: string;
  level: string;
  title: string | null;
}

/** Titles of carriers for lists of obligations: row-level security gives each caller the title or nothing. */
export const carrierTitles: SubjectTitles = async (tx, carrierIds) => {
  const rows = await tx.readSql<Row>(
    `select k.id, k.mark, k.scheme, k.level, m.title from carrier k left join carrier_matter m on m.id = k.id
     where k.id = any($1)`,
    [carrierIds],
  );
  const shown = ({ id, mark, scheme, level, title }: Row): [string, SubjectTitle] => [
    id,
    { title, mark, levelToken: levelToken(scheme, level, mark) },
  ];
  return new Map(rows.map(shown));
};
