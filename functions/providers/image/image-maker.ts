export const imageStyles = ['natural', 'vivid', 'illustration'] as const;
export type ImageStyle = (typeof imageStyles)[number];

export interface ImageRequest {
  readonly prompt: string;
  readonly style?: ImageStyle | undefined;
  /** The caller has left: nobody waits for the picture any more. */
  readonly signal?: AbortSignal | undefined;
}

/** Draws pictures. */
export interface ImageMaker {
  /** Shown with each picture, in ASCII, so that nobody takes a sample for the real thing. */
  readonly source: string;
  /**
   * One picture. What the bytes are is for the caller to check.
   *
   * @throws AppError `provider_failed` when there is none
   */
  draw(request: ImageRequest): Promise<Uint8Array>;
}
