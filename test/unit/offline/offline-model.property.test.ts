import type { LanguageModelV4FunctionTool, LanguageModelV4Prompt } from '@ai-sdk/provider';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createOfflineModel } from '../../../functions/agent/offline/offline-model.ts';
import { contactTools } from './support/contact-tools.ts';
import { now } from './support/converse.ts';
import { toModelTools } from './support/made-up-tools.ts';

const model = createOfflineModel({ now: () => now });

/** Answers every message in turn; calls are answered with `{ok: true}`. */
async function answerAll(messages: readonly string[], tools: LanguageModelV4FunctionTool[]) {
  const prompt: LanguageModelV4Prompt = [];
  const calls: { name: string; input: unknown; message: string; before: string }[] = [];
  let before = '';
  for (const message of messages) {
    prompt.push({ role: 'user', content: [{ type: 'text', text: message }] });
    for (let step = 0; step < 5; step += 1) {
      const { content } = await model.doGenerate({ prompt, tools });
      const [part] = content;
      if (part?.type === 'text') {
        prompt.push({ role: 'assistant', content: [part] });
        before = part.text;
        break;
      }
      if (part?.type !== 'tool-call') throw new Error('only texts and calls are expected');
      const input: unknown = JSON.parse(part.input);
      calls.push({ name: part.toolName, input, message, before });
      prompt.push(
        { role: 'assistant', content: [{ ...part, input }] },
        {
          role: 'tool',
          content: [
            {
              type: 'tool-result',
              toolCallId: part.toolCallId,
              toolName: part.toolName,
              output: { type: 'json', value: { ok: true } },
            },
          ],
        },
      );
    }
  }
  return calls;
}

const words = fc.constantFrom(
  ...`create add find update delete call contact note task tag Lina Rosalex bob@example.com 8135551234
  tomorrow at 3pm in Tampa, Florida yes no cancel skip the to for with email phone name: is 100 "Big sale"
  crear contacto sí mañana omitir help hello ? ; , thing amount open won`.split(/\s+/),
);
const sentence = fc.array(words, { maxLength: 12 }).map((parts) => parts.join(' '));
const reaction = fc.constantFrom('yes', 'sí', 'ok, go ahead', 'yes please', 'no', 'skip', 'cancel');
const message = fc.oneof(
  { weight: 3, arbitrary: sentence },
  { weight: 3, arbitrary: reaction },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
);
/** Talks that go somewhere, mixed with ones that do not, so that many end in a call. */
const request = fc.tuple(
  fc.constantFrom(
    'create contact Lina',
    'update contact',
    'add note',
    'find',
    'call',
    'delete task',
  ),
  sentence,
);
const messages = fc
  .array(
    fc.oneof(
      request.map(([opening, rest]) => [`${opening} ${rest}`, 'skip', 'yes']),
      message.map((text) => [text]),
    ),
    { maxLength: 5 },
  )
  .map((parts) => parts.flat());

const leaf = fc.oneof(
  fc.record({
    type: fc.constant('string'),
    format: fc.option(fc.constantFrom('email', 'date', 'date-time', 'uri'), { nil: undefined }),
    maxLength: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
  }),
  fc.record({
    type: fc.constantFrom('integer', 'number'),
    minimum: fc.integer({ min: -5, max: 5 }),
    maximum: fc.integer({ min: 6, max: 200 }),
  }),
  fc.constant({ type: 'boolean' }),
  fc.constant({ type: 'string', enum: ['open', 'won', 'lost'] }),
  fc.constant({ type: 'array', items: { type: 'string' } }),
);
const names = fc.constantFrom(
  ...'firstName name email phone dueDate title body count amount status tags city query contactId'.split(
    ' ',
  ),
);
const objectSchema = (properties: fc.Arbitrary<Record<string, unknown>>) =>
  properties.chain((fields) =>
    fc.subarray(Object.keys(fields)).map((required) => ({
      type: 'object',
      properties: fields,
      required,
    })),
  );
