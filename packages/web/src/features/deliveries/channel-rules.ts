import { type Channel, type Pack } from '@fengni/schemes/pack';
import { builtinPacks, carrierRulesFor, isChannelAllowed, levelOf } from '@fengni/schemes/packs';
import type { Bilingual } from '../../lib/i18n.ts';

/** A level of a scheme that has to travel. */
export interface Travelling {
  readonly scheme: string;
  readonly level: string;
}

/** A channel and what stands against it for these carriers. */
export interface ChannelOffer {
  readonly channel: Channel;
  /** Levels it may not carry; empty where it may carry all. */
  readonly forbidden: readonly Bilingual[];
}

function packOf(one: Travelling): Pack | undefined {
  return builtinPacks.get(one.scheme);
}

/** Channels the packs of these carriers know, those that may carry all of them first (保守国家秘密法 art. 28). */
export function offerChannels(travelling: readonly Travelling[]): readonly ChannelOffer[] {
  const packs = [...new Set(travelling.flatMap((one) => packOf(one) ?? []))];
  const channels = new Map<string, Channel>();
  for (const channel of packs.flatMap((pack) => pack.channels)) {
    if (!channels.has(channel.id)) channels.set(channel.id, channel);
  }
  const offers = [...channels.values()].map((channel) => ({
    channel,
    forbidden: levelsForbidden(channel.id, travelling),
  }));
  return offers.toSorted((a, b) => Number(a.forbidden.length > 0) - Number(b.forbidden.length > 0));
}

function levelsForbidden(channelId: string, travelling: readonly Travelling[]): readonly Bilingual[] {
  const found = new Map<string, Bilingual>();
  for (const one of travelling) {
    const pack = packOf(one);
    const level = levelOf(one.scheme, one.level);
    if (pack === undefined || level === undefined || isChannelAllowed(pack, channelId, one.level)) continue;
    found.set(`${one.scheme}/${one.level}`, { zh: level.zh, en: level.en });
  }
  return [...found.values()];
}

/** Escorts wanted on the way; what goes by wire has none (保守国家秘密法实施条例 art. 29(2)). */
export function escortsWanted(channelId: string, travelling: readonly Travelling[]): number {
  const wanted = travelling.flatMap((one) => {
    const pack = packOf(one);
    const goesByHand =
      pack?.channels.some((channel) => channel.id === channelId && channel.means === 'physical') === true;
    if (pack === undefined || !goesByHand) return [];
    return carrierRulesFor(pack, 'transfer', one.level).map((rule) => rule.require.escortsMin ?? 0);
  });
  return Math.max(0, ...wanted);
}

/** Every channel of every pack once, for what comes in. */
export function allChannels(): readonly Channel[] {
  const channels = new Map<string, Channel>();
  for (const pack of builtinPacks.values()) {
    for (const channel of pack.channels) if (!channels.has(channel.id)) channels.set(channel.id, channel);
  }
  return [...channels.values()];
}

export function findChannel(id: string): Channel | undefined {
  return allChannels().find((channel) => channel.id === id);
}
