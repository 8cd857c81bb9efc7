export type Language = 'zh' | 'en';

/** The text in one of the two languages. */
export function inLanguage(language: Language): (zh: string, en: string) => string {
  return (zh, en) => (language === 'zh' ? zh : en);
}
