// Reads every migration and every SQL text the tests ran, and refuses what sharding by store forbids.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './bootstrap.mjs'
import { checkMigration, checkStatement, readPlacements } from './scale-rules.mjs'

const leastStatements = 80
const migrationFolder = path.join(root, 'db', 'migrations')
const statementFolder = path.join(root, '.cache', 'statements')

const migrations = readdirSync(migrationFolder)
  .sort()
  .map((name) => [name, readFileSync(path.join(migrationFolder, name), 'utf8')])
const kinds = readPlacements(migrations.map(([, text]) => text))
const problems = migrations.flatMap(([name, text]) => checkMigration(name, text, kinds))

const files = existsSync(statementFolder) ? readdirSync(statementFolder) : []
const statements = new Set(
  files.flatMap((f) => JSON.parse(readFileSync(path.join(statementFolder, f), 'utf8'))),
)
for (const text of statements) problems.push(...checkStatement(text, kinds))

for (const problem of problems) console.error(`- ${problem}`)
console.log(
  `${migrations.length} migrations and ${statements.size} statements were read; ${problems.length} problems.`,
)
if (statements.size < leastStatements) {
  console.error('Too few statements were collected: run the tests first (npm test -- tests).')
  process.exit(1)
}
process.exit(problems.length > 0 ? 1 : 0)
