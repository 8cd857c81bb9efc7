/** Pairs `from to` parted by `|`, as OpenCC's dictionaries are shipped in `opencc-js`. */
declare module 'opencc-js/dict/*' {
  const pairs: string;
  export { pairs as default };
}
