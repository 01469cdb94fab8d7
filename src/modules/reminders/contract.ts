import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { isDay } from '#shared/days.ts'
import { defineErrors } from '#shared/errors.ts'
import { pageQuerySchema, pageSchema } from '#shared/paging.ts'

export const remindersError = defineErrors({
  'reminders.person_may_not_see': {
    status: 422,
    zh: '{name}看不到这位客户，不能分配任务',
    en: '{name} may not see this customer and cannot be given the task',
  },
  'reminders.not_your_task': {
    status: 403,
    zh: '只有任务的负责人、创建人和经理可以修改',
    en: 'Only who has the task, who gave it, and managers may change it',
  },
  'reminders.mail_not_set_up': {
    status: 409,
    zh: '系统没有设置发信服务，请联系管理员',
    en: 'No mail service is set up; ask your administrator',
  },
  'reminders.address_needed': {
    status: 422,
    zh: '请填写邮箱地址',
    en: 'Give an e-mail address',
  },
})

export const remindersEvents = {
  /** recordId: the person whose inbox changed. */
  changed: 'reminders.changed',
  /** recordId: the task; data: customerId, personId. */
  tasksChanged: 'reminders.tasks_changed',
} as const

const idParams = z.object({ id: z.uuid() })
const personSchema = z.object({ id: z.uuid(), name: z.string() })
const daySchema = z.string().refine(isDay)

export const reminderKinds = [
  'mention',
  'handover',
  'handed_away',
  'promise',
  'escalated',
  'unanswered',
  'expected',
  'passed',
  'appointment',
  'task',
  'task_late',
  'lead',
  'lead_late',
  'lead_dispatched',
  'lead_came_back',
  'approval',
  'approved',
  'refused',
  'loss_late',
  'quote_asked',
  'quote_approved',
  'quote_refused',
] as const
export type ReminderKind = (typeof reminderKinds)[number]

export const reminderSchema = z.object({
  id: z.uuid(),
  kind: z.enum(reminderKinds),
  at: z.iso.datetime(),
  isRead: z.boolean(),
  /** Where it leads. */
  link: z.string(),
  customerName: z.string().nullable(),
  /** Who did it, or whose it is. */
  personName: z.string().nullable(),
  /** The day or instant it is about. */
  when: z.string().nullable(),
  taskKind: z.string().nullable(),
  /** How many customers it is about, when it is more than one. */
  count: z.int().nullable(),
})
export type Reminder = z.infer<typeof reminderSchema>

export const listReminders = defineRoute({
  method: 'GET',
  path: '/api/reminders',
  summary: { zh: '我的提醒', en: 'My reminders' },
  access: 'session',
  query: pageQuerySchema.extend({ show: z.enum(['unread', 'all']).default('all') }),
  response: pageSchema(reminderSchema),
})

export const countReminders = defineRoute({
  method: 'GET',
  path: '/api/reminders/unread',
  summary: { zh: '未读提醒数', en: 'How many reminders are unread' },
  access: 'session',
  response: z.object({
    /** Exact up to 99, then 100. */
    unread: z.int(),
  }),
})

export const readReminder = defineRoute({
  method: 'PUT',
  path: '/api/reminders/:id/reading',
  summary: { zh: '标记已读或未读', en: 'Mark a reminder read or unread' },
  access: 'session',
  params: idParams,
  body: z.strictObject({ isRead: z.boolean() }),
  response: reminderSchema,
})

export const readAllReminders = defineRoute({
  method: 'POST',
  path: '/api/reminders/readings',
  summary: { zh: '全部标为已读', en: 'Mark all reminders read' },
  access: 'session',
  response: z.object({ marked: z.int() }),
})

export const taskKinds = ['call', 'send', 'propose', 'other'] as const
export type TaskKind = (typeof taskKinds)[number]

export const taskSchema = z.object({
  id: z.uuid(),
  customerId: z.uuid(),
  customerName: z.string(),
  kind: z.enum(taskKinds),
  person: personSchema,
  onDay: z.string(),
  /** `14:30`, or null for any time of the day. */
  atTime: z.string().nullable(),
  note: z.string(),
  createdBy: personSchema,
  doneAt: z.iso.datetime().nullable(),
  isLate: z.boolean(),
  isRemoved: z.boolean(),
  mayChange: z.boolean(),
  version: z.int(),
})
export type Task = z.infer<typeof taskSchema>

const taskFields = {
  kind: z.enum(taskKinds),
  onDay: daySchema,
  atTime: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .nullable()
    .optional(),
  /** The person who makes it, unless given. */
  personId: z.uuid().optional(),
  note: z.string().trim().max(500).optional(),
}

