import type { FileKind } from '../contract.ts'

export interface SniffedFile {
  kind: FileKind
  contentType: string
}

type Verdict = SniffedFile | 'not_allowed' | 'differs'

interface Format extends SniffedFile {
  /** The endings of names that may hold it. */
  endings: readonly string[]
  /** Whether the bytes are of this format. */
  fits: (bytes: Uint8Array, ending: string) => boolean
}

const openXml = 'application/vnd.openxmlformats-officedocument'
const formats: readonly Format[] = [
  image('image/jpeg', ['jpg', 'jpeg'], (b) => hasBytes(b, [0xff, 0xd8, 0xff])),
  image('image/png', ['png'], (b) => hasBytes(b, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a])),
  image('image/gif', ['gif'], (b) => hasText(b, 'GIF8')),
  image('image/webp', ['webp'], (b) => hasText(b, 'RIFF') && hasText(b, 'WEBP', 8)),
  image('image/heic', ['heic', 'heif'], (b) => brand(b, /^(hei[cxms]|mif1|msf1|hevc)/)),
  {
    kind: 'pdf',
    contentType: 'application/pdf',
    endings: ['pdf'],
    fits: (b) => hasText(b, '%PDF-'),
  },
  office(`${openXml}.wordprocessingml.document`, ['docx'], (b) => isOpenXml(b, 'word/')),
  office(`${openXml}.spreadsheetml.sheet`, ['xlsx'], (b) => isOpenXml(b, 'xl/')),
  office(`${openXml}.presentationml.presentation`, ['pptx'], (b) => isOpenXml(b, 'ppt/')),
  office('application/msword', ['doc', 'wps'], isOle),
  office('application/vnd.ms-excel', ['xls', 'et'], isOle),
  office('application/vnd.ms-powerpoint', ['ppt', 'dps'], isOle),
  audio('audio/mpeg', ['mp3'], (b) => hasText(b, 'ID3') || isMpegFrame(b)),
  audio('audio/wav', ['wav'], (b) => hasText(b, 'RIFF') && hasText(b, 'WAVE', 8)),
  audio('audio/mp4', ['m4a', 'mp4', 'aac'], (b) => brand(b, /^(M4A|mp4|isom|iso2|3gp)/)),
  audio('audio/aac', ['aac'], (b) => b[0] === 0xff && ((b[1] ?? 0) & 0xf6) === 0xf0),
  audio('audio/amr', ['amr'], (b) => hasText(b, '#!AMR')),
  audio('audio/ogg', ['ogg', 'opus'], (b) => hasText(b, 'OggS')),
  {
    kind: 'text',
    contentType: 'text/plain; charset=utf-8',
    endings: ['txt', 'csv', 'md', 'log'],
    fits: isText,
  },
]

/**
 * What a file is, by its first bytes and its name: both must agree, so that a program does not come
 * as a picture. `not_allowed` when nothing of its kind is taken, `differs` when name and bytes disagree.
 */
export function sniffFile(name: string, bytes: Uint8Array): Verdict {
  const ending = /\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1]?.toLowerCase() ?? ''
  const named = formats.filter((format) => format.endings.includes(ending))
  if (named.length === 0) return 'not_allowed'
  const found = named.find((format) => format.fits(bytes, ending))
  return found ? { kind: found.kind, contentType: found.contentType } : 'differs'
}

/** Kinds a browser can draw without running anything of the file's own. */
export function hasPreview(contentType: string): boolean {
  return /^(image\/(jpeg|png|gif|webp)|application\/pdf|text\/plain|audio\/)/.test(contentType)
}

/** Text as UTF-8 for the preview: what is not UTF-8 is read as GB18030, as Chinese Windows writes it. */
export function textOf(bytes: Uint8Array): string {
  return decode(bytes, 'utf-8') ?? decode(bytes, 'gb18030') ?? ''
}

function image(contentType: string, endings: string[], fits: Format['fits']): Format {
  return { kind: 'image', contentType, endings, fits }
}

function office(contentType: string, endings: string[], fits: Format['fits']): Format {
  return { kind: 'office', contentType, endings, fits }
}

function audio(contentType: string, endings: string[], fits: Format['fits']): Format {
  return { kind: 'audio', contentType, endings, fits }
}

function hasBytes(bytes: Uint8Array, wanted: readonly number[], at = 0): boolean {
  return wanted.every((byte, index) => bytes[at + index] === byte)
}

function hasText(bytes: Uint8Array, wanted: string, at = 0): boolean {
  return hasBytes(
    bytes,
    Array.from(wanted, (char) => char.charCodeAt(0)),
    at,
  )
}

/** ISO media files carry `ftyp` and their brand after the size of the first box. */
function brand(bytes: Uint8Array, wanted: RegExp): boolean {
  return (
    hasText(bytes, 'ftyp', 4) && wanted.test(Buffer.from(bytes.subarray(8, 12)).toString('latin1'))
  )
}

function isMpegFrame(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe6) === 0xe2
}

function isOle(bytes: Uint8Array): boolean {
  return hasBytes(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
}

/** A zip that lists its parts under the folder of the application, and no macros. */
function isOpenXml(bytes: Uint8Array, folder: string): boolean {
  if (!hasBytes(bytes, [0x50, 0x4b, 0x03, 0x04])) return false
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return (
    content.includes('[Content_Types].xml') &&
    content.includes(folder) &&
    !content.includes('vbaProject.bin')
  )
}

/** Text has no control characters but tabs, line ends and form feeds. */
function isText(bytes: Uint8Array): boolean {
  for (const byte of bytes)
    if (byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b)) return false
  return decode(bytes, 'utf-8') !== undefined || decode(bytes, 'gb18030') !== undefined
}

function decode(bytes: Uint8Array, encoding: 'utf-8' | 'gb18030'): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
