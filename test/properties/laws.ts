import { expect } from 'vitest';
import type { Flow } from '../../src/model/flow.js';
import type { Process } from '../../src/model/process.js';
import { validateText } from '../../src/validate/index.js';
import { grouped, type WholeRun } from '../support/wholeRun.js';

/** As labels have it. */
const keyOf = ({ host, name }: Process) => `${host.id}/${name}`;

/** 100-nanosecond units of `2026-03-10T09:14:00.1234567Z`. */
const ticks = (time: string) => {
  const [, second, decimals] = /^(.{19})\.(\d{7})(?:00)?Z$/u.exec(time)!;
  return BigInt(Date.parse(`${second}Z`)) * 10_000n + BigInt(decimals!);
};
const microsOf = (text: string) => Date.parse(`${text.replace(' ', 'T')}Z`) * 1000;

/** Ports that the system of a Windows or Linux host hands out here. */
const FIRST_DYNAMIC = 49_152;
const DYNAMIC = 16_384;
const MAX_PORT = 65_535;

const lines = (text: readonly string[]) => text.map((line) => `${line}\n`).join('');

function expectNothingFound(text: readonly string[], justified: (check: string, line: number) => boolean = () => false): void {
  const { issues, summary } = validateText(lines(text), { profile: 'strict' });
  const told = issues
    .filter(({ level, check, line }) => level !== 'note' && !(level === 'warning' && justified(check, line!)))
    .map(({ check, path, line, expected, received }) => ({ check, path, line, expected, received }));
  expect(told).toEqual([]);
  expect(summary.records).toBe(text.length);
}

/** Whether Sysmon for Linux wrote it. */
const isLinux = ({ told, side }: WholeRun['sysmon'][number]) => told.flow[side].host!.os.platform === 'linux';
/** TimeCreated after UtcTime, seconds. */
const lagOf = ({ fields }: WholeRun['sysmon'][number]) =>
  (Number(ticks(fields['System/TimeCreated/SystemTime']!)) / 10 - microsOf(fields.UtcTime!)) / 1e6;

/** What a Mac tells of the local end before the system has chosen it: see falcon-fdr.md. */
const UNBOUND = { LocalAddressIP6: '0:0:0:0:0:0:0:0', LocalPort: '0' };
/** Whether the local end of a Falcon event is unknown, as it is where no program bound the port itself. */
const isUnbound = ({ told: { flow } }: WholeRun['falcon'][number]) =>
  flow.initiator.host!.os.platform === 'macos' && flow.sourcePort.kind !== 'fixed';

