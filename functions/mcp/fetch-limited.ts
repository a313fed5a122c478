/** The largest answer that a server may send to one request. */
const responseBytes = 4 * 1024 * 1024;

/** `fetch` whose body fails beyond a size, so that no server can fill our memory. */
export async function fetchLimited(url: string | URL, init?: RequestInit): Promise<Response> {
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
}
