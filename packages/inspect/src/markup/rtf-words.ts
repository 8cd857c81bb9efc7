import type { PlaceKind } from '../document/place.ts';

/** Control words that stand for a sign (RTF 1.9.1, "Special Characters"). */
export const rtfSigns: Readonly<Record<string, string>> = {
  tab: '\t',
  line: '\n',
  lbr: '\n',
  softline: '\n',
  emdash: '—',
  endash: '–',
  emspace: '\u2003',
  enspace: '\u2002',
  qmspace: '\u2005',
  bullet: '•',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
};

/** Control words that end a paragraph, a cell or a page. */
export const rtfEnds: ReadonlySet<string> = new Set([
  'par',
  'sect',
  'page',
  'column',
  'cell',
  'nestcell',
  'row',
  'nestrow',
]);
export const rtfCellEnds: ReadonlySet<string> = new Set(['cell', 'nestcell', 'row', 'nestrow']);

/** Destinations that are stories of their own. */
export const rtfStories: Readonly<Record<string, PlaceKind>> = {
  header: 'header',
  headerl: 'header',
  headerr: 'header',
  headerf: 'header',
  footer: 'footer',
  footerl: 'footer',
  footerr: 'footer',
  footerf: 'footer',
  footnote: 'footnote',
  annotation: 'comment',
  shptxt: 'text-box',
  dptxbxtext: 'text-box',
};

/** Destinations that are one word, and what it is the word of. */
export const rtfProperties: Readonly<Record<string, string>> = {
  title: 'title',
  subject: 'subject',
  author: 'author',
  manager: 'manager',
  company: 'company',
  operator: 'lastAuthor',
  category: 'category',
  keywords: 'keywords',
  doccomm: 'comments',
  hlinkbase: 'hyperlinkBase',
  propname: 'customName',
  staticval: 'custom',
  docvar: 'variable',
  revtbl: 'reviser',
  atnauthor: 'commentAuthor',
  template: 'template',
  bkmkstart: 'bookmark',
  sv: 'shape',
  ffdeftext: 'formDefault',
  ffhelptext: 'formHelp',
  ffstattext: 'formStatus',
  ffl: 'formList',
  xe: 'indexEntry',
  tc: 'contentsEntry',
  mmdatasource: 'mailMergeSource',
  mmquery: 'mailMergeQuery',
  mmconnectstr: 'mailMergeConnection',
};

/** Destinations that hold tables, numbers, switches and what is said elsewhere, and nothing anybody wrote. */
export const rtfSilent: ReadonlySet<string> = new Set(
  (
    'stylesheet listtable listoverridetable rsidtbl generator latentstyles themedata colorschememapping xmlnstbl ' +
    'mmathPr wgrffmtfilter fchars lchars defchp defpap panose falt fontemb fontfile blipuid pnseclvl pn pgptbl ' +
    'filetbl passwordhash oldcprops oldpprops oldtprops oldsprops objclass objname objalias objsect objtime ' +
    'shprslt nonshppict ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn bkmkend atrfstart atrfend atnref atntime ' +
    'atndate atnicn atnid atnparent creatim revtim printim buptim ffname ffformat ffentrymcr ffexitmcr sn upr'
  ).split(' '),
);

/** Destinations marked as skippable whose text nevertheless belongs to what is around them. */
export const rtfTransparent: ReadonlySet<string> = new Set(
  'shpinst shppict userprops moMath moMathPara formfield background do mailmerge nesttableprops picprop'.split(
    ' ',
  ),
);
