/** Whose pictures: no client sees another's. */
export interface MediaOwner {
  readonly clientId: string;
}

export type ImageType = 'image/png' | 'image/jpeg';

export interface StoredImage {
  readonly bytes: Uint8Array;
  readonly contentType: ImageType;
  /** Who drew it, in ASCII: shown with it, so that nobody takes a sample for the real thing. */
  readonly source: string;
}

export interface NewImage extends StoredImage {
  readonly mediaId: string;
}

export interface MediaAddress {
  readonly url: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/** Keeps pictures for good. */
export interface Media {
  /**
   * Stores an image under its client; what stands under that id already stays as it is.
   *
   * @throws AppError `provider_failed` when it could not be stored
   */
  put(owner: MediaOwner, image: NewImage): Promise<void>;
  /**
   * The image, or null when this client has none by that id.
   *
   * @throws AppError `provider_failed` when the store does not answer
   */
  read(owner: MediaOwner, mediaId: string): Promise<StoredImage | null>;
  /**
   * An address that shows the image to whoever has it, for a while; null when this client has none
   * by that id.
   *
   * @throws AppError `provider_failed` when the store does not answer
   */
  address(owner: MediaOwner, mediaId: string): Promise<MediaAddress | null>;
}
