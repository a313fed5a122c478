import { formatMoment, formatTime } from '../format/format-time.ts';
import { useFormTexts } from '../forms/use-form-texts.ts';
import { useTexts } from '../page/texts-context.ts';
import { PictureList } from './picture-list.tsx';
import { isPlatform } from './platforms.ts';
import type { Post } from './post-schema.ts';
import type { Posts } from './use-posts.ts';

/** What was posted, and what became of it. */
export function RecentPosts({ posts, hasFailed, refresh, more }: Posts) {
  const { texts } = useTexts();
  const { social } = useFormTexts();
  return (
    <section class="form-card" aria-labelledby="posts-title">
      <div class="card-head">
        <h2 id="posts-title">{social.recent}</h2>
        <button type="button" class="button button-small button-quiet" onClick={refresh}>
          {social.refresh}
        </button>
      </div>
      {hasFailed && (
        <p class="form-warning" role="status">
          {texts.activity.failed}
        </p>
      )}
      {posts === null && !hasFailed && <div class="skeleton skeleton-list" />}
      {posts?.length === 0 && <p class="muted">{social.noPosts}</p>}
      {posts && posts.length > 0 && (
        <ol class="posts">
          {posts.map((post) => (
            <PostRow key={post.postId} post={post} />
          ))}
        </ol>
      )}
      {more && (
        <div class="form-buttons">
          <button type="button" class="button button-small" onClick={more}>
            {social.more}
          </button>
        </div>
      )}
    </section>
  );
}

function PostRow({ post }: { readonly post: Post }) {
  const { locale } = useTexts();
  const { social } = useFormTexts();
  const { status, text, platforms, createdAt, scheduledFor, problem, refundedAt } = post;
  const pictures = post.images.flatMap(({ imageId, url }) => (url ? [{ imageId, url }] : []));
  const places = platforms.map((name) => (isPlatform(name) ? social.platform[name] : name));
  return (
    <li class="post">
      <p class="post-facts">
        <span class={`state state-${status}`}>{social.status[status]}</span>
        <span class="muted">
          {status === 'scheduled' && scheduledFor
            ? social.scheduledFor(formatMoment(scheduledFor, locale))
            : formatTime(createdAt, locale, new Date())}
          {' · '}
          {places.join(', ')}
        </span>
      </p>
      <p class="post-text">{text}</p>
      {pictures.length > 0 && <PictureList pictures={pictures} />}
      {problem && <p class="field-error">{problem}</p>}
      {refundedAt && <p class="muted form-note">{social.refunded}</p>}
    </li>
  );
}
