import type { ClockworkTask } from '@fengni/kernel/command/define';
import { addDays, parseLocalDate } from '@fengni/schemes/term';
import { invariant } from '@fengni/kernel/command/invariant';
import { addLetters, readSigners } from './issue.ts';
import type { LetterTemplateRow } from './tables.ts';

/** Days before the end of a commitment at which the next is issued, and by which it is to be signed. */
export const renewBeforeDays = 30;
/** Days to sign a commitment that a post asks for. */
const postingDays = 7;
/** Letters of one run; the next run takes the others. */
const renewedAtOnceMax = 500;

interface Wanted {
  readonly template_id: string;
  readonly signer_id: string;
  readonly due_on: string | null;
}

/**
 * Commitments whose time is nearly over, and holders of graded posts who have none, each with the version in force. What
 * was issued and is not signed yet counts as there.
 */
const wantedText = `
  select n.id as template_id, l.signer_id, l.expires_on as due_on
  from letter l join letter_template t on t.id = l.template_id
    join letter_template n on n.family_id = t.family_id and n.state = 'in-force'
    join person p on p.id = l.signer_id and p.left_on is null and p.frozen_at is null
  where l.kind = 'commitment' and l.state = 'complete' and l.expires_on between house_today() - 90 and house_today() + $1::int
    and not exists (select from letter f join letter_template g on g.id = f.template_id
      where f.signer_id = l.signer_id and g.family_id = t.family_id and f.state <> 'void' and f.issued_at > l.issued_at)
  union
  select n.id, h.person_id, null::date
  from letter_template n join unit u on u.id = n.unit_id
    join holding h on h.ended_on is null and h.started_on <= house_today()
    join post o on o.id = h.post_id and o.grade is not null
    join unit v on v.id = o.unit_id and v.path <@ u.path
    join person p on p.id = h.person_id and p.left_on is null and p.frozen_at is null
  where n.state = 'in-force' and n.kind = 'commitment' and n.occasion = 'posting'
    and not exists (select from letter f join letter_template g on g.id = f.template_id
      where f.signer_id = h.person_id and g.family_id = n.family_id and f.state <> 'void')
  order by 1, 2 limit $2`;

/** Commitment letters renew themselves, and a graded post asks for one (ORG-4). */
export const renewLetters: ClockworkTask = {
  name: 'letter.renew',
  title: { zh: '续签承诺书', en: 'Renew commitment letters' },
  everyMinutes: 24 * 60,
  async run(tx) {
    const wanted = await tx.readSql<Wanted>(wantedText, [renewBeforeDays, renewedAtOnceMax]);
    if (wanted.length === 0) return { result: { issued: 0 } };
    const today = parseLocalDate(tx.today);
    invariant(today !== null, 'today is a date');
    const templates = await tx.readSql<LetterTemplateRow>(
      'select * from letter_template where id = any ($1)',
      [[...new Set(wanted.map((one) => one.template_id))]],
    );
    const people = await readSigners(
      tx,
      wanted.map((one) => one.signer_id),
    );
    const issued = await addLetters(
      tx,
      wanted.flatMap((one) => {
        const template = templates.find((row) => row.id === one.template_id);
        const signer = people.get(one.signer_id);
        if (template === undefined || signer === undefined) return [];
        const due = one.due_on === null ? addDays(today, postingDays) : one.due_on;
        const dueOn = due < tx.today ? tx.today : due;
        return [
          {
            template,
            year: Number(dueOn.slice(0, 4)),
            dueOn,
            signer,
            counter: null,
            parentId: null,
            items: template.items,
            issuedBy: null,
          },
        ];
      }),
    );
    return { result: { issued: issued.length } };
  },
};