export const listDayTasks = defineRoute({
  method: 'GET',
  path: '/api/tasks',
  summary: { zh: '某人某天的任务', en: "A person's tasks of a day" },
  access: 'customers.read',
  query: z.object({ day: daySchema.optional() }),
  response: z.object({ day: z.string(), items: z.array(taskSchema) }),
})

export const listCustomerTasks = defineRoute({
  method: 'GET',
  path: '/api/customers/:id/tasks',
  summary: { zh: '客户的未完成任务', en: 'Open tasks of a customer' },
  access: 'customers.read',
  params: idParams,
  response: z.object({ items: z.array(taskSchema) }),
})

export const makeTask = defineRoute({
  method: 'POST',
  path: '/api/customers/:id/tasks',
  summary: { zh: '新建任务', en: 'Make a task' },
  access: 'customers.read',
  params: idParams,
  body: z.strictObject({
    /** Made by the device; sent again it makes nothing. */
    id: z.uuid().optional(),
    contactId: z.uuid().optional(),
    ...taskFields,
  }),
  response: taskSchema,
  status: 201,
})

export const changeTask = defineRoute({
  method: 'PATCH',
  path: '/api/tasks/:id',
  summary: { zh: '修改任务', en: 'Change a task' },
  access: 'customers.read',
  params: idParams,
  body: z.strictObject({
    version: z.int(),
    ...taskFields,
    kind: taskFields.kind.optional(),
    onDay: taskFields.onDay.optional(),
  }),
  response: taskSchema,
})

export const completeTask = defineRoute({
  method: 'PUT',
  path: '/api/tasks/:id/completion',
  summary: { zh: '完成任务', en: 'Complete a task' },
  access: 'customers.read',
  params: idParams,
  response: taskSchema,
})

export const reopenTask = defineRoute({
  method: 'DELETE',
  path: '/api/tasks/:id/completion',
  summary: { zh: '撤销完成', en: 'Open a task again' },
  access: 'customers.read',
  params: idParams,
  response: taskSchema,
})

export const removeTask = defineRoute({
  method: 'DELETE',
  path: '/api/tasks/:id',
  summary: { zh: '删除任务', en: 'Remove a task' },
  access: 'customers.read',
  params: idParams,
  response: taskSchema,
})

export const restoreTask = defineRoute({
  method: 'POST',
  path: '/api/tasks/:id/restoration',
  summary: { zh: '恢复任务', en: 'Bring a task back' },
  access: 'customers.read',
  params: idParams,
  response: taskSchema,
})

export const listTaskPeople = defineRoute({
  method: 'GET',
  path: '/api/customers/:id/task-people',
  summary: { zh: '可以分配任务的同事', en: 'Who may be given a task' },
  access: 'customers.read',
  params: idParams,
  response: z.object({ items: z.array(personSchema) }),
})

export const mailChoices = ['none', 'each', 'daily'] as const
export const calendarNames = ['full', 'initials'] as const

export const choicesSchema = z.object({
  mail: z.enum(mailChoices),
  /** The person's own address; '' for none. */
  address: z.string(),
  /** Whether the installation can send mail at all. */
  isMailSetUp: z.boolean(),
  calendar: z.object({ names: z.enum(calendarNames), createdAt: z.iso.datetime() }).nullable(),
})

export const getChoices = defineRoute({
  method: 'GET',
  path: '/api/profile/reminders',
  summary: { zh: '我的提醒方式', en: 'How I want to be reminded' },
  access: 'session',
  response: choicesSchema,
})

export const changeChoices = defineRoute({
  method: 'PUT',
  path: '/api/profile/reminders',
  summary: { zh: '修改提醒方式', en: 'Change how I want to be reminded' },
  access: 'session',
  body: z.strictObject({
    mail: z.enum(mailChoices),
    address: z.union([z.literal(''), z.email().max(120)]),
  }),
  response: choicesSchema,
})

export const makeCalendar = defineRoute({
  method: 'POST',
  path: '/api/profile/calendar',
  summary: {
    zh: '生成新的日历订阅地址（旧地址失效）',
    en: 'Make a new calendar address (the old one stops working)',
  },
  access: 'session',
  body: z.strictObject({ names: z.enum(calendarNames) }),
  response: z.object({
    /** Shown once; only its hash is kept. */
    path: z.string(),
  }),
  status: 201,
})

export const stopCalendar = defineRoute({
  method: 'DELETE',
  path: '/api/profile/calendar',
  summary: { zh: '停用日历订阅', en: 'Stop the calendar address' },
  access: 'session',
  response: undefined,
})

export const readCalendar = defineRoute({
  method: 'GET',
  path: '/api/calendar/:file',
  summary: { zh: '日历订阅（iCalendar）', en: 'The subscribed calendar (iCalendar)' },
  access: 'public',
  params: z.object({ file: z.string().max(100) }),
  response: 'stream',
  perMinute: 60,
})
