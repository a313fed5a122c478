import { useState } from 'preact/hooks';
import { limits } from '../../../shared/limits.ts';
import { FactList } from '../forms/fact-list.tsx';
import { FormPage } from '../forms/form-page.tsx';
import { PaidFormView } from '../forms/paid-form-view.tsx';
import { PlainForm } from '../forms/plain-form.tsx';
import { ResultCard } from '../forms/result-card.tsx';
import { useFormTexts } from '../forms/use-form-texts.ts';
import { useFormValues } from '../forms/use-form-values.ts';
import { usePaidCall } from '../forms/use-paid-call.ts';
import { useToolPrice } from '../forms/use-tool-price.ts';
import type { PageContentProps } from '../page/page-kind.ts';
import { PictureMaker } from './picture-maker.tsx';
import { PostFields } from './post-fields.tsx';
import { postAnswerSchema } from './post-schema.ts';
import { ownTimeZone } from './post-time.tsx';
import {
  checkPost,
  describePostAction,
  type PostProblems,
  type PostValues,
  postValuesSchema,
  publishTool,
} from './read-post-form.ts';
import { RecentPosts } from './recent-posts.tsx';
import { TextWriter } from './text-writer.tsx';
import { useDescribePost } from './use-describe-post.ts';
import { usePosts } from './use-posts.ts';

const outbox = 'outbox';

/** Publishes a post or schedules it, and shows those before. */
export function SocialPage(props: PageContentProps) {
  const { social } = useFormTexts();
  const form = usePaidCall(props, 'social');
  const fields = usePostFields(props);
  const describe = useDescribePost();
  const price = useToolPrice(props, publishTool);
  const { state } = form;
  const sent = state.kind === 'done' || state.kind === 'refused';
  const posts = usePosts(form, sent);
  const isLater = fields.values.when === 'later';
  const submit = () => {
    const isRight = fields.check();
    if (isRight) void form.review(describePostAction(fields.values));
    return isRight;
  };
  const { values, change } = fields;
  const drafts = (
    <div class="draft-list">
      <TextWriter {...props} onChoose={(text) => change({ text })} />
      {values.pictures.length < limits.postImageCount && (
        <PictureMaker
          {...props}
          onMade={(picture) => change({ pictures: [...values.pictures, picture] })}
        />
      )}
    </div>
  );
  const startAgain = () => {
    fields.clear();
    form.edit();
  };
  return (
    <FormPage {...props} title={social.title} intro={social.intro} tool={publishTool}>
      <PaidFormView
        {...props}
        form={form}
        texts={social}
        question={isLater ? social.questionLater : social.question}
        describe={describe}
        result={({ action, outcome }) => {
          const answer = postAnswerSchema.safeParse(outcome.structured);
          return (
            <ResultCard
              title={action.tool === publishTool ? social.done : social.doneLater}
              outcome={outcome}
              again={social.again}
              onAgain={startAgain}
            >
              {answer.data?.post.provider === outbox && (
                <p class="muted form-note">{social.outbox}</p>
              )}
              <FactList facts={describe(action)} />
            </ResultCard>
          );
        }}
      >
        {(notice, isBusy) => (
          <PlainForm texts={social} price={price} isBusy={isBusy} notice={notice} onSubmit={submit}>
            <PostFields {...fields} onChange={fields.change} drafts={drafts} />
          </PlainForm>
        )}
      </PaidFormView>
      <RecentPosts {...posts} />
    </FormPage>
  );
}

function usePostFields({ started, conversation }: PageContentProps) {
  const name = `${conversation.session.clientId}.social`;
  const form = useFormValues<PostValues>(started.memory, name, postValuesSchema, {
    text: '',
    platforms: ['facebook'],
    pictures: [],
    when: 'now',
    at: '',
    timeZone: ownTimeZone(),
  });
  const [problems, setProblems] = useState<PostProblems>({});
  const check = () => {
    const found = checkPost(form.values, new Date());
    setProblems(found);
    return Object.keys(found).length === 0;
  };
  return { ...form, problems, check };
}
