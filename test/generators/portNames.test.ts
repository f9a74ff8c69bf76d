import { describe, expect, it } from 'vitest';
import { portName } from '../../src/generators/sysmon/portNames.js';

/** The reference, section 3.4, in its words. */
const SEEN = {
  tcp: '80 http; 88 kerberos; 135 epmap; 139 netbios-ssn; 389 ldap; 443 https; 445 microsoft-ds; 3389 ms-wbt-server; 5357 wsd',
  udp: '53 domain; 123 ntp; 137 netbios-ns; 138 netbios-dgm; 1900 ssdp; 3702 ws-discovery; 5355 llmnr',
} as const;

describe.each(['tcp', 'udp'] as const)('names of %s ports', (protocol) => {
  const names = new Map(SEEN[protocol].split('; ').map((entry) => [Number(entry.split(' ')[0]), entry.split(' ')[1]!]));

  it('are those of real records, and no other port has one', () => {
    const given = Array.from({ length: 65_536 }, (_, port) => [port, portName(protocol, port)] as const).filter(
      ([, name]) => name !== '',
    );
    expect(new Map(given)).toEqual(names);
  });
});
