import type { Platform } from '../../model/host.js';

/** What people call them. */
export const PLATFORM_NAMES: Readonly<Record<Platform, string>> = {
  windows: 'Windows',
  linux: 'Linux',
  macos: 'macOS',
  ios: 'iOS',
};
