/** The installation key of test processes; no installation uses it. */
export const testKey = Buffer.alloc(32, 7)
