import * as z from 'zod';
import {
  approvalDescriptorSchema,
  type ApprovalDescriptor,
  type TurnMetadata,
  turnMetadataSchema,
} from '../../shared/api/copilot.ts';
import { type Problem, problemSchema } from '../../shared/api/primitives.ts';

const chunkSchema = z.looseObject({ type: z.string() });
export type Chunk = z.infer<typeof chunkSchema>;

export interface AskedApproval {
  readonly approvalId: string;
  readonly descriptor: ApprovalDescriptor;
}

/** All that came back for one chat request, read as a page reads it. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** Of the stream; none for a request that was refused. */
  readonly chunks: readonly Chunk[];
  readonly text: string;
  /** Id of the assistant's message. */
  readonly messageId: unknown;
  /** As the end of the stream says it. */
  readonly metadata: TurnMetadata | null;
  readonly approvals: readonly AskedApproval[];
  /** Of a refused request, or of the error part of a stream. */
  readonly problem: Problem | null;
}

/** A reply while it streams. */
export interface LiveReply {
  readonly status: number;
  /** Resolves with the first chunk of that type, at once when it has come already. */
  readonly seen: (type: string) => Promise<Chunk>;
  readonly end: Promise<Reply>;
}

export function followReply(response: Response): LiveReply {
  const chunks: Chunk[] = [];
  const watchers = new Set<() => void>();
  const end = readReply(response, chunks, () => {
    for (const watcher of watchers) watcher();
  });
  // Whoever waits for a chunk may never ask for the end.
  end.catch(() => undefined);
  const seen = (type: string) =>
    new Promise<Chunk>((resolve, reject) => {
      const look = () => {
        const found = chunks.find((chunk) => chunk.type === type);
        if (found) resolve(found);
      };
      watchers.add(look);
      look();
      end.finally(() => reject(new Error(`the stream ended without ${type}`))).catch(() => null);
    });
  return { status: response.status, seen, end };
}

async function readReply(response: Response, chunks: Chunk[], notify: () => void): Promise<Reply> {
  const { status, headers } = response;
  if (!headers.get('content-type')?.startsWith('text/event-stream')) {
    const problem = problemSchema.parse(await response.json());
    return { ...describeChunks([]), status, headers, problem };
  }
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of response.body ?? []) {
    const events = (rest + decoder.decode(bytes, { stream: true })).split('\n\n');
    rest = events.pop() ?? '';
    chunks.push(...events.flatMap(readEvent));
    notify();
  }
  return { ...describeChunks(chunks), status, headers };
}

function readEvent(event: string): Chunk[] {
  const text = event.startsWith('data: ') ? event.slice('data: '.length) : '';
  return text === '' || text === '[DONE]' ? [] : [chunkSchema.parse(JSON.parse(text))];
}

function describeChunks(chunks: readonly Chunk[]): Omit<Reply, 'status' | 'headers'> {
  const of = (type: string) => chunks.filter((chunk) => chunk.type === type);
  const [error] = of('error');
  const finish = of('finish')[0]?.['messageMetadata'];
  return {
    chunks,
    text: of('text-delta')
      .map((chunk) => chunk['delta'])
      .join(''),
    messageId: of('start')[0]?.['messageId'],
    metadata: finish === undefined ? null : turnMetadataSchema.parse(finish),
    approvals: of('tool-approval-request').map((chunk) => ({
      approvalId: z.string().parse(chunk['approvalId']),
      descriptor: approvalDescriptorSchema.parse(chunk['approvalDescriptor']),
    })),
    problem:
      error === undefined
        ? null
        : problemSchema.parse(JSON.parse(z.string().parse(error['errorText']))),
  };
}
