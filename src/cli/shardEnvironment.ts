import type { Shard } from '../engine/index.js';
import { visibleStart } from '../scenarios/visibleText.js';
import { UsageError } from './usageError.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Which environment variables of a scheduler say which job of an array this is. */
interface Scheduler {
  readonly name: string;
  readonly index: string;
  /** The least and the greatest index, and what lies between two; absent: from 0 on, by one. */
  readonly first?: string;
  readonly last?: string;
  readonly step?: string;
  /** How many jobs the array has; absent: the scheduler does not say. */
  readonly size?: string;
}

/** From the schedulers' own documentation. */
const SCHEDULERS: readonly Scheduler[] = [
  { name: 'Kubernetes', index: 'JOB_COMPLETION_INDEX' },
  {
    name: 'Slurm',
    index: 'SLURM_ARRAY_TASK_ID',
    first: 'SLURM_ARRAY_TASK_MIN',
    last: 'SLURM_ARRAY_TASK_MAX',
    step: 'SLURM_ARRAY_TASK_STEP',
    size: 'SLURM_ARRAY_TASK_COUNT',
  },
  { name: 'AWS Batch', index: 'AWS_BATCH_JOB_ARRAY_INDEX', size: 'AWS_BATCH_JOB_ARRAY_SIZE' },
  { name: 'Cloud Run', index: 'CLOUD_RUN_TASK_INDEX', size: 'CLOUD_RUN_TASK_COUNT' },
  { name: 'Nomad', index: 'NOMAD_ALLOC_INDEX' },
];

/** The user's word on how many parts there are, where a scheduler does not say. */
const SIZE = 'WIRETALE_SHARDS';

/**
 * The part that a job scheduler asks for.
 *
 * @param given - How many parts there are, as `--shard auto/N` says.
 * @throws {@link UsageError} where no scheduler is there, where two contradict, and where nobody says how many parts there are.
 */
export function shardOfEnvironment(env: Environment, given: number | undefined): Shard {
  const present = SCHEDULERS.filter(({ index }) => env[index] !== undefined);
  if (present.length === 0) {
    const names = SCHEDULERS.map(({ name, index }) => `${index} (${name})`).join(', ');
    throw new UsageError(`--shard auto: expected one of ${names} in the environment, received none; say --shard K/N`);
  }
  const own = env[SIZE] === undefined ? undefined : whole(env, SIZE, 1);
  const shards = present.map((scheduler) => ({ scheduler, shard: shardOf(scheduler, env, given, own) }));
  const [one, ...others] = shards as [(typeof shards)[number], ...typeof shards];
  const other = others.find(({ shard }) => shard.number !== one.shard.number || shard.of !== one.shard.of);
  if (!other) return one.shard;
  const text = ({ scheduler, shard }: typeof one) => `${shard.number}/${shard.of} of ${scheduler.name}`;
  throw new UsageError(
    `--shard auto: expected the variables of one scheduler, received ${text(one)} and ${text(other)}; say --shard K/N`,
  );
}

function shardOf(scheduler: Scheduler, env: Environment, given: number | undefined, own: number | undefined): Shard {
  const number = positionOf(scheduler, env);
  const said = scheduler.size !== undefined && env[scheduler.size] !== undefined ? scheduler.size : undefined;
  const sizes = [
    ...(given === undefined ? [] : [{ name: '--shard', of: given }]),
    ...(said === undefined ? [] : [{ name: said, of: whole(env, said, 1) }]),
    ...(own === undefined ? [] : [{ name: SIZE, of: own }]),
  ];
  const [size] = sizes;
  if (!size) {
    throw new UsageError(
      `--shard auto: expected the number of parts, which ${scheduler.name} does not say; say --shard auto/N, or set ${SIZE}`,
    );
  }
  const other = sizes.find(({ of }) => of !== size.of);
  if (other)
    throw new UsageError(
      `--shard auto: expected one number of parts, received ${size.of} from ${size.name} and ${other.of} from ${other.name}`,
    );
  if (number > size.of) {
    throw new UsageError(
      `--shard auto: expected ${scheduler.index} to be one of ${size.of} parts, received ${env[scheduler.index]}, the ${number}th; start as many jobs as parts`,
    );
  }
  return { number, of: size.of };
}

/** Which job of the array it is, from 1. */
function positionOf({ name, index, first, last, step }: Scheduler, env: Environment): number {
  const numberIn = (variable: string | undefined, otherwise: number) =>
    variable === undefined || env[variable] === undefined ? otherwise : whole(env, variable, 0);
  const least = numberIn(first, 0);
  const by = Math.max(1, numberIn(step, 1));
  const steps = (whole(env, index, 0) - least) / by;
  if (Number.isInteger(steps) && steps >= 0 && (numberIn(last, least) - least) % by === 0) return steps + 1;
  throw new UsageError(
    `--shard auto: expected an array of ${name} with even steps, received ${index}=${env[index]}; say --shard K/N`,
  );
}

function whole(env: Environment, name: string, least: number): number {
  const text = env[name]!;
  if (/^(0|[1-9]\d{0,8})$/u.test(text) && Number(text) >= least) return Number(text);
  throw new UsageError(`--shard auto: expected a whole number in ${name}, received "${visibleStart(text, 60)}"`);
}
