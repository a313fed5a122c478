import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { mediaIdSchema } from '../../../shared/api/media.ts';
import { limits } from '../../../shared/limits.ts';
import { AppError } from '../../app-error.ts';
import { checkImage } from '../../providers/image/check-image.ts';
import { type ImageRequest, imageStyles } from '../../providers/image/image-maker.ts';
import { mediaIdOf } from '../../providers/media/media-id.ts';
import type { MediaOwner, StoredImage } from '../../providers/media/media.ts';
import { crmFields } from './crm-input-fields.ts';
import { defineOutreachTool, type OutreachContext } from './outreach-tool.ts';
import { toolKinds } from './tool-kinds.ts';

const imageOutput = z.object({
  imageId: z.string().describe('For publish_post, schedule_post and get_image.'),
  url: z.url().describe('Shows the picture to whoever has it, until it expires.'),
  expiresAt: z.iso.datetime().describe('When the address ends; the picture stays.'),
  contentType: z.enum(['image/png', 'image/jpeg']),
  widthPixels: z.int(),
  heightPixels: z.int(),
  source: z.string().describe('Who drew it: a model, or a sample drawn locally.'),
});

const generateImage = defineOutreachTool({
  name: 'generate_image',
  title: 'Make a picture',
  description: 'Makes a picture from a description and keeps it. Publishes nothing.',
  input: z.strictObject({
    prompt: crmFields.requiredText(limits.imagePromptCharacters, 'What the picture shows.'),
    style: z.enum(imageStyles).optional().describe('How it looks.'),
  }),
  output: imageOutput,
  annotations: toolKinds.act,
  run: async ({ prompt, style }, context) => {
    const { media, clientId, idempotencyKey = randomUUID(), signal } = context;
    const mediaId = mediaIdOf({ clientId }, idempotencyKey);
    // The same call again, after it broke off: what was drawn then is not paid for twice.
    const earlier = await media.read({ clientId }, mediaId);
    const image =
      earlier ?? (await makeImage({ clientId }, mediaId, { prompt, style, signal }, context));
    return answerImage(mediaId, image, context);
  },
});

async function makeImage(
  owner: MediaOwner,
  mediaId: string,
  request: ImageRequest,
  { media, imageMaker }: OutreachContext,
): Promise<StoredImage> {
  const { source } = imageMaker;
  const bytes = await imageMaker.draw(request);
  const { contentType } = checkImage(bytes, source);
  const image = { bytes, contentType, source };
  await media.put(owner, { mediaId, ...image });
  return image;
}

async function answerImage(
  imageId: string,
  { bytes, source }: StoredImage,
  { media, clientId }: OutreachContext,
) {
  const address = await media.address({ clientId }, imageId);
  if (address === null) throw notFound();
  const header = checkImage(bytes, source);
  return {
    text: `The picture is ${imageId} (${source}). Show it from ${address.url}`,
    structured: { imageId, ...address, ...header, source },
  };
}

const getImage = defineOutreachTool({
  name: 'get_image',
  title: 'Show a picture',
  description: 'Answers a new address of a picture that was made before.',
  input: z.strictObject({
    imageId: mediaIdSchema.describe('Id of the picture, as generate_image answers it.'),
  }),
  output: imageOutput,
  annotations: toolKinds.read,
  run: async ({ imageId }, context) => {
    const { media, clientId } = context;
    const image = await media.read({ clientId }, imageId);
    if (image === null) throw notFound();
    return answerImage(imageId, image, context);
  },
});

const notFound = () =>
  new AppError('not_found', { detail: 'There is no picture with this imageId.' });

export const outreachImageTools = [generateImage, getImage];
