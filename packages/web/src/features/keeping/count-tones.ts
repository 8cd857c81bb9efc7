import { z } from 'zod';
import { keep, readKept } from '../../lib/kept.ts';
import type { CountKind } from './count-queue.ts';

interface Tone {
  readonly hertz: number;
  readonly seconds: number;
  readonly shape: OscillatorType;
}

/** Told apart with closed eyes: one high, two rising, one long and low, two short, one very low. */
const tones: Readonly<Record<CountKind, readonly Tone[]>> = {
  found: [{ hertz: 1175, seconds: 0.07, shape: 'sine' }],
  stray: [
    { hertz: 587, seconds: 0.1, shape: 'triangle' },
    { hertz: 880, seconds: 0.14, shape: 'triangle' },
  ],
  unknown: [{ hertz: 196, seconds: 0.45, shape: 'square' }],
  twice: [
    { hertz: 440, seconds: 0.06, shape: 'triangle' },
    { hertz: 440, seconds: 0.06, shape: 'triangle' },
  ],
  fault: [{ hertz: 110, seconds: 0.6, shape: 'sawtooth' }],
};
const pauseSeconds = 0.05;
const loudness = 0.15;
const keptName = 'count.sound';

let audio: AudioContext | null = null;

export function soundWanted(): boolean {
  return readKept('local', keptName, z.boolean()) ?? true;
}

export function keepSound(wanted: boolean): void {
  keep('local', keptName, wanted);
}

/** Sounds what a scan came to; a machine without sound shows the colour only. */
export function playCount(kind: CountKind): void {
  if (!soundWanted() || typeof AudioContext === 'undefined') return;
  audio ??= new AudioContext();
  void audio.resume();
  let at = audio.currentTime;
  for (const tone of tones[kind]) {
    const gain = audio.createGain();
    gain.gain.setValueAtTime(loudness, at);
    gain.gain.exponentialRampToValueAtTime(0.001, at + tone.seconds);
    const oscillator = audio.createOscillator();
    oscillator.type = tone.shape;
    oscillator.frequency.value = tone.hertz;
    oscillator.connect(gain).connect(audio.destination);
    oscillator.start(at);
    oscillator.stop(at + tone.seconds);
    at += tone.seconds + pauseSeconds;
  }
}
