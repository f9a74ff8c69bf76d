import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FormatId } from '../../src/generators/index.js';
import type { Flow } from '../../src/model/flow.js';
import type { Host } from '../../src/model/host.js';
import { expectedEvent3 } from '../support/expectedEvent3.js';
import { type SysmonDocument, sysmonDocuments } from '../support/expectedSysmonJson.js';
import { tries } from '../support/soak.js';
import { fastSysmon, sides, sysmonDrafts, sysmonFlows } from '../support/sysmonDrafts.js';

const cases = [sysmonFlows, sides, sysmonDrafts] as const;
const documents = Object.entries(sysmonDocuments) as [FormatId, SysmonDocument][];

describe.each(documents)('%s', (form, documentOf) => {
  it('is byte for byte JSON of the document that the facts ask for, keys in its order', () => {
    fc.assert(
      fc.property(...cases, (flow, side, draft) => {
        const line = fastSysmon(form, flow, side, draft);
        expect(line).toBe(`${JSON.stringify(documentOf(expectedEvent3(flow, side, draft, line), flow, side, line))}\n`);
      }),
      tries(1500),
    );
  });

  it('is one line, and holds none of the marks that it was made with', () => {
    fc.assert(
      fc.property(...cases, (flow, side, draft) => {
        const line = fastSysmon(form, flow, side, draft);
        expect(line.match(/[\n\r\ufffe\uffff]/gu)).toEqual(['\n']);
      }),
      tries(200),
    );
  });
});

describe('sysmon-winlogbeat', () => {
  const agentOf = (flow: Flow, side: 'initiator' | 'responder', draft: Parameters<typeof fastSysmon>[3]) =>
    (JSON.parse(fastSysmon('sysmon-winlogbeat', flow, side, draft)) as { agent: { id: string; ephemeral_id: string } }).agent;
  const withHost = (flow: Flow, change: (host: Host) => Host): Flow => {
    const host = change(flow.initiator.host!);
    return { ...flow, initiator: { ...flow.initiator, host } };
  };

  it('names one agent per machine, and one run of it per boot, whatever the connection is', () => {
    fc.assert(
      fc.property(sysmonFlows, sysmonFlows, sysmonDrafts, sysmonDrafts, (flow, another, draft, later) => {
        const first = agentOf(flow, 'initiator', draft);
        const same = agentOf(
          withHost(another, () => flow.initiator.host!),
          'initiator',
          later,
        );
        expect(same).toEqual(first);
        const rebooted = withHost(flow, (host) => ({ ...host, boot: { ...host.boot, id: host.boot.id + 1 } }));
        const second = agentOf(rebooted, 'initiator', draft);
        expect(second.id).toBe(first.id);
        expect(new Set([first.id, first.ephemeral_id, second.ephemeral_id]).size).toBe(3);
        const machineId = flow.initiator.host!.sysmon!.machineId === '00000001' ? '00000002' : '00000001';
        const elsewhere = withHost(flow, (host) => ({ ...host, sysmon: { ...host.sysmon!, machineId } }));
        expect(agentOf(elsewhere, 'initiator', draft).id).not.toBe(first.id);
      }),
      tries(100),
    );
  });
});
