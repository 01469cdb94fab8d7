import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  randomFillSync,
} from 'node:crypto'
import { chmodSync, existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { LRUCache } from 'lru-cache'
import { ensurePrivateFolder, likeParent, syncFolder } from './embedded-postgres/state-files.ts'

const keyFileName = 'keyuan.key'
const ivLength = 12
const tagLength = 16
const wrappedLength = ivLength + 32 + tagLength

/** Seals and hashes personal values. Keys live outside the database. */
export interface Vault {
  /** First bytes of a hash of the key: tells whether a database belongs to this key. */
  readonly fingerprint: string
  /** A new key for one customer, wrapped by the installation's key. */
  newCustomerKey(): Buffer
  /** Seals text or bytes (files) with a customer's wrapped key. */
  sealFor(wrappedKey: Buffer, value: string | Uint8Array): Buffer
  /** Opens what was sealed for a customer. Throws when the key does not fit. */
  openFor(wrappedKey: Buffer, sealed: Buffer): string
  openBytesFor(wrappedKey: Buffer, sealed: Buffer): Buffer
  /** Seals text or bytes with the installation's key (staff data, uploaded files). */
  seal(value: string | Uint8Array): Buffer
  open(sealed: Buffer): string
  openBytes(sealed: Buffer): Buffer
  /** Keyed hash of a canonical phone number within a group (16 bytes). */
  hashPhone(groupId: number, canonical: string): Buffer
  /** Keyed hash of the last four digits within a group (8 bytes). */
  hashLastFour(groupId: number, lastFour: string): Buffer
  /** Keyed hash of any other value, by purpose (16 bytes). */
  hash(purpose: string, value: string | Uint8Array): Buffer
}

/**
 * The wrapped keys of two customers as one: what either sealed opens with it, new values are sealed
 * with the first. A customer into whom another was merged has such a ring.
 */
export function joinKeys(first: Buffer, second: Buffer): Buffer {
  const keys = [first, second].flatMap((ring) =>
    Array.from({ length: ring.length / wrappedLength }, (_, at) =>
      ring.subarray(at * wrappedLength, (at + 1) * wrappedLength),
    ),
  )
  const once = new Map(keys.map((key) => [key.toString('base64'), key]))
  return Buffer.concat([...once.values()])
}

/** The installation's key from the environment (base64, 32 bytes) or the key file, made when missing. */
export function loadKey(dataDir: string, fromEnvironment: string | undefined): Buffer {
  if (fromEnvironment !== undefined) {
    const key = Buffer.from(fromEnvironment, 'base64')
    if (key.length !== 32) throw new Error('KEYUAN_KEY must be 32 bytes in base64')
    return key
  }
  const file = join(dataDir, keyFileName)
  if (!existsSync(file)) {
    ensurePrivateFolder(dataDir)
    writeKeyFile(file, randomBytes(32))
  }
  chmodSync(file, 0o600)
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')
  if (key.length !== 32) throw new Error(`${file} does not hold a 32-byte key`)
  return key
}

/**
 * Writes a key where none is (another process may have been first), and sees that it outlasts a
 * power cut: without it every number is lost.
 */
function writeKeyFile(file: string, key: Buffer): void {
  const draft = `${file}.${process.pid}.new`
  try {
    writeFileSync(draft, `${key.toString('base64')}\n`, { mode: 0o600, flush: true })
    likeParent(draft)
    linkSync(draft, file)
    syncFolder(dirname(file))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Makes the vault of an installation from its 32-byte key. */
export function createVault(installationKey: Buffer): Vault {
  const derive = (purpose: string) =>
    createSecretKey(Buffer.from(hkdfSync('sha256', installationKey, 'keyuan', purpose, 32)))
  const wrapKey = derive('wrap')
  const sealKey = derive('seal')
  const hashKeys = new Map<string, KeyObject>()
  const opened = new LRUCache<string, KeyObject>({ max: 20_000 })

  const hashKey = (purpose: string) => {
    let key = hashKeys.get(purpose)
    if (!key) {
      key = derive(`hash:${purpose}`)
      hashKeys.set(purpose, key)
    }
    return key
  }
  const unwrap = (wrapped: Buffer) => {
    const id = wrapped.toString('base64')
    let key = opened.get(id)
    if (!key) {
      key = createSecretKey(decrypt(wrapKey, wrapped))
      opened.set(id, key)
    }
    return key
  }
  const openWith = (wrapped: Buffer, sealed: Buffer): Buffer => {
    const last = wrapped.length - wrappedLength
    for (let at = 0; at < last; at += wrappedLength)
      try {
        return decrypt(unwrap(wrapped.subarray(at, at + wrappedLength)), sealed)
      } catch {
        // Sealed by another key of the ring.
      }
    return decrypt(unwrap(wrapped.subarray(last)), sealed)
  }
  const hash = (purpose: string, value: string | Uint8Array, length = 16) =>
    createHmac('sha256', hashKey(purpose)).update(value).digest().subarray(0, length)

  return {
    fingerprint: createHmac('sha256', derive('fingerprint'))
      .update('keyuan')
      .digest('hex')
      .slice(0, 16),
    newCustomerKey: () => {
      const key = randomBytes(32)
      const wrapped = encrypt(wrapKey, key)
      // Whoever makes a key seals with it at once.
      opened.set(wrapped.toString('base64'), createSecretKey(key))
      return wrapped
    },
    sealFor: (wrapped, value) =>
      encrypt(unwrap(wrapped.subarray(0, wrappedLength)), bytesOf(value)),
    openFor: (wrapped, sealed) => openWith(wrapped, sealed).toString('utf8'),
    openBytesFor: openWith,
    seal: (value) => encrypt(sealKey, bytesOf(value)),
    open: (sealed) => decrypt(sealKey, sealed).toString('utf8'),
    openBytes: (sealed) => decrypt(sealKey, sealed),
    hashPhone: (groupId, canonical) => hash('phone', `${groupId}:${canonical}`),
    hashLastFour: (groupId, lastFour) => hash('last-four', `${groupId}:${lastFour}`, 8),
    hash,
  }
}

function bytesOf(value: string | Uint8Array): Uint8Array {
  return typeof value === 'string' ? Buffer.from(value, 'utf8') : value
}

function encrypt(key: KeyObject, plain: Uint8Array): Buffer {
  const iv = drawIv()
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

const ivs = Buffer.alloc(ivLength * 512)
let drawn = ivs.length

/** Chance is drawn for many at once: a draw costs more than the sealing. To be used before the next. */
function drawIv(): Buffer {
  if (drawn === ivs.length) {
    randomFillSync(ivs)
    drawn = 0
  }
  drawn += ivLength
  return ivs.subarray(drawn - ivLength, drawn)
}

function decrypt(key: KeyObject, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, ivLength))
  decipher.setAuthTag(sealed.subarray(sealed.length - tagLength))
  const body = sealed.subarray(ivLength, sealed.length - tagLength)
  return Buffer.concat([decipher.update(body), decipher.final()])
}
