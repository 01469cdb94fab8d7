import type { Ctx } from '#foundation/ctx.ts'
import { customersError } from '#modules/customers/contract.ts'
import { type FactsChange, knownPhones } from '#modules/customers/index.ts'
import { importError } from '#modules/imports/contract.ts'
import type { ImportRun, Judge, RecordLine, StoreWords } from '#modules/imports/index.ts'
import { type Day, dayInZone, earlierDay, instantOf } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import { compareLevels, type IntentLevel } from '#shared/intent-level.ts'
import { maskPhonesInText, type Phone } from '#shared/phone.ts'
import { openCardsOf } from '../doors.ts'
import { type CardRow, planAndInsertCards } from '../import-cards.ts'
import { type CardChange, changeCards, compareCard } from './change-cards.ts'
import { listCardFacts, writeLastContacts } from './import-facts.queries.ts'

export interface CardValues {
  name: string
  sex: 'male' | 'female' | null
  phones: readonly Phone[]
  level: IntentLevel | null
  expectedOn: Day | null
  seriesId: string | null
  seriesText: string | null
  purchaseTypeId: string | null
  /** What groups people; of new customers only: known ones have a list of their own. */
  facts: Pick<FactsChange, 'occupationId' | 'industryId' | 'householdId' | 'areaCode'>
  sourceId: string | null
  sourceText: string | null
  ownerId: string | null
  openedOn: Day | null
  lastContactOn: Day | null
  note: string | null
}

type Line = RecordLine<CardValues>
const cardsAtOnce = 5_000
const longestText = 60

/**
 * Decides which lines open a card and which fill one that is open. The cards are written last, H
 * first over the whole file, so that first promises are spread by heat (rules.md, The promise).
 */
export async function createCardJudge(
  ctx: Ctx,
  words: StoreWords,
  run: ImportRun | undefined,
): Promise<Judge<CardValues>> {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const seen = new Map<string, number>()
  const made = { cards: 0, customers: 0 }
  const cards: CardRow[] = []
  const lastContacts = new Map<string, Day>()
  let position = 0

  const refuseRepeated = ({ values, reader }: Line): void => {
    const before = values.phones.map((phone) => seen.get(phone.canonical)).find(Boolean)
    if (before !== undefined) reader.refuse('phone', 'same_as_line', String(before))
    for (const { canonical } of values.phones)
      seen.set(canonical, seen.get(canonical) ?? reader.row)
  }

  return {
    made: () => made,
    async judge(lines) {
      const holders = await knownPhones(ctx, [
        ...new Set(lines.flatMap(({ values }) => values.phones.map((phone) => phone.canonical))),
      ])
      const holderOf = ({ values }: Line) =>
        values.phones.map((phone) => holders.get(phone.canonical)).find(Boolean)
      const open = await openCardsOf(ctx, [
        ...new Set([...holders.values()].map(({ customerId }) => customerId)),
      ])
      const facts = await listCardFacts(
        ctx,
        [...open.values()].map(({ id }) => id),
      )
      const changes: CardChange[] = []
      for (const line of lines) {
        refuseRepeated(line)
        const { values, reader } = line
        if (reader.reasons.length > 0) continue
        const holder = holderOf(line)
        const card = holder && open.get(holder.customerId)
        const now = card && facts.get(card.id)
        if (now) {
          const change = compareCard(now, values)
          line.outcome = change ? 'updated' : 'unchanged'
          if (change) changes.push(change)
          continue
        }
        line.outcome = 'new'
        made.cards += 1
        if (!holder) made.customers += 1
        if (run) collect(line, holder)
      }
      if (!run) return
      await changeCards(ctx, run.operationId, changes, position)
      position += changes.length
    },
    async *finish() {
      if (!run) return
      const rank = (card: CardRow): IntentLevel => card.level ?? 'C'
      cards.sort((a, b) => compareLevels(rank(a), rank(b)))
      for (let from = 0; from < cards.length; from += cardsAtOnce) {
        const some = cards.slice(from, from + cardsAtOnce)
        const { skipped } = await planAndInsertCards(ctx, some, {
          operationId: run.operationId,
          fromDay: today,
        })
        if (skipped.length > 0) throw customersError('customers.phone_taken')
        yield Math.min(1, (from + cardsAtOnce) / cards.length)
      }
      await writeLastContacts(ctx, lastContacts)
    },
  }

  function collect(
    { values, reader }: Line,
    holder: { customerId: string; ownerId: string | null } | undefined,
  ): void {
    const ownerId = values.ownerId ?? holder?.ownerId ?? words.fallbackOwner
    if (ownerId === undefined) throw importError('imports.no_owner', { row: reader.row })
    const openedOn = earlierDay(values.openedOn ?? values.lastContactOn ?? today, today)
    const openedAt = instantOf(openedOn, '12:00', ctx.store.timeZone)
    const id = uuidv7()
    if (values.lastContactOn && values.lastContactOn > openedOn && values.lastContactOn <= today)
      lastContacts.set(id, values.lastContactOn)
    cards.push({
      id,
      customer: holder
        ? { id: holder.customerId }
        : {
            isNew: true,
            id: uuidv7(),
            name: values.name,
            sex: values.sex,
            phones: values.phones.map(({ canonical, kind }) => ({ canonical, kind })),
            ownerId,
            createdAt: ctx.now,
            facts: { ...values.facts, ...(values.sourceId ? { sourceId: values.sourceId } : {}) },
          },
      ownerId,
      // A date says more than a letter that may be years old; without either it is a C.
      ...(values.expectedOn && values.expectedOn >= today
        ? { expectedOn: values.expectedOn }
        : { level: values.level ?? 'C' }),
      seriesId: values.seriesId,
      seriesText: values.seriesId ? null : short(values.seriesText),
      purchaseTypeId: values.purchaseTypeId,
      sourceId: values.sourceId,
      sourceText: values.sourceId ? null : short(values.sourceText),
      note: values.note ?? '',
      openedOn,
      openedAt,
    })
  }
}

function short(text: string | null): string | null {
  return text === null ? null : maskPhonesInText(text).slice(0, longestText)
}
