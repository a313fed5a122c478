/**
 * Makes a `fetch` whose body fails beyond a size, so that no server can fill our memory.
 *
 * @param responseBytes the largest answer to one request
 */
export const limitFetch =
  (responseBytes: number) =>
  async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const response = await fetch(url, init);
    if (!response.body) return response;
    let receivedBytes = 0;
    const limiter = new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => {
        receivedBytes += chunk.byteLength;
        if (receivedBytes <= responseBytes) controller.enqueue(chunk);
        else controller.error(new Error(`The answer is larger than ${responseBytes} bytes.`));
      },
    });
    const { status, statusText, headers } = response;
    return new Response(response.body.pipeThrough(limiter), { status, statusText, headers });
  };
