import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { idParams, nameSchema } from '../contract.ts'

export const apiKeySchema = z.object({
  id: z.uuid(),
  name: z.string(),
  /** The last four characters, to tell keys apart. */
  tail: z.string(),
  person: z.object({ id: z.uuid(), name: z.string() }),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
})
export type ApiKey = z.infer<typeof apiKeySchema>

export const listApiKeys = defineRoute({
  method: 'GET',
  path: '/api/api-keys',
  summary: { zh: '接口密钥', en: 'API keys' },
  access: 'api_keys.manage',
  response: z.object({ keys: z.array(apiKeySchema) }),
})

export const createApiKey = defineRoute({
  method: 'POST',
  path: '/api/api-keys',
  summary: { zh: '新增接口密钥', en: 'Make an API key' },
  access: 'api_keys.manage',
  acrossStores: true,
  body: z.strictObject({
    name: nameSchema,
    /** Acts as this person, with that person's rights. */
    personId: z.uuid(),
    expiresAt: z.iso.datetime({ offset: true }).nullable().optional(),
  }),
  /** The key itself is shown this once. */
  response: z.object({ key: apiKeySchema, secret: z.string() }),
  status: 201,
})

export const revokeApiKey = defineRoute({
  method: 'DELETE',
  path: '/api/api-keys/:id',
  summary: { zh: '吊销接口密钥', en: 'Revoke an API key' },
  access: 'api_keys.manage',
  acrossStores: true,
  params: idParams,
  response: apiKeySchema,
})
