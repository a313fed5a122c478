import type { Lead } from '../../../shared/api/leads.ts';

/** Which businesses are wanted, as a person would say it: `dentists` in `Tampa, Florida`. */
export interface DirectorySearch {
  readonly category: string;
  readonly place: string;
}

export interface DirectoryLot {
  readonly leads: readonly Lead[];
  /** Where the next lot starts; null: this was the last. */
  readonly cursor: string | null;
}

/** Where businesses are found. The same search has the same leads in the same order. */
export interface Directory {
  /** Shown with everything that comes from it. */
  readonly name: string;
  /** Whether it can tell such businesses from others. */
  hasCategory(category: string): boolean;
  /**
   * @param cursor of the lot before; null for the first
   * @throws AppError `provider_failed` after some tries
   */
  readLot(
    search: DirectorySearch,
    range: { readonly cursor: string | null; readonly count: number },
  ): Promise<DirectoryLot>;
}
