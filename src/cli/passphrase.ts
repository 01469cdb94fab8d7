import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { existingFile, type Given, UsageError } from './command.ts'

const cost = { N: 2 ** 16, r: 8, p: 1, maxmem: 256 * 1024 * 1024 }

/** The passphrase from --passphrase-file or KEYUAN_PASSPHRASE; at least 12 characters. */
export function passphraseOf(given: Given): string {
  const file = given.options['passphrase-file']
  const text =
    typeof file === 'string'
      ? readFileSync(existingFile(file), 'utf8').trim()
      : process.env.KEYUAN_PASSPHRASE
  if (!text)
    throw new UsageError(
      '请用 --passphrase-file 或环境变量 KEYUAN_PASSPHRASE 给出口令。\nGive the passphrase with --passphrase-file or KEYUAN_PASSPHRASE.',
    )
  if (text.length < 12)
    throw new UsageError('口令至少 12 个字符。 The passphrase needs at least 12 characters.')
  return text
}

/** Seals the installation's key with a passphrase (scrypt, AES-256-GCM); base64. */
export function sealKey(key: Buffer, passphrase: string): string {
  const salt = randomBytes(16)
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', scryptSync(passphrase, salt, 32, cost), iv)
  return Buffer.concat([
    salt,
    iv,
    cipher.update(key),
    cipher.final(),
    cipher.getAuthTag(),
  ]).toString('base64')
}

/** Opens a key sealed with sealKey. Throws UsageError when the passphrase is wrong. */
export function openKey(sealed: string, passphrase: string): Buffer {
  const bytes = Buffer.from(sealed, 'base64')
  const decipher = createDecipheriv(
    'aes-256-gcm',
    scryptSync(passphrase, bytes.subarray(0, 16), 32, cost),
    bytes.subarray(16, 28),
  )
  decipher.setAuthTag(bytes.subarray(bytes.length - 16))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(28, bytes.length - 16)), decipher.final()])
  } catch {
    throw new UsageError('口令不对。 The passphrase is wrong.')
  }
}
