import type { Writable } from 'node:stream';
import type { Sink, Written } from './sink.js';

/**
 * Writes to a stream that somebody else opened, such as stdout, and never closes it.
 *
 * @param signal - Ends the wait for a reader who takes nothing: what is being written fails then, with the signal's reason.
 */
export function streamSink(stream: Writable, signal?: AbortSignal): Sink {
  /** What has been written when all is that was handed over. */
  let written: Promise<Written> = Promise.resolve({ bytes: 0, stored: 0 });
  const write = (bytes: Uint8Array) =>
    new Promise<void>((resolve, reject) => {
      const stop = () => reject(signal?.reason);
      if (signal?.aborted) return stop();
      signal?.addEventListener('abort', stop);
      // A closed pipe may report itself by the callback, by an event, or by both.
      stream.once('error', reject);
      // Streams keep what they are given until it is written; the caller uses its buffer again, so the callback is waited for.
      stream.write(bytes, (error) => {
        stream.off('error', reject);
        signal?.removeEventListener('abort', stop);
        if (error) reject(error);
        else resolve();
      });
    });
  return {
    atOnce: 1,
    write({ bytes, unpacked = bytes.length }) {
      const done = write(bytes);
      written = Promise.all([written, done]).then(([before]) => ({
        bytes: before.bytes + unpacked,
        stored: before.stored + bytes.length,
      }));
      written.catch(() => undefined);
      return done;
    },
    flush: () => written,
    finish: () => written,
    publish: async () => undefined,
    abandon: async () => undefined,
    leave: async () => undefined,
  };
}
