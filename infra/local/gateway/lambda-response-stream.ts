import type { ServerResponse } from 'node:http';
import { Writable } from 'node:stream';
import { collectHeaders, type ResponseHead } from './response-head.ts';

/**
 * What a streaming function writes to. As in Lambda, the function never learns that its reader
 * left: what can no longer be delivered is dropped, and the function runs to its end.
 */
export class LambdaResponseStream extends Writable {
  readonly #response: ServerResponse;
  readonly #requestId: string;
  #head: ResponseHead = { statusCode: 200 };

  constructor(response: ServerResponse, requestId: string) {
    super();
    this.#response = response;
    this.#requestId = requestId;
  }

  setHead(head: ResponseHead): void {
    this.#head = head;
  }

  /** middy writes an empty chunk first, so that the head leaves before the first real one. */
  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#sendHead();
    if (chunk.length === 0 || !this.#isOpen() || this.#response.write(chunk)) done();
    else this.#waitForRoom(done);
  }

  override _final(done: () => void): void {
    this.#sendHead();
    if (this.#isOpen()) this.#response.end();
    done();
  }

  #sendHead(): void {
    if (this.#response.headersSent || !this.#isOpen()) return;
    this.#response.writeHead(this.#head.statusCode, collectHeaders(this.#head, this.#requestId));
    this.#response.flushHeaders();
  }

  #isOpen(): boolean {
    return !this.#response.destroyed && !this.#response.writableEnded;
  }

  #waitForRoom(done: () => void): void {
    const goOn = () => {
      this.#response.off('drain', goOn).off('close', goOn);
      done();
    };
    this.#response.once('drain', goOn).once('close', goOn);
  }
}
