import { hash } from 'node:crypto';
import ipaddr from 'ipaddr.js';
import type { Flow } from '../../model/flow.js';
import { fixedSlot, type Slot } from '../template/slot.js';

/** TCP, UDP: the protocols here whose flows are told apart by ports. */
const WITH_PORTS: ReadonlySet<number> = new Set([6, 17]);
/** ICMP and ICMPv6 are told apart by type and code, which no sensor here writes. */
const WITH_TYPES: ReadonlySet<number> = new Set([1, 58]);

/** `1:` and 20 bytes in base64. */
const LENGTH = 30;

interface Records {
  /** The initiator's port. */
  readonly port: Uint16Array;
}

/**
 * The Community ID of a flow, version 1, seed 0: SHA-1 over seed, addresses, protocol, a zero and the ports, the smaller end first, so
 * that both directions have one id (Corelight's specification, `communityid-spec`).
 *
 * @returns Its slot where the port varies, else its text; undefined where the flow has none: no type and code, or a port 0.
 */
export function communityId(flow: Flow): string | Slot<Records> | undefined {
  const { protocol, sourcePort, initiator, responder, destinationPort } = flow;
  if (WITH_TYPES.has(protocol)) return undefined;
  const from = ipaddr.parse(initiator.address.text).toByteArray();
  const to = ipaddr.parse(responder.address.text).toByteArray();
  if (!WITH_PORTS.has(protocol))
    return textOf(inputOf(protocol, ...((compare(from, to) <= 0 ? [from, to] : [to, from]) as [number[], number[]]), []));
  if (destinationPort === 0) return undefined;
  const compared = compare(from, to);
  const forwards = inputOf(protocol, from, to, [0, 0, 0, 0]);
  const backwards = inputOf(protocol, to, from, [0, 0, 0, 0]);
  /** With the ports in place. */
  const withPorts = (port: number) => {
    const inOrder = compared < 0 || (compared === 0 && port <= destinationPort);
    const input = inOrder ? forwards : backwards;
    const view = new DataView(input.buffer);
    view.setUint16(input.length - 4, inOrder ? port : destinationPort);
    view.setUint16(input.length - 2, inOrder ? destinationPort : port);
    return textOf(input);
  };
  if (sourcePort.kind === 'fixed') return sourcePort.port === 0 ? undefined : withPorts(sourcePort.port);
  return fixedSlot('*'.repeat(LENGTH), (out, at, { port }, i) => {
    const text = withPorts(port[i]!);
    for (let c = 0; c < LENGTH; c += 1) out[at + c] = text.charCodeAt(c);
  });
}

const textOf = (input: Uint8Array) => `1:${hash('sha1', input, 'base64')}`;

const inputOf = (protocol: number, first: number[], second: number[], ports: number[]) =>
  Uint8Array.from([0, 0, ...first, ...second, protocol, 0, ...ports]);

/** As numbers of one length. */
function compare(one: readonly number[], other: readonly number[]): number {
  const differs = one.findIndex((byte, i) => byte !== other[i]);
  return differs < 0 ? 0 : one[differs]! - other[differs]!;
}
