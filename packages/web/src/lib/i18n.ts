import { z } from 'zod';
import type { zh } from '../texts/zh.ts';
import { keep, readKept } from './kept.ts';
import { createStore, useStore } from './store.ts';

export const Language = z.enum(['zh', 'en']);
export type Language = z.infer<typeof Language>;

type Texts = typeof zh;
export type TextKey = keyof Texts;

/** Names in `{name}` and `{name|one|other}` of a text. */
type ParamsOf<Text> = Text extends `${string}{${infer Hole}}${infer Rest}`
  ? (Hole extends `${infer Name}|${string}` ? Name : Hole) | ParamsOf<Rest>
  : never;
/** Keys of texts without holes: what tables of labels may hold. */
export type PlainKey = { [Key in TextKey]: [ParamsOf<Texts[Key]>] extends [never] ? Key : never }[TextKey];
type Params<Key extends TextKey> = [ParamsOf<Texts[Key]>] extends [never]
  ? []
  : [Readonly<Record<ParamsOf<Texts[Key]>, string | number>>];

export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

const loaders: Record<Language, () => Promise<Record<TextKey, string>>> = {
  zh: async () => (await import('../texts/zh.ts')).zh,
  en: async () => (await import('../texts/en.ts')).en,
};

const keptName = 'language';
const languageStore = createStore<Language>('zh');
let texts: Partial<Record<TextKey, string>> = {};

/** The language to begin with: what was chosen on this machine, else what the browser asks for. */
export function firstLanguage(): Language {
  const kept = readKept('local', keptName, Language);
  if (kept !== null) return kept;
  return globalThis.navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

/** Loads a language and shows everything in it. */
export async function showLanguage(language: Language): Promise<void> {
  texts = await loaders[language]();
  keep('local', keptName, language);
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  languageStore.set(language);
}

export function currentLanguage(): Language {
  return languageStore.get();
}

export function useLanguage(): Language {
  return useStore(languageStore);
}

/** A text of the program in the language shown. */
export function t<Key extends TextKey>(key: Key, ...params: Params<Key>): string {
  return fillText(texts[key] ?? key, params[0] ?? {});
}

/** Text of the server's own lists, which come in both languages. */
export function pick(text: Bilingual): string {
  return text[languageStore.get()];
}

/** Fills `{name}`; `{count|one|other}` chooses by number, for English plurals. */
export function fillText(text: string, params: Readonly<Record<string, string | number>>): string {
  return text.replace(
    /\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g,
    (_, name: string, one?: string, other?: string) => {
      const value = params[name] ?? '';
      if (one === undefined || other === undefined) return String(value);
      return Number(value) === 1 ? one : other;
    },
  );
}
