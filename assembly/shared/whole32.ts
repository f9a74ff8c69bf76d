const TO_2_52: f64 = 4_503_599_627_370_496;

/** A whole number below 2^32 as one of 32 bits. Conversions of the language have an answer for every other number too, and ask which it is. */
@inline
export function whole32(value: f64): u32 {
  return <u32>reinterpret<u64>(value + TO_2_52);
}
