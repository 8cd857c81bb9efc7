import { t } from '../../lib/i18n.ts';
import type { FieldSpec } from '../../ui/form-field.tsx';

const enabled = (): FieldSpec => ({
  name: 'enabled',
  label: t('directory.enable'),
  kind: 'toggle',
  why: t('directory.enable.why'),
});
const seconds = (): FieldSpec => ({
  name: 'seconds',
  label: t('directory.seconds'),
  kind: 'number',
  why: t('directory.seconds.why'),
});

/** `kept`: a secret is there already, so that the field may stay empty. */
function secret(name: string, label: string, kept: boolean): FieldSpec {
  return {
    name,
    label,
    kind: 'password',
    autoComplete: 'new-password',
    why: kept ? t('directory.secret.kept') : t('directory.secret.why'),
    ...(kept && { optional: 'absent' as const }),
  };
}

export function ldapFields(kept: boolean): readonly FieldSpec[] {
  return [
    {
      name: 'url',
      label: t('directory.url'),
      kind: 'text',
      why: t('directory.url.why'),
      formatHint: t('directory.url.hint'),
      autoFocus: true,
    },
    {
      name: 'ca',
      label: t('directory.ca'),
      kind: 'textarea',
      why: t('directory.ca.why'),
      formatHint: t('directory.ca.hint'),
    },
    {
      name: 'bindName',
      label: t('directory.bind'),
      kind: 'text',
      why: t('directory.bind.why'),
      formatHint: t('directory.bind.hint'),
      autoComplete: 'off',
    },
    secret('bindPassword', t('directory.bind.password'), kept),
    { name: 'base', label: t('directory.base'), kind: 'text', why: t('directory.base.why') },
    {
      name: 'filter',
      label: t('directory.filter'),
      kind: 'text',
      why: t('directory.filter.why', { login: '{login}' }),
      formatHint: t('directory.filter.hint', { login: '{login}' }),
    },
    {
      name: 'staffNoAttribute',
      label: t('directory.staffno'),
      kind: 'text',
      why: t('directory.staffno.why'),
      optional: 'null',
    },
    seconds(),
    enabled(),
  ];
}

export function oidcFields(kept: boolean): readonly FieldSpec[] {
  return [
    {
      name: 'label',
      label: t('directory.label'),
      kind: 'text',
      why: t('directory.label.why'),
      autoFocus: true,
    },
    {
      name: 'issuer',
      label: t('directory.issuer'),
      kind: 'text',
      why: t('directory.issuer.why'),
      formatHint: t('directory.issuer.hint'),
    },
    {
      name: 'ca',
      label: t('directory.ca'),
      kind: 'textarea',
      why: t('directory.ca.oidc'),
      formatHint: t('directory.ca.hint'),
      optional: 'null',
    },
    { name: 'clientId', label: t('directory.client'), kind: 'text', why: t('directory.client.why') },
    secret('clientSecret', t('directory.client.secret'), kept),
    { name: 'claim', label: t('directory.claim'), kind: 'text', why: t('directory.claim.why') },
    { name: 'scopes', label: t('directory.scopes'), kind: 'text', formatHint: t('directory.scopes.hint') },
    seconds(),
    enabled(),
  ];
}
