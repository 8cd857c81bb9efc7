/** RFC 1843: `~{` begins GB 2312 in seven bits, `~}` ends it, `~~` is a tilde, `~` before a line end joins lines. */
const pairs = /~\{(?:[\x21-\x77][\x21-\x7e])+(?:~\}|[\r\n]|$)/;

/** True where text in ASCII has a run of Chinese as HZ writes it. */
export function hasHz(text: string): boolean {
  return pairs.test(text);
}

/** What HZ needs to know from one window to the next. */
export interface HzState {
  chinese: boolean;
  /** A byte whose meaning the next one decides. */
  held: number | undefined;
}

const tilde = 0x7e;
const lineFeed = 0x0a;

/** HZ as GB 2312 in eight bits, which any decoder of GB 18030 reads. Give the same `state` for following windows. */
export function hzToGb(bytes: Uint8Array, state: HzState = { chinese: false, held: undefined }): Uint8Array {
  const out = new Uint8Array(bytes.length + 1);
  let length = 0;
  for (const byte of bytes) {
    if (state.held === undefined) {
      if (byte === lineFeed) state.chinese = false;
      if (byte === tilde || (state.chinese && byte > 0x20)) state.held = byte;
      else out[length++] = byte;
      continue;
    }
    const held = state.held;
    state.held = undefined;
    if (held === tilde && byte === 0x7b) state.chinese = true;
    else if (held === tilde && byte === 0x7d) state.chinese = false;
    else if (held === tilde && byte === tilde && !state.chinese) out[length++] = tilde;
    else if (held === tilde && byte === lineFeed && !state.chinese) continue;
    else if (state.chinese && byte > 0x20) {
      out[length++] = held | 0x80;
      out[length++] = byte | 0x80;
    } else {
      out[length++] = held;
      out[length++] = byte;
      if (byte === lineFeed) state.chinese = false;
    }
  }
  return out.subarray(0, length);
}
