import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FormatId } from '../../src/generators/index.js';
import type { Flow } from '../../src/model/flow.js';
import { FALCON_FORMATS, falconDrafts, falconFlows, fastFalcon } from '../support/expectedIp6.js';
import { flowArbitrary } from '../support/flowArbitrary.js';
import { tries } from '../support/soak.js';
import { fastSysmon, SYSMON_FORMATS, sides, sysmonDrafts, sysmonFlows } from '../support/sysmonDrafts.js';
import { expectOneConnection, expectOneRecord } from './agreement.js';
import { EVERY_FALCON_FORM, EVERY_SYSMON_FORM, falconReaders, type Reader, type Said, sysmonReaders } from './readers.js';

/** A record in all its forms, read back. */
function readAll(ids: readonly FormatId[], readers: Readonly<Record<string, Reader>>, write: (id: FormatId) => string) {
  return Object.fromEntries(ids.map((id) => [id, readers[id]!(write(id).slice(0, -1))])) as Record<FormatId, Said>;
}

describe('all forms of one record', () => {
  it('have a reader here', () => {
    expect(Object.keys(sysmonReaders).sort()).toEqual([...SYSMON_FORMATS].sort());
    expect(Object.keys(falconReaders).sort()).toEqual([...FALCON_FORMATS].sort());
  });

  it('of Sysmon say the same', () => {
    fc.assert(
      fc.property(sysmonFlows, sides, sysmonDrafts, (flow, side, draft) => {
        const forms = readAll(SYSMON_FORMATS, sysmonReaders, (id) => fastSysmon(id, flow, side, draft));
        expectOneRecord(forms);
        for (const said of Object.values(forms)) expect(Object.keys(said)).toEqual(expect.arrayContaining(EVERY_SYSMON_FORM));
      }),
      tries(500),
    );
  });

  it('of Falcon say the same', () => {
    fc.assert(
      fc.property(falconFlows, falconDrafts, (flow, draft) => {
        const forms = readAll(FALCON_FORMATS, falconReaders, (id) => fastFalcon(id, flow, draft));
        expectOneRecord(forms);
        for (const said of Object.values(forms)) expect(Object.keys(said)).toEqual(expect.arrayContaining(EVERY_FALCON_FORM));
      }),
      tries(500),
    );
  });

  it('and of both products about one connection agree on its ends, its ports, its protocol and its program', () => {
    const recordedTwice = flowArbitrary([6, 17], ['ipv6'], ['windows', 'linux', 'macos']);
    // A Mac reaches a Windows host through a socket of IPv6: Sysmon sees it accepted over IPv4.
    const mapped = fc
      .tuple(flowArbitrary([6, 17], ['ipv4'], ['macos']), flowArbitrary([6], ['ipv4'], ['windows', 'linux']))
      .map(([{ responder: _, ...flow }, { responder }]): Flow => ({ ...flow, responder, mapped: true }));
    fc.assert(
      fc.property(fc.oneof(recordedTwice, mapped), sides, sysmonDrafts, falconDrafts, (flow, side, draft, event) => {
        const hasSysmon = (which: typeof side) => ['windows', 'linux'].includes(flow[which].host!.os.platform);
        fc.pre(hasSysmon(side));
        const { port } = draft;
        const unbound = flow.initiator.host!.os.platform === 'macos' && flow.sourcePort.kind !== 'fixed';
        const sysmon = readAll(SYSMON_FORMATS, sysmonReaders, (id) => fastSysmon(id, flow, side, draft));
        const falcon = readAll(FALCON_FORMATS, falconReaders, (id) => fastFalcon(id, flow, { ...event, port }));
        for (const one of Object.values(sysmon))
          for (const other of Object.values(falcon)) expectOneConnection(one, other, unbound);
      }),
      tries(300),
    );
  });
});
