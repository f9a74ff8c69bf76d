// Yardstick: the same event, a document per event, the ordinary way. Prints events per second on one core.
import { create } from 'xmlbuilder2';

const events = Number(process.argv[2] ?? 6000);
const data = {
  RuleName: '-',
  UtcTime: '2026-03-10 09:14:02.598',
  ProcessGuid: '{35f48a4f-e0da-69af-7d1a-060000001500}',
  ProcessId: '13088',
  Image: 'C:\\Users\\admin\\Desktop\\SysinternalsSuite\\PsExec.exe',
  User: 'CORP\\admin',
  Protocol: 'tcp',
  Initiated: 'true',
  SourceIsIpv6: 'false',
  SourceIp: '10.20.38.181',
  SourceHostname: '-',
  SourcePort: '58717',
  SourcePortName: '-',
  DestinationIsIpv6: 'false',
  DestinationIp: '10.20.105.81',
  DestinationHostname: '-',
  DestinationPort: '135',
  DestinationPortName: '-',
};

function event(id) {
  const root = create().ele('http://schemas.microsoft.com/win/2004/08/events/event', 'Event');
  const system = root.ele('System');
  system.ele('Provider', { Name: 'Microsoft-Windows-Sysmon', Guid: '{5770385f-c22a-43e0-bf4c-06f5698ffbd9}' });
  for (const [name, text] of [
    ['EventID', '3'],
    ['Version', '5'],
    ['Level', '4'],
    ['Task', '3'],
    ['Opcode', '0'],
    ['Keywords', '0x8000000000000000'],
  ])
    system.ele(name).txt(text);
  system.ele('TimeCreated', { SystemTime: '2026-03-10T09:14:03.8961697Z' });
  system.ele('EventRecordID').txt(String(id));
  system.ele('Correlation');
  system.ele('Execution', { ProcessID: '2940', ThreadID: '3512' });
  system.ele('Channel').txt('Microsoft-Windows-Sysmon/Operational');
  system.ele('Computer').txt('DESKTOP-6HAWZ75.corp.example');
  system.ele('Security', { UserID: 'S-1-5-18' });
  const eventData = root.ele('EventData');
  for (const [name, value] of Object.entries(data)) eventData.ele('Data', { Name: name }).txt(value);
  return root.doc().end({ headless: true });
}

for (let i = 0; i < events / 4; i += 1) event(i);
let bytes = 0;
const began = process.hrtime.bigint();
for (let i = 0; i < events; i += 1) bytes += event(i).length;
console.log(JSON.stringify({ perSecond: events / (Number(process.hrtime.bigint() - began) / 1e9), bytes }));
