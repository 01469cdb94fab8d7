import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const outDir = 'dist/ui'

/** Packs text files once at the build, so that the server never packs while serving. */
function packed(): Plugin {
  return {
    name: 'packed',
    apply: 'build',
    closeBundle: async () => {
      const files = await readdir(outDir, { recursive: true })
      await Promise.all(
        files
          .filter((file) => /\.(js|css|svg|html|webmanifest)$/.test(file))
          .map(async (file) => {
            const path = join(outDir, file)
            const content = await readFile(path)
            if (content.length < 1024) return
            const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }
            await writeFile(`${path}.br`, await promisify(brotliCompress)(content, quality))
            await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: 9 }))
          }),
      )
    },
  }
}

/**
 * Screens take their titles from the words of their module. The build writes the titles in, so that
 * the first load carries the titles of all screens and the words of none.
 */
function titles(): Plugin {
  return {
    name: 'titles',
    apply: 'build',
    enforce: 'pre',
    transform: async (code, id) => {
      if (!/\/web\/(?:.+\/)?[\w-]*screens\.ts$/.test(id)) return undefined
      let written = code
      for (const [line, name = '', from = ''] of code.matchAll(
        /import \{ (\w+) \} from '([^']*words\.ts)'\n/g,
      )) {
        const file = from.startsWith('#modules/')
          ? join(import.meta.dirname, 'src/modules', from.slice('#modules/'.length))
          : join(dirname(id), from)
        const words = ((await import(pathToFileURL(file).href)) as Record<string, object>)[name]
        const said = new Map(Object.entries(words ?? {}))
        written = written
          .replace(line, '')
          .replace(new RegExp(`\\b${name}\\.(\\w+)`, 'g'), (_, key: string) =>
            JSON.stringify(said.get(key)),
          )
      }
      return { code: written, map: null }
    },
  }
}

/** Files of `public` that belong to the shell of the installed app. */
const shellFiles = ['/index.html', '/icon.svg', '/manifest.webmanifest', '/manifest.en.webmanifest']
/** Screens whose own code is larger than this (antd, charts) are for desks and load when asked for. */
const heaviest = 150_000

/** Tells the service worker which files make up the shell: the entry and every light screen. */
function shell(): Plugin {
  return {
    name: 'shell',
    // After vite has taken out the scripts that hold nothing but styles.
    enforce: 'post',
    apply: 'build',
    generateBundle: (_options, bundle) => {
      const chunks = new Map(
        Object.values(bundle).flatMap((file) =>
          file.type === 'chunk' ? [[file.fileName, file]] : [],
        ),
      )
      const closure = (start: string, seen = new Set<string>()): Set<string> => {
        if (seen.has(start)) return seen
        seen.add(start)
        for (const name of chunks.get(start)?.imports ?? []) closure(name, seen)
        return seen
      }
      const sizeOf = (names: Iterable<string>) =>
        [...names].reduce((sum, name) => sum + (chunks.get(name)?.code.length ?? 0), 0)
      const entry = [...chunks.values()].find((chunk) => chunk.isEntry && chunk.name !== 'sw')
      const worker = [...chunks.values()].find((chunk) => chunk.name === 'sw')
      if (!entry || !worker) throw new Error('The entry or the service worker is not in the build')
      const base = closure(entry.fileName)
      const kept = new Set(base)
      const open = [...base]
      for (const name of open)
        for (const lazy of chunks.get(name)?.dynamicImports ?? []) {
          const own = [...closure(lazy)].filter((one) => !base.has(one))
          if (sizeOf(own) > heaviest) continue
          for (const one of own) if (!kept.has(one)) open.push(one)
          for (const one of own) kept.add(one)
        }
      const styles = [...kept].flatMap((name) => [
        ...((chunks.get(name) as { viteMetadata?: { importedCss: Set<string> } } | undefined)
          ?.viteMetadata?.importedCss ?? []),
      ])
      const files = [
        ...shellFiles,
        ...[...kept, ...new Set(styles)].map((name) => `/${name}`),
      ].toSorted()
      const version = createHash('sha256').update(files.join()).digest('hex').slice(0, 12)
      worker.code = worker.code
        .replaceAll('__SHELL_VERSION__', JSON.stringify(version))
        .replaceAll('__SHELL_FILES__', JSON.stringify(files))
    },
  }
}

export default defineConfig({
  plugins: [titles(), react(), shell(), packed()],
  build: {
    rollupOptions: {
      input: { index: 'index.html', sw: 'src/browser/service-worker.ts' },
      output: {
        // The worker's address never changes: a browser looks there for the next release.
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
    outDir,
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    // The budget of the phone's first load is tested by itself; antd and echarts load later.
    chunkSizeWarningLimit: 1500,
  },
})
