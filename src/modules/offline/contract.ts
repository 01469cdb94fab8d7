import { z } from 'zod'
import { customerSchema } from '#modules/customers/contract.ts'
import { cardSchema } from '#modules/opportunities/contract.ts'
import { defineRoute } from '#shared/contract.ts'

/** Most customers a device asks for at once. */
export const mostPerRequest = 25

const instant = z.iso.datetime({ offset: true })
const idParams = z.object({ id: z.uuid() })

/** Everything a device keeps of one customer. */
export const deviceRecordSchema = z.object({
  customer: customerSchema,
  cards: z.array(cardSchema),
  /** Full numbers to dial; empty for those who may not reveal them. */
  phones: z.array(
    z.object({ id: z.uuid(), kind: z.string(), number: z.string(), dial: z.string() }),
  ),
  /** The last of what happened, as the timeline tells it. */
  timeline: z.array(z.record(z.string(), z.json())),
})
export type DeviceRecord = z.infer<typeof deviceRecordSchema>

export const deviceClock = defineRoute({
  method: 'GET',
  path: '/api/clock',
  summary: { zh: '服务器时间，用于校正设备时间', en: "The server's time, to correct a device's" },
  access: 'session',
  response: z.object({ now: z.iso.datetime() }),
})

export const deviceRecords = defineRoute({
  method: 'GET',
  path: '/api/device-records',
  summary: {
    zh: '设备离线保存的本人客户（增量）',
    en: "One's own customers, as a device keeps them; only what changed",
  },
  access: 'opportunities.read',
  query: z.object({
    /** Of the stamps the device holds; the same as the server's: nothing has changed. */
    digest: z.string().max(40).optional(),
    /** Customers to send in full, with commas between them. */
    ids: z
      .string()
      .max(37 * mostPerRequest)
      .regex(/^[0-9a-f-]{36}(,[0-9a-f-]{36})*$/)
      .optional(),
  }),
  response: z.object({
    now: z.iso.datetime(),
    digest: z.string(),
    /** Customer and stamp of each open card of the person; null when the device is up to date. */
    stamps: z.array(z.tuple([z.uuid(), z.string()])).nullable(),
    records: z.array(deviceRecordSchema),
  }),
})

export const editKinds = ['customer', 'card', 'expectation'] as const
export type EditKind = (typeof editKinds)[number]

export const offlineEdit = defineRoute({
  method: 'POST',
  path: '/api/offline-edits',
  summary: {
    zh: '离线修改：带着当时看到的值',
    en: 'An edit made without network, with the values it saw',
  },
  access: 'opportunities.write',
  body: z.strictObject({
    id: z.uuid(),
    kind: z.enum(editKinds),
    recordId: z.uuid(),
    /** Per field what was on the screen, and what was entered. */
    seen: z.record(z.string().max(40), z.json()),
    change: z.record(z.string().max(40), z.json()),
    at: instant,
  }),
  response: z.object({
    /** The fields that were taken over. */
    applied: z.array(z.string()),
    /** The fields somebody else had changed meanwhile: theirs stand. */
    superseded: z.array(z.string()),
  }),
})

export const lateCollision = defineRoute({
  method: 'POST',
  path: '/api/offline-collisions',
  summary: {
    zh: '离线建卡后才发现的撞单：内容留给双方',
    en: 'A collision found late: what was entered is kept, and both are told',
  },
  access: 'opportunities.write',
  body: z.strictObject({
    id: z.uuid(),
    /** What is kept of it: the course of the reception, and who it is about. */
    card: z.strictObject({
      customerId: z.uuid().optional(),
      name: z.string().trim().max(60).optional(),
      phones: z.array(z.string().trim().min(1).max(40)).max(5).optional(),
      note: z.string().trim().max(4000).optional(),
    }),
    at: instant,
  }),
  response: z.object({ isKept: z.boolean(), ownerName: z.string().nullable() }),
})

export const keptEntriesOf = defineRoute({
  method: 'GET',
  path: '/api/customers/:id/kept-entries',
  summary: {
    zh: '客户的未采用离线录入',
    en: "What was entered without network and did not become the customer's record",
  },
  access: 'customers.read',
  params: idParams,
  response: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        kind: z.enum(['edit', 'card']),
        personName: z.string().nullable(),
        enteredAt: z.iso.datetime(),
        recordedAt: z.iso.datetime(),
        /** Of an edit: the field, what was entered, and what stands. Of a card: its note. */
        field: z.string().nullable(),
        entered: z.string().nullable(),
        stands: z.string().nullable(),
      }),
    ),
  }),
})
