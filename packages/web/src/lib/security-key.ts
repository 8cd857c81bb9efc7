import { FactorOffer, KeyCreation } from '@fengni/kernel/access/contract';
import { WebAuthnAbortService, startAuthentication, startRegistration } from '@simplewebauthn/browser';
import type { z } from 'zod';
import { t } from './i18n.ts';
import { presentError } from './present-error.ts';
import { runCommand } from './run-command.ts';

export type Offer = z.output<typeof FactorOffer>;

/** A command to begin with, before a key is touched. */
export interface Beginning {
  readonly name: string;
  readonly input: unknown;
}

/** Where this page was opened, as far as security keys go by it. */
export interface PageAddress {
  readonly protocol: string;
  readonly hostname: string;
  readonly port: string;
  /** Whether the browser has security keys at all; it hides them from pages that are not encrypted. */
  readonly hasKeys: boolean;
}

const bareAddress = /^(\d{1,3}(\.\d{1,3}){3}|\[[\da-f:.]+\])$/i;
const thisMachine = /^(127(\.\d{1,3}){3}|\[::1\])$/;

function thisPage(): PageAddress {
  const { protocol, hostname, port } = globalThis.location;
  return { protocol, hostname, port, hasKeys: 'PublicKeyCredential' in globalThis };
}

/** Why security keys cannot be used on this page, and what to do; null where they can. */
export function whyNoKey(page: PageAddress = thisPage()): string | null {
  const { protocol, hostname, port } = page;
  if (thisMachine.test(hostname)) {
    const address = `${protocol}//localhost${port === '' ? '' : `:${port}`}`;
    return t('key.off.local', { address });
  }
  if (bareAddress.test(hostname)) return t('key.off.address');
  const isLocal = hostname === 'localhost' || hostname.endsWith('.localhost');
  if (protocol !== 'https:' && !isLocal) return t('key.off.plain');
  return page.hasKeys ? null : t('key.off.browser');
}

/** Asks the server how the second factor can be shown. */
export async function beginOffer({ name, input }: Beginning): Promise<Offer> {
  return FactorOffer.parse((await resultOf(name, input))['offer']);
}

async function resultOf(name: string, input: unknown): Promise<Readonly<Record<string, unknown>>> {
  const outcome = await runCommand(name, input);
  return outcome.kind === 'done' ? (outcome.result ?? {}) : {};
}

/** Has a known key touched. Returns what the server wants as `assertion`. */
export async function touchKey(options: NonNullable<Offer['key']>): Promise<unknown> {
  const allowCredentials = options.allowCredentials.map(withTransports);
  return startAuthentication({ optionsJSON: { ...options, allowCredentials } });
}

/** Begins a registration and has the new key touched. Returns what the server wants as `registration`. */
export async function touchNewKey({ name, input }: Beginning): Promise<unknown> {
  const { options } = KeyCreation.parse(await resultOf(name, input));
  const excludeCredentials = options.excludeCredentials.map(withTransports);
  return startRegistration({ optionsJSON: { ...options, excludeCredentials } });
}

/** Lets the browser stop waiting for a touch. */
export function cancelKeyTouch(): void {
  WebAuthnAbortService.cancelCeremony();
}

function withTransports<Key extends { readonly transports?: string[] | undefined }>({
  transports,
  ...key
}: Key) {
  return transports === undefined ? key : { ...key, transports };
}

/** What went wrong with a key, in words; null where the user himself turned back. */
export function presentKeyFault(fault: unknown): string | null {
  const name = fault instanceof Error ? fault.name : '';
  if (name === 'AbortError') return null;
  if (name === 'NotAllowedError') return t('key.fault.untouched');
  if (name === 'InvalidStateError') return t('key.fault.known');
  if (name === 'SecurityError') return t('key.off.address');
  if (fault instanceof DOMException || name === 'NotSupportedError' || name === 'ConstraintError')
    return t('key.fault.other');
  return presentError(fault);
}
