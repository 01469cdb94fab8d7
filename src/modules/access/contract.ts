import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { factLevelsSchema } from '#shared/customer-fact-settings.ts'
import { DEFAULT_FACT_LEVELS } from '#shared/customer-facts.ts'
import { defineErrors } from '#shared/errors.ts'
import { DEFAULT_LEVEL_LIMITS } from '#shared/intent-level.ts'
import { type Permission, permissions, scopes } from '#shared/permissions.ts'
import { normalisePhone } from '#shared/phone.ts'
import { DEFAULT_PROMISE_GAPS } from '#shared/promise.ts'
import { levelLimitsSchema, promiseGapsSchema } from '#shared/promise-settings.ts'

export const accessError = defineErrors({
  'access.wrong_login': {
    status: 401,
    zh: '用户名或密码不正确',
    en: 'The name or the password is not right',
  },
  'access.locked_out': {
    status: 429,
    zh: '输错次数太多，请 {minutes} 分钟后再试',
    en: 'Too many wrong attempts; try again in {minutes} minutes',
  },
  'access.code_needed': {
    status: 401,
    zh: '请输入验证器上的 6 位验证码',
    en: 'Enter the 6-digit code of your authenticator',
  },
  'access.wrong_code': { status: 401, zh: '验证码不正确', en: 'The code is not right' },
  'access.demo_only': {
    status: 404,
    zh: '只有演示环境在本机可以一键登录',
    en: 'One-click log-in exists only in the demo, on this machine',
  },
  'access.login_taken': {
    status: 409,
    zh: '用户名“{login}”已被使用，请换一个',
    en: 'The log-in name "{login}" is taken; choose another',
  },
  'access.code_taken': {
    status: 409,
    zh: '门店代码“{storeCode}”已被使用，请换一个',
    en: 'The store code "{storeCode}" is taken; choose another',
  },
  'access.password_is_login': {
    status: 422,
    zh: '密码不能与用户名相同',
    en: 'The password must not be the log-in name',
  },
  'access.password_common': {
    status: 422,
    zh: '这个密码太常见，请换一个',
    en: 'This password is too common; choose another',
  },
  'access.wrong_password': {
    status: 403,
    zh: '当前密码不正确',
    en: 'The current password is not right',
  },
  'access.link_invalid': {
    status: 410,
    zh: '链接无效、已用过或已过期，请管理员重新生成',
    en: 'The link is wrong, used or expired; ask your administrator for a new one',
  },
  'access.beyond_own_rights': {
    status: 403,
    zh: '不能授予或管理超出您自己权限的角色',
    en: 'You cannot give or manage rights beyond your own',
  },
  'access.last_administrator': {
    status: 409,
    zh: '集团至少要保留一名可以管理角色和员工的管理员',
    en: 'The group must keep one administrator who manages roles and staff',
  },
  'access.cards_not_handed_over': {
    status: 409,
    zh: '还有 {cards} 张潜客卡没有移交',
    en: '{cards} open cards are not handed over yet',
  },
  'access.not_yourself': {
    status: 409,
    zh: '不能停用自己的账号',
    en: 'You cannot deactivate yourself',
  },
  'access.has_left': {
    status: 409,
    zh: '该员工已停用，请先恢复',
    en: 'This person has left; reactivate them first',
  },
  'access.role_built_in': {
    status: 409,
    zh: '内置角色不能删除，可以修改权限',
    en: 'A built-in role cannot be deleted; its rights can be changed',
  },
  'access.role_in_use': {
    status: 409,
    zh: '还有 {people} 名员工使用这个角色，不能删除',
    en: '{people} people hold this role; it cannot be deleted',
  },
  'access.team_in_use': {
    status: 409,
    zh: '团队里还有 {people} 人，不能删除',
    en: '{people} people are in this team; it cannot be deleted',
  },
  'access.region_in_use': {
    status: 409,
    zh: '大区里还有 {stores} 家门店，不能删除',
    en: '{stores} stores are in this region; it cannot be deleted',
  },
  'access.not_with_key': {
    status: 403,
    zh: '接口密钥不能做这件事，请本人登录后操作',
    en: 'An API key cannot do this; log in yourself',
  },
  'access.authenticator_on': {
    status: 409,
    zh: '验证器已启用',
    en: 'The authenticator is on already',
  },
  'access.setup_expired': {
    status: 410,
    zh: '设置已过期，请重新开始',
    en: 'The set-up has expired; begin again',
  },
})

const both = (zh: string, en: string) => ({ params: { zh, en } })

export const localeSchema = z.enum(['zh', 'en'])
export const permissionSchema = z.enum(Object.keys(permissions) as [Permission, ...Permission[]])
export const scopeSchema = z.enum(scopes)

export const idParams = z.object({ id: z.uuid() })
export const numberParams = z.object({ id: z.coerce.number().int().min(1).max(2_147_483_647) })
export const versionSchema = z.int().min(1)
/** A name people read: of a person, role, team, store. */
export const nameSchema = z.string().trim().min(1).max(60)
export const loginSchema = z
  .string()
  .trim()
  .min(2)
  .max(60)
  .refine(
    (text) => /^[\p{L}\p{N}._@-]+$/u.test(text),
    both('只能用文字、数字和 . _ @ -', 'Letters, digits and . _ @ - only'),
  )
/** At least ten characters; what else is asked of it is checked with the log-in name at hand. */
export const newPasswordSchema = z.string().min(10).max(200)
/** A phone number in any form, or '' for none. */
export const phoneInputSchema = z
  .string()
  .trim()
  .max(40)
  .refine(
    (text) => text === '' || normalisePhone(text) !== undefined,
    both('不是电话号码', 'Not a phone number'),
  )
