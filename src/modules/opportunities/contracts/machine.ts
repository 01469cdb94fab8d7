import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { defineErrors } from '#shared/errors.ts'
import { stateSchema } from './card.ts'

export const machineError = defineErrors({
  'opportunities.machine_stages': {
    status: 422,
    zh: '阶段的百分比要从小到大、各不相同，在 1 到 89 之间；新卡的阶段要在其中',
    en: 'The stages need ascending percentages from 1 to 89, and new cards must start at one of them',
  },
  'opportunities.no_such_stage': {
    status: 422,
    zh: '没有 {stage}% 这个阶段',
    en: 'There is no stage of {stage} %',
  },
  'opportunities.no_group_machine': {
    status: 403,
    zh: '集团的设置由集团管理员修改',
    en: "The group's setting is changed by the administrator of the group",
  },
})

const roleKey = z.string().trim().min(1).max(60)
/** Keys of the roles that may decide; none: no approval is needed. */
const approversSchema = z.array(roleKey).max(10)

export const machineStageSchema = z.strictObject({
  percent: z.int().min(1).max(89),
  name: z.string().trim().min(1).max(20),
  nameEn: z.string().trim().max(40),
  /** Entered only when the model is known. */
  needsModel: z.boolean(),
  /** Who lets a card enter it. */
  approvers: approversSchema,
})
export type MachineStage = z.infer<typeof machineStageSchema>

export const machineRulesSchema = z.strictObject({
  stages: z.array(machineStageSchema).min(2).max(12),
  /** Where a new card starts. */
  openingStage: z.int(),
  suspend: z.strictObject({
    approvers: approversSchema,
    /** At most 180 (rules.md, The promise). */
    longestDays: z.int().min(1).max(180),
  }),
  activate: z.strictObject({
    /** Before the wake-up date, and on or after it. */
    early: approversSchema,
    due: approversSchema,
    /** After so many days asleep; 0 is never. */
    long: z.strictObject({ days: z.int().min(0).max(180), approvers: approversSchema }),
    /** From the second time on. */
    again: approversSchema,
  }),
  terminate: z.strictObject({ approvers: approversSchema }),
})
export type MachineRules = z.infer<typeof machineRulesSchema>

export const machineStepSchema = z.object({
  verb: z.string(),
  from: z.array(stateSchema),
  /** null: the card stays in its state. */
  to: stateSchema.nullable(),
  /** Whose step it is: a person's, the order's, or the product's own. */
  by: z.enum(['person', 'order', 'product']),
  /** What a person needs to take it. */
  permission: z.string().nullable(),
  /** What has to be said with it. */
  needs: z.array(z.string()),
  /** Which rule of the machine may ask for an approval. */
  approval: z.enum(['suspend', 'activate', 'terminate', 'stage']).nullable(),
})
export type MachineStep = z.infer<typeof machineStepSchema>

export const readMachine = defineRoute({
  method: 'GET',
  path: '/api/card-machine',
  summary: { zh: '潜客卡状态机', en: 'The machine of a card' },
  access: 'session',
  response: z.object({
    steps: z.array(machineStepSchema),
    rules: machineRulesSchema,
    /** Whose rules hold here. */
    source: z.enum(['delivered', 'group', 'store']),
    /** The number of the last saving, 0 before the first. */
    numbers: z.object({ group: z.int(), store: z.int() }),
    mayEdit: z.object({ group: z.boolean(), store: z.boolean() }),
    /** Roles that may be named as approvers. */
    roles: z.array(z.object({ key: z.string(), name: z.string() })),
  }),
})

export const saveMachine = defineRoute({
  method: 'PUT',
  path: '/api/card-machine',
  summary: { zh: '设置潜客卡状态机', en: 'Set the machine of a card' },
  access: 'stores.manage',
  body: z.strictObject({
    scope: z.enum(['store', 'group']),
    /** The number it was changed from. */
    basedOn: z.int().min(0),
    /** Without rules a store goes back to the group's, a group to what was delivered. */
    rules: machineRulesSchema.nullable(),
    reason: z.string().trim().min(2).max(500),
  }),
  response: z.object({ number: z.int() }),
})

export const listMachineHistory = defineRoute({
  method: 'GET',
  path: '/api/card-machine/history',
  summary: { zh: '状态机的修改记录', en: 'Changes of the machine' },
  access: 'stores.manage',
  response: z.object({
    items: z.array(
      z.object({
        scope: z.enum(['store', 'group']),
        number: z.int(),
        rules: machineRulesSchema.nullable(),
        reason: z.string(),
        savedAt: z.iso.datetime(),
        savedByName: z.string().nullable(),
      }),
    ),
  }),
})

export const listStages = defineRoute({
  method: 'GET',
  path: '/api/card-stages',
  summary: { zh: '漏斗阶段', en: 'Funnel stages' },
  access: 'opportunities.read',
  response: z.object({
    /** In order, 90 and 100 included. */
    stages: z.array(
      z.object({
        percent: z.int(),
        name: z.string(),
        needsModel: z.boolean(),
        /** Read from the order, never set by hand. */
        isOfOrder: z.boolean(),
        /** Entering it needs an approval the asker cannot give. */
        needsApproval: z.boolean(),
      }),
    ),
    /** Stages of an earlier setting at which open cards still stand. */
    earlier: z.array(z.int()),
  }),
})
