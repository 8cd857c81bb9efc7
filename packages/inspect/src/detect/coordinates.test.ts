import { expect, test } from 'vitest';
import { runOfText } from './assemble-runs.ts';
import { hullAreaKm2, projectDegrees } from './coordinate-geometry.ts';
import { collectCoordinates, coordinateDetector, judgeCoordinates } from './coordinates.ts';

const square = (km: number): string =>
  [0, 1]
    .flatMap((x) =>
      [0, 1, 0.5].map(
        (y) => `点 ${(116.5 + (x * km) / 85.4).toFixed(6)}, ${(39.9 + (y * km) / 111.32).toFixed(6)}`,
      ),
    )
    .join('\n');
const alarm = (text: string): ReturnType<typeof judgeCoordinates> =>
  judgeCoordinates(collectCoordinates(runOfText(text)));

const read = (text: string): unknown[] =>
  collectCoordinates(runOfText(text)).map(({ system, first, second, zone, precisionMetres }) => [
    system,
    first,
    second,
    zone,
    precisionMetres,
  ]);

test('the hull of a square of known side has its area', () => {
  const corners = [0, 1].flatMap((x) => [0, 1].map((y) => ({ x: x * 6000, y: y * 6000 })));
  expect(hullAreaKm2([...corners, { x: 3000, y: 3000 }])).toBeCloseTo(36, 6);
  const degrees = [0, 1].flatMap((x) =>
    [0, 1].map((y) => ({ longitude: 116 + x, latitude: 40 + y, precisionMetres: 1 })),
  );
  // a degree square at 40.5° north has some 9 420 km²
  expect(hullAreaKm2(projectDegrees(degrees))).toBeGreaterThan(9350);
  expect(hullAreaKm2(projectDegrees(degrees))).toBeLessThan(9500);
});

test('an alarm needs fine points, some of them, over more than 25 km²', () => {
  expect(alarm(`经纬度坐标\n${square(6)}`)).toMatchObject({ fineCount: 6, areaKm2: expect.closeTo(36, 0) });
  expect(alarm(`经纬度坐标\n${square(4)}`)).toBeNull();
  expect(alarm(`经纬度坐标\n${square(6).replaceAll(/(\.\d{3})\d+/g, '$1')}`)).toBeNull();
  expect(alarm('经纬度坐标\n116.5, 39.9\n117.5, 40.9')).toBeNull();
});

test('latitude and longitude in either order, degrees with minutes and seconds, and plane coordinates', () => {
  expect(read('坐标 116.397128, 39.916527')).toEqual([
    ['degrees', 39.916527, 116.397128, 0, expect.closeTo(0.11132, 5)],
  ]);
  expect(read('坐标 39.916527 116.397128')).toEqual([
    ['degrees', 39.916527, 116.397128, 0, expect.closeTo(0.11132, 5)],
  ]);
  expect(read('北纬３９°５４′３６″ 东经１１６°２３′２４″')).toEqual([
    ['dms', 39.91, 116.39, 0, expect.closeTo(30.9, 5)],
  ]);
  expect(read('4412345.678 39512345.123')).toEqual([
    ['plane', 4412345.678, 512345.123, 39, expect.closeTo(0.001, 6)],
  ]);
  expect(read('Y=39512345.1 X=4412345.6')).toEqual([
    ['plane', 4412345.6, 512345.1, 39, expect.closeTo(0.1, 6)],
  ]);
});

test('a hit tells how many and how fine, never where', () => {
  const hits = coordinateDetector.detect(runOfText(`CGCS2000 经纬度\n${square(6)}`));
  expect(hits.find(({ detector }) => detector === 'coordinate.set')?.facts).toEqual({
    count: 6,
    fineCount: 6,
    precisionMetres: 0.11,
    areaKm2: 36,
    verdict: 'review',
  });
  expect(JSON.stringify(hits.map(({ facts }) => facts))).not.toMatch(/116|39\.9/);
});
