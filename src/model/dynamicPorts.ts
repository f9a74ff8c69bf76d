import type { Platform } from './host.js';

/** Ports that a system hands out itself. All of them have five digits. */
export interface PortRange {
  readonly first: number;
  readonly count: number;
}

/** Windows has used the dynamic range of RFC 6335, section 6, since Vista, and so does Apple; Linux its own `ip_local_port_range`. */
export const dynamicPorts: Readonly<Record<Platform, PortRange>> = {
  windows: { first: 49_152, count: 16_384 },
  linux: { first: 32_768, count: 28_232 },
  macos: { first: 49_152, count: 16_384 },
  ios: { first: 49_152, count: 16_384 },
};
