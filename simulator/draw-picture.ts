import { crc32, deflateSync } from 'node:zlib'
import type { Random } from './random.ts'

const width = 320
const height = 200
type Colour = readonly [number, number, number]

/** A small PNG that looks like a card: a band of colour, a portrait, lines of text. */
export function drawPicture(random: Random): Buffer {
  const band = random.pick<Colour>([
    [28, 86, 150],
    [150, 48, 40],
    [40, 110, 80],
  ])
  const lines = Array.from({ length: 5 }, () => random.whole(60, 170))
  const colourAt = (x: number, y: number): Colour => {
    if (y < 42) return band
    if (x > 230 && x < 296 && y > 66 && y < 152) return [206, 212, 220]
    const line = Math.floor((y - 66) / 22)
    const isText =
      line >= 0 && y < 172 && (y - 66) % 22 < 8 && x > 22 && x < 22 + (lines[line] ?? 0)
    return isText ? [90, 96, 104] : [250, 249, 245]
  }
  const rows = Buffer.alloc((width * 3 + 1) * height)
  let at = 0
  for (let y = 0; y < height; y++) {
    rows[at++] = 0
    for (let x = 0; x < width; x++) for (const part of colourAt(x, y)) rows[at++] = part
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const size = Buffer.alloc(4)
  size.writeUInt32BE(data.length)
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([size, body, sum])
}
