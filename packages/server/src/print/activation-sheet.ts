import { drawFields } from './blocks.ts';
import type { Printing } from './canvas.ts';
import { Page } from './page.ts';
import { mm, typeSize } from './units.ts';

export type AdministratorRole = 'system' | 'security' | 'audit';

/** The own sheet of an administrator (SEC-1) or of another person with an account. The code opens his account once: the bytes are as secret as the code. */
export interface ActivationSheet {
  /** `account` for everybody who is no administrator. */
  role: AdministratorRole | 'account';
  name: string;
  login: string;
  /** Address of the program as it is typed into the browser. */
  address: string;
  /** Activation code; set in groups of four, hyphens and spaces in it are left out. */
  activationCode: string;
  /** Until when the code is good. */
  expires?: Date | undefined;
}

/** The sheet given into his hand: who, where, the code, what to do step by step, and the warning. One page. */
export async function printActivationSheet(sheet: ActivationSheet, printing: Printing): Promise<Uint8Array> {
  const isAccount = sheet.role === 'account';
  const page = new Page(printing, { title: isAccount ? 'activation.title.account' : 'activation.title' });
  const { texts } = page;
  drawFields(page, [
    [
      { label: texts['activation.role'], value: texts[`activation.role.${sheet.role}`] },
      { label: texts['name'], value: sheet.name },
    ],
    [{ label: texts['activation.powers'], value: texts[`activation.powers.${sheet.role}`] }],
    [
      { label: texts['activation.login'], value: sheet.login },
      { label: texts['activation.address'], value: sheet.address },
    ],
  ]);
  page.skip(6 * mm);
  drawActivationCode(page, sheet);
  page.heading(texts['activation.steps']);
  for (const step of ['one', 'two', 'three', 'four', isAccount ? 'five.account' : 'five'] as const) {
    page.paragraph(texts[`activation.step.${step}`], { after: 2 });
  }
  page.heading(texts['activation.warning']);
  page.paragraph(texts[isAccount ? 'activation.warning.text.account' : 'activation.warning.text'], {
    indent: 2,
  });
  return page.finish();
}

function drawActivationCode(page: Page, sheet: ActivationSheet): void {
  const { canvas } = page;
  const groups = sheet.activationCode.replace(/[\s-]+/gu, '').match(/.{1,4}/gu) ?? [];
  const words = { face: 'hei', size: typeSize.five, width: page.width } as const;
  const label = canvas.layoutLine(page.texts['activation.code'], words);
  const code = canvas.layout(groups.join(' - '), {
    face: 'hei',
    size: 24,
    width: page.width - 8 * mm,
    shrinkTo: 14,
  });
  const until = page.t('activation.expires', { time: page.time(sheet.expires) });
  const expires = canvas.layoutLine(sheet.expires === undefined ? '' : until, { ...words, face: 'song' });
  const height = label.height + code.height + expires.height + 8 * mm;
  canvas.doc.rect(page.left, page.y, page.width, height).lineWidth(1).stroke();
  canvas.drawBlock(label, page.left, page.y + 3 * mm, 'center');
  canvas.drawBlock(code, page.left + 4 * mm, page.y + 4 * mm + label.height, 'center');
  canvas.drawBlock(expires, page.left, page.y + 5 * mm + label.height + code.height, 'center');
  page.skip(height + 4 * mm);
}
