import { expect, test } from 'vitest';
import { escortsWanted, offerChannels } from './channel-rules.ts';

const secret = { scheme: 'cn-state-secret', level: 'JIMI' };
const topSecret = { scheme: 'cn-state-secret', level: 'JUEMI' };
const work = { scheme: 'cn-work-secret', level: 'WORK' };
const allowed = (travelling: Parameters<typeof offerChannels>[0]) =>
  offerChannels(travelling)
    .filter((offer) => offer.forbidden.length === 0)
    .map((offer) => offer.channel.id);

test('one top secret carrier narrows the whole batch', () => {
  expect(allowed([secret])).toContain('cipher-fax');
  expect(allowed([secret, topSecret])).not.toContain('cipher-fax');
  expect(allowed([secret, topSecret])).toContain('messenger');
});

test('what no pack allows is shown with the level it may not carry', () => {
  const mail = offerChannels([secret, work]).find((offer) => offer.channel.id === 'internet-mail');
  expect(mail?.forbidden.map((level) => level.zh)).toEqual(['机密', '工作秘密']);
});

test('channels of another pack than the carriers are not offered as allowed', () => {
  expect(allowed([secret])).not.toContain('ordinary-post');
  expect(allowed([])).toEqual([]);
});

test('top secret carriers go with two escorts, and by wire with none', () => {
  expect(escortsWanted('messenger', [secret, topSecret])).toBe(2);
  expect(escortsWanted('classified-network', [topSecret])).toBe(0);
  expect(escortsWanted('messenger', [secret])).toBeLessThan(2);
});
