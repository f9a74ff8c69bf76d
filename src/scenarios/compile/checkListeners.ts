import type { Report } from '../finding.js';
import type { Story } from '../language/story.js';
import type { Known } from './connectionEnds.js';

/** A port has one owner: what a service of the host holds, or another process of the story at the time, no process can listen at. */
export function checkListeners(story: Story, { world, processes, listeners }: Known, report: Report): void {
  story.steps.forEach(({ listen }, index) => {
    const process = listen && processes.get(listen.process);
    if (!listen || !process) return;
    const machine = world.machineById.get(process.host.id)!;
    const service = [...machine.rpcPorts].find(([, port]) => port === listen.port)?.[0];
    const owner = machine.listeners.get(`${listen.protocol}/${listen.port}`) ?? (listen.protocol === 'tcp' ? service : undefined);
    const { port, protocol } = listen;
    const own = listeners.of(process.host.id, protocol, port).find(({ step }) => step === index)!;
    const span = { from: own.begins, to: own.until, conditions: own.conditions };
    const holder = owner ?? listeners.other(process, protocol, port, span)?.name;
    if (holder === undefined) return;
    report({
      code: 'INCONSISTENT',
      path: ['steps', index, 'listen', 'port'],
      expected: `a port that is free on ${process.host.id}: ${holder} has this one`,
    });
  });
}
