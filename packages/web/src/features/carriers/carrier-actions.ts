import type { ActionView, CarrierPageView } from '@fengni/server/modules/carriers/contract';
import { fileUrl } from '../../lib/client.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import type { MenuChoice } from '../../ui/menu-button.tsx';
import type { DialogState } from './carrier-forms.tsx';
import { type CopyViewData, actionLabel, lacksDuty, whyNot } from './carrier-words.ts';

/** The dialog a command opens, the address of the page that does it, or null where this screen has neither. */
export function dialogOf(
  command: string,
  page: CarrierPageView,
  copy: CopyViewData | null,
): DialogState | string | null {
  const filters = { carriers: page.id, copies: copy?.id ?? '' };
  if (command === 'delivery.send') return paths.sendCopies(filters);
  if (command === 'destruction.add') return paths.destroyCopies(filters);
  return { command, copy };
}

/** Everything else that can be done, possible first; the impossible with its reason. */
export function menuChoices(the: {
  readonly page: CarrierPageView;
  readonly copy: CopyViewData | null;
  readonly except: string | null;
  readonly onStart: (command: string) => void;
}): MenuChoice[] {
  const { page, copy, except, onStart } = the;
  const ofCopy = copy === null ? [] : [...copy.actions, ...readerActions(copy)];
  const all = [
    ...ofCopy,
    ...page.actions.filter((action) => action.command !== 'carrier.narrowScope'),
  ].filter((action) => action.command !== except);
  const ordered = [...all.filter((action) => action.allowed), ...all.filter((action) => !action.allowed)];
  const choices = ordered.map((action): MenuChoice => ({
    key: action.command,
    label:
      action.parks && action.allowed
        ? t('carrier.act.parks', { what: actionLabel(action.command) })
        : actionLabel(action.command),
    disabledReason: whyNot(action),
    onChoose: () => onStart(action.command),
  }));
  const keeps = copy !== null && !lacksDuty(copy.actions.find((action) => action.command === 'copy.store'));
  return keeps ? [...choices, labelChoice(copy)] : choices;
}

/** What the server offers as handing on can also be done by deputy, or passed over. */
function readerActions(copy: CopyViewData): ActionView[] {
  const pass = copy.actions.find((action) => action.command === 'circulation.pass');
  if (pass === undefined || copy.circulation === null || !pass.allowed) return [];
  return [
    { ...pass, command: 'circulation.passDeputy' },
    { ...pass, command: 'circulation.skip' },
  ];
}

function labelChoice(copy: CopyViewData): MenuChoice {
  return {
    key: 'labels',
    label: t('carrier.labels'),
    onChoose: () => openFile('carrier.labels', { copyIds: [copy.id], layout: 'single' }),
  };
}

/** Opens a printed form in a tab of its own. */
export function openFile(name: string, input: unknown): void {
  globalThis.open(fileUrl(name, input), '_blank', 'noopener');
}
