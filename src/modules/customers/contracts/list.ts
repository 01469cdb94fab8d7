import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { customerFactSchema } from '#shared/customer-fact-settings.ts'
import { pageQuerySchema } from '#shared/paging.ts'
import { customerKindSchema, sexSchema, specialSchema } from '../contract.ts'

const families = ['storefront', 'web', 'outdoor', 'referral'] as const

/** The filters of the customers' list; the same narrow the distribution. */
export const customerFilters = {
  /** Number, last four, name, pinyin, plate, VIN, e-mail, ID or tax number. */
  q: z.string().trim().max(100).optional(),
  kind: customerKindSchema.optional(),
  /** One mark, or `any`. */
  special: z.union([specialSchema, z.literal('any')]).optional(),
  /** A consultant, `me`. */
  owner: z.union([z.literal('me'), z.uuid()]).optional(),
  isOwner: z.enum(['yes', 'no']).optional(),
  family: z.enum(families).optional(),
  source: z.uuid().optional(),
  occupation: z.uuid().optional(),
  industry: z.uuid().optional(),
  hobby: z.uuid().optional(),
  household: z.uuid().optional(),
  /** A district, or a city with all of its districts. */
  area: z
    .string()
    .regex(/^[0-9]{6}$/)
    .optional(),
  consent: z.enum(['yes', 'no']).optional(),
  /** Customers of whom this is not known. */
  missing: customerFactSchema.optional(),
  /** Days in the store's zone on which the record was made. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
}

export const customerLineSchema = z.object({
  id: z.uuid(),
  kind: customerKindSchema,
  name: z.string(),
  sex: sexSchema.nullable(),
  maskedPhone: z.string().nullable(),
  plate: z.string().nullable(),
  special: specialSchema.nullable(),
  specialReason: z.string(),
  isOwner: z.boolean(),
  ownerName: z.string().nullable(),
  sourceName: z.string().nullable(),
  sourceFamily: z.string().nullable(),
  occupationName: z.string().nullable(),
  hobbyNames: z.array(z.string()),
  householdName: z.string().nullable(),
  areaName: z.string().nullable(),
  hasConsent: z.boolean(),
  doNotContact: z.array(z.string()),
  createdAt: z.iso.datetime(),
})
export type CustomerLine = z.infer<typeof customerLineSchema>

export const listCustomers = defineRoute({
  method: 'GET',
  path: '/api/customers',
  summary: { zh: '客户列表', en: 'Customers' },
  access: 'customers.read',
  query: pageQuerySchema.extend(customerFilters),
  response: z.object({
    items: z.array(customerLineSchema),
    nextCursor: z.string().nullable(),
    /** Exact up to 10,000, then 10,001; null on later pages. */
    count: z.int().nullable(),
  }),
})

export const distributionKinds = [
  'hobby',
  'occupation',
  'industry',
  'household',
  'area',
  'source',
  'family',
] as const

export const getDistribution = defineRoute({
  method: 'GET',
  path: '/api/customer-distribution',
  summary: {
    zh: '客户分布：爱好、职业、行业、家庭、区域、来源',
    en: 'Customers by hobby, occupation, household, area, source',
  },
  access: 'customers.read',
  query: z.object({ by: z.enum(distributionKinds), ...customerFilters }),
  response: z.object({
    /** All customers the filters find. */
    customers: z.int(),
    /** Those of whom it is known. */
    answered: z.int(),
    /** Answers given: a customer may have three hobbies. */
    answers: z.int(),
    items: z.array(
      z.object({
        /** The option, or the family's code. */
        id: z.string(),
        label: z.string(),
        count: z.int(),
      }),
    ),
  }),
})
