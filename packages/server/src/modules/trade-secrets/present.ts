import type { LoadTx } from '@fengni/kernel/command/define';
import { levelOf } from '@fengni/schemes/packs';
import type { TradeSecretItemView } from './contract.ts';
import { tradeSecretScheme } from './rules.ts';
import type { KnownItem } from './store.ts';

type Names = ReadonlyMap<string, string>;

/** Names of whoever and whatever these items name, as the caller sees them: one statement. */
async function readNames(tx: LoadTx, items: readonly KnownItem[]): Promise<Names> {
  const matters = items.flatMap(({ matter }) => matter ?? []);
  const persons = matters.flatMap((m) => [...m.holder_persons, m.owner_person ?? []].flat());
  const posts = matters.flatMap((m) => [...m.holder_posts, m.owner_post ?? []].flat());
  const rows = await tx.readSql<{ id: string; name: string }>(
    `select id, name from person where id = any($1)
     union all select p.id, u.name || ' ' || p.name from post p join unit u on u.id = p.unit_id where p.id = any($2)
     union all select id, number from carrier where id = any($3)`,
    [persons, posts, matters.flatMap((m) => m.carrier_ids)],
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}

export function levelTokenOf(level: string): string {
  return levelOf(tradeSecretScheme, level)?.colour ?? 'neutral';
}

/** Items as they are shown: number, level and term for who handles, the rest for who may know. */
export async function presentItems(tx: LoadTx, items: readonly KnownItem[]): Promise<TradeSecretItemView[]> {
  const names = await readNames(tx, items);
  const named = (id: string) => ({ id, name: names.get(id) ?? '' });
  return items.map(({ item, matter }) => ({
    id: item.id,
    secretId: item.secret_id,
    number: item.number,
    level: item.level,
    levelToken: levelTokenOf(item.level),
    mark: item.mark,
    scheme: tradeSecretScheme,
    validity: item.validity,
    since: item.since,
    expiresOn: item.expires_on,
    expired: item.expires_on !== null && item.expires_on < tx.today,
    change: item.change,
    matter:
      matter === null
        ? null
        : {
            name: matter.name,
            kind: matter.kind,
            content: matter.content,
            valueNote: matter.value_note,
            owner:
              matter.owner_person === null
                ? { ...named(matter.owner_post ?? ''), by: 'post' }
                : { ...named(matter.owner_person), by: 'person' },
            holderPersons: matter.holder_persons.map(named),
            holderPosts: matter.holder_posts.map(named),
            measures: matter.measures,
            measuresNote: matter.measures_note,
            carriers: matter.carrier_ids.flatMap((id) => {
              const number = names.get(id);
              return number === undefined ? [] : [{ id, number }];
            }),
            changeReason: matter.change_reason,
          },
  }));
}
