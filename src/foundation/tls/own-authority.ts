import { createHash, X509Certificate as NodeCertificate, randomBytes, webcrypto } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join } from 'node:path'

const dayMs = 86_400_000
const authorityDays = 3650
/** Phones refuse certificates of a server that are valid for longer than 398 days. */
const serverDays = 390
const renewBeforeDays = 30
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

/** Where a store's own authority and the server's certificate lie. */
export function tlsPaths(dataDir: string) {
  const folder = join(dataDir, 'tls')
  return {
    folder,
    authority: join(folder, 'authority.crt'),
    authorityKey: join(folder, 'authority.key'),
    server: join(folder, 'server.crt'),
    serverKey: join(folder, 'server.key'),
  }
}

export interface OwnCertificate {
  names: string[]
  /** SHA-256 of the authority, as phones show it. */
  fingerprint: string
  validUntil: Date
  isNewAuthority: boolean
  isNewCertificate: boolean
}

/**
 * Makes the store's own authority where there is none, and the server's certificate for these host
 * names and addresses; an earlier one stays while it is good for the same names. Private keys are
 * readable by their owner alone.
 */
export async function makeOwnCertificate(
  dataDir: string,
  names: readonly string[],
  now: Date,
): Promise<OwnCertificate> {
  const paths = tlsPaths(dataDir)
  mkdirSync(paths.folder, { recursive: true, mode: 0o700 })
  const isNewAuthority = !existsSync(paths.authority) || !existsSync(paths.authorityKey)
  if (isNewAuthority) await makeAuthority(dataDir, now)
  const isNewCertificate = isNewAuthority || isDue(dataDir, names, now)
  if (isNewCertificate) await issue(dataDir, names, now)
  const server = new NodeCertificate(readFileSync(paths.server))
  return {
    names: namesOf(server),
    fingerprint: new NodeCertificate(readFileSync(paths.authority)).fingerprint256,
    validUntil: new Date(server.validTo),
    isNewAuthority,
    isNewCertificate,
  }
}

/** Renews the server's certificate before it ends; nothing where the store has no authority. */
export async function renewOwnCertificate(dataDir: string, now: Date): Promise<boolean> {
  const paths = tlsPaths(dataDir)
  if (!existsSync(paths.server) || !existsSync(paths.authorityKey)) return false
  const names = namesOf(new NodeCertificate(readFileSync(paths.server)))
  if (!isDue(dataDir, names, now)) return false
  await issue(dataDir, names, now)
  return true
}

function isDue(dataDir: string, names: readonly string[], now: Date): boolean {
  const { server, serverKey } = tlsPaths(dataDir)
  if (!existsSync(server) || !existsSync(serverKey)) return true
  const certificate = new NodeCertificate(readFileSync(server))
  const left = Date.parse(certificate.validTo) - now.getTime()
  const held = new Set(namesOf(certificate))
  return left < renewBeforeDays * dayMs || names.some((name) => !held.has(name))
}

/** `DNS:keyuan.local, IP Address:192.168.1.5` → the names themselves. */
function namesOf(certificate: NodeCertificate): string[] {
  return (certificate.subjectAltName ?? '')
    .split(', ')
    .map((entry) => entry.slice(entry.indexOf(':') + 1))
    .filter((name) => name !== '')
}

async function makeAuthority(dataDir: string, now: Date): Promise<void> {
  const x509 = await library()
  const paths = tlsPaths(dataDir)
  const keys = await newKeys()
  const mark = randomBytes(3).toString('hex')
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(),
    name: `CN=Keyuan ${mark},O=Keyuan`,
    notBefore: new Date(now.getTime() - dayMs),
    notAfter: new Date(now.getTime() + authorityDays * dayMs),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
        true,
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  await keepKey(paths.authorityKey, keys.privateKey)
  replace(paths.authority, certificate.toString('pem'), 0o644)
}

