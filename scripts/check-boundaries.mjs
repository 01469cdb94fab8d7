// Runs the dependency rules on src, and on deliberate breaches (test/breaches) to see them bite.
import path from 'node:path'
import { cruise } from 'dependency-cruiser'
import configuration from '../.dependency-cruiser.mjs'
import { root } from './bootstrap.mjs'

const leastModules = 300
const breaches = [
  'look-down-from-access',
  'enter-by-the-door',
  'web-never-imports-server',
  'ground-knows-no-module',
  'shared-and-contracts-are-pure',
  'only-queries-touch-the-database',
]

async function violationsIn(baseDir) {
  const options = {
    ...configuration.options,
    ruleSet: { forbidden: configuration.forbidden },
    validate: true,
    baseDir,
  }
  const { output } = await cruise(['src'], options)
  return output.summary
}

const real = await violationsIn(root)
for (const { from, to, rule } of real.violations) console.error(`${rule.name}: ${from} → ${to}`)
if (real.totalCruised < leastModules) {
  console.error(`Only ${real.totalCruised} files were looked at: the parser does not work.`)
  process.exit(1)
}
const planted = await violationsIn(path.join(root, 'test', 'breaches'))
const bitten = new Set(planted.violations.map(({ rule }) => rule.name))
const toothless = breaches.filter((name) => !bitten.has(name))
if (toothless.length > 0) console.error(`These rules no longer bite: ${toothless.join(', ')}`)
process.exit(real.error > 0 || toothless.length > 0 ? 1 : 0)
