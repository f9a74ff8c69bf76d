/** How many of rising numbers are not above one. */
export function countUpTo(numbers: ArrayLike<number>, last: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle]! <= last) low = middle + 1;
    else high = middle;
  }
  return low;
}
