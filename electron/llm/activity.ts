/** Lets bytes be noticed that an SDK swallows: a ping proves that a silent provider is at work. */

/** A `fetch` that reports every piece of a successful answer's body. */
export function noticeBytes(fetch: typeof globalThis.fetch, onBytes: () => void): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (!response.ok || !response.body) return response;
    const noticed = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        onBytes();
        controller.enqueue(chunk);
      },
    });
    const { status, statusText, headers } = response;
    return new Response(response.body.pipeThrough(noticed), { status, statusText, headers });
  };
}
