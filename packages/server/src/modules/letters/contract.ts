import type { Bilingual } from '@fengni/kernel/command/define';
import type { ErrorList } from '@fengni/kernel/command/refusal';
import { z } from 'zod';
import { ScanInput } from '../scans/contract.ts';
import { itemStates, letterKinds, letterOccasions, letterStates } from './rules.ts';

const Id = z.uuid();
const Day = z.iso.date();
const Year = z.int().min(2000).max(2200);
const After = z.string().max(300).nullable().default(null);
const Reason = z.string().trim().min(2).max(300);
export const lettersAtOnceMax = 500;
export const letterTasksMax = 40;

export const LetterTasks = z
  .array(
    z.object({
      task: z.string().trim().min(1).max(300),
      measure: z.string().trim().max(300).default(''),
      target: z.int().min(1).max(1_000_000).nullable().default(null),
      countWord: z.string().trim().max(10).default(''),
    }),
  )
  .max(letterTasksMax);

const TemplateFields = {
  name: z.string().trim().min(1).max(100),
  body: z.string().trim().min(1).max(20_000),
  items: LetterTasks.default([]),
  validMonths: z.int().min(1).max(120).nullable().default(null),
};
export const DraftTemplate = z.object({
  unitId: Id,
  kind: z.enum(letterKinds),
  occasion: z.enum(letterOccasions),
  ...TemplateFields,
});
export const ReviseTemplate = z.object({ templateId: Id, ...TemplateFields });
export const TemplateCall = z.object({ templateId: Id });

/** Letters to be signed: one for each person, with his own tasks where they are not those of the template. */
export const IssueLetters = z.object({
  templateId: Id,
  year: Year,
  dueOn: Day,
  letters: z
    .array(
      z.object({
        signerId: Id,
        /** Who signs for the upper side; needed for letters of responsibility. */
        counterId: Id.nullable().default(null),
        items: LetterTasks.nullable().default(null),
      }),
    )
    .min(1)
    .max(lettersAtOnceMax),
});
export const SignLetter = z.object({ letterId: Id });
export const EnterPaperLetter = z.object({ letterId: Id, signedOn: Day, scan: ScanInput });
export const VoidLetter = z.object({ letterId: Id, reason: Reason });
export const CheckLetterItem = z.object({
  itemId: Id,
  done: z.int().min(0).max(1_000_000),
  state: z.enum(itemStates),
  note: z.string().trim().max(300).default(''),
});

export const LetterCall = z.object({ letterId: Id });
export const LetterListQuery = z.object({
  year: Year.nullable().default(null),
  kind: z.enum(letterKinds).nullable().default(null),
  state: z.enum(letterStates).nullable().default(null),
  unitId: Id.nullable().default(null),
  mine: z.boolean().default(false),
  late: z.boolean().default(false),
  search: z.string().trim().max(60).default(''),
  after: After,
});
const LetterLine = z.object({
  id: z.string(),
  kind: z.enum(letterKinds),
  occasion: z.enum(letterOccasions),
  name: z.string(),
  year: z.int(),
  unit: z.string(),
  unitId: z.string(),
  signer: z.string(),
  signerId: z.string(),
  counter: z.string().nullable(),
  state: z.enum(letterStates),
  dueOn: z.string(),
  /** Days past the day it was due; 0 where it is not, or is signed. */
  daysLate: z.int(),
  completedAt: z.string().nullable(),
  expiresOn: z.string().nullable(),
  itemsMet: z.int(),
  items: z.int(),
});
export type LetterLineView = z.infer<typeof LetterLine>;
export const LetterList = z.object({ rows: z.array(LetterLine), next: z.string().nullable() });

export const LetterPage = LetterLine.extend({
  body: z.string(),
  digest: z.string(),
  counterId: z.string().nullable(),
  voidReason: z.string(),
  tasks: z.array(
    z.object({
      id: z.string(),
      task: z.string(),
      measure: z.string(),
      target: z.int().nullable(),
      countWord: z.string(),
      done: z.int(),
      state: z.enum(itemStates),
      checks: z.array(
        z.object({
          at: z.string(),
          by: z.string(),
          done: z.int(),
          state: z.enum(itemStates),
          note: z.string(),
        }),
      ),
    }),
  ),
  signatures: z.array(
    z.object({
      part: z.enum(['signer', 'counter']),
      person: z.string(),
      signed: z.enum(['screen', 'paper']),
      at: z.string(),
      enteredBy: z.string(),
      scanId: z.string().nullable(),
      note: z.string(),
    }),
  ),
  /** From the top down to this letter. */
  chain: z.array(
    z.object({
      letterId: z.string(),
      name: z.string(),
      unit: z.string(),
      signer: z.string(),
      counter: z.string().nullable(),
      state: z.enum(letterStates),
    }),
  ),
  /** Which part the caller may sign now. */
  mySign: z.enum(['signer', 'counter']).nullable(),
  mayEnter: z.boolean(),
  mayVoid: z.boolean(),
  mayCheck: z.boolean(),
});

