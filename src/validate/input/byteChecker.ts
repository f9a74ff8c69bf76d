import type { Issue } from '../issue.js';
import type { Settings } from '../options.js';
import type { Tally } from '../summary.js';
import { countLineFeeds } from './recordReader.js';
import { foreignSignature, SIGNATURE_LENGTH } from './signature.js';
import { TextChecker } from './textChecker.js';
import { type DecodedChunk, Utf8Decoder } from './utf8Decoder.js';

/** Checks one file whose bytes arrive in pieces. */
export class ByteChecker {
  readonly #text: TextChecker;
  readonly #decoder = new Utf8Decoder();
  #head: Uint8Array | undefined = new Uint8Array(0);
  #line = 1;
  #foreign = false;

  constructor(settings: Settings, tally: Tally) {
    this.#text = new TextChecker(settings, tally);
  }

  push(bytes: Uint8Array): Issue[] {
    if (this.#foreign) return [];
    if (!this.#head) return this.#check(this.#decoder.push(bytes));
    this.#head = Buffer.concat([this.#head, bytes]);
    return this.#head.length < SIGNATURE_LENGTH ? [] : this.#begin(this.#head);
  }

  end(): Issue[] {
    const begun = this.#head ? this.#begin(this.#head) : [];
    if (this.#foreign) return begun;
    return [...begun, ...this.#check(this.#decoder.end()), ...this.#text.end()];
  }

  /** The file could not be unpacked from here on. */
  unpackFault(received: string): Issue[] {
    return this.#text.fault('input/gzip', 'sound gzip data up to its end', received);
  }

  #begin(head: Uint8Array): Issue[] {
    this.#head = undefined;
    const what = foreignSignature(head);
    this.#foreign = what !== undefined;
    return what === undefined ? this.#check(this.#decoder.push(head)) : this.#text.foreign(what);
  }

  #check({ text, invalidAfter }: DecodedChunk): Issue[] {
    const issues = invalidAfter.flatMap((feeds) =>
      this.#text.fault('input/encoding', 'valid UTF-8', 'bytes that are not, read as U+FFFD', this.#line + feeds),
    );
    this.#line += countLineFeeds(text);
    issues.push(...this.#text.push(text));
    return issues;
  }
}
