import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type FontMetrics, readFontMetrics } from './font-metrics.ts';

/** The three faces of official papers: 宋体 (body), 黑体 (heads, marks), 小标宋 (titles). GB/T 9704-2012, 7.2 and 7.3. */
export type Face = 'song' | 'hei' | 'title';

interface LoadedFont {
  bytes: Uint8Array;
  metrics: FontMetrics;
}

const files: Record<Face, string> = {
  song: '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  hei: '@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf',
  title: '@expo-google-fonts/noto-serif-sc/600SemiBold/NotoSerifSC_600SemiBold.ttf',
};

const require = createRequire(import.meta.url);
const loaded = new Map<Face, LoadedFont>();

/** The file of a face and its measures, read once for the life of the process (10 to 15 MB each). */
export function loadFont(face: Face): LoadedFont {
  const known = loaded.get(face);
  if (known !== undefined) return known;
  const bytes = new Uint8Array(readFileSync(require.resolve(files[face])));
  const font: LoadedFont = { bytes, metrics: readFontMetrics(bytes) };
  loaded.set(face, font);
  return font;
}
