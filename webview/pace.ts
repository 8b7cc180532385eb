/** A task that runs longer keeps the page from answering. */
const SLICE = 20;
/** From then on a pause lasts until the page has been painted, so that progress is seen. */
const NOTICED = 250;
/** A hidden page is never painted. */
const NO_FRAME = 50;

/**
 * Pauses for long work on the page's only thread: called often, it rests when it is time to. Each call throws the reason
 * of `signal` once that is aborted.
 */
export function pauses(signal: AbortSignal): () => Promise<void> | undefined {
  const begun = performance.now();
  let last = begun;
  const rest = async (): Promise<void> => {
    await (performance.now() - begun < NOTICED ? afterMessages() : afterFrame());
    last = performance.now();
    signal.throwIfAborted();
  };
  return () => {
    signal.throwIfAborted();
    return performance.now() - last < SLICE ? undefined : rest();
  };
}

/** After what waits now, input first; sooner than any timer. */
function afterMessages(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

async function afterFrame(): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = window.setTimeout(resolve, NO_FRAME);
    requestAnimationFrame(() => {
      window.clearTimeout(timer);
      resolve();
    });
  });
  await afterMessages();
}
