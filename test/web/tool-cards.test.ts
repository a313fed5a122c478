import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pickSuggestions } from '../../web/src/chat/pick-suggestions.ts';
import { showResult } from '../../web/src/chat/show-result.ts';
import { summariseArguments } from '../../web/src/chat/summarise-arguments.ts';
import { toolState } from '../../web/src/chat/tool-state.ts';
import { toolTitle } from '../../web/src/chat/tool-title.ts';
import { tool } from './support/answers.ts';
import {
  answeredCall,
  deniedCall,
  failedCall,
  finishedCall,
  preparingCall,
  runningCall,
  waitingCall,
} from './support/messages.ts';

const result = { isError: false, text: 'Created.', structured: { id: 'c-1' } };

describe('toolState', () => {
  it.each([
    ['preparing', preparingCall],
    ['running', runningCall],
    ['waiting', waitingCall()],
    ['running', answeredCall('approval-1', true)],
    ['denied', answeredCall('approval-1', false)],
    ['done', finishedCall(result)],
    ['failed', finishedCall({ ...result, isError: true })],
    ['failed', failedCall],
    ['denied', deniedCall],
  ] as const)('is %s in the newest message', (state, part) => {
    expect(toolState(part, true)).toBe(state);
  });

  it.each([preparingCall, runningCall, waitingCall(), answeredCall('approval-1', true)])(
    'has lapsed in an older message when it never ended',
    (part) => {
      expect(toolState(part, false)).toBe('lapsed');
    },
  );
});

describe('toolTitle', () => {
  it('is the title that the session gives', () => {
    expect(toolTitle([tool()], 'contacts_create-contact')).toBe('Create a contact');
  });

  it.each([
    ['contacts_create-contact', 'Create contact'],
    ['search', 'Search'],
    ['_', '_'],
  ])('reads the name %s of a tool that is gone as %s', (name, title) => {
    expect(toolTitle([], name)).toBe(title);
  });
});

describe('showResult', () => {
  it('shows what a tool returned for programs', () => {
    expect(showResult(result)).toEqual({ isError: false, text: '{\n  "id": "c-1"\n}' });
  });

  it('shows the text of a result that has nothing else, and of a failure', () => {
    expect(showResult({ isError: false, text: 'Created.' }).text).toBe('Created.');
    expect(showResult({ ...result, isError: true, text: 'Refused.' })).toEqual({
      isError: true,
      text: 'Refused.',
    });
  });

  it('shows any value at all', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: false }), (value) => {
        expect(showResult(value).text).toBeTypeOf('string');
      }),
    );
  });
});

describe('summariseArguments', () => {
  it('names arguments as people do, and leaves out empty ones', () => {
    const input = { firstName: 'Lina', tag_ids: ['a', 'b'], email: '', notes: null, count: 2 };
    expect(summariseArguments(input)).toEqual([
      { label: 'First name', value: 'Lina' },
      { label: 'Tag ids', value: 'a, b' },
      { label: 'Count', value: '2' },
    ]);
  });

  it('shows nested values as JSON', () => {
    expect(summariseArguments({ address: { city: 'Tampa' } })).toEqual([
      { label: 'Address', value: '{\n  "city": "Tampa"\n}' },
    ]);
  });

  it('cuts what is too long to read', () => {
    const [shown] = summariseArguments({ text: 'a'.repeat(3_000) });
    expect(shown?.value).toHaveLength(2_001);
  });

  it.each([null, undefined, 'text', 7])('shows nothing of %j', (input) => {
    expect(summariseArguments(input)).toEqual([]);
  });
});

describe('pickSuggestions', () => {
  it('offers only what the tools can do', () => {
    const tools = [tool(), tool({ name: 'contacts_get-contacts' })];
    expect(pickSuggestions(tools)).toEqual(['createContact', 'showContacts']);
    expect(pickSuggestions([])).toEqual([]);
  });
});
