import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { defineErrors } from '#shared/errors.ts'
import { type Permission, permissions, scopes } from '#shared/permissions.ts'

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
})

export const localeSchema = z.enum(['zh', 'en'])
export const permissionSchema = z.enum(Object.keys(permissions) as [Permission, ...Permission[]])
export const scopeSchema = z.enum(scopes)

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
