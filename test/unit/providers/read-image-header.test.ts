import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkImage } from '../../../functions/providers/image/check-image.ts';
import { drawSample } from '../../../functions/providers/image/sample/draw-sample.ts';
import { readImageHeader } from '../../../functions/providers/media/read-image-header.ts';
import { limits } from '../../../shared/limits.ts';
import { buildJpeg } from '../../support/build-jpeg.ts';

const png = Buffer.from(drawSample('a bakery'));

describe('what bytes say they are', () => {
  it('is a PNG of its size', () => {
    expect(readImageHeader(png)).toEqual({
      contentType: 'image/png',
      widthPixels: 1_024,
      heightPixels: 1_024,
    });
  });

  it('is a JPEG of its size, whatever stands before the frame', () => {
    expect(readImageHeader(buildJpeg({ widthPixels: 640, heightPixels: 480 }))).toEqual({
      contentType: 'image/jpeg',
      widthPixels: 640,
      heightPixels: 480,
    });
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('<script>alert(1)</script>')],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['the signature of a PNG alone', png.subarray(0, 8)],
    ['a PNG that begins with something else', Buffer.from(png).fill(0, 12, 16)],
    ['a PNG of no size', Buffer.from(png).fill(0, 16, 24)],
    ['the start of a JPEG alone', Buffer.from([0xff, 0xd8])],
    ['a JPEG without a frame', buildJpeg({ widthPixels: 1, heightPixels: 1 }).subarray(0, 20)],
  ])('is no picture for %s', (_, bytes) => {
    expect(readImageHeader(bytes)).toBeNull();
  });

  it('is read of any bytes without a failure', () => {
    const jpegLike = fc.uint8Array({ maxLength: 200 }).map((rest) => [0xff, 0xd8, 0xff, ...rest]);
    fc.assert(
      fc.property(fc.oneof(jpegLike, fc.uint8Array()), (bytes) => {
        const header = readImageHeader(Uint8Array.from(bytes));
        expect(header === null || header.widthPixels > 0).toBe(true);
      }),
    );
  });
});

describe('a picture that somebody made', () => {
  it('is refused when it is larger than pictures may be', () => {
    const large = Buffer.concat([png, Buffer.alloc(limits.imageBytes)]);
    expect(() => checkImage(large, 'a model')).toThrow('what a model answered cannot be used');
  });

  it('is refused when it is none', () => {
    expect(() => checkImage(Buffer.from('none'), 'a model')).toThrow('cannot be used');
  });
});
