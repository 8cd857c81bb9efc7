import { type FileRoute, type LoadTx, defineFile } from '@fengni/kernel/command/define';
import { printLetter } from '../../print/letter.ts';
import { textsOf } from '../../print/texts.ts';
import { housePrinting } from '../house-printing.ts';
import { LetterCall } from './contract.ts';
import { writeLetterDocx } from './letter-docx.ts';
import { lettersPolicy } from './policy.ts';
import { readLetter, readSignatures } from './queries.ts';

const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

type Language = 'zh' | 'en';

async function readPaper(tx: LoadTx, letterId: string, language: Language) {
  const letter = await readLetter(tx, letterId);
  const signatures = await readSignatures(tx, letterId);
  const texts = textsOf(language);
  const side = (part: 'signer' | 'counter', role: string, name: string) => {
    const made = signatures.find((one) => one.part === part);
    // what is not signed on screen is left to the pen
    return {
      role: `${role} ${name}`,
      ...(made === undefined ? {} : { name: made.person, at: made.signed_at }),
    };
  };
  return {
    letter,
    paper: {
      title: letter.name,
      subtitle: `${letter.unit} · ${letter.year}`,
      body: letter.body,
      digest: letter.body_digest,
      signers: [
        side('signer', texts['letter.signer'], letter.signer),
        ...(letter.counter === null ? [] : [side('counter', texts['letter.counter'], letter.counter)]),
      ],
    },
  };
}

/** The code on the paper leads back to the letter. */
function codeOf(letterId: string): string {
  return `FN-L-${letterId.slice(0, 8).toUpperCase()}`;
}

const asPdf = defineFile({
  name: 'letter.print',
  title: { zh: '打印文书', en: 'Print a letter' },
  input: LetterCall,
  rule: lettersPolicy['letter.read'],
  async make(tx, { input, actor }) {
    const { letter, paper } = await readPaper(tx, input.letterId, actor.language);
    const printing = await housePrinting(tx, { actor, code: codeOf(letter.id) });
    const bytes = await printLetter(paper, printing);
    const fileName = `${letter.name} ${letter.signer} ${letter.year}.pdf`;
    return { fileName, mediaType: 'application/pdf', bytes, subject: letter.id };
  },
});

const asDocx = defineFile({
  name: 'letter.docx',
  title: { zh: '导出文书（Word）', en: 'Export a letter as Word' },
  input: LetterCall,
  rule: lettersPolicy['letter.read'],
  async make(tx, { input, actor }) {
    const { letter, paper } = await readPaper(tx, input.letterId, actor.language);
    const { timeZone = 'UTC' } = await housePrinting(tx, { actor, code: codeOf(letter.id) });
    const bytes = await writeLetterDocx({ ...paper, language: actor.language, timeZone });
    const fileName = `${letter.name} ${letter.signer} ${letter.year}.docx`;
    return { fileName, mediaType: docxType, bytes, subject: letter.id };
  },
});

export const letterPapers: readonly FileRoute[] = [asPdf, asDocx];
