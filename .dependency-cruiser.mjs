import { readFileSync } from 'node:fs'

const { levels } = JSON.parse(readFileSync(new URL('modules.json', import.meta.url), 'utf8'))
const isTest = '(\\.test\\.tsx?|/testing\\.ts|^src/testing.*\\.ts)$'

/** A module's server side sees doors and contracts of lower levels only; contracts are the ground floor. */
const lookDown = levels.flatMap((level, height) =>
  level.map((module) => ({
    name: `look-down-from-${module}`,
    severity: 'error',
    from: { path: `^src/modules/${module}/`, pathNot: isTest },
    to: {
      path: `^src/modules/(${levels.slice(height).flat().join('|')})/`,
      pathNot: [`^src/modules/${module}/`, '/contract\\.ts$'],
    },
  })),
)

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...lookDown,
    {
      name: 'enter-by-the-door',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/', pathNot: isTest },
      to: {
        path: '^src/modules/([^/]+)/',
        pathNot: [
          '^src/modules/$1/',
          '^src/modules/[^/]+/(index|contract)\\.ts$',
          '^src/modules/[^/]+/web/panels\\.tsx$',
        ],
      },
    },
    {
      name: 'ground-knows-no-module',
      severity: 'error',
      from: { path: '^src/(foundation|shared|ui)/', pathNot: isTest },
      to: { path: '^src/modules/' },
    },
    {
      name: 'shared-and-contracts-are-pure',
      severity: 'error',
      from: {
        path: '(^src/shared/|/contract\\.ts$|^src/modules/[^/]+/contracts/)',
        pathNot: isTest,
      },
      to: {
        pathNot: [
          '^src/shared/',
          '/contract\\.ts$',
          '^src/modules/[^/]+/contracts/',
          'node_modules/zod',
        ],
      },
    },
    {
      name: 'web-never-imports-server',
      severity: 'error',
      from: { path: '(/web/|^src/ui/|^src/browser/)', pathNot: isTest },
      to: { path: '(^src/foundation/|/server/|^src/modules/[^/]+/(index|module)\\.ts$)' },
    },
    {
      name: 'only-queries-touch-the-database',
      severity: 'error',
      from: {
        path: '^src/modules/',
        pathNot: ['\\.queries\\.ts$', isTest],
      },
      to: { path: 'node_modules/(kysely|pg)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^dist/|^node_modules/\\.)' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
}
