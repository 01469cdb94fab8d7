import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import {
  localeSchema,
  loginSchema,
  nameSchema,
  newPasswordSchema,
  sessionSchema,
} from '../contract.ts'

const newGroup = z.strictObject({
  group: z.strictObject({ name: nameSchema, nameEn: nameSchema.optional() }),
  store: z.strictObject({
    code: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9_-]{2,20}$/),
    name: nameSchema,
    nameEn: nameSchema.optional(),
    city: z.string().trim().max(40).optional(),
    platePrefix: z.string().trim().max(2).optional(),
  }),
  administrator: z.strictObject({
    name: nameSchema,
    login: loginSchema,
    password: newPasswordSchema,
    locale: localeSchema.nullable().optional(),
  }),
})
export type NewGroup = z.infer<typeof newGroup>

export const startGroup = defineRoute({
  method: 'POST',
  path: '/api/groups',
  summary: { zh: '从演示开始自己的门店', en: 'Start my own store from the demo' },
  access: 'demo.manage',
  perMinute: 20,
  body: newGroup,
  response: sessionSchema,
  status: 201,
})

export const startFirstGroup = defineRoute({
  method: 'POST',
  path: '/api/first-group',
  summary: {
    zh: '用启动链接创建集团和管理员',
    en: 'Make the group and its administrator with the link of the first start',
  },
  access: 'public',
  perMinute: 20,
  body: newGroup.extend({ token: z.string().min(20).max(200) }),
  response: sessionSchema,
  status: 201,
})
