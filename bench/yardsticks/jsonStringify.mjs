// Yardstick: Falcon events as an object and a JSON.stringify each, collected in chunks as large as those of a run.
//
//   node bench/yardsticks/jsonStringify.mjs EVENTS
//
// Prints events per second. Keys are those of falcon-fdr on Windows, in its order; all values are texts that are there already, but for
// the times, ports and ids that differ from event to event.
import { openSync, writeSync } from 'node:fs';

const events = Number(process.argv[2] ?? 300_000);
const CHUNK = 2 ** 20;
/** No event is longer. */
const ROOM = 4096;
const HOSTS = 100;
const DESTINATIONS = 300;
const IDS = 4096;

const hex = (n, digits) => n.toString(16).padStart(digits, '0');
const spread = (n) => Math.imul(n + 1, 0x9e3779b1) >>> 0;
const hosts = Array.from({ length: HOSTS }, (_, n) => ({
  aid: [1, 2, 3, 4].map((part) => hex(spread(n * 4 + part), 8)).join(''),
  aip: `192.0.2.${n}`,
  address: `2001:db8:1:0:46d7:c4cd:db4c:${hex(n + 4096, 4)}`,
  config: String(spread(n)),
  process: String(1892652361427 + n * 7919),
  program: ['svchost.exe', 'chrome.exe', 'OUTLOOK.EXE', 'Teams.exe'][n % 4],
}));
const destinations = Array.from({ length: DESTINATIONS }, (_, n) => ({
  address: `2001:db8:ffff:0:0:0:0:${hex(n + 16, 2)}`,
  port: ['443', '5355', '53', '80'][n % 4],
  protocol: ['6', '17', '17', '6'][n % 4],
}));
const ids = Array.from(
  { length: IDS },
  (_, n) => `${hex(spread(n), 8)}-481c-433c-bb2a-${hex(spread(n + 7), 8)}${hex(n % 65_536, 4)}`,
);

function line(n) {
  const host = hosts[n % HOSTS];
  const { address, port, protocol } = destinations[spread(n) % DESTINATIONS];
  const at = 1773133742662 + n * 3;
  const event = {
    ContextBaseFileName: host.program,
    RemoteAddressIP6: address,
    aip: host.aip,
    event_platform: 'Win',
    EventOrigin: '1',
    id: ids[n % IDS],
    Protocol: protocol,
    EffectiveTransmissionClass: '3',
    InContext: '0',
    timestamp: String(at),
    event_simpleName: 'NetworkConnectIP6',
    ContextTimeStamp: ((at - 272) / 1000).toFixed(3),
    LocalAddressIP6: host.address,
    ConfigStateHash: host.config,
    ConnectionFlags: '0',
    ContextProcessId: host.process,
    RemotePort: port,
    ConfigBuild: '1007.3.0019983.15',
    LocalPort: String(49152 + (n % 16384)),
    Entitlements: '15',
    name: 'NetworkConnectIP6V12',
    aid: host.aid,
    RemoteAddressString: address,
    ConnectionDirection: '0',
    cid: 'edd5e1177e3f1c536deac2ccd500ce18',
  };
  return `${JSON.stringify(event)}\n`;
}

const out = openSync('/dev/null', 'w');
const chunk = Buffer.alloc(CHUNK);

/** Writes so many events. @returns Their bytes. */
function write(count) {
  let bytes = 0;
  let at = 0;
  for (let n = 0; n < count; n += 1) {
    if (at + ROOM > CHUNK) {
      bytes += writeSync(out, chunk, 0, at);
      at = 0;
    }
    at += chunk.write(line(n), at);
  }
  return bytes + writeSync(out, chunk, 0, at);
}

write(events / 4);
const began = process.hrtime.bigint();
const bytes = write(events);
console.log(JSON.stringify({ perSecond: events / (Number(process.hrtime.bigint() - began) / 1e9), bytes }));
