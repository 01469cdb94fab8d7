import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer, get } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readConfig } from '../config.ts'
import { makeOwnCertificate, renewOwnCertificate, tlsPaths } from './own-authority.ts'
import { serveTrustPage } from './trust-page.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'keyuan-tls-'))
const paths = tlsPaths(dataDir)
const names = ['keyuan.local', 'localhost', '127.0.0.1']
const now = new Date()
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

describe("a store's own certificate", () => {
  it('is trusted by whoever trusts the authority of the store, under each of its names', async () => {
    const made = await makeOwnCertificate(dataDir, names, now)
    expect(made).toMatchObject({ names, isNewAuthority: true, isNewCertificate: true })
    const server = createServer(
      { cert: readFileSync(paths.server), key: readFileSync(paths.serverKey) },
      (_request, response) => response.end('ok'),
    )
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const ask = (ca: Buffer | undefined) =>
      new Promise<string>((resolve, reject) => {
        get({ host: '127.0.0.1', port, ...(ca ? { ca } : {}), agent: false }, (answer) => {
          answer.resume()
          resolve(String(answer.statusCode))
        }).on('error', reject)
      })
    expect(await ask(readFileSync(paths.authority))).toBe('200')
    await expect(ask(undefined)).rejects.toThrow()
    server.closeAllConnections()
    server.close()
  })

  it('keeps its private keys from everybody else', () => {
    for (const file of [paths.authorityKey, paths.serverKey])
      expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('stays while it is good, is made anew for another name, and is renewed before it ends', async () => {
    const again = await makeOwnCertificate(dataDir, names, now)
    expect([again.isNewAuthority, again.isNewCertificate]).toEqual([false, false])
    const more = await makeOwnCertificate(dataDir, [...names, '192.168.1.5'], now)
    expect([more.isNewAuthority, more.isNewCertificate]).toEqual([false, true])
    expect(more.fingerprint).toBe(again.fingerprint)
    expect(await renewOwnCertificate(dataDir, now)).toBe(false)
    const later = new Date(now.getTime() + 370 * 86_400_000)
    expect(await renewOwnCertificate(dataDir, later)).toBe(true)
    expect((await makeOwnCertificate(dataDir, names, later)).names).toContain('192.168.1.5')
  })

  it('is used by the server at its next start, unless another one is given', () => {
    const config = readConfig({ KEYUAN_DATA: dataDir })
    expect(config).toMatchObject({
      tls: { certFile: paths.server, keyFile: paths.serverKey },
      isOwnAuthority: true,
      trustPort: 3001,
    })
    const given = readConfig({
      KEYUAN_DATA: dataDir,
      KEYUAN_TLS_CERT: paths.server,
      KEYUAN_TLS_KEY: paths.serverKey,
    })
    expect(given.isOwnAuthority).toBe(false)
  })

  it('is explained on a page over plain HTTP, with a code to scan and the files for each phone', async () => {
    const page = await serveTrustPage({ dataDir, host: '127.0.0.1', port: 0, productPort: 3000 })
    const { port } = page.address() as AddressInfo
    const at = (path: string) => fetch(`http://127.0.0.1:${port}${path}`)
    const text = await (await at('/')).text()
    for (const part of [
      '<svg',
      'iPhone',
      'Android',
      'HarmonyOS',
      '下载证书',
      'https://127.0.0.1:3000/',
    ])
      expect(text).toContain(part)
    expect((await at('/keyuan.crt')).headers.get('content-type')).toBe('application/x-x509-ca-cert')
    const profile = await (await at('/keyuan.mobileconfig')).text()
    expect(profile).toContain('com.apple.security.root')
    expect(text + profile).not.toContain('PRIVATE KEY')
    page.closeAllConnections()
    page.close()
  })
})
