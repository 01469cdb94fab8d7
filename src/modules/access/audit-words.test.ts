import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { permissions } from '#shared/permissions.ts'
import { auditNouns, auditVerbs } from './audit-words.ts'

const root = join(import.meta.dirname, '../../..')

/** Actions put together where they are written, with all they may become. */
const puzzled: Record<string, readonly string[]> = {
  '${table}.changed': ['brand.changed', 'series.changed', 'model.changed'],
  '${table}.added': ['brand.added', 'series.added', 'model.added'],
  'opportunity.${verb}': each('opportunity', [
    'activated',
    'erased',
    'loss_confirmed',
    'loss_proposed',
    'loss_returned',
    'suspended',
    'terminated',
  ]),
  'opportunity.pool_${move.kind}': each('opportunity', [
    'pool_fell',
    'pool_put',
    'pool_taken',
    'pool_assigned',
  ]),
  'order.${kind}': each('order', [
    'made',
    'changed',
    'signed',
    'cancelled',
    'delivered',
    'undelivered',
    'allocated',
    'released',
    'documents',
  ]),
  'contract.${state}': each('contract', [
    'prepared',
    'printed',
    'customer_signed',
    'store_signed',
    'archived',
    'void',
  ]),
  'quote.${step}': each('quote', [
    'made',
    'changed',
    'asked',
    'decided',
    'sent',
    'accepted',
    'ended',
  ]),
  'lead.${step}': each('lead', [
    'received',
    'assigned',
    'contacted',
    'put_off',
    'promoted',
    'closed',
    'reopened',
    'loss_proposed',
    'loss_returned',
    'invited',
    'no_show',
    'arrived',
  ]),
  'loss.${given.decision}': ['loss.reopened', 'loss.dismissed'],
  'leave.${given.decision}': ['leave.approved', 'leave.refused'],
  'evaluation.${what}': each('evaluation', ['kept', 'withdrawn', 'restored']),
  'test_drive.${given.state}': ['test_drive.cancelled', 'test_drive.no_show'],
  'road.${given.kind}': each('road', ['done', 'skipped', 'item']),
}

it('says every action the product writes into the trail in both languages', async () => {
  const written = await actionsInSource()
  expect(written.size).toBeGreaterThan(200)
  const silent = [...written].filter(([action]) => !isSaid(action))
  expect(silent.map(([action, file]) => `${action} (${file})`)).toEqual([])
})

function isSaid(action: string): boolean {
  const [noun = '', verb = ''] = action.split('.')
  return Object.hasOwn(auditNouns, noun) && Object.hasOwn(auditVerbs, verb)
}

function each(noun: string, verbs: string[]): string[] {
  return verbs.map((verb) => `${noun}.${verb}`)
}

/** Every action named in the server's code, with the file that names it. */
async function actionsInSource(): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for await (const file of glob('src/{modules,foundation}/**/*.ts', { cwd: root })) {
    if (/\.test\.|\/web\/|contract|testing|words|titles|\.queries\.ts$/.test(file)) continue
    for (const action of actionsIn(await readFile(join(root, file), 'utf8')))
      for (const one of puzzled[action] ?? [action]) found.set(one, file)
  }
  return found
}

/** Names like `quote.made`: actions where they are noted, or where nothing else is called so. */
function actionsIn(source: string): string[] {
  return [...source.matchAll(/(['`])((?:[a-z_]|\$\{\w+\})+\.(?:[a-z_]|\$\{[\w.]+\})+)\1/g)]
    .filter(({ index, 2: name = '' }) => {
      const before = source.slice(Math.max(0, index - 120), index)
      if (/\baction: [^,\n]*$/.test(before)) return true
      if (name in permissions || name.startsWith('opportunities.')) return false
      if (/(Error|defineJob)\(\s*$/.test(before)) return false
      if (/\b(note\w*|told|tell\w*|auditOf)\(\s*ctx,[^;'`]*$/.test(before)) return true
      return !/^(\$\{|[a-z]+s\.)/.test(name) && !isOther.test(name) && !/\btype: $/.test(before)
    })
    .map(({ 2: name = '' }) => name)
}

/** Files, error codes, fields of a request and kinds of jobs and papers. */
const isOther =
  /^(access|body|catalog|core|dashboard|embed|export|forecast|import\.customers|index|keyuan|keyuan_jobs|numbers|postgres|postmaster|pricing|privacy|query|quote|road|rules|runtime|showroom|authority|server|stock|test_drives|form)\b|\.(js|crt|key|lock|json|html|md|exe|pid|log|quote)$/
