// Runs the dependency rules, and proves on deliberate breaches that they still bite.
import { cruise } from 'dependency-cruiser'
import configuration from '../.dependency-cruiser.mjs'

const leastModules = 60
const options = {
  ...configuration.options,
  ruleSet: { forbidden: configuration.forbidden },
  validate: true,
}

async function violationsOf(paths) {
  const { output } = await cruise(paths, options)
  return output.summary
}

const real = await violationsOf(['src'])
for (const { from, to, rule } of real.violations) console.error(`${rule.name}: ${from} → ${to}`)
if (real.totalCruised < leastModules) {
  console.error(`Only ${real.totalCruised} files were looked at: the parser does not work.`)
  process.exit(1)
}
process.exit(real.error > 0 ? 1 : 0)
