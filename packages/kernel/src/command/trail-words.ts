import { builtinPacks, levelOf } from '@fengni/schemes/packs';
import type { Bilingual, TrailParams } from './define.ts';

/** A param as text; empty where it is missing. */
export function textOf(params: TrailParams, key: string): string {
  const value = params[key];
  return value === undefined || value === null ? '' : String(value);
}

/** What stands between brackets after a line; nothing where there is nothing to say. */
export function inBrackets(words: Bilingual): Bilingual {
  return {
    zh: words.zh === '' ? '' : `（${words.zh}）`,
    en: words.en === '' ? '' : ` (${words.en})`,
  };
}

/** A word of a closed list, or itself where the list does not have it. */
export function wordOf(list: Readonly<Record<string, Bilingual>>, key: string): Bilingual {
  return Object.hasOwn(list, key) ? (list[key] ?? { zh: key, en: key }) : { zh: key, en: key };
}

/** What the params' `scheme` and `level` are called. */
export function levelWords(params: TrailParams): Bilingual {
  const level = levelOf(textOf(params, 'scheme'), textOf(params, 'level'));
  return level === undefined ? { zh: '', en: '' } : { zh: level.zh, en: level.en };
}

/** What a grade of people or posts is called; empty for none. */
export function gradeWords(code: string): Bilingual {
  const grade = builtinPacks.get('cn-state-secret')?.grades.find((one) => one.code === code);
  return grade === undefined ? { zh: '', en: '' } : { zh: grade.zh, en: grade.en };
}
