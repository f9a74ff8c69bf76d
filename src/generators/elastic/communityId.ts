import ipaddr from 'ipaddr.js';
import type { Flow } from '../../model/flow.js';
import { writeBase64OfWords } from '../bytes/base64.js';
import { blockOf, sha1OfBlock } from '../bytes/sha1.js';
import { type FixedSlot, fixedSlot } from '../template/slot.js';

/** TCP and UDP: the protocols here whose flows are told apart by ports. */
const WITH_PORTS: ReadonlySet<number> = new Set([6, 17]);
/** ICMP and ICMPv6 are told apart by type and code, which no sensor here writes; of 255 it is not known which protocol it is. */
const WITHOUT_ID: ReadonlySet<number> = new Set([1, 58, 255]);

/** `1:`, and 20 bytes in base64. */
const BLANK = `1:${'*'.repeat(28)}`;

interface Records {
  /** The initiator's port. */
  readonly port: Uint16Array;
}

/**
 * The Community ID of a flow, version 1, seed 0: SHA-1 over seed, addresses, protocol, a zero and the ports, the smaller end first, so
 * that both directions have one id (Corelight's specification, `communityid-spec`).
 *
 * @returns Its slot where the port varies, else its text; undefined where the flow has none: no type and code, a port 0, an unknown protocol.
 */
export function communityId(flow: Flow): string | FixedSlot<Records> | undefined {
  const { protocol, sourcePort, initiator, responder, destinationPort } = flow;
  if (WITHOUT_ID.has(protocol)) return undefined;
  const from = ipaddr.parse(initiator.address.text).toByteArray();
  const to = ipaddr.parse(responder.address.text).toByteArray();
  const compared = compare(from, to);
  if (!WITH_PORTS.has(protocol))
    return textOf(compared <= 0 ? blockWith(from, to, protocol, []) : blockWith(to, from, protocol, []));
  if (destinationPort === 0) return undefined;

  const forwards = blockWith(from, to, protocol, [0, 0, 0, 0]);
  const backwards = blockWith(to, from, protocol, [0, 0, 0, 0]);
  // Two bytes of seed, two addresses, protocol and zero: whole words, so both ports share one.
  const portsWord = (from.length + to.length + 4) / 4;
  const blockAt = (port: number) => {
    const inOrder = compared < 0 || (compared === 0 && port <= destinationPort);
    const block = inOrder ? forwards : backwards;
    block[portsWord] = inOrder ? (port << 16) | destinationPort : (destinationPort << 16) | port;
    return block;
  };
  if (sourcePort.kind === 'fixed') return sourcePort.port === 0 ? undefined : textOf(blockAt(sourcePort.port));
  const content = { as: 'community-id', forwards, backwards, portsWord, compared, destinationPort } as const;
  return fixedSlot(BLANK, content, (out, at, { port }, i) => writeBase64OfWords(out, at + 2, sha1OfBlock(blockAt(port[i]!))));
}

function textOf(block: Int32Array): string {
  const text = Buffer.from(BLANK, 'latin1');
  writeBase64OfWords(text, 2, sha1OfBlock(block));
  return text.toString('latin1');
}

const blockWith = (first: number[], second: number[], protocol: number, ports: number[]) =>
  blockOf(Uint8Array.from([0, 0, ...first, ...second, protocol, 0, ...ports]));

/** As numbers of one length. */
function compare(one: readonly number[], other: readonly number[]): number {
  const differs = one.findIndex((byte, i) => byte !== other[i]);
  return differs < 0 ? 0 : one[differs]! - other[differs]!;
}
