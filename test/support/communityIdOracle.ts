import { createHash } from 'node:crypto';
import { addressNumber } from './addressOracle.js';

/** One end of a flow: its address as text, and its port where the protocol has any. */
export interface Socket {
  readonly ip: string;
  readonly port: number;
}

function bytesOf(address: string): Buffer {
  const digits = addressNumber(address).toString(16).padStart(32, '0');
  return Buffer.from(address.includes(':') ? digits : digits.slice(24), 'hex');
}

/** Community ID, version 1, seed 0, by its specification and Node's SHA-1. */
export function communityIdOracle(protocol: number, one: Socket, other: Socket): string {
  const ports = protocol === 6 || protocol === 17;
  const ends = [one, other].map(({ ip, port }) => ({
    address: bytesOf(ip),
    port: ports ? Buffer.from([port >> 8, port & 255]) : Buffer.alloc(0),
  }));
  ends.sort((a, b) => Buffer.compare(a.address, b.address) || Buffer.compare(a.port, b.port));
  const [first, second] = ends;
  const hash = createHash('sha1');
  hash.update(Buffer.from([0, 0]));
  hash.update(Buffer.concat([first!.address, second!.address, Buffer.from([protocol, 0]), first!.port, second!.port]));
  return `1:${hash.digest('base64')}`;
}