/** What every run keeps to, whatever the story and the seed. */
export const laws: Readonly<Record<string, (run: WholeRun) => void>> = {
  'the validator finds no error and no warning in the events': ({ sysmon }) => {
    // A program that binds a low port looks to the validator like the server of an older layout, and so does a Linux client, whose
    // ports may lie below those of a dynamic RPC service: the story asked for both.
    const lowPort = ({ sourcePort, initiator }: Flow) => sourcePort.kind === 'fixed' || initiator.host?.os.platform === 'linux';
    expectNothingFound(
      sysmon.map(({ line }) => line),
      (check, line) => check === 'sysmon3/old-layout' && lowPort(sysmon[line - 1]!.told.flow),
    );
  },

  'the validator finds no error and no warning in the Falcon lines': ({ fdr, falcon }) => {
    // ICMP for IPv4 over IPv6 and unicast TCP that no reader has seen are what a story says, not what we made of it.
    const usual = falcon.filter(({ fields }) => fields.Protocol !== '1').map(({ line }) => line);
    expect(usual.length).toBeLessThanOrEqual(fdr.length);
    expectNothingFound(usual);
  },

  'every Falcon line is one object of texts, each key once': ({ fdr }) => {
    for (const line of fdr) {
      const values = JSON.parse(line) as Record<string, unknown>;
      expect(Object.values(values).filter((value) => typeof value !== 'string')).toEqual([]);
      const keys = [...line.matchAll(/"((?:[^"\\]|\\.)*)":"(?:[^"\\]|\\.)*"/gu)].map(([, key]) => key);
      expect(keys).toEqual(Object.keys(values));
      // Nothing but these pairs.
      expect(line.replace(/"(?:[^"\\]|\\.)*":"(?:[^"\\]|\\.)*"/gu, '')).toBe(`{${','.repeat(keys.length - 1)}}`);
    }
  },

  'the records of a connection agree on both endpoints, both ports and the protocol': ({ sysmon, falcon }) => {
    const said = [
      ...sysmon.map(({ label, fields, initiator, initiatorPort, responder, responderPort }) => ({
        connection: label.connection,
        remote: `${fields.Protocol} ${responder} ${responderPort}`,
        local: `${initiator} ${initiatorPort}`,
      })),
      ...falcon.map((record) => {
        const { LocalAddressIP6, LocalPort, RemoteAddressIP6, RemotePort, Protocol } = record.fields;
        return {
          connection: record.label.connection,
          // An IPv4 address that was reached over IPv6 is told as IPv4 by every sensor.
          remote: `${{ 6: 'tcp', 17: 'udp' }[Protocol!]} ${RemoteAddressIP6} ${RemotePort}`,
          local: isUnbound(record) ? undefined : `${LocalAddressIP6} ${LocalPort}`,
        };
      }),
    ];
    for (const [connection, records] of grouped(said, (record) => record.connection)) {
      const locals = records.flatMap(({ local }) => local ?? []);
      expect([connection, [...new Set(records.map(({ remote }) => remote))]]).toEqual([connection, [records[0]!.remote]]);
      expect([connection, [...new Set(locals)]]).toEqual([connection, locals.slice(0, 1)]);
    }
  },

  'a record says what its connection is': ({ sysmon, falcon }) => {
    for (const record of sysmon) {
      const { fields, told, side, initiator, responder, responderPort } = record;
      const { flow } = told;
      const { process, host } = flow[side];
      expect({ initiator, responder, responderPort }).toEqual({
        initiator: flow.initiator.address.text,
        responder: flow.responder.address.text,
        responderPort: flow.destinationPort,
      });
      expect(fields).toMatchObject({
        Protocol: { 6: 'tcp', 17: 'udp' }[flow.protocol],
        ProcessId: String(process!.processId),
        Image: process!.image,
        // Accounts have a domain on Windows only.
        User: isLinux(record) ? process!.account.name : `${process!.account.domain}\\${process!.account.name}`,
        'System/Computer': host!.computer,
        SourceIsIpv6: String(flow.initiator.address.family === 'ipv6'),
        DestinationIsIpv6: String(flow.initiator.address.family === 'ipv6'),
      });
    }
    for (const record of falcon) {
      const { fields, told } = record;
      const { initiator, responder, protocol, destinationPort } = told.flow;
      expect(fields).toMatchObject({
        aid: initiator.host!.falcon!.aid,
        ContextProcessId: initiator.process!.uniqueProcessId,
        LocalAddressIP6: initiator.address.text,
        RemoteAddressIP6: responder.address.text,
        RemotePort: String(destinationPort),
        Protocol: String(protocol),
        ...(isUnbound(record) && UNBOUND),
        ConfigBuild: initiator.host!.falcon!.configBuild,
        event_platform: { windows: 'Win', linux: 'Lin', macos: 'Mac', ios: 'iOS' }[initiator.host!.os.platform],
      });
    }
  },

  'every sensor that could see a connection has one record of it, and no other has': ({ sysmon, falcon, told }) => {
    const wanted = [...told.values()].flatMap(({ name, flow: { initiator, responder, protocol, mapped, unanswered } }) => {
      // A TCP connection that nobody answers is never made; a datagram is sent all the same.
      const seen = (protocol === 6 && !unanswered) || protocol === 17;
      return [
        ...(seen && initiator.host?.sysmon && initiator.process ? [`${name} sysmon initiator`] : []),
        ...(seen && responder.host?.sysmon && responder.process ? [`${name} sysmon responder`] : []),
        ...(initiator.host?.falcon && (initiator.address.family === 'ipv6' || mapped) ? [`${name} falcon`] : []),
      ];
    });
    const got = [
      ...sysmon.map(({ label, side }) => `${label.connection} sysmon ${side}`),
      ...falcon.map(({ label }) => `${label.connection} falcon`),
    ];
    expect(got.sort()).toEqual(wanted.sort());
  },

  'one ProcessGuid is one pid, image and user, and one process one ProcessGuid': ({ sysmon }) => {
    const said = ({ fields }: WholeRun['sysmon'][number]) =>
      `${fields.ProcessGuid} ${fields.ProcessId} ${fields.Image} ${fields.User}`;
    for (const key of ['ProcessGuid', 'process'] as const) {
      const groups = grouped(
        sysmon,
        ({ fields, label }) => `${fields['System/Computer']} ${key === 'process' ? label.process : fields.ProcessGuid}`,
      );
      for (const [, records] of groups) expect(new Set(records.map(said)).size).toBe(1);
    }
    for (const [, records] of grouped(sysmon, ({ fields }) => `${fields['System/Computer']} ${fields.ProcessId}`))
      expect(new Set(records.map(({ fields }) => fields.ProcessGuid)).size).toBe(1);
  },

  'no process connects before the second in which it starts': ({ told, sysmon }) => {
    for (const { at, flow } of told.values())
      for (const { process } of [flow.initiator, flow.responder])
        expect(process?.startedAt ?? at, process?.name).toBeLessThanOrEqual(at);
    for (const { fields } of sysmon) {
      const [, low, high] = fields
        .ProcessGuid!.slice(1, -1)
        .split('-')
        .map((part) => Number.parseInt(part, 16));
      // Both clocks of a host agree within some milliseconds.
      expect(((high! << 16) >>> 0) + low!).toBeLessThanOrEqual(microsOf(fields.UtcTime!) / 1e6 + 0.05);
    }
  },

  'on a host EventRecordID rises with every line, and TimeCreated never falls': ({ sysmon }) => {
    for (const [host, records] of grouped(sysmon, ({ fields }) => fields['System/Computer']!)) {
      records.slice(1).forEach(({ fields }, i) => {
        const before = records[i]!.fields;
        expect(Number(fields['System/EventRecordID']), host).toBeGreaterThan(Number(before['System/EventRecordID']));
        expect(ticks(fields['System/TimeCreated/SystemTime']!), host).toBeGreaterThanOrEqual(
          ticks(before['System/TimeCreated/SystemTime']!),
        );
      });
    }
  },

  'on Windows a record is written 0.9 to 8 seconds after what it tells': ({ sysmon }) => {
    for (const record of sysmon.filter((one) => !isLinux(one))) {
      expect(lagOf(record)).toBeGreaterThan(0.9);
      expect(lagOf(record)).toBeLessThan(8);
    }
  },

  'on Linux UtcTime is 2 to 9 ms after TimeCreated, which tells whole microseconds': ({ sysmon }) => {
    for (const record of sysmon.filter(isLinux)) {
      expect(record.fields['System/TimeCreated/SystemTime']).toMatch(/\.\d{6}000Z$/u);
      expect(-lagOf(record)).toBeGreaterThanOrEqual(0.002);
      expect(-lagOf(record)).toBeLessThanOrEqual(0.009);
    }
  },

  'on Linux nothing has a name, and Sysmon writes from its first thread': ({ sysmon }) => {
    for (const { fields } of sysmon.filter(isLinux)) {
      for (const name of ['SourceHostname', 'SourcePortName', 'DestinationHostname', 'DestinationPortName'])
        expect([name, fields[name]]).toEqual([name, '-']);
      expect(fields['System/Execution/ThreadID']).toBe(fields['System/Execution/ProcessID']);
    }
  },

  'TCP source ports of a host advance by small steps round its range, in the order of the connections': ({
    sysmon,
    falcon,
    told,
    prepared,
  }) => {
    const portOf = new Map([
      ...sysmon.map(({ label, initiatorPort }) => [label.connection, initiatorPort] as const),
      ...falcon.map(({ label, fields }) => [label.connection, Number(fields.LocalPort)] as const),
    ]);
    const counted = [...told.values()].filter(({ flow }) => flow.sourcePort.kind === 'counted');
    for (const [host, connections] of grouped(counted, ({ flow }) => flow.initiator.host!.id)) {
      const services = new Set(prepared.plan.world.machineById.get(host)!.rpcPorts.values());
      let last: number | undefined;
      let unseen = 0;
      let seconds = 0;
      for (const { name, at } of connections) {
        const port = portOf.get(name);
        if (port === undefined) {
          unseen += 1;
          continue;
        }
        expect(port).toBeGreaterThanOrEqual(FIRST_DYNAMIC);
        expect(port).toBeLessThanOrEqual(MAX_PORT);
        expect([...services]).not.toContain(port);
        if (last !== undefined) {
          const step = (port - last + DYNAMIC) % DYNAMIC;
          expect(step).toBeGreaterThan(unseen);
          // Programs that nobody records take a few ports a minute, and services hold eight at the most.
          expect(step).toBeLessThanOrEqual(unseen + 1 + services.size + 20 + (at / 1e6 - seconds) * 0.4);
        }
        [last, unseen, seconds] = [port, 0, at / 1e6];
      }
    }
  },

  'UDP source ports are drawn from the dynamic range, or fixed by the story': ({ sysmon }) => {
    const drawn = sysmon.filter(({ told, fields }) => fields.Protocol === 'udp' && told.flow.sourcePort.kind === 'drawn');
    for (const { initiatorPort, told } of drawn) {
      const linux = told.flow.initiator.host!.os.platform === 'linux';
      expect(initiatorPort).toBeGreaterThanOrEqual(linux ? 32_768 : FIRST_DYNAMIC);
      expect(initiatorPort).toBeLessThanOrEqual(linux ? 60_999 : MAX_PORT);
    }
    const ports = new Set(drawn.map(({ initiatorPort }) => initiatorPort));
    const connections = new Set(drawn.map(({ label }) => label.connection));
    // By chance some meet: so many are told apart where all are drawn evenly; ports that stay the same would all meet.
    const apart = DYNAMIC * (1 - (1 - 1 / DYNAMIC) ** connections.size);
    expect(ports.size).toBeGreaterThanOrEqual(0.95 * apart - 1);
    for (const { told, initiatorPort } of sysmon)
      if (told.flow.sourcePort.kind === 'fixed') expect(initiatorPort).toBe(told.flow.sourcePort.port);
  },

  'source ports that Falcon tells are of the range of the platform, or fixed by the story': ({ falcon }) => {
    for (const record of falcon.filter((one) => !isUnbound(one))) {
      const { sourcePort, initiator } = record.told.flow;
      const port = Number(record.fields.LocalPort);
      const linux = initiator.host!.os.platform === 'linux';
      if (sourcePort.kind === 'fixed') expect(port).toBe(sourcePort.port);
      else {
        expect(port).toBeGreaterThanOrEqual(linux ? 32_768 : FIRST_DYNAMIC);
        expect(port).toBeLessThanOrEqual(linux ? 60_999 : MAX_PORT);
      }
    }
  },

  'with every record labelled there is one label for each, and it names exactly this record': ({
    labels,
    sysmon,
    falcon,
    winevt,
    fdr,
  }) => {
    expect(labels).toHaveLength(winevt.length + fdr.length);
    expect(new Set(labels.map(({ format, record }) => `${format} ${record}`)).size).toBe(labels.length);
    for (const { fields, label, told, side } of sysmon) {
      expect(label).toMatchObject({
        format: 'sysmon-winevt',
        file: 'sysmon-winevt.xml',
        host: fields['System/Computer'],
        EventRecordID: Number(fields['System/EventRecordID']),
        process: keyOf(told.flow[side].process!),
      });
    }
    for (const { fields, label, told } of falcon) {
      expect(label).toMatchObject({
        format: 'falcon-fdr',
        file: 'falcon-fdr.ndjson',
        host: fields.aid,
        id: fields.id,
        process: keyOf(told.flow.initiator.process!),
      });
    }
  },

  'labels say what the story says of the step': ({ labels, told, prepared }) => {
    for (const { connection, scenario, step, technique, role, rules } of labels)
      expect({ scenario, step, technique, role, rules }).toEqual({ technique: undefined, ...told.get(connection)!.flow.meaning });
    expect(new Set(labels.map(({ scenario }) => scenario).filter((id) => id !== prepared.plan.scenario.id))).toEqual(new Set());
  },

  'no record holds a word of its label': ({ sysmon, falcon }) => {
    for (const { line, label, told } of [...sysmon, ...falcon]) {
      // A rule's name, which the story gives itself, may be about the technique.
      const own = (
        told.flow.ruleName === undefined ? line : line.replace(/<Data Name=["']RuleName["']>[^<]*</u, '<')
      ).toLowerCase();
      for (const word of [label.scenario, label.step, label.technique, label.role, label.connection, ...label.rules]) {
        // Most words are not even part of another one.
        if (word !== undefined && own.includes(word.toLowerCase()))
          expect(own).not.toMatch(new RegExp(`(?<![a-z0-9])${word.replaceAll('.', '\\.')}(?![a-z0-9])`, 'iu'));
      }
    }
  },

  'Falcon receives an event after it happens, within a minute or so': ({ falcon }) => {
    for (const { fields, told } of falcon) {
      const received = Number(fields.timestamp) * 1000;
      expect(received).toBeGreaterThan(told.at - 1000);
      expect(received).toBeLessThanOrEqual(told.at + 64_000_000);
    }
    expect(new Set(falcon.map(({ fields }) => fields.id)).size).toBe(falcon.length);
  },

  'the counts of the summary are those of the records': ({ summary, winevt, fdr, sysmon, falcon, labels }) => {
    expect(summary.records).toBe(winevt.length + fdr.length);
    expect(summary.labels).toBe(labels.length);
    const count = (list: readonly string[]) =>
      Object.fromEntries([...grouped(list, (name) => name)].map(([name, members]) => [name, members.length]));
    const all = [
      ...sysmon.map(({ label, told, side }) => ({ label, host: told.flow[side].host! })),
      ...falcon.map(({ label, told }) => ({ label, host: told.flow.initiator.host! })),
    ];
    expect(Object.fromEntries(summary.byHost)).toEqual(count(all.map(({ host }) => host.computer)));
    expect(Object.fromEntries(summary.byStep)).toEqual(count(all.map(({ label }) => label.step)));
    for (const { format, bytes } of summary.outputs)
      expect(bytes).toBe(Buffer.byteLength(lines(format === 'sysmon-winevt' ? winevt : fdr)));
  },
};

/** Holds runs to a law; what breaks it says with which seed. */
export function holdLaw(name: string, runs: readonly WholeRun[]): void {
  for (const run of runs) {
    try {
      laws[name]!(run);
    } catch (error) {
      if (error instanceof Error) error.message = `seed ${run.seed}: ${name}: ${error.message}`;
      throw error;
    }
  }
}