const TemplateLine = z.object({
  id: z.string(),
  familyId: z.string(),
  version: z.int(),
  unit: z.string(),
  unitId: z.string(),
  kind: z.enum(letterKinds),
  occasion: z.enum(letterOccasions),
  name: z.string(),
  state: z.enum(['draft', 'in-force', 'ended']),
  validMonths: z.int().nullable(),
  issuedAt: z.string().nullable(),
  letters: z.int(),
});
export const TemplateList = z.object({ rows: z.array(TemplateLine), next: z.string().nullable() });
export const TemplateListQuery = z.object({
  state: z.enum(['draft', 'in-force', 'ended']).nullable().default(null),
  kind: z.enum(letterKinds).nullable().default(null),
  after: After,
});
export const TemplatePage = TemplateLine.extend({
  body: z.string(),
  items: LetterTasks,
  mayKeep: z.boolean(),
  mayIssue: z.boolean(),
});

/** Who is to sign with a unit: its subordinate units' responsible persons, or its people. */
export const ProposeLetters = z.object({ templateId: Id, unitId: Id, year: Year });
export const LetterProposal = z.object({
  counter: z.object({ id: z.string(), name: z.string() }).nullable(),
  people: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      unit: z.string(),
      role: z.string(),
      /** Has a letter from this template for the year already. */
      has: z.boolean(),
    }),
  ),
});
export const LetterTreeQuery = z.object({ year: Year, kind: z.enum(letterKinds) });
/** Each unit the caller oversees with what its people have signed: who has not, down the tree. */
export const LetterTree = z.object({
  units: z.array(
    z.object({
      id: z.string(),
      parentId: z.string().nullable(),
      name: z.string(),
      issued: z.int(),
      complete: z.int(),
      late: z.int(),
      unsigned: z.array(z.object({ letterId: z.string(), person: z.string(), state: z.enum(letterStates) })),
    }),
  ),
});

export const letterObligations = {
  'letter.sign': { zh: '签订责任书、承诺书', en: 'Sign a letter' },
} as const satisfies Record<string, Bilingual>;

export const letterErrors = {
  'letter.placeholder': {
    status: 422,
    zh: '模板中的 {names} 不是可用的填充项。可用的有：{known}。',
    en: 'The template uses {names}, which cannot be filled. Available: {known}.',
  },
  'letter.template.not.draft': {
    status: 409,
    zh: '该模板已发布或停用，不能修改。请以它为基础起草新版本。',
    en: 'The template has been issued or ended and cannot change. Draft a new version from it.',
  },
  'letter.template.not.in.force': {
    status: 409,
    zh: '该模板未在用。请先发布，或选用在用的版本。',
    en: 'The template is not in force. Issue it first, or choose the version in force.',
  },
  'letter.tasks.missing': {
    status: 422,
    zh: '责任书须列出任务。请逐项写明任务和数量。',
    en: 'A letter of responsibility lists its tasks. Write each with its count.',
  },
  'letter.counter': {
    status: 422,
    zh: '{name} 的责任书须指定上级签订人，且不能是本人。',
    en: 'The letter of {name} needs somebody else to sign for the upper side.',
  },
  'letter.signer.twice': {
    status: 409,
    zh: '{name} 已有该模板本年度的文书，或在名单中出现两次。',
    en: '{name} has a letter from this template for the year already, or is named twice.',
  },
  'letter.person.left': {
    status: 409,
    zh: '{name} 已离开本单位或权限已冻结，不能签订。',
    en: '{name} has left or is frozen and cannot sign.',
  },
  'letter.due.past': {
    status: 422,
    zh: '签订期限不能早于今天。',
    en: 'The day to sign by must not lie in the past.',
  },
  'letter.not.open': {
    status: 409,
    zh: '该文书已签订完毕或已作废。',
    en: 'The letter is signed by all, or void.',
  },
  'letter.not.yours': {
    status: 409,
    zh: '只有文书载明的签订人本人可以签；您已签过，或不是签订人。',
    en: 'Only those named in the letter sign it; you have signed already, or are not named.',
  },
  'letter.signed.future': {
    status: 422,
    zh: '纸质签订日期须在发出之后、今天或之前。',
    en: 'The day it was signed on paper lies between its issue and today.',
  },
  'letter.paper.own': {
    status: 409,
    zh: '不能录入本人签订的纸质文书。请由他人录入。',
    en: 'You cannot enter a letter you signed yourself. Somebody else enters it.',
  },
  'letter.not.complete': {
    status: 409,
    zh: '该责任书尚未签订完毕，任务还不能登记完成情况。',
    en: 'The letter is not signed by both sides yet, so its tasks cannot be checked.',
  },
} as const satisfies ErrorList;