const flat = objectSchema(fc.dictionary(names, leaf, { maxKeys: 5 }));
const schema = objectSchema(
  fc.dictionary(names, fc.oneof({ weight: 4, arbitrary: leaf }, { weight: 1, arbitrary: flat }), {
    maxKeys: 6,
  }),
);
const toolName = fc.constantFrom(
  ...'contacts_create-contact find_contacts update_contact delete_task addNote call_person list_things x'.split(
    ' ',
  ),
);
const tools = fc.uniqueArray(
  fc.record({
    type: fc.constant('function' as const),
    name: toolName,
    inputSchema: schema,
    providerOptions: fc.record({
      copilot: fc.record({ isReadOnly: fc.boolean(), needsApproval: fc.boolean() }),
    }),
  }),
  { selector: ({ name }) => name, minLength: 1, maxLength: 4 },
) as fc.Arbitrary<LanguageModelV4FunctionTool[]>;

/** On a machine that is busy with other things. */
const patience = { timeout: 60_000 };

describe('the offline model, whatever is said', patience, () => {
  const contactList = toModelTools(contactTools());
  const isFreeWrite = (name: string) => {
    const hints = contactTools()[name]?.hints;
    return !hints?.isReadOnly && !hints?.needsApproval;
  };

  it('calls a free write only for a yes to what it showed', async () => {
    let freeCount = 0;
    await fc.assert(
      fc.asyncProperty(messages, async (said) => {
        const calls = await answerAll(said, contactList);
        for (const call of calls.filter(({ name }) => isFreeWrite(name))) {
          freeCount += 1;
          expect(call.message).toMatch(/^\W*(?:yes|sí|si|ok)(?!\p{L})/iu);
          expect(call.before).toMatch(/Shall I go ahead\?|¿Lo hago\?|Please answer|Responde/);
        }
      }),
      { numRuns: 120 },
    );
    // Without a single such call the property would hold of anything.
    expect(freeCount).toBeGreaterThan(0);
  });

  it('gives arguments that keep to the schema', async () => {
    let callCount = 0;
    await fc.assert(
      fc.asyncProperty(messages, tools, async (said, list) => {
        for (const call of await answerAll(said, list)) {
          callCount += 1;
          const tool = list.find(({ name }) => name === call.name);
          const { error } = z.fromJSONSchema(tool?.inputSchema as never).safeParse(call.input);
          expect(error?.issues ?? [], JSON.stringify(call)).toEqual([]);
        }
      }),
      { numRuns: 120 },
    );
    expect(callCount).toBeGreaterThan(0);
  });

  it('never fails on a schema that is none', async () => {
    await fc.assert(
      fc.asyncProperty(message, fc.jsonValue({ maxDepth: 5 }), async (said, inputSchema) => {
        const list = [{ type: 'function', name: 'create_thing', inputSchema }];
        await expect(
          answerAll([said, 'create a thing', 'yes'], list as LanguageModelV4FunctionTool[]),
        ).resolves.toBeDefined();
      }),
      { numRuns: 100 },
    );
  });
});

/** Generous for a slow machine, and far below what a pattern that backtracks would take. */
const patienceMs = 2_000;

describe('a hostile message of full length', () => {
  const length = 8_000;
  const full = (part: string) => part.repeat(Math.ceil(length / part.length)).slice(0, length);

  it.each([
    'a@',
    '@a.',
    '1 ',
    '1-',
    '(1',
    '+1 (8',
    '"',
    "'a ",
    'in ',
    'in 2 ',
    'at 1',
    '12:',
    '2026-11-',
    'email: ',
    'name is ',
    'the phone of ',
    'tags and ',
    'Lina ',
    "Lina's ",
    'to Lina ',
    'http://',
    ', ',
    ' ',
    '\n',
    ': ',
    '\u0000',
    '](',
    'facebook and ',
    'next next ',
    'de la ',
    'ñ',
    '😀',
  ])('of %j is answered in time', async (part) => {
    const started = performance.now();
    const list = toModelTools(contactTools());
    await answerAll([`create contact ${full(part)}`, `update ${full(part)}`], list);
    expect(performance.now() - started).toBeLessThan(patienceMs);
  });

  it("of a pattern's worst case is not tried against that pattern", async () => {
    const started = performance.now();
    const code = { type: 'string', pattern: '^(a+)+$' } as const;
    const list = toModelTools({ create_code: { properties: { code }, required: ['code'] } });
    await answerAll(['create a code', `${'a'.repeat(150)}!`], list);
    expect(performance.now() - started).toBeLessThan(patienceMs);
  });
});
