import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, parseAst, type Plugin } from 'vite'

/** Packs text files once at the build, so that the server never packs while serving. */
function packed(): Plugin {
  let outDir = ''
  return {
    name: 'packed',
    apply: 'build',
    configResolved: ({ build }) => {
      outDir = build.outDir
    },
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
 * The browser needs of a contract where and how a route is called; what goes in and comes out is
 * checked by the server, and known here as types. Routes lose their schemas, and a schema nobody
 * asks for is left out, so that most first loads go without zod.
 */
function withoutSchemas(): Plugin {
  return {
    name: 'without-schemas',
    apply: 'build',
    transform: (code, id) => {
      if (!/\/src\/(?:shared\/|modules\/[\w-]+\/contract)/.test(id)) return undefined
      const edits = parseAst(code, { lang: 'ts' }).body.flatMap((statement) =>
        callsOf(statement).flatMap(editsOf),
      )
      const written = edits
        .toSorted((one, other) => other.at - one.at)
        .reduce((text, { at, until, put }) => text.slice(0, at) + put + text.slice(until), code)
      return { code: written, map: null }
    },
  }
}

interface Call {
  type: string
  start: number
  end: number
  callee?: { name?: string }
  arguments: { properties?: Property[] }[]
}
interface Property {
  start: number
  end: number
  key?: { name?: string }
  value?: { type: string }
}

/** The calls (and objects) that a statement `const x = call(…)` keeps under a name. */
function callsOf(statement: unknown): Call[] {
  const { declaration = statement } = statement as { declaration?: unknown }
  const { declarations = [] } = (declaration ?? {}) as { declarations?: { init?: Call | null }[] }
  return declarations.flatMap(({ init }) =>
    init?.type === 'CallExpression' || init?.type === 'ObjectExpression' ? [init] : [],
  )
}

/** A route gives its schemas away; every other call may go when its value is not used. */
function editsOf(call: Call): { at: number; until: number; put: string }[] {
  if (call.callee?.name !== 'defineRoute')
    return [
      { at: call.start, until: call.start, put: '/*#__PURE__*/ (() => (' },
      { at: call.end, until: call.end, put: '))()' },
    ]
  return (call.arguments[0]?.properties ?? [])
    .filter(
      ({ key, value }) =>
        ['summary', 'params', 'query', 'body', 'response'].includes(key?.name ?? '') &&
        value?.type !== 'Literal',
    )
    .map(({ start, end, key }) => ({ at: start, until: end, put: `${key?.name}: undefined` }))
}

/** Files of `public` that belong to the shell of the installed app. */
const shellFiles = ['/index.html', '/icon.svg', '/manifest.webmanifest', '/manifest.en.webmanifest']
/** Screens whose own code is larger than this (charts) are for desks and load when asked for. */
const heaviest = 100_000

/** Tells the service worker which files make up the shell: the entry and every screen that is not heavy. */
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
      // The consultant's day is there without a network whatever it weighs; other screens lean on it.
      for (const { name, fileName } of chunks.values()) if (name === 'day') closure(fileName, base)
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

/** What the consultant's day shows at once: its page and the panels modules put on it. */
const day =
  /\/(?:TodayPage|TodayPace|TodayAppointments|MyOpenVisits|DutyNote|MyOrders|MyLeads|DayTasks|PaceParts|Bell)\.tsx$/

export default defineConfig({
  plugins: [withoutSchemas(), react(), shell(), packed()],
  build: {
    rollupOptions: {
      input: { index: 'index.html', sw: 'src/browser/service-worker.ts' },
      output: {
        // What always loads together is one file: fewer requests on the phone, and packed smaller.
        codeSplitting: {
          groups: [
            {
              name: 'core',
              tags: ['$initial'],
              test: (id) => !id.includes('service-worker'),
              priority: 2,
            },
            { name: 'day', test: day, priority: 1 },
          ],
        },
        // The worker's address never changes: a browser looks there for the next release.
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
    outDir: 'dist/ui',
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    // The budget of the phone's first load is tested by itself; antd and echarts load later.
    chunkSizeWarningLimit: 1500,
  },
})
