import { useCallback, useEffect, useState } from 'preact/hooks';
import { callFreeTool } from '../forms/call-free-tool.ts';
import { type PaidForm, waitFor } from '../forms/use-paid-call.ts';
import { type Post, postsAnswerSchema } from './post-schema.ts';

const pageCount = 10;

export interface Posts {
  /** null until they were read. */
  readonly posts: readonly Post[] | null;
  readonly hasFailed: boolean;
  readonly refresh: () => void;
  readonly more: (() => void) | null;
}

/** The client's posts, newest first, read anew once one was sent. */
export function usePosts({ api, session }: PaidForm, hasSent: boolean): Posts {
  const [posts, setPosts] = useState<readonly Post[] | null>(null);
  const [cursor, setCursor] = useState<string | null>(null);
  const [hasFailed, setFailed] = useState(false);

  const read = useCallback(
    async (from: string | null): Promise<void> => {
      const args = { limit: pageCount, ...(from !== null && { cursor: from }) };
      const answer = await callFreeTool({ api, session, wait: waitFor }, 'list_posts', args);
      const page = postsAnswerSchema.parse(answer.structured);
      setPosts((known) => (from === null ? page.posts : [...(known ?? []), ...page.posts]));
      setCursor(page.cursor ?? null);
      setFailed(false);
    },
    [api, session],
  );
  const start = (from: string | null) => void read(from).catch(() => setFailed(true));
  useEffect(() => start(null), [read, hasSent]);

  return {
    posts,
    hasFailed,
    refresh: () => start(null),
    more: cursor === null ? null : () => start(cursor),
  };
}
