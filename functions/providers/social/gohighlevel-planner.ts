import { AppError } from '../../app-error.ts';
import type { CredentialFields } from '../../credentials/credential-vault.ts';
import { runConcurrently } from '../../run-concurrently.ts';
import type { Media } from '../media/media.ts';
import { choosePlannerAccounts } from './gohighlevel-accounts.ts';
import {
  accountsSchema,
  postAnswerSchema,
  readPlannerState,
  readSentPost,
  uploadSchema,
} from './gohighlevel-answers.ts';
import { createPlannerRequests } from './gohighlevel-requests.ts';
import type { OutgoingPost, Social } from './social.ts';

const serverId = 'gohighlevel';
/** For a post with all its images, shorter than a tool may take. */
const sendTimeoutMs = 45_000;
const concurrentUploadCount = 3;

interface Location {
  readonly token: string;
  /** Below which its posts stand. */
  readonly path: string;
}

/**
 * The social planner of GoHighLevel, with the token and location that each client has stored for
 * the server of that name. Its images are copied there, as a scheduled post outlives any address
 * of ours.
 *
 * Source: the Social Planner and Media Library sections of GoHighLevel's API reference.
 */
export function createGoHighLevelPlanner(parts: {
  readonly apiUrl: string;
  /** What a client has stored for the server of that name; no fields for nothing. */
  readonly readCredentials: (clientId: string) => Promise<CredentialFields>;
  readonly media: Pick<Media, 'read'>;
}): Social {
  const request = createPlannerRequests(parts.apiUrl);

  async function findLocation(clientId: string): Promise<Location> {
    const { token, locationId } = await parts.readCredentials(clientId);
    if (token && locationId) {
      return { token, path: `/social-media-posting/${encodeURIComponent(locationId)}` };
    }
    throw new AppError('credentials_missing', {
      detail: `No ${token ? 'locationId' : 'token'} is stored for GoHighLevel.`,
      members: { server: serverId },
    });
  }

  async function uploadImage(
    token: string,
    clientId: string,
    imageId: string,
    signal: AbortSignal,
  ) {
    const image = await parts.media.read({ clientId }, imageId);
    if (!image)
      throw new AppError('malformed_request', { detail: `There is no image ${imageId}.` });
    const type = image.contentType;
    const body = new FormData();
    body.set('hosted', 'false');
    const fileName = `${imageId}.${type === 'image/png' ? 'png' : 'jpg'}`;
    body.set('file', new Blob([new Uint8Array(image.bytes)], { type }), fileName);
    const path = '/medias/upload-file';
    const { url } = await request(token, { path, body, answer: uploadSchema, signal });
    return { url, type };
  }

  async function uploadImages(token: string, post: OutgoingPost, signal: AbortSignal) {
    const media: { url: string; type: string }[] = [];
    await runConcurrently([...post.images.entries()], concurrentUploadCount, async (entry) => {
      const [index, { imageId }] = entry;
      media[index] = await uploadImage(token, post.clientId, imageId, signal);
    });
    return media;
  }

  return {
    providerName: 'GoHighLevel',
    requireReady: async (clientId) => void (await findLocation(clientId)),
    send: async (post) => {
      const { clientId, platforms, text, scheduledFor } = post;
      const signal = AbortSignal.timeout(sendTimeoutMs);
      const { token, path } = await findLocation(clientId);
      const wanted = { path: `${path}/accounts`, answer: accountsSchema, signal };
      const accountIds = choosePlannerAccounts(await request(token, wanted), platforms);
      const media = await uploadImages(token, post, signal);
      const status = scheduledFor === undefined ? 'published' : 'scheduled';
      const body = {
        accountIds,
        summary: text,
        media,
        type: 'post',
        status,
        ...(scheduledFor !== undefined && { scheduleDate: scheduledFor }),
        // It has to have an author, who need not be a user of GoHighLevel.
        userId: clientId,
        createdBy: clientId,
      };
      const answer = postAnswerSchema;
      const taken = await request(token, { path: `${path}/posts`, body, answer, signal });
      return readSentPost(taken, status);
    },
    readState: async ({ clientId, providerPostId }, signal) => {
      if (providerPostId === undefined) return null;
      const { token, path } = await findLocation(clientId);
      const postPath = `${path}/posts/${encodeURIComponent(providerPostId)}`;
      const wanted = { path: postPath, answer: postAnswerSchema, signal };
      return readPlannerState(await request(token, wanted));
    },
  };
}
