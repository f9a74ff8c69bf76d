import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const pack = promisify(gzip);

/** Room for a packed member. With less, packing it goes to and fro between threads: records pack to a tenth and less. */
const ROOM = 2 ** 17;
/** RFC 1952 section 2.3: the byte that names the operating system, and what it is where the system does not matter. */
const SYSTEM_AT = 9;
const UNKNOWN_SYSTEM = 255;

/**
 * Packs bytes into one member of a gzip file, on another thread: without name and time, so that the same bytes give the same member.
 *
 * @param bytes - Not to be changed until the promise settles.
 * @param level - 1 (fast) to 9 (small).
 */
export async function gzipMember(bytes: Uint8Array, level: number): Promise<Uint8Array> {
  const member = await pack(bytes, { level, chunkSize: ROOM });
  member[SYSTEM_AT] = UNKNOWN_SYSTEM;
  return member;
}
