// Adds to a package-lock.json the optional per-platform packages which npm dropped because the
// registry it was made against does not hold them: without them `npm ci` calls the lockfile incomplete.
import { readFileSync, writeFileSync } from 'node:fs'
const file = process.argv[2]
const lock = JSON.parse(readFileSync(file, 'utf8'))
const OS = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'openharmony',
  'win32',
  'windows',
  'netbsd',
  'openbsd',
  'sunos',
  'aix',
  'wasm32',
]
const CPU = ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el']
let added = 0
for (const [at, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (lock.packages[`${at}/node_modules/${name}`] || lock.packages[`node_modules/${name}`])
      continue
    const words = name.split('/').pop().split('-')
    const os = OS.find((o) => words.includes(o))
    const cpu = CPU.find((c) => words.includes(c))
    if (!os || !cpu) {
      console.error('unknown platform', name)
      process.exitCode = 1
      continue
    }
    const libc = words.some((w) => w.startsWith('musl'))
      ? ['musl']
      : words.some((w) => w.startsWith('gnu')) && os === 'linux'
        ? ['glibc']
        : undefined
    lock.packages[`node_modules/${name}`] = {
      version: version.replace(/^[\^~]/, ''),
      cpu: [cpu],
      ...(entry.dev ? { dev: true } : {}),
      ...(libc ? { libc } : {}),
      optional: true,
      os: [os === 'windows' ? 'win32' : os],
    }
    added += 1
  }
}
const { '': root, ...rest } = lock.packages
lock.packages = {
  '': root,
  ...Object.fromEntries(Object.entries(rest).sort(([a], [b]) => a.localeCompare(b, 'en'))),
}
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
console.log('added', added)
