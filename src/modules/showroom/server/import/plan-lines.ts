import type { Ctx } from '#foundation/ctx.ts'
import { knownPhones } from '#modules/customers/index.ts'
import { openCardsOf } from '#modules/opportunities/index.ts'
import { uuidv7 } from '#shared/ids.ts'
import type { RegisterLine } from '../register/classify-register.ts'
import { lineFingerprint } from '../register/normalise-line.ts'
import { findVisitsOfMonths, type ImportedVisit } from './import-visits.queries.ts'

/** What becomes of one line that is taken. */
export interface PlannedLine {
  line: RegisterLine
  identity: string
  fingerprint: Buffer
  action: 'insert' | 'update' | 'unchanged'
  /** The visit this line gave before. */
  existing: ImportedVisit | undefined
  visitId: string
  outcome: 'filed' | 'repeat' | 'unfiled'
  customerId: string | null
  opportunityId: string | null
  /** The visit files a new prospect: customer and card are to be made. */
  isNewProspect: boolean
}

interface Holder {
  customerId: string
  opportunityId: string | null
}

/**
 * Decides line by line, in the order of the file, what a register changes: the first filed line of
 * a number nobody knows is a new prospect, a known number a repeat visit, the same line again
 * nothing (rules.md, Counting at the door). Writes nothing, so a dry run asks the same planner.
 */
export function createPlanner(ctx: Ctx, register: readonly RegisterLine[]) {
  const known = new Map<string, Holder>()
  const seen = new Set<string>()
  let earlier: Map<string, ImportedVisit> | undefined

  const learn = async (phones: string[]): Promise<void> => {
    const unknown = [...new Set(phones)].filter((phone) => !known.has(phone))
    if (unknown.length === 0) return
    const found = await knownPhones(ctx, unknown)
    const cards = await openCardsOf(
      ctx,
      [...found.values()].map((holder) => holder.customerId),
    )
    for (const [phone, { customerId }] of found)
      known.set(phone, { customerId, opportunityId: cards.get(customerId)?.id ?? null })
  }

  return async function planLines(lines: readonly RegisterLine[]): Promise<PlannedLine[]> {
    const drafts = lines.map((line) => ({
      line,
      identity: ownIdentity(ctx, line, seen),
      fingerprint: ctx.vault.hash('register-cells', lineFingerprint(line.values)),
    }))
    earlier ??= await earlierVisits(ctx, register)
    const before = earlier
    await learn(lines.flatMap(({ values }) => (values.phone === null ? [] : [values.phone])))
    return drafts.map((draft) => planLine(draft, before.get(draft.identity), known))
  }
}

/** An identity begins with the month of its line. */
async function earlierVisits(
  ctx: Ctx,
  register: readonly RegisterLine[],
): Promise<Map<string, ImportedVisit>> {
  let [first, last] = ['', '']
  for (const { identity } of register) {
    if (identity === null) continue
    const month = identity.slice(0, 7)
    if (first === '' || month < first) first = month
    if (month > last) last = month
  }
  return first === '' ? new Map() : findVisitsOfMonths(ctx, first, last)
}

type Draft = Pick<PlannedLine, 'line' | 'identity' | 'fingerprint'>

function planLine(
  draft: Draft,
  existing: ImportedVisit | undefined,
  known: Map<string, Holder>,
): PlannedLine {
  if (existing && existing.fingerprint?.equals(draft.fingerprint))
    return {
      ...draft,
      action: 'unchanged',
      existing,
      visitId: existing.id,
      outcome: existing.outcome as PlannedLine['outcome'],
      customerId: existing.customerId,
      opportunityId: existing.opportunityId,
      isNewProspect: false,
    }
  const visitId = existing?.id ?? uuidv7()
  const planned = { ...draft, action: existing ? 'update' : 'insert', existing, visitId } as const
  const { phone, isFiled } = draft.line.values
  const holder = phone === null ? undefined : known.get(phone)
  if (holder) {
    const isItsOwn = existing?.outcome === 'filed' && existing.customerId === holder.customerId
    return {
      ...planned,
      outcome: isItsOwn ? 'filed' : 'repeat',
      customerId: holder.customerId,
      opportunityId: isItsOwn ? existing.opportunityId : holder.opportunityId,
      isNewProspect: false,
    }
  }
  if (phone === null || !isFiled)
    return {
      ...planned,
      outcome: 'unfiled',
      customerId: null,
      opportunityId: null,
      isNewProspect: false,
    }
  const made = { customerId: uuidv7(), opportunityId: uuidv7() }
  known.set(phone, made)
  return { ...planned, outcome: 'filed', ...made, isNewProspect: true }
}

const longNumber = /\d{7,}/

/** The line's identity as it is stored: never a readable number, and each once in a file. */
function ownIdentity(ctx: Ctx, line: RegisterLine, seen: Set<string>): string {
  const given = line.identity ?? ''
  const [head = '', ...rest] = given.split(':')
  const isReadable = rest.length > 0 && longNumber.test(rest.join(':').replace(/\D/g, ''))
  const plain = isReadable
    ? `${head}#${ctx.vault.hash('register-number', `${ctx.store.id}:${given}`).toString('base64url')}`
    : given
  let identity = plain
  for (let again = 2; seen.has(identity); again += 1) identity = `${plain}~${again}`
  seen.add(identity)
  return identity
}
