import { type LoadTx, defineCommand, defineQuery } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import { type Mark, parseMarkTolerant } from '@fengni/schemes/mark';
import { MarkSource, type MarkSourceView, MarkSourceQuery, RecordStamp } from './contract.ts';
import { refuseMarks } from './marks-errors.ts';
import { marksPolicy } from './policy.ts';

/** Copy numbers offered for the file of a carrier. */
const copiesMax = 200;

interface SourceIds {
  readonly carrierId: string | null;
  readonly determinationId: string | null;
}
interface SourceRow {
  readonly number: string | null;
  readonly title: string;
  readonly scheme: string;
  readonly level: string;
  readonly validity: Mark['validity'];
  readonly mark: string;
  readonly former_mark: string | null;
  readonly is_released: boolean;
  readonly is_decided: boolean;
}

// the matter is joined: who only handles a thing marks no file of it
const ofCarrier = `select c.number, m.title, c.scheme, c.level, c.validity, c.mark, c.former_mark,
    c.released_on is not null as is_released, true as is_decided
  from carrier c join carrier_matter m on m.id = c.id where c.id = $1`;
const ofDetermination = `select d.number, m.title, d.scheme, d.level, d.validity, d.mark, null as former_mark,
    d.state = 'released' as is_released, d.state in ('decided', 'provisional', 'released') as is_decided
  from determination d join determination_matter m on m.id = d.id where d.id = $1`;

function readMark(text: string | null): Mark | null {
  if (text === null) return null;
  const read = parseMarkTolerant(text, { allowOverMaximum: true });
  return read.ok ? read.mark : null;
}

/** The mark of a thing the caller knows; what he does not know is not found. */
export async function readSource(
  tx: LoadTx,
  { carrierId, determinationId }: SourceIds,
): Promise<MarkSourceView> {
  const id = carrierId ?? determinationId;
  if (id === null) throw refuseMarks('marks.source.missing');
  const [row] = await tx.readSql<SourceRow>(carrierId === null ? ofDetermination : ofCarrier, [id]);
  if (row === undefined) throw new Refusal('not.found');
  if (!row.is_decided) throw refuseMarks('marks.source.undecided');
  const copies = await tx.readSql<{ copy_no: string }>(
    'select copy_no from copy where carrier_id = $1 order by copy_no limit $2',
    [id, copiesMax],
  );
  const mark = { scheme: row.scheme, level: row.level, validity: row.validity };
  return {
    number: row.number ?? '',
    title: row.title,
    mark: row.is_released ? null : mark,
    markText: row.mark,
    former: readMark(row.former_mark),
    copyNumbers: copies.map((copy) => copy.copy_no).filter((copyNo) => /^\d{1,6}$/.test(copyNo)),
  };
}

export const markSource = defineQuery({
  name: 'marks.source',
  title: { zh: '查看事项的密级标志', en: 'See the mark of a thing' },
  input: MarkSourceQuery,
  output: MarkSource,
  rule: marksPolicy['marks.use'],
  run: (tx, { input }) => readSource(tx, input),
});

/** A marked file is handed out: on record before a byte of it is sent. */
export const recordStamp = defineCommand({
  name: 'marks.handOut',
  title: { zh: '输出加盖标志的文件', en: 'Hand out a file with its mark' },
  input: RecordStamp,
  rule: marksPolicy['marks.use'],
  load: (tx, input) => readSource(tx, input),
  async handle(_tx, { input }) {
    return { subject: input.carrierId ?? input.determinationId ?? '' };
  },
});
