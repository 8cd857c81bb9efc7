import type { Hidden, PlaceKind } from '../document/place.ts';
import { type Look, hiddenByLook, highlightColours } from '../office/colours.ts';
import type { Runs } from '../office/runs.ts';
import { pagesByCharset } from '../office/code-pages.ts';

/** What a group's text goes into. */
export type RtfDestination =
  | { kind: 'story'; place: PlaceKind; runs: Runs }
  | { kind: 'word'; name: string; parts: string[]; hidden?: boolean }
  | { kind: 'field'; parts: string[] }
  | { kind: 'fonts' }
  | { kind: 'colours' }
  | {
      kind: 'data';
      name: 'pict' | 'objdata' | 'datastore';
      digits: string[];
      bytes: Buffer[];
      format: string;
    }
  | { kind: 'silent' };

/** What a group inherits and gives back at its end. */
export interface RtfState {
  destination: RtfDestination;
  /** How many characters stand in for each one given by its number. */
  substitutes: number;
  font: number;
  /** The font of double-byte text, where `\dbch` named one. */
  wideFont: number | undefined;
  isWide: boolean;
  isHidden: boolean;
  isDeleted: boolean;
  colour: number;
  fill: number | undefined;
  highlight: number;
  halfPoints: number;
}

export function plainState(destination: RtfDestination): RtfState {
  return {
    destination,
    substitutes: 1,
    font: -1,
    wideFont: undefined,
    isWide: false,
    isHidden: false,
    isDeleted: false,
    colour: 0,
    fill: undefined,
    highlight: 0,
    halfPoints: 24,
  };
}

/** Back to the default letters (`\plain`). */
export function resetCharacters(state: RtfState): void {
  Object.assign(state, { ...plainState(state.destination), substitutes: state.substitutes });
}

/** Fonts and colours by number. */
export class RtfTables {
  page = 1252;
  defaultFont = -1;
  readonly #fontPages = new Map<number, number>();
  readonly #colours: (string | undefined)[] = [];
  #font = 0;
  #colour: { red?: number; green?: number; blue?: number } = {};

  beginFont(number: number): void {
    this.#font = number;
  }

  setCharset(charset: number): void {
    const page = pagesByCharset[charset];
    // Sets 0 and 1 mean whatever the document's page is.
    if (page !== undefined && charset > 1) this.#fontPages.set(this.#font, page);
  }

  setFontPage(page: number): void {
    this.#fontPages.set(this.#font, page);
  }

  setChannel(channel: 'red' | 'green' | 'blue', value: number): void {
    this.#colour[channel] = Math.min(255, Math.max(0, value));
  }

  endColour(): void {
    const { red, green, blue } = this.#colour;
    const isAutomatic = red === undefined && green === undefined && blue === undefined;
    const hex = [red, green, blue].map((value) => (value ?? 0).toString(16).padStart(2, '0')).join('');
    if (this.#colours.length < 65_536) this.#colours.push(isAutomatic ? undefined : hex.toUpperCase());
    this.#colour = {};
  }

  pageOf(state: RtfState): number {
    const wide =
      state.isWide && state.wideFont !== undefined ? this.#fontPages.get(state.wideFont) : undefined;
    const font = state.font === -1 ? this.defaultFont : state.font;
    return wide ?? this.#fontPages.get(font) ?? this.page;
  }

  hiddenBy(state: RtfState): Hidden | undefined {
    if (state.isDeleted) return 'deleted-revision';
    const look: Look = {
      vanish: state.isHidden,
      points: state.halfPoints / 2,
      colour: this.#colours[state.colour],
    };
    const highlight = highlightColours[state.highlight - 1]?.[1];
    const fill = state.fill === undefined ? undefined : this.#colours[state.fill];
    return hiddenByLook(look, highlight ?? fill ?? 'FFFFFF');
  }
}
