import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { execFileSync } from 'node:child_process'

const require = createRequire(import.meta.url)

export interface InstalledBrowser {
  executablePath: string
  args: string[]
  env: Record<string, string>
}

/**
 * A browser to test with: `CHROME_PATH`, else a Chrome of the system, else the Chromium that comes
 * with the packages, unpacked once per version into the temporary folder.
 */
export async function findChromium(): Promise<InstalledBrowser> {
  const given = process.env.CHROME_PATH
  if (given !== undefined && given !== '') {
    if (!existsSync(given)) throw new Error(`CHROME_PATH does not exist: ${given}`)
    return { executablePath: given, args: ['--no-sandbox'], env: {} }
  }
  return findSystemChrome() ?? (await unpackChromium())
}

function findSystemChrome(): InstalledBrowser | undefined {
  const found = [
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    `${process.env.PROGRAMFILES ?? ''}\\Google\\Chrome\\Application\\chrome.exe`,
  ].find((path) => existsSync(path))
  return found === undefined
    ? undefined
    : { executablePath: found, args: ['--no-sandbox'], env: {} }
}

/** Puts Chromium, its libraries and the fonts into a folder named by the version, once. */
async function unpackChromium(): Promise<InstalledBrowser> {
  const manifest = join(packageFolder('@sparticuz/chromium'), 'package.json')
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string }
  const folder = join(tmpdir(), `keyuan-chromium-${version}-${process.getuid?.() ?? 'user'}`)
  if (!existsSync(join(folder, 'ready'))) await unpackInto(folder)
  const fonts = await writeFontConfig(folder)
  const libraries = hasSystemNss() ? '' : join(folder, 'al2023', 'lib')
  return {
    executablePath: join(folder, 'chromium'),
    args: await launchArguments(),
    env: {
      FONTCONFIG_PATH: dirname(fonts),
      FONTCONFIG_FILE: fonts,
      ...(libraries
        ? { LD_LIBRARY_PATH: [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':') }
        : {}),
    },
  }
}

/** The package unpacks into the temporary folder of the process, so that is set around it. */
async function unpackInto(folder: string): Promise<void> {
  const own = `${folder}.${process.pid}`
  const before = process.env.TMPDIR
  await mkdir(own, { recursive: true })
  process.env.TMPDIR = own
  try {
    const { default: chromium, inflate } = await import('@sparticuz/chromium')
    await chromium.executablePath()
    await inflate(join(packageFolder('@sparticuz/chromium'), 'bin', 'al2023.tar.br'))
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
  await writeFile(join(own, 'ready'), '')
  // Two runs may unpack side by side; the first to finish names the folder.
  await rename(own, folder).catch(async (error: unknown) => {
    if (!existsSync(join(folder, 'ready'))) throw error
    await rm(own, { recursive: true, force: true })
  })
}

/** The package's flags without the two that break a browser of several pages, and its web security on. */
async function launchArguments(): Promise<string[]> {
  const { default: chromium } = await import('@sparticuz/chromium')
  const dropped = ['--single-process', '--no-zygote', '--disable-web-security']
  return chromium.args.filter((flag) => !dropped.includes(flag) && !flag.startsWith('--headless'))
}

/** Fonts: those of the package and of the system, and a Chinese one. */
async function writeFontConfig(folder: string): Promise<string> {
  const chinese = findPackageFolder('@expo-google-fonts/noto-sans-sc')
  const folders = [
    join(folder, 'fonts'),
    '/usr/share/fonts',
    ...(chinese === undefined ? [] : [join(chinese, '400Regular'), join(chinese, '700Bold')]),
  ]
  const text = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${folders.map((dir) => `  <dir>${dir}</dir>`).join('\n')}
  <cachedir>${join(folder, 'font-cache')}</cachedir>
  <alias>
    <family>sans-serif</family>
    <prefer><family>Open Sans</family><family>Noto Sans SC</family></prefer>
  </alias>
</fontconfig>
`
  const file = join(folder, 'keyuan-fonts.conf')
  const existing = existsSync(file) ? await readFile(file, 'utf8') : ''
  if (existing !== text) await writeFile(file, text)
  return file
}

/** Whether the linker knows libnss3; the copy in the package is for systems without it. */
function hasSystemNss(): boolean {
  try {
    return /libnss3\.so/.test(execFileSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' }))
  } catch {
    return false
  }
}

function packageFolder(name: string): string {
  const folder = findPackageFolder(name)
  if (folder === undefined) throw new Error(`${name} is not installed`)
  return folder
}

function findPackageFolder(name: string): string | undefined {
  return (require.resolve.paths(name) ?? [])
    .map((folder) => join(folder, name))
    .find((folder) => existsSync(folder))
}
