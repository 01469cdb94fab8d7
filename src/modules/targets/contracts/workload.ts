import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { isDay } from '#shared/days.ts'

const daySchema = z.string().refine(isDay, { message: 'YYYY-MM-DD' })

export const workloadPersonSchema = z.object({
  personId: z.uuid(),
  name: z.string(),
  teamName: z.string().nullable(),
  isAway: z.boolean(),
  cards: z.object({ H: z.int(), A: z.int(), B: z.int(), C: z.int() }),
  openCards: z.int(),
  overdue: z.int(),
  /** Promises due on each day from today on, in the order of `days`. */
  due: z.array(z.int()),
  keptToday: z.int(),
  visitsToday: z.int(),
  appointmentsToday: z.int(),
  openLeads: z.int(),
  /** Promises a day the store says a consultant can keep. */
  capacity: z.int(),
  /** Due today and overdue, over the capacity; 1 is full. */
  load: z.number(),
})
export type WorkloadPerson = z.infer<typeof workloadPersonSchema>

export const getWorkload = defineRoute({
  method: 'GET',
  path: '/api/workload',
  summary: {
    zh: '团队负荷：潜客卡、待跟踪、来店、线索与产能',
    en: "Each member's cards, promises, visits and leads against the capacity",
  },
  access: 'opportunities.assign',
  response: z.object({
    days: z.array(daySchema),
    people: z.array(workloadPersonSchema),
    /** Open leads nobody has yet. */
    leadsWithoutOwner: z.int(),
  }),
})

export const proposeLeadShares = defineRoute({
  method: 'GET',
  path: '/api/workload/lead-shares',
  summary: {
    zh: '按负荷分配线索的预览',
    en: 'To whom open leads would go by load; nothing is given yet',
  },
  access: 'leads.assign',
  query: z.object({
    /** Leads of this person; without it those of nobody. */
    from: z.uuid().optional(),
    /** Who may receive, joined by commas; all consultants present unless given. */
    to: z
      .string()
      .max(2000)
      .regex(/^[0-9a-f-]{36}(,[0-9a-f-]{36})*$/)
      .optional(),
    count: z.coerce.number().int().min(1).max(200).default(50),
  }),
  response: z.object({
    leads: z.array(
      z.object({
        leadId: z.uuid(),
        customer: z.string(),
        receivedOn: daySchema,
        toId: z.uuid(),
      }),
    ),
    people: z.array(
      z.object({ personId: z.uuid(), name: z.string(), now: z.int(), gets: z.int() }),
    ),
  }),
})
