import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { isDay } from '#shared/days.ts'
import { cursorSchema, pageSizeSchema } from '#shared/paging.ts'
import { assignmentWays, visitorKinds, visitorLanguages } from '../contract.ts'

export const leaveParts = ['all', 'morning', 'afternoon'] as const
export const leaveKinds = ['rest', 'leave', 'training', 'business', 'other'] as const
export const leaveStates = ['asked', 'approved', 'refused', 'withdrawn'] as const
export type LeavePart = (typeof leaveParts)[number]
export type LeaveKind = (typeof leaveKinds)[number]

/** How far ahead and how long a leave may be. */
export const longestLeaveDays = 366

const daySchema = z.string().refine(isDay)
const namedSchema = z.object({ id: z.uuid(), name: z.string() })
const personParams = z.object({ personId: z.uuid() })
const leaveParams = z.object({ id: z.uuid() })
const versionSchema = z.int().min(1)

const skillsSchema = z.object({
  person: namedSchema,
  /** Empty: every series. */
  seriesIds: z.array(z.uuid()),
  languages: z.array(z.enum(visitorLanguages)),
  /** Empty: every kind of visitor. */
  visitorKinds: z.array(z.enum(visitorKinds)),
  /** 0 while nothing is said of the person. */
  version: z.int(),
})
export type PersonSkills = z.infer<typeof skillsSchema>

export const listRotationCandidates = defineRoute({
  method: 'GET',
  path: '/api/rotation-candidates',
  summary: { zh: '可加入轮排的员工', en: 'Who can be put into the rotation' },
  access: 'rotation.read',
  response: z.object({ items: z.array(namedSchema) }),
})

export const listSkills = defineRoute({
  method: 'GET',
  path: '/api/rotation-skills',
  summary: { zh: '接待技能', en: 'What each person can take' },
  access: 'rotation.read',
  response: z.object({ items: z.array(skillsSchema) }),
})

export const putSkills = defineRoute({
  method: 'PUT',
  path: '/api/rotation-skills/:personId',
  summary: { zh: '设置接待技能', en: 'Say what a person can take' },
  access: 'rotation.plan',
  params: personParams,
  body: z.strictObject({
    seriesIds: z.array(z.uuid()).max(100),
    languages: z.array(z.enum(visitorLanguages)).max(20),
    visitorKinds: z.array(z.enum(visitorKinds)).max(20),
    version: z.int().min(0),
  }),
  response: skillsSchema,
})

const leaveSchema = z.object({
  id: z.uuid(),
  person: namedSchema,
  from: z.string(),
  to: z.string(),
  part: z.enum(leaveParts),
  kind: z.enum(leaveKinds),
  note: z.string(),
  state: z.enum(leaveStates),
  decidedBy: z.string().nullable(),
  decisionReason: z.string(),
  version: z.int(),
})
export type Leave = z.infer<typeof leaveSchema>

export const listLeaves = defineRoute({
  method: 'GET',
  path: '/api/leaves',
  summary: { zh: '休假安排', en: 'Leaves, planned and asked for' },
  access: 'rotation.read',
  query: z.object({
    /** Leaves that touch this period; from today on unless given. */
    from: daySchema.optional(),
    to: daySchema.optional(),
    cursor: cursorSchema.optional(),
    limit: pageSizeSchema,
  }),
  response: z.object({ items: z.array(leaveSchema), nextCursor: z.string().nullable() }),
})

export const askLeave = defineRoute({
  method: 'POST',
  path: '/api/leaves',
  summary: { zh: '安排或申请休假', en: 'Plan a leave, or ask for one' },
  access: 'rotation.read',
  /** For oneself it is asked for; whoever plans the rotation enters it approved, for anybody. */
  body: z.strictObject({
    id: z.uuid().optional(),
    personId: z.uuid().optional(),
    from: daySchema,
    to: daySchema,
    part: z.enum(leaveParts),
    kind: z.enum(leaveKinds),
    note: z.string().trim().max(300).optional(),
  }),
  response: leaveSchema,
  status: 201,
})

export const decideLeave = defineRoute({
  method: 'POST',
  path: '/api/leaves/:id/decision',
  summary: { zh: '审批休假', en: 'Approve or refuse a leave' },
  access: 'rotation.plan',
  params: leaveParams,
  /** Refusing needs a reason. */
  body: z.strictObject({
    decision: z.enum(['approved', 'refused']),
    reason: z.string().trim().max(300).optional(),
    version: versionSchema,
  }),
  response: leaveSchema,
})

export const withdrawLeave = defineRoute({
  method: 'POST',
  path: '/api/leaves/:id/withdrawal',
  summary: { zh: '撤回休假', en: 'Withdraw a leave' },
  access: 'rotation.read',
  params: leaveParams,
  body: z.strictObject({ version: versionSchema }),
  response: leaveSchema,
})

export const getRotationLog = defineRoute({
  method: 'GET',
  path: '/api/rotation-log/:day',
  summary: { zh: '轮排记录', en: 'What happened in the rotation of a day' },
  access: 'rotation.read',
  params: z.object({ day: daySchema }),
  response: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        at: z.iso.datetime(),
        person: z.string().nullable(),
        /** A visit that was given, or a change by hand. */
        what: z.enum(['received', 'joined', 'status', 'move']),
        how: z.enum(assignmentWays).nullable(),
        why: z.string().nullable(),
        from: z.string().nullable(),
        to: z.string().nullable(),
        reason: z.string().nullable(),
        by: z.string().nullable(),
        visitId: z.uuid().nullable(),
      }),
    ),
  }),
})
