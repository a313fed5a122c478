import { describe, expect, it } from 'vitest';
import { ConnectionLostError } from '../../web/src/api/connection-lost-error.ts';
import { SignedOutError } from '../../web/src/api/signed-out-error.ts';
import { affordable, callAction, openForm, outcome, refusal } from './support/form-calls.ts';

const lost = () => new ConnectionLostError('no answer');
const keysOf = ({ sent }: ReturnType<typeof openForm>) => sent.map(({ key }) => key);

describe('a form that costs something', () => {
  it('shows the price and the balance after it, as the server says them', async () => {
    const { form, states } = openForm([]);
    await form.review(callAction());
    expect(states.map(({ kind }) => kind)).toEqual(['pricing', 'confirming']);
    expect(states.at(-1)).toMatchObject({ action: { tokens: 1, balanceAfter: 99 } });
  });

  it('sends nothing before it is confirmed, and then the cost that was shown', async () => {
    const open = openForm([outcome()]);
    await open.form.confirm();
    expect(open.sent).toEqual([]);
    await open.form.review(callAction());
    await open.form.confirm();
    expect(open.sent).toEqual([
      {
        name: 'outbound_call',
        key: 'key-1',
        body: { sessionId: 'session-1', arguments: callAction().args, approvedTokens: 1 },
      },
    ]);
    expect(open.last()).toMatchObject({ kind: 'done', outcome: { balanceAfter: 99 } });
    expect(open.counts.answers).toBe(1);
  });

  it('sends once when it is confirmed twice', async () => {
    const open = openForm([outcome(), outcome()]);
    await open.form.review(callAction());
    await Promise.all([open.form.confirm(), open.form.confirm()]);
    expect(open.sent).toHaveLength(1);
  });

  it('asks nothing for the price of a free tool', async () => {
    const { form, last } = openForm([], { estimate: lost() });
    await form.review(callAction({ tool: 'list_posts' }));
    expect(last()).toMatchObject({ kind: 'confirming', action: { tokens: 0 } });
  });

  it('asks for the price again when that failed', async () => {
    const { form, states } = openForm([], { estimate: lost() });
    await form.review(callAction());
    await form.retry();
    expect(states.map(({ kind }) => kind)).toEqual(['pricing', 'failed', 'pricing', 'failed']);
  });
});

describe('the key of a form', () => {
  it('stays the same when an answer is lost and the form is sent again', async () => {
    const open = openForm([lost(), lost(), outcome()]);
    await open.form.review(callAction());
    await open.form.confirm();
    expect(open.last()).toMatchObject({ kind: 'failed', failure: { kind: 'connection-lost' } });
    await open.form.retry();
    // Also by the long way: back to the form, and through the price.
    open.form.edit();
    await open.form.review(callAction());
    await open.form.confirm();
    expect(keysOf(open)).toEqual(['key-1', 'key-1', 'key-1']);
  });

  it('stays the same after a reload', async () => {
    const before = openForm([lost()]);
    await before.form.review(callAction());
    await before.form.confirm();
    const { storage } = before;
    const after = openForm([outcome()], { storage, firstKey: 7 });
    expect(after.last()).toMatchObject({ kind: 'failed', failure: { kind: 'connection-lost' } });
    await after.form.retry();
    expect(keysOf(after)).toEqual(['key-1']);
    expect(openForm([], { storage }).last()).toEqual({ kind: 'editing' });
  });

  it('is another one when the form was changed', async () => {
    const open = openForm([lost(), outcome()]);
    await open.form.review(callAction());
    await open.form.confirm();
    await open.form.review(callAction({ args: { to: '+34600000001' } }));
    await open.form.confirm();
    expect(keysOf(open)).toEqual(['key-1', 'key-2']);
  });

  it.each([outcome(), outcome({ isError: true, tokens: 0 })])(
    'is another one once there was an answer',
    async (answer) => {
      const open = openForm([answer, outcome()]);
      for (const _ of [1, 2]) {
        await open.form.review(callAction());
        await open.form.confirm();
      }
      expect(keysOf(open)).toEqual(['key-1', 'key-2']);
    },
  );

  it('is not waited for after a refusal, which began nothing', async () => {
    const { form, storage, last } = openForm([refusal()]);
    await form.review(callAction());
    await form.confirm();
    expect(last()).toMatchObject({ kind: 'failed', failure: { kind: 'out-of-tokens' } });
    expect(openForm([], { storage }).last()).toEqual({ kind: 'editing' });
  });

  it('stays the same when a try after a lost answer is refused', async () => {
    const tooMany = refusal({ status: 429, code: 'rate_limited' });
    const open = openForm([lost(), tooMany, outcome()]);
    await open.form.review(callAction());
    await open.form.confirm();
    await open.form.retry();
    await open.form.retry();
    expect(keysOf(open)).toEqual(['key-1', 'key-1', 'key-1']);
    expect(openForm([], { storage: open.storage }).last()).toEqual({ kind: 'editing' });
  });

  it('is kept while somebody signs in again', async () => {
    const { form, storage } = openForm([new SignedOutError()]);
    await form.review(callAction());
    await form.confirm();
    expect(openForm([], { storage }).last()).toMatchObject({ kind: 'failed' });
  });

  it('is forgotten with a storage that holds something else', () => {
    const { storage } = openForm([]);
    storage.setItem('copilot.draft.15.calls.pending', '{"key":7}');
    expect(openForm([], { storage }).last()).toEqual({ kind: 'editing' });
  });
});

describe('a price that has risen', () => {
  const risen = refusal({ status: 409, code: 'approval_required', tokens: 3 });

  it('is shown and agreed to before anything is done', async () => {
    const open = openForm([risen, outcome({ tokens: 3 })], { estimate: affordable });
    await open.form.review(callAction());
    await open.form.confirm();
    expect(open.last()).toMatchObject({
      kind: 'confirming',
      action: { tokens: 3, hasRisen: true, balanceAfter: null },
    });
    await open.form.confirm();
    expect(open.sent.map(({ body }) => body.approvedTokens)).toEqual([1, 3]);
  });

  it('comes back to a button that had the old one on it', async () => {
    const open = openForm([risen]);
    await open.form.perform(callAction(), 1);
    expect(open.last()).toMatchObject({ kind: 'confirming', action: { tokens: 3 } });
  });
});

it('says what a tool says that refuses', async () => {
  const text = 'Calls are placed from 09:00 to 18:00 only.';
  const { form, last } = openForm([outcome({ isError: true, tokens: 0, text })]);
  await form.review(callAction());
  await form.confirm();
  expect(last()).toEqual({ kind: 'refused', text });
});
