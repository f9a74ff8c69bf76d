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

async function* gunzipped(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  pipeline(Readable.from(chunks), gunzip, () => undefined); // an error reaches the loop below through `gunzip`
  try {
    for await (const chunk of gunzip) yield chunk as Uint8Array;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw code.startsWith('Z_') ? new UnpackError((error as Error).message) : error;
  }
}
