interface PostTemplate {
  readonly opening: (topic: string) => string;
  readonly audience: (audience: string) => string;
  readonly body: string;
  readonly invitation: string;
}

const templates: Readonly<Record<'en' | 'es', PostTemplate>> = {
  en: {
    opening: (topic) => `Have you heard? It is all about ${topic}.`,
    audience: (audience) => `This is for you, ${audience}.`,
    body: 'We have put a lot of care into it, and we would love to show you.',
    invitation: 'Write to us or call us, and we will tell you more.',
  },
  es: {
    opening: (topic) => `¿Ya lo sabes? Todo gira en torno a ${topic}.`,
    audience: (audience) => `Es para ti: ${audience}.`,
    body: 'Lo hemos preparado con mucho cuidado y nos encantará enseñártelo.',
    invitation: 'Escríbenos o llámanos y te contamos más.',
  },
};

const tagWordCount = 3;
const tagLetterCount = 4;

/**
 * The text of a post from a template: the same for the same request. Platforms that people read in
 * passing get less text, and hashtags where people look for them.
 */
export function writePostText(request: {
  readonly topic: string;
  readonly audience?: string | undefined;
  readonly platform: 'facebook' | 'instagram' | 'linkedin' | 'x' | 'google-business';
  readonly language: 'en' | 'es';
}): string {
  const { topic, audience, platform, language } = request;
  const { opening, audience: address, body, invitation } = templates[language];
  const isShort = platform === 'x';
  const hasTags = platform === 'instagram' || platform === 'x';
  return [
    opening(topic),
    ...(audience && !isShort ? [address(audience)] : []),
    ...(isShort ? [] : [body]),
    invitation,
    ...(hasTags ? [describeTags(topic)] : []),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** The longer words of the topic as hashtags. */
const describeTags = (topic: string): string =>
  (topic.match(/[\p{L}\p{N}]+/gu) ?? [])
    .filter((word) => word.length >= tagLetterCount)
    .slice(0, tagWordCount)
    .map((word) => `#${word.toLowerCase()}`)
    .join(' ');
