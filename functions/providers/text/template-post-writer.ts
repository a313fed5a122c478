import type { PostRequest, PostWriter } from './post-writer.ts';

interface PostTemplate {
  /** One for each variation; all else is the same in all of them. */
  readonly openings: readonly ((topic: string) => string)[];
  readonly audience: (audience: string) => string;
  readonly body: string;
  readonly invitation: string;
}

const templates: Readonly<Record<PostRequest['language'], PostTemplate>> = {
  en: {
    openings: [
      (topic) => `Have you heard? It is all about ${topic}.`,
      (topic) => `There is news: ${topic}.`,
      (topic) => `We could not wait to tell you: ${topic}!`,
    ],
    audience: (audience) => `This is for you, ${audience}.`,
    body: 'We have put a lot of care into it, and we would love to show you.',
    invitation: 'Write to us or call us, and we will tell you more.',
  },
  es: {
    openings: [
      (topic) => `¿Ya lo sabes? Todo gira en torno a ${topic}.`,
      (topic) => `Hay novedades: ${topic}.`,
      (topic) => `¡Teníamos ganas de contártelo! ${topic}.`,
    ],
    audience: (audience) => `Es para ti: ${audience}.`,
    body: 'Lo hemos preparado con mucho cuidado y nos encantará enseñártelo.',
    invitation: 'Escríbenos o llámanos y te contamos más.',
  },
};

const tagWordCount = 3;
const tagLetterCount = 4;

/** Texts from templates: the same for the same request, with no model and no network. */
export const createTemplatePostWriter = (): PostWriter => ({
  writerName: 'template',
  write: async (request) => {
    const hashtags = listTags(request.topic);
    const { openings } = templates[request.language];
    const [first, ...others] = openings
      .slice(0, request.variations)
      .map((opening) => fillTemplate(request, opening, hashtags));
    return { texts: [first ?? request.topic, ...others], hashtags };
  },
});

/** Platforms that people read in passing get less text, and hashtags where people look for them. */
function fillTemplate(
  { topic, audience, platform, language }: PostRequest,
  opening: (topic: string) => string,
  hashtags: readonly string[],
): string {
  const { audience: address, body, invitation } = templates[language];
  const isShort = platform === 'x';
  const hasTags = platform === 'instagram' || platform === 'x';
  return [
    opening(topic),
    ...(audience && !isShort ? [address(audience)] : []),
    ...(isShort ? [] : [body]),
    invitation,
    ...(hasTags ? [hashtags.join(' ')] : []),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** The longer words of the topic. */
const listTags = (topic: string): readonly string[] =>
  (topic.match(/[\p{L}\p{N}]+/gu) ?? [])
    .filter((word) => word.length >= tagLetterCount)
    .slice(0, tagWordCount)
    .map((word) => `#${word.toLowerCase()}`);
