// Ids are made by the writer (browser, importer or server): RFC 9562 UUID version 7.

interface Sequence {
  ms: number
  counter: number
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

const clockSequence: Sequence = { ms: 0, counter: 0 }
const givenSequence: Sequence = { ms: 0, counter: 0 }

/**
 * A UUIDv7 in lower case. Without `now` the ids of one process always ascend, even if the clock
 * steps back. With `now` (milliseconds since 1970, for simulated or imported history) the id
 * carries that time; ids for the same millisecond ascend.
 */
export function uuidv7(now?: number): string {
  const sequence = now === undefined ? clockSequence : givenSequence
  const ms = now === undefined ? Math.max(Date.now(), sequence.ms) : Math.trunc(now)
  const random = drawBytes()
  step(sequence, ms, random)
  const time = sequence.ms.toString(16).padStart(12, '0')
  const counter = sequence.counter.toString(16).padStart(3, '0')
  random[2] = (byteAt(random, 2) & 0x3f) | 0x80
  const tail = hex(random.subarray(2))
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-${tail.slice(0, 4)}-${tail.slice(4)}`
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i

/** Whether `value` is the text of a UUID of any version (RFC 9562 variant), either case. */
export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value)
}

const BYTES_OF_ID = 10
const pool = new Uint8Array(BYTES_OF_ID * 400)
let drawn = pool.length

/** Chance is drawn for many ids at once: one draw costs more than the id it is for. */
function drawBytes(): Uint8Array {
  if (drawn === pool.length) {
    crypto.getRandomValues(pool)
    drawn = 0
  }
  drawn += BYTES_OF_ID
  return pool.slice(drawn - BYTES_OF_ID, drawn)
}

function step(sequence: Sequence, ms: number, random: Uint8Array): void {
  if (ms !== sequence.ms) {
    sequence.ms = ms
    // Start in the lower half, so that a burst has room before it borrows the next millisecond.
    sequence.counter = ((byteAt(random, 0) << 8) | byteAt(random, 1)) & 0x7ff
  } else if (sequence.counter < 0xfff) {
    sequence.counter += 1
  } else {
    sequence.ms = ms + 1
    sequence.counter = 0
  }
}

function byteAt(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0
}

function hex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += HEX[byte]
  return text
}
