// Writes docs/capabilities.md: each capability, what works means, and the tests that show it.
// A row that no test shows yet says so with `open`, which goes with its first test.
// With --check it only says whether the page is up to date and every other row has a test.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './bootstrap.mjs'

const page = path.join(root, 'docs', 'capabilities.md')
const rows = JSON.parse(readFileSync(path.join(root, 'docs', 'capabilities.json'), 'utf8'))

function* testFiles(folder) {
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
    const at = `${folder}/${entry.name}`
    if (entry.isDirectory()) yield* testFiles(at)
    else if (/\.test\.tsx?$/.test(entry.name)) yield at
  }
}

const shown = new Map(rows.map((row) => [row.id, []]))
for (const file of [...testFiles('src'), ...testFiles('test'), ...testFiles('simulator')])
  for (const [, , name] of readFileSync(path.join(root, file), 'utf8').matchAll(
    /\b(?:test|it|describe)[\w.]*(?:\([^'"`]*\))?\(\s*(['"`])((?:(?!\1).)*\[\d{3}-\d{2}\](?:(?!\1).)*)\1/g,
  ))
    for (const [, id] of name.matchAll(/\[(\d{3}-\d{2})\]/g))
      shown.get(id)?.push({ file, name: name.replace(/\[\d{3}-\d{2}\]\s*/g, '') })

const lines = ['# Capabilities', '', 'Made by `node scripts/capabilities.mjs`; do not edit.', '']
const missing = []
for (const row of rows) {
  const tests = shown.get(row.id)
  if ((tests.length === 0) !== (row.open === true)) missing.push(row.id)
  lines.push(`## ${row.id} ${row.zh} / ${row.en}`, '', row.works, '')
  for (const { file, name } of tests) lines.push(`- ${name} (\`${file}\`)`)
  if (row.open) lines.push('Not shown yet.')
  lines.push('')
}
const text = `${lines.join('\n').trim()}\n`
if (missing.length > 0)
  console.error(`Open without a test, or open with one: ${missing.join(', ')}`)
if (process.argv.includes('--check')) {
  let current = ''
  try {
    current = readFileSync(page, 'utf8')
  } catch {
    // A missing page is an old page.
  }
  const isCurrent = current === text
  if (!isCurrent) console.error('docs/capabilities.md is old: run node scripts/capabilities.mjs')
  process.exit(isCurrent && missing.length === 0 ? 0 : 1)
}
writeFileSync(page, text)
process.exit(missing.length === 0 ? 0 : 1)
