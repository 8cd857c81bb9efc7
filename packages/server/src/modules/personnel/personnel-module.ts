import type { Bilingual, Module, TrailParams } from '@fengni/kernel/command/define';
import type { KeyRing } from '@fengni/kernel/keys/key-ring';
import { boardQueries } from './board.ts';
import { reviewsFallDue, reviewsLapse } from './clockwork.ts';
import { personnelErrors, personnelObligations } from './contract.ts';
import { decisionCommands } from './decide.ts';
import { filingQueries } from './filing-queries.ts';
import { createFilingCommands } from './filings.ts';
import { gradingCommands } from './grading.ts';
import { personnelPapers } from './papers.ts';
import { peopleQueries } from './people-queries.ts';
import { postQueries } from './post-queries.ts';
import { reviewQueries } from './queries.ts';
import { reviewCommands } from './reviews.ts';
import {
  filingChangeTitles,
  filingChanges,
  gradeCodes,
  opinionSideTitles,
  opinionSides,
  opinionVerdictTitles,
  opinionVerdicts,
  personGradeTitles,
  reviewKindTitles,
  reviewKinds,
  reviewResultTitles,
  reviewResults,
} from './rules.ts';

/** The title of a word of a closed list, or nothing. */
function wordsOf<Word extends string>(
  value: unknown,
  words: readonly Word[],
  titles: Readonly<Record<Word, Bilingual>>,
): Bilingual {
  const word = words.find((one) => one === value);
  return word === undefined ? { zh: '', en: '' } : titles[word];
}

function there(words: readonly string[]): readonly string[] {
  return words.filter((word) => word !== '');
}

function joined(zh: readonly string[], en: readonly string[]): Bilingual {
  return { zh: there(zh).join('，'), en: there(en).join(', ') };
}

function explainReview(params: TrailParams): Bilingual {
  const kind = wordsOf(params['kind'], reviewKinds, reviewKindTitles);
  const grade = wordsOf(params['grade'], gradeCodes, personGradeTitles);
  const result = wordsOf(params['result'], reviewResults, reviewResultTitles);
  const until = params['validUntil'];
  const valid = typeof until === 'string' ? until : '';
  return joined(
    [`${kind.zh}（${grade.zh}）`, result.zh, valid === '' ? '' : `有效期至 ${valid}`],
    [`Review ${kind.en} (${grade.en})`, result.en, valid === '' ? '' : `valid until ${valid}`],
  );
}

function explainUnseen(params: TrailParams): Bilingual {
  if (params['what'] === 'opinion') {
    const side = wordsOf(params['side'], opinionSides, opinionSideTitles);
    const verdict = wordsOf(params['verdict'], opinionVerdicts, opinionVerdictTitles);
    return { zh: `${side.zh}审查意见：${verdict.zh}`, en: `Opinion, ${side.en}: ${verdict.en}` };
  }
  const said = explainReview(params);
  if (params['what'] === 'begun') return { zh: `开始审查：${said.zh}`, en: `Begun: ${said.en}` };
  if (params['what'] === 'withdrawn') return { zh: `撤销审查：${said.zh}`, en: `Withdrawn: ${said.en}` };
  return said;
}

function explainFiling(params: TrailParams): Bilingual {
  const change = wordsOf(params['change'], filingChanges, filingChangeTitles);
  const grade = wordsOf(params['grade'], gradeCodes, personGradeTitles);
  const bureau = String(params['bureau'] ?? '');
  return {
    zh: `列入报${bureau}备案的名册：${grade.zh}，${change.zh}`,
    en: `On the list filed with ${bureau}: ${grade.en}, ${change.en}`,
  };
}

/** Posts and people graded, reviewed and filed (PER-1). */
export function createPersonnelModule(the: { readonly keys: KeyRing }): Module {
  return {
    name: 'personnel',
    commands: [...gradingCommands, ...reviewCommands, ...decisionCommands, ...createFilingCommands(the)],
    queries: [...boardQueries, ...postQueries, ...peopleQueries, ...reviewQueries, ...filingQueries],
    files: personnelPapers,
    errors: personnelErrors,
    audits: [],
    clockwork: [reviewsFallDue, reviewsLapse],
    obligations: personnelObligations,
    pages: ['person_review', 'post', 'personnel_filing'],
    trail: [
      {
        id: 'personnel.reviews',
        title: { zh: '保密审查', en: 'Reviews' },
        table: 'person_review',
        sql: 'select * from trail_reviews($1, $2, $3)',
        explain: explainReview,
      },
      {
        id: 'personnel.reviewsUnseen',
        title: { zh: '审查经过和意见', en: 'Reviews as they go, with opinions' },
        table: 'person_review',
        hiddenFromPerson: true,
        sql: 'select * from trail_reviews_unseen($1, $2, $3)',
        explain: explainUnseen,
      },
      {
        id: 'personnel.filings',
        title: { zh: '备案', en: 'Filed with the bureau' },
        table: 'personnel_filing',
        sql: 'select * from trail_filings($1, $2, $3)',
        explain: explainFiling,
      },
    ],
  };
}
