import { createServer, type Server } from 'node:http'
import { renderSVG } from 'uqr'
import { authorityFiles } from './own-authority.ts'

export interface TrustPageOptions {
  dataDir: string
  host: string
  port: number
  /** The port of the product itself, over HTTPS. */
  productPort: number
}

/**
 * Serves, over plain HTTP, how to trust the store's own authority: a code to scan with the phone,
 * the certificate itself and what to tap, in both languages. Nothing else is to be had there.
 */
export async function serveTrustPage(options: TrustPageOptions): Promise<Server> {
  const { der, profile, fingerprint } = authorityFiles(options.dataDir)
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const send = (type: string, body: string | Buffer, name?: string) => {
      response.writeHead(200, {
        'content-type': type,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
        ...(name === undefined ? {} : { 'content-disposition': `attachment; filename="${name}"` }),
      })
      response.end(body)
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405).end()
    } else if (pathname === '/') {
      const host = hostOf(request.headers.host)
      send('text/html; charset=utf-8', pageFor(host, options, fingerprint))
    } else if (pathname === '/keyuan.crt') send('application/x-x509-ca-cert', der, 'keyuan.crt')
    else if (pathname === '/keyuan.mobileconfig')
      send('application/x-apple-aspen-config', profile, 'keyuan.mobileconfig')
    else response.writeHead(302, { location: '/' }).end()
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  return server
}

/** The name the page was asked under, if it is one; only letters that cannot leave an attribute. */
function hostOf(header = ''): string {
  const host = header.replace(/:\d+$/, '')
  return /^(\[[0-9a-f:]+\]|[a-z0-9.-]+)$/i.test(host) ? host : 'localhost'
}

interface Steps {
  device: string
  steps: [zh: string, en: string][]
}

const guide: Steps[] = [
  {
    device: 'iPhone',
    steps: [
      [
        '用 Safari 打开本页，点“下载描述文件”，允许下载',
        'Open this page in Safari, tap “Profile”, allow the download',
      ],
      [
        '设置 → 已下载描述文件 → 安装，输入锁屏密码',
        'Settings → Profile Downloaded → Install, with your passcode',
      ],
      [
        '设置 → 通用 → 关于本机 → 证书信任设置，打开“Keyuan”',
        'Settings → General → About → Certificate Trust Settings, turn “Keyuan” on',
      ],
    ],
  },
  {
    device: 'Android',
    steps: [
      ['点“下载证书”', 'Tap “Certificate”'],
      [
        '设置 → 安全 → 更多安全设置 → 加密与凭据 → 安装证书 → CA 证书，选择 keyuan.crt',
        'Settings → Security → More security → Encryption & credentials → Install a certificate → CA certificate, choose keyuan.crt',
      ],
    ],
  },
  {
    device: 'HarmonyOS',
    steps: [
      ['点“下载证书”', 'Tap “Certificate”'],
      [
        '设置 → 安全（隐私和安全）→ 更多安全设置 → 加密和凭据 → 从存储设备安装 → CA 证书，选择 keyuan.crt',
        'Settings → Security (& privacy) → More settings → Encryption & credentials → Install from storage → CA certificate, choose keyuan.crt',
      ],
    ],
  },
]

function pageFor(host: string, options: TrustPageOptions, fingerprint: string): string {
  const here = `http://${host}:${options.port}/`
  const product = `https://${host}:${options.productPort}/`
  const steps = guide
    .map(
      ({ device, steps: list }) =>
        `<section><h2>${device}</h2><ol>${list
          .map(([zh, en]) => `<li>${zh}<small lang="en">${en}</small></li>`)
          .join('')}</ol></section>`,
    )
    .join('')
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>客源 Keyuan</title><style>
body{font:16px/1.5 system-ui,"PingFang SC","Noto Sans SC",sans-serif;color:#1f2329;background:#f5f6f8;margin:0}
main{max-width:640px;margin:0 auto;padding:16px}
h1{font-size:22px}h2{font-size:17px;margin:16px 0 4px}
small{display:block;color:#5c6470}
a.button{display:inline-block;min-height:44px;line-height:44px;padding:0 16px;margin:4px 8px 4px 0;border-radius:8px;background:#1c5bc9;color:#fff;text-decoration:none}
section{background:#fff;border:1px solid #dfe2e8;border-radius:8px;padding:4px 16px 12px;margin:12px 0}
svg{width:200px;height:200px;background:#fff}code{word-break:break-all}ol{padding-left:20px}li{margin:6px 0}
</style></head><body><main>
<h1>在手机上信任本店的证书<small lang="en">Trust this store’s certificate on your phone</small></h1>
<p>信任之后，客源可以安装到手机桌面，没有网络也能工作。<small lang="en">After that Keyuan can be installed on the phone and works without network.</small></p>
<section><h2>1. 用手机扫码打开本页<small lang="en">Scan to open this page on the phone</small></h2>
${renderSVG(here, { border: 2 })}<p><code>${here}</code></p></section>
<section><h2>2. 下载<small lang="en">Download</small></h2>
<a class="button" href="/keyuan.mobileconfig">iPhone：下载描述文件 · Profile</a>
<a class="button" href="/keyuan.crt">下载证书 · Certificate</a>
<p>SHA-256<small><code>${fingerprint}</code></small></p></section>
${steps}
<section><h2>3. 打开客源，添加到主屏幕<small lang="en">Open Keyuan and add it to the home screen</small></h2>
<a class="button" href="${product}">${product}</a></section>
</main></body></html>`
}
