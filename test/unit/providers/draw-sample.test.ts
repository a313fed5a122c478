import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { drawSample } from '../../../functions/providers/image/sample/draw-sample.ts';
import { imageStyles } from '../../../functions/providers/image/image-maker.ts';

describe('a sample picture', () => {
  it('is the same for the same prompt', () => {
    expect(Buffer.compare(drawSample('a bakery'), drawSample('a bakery'))).toBe(0);
  });

  it('is another one for another prompt or style', () => {
    const samples = [drawSample('a cat'), ...imageStyles.map((it) => drawSample('a bakery', it))];
    const distinct = new Set(samples.map((bytes) => Buffer.from(bytes).toString('base64')));
    expect(distinct.size).toBe(1 + imageStyles.length);
  });

  it.each(imageStyles)('is a small PNG of many colours in the style %s', (style) => {
    const bytes = drawSample('our new bakery', style);
    const { width, height, data, palette } = decode(bytes);
    expect([width, height]).toEqual([1_024, 1_024]);
    expect(new Set(data).size).toBeGreaterThan(8);
    expect(palette?.every((colour) => colour.every((it) => it >= 0 && it <= 255))).toBe(true);
    expect(bytes.byteLength).toBeLessThan(100_000);
  });
});
