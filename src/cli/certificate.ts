import { hostname, networkInterfaces } from 'node:os'
import { readConfig } from '#foundation/config.ts'
import { makeOwnCertificate, type OwnCertificate } from '#foundation/tls/own-authority.ts'
import { type Command, UsageError } from './command.ts'

interface Outcome extends OwnCertificate {
  addresses: string[]
  trustPages: string[]
}

/** Phones work offline over HTTPS only: a store without a domain makes its own authority. */
export const certificateCommand: Command = {
  name: 'certificate',
  usage: 'certificate [--names HOST,ADDRESS,…]',
  summary: {
    zh: '为本店生成自己的 HTTPS 证书，手机离线使用需要它',
    en: "Makes the store's own HTTPS certificate, which phones need to work without network",
  },
  options: { names: { type: 'string' } },
  offline: true,
  run: async ({ options }): Promise<Outcome> => {
    const config = readConfig(process.env)
    const names = typeof options.names === 'string' ? namesFrom(options.names) : ownNames()
    const made = await makeOwnCertificate(config.dataDir, names, new Date())
    const reachable = made.names.filter((name) => name !== '127.0.0.1' && name !== 'localhost')
    return {
      ...made,
      addresses: reachable.map((name) => `https://${name}:${config.port}`),
      trustPages: reachable.map((name) => `http://${name}:${config.trustPort}`),
    }
  },
  print: (made: Outcome) =>
    [
      made.isNewCertificate
        ? '证书已生成，下次启动时自动使用。 The certificate is made; the server uses it from its next start on.'
        : '证书仍然有效，没有改动。 The certificate is still good; nothing was changed.',
      `  名称 Names: ${made.names.join(', ')}`,
      `  有效期至 Valid until: ${made.validUntil.toISOString().slice(0, 10)}（到期前自动续期 renewed by itself）`,
      `  SHA-256: ${made.fingerprint}`,
      '',
      '启动时让手机能够访问： Start it so that phones can reach it:',
      '  HOST=0.0.0.0 npm start',
      '在手机上打开，按页面说明信任证书： Open on the phone and trust the certificate as the page says:',
      ...made.trustPages.map((page) => `  ${page}`),
      '然后使用： Then use:',
      ...made.addresses.map((address) => `  ${address}`),
    ].join('\n'),
}

function namesFrom(text: string): string[] {
  const names = text
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '')
  const wrong = names.find((name) => !/^[a-z0-9.:*-]{1,253}$/.test(name))
  if (wrong !== undefined || names.length === 0)
    throw new UsageError(
      `不是主机名或地址：${wrong ?? ''} Not a host name or an address: ${wrong ?? ''}`,
    )
  return [...new Set([...names, 'localhost', '127.0.0.1'])]
}

/** How this machine is called in the store's network. */
function ownNames(): string[] {
  const addresses = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address)
  const host = hostname().toLowerCase()
  const named = /^[a-z0-9-]+$/.test(host) ? [host, `${host}.local`] : []
  return [...new Set([...named, ...addresses, 'localhost', '127.0.0.1'])]
}
