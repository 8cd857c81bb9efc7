import type { Bilingual } from '@fengni/kernel/command/define';

export const letterKinds = ['responsibility', 'commitment'] as const;
export type LetterKind = (typeof letterKinds)[number];
export const letterOccasions = ['yearly', 'posting', 'travel', 'leaving', 'temporary'] as const;
export type LetterOccasion = (typeof letterOccasions)[number];
export const letterStates = ['open', 'signed', 'complete', 'void'] as const;
export type LetterState = (typeof letterStates)[number];
export const itemStates = ['open', 'met', 'missed'] as const;
export type ItemState = (typeof itemStates)[number];

export const letterKindTitles: Readonly<Record<LetterKind, Bilingual>> = {
  responsibility: { zh: '保密责任书', en: 'Responsibility letter' },
  commitment: { zh: '保密承诺书', en: 'Commitment letter' },
};
export const letterOccasionTitles: Readonly<Record<LetterOccasion, Bilingual>> = {
  yearly: { zh: '年度', en: 'yearly' },
  posting: { zh: '上岗', en: 'on posting' },
  travel: { zh: '出国（境）', en: 'before travel abroad' },
  leaving: { zh: '离岗离职', en: 'on leaving' },
  temporary: { zh: '临时涉密', en: 'for temporary access' },
};
export const letterStateTitles: Readonly<Record<LetterState, Bilingual>> = {
  open: { zh: '待签', en: 'to be signed' },
  signed: { zh: '待上级签', en: 'awaiting the upper side' },
  complete: { zh: '已签订', en: 'signed' },
  void: { zh: '已作废', en: 'void' },
};
export const itemStateTitles: Readonly<Record<ItemState, Bilingual>> = {
  open: { zh: '进行中', en: 'under way' },
  met: { zh: '已完成', en: 'met' },
  missed: { zh: '未完成', en: 'missed' },
};

/** What a template can leave open; each stands in braces: `{姓名}`. */
export const placeholders = {
  姓名: 'name',
  工号: 'staffNo',
  单位: 'unit',
  岗位: 'post',
  涉密等级: 'grade',
  年度: 'year',
  上级单位: 'counterUnit',
  上级责任人: 'counter',
  任务: 'items',
  签订期限: 'dueOn',
} as const;
type PlaceholderName = keyof typeof placeholders;
export type LetterFacts = Readonly<Record<(typeof placeholders)[PlaceholderName], string>>;

const placeholderForm = /\{([^{}\n]{1,20})\}/g;

function isPlaceholder(name: string): name is PlaceholderName {
  return Object.hasOwn(placeholders, name);
}

/** Names in braces that a template cannot use, each once. */
export function unknownPlaceholders(body: string): string[] {
  const names = [...body.matchAll(placeholderForm)].map(([, name = '']) => name);
  return [...new Set(names.filter((name) => !isPlaceholder(name)))];
}

/** The text as it is issued: every placeholder filled, and the text never touched again. */
export function fillLetter(body: string, facts: LetterFacts): string {
  return body.replace(placeholderForm, (whole, name: string) =>
    isPlaceholder(name) ? facts[placeholders[name]] : whole,
  );
}

export interface LetterTask {
  readonly task: string;
  readonly measure: string;
  /** What is counted: sessions, hours, inspections; null where the task is met or not. */
  readonly target: number | null;
  readonly countWord: string;
}

/** Tasks as numbered lines of the letter: `1. 开展保密教育。全年不少于 4 次。` */
export function taskLines(tasks: readonly LetterTask[]): string {
  return tasks
    .map(({ task, measure, target, countWord }, i) => {
      const counted = target === null ? '' : `不少于${target}${countWord}。`;
      const ended = /[。；.;]$/u.test(task) ? task : `${task}。`;
      return `${i + 1}. ${ended}${counted}${measure === '' || /[。；.;]$/u.test(measure) ? measure : `${measure}。`}`;
    })
    .join('\n');
}

/** State of a task whose count is known; without a target whoever looks says so himself. */
export function itemStateOf(
  item: { readonly target: number | null },
  done: number,
  said: ItemState,
): ItemState {
  if (item.target === null || said === 'missed') return said;
  return done >= item.target ? 'met' : 'open';
}

/** What a signature makes of a letter: a commitment has one side, a letter of responsibility two, in either order. */
export function stateAfterSigning(kind: LetterKind, parts: ReadonlySet<'signer' | 'counter'>): LetterState {
  if (kind === 'commitment') return 'complete';
  if (parts.has('signer') && parts.has('counter')) return 'complete';
  return parts.has('signer') ? 'signed' : 'open';
}
