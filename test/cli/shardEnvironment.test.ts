import { describe, expect, it } from 'vitest';
import { chosenShard } from '../../src/cli/shardOption.js';

/** Arrays of jobs as the schedulers start them: the environment of the last job but one. */
const SLURM = {
  SLURM_ARRAY_TASK_MIN: '10',
  SLURM_ARRAY_TASK_MAX: '30',
  SLURM_ARRAY_TASK_STEP: '10',
  SLURM_ARRAY_TASK_COUNT: '3',
};

describe('--shard', () => {
  it.each([
    ['1/1', { number: 1, of: 1 }],
    ['3/8', { number: 3, of: 8 }],
    ['all/4', { number: 'all', of: 4 }],
  ] as const)('%s is understood', (text, shard) => expect(chosenShard(text, {})).toEqual(shard));

  it.each(['0/4', '5/4', '1', 'all', '1/0', '1/10001', '01/4', '1/4/4', 'some/4', ' 1/4', '-1/4', ''])('%j is refused', (text) =>
    expect(() => chosenShard(text, {})).toThrow(/^--shard: expected K\/N with K from 1 to N/u),
  );

  it.each([
    ['Kubernetes', { JOB_COMPLETION_INDEX: '2', WIRETALE_SHARDS: '4' }, 'auto', 3, 4],
    ['Kubernetes and N', { JOB_COMPLETION_INDEX: '0' }, 'auto/5', 1, 5],
    ['Slurm', { ...SLURM, SLURM_ARRAY_TASK_ID: '20' }, 'auto', 2, 3],
    ['AWS Batch', { AWS_BATCH_JOB_ARRAY_INDEX: '6', AWS_BATCH_JOB_ARRAY_SIZE: '7' }, 'auto', 7, 7],
    ['AWS Batch without a size', { AWS_BATCH_JOB_ARRAY_INDEX: '6' }, 'auto/9', 7, 9],
    ['Cloud Run', { CLOUD_RUN_TASK_INDEX: '0', CLOUD_RUN_TASK_COUNT: '2' }, 'auto', 1, 2],
    ['Nomad', { NOMAD_ALLOC_INDEX: '1' }, 'auto/2', 2, 2],
    ['two that agree', { NOMAD_ALLOC_INDEX: '1', CLOUD_RUN_TASK_INDEX: '1', CLOUD_RUN_TASK_COUNT: '2' }, 'auto/2', 2, 2],
  ])('auto reads the variables of %s', (_, env, text, number, of) => expect(chosenShard(text, env)).toEqual({ number, of }));

  it.each([
    ['no scheduler', {}, 'auto', /received none; say --shard K\/N/u],
    [
      'no size',
      { JOB_COMPLETION_INDEX: '2' },
      'auto',
      /the number of parts, which Kubernetes does not say; say --shard auto\/N/u,
    ],
    [
      'a number of parts that is none',
      { JOB_COMPLETION_INDEX: '2', WIRETALE_SHARDS: '0' },
      'auto',
      /whole number in WIRETALE_SHARDS/u,
    ],
    [
      'two that contradict',
      { JOB_COMPLETION_INDEX: '2', NOMAD_ALLOC_INDEX: '1' },
      'auto/4',
      /3\/4 of Kubernetes and 2\/4 of Nomad/u,
    ],
    [
      'two sizes',
      { ...SLURM, SLURM_ARRAY_TASK_ID: '20' },
      'auto/4',
      /one number of parts, received 4 from --shard and 3 from SLURM/u,
    ],
    ['more jobs than parts', { JOB_COMPLETION_INDEX: '4' }, 'auto/4', /received 4, the 5th; start as many jobs as parts/u],
    ['an index that is none', { JOB_COMPLETION_INDEX: 'x' }, 'auto/4', /whole number in JOB_COMPLETION_INDEX, received "x"/u],
    ['uneven steps', { ...SLURM, SLURM_ARRAY_TASK_ID: '15' }, 'auto', /an array of Slurm with even steps/u],
  ])('auto refuses %s', (_, env, text, message) => expect(() => chosenShard(text, env)).toThrow(message));
});