async function issue(dataDir: string, names: readonly string[], now: Date): Promise<void> {
  const x509 = await library()
  const paths = tlsPaths(dataDir)
  const authority = new x509.X509Certificate(readFileSync(paths.authority, 'utf8'))
  const signingKey = await readKey(paths.authorityKey)
  const keys = await newKeys()
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serial(),
    subject: `CN=${names[0] ?? 'localhost'}`,
    issuer: authority.subject,
    notBefore: new Date(now.getTime() - dayMs),
    notAfter: new Date(now.getTime() + serverDays * dayMs),
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map((name) => ({
          type: isIP(name) ? ('ip' as const) : ('dns' as const),
          value: name,
        })),
      ),
      await x509.AuthorityKeyIdentifierExtension.create(authority.publicKey),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  await keepKey(paths.serverKey, keys.privateKey)
  replace(paths.server, `${certificate.toString('pem')}\n${authority.toString('pem')}\n`, 0o644)
}

/** Loaded only when a certificate is made: the server itself needs none of it. */
async function library() {
  giveReflection()
  const x509 = await import('@peculiar/x509')
  x509.cryptoProvider.set(webcrypto as Crypto)
  return x509
}

/** The library's container asks for reflected metadata and works with an empty book of it. */
function giveReflection(): void {
  const book = new WeakMap<object, Map<unknown, unknown>>()
  const of = (target: object) => book.get(target) ?? new Map<unknown, unknown>()
  const missing = {
    getMetadata: (key: unknown, target: object) => of(target).get(key),
    getOwnMetadata: (key: unknown, target: object) => of(target).get(key),
    defineMetadata: (key: unknown, value: unknown, target: object) =>
      void book.set(target, of(target).set(key, value)),
  }
  if (!('getMetadata' in Reflect)) Object.assign(Reflect, missing)
}

function newKeys(): Promise<CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']) as Promise<CryptoKeyPair>
}

async function keepKey(file: string, key: CryptoKey): Promise<void> {
  const bytes = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key))
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? []
  replace(
    file,
    `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`,
    0o600,
  )
}

async function readKey(file: string): Promise<CryptoKey> {
  const text = readFileSync(file, 'utf8').replaceAll(/-----[^-]+-----|\s/g, '')
  const bytes = Buffer.from(text, 'base64')
  return await crypto.subtle.importKey('pkcs8', bytes, algorithm, false, ['sign'])
}

/** A reader sees the old file or the new one, never half of one. */
function replace(file: string, content: string, mode: number): void {
  const fresh = `${file}.new`
  writeFileSync(fresh, content, { mode })
  chmodSync(fresh, mode)
  renameSync(fresh, file)
}

function serial(): string {
  const bytes = randomBytes(16)
  // Positive, as RFC 5280 asks (4.1.2.2).
  bytes[0] = (bytes[0] as number) & 0x7f
  return bytes.toString('hex')
}

/** The authority as phones take it: the certificate's bytes, and an Apple profile around them. */
export function authorityFiles(dataDir: string): {
  der: Buffer
  profile: string
  fingerprint: string
} {
  const certificate = new NodeCertificate(readFileSync(tlsPaths(dataDir).authority))
  const der = certificate.raw
  const id = (part: string) => {
    const hex = createHash('sha256').update(part).update(der).digest('hex')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
  }
  const profile = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
<key>PayloadContent</key><array><dict>
<key>PayloadCertificateFileName</key><string>keyuan.crt</string>
<key>PayloadContent</key><data>${der.toString('base64')}</data>
<key>PayloadDisplayName</key><string>客源 Keyuan</string>
<key>PayloadIdentifier</key><string>keyuan.authority.certificate</string>
<key>PayloadType</key><string>com.apple.security.root</string>
<key>PayloadUUID</key><string>${id('certificate')}</string>
<key>PayloadVersion</key><integer>1</integer>
</dict></array>
<key>PayloadDisplayName</key><string>客源 Keyuan</string>
<key>PayloadIdentifier</key><string>keyuan.authority</string>
<key>PayloadType</key><string>Configuration</string>
<key>PayloadUUID</key><string>${id('profile')}</string>
<key>PayloadVersion</key><integer>1</integer>
</dict></plist>
`
  return { der, profile, fingerprint: certificate.fingerprint256 }
}
