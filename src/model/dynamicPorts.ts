/** Ports that a system hands out itself. All of them have five digits. */
export interface PortRange {
  readonly first: number;
  readonly count: number;
}

/** Windows has used the dynamic range of RFC 6335, section 6, since Vista; Linux its own `ip_local_port_range`. */
export const dynamicPorts: Readonly<Record<'windows' | 'linux', PortRange>> = {
  windows: { first: 49_152, count: 16_384 },
  linux: { first: 32_768, count: 28_232 },
};
