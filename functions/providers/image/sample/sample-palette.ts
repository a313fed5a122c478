import type { ImageStyle } from '../image-maker.ts';
import type { Chance } from './chance.ts';

/** Red, green and blue, 0 to 255 each. */
export type Colour = readonly [number, number, number];

export interface SamplePalette {
  /** From the top of the sky to the horizon. */
  readonly sky: readonly Colour[];
  readonly sun: Colour;
  /** From the farthest hills to the nearest. */
  readonly hills: readonly Colour[];
}

interface Look {
  readonly saturation: number;
  /** Few make flat bands, many a smooth sky. */
  readonly skySteps: number;
}

const looks: Readonly<Record<ImageStyle, Look>> = {
  natural: { saturation: 0.35, skySteps: 128 },
  vivid: { saturation: 0.9, skySteps: 128 },
  illustration: { saturation: 0.6, skySteps: 6 },
};

const hillCount = 4;

/** Colours that go together: one hue, and its neighbours and its opposite. */
export function chooseSamplePalette(chance: Chance, style: ImageStyle): SamplePalette {
  const { saturation, skySteps } = looks[style];
  const hue = chance() * 360;
  const sky = Array.from({ length: skySteps }, (_, step) => {
    const share = step / (skySteps - 1);
    return toColour(hue + 40 * share, saturation, 0.45 + 0.4 * share);
  });
  const hills = Array.from({ length: hillCount }, (_, index) =>
    toColour(hue + 150 + 12 * index, saturation * 0.8, 0.55 - 0.12 * index),
  );
  return { sky, sun: toColour(hue + 180, Math.min(1, saturation + 0.1), 0.8), hills };
}

/** @param hue in degrees @param saturation and @param lightness 0 to 1 */
function toColour(hue: number, saturation: number, lightness: number): Colour {
  const chroma = saturation * Math.min(lightness, 1 - lightness);
  const channel = (offset: number) => {
    const place = (offset + hue / 30) % 12;
    return Math.round(255 * (lightness - chroma * Math.max(-1, Math.min(place - 3, 9 - place, 1))));
  };
  return [channel(0), channel(8), channel(4)];
}
