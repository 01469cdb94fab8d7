import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const src = join(import.meta.dirname, '..')

it('shows what modules offer: every place they name is on a screen', async () => {
  const offered = await namesIn('modules/*/web/*screens.ts', /\bslot: '([a-z-]+)'/g)
  const shown = await namesIn('{modules,ui,browser}/**/*.tsx', /<Slot\s+name="([a-z-]+)"/g)
  expect(offered.size).toBeGreaterThan(8)
  expect([...offered].filter((name) => !shown.has(name))).toEqual([])
})

async function namesIn(files: string, name: RegExp): Promise<Set<string>> {
  const found = new Set<string>()
  for await (const file of glob(files, { cwd: src }))
    for (const [, one = ''] of (await readFile(join(src, file), 'utf8')).matchAll(name))
      found.add(one)
  return found
}
