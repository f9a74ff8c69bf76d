import type { Platform } from '../../model/host.js';
import { operatingSystems } from '../../world/operatingSystems.js';
import type { StoryHost } from '../language/story.js';

/** The platform of a host; undefined for a system that is refused. A host that does not say runs Windows. */
export const platformOf = ({ os = 'windows-11' }: StoryHost): Platform | undefined => operatingSystems.get(os)?.platform;

/** What people call them. */
export const PLATFORM_NAMES: Readonly<Record<Platform, string>> = {
  windows: 'Windows',
  linux: 'Linux',
  macos: 'macOS',
  ios: 'iOS',
};
