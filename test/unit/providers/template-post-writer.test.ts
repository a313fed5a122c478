import { describe, expect, it } from 'vitest';
import { createTemplatePostWriter } from '../../../functions/providers/text/template-post-writer.ts';
import { buildPostRequest } from '../../support/post-request.ts';

const { write, writerName } = createTemplatePostWriter();

describe('texts from templates', () => {
  it('say that a template wrote them', () => {
    expect(writerName).toBe('template');
  });

  it.each([
    ['en', 'facebook', /spring sale/],
    ['es', 'facebook', /^¿/],
    ['en', 'instagram', /#spring/],
    ['en', 'x', /#sale$/],
  ] as const)('in %s for %s are like %s', async (language, platform, like) => {
    const { texts } = await write(buildPostRequest({ language, platform }));
    expect(texts).toEqual([expect.stringMatching(like)]);
  });

  it.each(['en', 'es'] as const)(
    'in %s come in three variations, all different',
    async (language) => {
      const { texts } = await write(buildPostRequest({ language, variations: 3 }));
      expect(new Set(texts).size).toBe(3);
      expect(texts.every((text) => text.includes('spring sale'))).toBe(true);
    },
  );

  it('speak to their audience where there is room', async () => {
    const audience = 'gardeners';
    const long = await write(buildPostRequest({ audience, platform: 'linkedin' }));
    const short = await write(buildPostRequest({ audience, platform: 'x' }));
    expect(long.texts[0]).toContain(audience);
    expect(short.texts[0]).not.toContain(audience);
    expect(short.texts[0].length).toBeLessThan(280);
  });

  it('suggest the longer words of the topic as hashtags, none for a topic without', async () => {
    const { hashtags } = await write(buildPostRequest({ topic: 'Our big Spring sale in Tampa' }));
    expect(hashtags).toEqual(['#spring', '#sale', '#tampa']);
    const plain = await write(buildPostRequest({ topic: 'tea', platform: 'instagram' }));
    expect(plain.hashtags).toEqual([]);
    expect(plain.texts[0]).not.toContain('#');
  });
});
