import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { usualQuestions } from '#shared/lead-questions.ts'
import { leadRules, origins } from '../contract.ts'

const timeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const keySchema = z
  .string()
  .trim()
  .regex(/^[a-z0-9_]{1,40}$/)
const wordSchema = z.string().trim().min(1).max(200)

const optionSchema = z.strictObject({
  key: keySchema,
  zh: wordSchema,
  en: wordSchema,
  grade: z.enum(['A', 'B', 'C', 'D']).nullable().default(null),
  days: z.int().min(0).max(365).nullable().default(null),
})
const questionSchema = z.strictObject({
  key: keySchema,
  zh: wordSchema,
  en: wordSchema,
  kind: z.enum(['choice', 'text']),
  options: z.array(optionSchema).max(12).default([]),
})

/** When a rule of assignment counts: always, in the store's hours, outside of them. */
export const ruleHours = ['any', 'in', 'out'] as const

const assignmentRuleSchema = z.strictObject({
  name: z.string().trim().min(1).max(60),
  origins: z.array(z.enum(origins)).max(10).default([]),
  sourceIds: z.array(z.uuid()).max(50).default([]),
  seriesIds: z.array(z.uuid()).max(50).default([]),
  hours: z.enum(ruleHours).default('any'),
  /** Who takes what the rule meets, by turn or load among them. */
  personIds: z.array(z.uuid()).min(1).max(50),
})
const unique = (items: readonly { key: string }[]) =>
  new Set(items.map(({ key }) => key)).size === items.length

/** A store's rules for its leads; every one has a default. */
export const leadRulesSchema = z.object({
  /** Raised by each change, so that nobody's is overwritten. */
  version: z.int().min(0).default(0),
  /** Minutes of working time from receipt to the first call. */
  targetMinutes: z.int().min(1).max(2880).default(30),
  /** Minutes of working time after the target was missed until the managers are told. */
  riseMinutes: z.int().min(0).max(2880).default(30),
  /** How many open leads one person takes by rule; 0 knows no limit. */
  maxOpen: z.int().min(0).max(1000).default(0),
  /** The next tries after an unreached call: days from it, and the time of day. */
  retryPlan: z
    .array(z.strictObject({ days: z.int().min(0).max(30), at: timeSchema }))
    .max(10)
    .default([
      { days: 0, at: '18:30' },
      { days: 1, at: '10:00' },
      { days: 3, at: '14:30' },
      { days: 6, at: '19:00' },
    ]),
  /** Days between the touches of a nurtured lead; the last one repeats. */
  nurtureDays: z
    .strictObject({
      B: z.array(z.int().min(1).max(180)).min(1).max(10),
      C: z.array(z.int().min(1).max(180)).min(1).max(10),
    })
    .default({ B: [3, 4, 7], C: [7, 15, 30] }),
  /** After how many open days a no-show is invited again. */
  againDays: z.int().min(0).max(30).default(1),
  /** The team that turns web leads into visits (seed row 003-65). */
  teamId: z.uuid().nullable().default(null),
  assignment: z.array(assignmentRuleSchema).max(30).default([]),
  questions: z
    .array(questionSchema)
    .max(20)
    .refine(unique, {
      params: { zh: '问题代码不能重复', en: 'Each question needs a key of its own' },
    })
    .refine((all) => all.every(({ options }) => unique(options)), {
      params: { zh: '选项代码不能重复', en: 'Each option needs a key of its own' },
    })
    .default(() => structuredClone(usualQuestions) as never),
})
export type LeadRules = z.infer<typeof leadRulesSchema>

export const getLeadRules = defineRoute({
  method: 'GET',
  path: '/api/lead-rules',
  summary: { zh: '线索规则', en: "The store's rules for leads" },
  /** Whoever sees leads or the rules: callers ask the questions of the rules. */
  access: 'session',
  response: z.object({
    rules: leadRulesSchema,
    /** Whose they are: the store's own, the group's, or those of the product. */
    from: z.enum(['store', 'group', 'usual']),
    rule: z.enum(leadRules),
    opensAt: z.string(),
    closesAt: z.string(),
    teams: z.array(z.object({ id: z.uuid(), name: z.string() })),
    people: z.array(z.object({ id: z.uuid(), name: z.string() })),
  }),
})

export const setLeadRules = defineRoute({
  method: 'PUT',
  path: '/api/lead-rules',
  summary: { zh: '修改线索规则', en: "Change the store's rules for leads" },
  access: 'stores.manage',
  /** `version`: the one that was read. */
  body: leadRulesSchema,
  response: leadRulesSchema,
})
