import { z } from 'zod'
import { authorise, type Ctx } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { keepModuleRules, nameOfPeople } from '#modules/access/index.ts'
import { uuidv7 } from '#shared/ids.ts'
import { roadEvents, type StepText } from '../contract.ts'
import { standardWords } from '../standard-words.ts'
import { type RoadStep, roadSteps } from '#shared/road-steps.ts'
import { insertWords, listLastWords, listWordsOf } from './road.queries.ts'

interface HeldWords {
  from: 'standard' | 'group' | 'store'
  words: StepText
}

/** The words that hold in the store: its own, else its group's, else those every group begins with. */
export async function wordsOf(ctx: Ctx): Promise<Map<RoadStep, HeldWords>> {
  const rows = await listLastWords(ctx)
  const held = (step: RoadStep, isStore: boolean) =>
    rows.find((row) => row.step === step && (row.store_id !== null) === isStore && !row.is_reset)
      ?.words as StepText | undefined
  return new Map(
    roadSteps.map((step): [RoadStep, HeldWords] => {
      const store = held(step, true)
      if (store) return [step, { from: 'store', words: store }]
      const group = held(step, false)
      return [
        step,
        group ? { from: 'group', words: group } : { from: 'standard', words: copyOf(step) },
      ]
    }),
  )
}

const copyOf = (step: RoadStep): StepText => {
  const { todo, say, items } = standardWords[step]
  return { todo: [...todo], say: [...say], items: items.map((item) => ({ ...item })) }
}

const requiredSchema = z.object({ required: z.array(z.enum(roadSteps)) })

/** The steps a store requires before those after them. */
export function requiredOf(ctx: Pick<Ctx, 'store'>): RoadStep[] {
  const kept = requiredSchema.safeParse(ctx.store.settings.road)
  return kept.success ? kept.data.required : []
}

/** Says which steps are required, in the order of the road. */
export async function setRequired(ctx: Ctx, steps: readonly RoadStep[]) {
  const required = roadSteps.filter((step) => steps.includes(step))
  await keepModuleRules(ctx, 'road', { required })
  announce(ctx, { type: roadEvents.wordsChanged, recordId: uuidv7() })
  return { required }
}

/** Everything of the road's words, for those who use and those who edit them. */
export async function readWords(ctx: Ctx) {
  const held = await wordsOf(ctx)
  const steps = [...held].map(([step, { from, words }]) => ({ step, from, words }))
  return { steps, required: requiredOf(ctx), version: 1 }
}

/** Writes the words of a step for the store or the group; the rows before are its history. */
export async function saveWords(
  ctx: Ctx,
  step: RoadStep,
  given: { level: 'group' | 'store'; words: StepText | null },
) {
  if (given.level === 'group') authorise(ctx, 'road.manage', 'group')
  const id = uuidv7()
  await insertWords(ctx, {
    group_id: ctx.store.groupId,
    id,
    store_id: given.level === 'store' ? ctx.store.id : null,
    step,
    words: given.words === null ? null : JSON.stringify(given.words),
    is_reset: given.words === null,
    set_at: ctx.now,
    set_by: ctx.actor.personId,
  })
  audit(ctx, {
    action: 'road.words_changed',
    recordType: 'road_words',
    recordId: id,
    detail: { step, level: given.level, isReset: given.words === null },
  })
  announce(ctx, { type: roadEvents.wordsChanged, recordId: id, data: { step } })
  const held = (await wordsOf(ctx)).get(step) as HeldWords
  return { step, ...held }
}

/** How the words of a step changed, the newest first. */
export async function readHistory(ctx: Ctx, step: RoadStep) {
  const rows = await listWordsOf(ctx, step)
  const names = await nameOfPeople(
    ctx.tx,
    ctx.store.groupId,
    rows.flatMap((row) => row.set_by ?? []),
  )
  return {
    items: rows.map((row) => ({
      id: row.id,
      level: row.store_id === null ? ('group' as const) : ('store' as const),
      at: row.set_at.toISOString(),
      by: names.get(row.set_by ?? '') ?? null,
      isReset: row.is_reset,
      words: row.words as StepText | null,
    })),
  }
}
