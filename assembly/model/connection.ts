/* A connection, u32 each: microseconds since the beginning of its epoch, its flow, and its name; the port, where it is known. */

export const AT: i32 = 0;
export const FLOW: i32 = 4;
export const KEY_LOW: i32 = 8;
export const KEY_HIGH: i32 = 12;
export const PORT: i32 = 16;

export const CONNECTION_SIZE: i32 = 20;
