/** Java's String.hashCode: 32 bits, 31 h + c over UTF-16 units (JLS, class String). */
function javaHash(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i += 1) hash = (Math.imul(31, hash) + text.charCodeAt(i)) | 0;
  return hash;
}

/**
 * The order in which a Java `HashMap` gives its keys back: by bucket, and within a bucket as they were put in. Falcon's lines are
 * written in this order, and some parsers rely on it.
 *
 * @param keys - In the order of insertion.
 */
export function hashMapOrder(keys: readonly string[]): string[] {
  // 16 buckets, doubled whenever three quarters are full.
  let buckets = 16;
  while (keys.length > buckets * 0.75) buckets *= 2;
  const bucketOf = (key: string) => {
    const hash = javaHash(key);
    return (hash ^ (hash >>> 16)) & (buckets - 1);
  };
  return keys
    .map((key, i) => ({ key, i, bucket: bucketOf(key) }))
    .sort((a, b) => a.bucket - b.bucket || a.i - b.i)
    .map(({ key }) => key);
}
