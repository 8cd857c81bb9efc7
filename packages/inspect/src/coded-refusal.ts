/** Words for a person; `{detail}` is replaced by what was met. */
export interface RefusalTexts {
  zh: string;
  en: string;
}

/** Something cannot be done, and why: a code for programs, texts for people. Never quotes what is protected. */
export class CodedRefusal<Code extends string> extends Error {
  readonly code: Code;
  readonly texts: RefusalTexts;

  constructor(texts: Readonly<Record<Code, RefusalTexts>>, code: Code, detail: string) {
    const zh = texts[code].zh.replace('{detail}', detail);
    const en = texts[code].en.replace('{detail}', detail);
    super(en);
    // the class that was made, as an error's name says it
    this.name = new.target.name;
    this.code = code;
    this.texts = { zh, en };
  }
}
