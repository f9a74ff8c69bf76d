import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { isGzip } from './signature.js';

/** Data that is packed and cannot be unpacked to its end; other errors are those of the source. */
export class UnpackError extends Error {}

/** Passes bytes through, unpacked if they are gzip. */
export async function* unpacked(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = chunks[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array(0);
  let next = await source.next();
  while (!next.done && head.length < 2) {
    head = Buffer.concat([head, next.value]);
    if (head.length < 2) next = await source.next();
  }
  const whole = joined(head, source);
  if (isGzip(head)) yield* gunzipped(whole);
  else yield* whole;
}

async function* joined(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (head.length > 0) yield head;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

/** What is unpacked is given before the fault is, whatever comes first. */
async function* gunzipped(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  const unpackedChunks: Uint8Array[] = [];
  let ended = false;
  let fault: Error | undefined;
  let wake: () => void = () => undefined;
  gunzip.on('data', (chunk: Uint8Array) => {
    unpackedChunks.push(chunk);
    gunzip.pause();
    wake();
  });
  gunzip.on('error', (error) => {
    fault = error;
  });
  gunzip.on('close', () => {
    ended = true;
    wake();
  });
  pipeline(Readable.from(copies(chunks)), gunzip, () => undefined); // an error of the source becomes one of `gunzip`
  try {
    for (;;) {
      const chunk = unpackedChunks.shift();
      if (chunk) yield chunk;
      else if (ended) break;
      else {
        const woken = new Promise<void>((done) => {
          wake = done;
        });
        gunzip.resume();
        if (unpackedChunks.length === 0 && !ended) await woken;
      }
    }
  } finally {
    gunzip.destroy();
  }
  if (!fault) return;
  const code = (fault as NodeJS.ErrnoException).code ?? '';
  throw code.startsWith('Z_') ? new UnpackError(fault.message) : fault;
}

/** The stream keeps what it is given for longer than a piece of a file is good. */
async function* copies(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) yield Buffer.from(chunk);
}
