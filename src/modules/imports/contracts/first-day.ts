import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'

export const firstDaySteps = [
  'people',
  'words',
  'calendar',
  'prices',
  'contracts',
  'demo_cars',
  'targets',
  'forms',
  'customers',
  'cards',
  'vehicles',
  'contacts',
  'visits',
] as const
export type FirstDayStep = (typeof firstDaySteps)[number]

export const firstDaySchema = z.object({
  steps: z.array(
    z.object({
      key: z.enum(firstDaySteps),
      state: z.enum(['open', 'done', 'skipped']),
      /** How much of it the store has. */
      count: z.int(),
    }),
  ),
  /** Nothing came in yet: the store begins. */
  isEmpty: z.boolean(),
  /** What to look at before the first day, and how many there are; none where all is well. */
  checks: z.array(
    z.object({ key: z.string(), text: z.string(), count: z.int(), isFine: z.boolean() }),
  ),
})
export type FirstDay = z.infer<typeof firstDaySchema>

export const getFirstDay = defineRoute({
  method: 'GET',
  path: '/api/first-day',
  summary: { zh: '开店向导', en: 'The first day of a store' },
  access: 'imports.run',
  response: firstDaySchema,
})

export const markFirstDayStep = defineRoute({
  method: 'PUT',
  path: '/api/first-day/:step',
  summary: { zh: '标记开店向导的一步', en: 'Mark a step of the first day' },
  access: 'imports.run',
  params: z.object({ step: z.enum(firstDaySteps) }),
  body: z.strictObject({ state: z.enum(['open', 'done', 'skipped']) }),
  response: firstDaySchema,
})
