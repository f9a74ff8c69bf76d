/** IP protocol numbers by the names that the Falcon event documents. Apart from the schema, so that who compiles a story need not load it. */
export const PROTOCOLS = { ip: 0, icmp: 1, tcp: 6, udp: 17, ipv6: 41, icmpv6: 58, unknown: 255 } as const;
