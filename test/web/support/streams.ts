import type { UIMessageChunk } from 'ai';

export const eventsOf = (...chunks: ReadonlyArray<UIMessageChunk | string>): string =>
  chunks
    .map((chunk) => `data: ${typeof chunk === 'string' ? chunk : JSON.stringify(chunk)}\n\n`)
    .join('');

export const streamOf = <T>(...items: T[]): ReadableStream<T> =>
  new ReadableStream({
    start(controller) {
      for (const item of items) controller.enqueue(item);
      controller.close();
    },
  });

export const bytesOf = (...texts: string[]): ReadableStream<Uint8Array> =>
  streamOf<Uint8Array>(...texts.map((text) => new TextEncoder().encode(text)));

export async function collect<T>(stream: ReadableStream<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of stream) items.push(item);
  return items;
}

export const finish: UIMessageChunk = { type: 'finish' };
