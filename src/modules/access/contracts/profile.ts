import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import {
  idParams,
  localeSchema,
  nameSchema,
  newPasswordSchema,
  phoneInputSchema,
  versionSchema,
} from '../contract.ts'

export const profileSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  login: z.string(),
  jobTitle: z.string(),
  locale: localeSchema.nullable(),
  phone: z.string().nullable(),
  hasPassword: z.boolean(),
  hasAuthenticator: z.boolean(),
  version: z.int(),
})
export type Profile = z.infer<typeof profileSchema>

export const getProfile = defineRoute({
  method: 'GET',
  path: '/api/me',
  summary: { zh: '我的资料', en: 'My profile' },
  access: 'session',
  response: profileSchema,
})

export const changeProfile = defineRoute({
  method: 'PATCH',
  path: '/api/me',
  summary: { zh: '修改我的资料', en: 'Change my profile' },
  access: 'session',
  body: z.strictObject({
    version: versionSchema,
    name: nameSchema.optional(),
    locale: localeSchema.nullable().optional(),
    phone: phoneInputSchema.optional(),
  }),
  response: profileSchema,
})

export const changeOwnPassword = defineRoute({
  method: 'PUT',
  path: '/api/me/password',
  summary: { zh: '修改我的密码', en: 'Change my password' },
  access: 'session',
  perMinute: 20,
  body: z.strictObject({ current: z.string().max(200), password: newPasswordSchema }),
  response: undefined,
})

export const listSessions = defineRoute({
  method: 'GET',
  path: '/api/me/sessions',
  summary: { zh: '我的登录', en: 'Where I am logged in' },
  access: 'session',
  response: z.object({
    sessions: z.array(
      z.object({
        id: z.uuid(),
        createdAt: z.iso.datetime(),
        lastSeenAt: z.iso.datetime(),
        userAgent: z.string(),
        address: z.string(),
        isCurrent: z.boolean(),
      }),
    ),
  }),
})

export const endSession = defineRoute({
  method: 'DELETE',
  path: '/api/me/sessions/:id',
  summary: { zh: '结束一个登录', en: 'End one of my sessions' },
  access: 'session',
  params: idParams,
  response: undefined,
})

export const endOtherSessions = defineRoute({
  method: 'DELETE',
  path: '/api/me/sessions',
  summary: { zh: '结束其他登录', en: 'End all my other sessions' },
  access: 'session',
  response: z.object({ ended: z.int() }),
})

export const beginAuthenticator = defineRoute({
  method: 'POST',
  path: '/api/me/authenticator',
  summary: { zh: '开始设置验证器', en: 'Begin to set up an authenticator' },
  access: 'session',
  response: z.object({
    secret: z.string(),
    /** `otpauth://` address for the authenticator. */
    address: z.string(),
    /** Goes back with the first code. */
    setup: z.string(),
  }),
})

export const confirmAuthenticator = defineRoute({
  method: 'PUT',
  path: '/api/me/authenticator',
  summary: { zh: '启用验证器', en: 'Turn the authenticator on' },
  access: 'session',
  perMinute: 20,
  body: z.strictObject({ setup: z.string().min(1).max(1000), code: z.string().trim().max(10) }),
  response: profileSchema,
})

export const turnOffAuthenticator = defineRoute({
  method: 'POST',
  path: '/api/me/authenticator/removal',
  summary: { zh: '关闭验证器', en: 'Turn the authenticator off' },
  access: 'session',
  perMinute: 20,
  body: z.strictObject({ password: z.string().max(200) }),
  response: profileSchema,
})
