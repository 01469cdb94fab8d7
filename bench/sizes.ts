import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const assets = join(import.meta.dirname, '../dist/ui/assets')
const manifest = join(import.meta.dirname, '../dist/ui/.vite/manifest.json')

interface Chunk {
  file: string
  src?: string
  isEntry?: boolean
  imports?: string[]
}

/** Script (kB, gzipped) that the consultant's phone loads to show the day: entry, phone frame, today. */
export function screenScript(): number {
  const chunks = JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, Chunk>
  const wanted = Object.entries(chunks).filter(
    ([key, c]) => c.isEntry || /PhoneShell|TodayPage/.test(key),
  )
  const files = new Set<string>()
  const take = (chunk: Chunk): void => {
    if (files.has(chunk.file)) return
    files.add(chunk.file)
    for (const key of chunk.imports ?? []) take(chunks[key] as Chunk)
  }
  for (const [, chunk] of wanted) take(chunk)
  const existing = new Set(readdirSync(assets))
  const bytes = [...files]
    .filter((f) => f.endsWith('.js') && existing.has(f.replace('assets/', '')))
    .map((f) => gzipSync(readFileSync(join(assets, '..', f))).length)
  return bytes.reduce((sum, n) => sum + n, 0) / 1000
}

/** Resident memory (MB) of a process at rest. */
export function serverMemory(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
}
