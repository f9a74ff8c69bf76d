// Written by hand from what is known of the formats; nothing here is generated and nothing is copied from a real host.

/** Sysmon 13 on Windows 10 as the Windows API renders it, names looked up. */
export const soundEvent = [
  "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>",
  "<Provider Name='Microsoft-Windows-Sysmon' Guid='{5770385f-c22a-43e0-bf4c-06f5698ffbd9}'/>",
  '<EventID>3</EventID><Version>5</Version><Level>4</Level><Task>3</Task><Opcode>0</Opcode>',
  '<Keywords>0x8000000000000000</Keywords>',
  "<TimeCreated SystemTime='2024-03-05T10:15:31.4567890Z'/><EventRecordID>4711</EventRecordID><Correlation/>",
  "<Execution ProcessID='3120' ThreadID='4416'/><Channel>Microsoft-Windows-Sysmon/Operational</Channel>",
  "<Computer>ws01.corp.example</Computer><Security UserID='S-1-5-18'/></System><EventData>",
  "<Data Name='RuleName'>-</Data><Data Name='UtcTime'>2024-03-05 10:15:30.123</Data>",
  "<Data Name='ProcessGuid'>{1a2b3c4d-df50-65e6-5307-000000000400}</Data><Data Name='ProcessId'>6604</Data>",
  "<Data Name='Image'>C:\\Program Files\\Example\\example.exe</Data><Data Name='User'>CORP\\jdoe</Data>",
  "<Data Name='Protocol'>tcp</Data><Data Name='Initiated'>true</Data>",
  "<Data Name='SourceIsIpv6'>true</Data><Data Name='SourceIp'>2001:db8:0:0:0:0:0:20</Data>",
  "<Data Name='SourceHostname'>ws01.corp.example</Data><Data Name='SourcePort'>50123</Data><Data Name='SourcePortName'>-</Data>",
  "<Data Name='DestinationIsIpv6'>true</Data><Data Name='DestinationIp'>2001:db8:ffff:0:0:0:0:1</Data>",
  "<Data Name='DestinationHostname'>-</Data><Data Name='DestinationPort'>443</Data>",
  "<Data Name='DestinationPortName'>https</Data></EventData></Event>",
].join('');

/** The same era over IPv4: a NetBIOS broadcast, sent by the kernel. */
export const soundSystemEvent = soundEvent
  .replace('{1a2b3c4d-df50-65e6-5307-000000000400}', '{1a2b3c4d-df50-65e6-0100-000000000400}')
  .replace('>6604<', '>4<')
  .replace('>C:\\Program Files\\Example\\example.exe<', '>System<')
  .replace('>CORP\\jdoe<', '>NT AUTHORITY\\SYSTEM<')
  .replace('>tcp<', '>udp<')
  .replaceAll("Ipv6'>true<", "Ipv6'>false<")
  .replace('>2001:db8:0:0:0:0:0:20<', '>192.0.2.20<')
  .replace(">50123</Data><Data Name='SourcePortName'>-<", ">138</Data><Data Name='SourcePortName'>netbios-dgm<")
  .replace('>2001:db8:ffff:0:0:0:0:1<', '>255.255.255.255<')
  .replace('>443<', '>138<')
  .replace('>https<', '>netbios-dgm<');

/** Sysmon 7: no RuleName, unknown values empty, upper-case GUIDs, nine decimals, the old tail. */
export const soundOldEvent = soundEvent
  .replace("<Data Name='RuleName'>-</Data>", '')
  .replace('{5770385f-c22a-43e0-bf4c-06f5698ffbd9}', '{5770385F-C22A-43E0-BF4C-06F5698FFBD9}')
  .replace('{1a2b3c4d-df50-65e6-5307-000000000400}', '{1A2B3C4D-DF50-65E6-0000-0010EB4A0100}')
  .replace('31.4567890Z', '31.456789000Z')
  .replaceAll('>-<', '><');

/** A process that was gone before it was asked about. */
export const soundUnknownProcess = soundEvent
  .replace('{1a2b3c4d-df50-65e6-5307-000000000400}', '{00000000-0000-0000-0000-000000000000}')
  .replace('>C:\\Program Files\\Example\\example.exe<', '>&lt;unknown process&gt;<')
  .replace('>CORP\\jdoe<', '>-<');

/** Falcon on Windows, 2025: 25 keys, every value a string. */
export const soundConnect = {
  ContextBaseFileName: 'example.exe',
  RemoteAddressIP6: '2001:db8:ffff:0:0:0:0:1',
  aip: '192.0.2.99',
  event_platform: 'Win',
  EventOrigin: '1',
  id: '0b5a3c1e-52d4-4e0f-9a56-0d6c1f2e3a4b',
  Protocol: '6',
  EffectiveTransmissionClass: '3',
  InContext: '0',
  timestamp: '1709633730470',
  event_simpleName: 'NetworkConnectIP6',
  ContextTimeStamp: '1709633730.123',
  LocalAddressIP6: '2001:db8:0:0:0:0:0:20',
  ConfigStateHash: '1701000200',
  ConnectionFlags: '0',
  ContextProcessId: '173836945399',
  RemotePort: '443',
  ConfigBuild: '1007.3.0019907.15',
  LocalPort: '50123',
  Entitlements: '15',
  name: 'NetworkConnectIP6V12',
  aid: '0123456789abcdef0123456789abcdef',
  RemoteAddressString: '2001:db8:ffff:0:0:0:0:1',
  ConnectionDirection: '0',
  cid: 'fedcba9876543210fedcba9876543210',
} as const;

/** The documented form with five keys. */
export const soundTableRow = {
  RemoteAddressIP6: '2001:db8:ffff::1',
  RemotePort: 443,
  Protocol: 6,
  LocalAddressIP6: '2001:db8::20',
  LocalPort: 50123,
} as const;

export const soundLogScale = {
  '#event_simpleName': 'NetworkConnectIP6',
  '@timestamp': 1709633730470,
  '#repo': 'base_sensor',
  ...without('event_simpleName'),
};

/** The sound connect without some keys. */
export function without(...keys: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(soundConnect).filter(([key]) => !keys.includes(key)));
}
