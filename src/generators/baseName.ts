import type { Process } from '../model/process.js';

/** The file name of a process's image, as the sensors of its platform cut it out: behind the last separator. */
export function baseName({ image, host }: Process): string {
  return image.slice(image.lastIndexOf(host.os.platform === 'windows' ? '\\' : '/') + 1);
}
