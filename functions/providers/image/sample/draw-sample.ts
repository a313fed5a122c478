import { encode } from 'fast-png';
import type { ImageStyle } from '../image-maker.ts';
import { type Chance, createChance } from './chance.ts';
import { chooseSamplePalette } from './sample-palette.ts';

const sidePixels = 1_024;
const turn = 2 * Math.PI;
/** Where the sky ends and hills begin, as a share of the height. */
const horizon = 0.45;

/**
 * A picture without a model: a landscape whose colours and shapes follow from the prompt.
 *
 * @returns a PNG of 1,024 x 1,024 pixels; the same for the same prompt and style
 */
export function drawSample(prompt: string, style: ImageStyle = 'natural'): Uint8Array {
  const chance = createChance(JSON.stringify([style, prompt]));
  const { sky, sun, hills } = chooseSamplePalette(chance, style);
  const colours = [...sky, sun, ...hills];
  const pixels = new Uint8Array(sidePixels * sidePixels);
  drawSky(pixels, sky.length);
  drawSun(pixels, chance, sky.length);
  hills.forEach((_, index) => {
    const level = horizon + (index + 0.5) * ((1 - horizon) / hills.length);
    drawHills(pixels, chance, level, sky.length + 1 + index);
  });
  const palette = colours.map((colour) => [...colour]);
  return encode({ width: sidePixels, height: sidePixels, data: pixels, channels: 1, palette });
}

function drawSky(pixels: Uint8Array, stepCount: number): void {
  for (let y = 0; y < sidePixels; y++) {
    const step = Math.floor((y / sidePixels) * stepCount);
    pixels.fill(step, y * sidePixels, (y + 1) * sidePixels);
  }
}

function drawSun(pixels: Uint8Array, chance: Chance, colour: number): void {
  const radius = sidePixels * (0.06 + 0.08 * chance());
  const centreX = sidePixels * (0.2 + 0.6 * chance());
  const centreY = sidePixels * (0.15 + 0.3 * chance());
  for (let y = Math.ceil(centreY - radius); y <= centreY + radius; y++) {
    const half = Math.sqrt(radius ** 2 - (y - centreY) ** 2);
    const row = y * sidePixels;
    pixels.fill(colour, row + Math.ceil(centreX - half), row + Math.floor(centreX + half) + 1);
  }
}

/** Everything below a line of two waves. */
function drawHills(pixels: Uint8Array, chance: Chance, level: number, colour: number): void {
  const waves = [1, 2].map((order) => ({
    length: sidePixels / (order * (0.7 + chance())),
    height: (sidePixels * (0.03 + 0.05 * chance())) / order,
    start: turn * chance(),
  }));
  for (let x = 0; x < sidePixels; x++) {
    const lift = waves.reduce(
      (sum, wave) => sum + wave.height * Math.sin((turn * x) / wave.length + wave.start),
      0,
    );
    const top = Math.max(0, Math.round(sidePixels * level - lift));
    for (let y = top; y < sidePixels; y++) pixels[y * sidePixels + x] = colour;
  }
}
