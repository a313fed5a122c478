/** The beginning of a JPEG: as much as says what it is and how large. */
export function buildJpeg(size: { widthPixels: number; heightPixels: number }): Buffer {
  const comment = Buffer.from([0xff, 0xfe, 0x00, 0x06, 0x74, 0x65, 0x73, 0x74]);
  // A table by a marker of the frames' kind, which is none.
  const table = Buffer.from([0xff, 0xc4, 0x00, 0x06, 0x00, 0x00, 0x00, 0x00]);
  const frame = Buffer.from([0xff, 0xc2, 0x00, 0x0b, 0x08, 0, 0, 0, 0, 0x01, 0x11, 0x00, 0x00]);
  frame.writeUInt16BE(size.heightPixels, 5);
  frame.writeUInt16BE(size.widthPixels, 7);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), comment, table, frame]);
}
