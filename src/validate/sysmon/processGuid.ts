const SHAPE = /^\{([0-9a-fA-F]{8})-([0-9a-fA-F]{4})-([0-9a-fA-F]{4})-([0-9a-fA-F]{4})-([0-9a-fA-F]{12})\}$/;

/** What a `ProcessGuid` says about its process. */
export interface ProcessGuid {
  /** In lower case, for comparison. */
  readonly text: string;
  readonly isZero: boolean;
  /** Names the installation. */
  readonly machineId: string;
  /** Unix seconds of process start. */
  readonly startSecond: number;
  /** True for the tail of versions up to 10.4x, `0000-0010` and a LUID. */
  readonly oldTail: boolean;
  /** Top 16 bits of a process start key; `undefined` for a tail that is no start key. */
  readonly bootId: number | undefined;
  readonly letters: 'upper' | 'lower' | 'both' | 'none';
}

export function parseProcessGuid(text: string): ProcessGuid | undefined {
  const match = SHAPE.exec(text);
  if (!match) return undefined;
  const [machineId, low, high, tailHead, tailEnd] = match.slice(1).map((group) => group.toLowerCase()) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const tail = tailHead + tailEnd;
  const oldTail = tail.startsWith('00000010');
  // The tail is a little-endian 64-bit number, so its last two bytes are the top 16 bits, low byte first.
  const top = Number.parseInt(tail.slice(14, 16) + tail.slice(12, 14), 16);
  return {
    text: text.toLowerCase(),
    isZero: /^[{0}-]+$/.test(text),
    machineId,
    startSecond: Number.parseInt(high + low, 16),
    oldTail,
    bootId: oldTail || top === 0 ? undefined : top,
    letters: letterCase(text),
  };
}

function letterCase(text: string): ProcessGuid['letters'] {
  const upper = /[A-F]/.test(text);
  const lower = /[a-f]/.test(text);
  if (upper && lower) return 'both';
  return upper ? 'upper' : lower ? 'lower' : 'none';
}
