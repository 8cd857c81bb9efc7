/** Colours of the two themes; every pair that carries text is tested for WCAG AA. */
export interface Tokens {
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly line: string;
  readonly control: string;
  readonly bg: string;
  readonly paper: string;
  /** Text and marks in the accent. */
  readonly seal: string;
  /** Ground of the primary action, under white text. */
  readonly sealFill: string;
  readonly sealWeak: string;
  readonly late: string;
  readonly ok: string;
  readonly okWeak: string;
  readonly lateWeak: string;
  readonly top: string;
  readonly high: string;
  readonly sec: string;
  readonly work: string;
  readonly core: string;
  readonly int: string;
}

const levels = {
  top: '#8C1C1D',
  high: '#B4471D',
  sec: '#946400',
  work: '#2F5D9B',
  core: '#24508C',
  int: '#5F6773',
};

export const lightTokens: Tokens = {
  ink: '#1f2329',
  ink2: '#4f5866',
  ink3: '#646d7b',
  line: '#e2e5ea',
  control: '#868f9c',
  bg: '#f6f7f9',
  paper: '#ffffff',
  seal: '#9E2A2B',
  sealFill: '#9E2A2B',
  sealWeak: '#f7eceb',
  late: '#9B2226',
  ok: '#25693f',
  okWeak: '#e6f3ea',
  lateWeak: '#f9e9e8',
  ...levels,
};

export const darkTokens: Tokens = {
  ink: '#e8eaed',
  ink2: '#b4bbc6',
  ink3: '#929ba8',
  line: '#2f353e',
  control: '#6d7683',
  bg: '#14171b',
  paper: '#1b1f25',
  seal: '#e58a87',
  sealFill: '#a83a3a',
  sealWeak: '#33211f',
  late: '#ee8f8a',
  ok: '#7cc795',
  okWeak: '#1c3326',
  lateWeak: '#3a2222',
  ...levels,
  int: '#5b636f',
};
