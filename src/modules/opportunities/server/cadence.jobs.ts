import { z } from 'zod'
import type { Job } from '#foundation/module.ts'
import { followNewRules } from './cadence.ts'

const schema = z.object({ settings: z.array(z.string()).default([]) })

/** A store's new limits and gaps hold from the day on. */
export const newRulesJob: Job<z.infer<typeof schema>> = {
  name: 'opportunities.follow-new-rules',
  event: 'access.store_changed',
  schema,
  run: (app, store, { settings }) => followNewRules(app, store, settings),
}
