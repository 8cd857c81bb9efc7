import type { ChaskeyKey } from '@fengni/inspect/chaskey';
import { type LoadTx, type Query, defineQuery } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import { decodeCursor, encodeCursor } from '@fengni/kernel/register/page';
import { refuseVault } from '@fengni/kernel/vault/errors';
import type { VaultObjectRow } from '@fengni/kernel/vault/tables';
import type { Vault } from '@fengni/kernel/vault/vault';
import type { z } from 'zod';
import { levelToken } from '../../carriers/api.ts';
import { SearchHits, SearchQuery } from '../contract.ts';
import { decodeDocumentText } from '../examination/document-text.ts';
import { vaultModulePolicy } from '../policy.ts';
import { type FoundWords, findWords } from './find-words.ts';
import { gramsOfWords } from './grams.ts';

type Hit = z.input<typeof SearchHits>['rows'][number];
interface Candidate {
  copy_id: string;
  at_key: string;
}
interface CandidateFacts {
  copy_id: string;
  carrier_id: string;
  number: string;
  mark: string;
  scheme: string;
  level: string;
  title: string;
  file_name: string;
  object: VaultObjectRow;
}

/** Texts read for one page of hits: where grams mislead more often, the page ends early and the next one goes on. */
const textsReadMax = 60;
const cursorTypes = ['timestamptz', 'uuid'];

/**
 * Words in the text of electronic copies: those the caller may know, below 机密, the newest first. What the grams name is
 * read and shown only where the words do stand in a row.
 */
export function createSearchQuery(the: { readonly vault: Vault; readonly gramKey: ChaskeyKey }): Query {
  return defineQuery({
    name: 'vault.search',
    title: { zh: '查找电子文档正文', en: 'Search in the text of documents' },
    input: SearchQuery,
    output: SearchHits,
    rule: vaultModulePolicy['vault.search'],
    async run(tx, { input }) {
      const grams = gramsOfWords(input.words, the.gramKey);
      if (grams.length === 0) return { rows: [], next: null, tooShort: true };
      // locked, nothing can be confirmed, whatever there is: said the same to everybody
      if (the.vault.status !== 'open')
        throw refuseVault(the.vault.status === 'none' ? 'vault.none' : 'vault.locked');
      return { ...(await findHits(tx, the.vault, { input, grams })), tooShort: false };
    },
  });
}

async function findHits(
  tx: LoadTx,
  vault: Vault,
  { input, grams }: { readonly input: z.output<typeof SearchQuery>; readonly grams: readonly number[] },
): Promise<{ rows: Hit[]; next: string | null }> {
  const rows: Hit[] = [];
  let reached = decodeCursor(input.after, cursorTypes);
  for (let read = 0; read < textsReadMax;) {
    const wanted = input.limit + 1 - rows.length;
    const candidates = await tx.readSql<Candidate>(
      `select copy_id, registered_at::text as at_key from find_content($1, $2, $3::timestamptz, $4::uuid, $5)`,
      [grams, input.registerId, reached?.[0] ?? null, reached?.[1] ?? null, wanted],
    );
    const facts = await readFacts(
      tx,
      candidates.map(({ copy_id: id }) => id),
    );
    const confirmed = await Promise.all(
      candidates.map(async ({ copy_id: id }) => {
        const found = facts.get(id);
        const words = found === undefined ? null : await confirm(vault, found.object, input.words);
        return found === undefined || words === null ? null : hitOf(found, words);
      }),
    );
    for (const [i, candidate] of candidates.entries()) {
      const hit = confirmed[i] ?? null;
      if (hit !== null && rows.length === input.limit)
        return { rows, next: reached === null ? null : encodeCursor(reached) };
      if (hit !== null) rows.push(hit);
      reached = [candidate.at_key, candidate.copy_id];
    }
    if (candidates.length < wanted) return { rows, next: null };
    read += candidates.length;
  }
  return { rows, next: reached === null ? null : encodeCursor(reached) };
}

async function readFacts(tx: LoadTx, copyIds: readonly string[]): Promise<Map<string, CandidateFacts>> {
  if (copyIds.length === 0) return new Map();
  const rows = await tx.readSql<CandidateFacts>(
    `select e.id as copy_id, c.id as carrier_id, c.number, c.mark, c.scheme, c.level, m.title, f.file_name, to_jsonb(o) as object
     from electronic_copy e join carrier c on c.id = e.carrier_id join carrier_matter m on m.id = c.id
       join electronic_copy_matter f on f.id = e.id join vault_object o on o.id = e.text_object_id
     where e.id = any ($1)`,
    [copyIds],
  );
  return new Map(rows.map((row) => [row.copy_id, row]));
}

/** Whether the words stand in the stored text, and what stands around them; what cannot be read is no hit. */
async function confirm(vault: Vault, text: VaultObjectRow, words: string): Promise<FoundWords | null> {
  try {
    const { pieces } = await decodeDocumentText(vault.read(text));
    return findWords(pieces, words);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

function hitOf(found: CandidateFacts, words: FoundWords): Hit {
  const {
    copy_id: copyId,
    carrier_id: carrierId,
    number,
    mark,
    scheme,
    level,
    title,
    file_name: fileName,
  } = found;
  return {
    copyId,
    carrierId,
    number,
    mark,
    levelToken: levelToken(scheme, level, mark),
    title,
    fileName,
    ...words,
  };
}
