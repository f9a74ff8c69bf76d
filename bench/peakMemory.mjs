// How much memory a process of Node had at most, from the process itself.

/**
 * Linux counts into its maxRSS what the process had before it became this program, which is the memory of the bench, so there the kernel's
 * own mark is taken. All threads of the process are in it.
 */
const SAY = `
  import { readFileSync } from 'node:fs';
  process.on('exit', () => {
    let most = process.resourceUsage().maxRSS;
    try { most = /VmHWM:\\s*(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]; } catch {}
    process.stderr.write('\\nmaxRSS ' + most);
  });`;

/** Options of node which have the process say it at its end, on stderr. */
export const SAY_PEAK_MEMORY = ['--import', `data:text/javascript,${encodeURIComponent(SAY)}`];

/** @param stderr - Of such a process. @returns Megabytes of 2^20. */
export const peakMemory = (stderr) => Number(/maxRSS (\d+)/.exec(stderr)[1]) / 1024;
