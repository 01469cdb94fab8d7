// The whole truth in one command: format, lint, types, dependency rules, unused exports,
// build, tests, the rules of scale on what the tests ran, capabilities, browser tests.
// `npm test -- lint types` runs only the named steps.
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { node24, root } from './bootstrap.mjs'

const node = node24()
const bin = (name) => path.join(root, 'node_modules', '.bin', name)
const steps = [
  ['format', bin('biome'), ['format', '.']],
  ['lint', bin('oxlint'), ['--type-aware', '--deny-warnings']],
  ['types', bin('tsc'), ['-p', '.']],
  ['boundaries', node, ['scripts/check-boundaries.mjs']],
  ['unused', bin('knip'), []],
  ['build', node, ['scripts/build-ui.mjs']],
  ['tests', bin('vitest'), ['run']],
  ['scale', node, ['scripts/check-scale.mjs']],
  ['capabilities', node, ['scripts/capabilities.mjs', '--check']],
  ['browser', bin('vitest'), ['run', '--config', 'vitest.e2e.config.ts']],
]

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !steps.some(([step]) => step === name))
if (unknown.length > 0) {
  console.error(`No such step: ${unknown.join(', ')}. Steps: ${steps.map(([s]) => s).join(' ')}`)
  process.exit(2)
}
const failed = []
for (const [name, command, args] of steps) {
  if (asked.length > 0 && !asked.includes(name)) continue
  if (name === 'tests')
    rmSync(path.join(root, '.cache', 'statements'), { recursive: true, force: true })
  const started = Date.now()
  console.log(`\n── ${name}`)
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}` },
  })
  console.log(
    `── ${name}: ${status === 0 ? 'ok' : 'failed'} in ${Math.round((Date.now() - started) / 1000)} s`,
  )
  if (status !== 0) failed.push(name)
}
if (failed.length > 0) {
  console.error(`\nFailed: ${failed.join(', ')}`)
  process.exit(1)
}
