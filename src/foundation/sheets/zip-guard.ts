// A small zip can unpack to gigabytes. Every entry is unpacked once, counted and thrown away,
// before any reader that keeps what it unpacks sees the file.
import { Readable } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import { SheetError } from './sheet-error.ts'

export interface ZipLimits {
  maxUnzippedBytes: number
  /** Largest unzipped size per zipped byte, looked at once a file is beyond 16 MiB. */
  maxRatio: number
  maxEntries: number
}

export interface ZipEntry {
  name: string
  method: number
  start: number
  packedSize: number
  declaredSize: number
  checksum: number
}

const RATIO_FROM_BYTES = 16 * 1024 * 1024
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const END = 0x06054b50
const HAS_DESCRIPTOR = 8
const IS_ENCRYPTED = 1

/**
 * Unpacks every entry in small pieces and refuses the file as soon as the true sizes, not only the
 * declared ones, pass the limits. `see` is shown each piece, to look for small things on the way.
 */
export async function guardZip(
  bytes: Uint8Array,
  limits: ZipLimits,
  see: (entry: ZipEntry, piece: Uint8Array) => void = () => {},
): Promise<void> {
  const entries = listZipEntries(bytes, limits.maxEntries)
  const declared = entries.reduce((sum, entry) => sum + entry.declaredSize, 0)
  assertSize(declared, bytes.length, limits)
  let total = 0
  for (const entry of entries) {
    let checksum = 0
    for await (const piece of unpack(bytes, entry)) {
      total += piece.length
      checksum = crc32(piece, checksum)
      assertSize(total, bytes.length, limits)
      see(entry, piece)
    }
    if (checksum !== entry.checksum) throw new SheetError('sheets.broken', { entry: entry.name })
  }
}

/** The central directory of a zip. Throws `sheets.broken` where it does not fit the file. */
export function listZipEntries(bytes: Uint8Array, maxEntries: number): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  if (count === 0xffff || at === 0xffffffff) throw new SheetError('sheets.too_large')
  if (count > maxEntries) throw new SheetError('sheets.zip_bomb', { entries: count })
  const entries: ZipEntry[] = []
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL) throw broken()
    const nameLength = view.getUint16(at + 28, true)
    const next =
      at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    if (!name.endsWith('/')) entries.push(readEntry(view, at, name))
    at = next
  }
  return entries
}

function readEntry(view: DataView, at: number, name: string): ZipEntry {
  const flags = view.getUint16(at + 8, true)
  const packedSize = view.getUint32(at + 20, true)
  const local = view.getUint32(at + 42, true)
  if ((flags & IS_ENCRYPTED) !== 0) throw new SheetError('sheets.encrypted')
  // Without a size in the directory a reader would have to guess it; no spreadsheet writes so.
  if (packedSize === 0 && (flags & HAS_DESCRIPTOR) !== 0) throw broken()
  if (local + 30 > view.byteLength || view.getUint32(local, true) !== LOCAL) throw broken()
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
  if (start + packedSize > view.byteLength) throw broken()
  const declaredSize = view.getUint32(at + 24, true)
  const checksum = view.getUint32(at + 16, true)
  const method = view.getUint16(at + 10, true)
  return { name, method, start, packedSize, declaredSize, checksum }
}

async function* unpack(bytes: Uint8Array, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const packed = bytes.subarray(entry.start, entry.start + entry.packedSize)
  if (entry.packedSize === 0) return
  if (entry.method === 0) {
    yield packed
    return
  }
  if (entry.method !== 8) throw new SheetError('sheets.broken', { entry: entry.name })
  try {
    yield* Readable.from([packed]).pipe(createInflateRaw({ chunkSize: 256 * 1024 }))
  } catch (error) {
    if (error instanceof SheetError) throw error
    throw new SheetError('sheets.broken', { entry: entry.name }, { cause: error })
  }
}

function findEnd(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - 65_557)
  for (let at = view.byteLength - 22; at >= lowest; at--) {
    if (view.getUint32(at, true) === END) return at
  }
  throw broken()
}

function assertSize(unzipped: number, zipped: number, limits: ZipLimits): void {
  if (unzipped > limits.maxUnzippedBytes) {
    throw new SheetError('sheets.zip_bomb', { limit: limits.maxUnzippedBytes })
  }
  if (unzipped > RATIO_FROM_BYTES && unzipped / zipped > limits.maxRatio) {
    throw new SheetError('sheets.zip_bomb', { ratio: Math.round(unzipped / zipped) })
  }
}

function broken(): SheetError {
  return new SheetError('sheets.broken')
}
