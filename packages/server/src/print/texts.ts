import { textsEn } from './texts-en.ts';
import { textsZh } from './texts-zh.ts';

/** Languages of the printed words. */
export type Lang = 'zh' | 'en';
export type TextKey = keyof typeof textsZh;
export type Texts = Record<TextKey, string>;

const tables: Record<Lang, Texts> = { zh: textsZh, en: textsEn };

/** All words of one language. */
export function textsOf(lang: Lang): Texts {
  return tables[lang];
}

/** Fills `{name}` in a text; a place without a value stays as it is, so that a mistake is seen. */
export function fillText(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/gu, (place, name: string) => String(values[name] ?? place));
}
