import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processGuid } from '../../src/generators/index.js';
import type { Process } from '../../src/model/process.js';
import { processArbitrary } from '../support/flowArbitrary.js';
import { tries } from '../support/soak.js';

/** The parts of a ProcessGuid, read as docs/fields/sysmon-winevt.md says. */
function decoded(guid: string) {
  const groups = guid.slice(1, -1).split('-');
  const [machineId, low, high, four, twelve] = groups as [string, string, string, string, string];
  const reversed = (digits: string) => digits.match(/../gu)!.toReversed().join('');
  return {
    machineId: machineId.toUpperCase(),
    second: Number(BigInt(`0x${high}${low}`)),
    oldTail: { prefix: `${four}-${twelve.slice(0, 4)}`, luid: Number(`0x${reversed(twelve.slice(4))}`) },
    newTail: { startKey: Number(`0x${reversed(four + twelve.slice(0, 8))}`), bootId: Number(`0x${reversed(twelve.slice(8))}`) },
  };
}

const processes = processArbitrary(['windows']);

describe('ProcessGuid', () => {
  it('is read back as machine, second of the start on the wall clock, and LUID or sequence and boot', () => {
    fc.assert(
      fc.property(processes, (process) => {
        const { host } = process;
        const guid = processGuid(process, host);
        const { machineId, second, oldTail, newTail } = decoded(guid);
        expect(machineId).toBe(host.sysmon!.machineId);
        const { wall, drift, since } = host.clock;
        const onTheWall = process.startedAt + wall + Math.floor(((process.startedAt - since) * drift) / 1e6);
        expect(second).toBe(Math.floor(onTheWall / 1e6));
        if (host.sysmon!.era === '11' && host.os.startKeys)
          expect(newTail).toEqual({ startKey: process.startKey, bootId: host.boot.id });
        // Where Windows has no start keys, 64 bits of LUID.
        else if (host.sysmon!.era === '11') expect(newTail).toEqual({ startKey: process.luid, bootId: 0 });
        else expect(oldTail).toEqual({ prefix: '0000-0010', luid: process.luid });
      }),
      tries(500),
    );
  });

  it("is written with braces, in the letter case of the host's Windows", () => {
    fc.assert(
      fc.property(processes, (process) => {
        const guid = processGuid(process, process.host);
        const digits = process.host.os.guidCase === 'upper' ? '[0-9A-F]' : '[0-9a-f]';
        expect(guid).toMatch(new RegExp(`^\\{${digits}{8}(-${digits}{4}){3}-${digits}{12}\\}$`, 'u'));
      }),
      tries(300),
    );
  });

  describe('on Linux', () => {
    const linux = processArbitrary(['linux']);
    const tailOf = (process: Process) => processGuid(process, process.host).slice(20, -1);
    const littleEndian = (value: number, bytes: number) => {
      const out = Buffer.alloc(8);
      out.writeBigUInt64LE(BigInt(value));
      return out.toString('hex', 0, bytes);
    };

    it("begins as everywhere and ends in what is neither a LUID nor a start key, whatever Windows' eras have there", () => {
      fc.assert(
        fc.property(linux, (process) => {
          const { machineId, second, oldTail } = decoded(processGuid(process, process.host));
          expect(machineId).toBe(process.host.sysmon!.machineId);
          const { wall, drift, since } = process.host.clock;
          const onTheWall = process.startedAt + wall + Math.floor(((process.startedAt - since) * drift) / 1e6);
          expect(second).toBe(Math.floor(onTheWall / 1e6));
          const tail = tailOf(process).replace('-', '');
          expect(oldTail.prefix).not.toBe('0000-0010');
          const { luid, startKey, processId, host } = process;
          expect(tail).not.toContain(littleEndian(luid, 4));
          for (const value of [luid, startKey, processId]) expect(tail).not.toBe(littleEndian(value, 8));
          expect(tail.startsWith(littleEndian(startKey, 6))).toBe(false);
          expect(tail.endsWith(littleEndian(host.boot.id, 2))).toBe(false);
        }),
        tries(300),
      );
    });

    it('is the same in every record of a process, and differs from process to process of one second', () => {
      fc.assert(
        fc.property(linux, fc.integer({ min: 1, max: 1000 }), (process, apart) => {
          const tail = tailOf(process);
          expect(tailOf({ ...process, image: '/bin/other', name: 'other' })).toBe(tail);
          const others = [
            { ...process, startKey: process.startKey + apart },
            { ...process, processId: process.processId + apart },
          ];
          expect(new Set([tail, ...others.map(tailOf)]).size).toBe(3);
        }),
        tries(300),
      );
    });
  });

  it.each([
    // Read off docs/fields/sysmon-winevt.md: sequence 0x753 of boot 4, a LUID of Windows 7, and System's LUID of most hosts.
    ['11', true, { startKey: 0x753, luid: 1 }, 4, '5307-000000000400'],
    ['11', false, { startKey: 1, luid: 0x8d232f }, 4, '2f23-8d0000000000'],
    ['8', true, { startKey: 1, luid: 0x3eb }, 4, '0000-0010eb030000'],
  ] as const)('of era %s, on a Windows with start keys: %s, ends as real ones do: %j', (era, startKeys, values, bootId, tail) => {
    const [sample] = fc.sample(processes, { numRuns: 1, seed: 1 });
    const os = { ...sample!.host.os, startKeys };
    const host = { ...sample!.host, os, boot: { ...sample!.host.boot, id: bootId }, sysmon: { ...sample!.host.sysmon!, era } };
    expect(
      processGuid({ ...sample!, ...values, host }, host)
        .toLowerCase()
        .endsWith(`-${tail}}`),
    ).toBe(true);
  });
});
