import { z } from 'zod'
import { specialSchema } from '#modules/customers/contract.ts'
import { intentLevelSchema } from '#shared/promise-settings.ts'
import { cardActions, heats, priorityLetters } from '#shared/temperature.ts'

export const dayText = z.iso.date()
export const noteText = z.string().trim().max(4000)
export const reasonText = z.string().trim().min(2).max(500)
export const idParams = z.object({ id: z.uuid() })

export const opportunityStates = [
  'active',
  'suspended',
  'loss_proposed',
  'signed',
  'delivered',
  'lost',
  'terminated',
] as const

export const stateSchema = z.enum(opportunityStates)
export type OpportunityState = z.infer<typeof stateSchema>

export const methodSchema = z.enum([
  'call',
  'message',
  'visit',
  'test_drive',
  'home_visit',
  'other',
])

/** At most ten thousand million yuan, in fen. */
export const amountSchema = z.int().min(0).max(1_000_000_000_000)

export const origins = ['visit', 'lead', 'referral', 'campaign', 'typed', 'import'] as const
export type Origin = (typeof origins)[number]

export const followUpSchema = z.object({
  id: z.uuid(),
  dueOn: z.string(),
  purpose: z.string(),
  isFrozen: z.boolean(),
  /** How often it was put off by hand. */
  snoozes: z.int(),
  /** Where it stood before it was last moved by hand: that move can be taken back. */
  movedFrom: z.string().nullable(),
})

export const cardSchema = z.object({
  id: z.uuid(),
  customerId: z.uuid(),
  customerName: z.string(),
  customerKind: z.enum(['person', 'company']),
  sex: z.enum(['male', 'female']).nullable(),
  maskedPhone: z.string().nullable(),
  doNotContact: z.array(z.string()),
  /** Fleet, VIP or difficult, and why: shown wherever the card is. */
  special: specialSchema.nullable(),
  specialReason: z.string(),
  ownerId: z.uuid(),
  ownerName: z.string().nullable(),
  state: stateSchema,
  level: intentLevelSchema,
  /** Since when it stands at its level, and how many days that is today. */
  levelSince: z.string(),
  daysAtLevel: z.int(),
  /** Different days without an answer, since the last contact. */
  unansweredDays: z.int(),
  stage: z.int(),
  expectedOn: z.string(),
  isExpectedEstimated: z.boolean(),
  /** The expected date lies in the past: a new one is asked for at the next contact. */
  isExpectedPast: z.boolean(),
  seriesId: z.uuid().nullable(),
  /** The series' name in the language of the request, else the words as they were typed. */
  seriesName: z.string().nullable(),
  modelId: z.uuid().nullable(),
  quantity: z.int(),
  sourceId: z.uuid().nullable(),
  sourceName: z.string().nullable(),
  note: z.string(),
  openedOn: z.string(),
  isReturning: z.boolean(),
  lastContactOn: z.string(),
  closedOn: z.string().nullable(),
  closedReason: z.string().nullable(),
  competitor: z.string().nullable(),
  summary: z.string().nullable(),
  followUp: followUpSchema.nullable(),
  /** In fen: typed, or the quantity times the guide price when the card was last changed. */
  expectedAmountFen: z.int(),
  isAmountTyped: z.boolean(),
  /** How the card came; the campaign's name where it was one. */
  origin: z.enum(origins),
  originOptionId: z.uuid().nullable(),
  originName: z.string().nullable(),
  /** How warm, which letter, and what to do (docs/decisions, temperature); null once it has ended. */
  temperature: z
    .object({
      heat: z.enum(heats),
      letter: z.enum(priorityLetters),
      action: z.enum(cardActions),
    })
    .nullable(),
  /** Who shares the credit; empty while it is the owner's alone. */
  shares: z.array(z.object({ personId: z.uuid(), name: z.string().nullable(), percent: z.int() })),
  isArchived: z.boolean(),
  isPurged: z.boolean(),
  version: z.int(),
})
export type Card = z.infer<typeof cardSchema>