export const roleNameSchema = z.object({
  id: z.uuid(),
  key: z.string(),
  name: z.string(),
  nameEn: z.string(),
})

export const storeSchema = z.object({
  id: z.int(),
  code: z.string(),
  name: z.string(),
  nameEn: z.string(),
  regionId: z.int().nullable(),
  timeZone: z.string(),
  opensAt: z.string(),
  closesAt: z.string(),
  isHeadOffice: z.boolean(),
})

export const sessionSchema = z.object({
  person: z.object({
    id: z.uuid(),
    name: z.string(),
    login: z.string(),
    locale: localeSchema.nullable(),
  }),
  group: z.object({ id: z.int(), name: z.string(), nameEn: z.string(), isDemo: z.boolean() }),
  homeStoreId: z.int(),
  stores: z.array(storeSchema),
  roles: z.array(z.object({ key: z.string(), name: z.string(), nameEn: z.string() })),
  grants: z.partialRecord(permissionSchema, scopeSchema),
})
export type Session = z.infer<typeof sessionSchema>

export const getSession = defineRoute({
  method: 'GET',
  path: '/api/session',
  summary: { zh: '当前登录', en: 'Who is logged in' },
  access: 'session',
  response: sessionSchema,
})

export const logIn = defineRoute({
  method: 'POST',
  path: '/api/session',
  summary: { zh: '登录', en: 'Log in' },
  access: 'public',
  body: z.strictObject({
    login: z.string().trim().min(1).max(100),
    password: z.string().min(1).max(200),
    code: z.string().trim().max(10).optional(),
  }),
  response: sessionSchema,
  perMinute: 60,
})

export const logOut = defineRoute({
  method: 'DELETE',
  path: '/api/session',
  summary: { zh: '退出登录', en: 'Log out' },
  access: 'session',
  response: undefined,
})

export const listDemoLogins = defineRoute({
  method: 'GET',
  path: '/api/demo-logins',
  summary: { zh: '演示账号', en: 'Demo log-ins' },
  access: 'public',
  response: z.object({
    logins: z.array(
      z.object({
        login: z.string(),
        name: z.string(),
        role: z.string(),
        roleEn: z.string(),
        store: z.string(),
        storeEn: z.string(),
      }),
    ),
  }),
})

export const logInToDemo = defineRoute({
  method: 'POST',
  path: '/api/demo-session',
  summary: { zh: '一键登录演示', en: 'Log in to the demo' },
  access: 'public',
  body: z.strictObject({ login: z.string().min(1).max(100) }),
  response: sessionSchema,
})

export const listColleagues = defineRoute({
  method: 'GET',
  path: '/api/colleagues',
  summary: { zh: '本店同事', en: 'The people of this store' },
  access: 'people.read',
  response: z.object({
    people: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        teamId: z.uuid().nullable(),
        roles: z.array(roleNameSchema),
        /** Receives visitors and keeps cards. */
        isConsultant: z.boolean(),
      }),
    ),
  }),
})

/** A store's own rules; every one has a default (product.md section 3, rules.md). */
export const storeSettingsSchema = z.object({
  /** Days to the expected purchase that bound the intent levels. */
  levelLimits: levelLimitsSchema.default(DEFAULT_LEVEL_LIMITS),
  /** Longest gap between contacts per level, in days. */
  promiseGaps: promiseGapsSchema.default(DEFAULT_PROMISE_GAPS),
  /** An overdue follow-up rises to the manager after this many days. */
  escalationDays: z.int().min(0).max(30).default(2),
  /** Whether new visitors go to the next consultant in turn. */
  hasRotation: z.boolean().default(true),
  /** How many contacts a consultant can make in a day. */
  dailyCapacity: z.int().min(1).max(200).default(20),
  /** A breakdown over fewer records than this says so. */
  minimumN: z.int().min(1).max(1000).default(10),
  /** Exporting a list of more rows than this needs a reason. */
  exportReasonAbove: z.int().min(0).max(100_000).default(500),
  /** An appointment is a no-show this many minutes after its start. */
  appointmentNoShowMinutes: z.int().min(10).max(720).default(60),
  /** How many minutes before its start an appointment is announced. */
  appointmentReminderMinutes: z.int().min(10).max(720).default(60),
  /** Whether a visitor waits until somebody is free, instead of going to a busy consultant. */
  waitsWhenBusy: z.boolean().default(true),
  /** Who gets a new lead: in turn, whoever has fewest open, or nobody until it is given by hand. */
  leadRule: z.enum(['turn', 'load', 'hand']).default('turn'),
  /** Prospects who bought nothing are erased this many months after their last card ended; 0 keeps them. */
  keepProspectMonths: z.int().min(0).max(240).default(0),
  /** Files of customers without an open card go after this many months; 0 keeps them. */
  keepAttachmentMonths: z.int().min(0).max(240).default(0),
  /** A lead nobody took is told to the manager after this many hours. */
  leadHoursWithoutOwner: z.int().min(1).max(168).default(4),
  /** From this many days in stock a car is one to sell first. */
  stockAgedDays: z.int().min(1).max(999).default(90),
  /** From which level on each fact of a customer must be known. */
  factLevels: factLevelsSchema.default(DEFAULT_FACT_LEVELS),
})
export type StoreSettings = z.infer<typeof storeSettingsSchema>

/** Some of a store's rules: a rule not named is left as it is, not put back to its default. */
export const storeSettingsChangeSchema = z.object(
  Object.fromEntries(
    Object.entries(storeSettingsSchema.shape).map(([name, rule]) => [
      name,
      rule.unwrap().optional(),
    ]),
  ),
) as unknown as ReturnType<typeof storeSettingsSchema.partial>
