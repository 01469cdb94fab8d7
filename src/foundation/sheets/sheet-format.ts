// The kind of a file is told by its content; names lie.
import { SheetError } from './sheet-error.ts'

export type SheetFormat = 'xlsx' | 'xls' | 'csv'

const OLE_MAGIC = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const ZIP_MAGIC = [0x50, 0x4b, 0x03, 0x04]
const EMPTY_ZIP_MAGIC = [0x50, 0x4b, 0x05, 0x06]
const OLD_BIFF = new Set([0x0009, 0x0209, 0x0409, 0x0809])

/** Tells the format of a file from its first bytes. Throws `SheetError` for anything else. */
export function detectFormat(bytes: Uint8Array): SheetFormat {
  if (bytes.length === 0) throw new SheetError('sheets.empty')
  if (startsWith(bytes, ZIP_MAGIC)) return 'xlsx'
  if (startsWith(bytes, EMPTY_ZIP_MAGIC)) throw new SheetError('sheets.broken')
  if (startsWith(bytes, OLE_MAGIC)) return oleFormat(bytes)
  if (isOldBiff(bytes)) return 'xls'
  if (isMarkup(bytes) || isKnownBinary(bytes)) throw new SheetError('sheets.unknown_format')
  return 'csv'
}

function oleFormat(bytes: Uint8Array): SheetFormat {
  if (hasUtf16(bytes, 'EncryptedPackage')) throw new SheetError('sheets.encrypted')
  if (hasUtf16(bytes, 'Workbook') || hasUtf16(bytes, 'Book')) return 'xls'
  // A broken workbook may have lost its directory; Word and PowerPoint files name themselves.
  if (hasUtf16(bytes, 'WordDocument') || hasUtf16(bytes, 'PowerPoint Document')) {
    throw new SheetError('sheets.unknown_format')
  }
  throw new SheetError('sheets.broken')
}

/** BIFF2 to BIFF5 without the OLE envelope: a BOF record with a small length. */
function isOldBiff(bytes: Uint8Array): boolean {
  if (bytes.length < 8) return false
  const id = (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8)
  const length = (bytes[2] ?? 0) | ((bytes[3] ?? 0) << 8)
  return OLD_BIFF.has(id) && length >= 4 && length <= 16
}

function isMarkup(bytes: Uint8Array): boolean {
  const head = new TextDecoder('latin1')
    .decode(bytes.subarray(0, 2048))
    .replaceAll('\0', '')
    .replace(/^(ï»¿|ÿþ|þÿ)/, '')
    .trimStart()
    .toLowerCase()
  return /^(<!doctype|<html|<head|<body|<table|<meta|<style|<\?xml|<!--|mime-version:|\{\\rtf)/.test(
    head,
  )
}

/** Files that begin like a text; pictures and the like fail when their text is read. */
function isKnownBinary(bytes: Uint8Array): boolean {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 8))
  return /^(%PDF-|GIF8[79]a|Rar!)/.test(head)
}

function hasUtf16(bytes: Uint8Array, text: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(text, 0, 'utf16le')
}

function startsWith(bytes: Uint8Array, magic: number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte)
}
