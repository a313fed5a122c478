import type { ImageType } from './media.ts';

export interface ImageHeader {
  readonly contentType: ImageType;
  readonly widthPixels: number;
  readonly heightPixels: number;
}

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Signature, then the length and the name of the first chunk, then width and height. */
const pngHeaderBytes = 24;

const jpegStart = 0xff_d8;
const jpegMarker = 0xff;
/** Marker, length, precision, height and width of a frame. */
const jpegFrameBytes = 9;

/**
 * What the bytes themselves say they are, whatever anybody else says.
 *
 * @returns null when they are neither PNG nor JPEG
 */
export function readImageHeader(bytes: Uint8Array): ImageHeader | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = readPng(buffer) ?? readJpeg(buffer);
  return header && header.widthPixels > 0 && header.heightPixels > 0 ? header : null;
}

function readPng(buffer: Buffer): ImageHeader | null {
  if (buffer.length < pngHeaderBytes || !buffer.subarray(0, 8).equals(pngSignature)) return null;
  if (buffer.toString('latin1', 12, 16) !== 'IHDR') return null;
  const contentType = 'image/png';
  return {
    contentType,
    widthPixels: buffer.readUInt32BE(16),
    heightPixels: buffer.readUInt32BE(20),
  };
}

/** Goes from segment to segment until one begins the frame, which says how large it is. */
function readJpeg(buffer: Buffer): ImageHeader | null {
  if (buffer.length < 2 || buffer.readUInt16BE(0) !== jpegStart) return null;
  let offset = 2;
  while (offset + jpegFrameBytes <= buffer.length && buffer[offset] === jpegMarker) {
    if (isFrame(buffer.readUInt8(offset + 1))) {
      const heightPixels = buffer.readUInt16BE(offset + 5);
      return {
        contentType: 'image/jpeg',
        widthPixels: buffer.readUInt16BE(offset + 7),
        heightPixels,
      };
    }
    offset += 2 + buffer.readUInt16BE(offset + 2);
  }
  return null;
}

/** C4, C8 and CC among them are tables. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
