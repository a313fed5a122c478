import { describe, expect, it } from 'vitest';
import type { ToolCallPart } from '../../web/src/chat/copilot-message.ts';
import { readPicture } from '../../web/src/chat/read-picture.ts';
import { finishedCall, runningCall } from './support/messages.ts';

const structured = {
  imageId: 'img_1',
  url: 'https://elsewhere.example/tracker.png',
  widthPixels: 1_024,
  heightPixels: 768,
};
const pictureCall = (overrides: object = {}): ToolCallPart => ({
  ...finishedCall({ isError: false, text: 'The picture is img_1.', structured }),
  toolName: 'generate_image',
  input: { prompt: 'our new bakery' },
  ...overrides,
});

describe('readPicture', () => {
  it('is what the tool made, described by what was asked for', () => {
    expect(readPicture(pictureCall())).toEqual({
      imageId: 'img_1',
      widthPixels: 1_024,
      heightPixels: 768,
      prompt: 'our new bakery',
    });
  });

  it('is what was found, which no prompt describes', () => {
    const found = pictureCall({ toolName: 'get_image', input: { imageId: 'img_1' } });
    expect(readPicture(found)?.prompt).toBeNull();
  });

  it('never takes an address from a result', () => {
    expect(JSON.stringify(readPicture(pictureCall()))).not.toContain('elsewhere');
  });

  it.each<[string, ToolCallPart]>([
    ['another tool', pictureCall({ toolName: 'listings_get-photo' })],
    ['a call that runs', { ...runningCall, toolName: 'generate_image' }],
    ['a refusal', pictureCall({ output: { isError: true, text: 'No picture.' } })],
    ['text alone', pictureCall({ output: 'img_1' })],
    ['an id that is none', withImage({ imageId: '../me' })],
    ['an id of nothing', withImage({ imageId: '' })],
    ['no size', withImage({ widthPixels: 0 })],
  ])('is none for %s', (_, part) => {
    expect(readPicture(part)).toBeNull();
  });
});

function withImage(overrides: object): ToolCallPart {
  const output = { isError: false, text: '', structured: { ...structured, ...overrides } };
  return pictureCall({ output });
}
