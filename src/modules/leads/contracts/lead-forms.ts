import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { defineErrors } from '#shared/errors.ts'
import { cursorSchema, pageSizeSchema } from '#shared/paging.ts'
import { leadParams } from '../contract.ts'

export const leadFormError = defineErrors({
  'leads.form_closed': {
    status: 410,
    zh: '这个表单已停用',
    en: 'This form is closed',
  },
  'leads.form_refused': {
    status: 422,
    zh: '没有提交成功，请检查姓名和手机号后再试',
    en: 'It was not sent; check the name and the number and try again',
  },
  'leads.form_phone': {
    status: 422,
    zh: '手机号不完整或有误，请检查后再提交',
    en: 'The mobile number is not complete; please check it and send again',
  },
  'leads.consent_needed': {
    status: 422,
    zh: '请先勾选同意',
    en: 'Please give your consent first',
  },
  'leads.entry_decided': {
    status: 409,
    zh: '这条提交已经处理过',
    en: 'This entry has been decided already',
  },
})

/** What a form may ask beside name and number. */
export const formFields = ['sex', 'series', 'city', 'visitDay', 'note'] as const
/** Why an entry is in the bin. */
export const binReasons = ['trap', 'too_fast', 'old_page', 'link'] as const

const siteSchema = z
  .string()
  .trim()
  .regex(/^https?:\/\/[a-zA-Z0-9.-]{1,200}(:\d{1,5})?$/)
const definition = {
  name: z.string().trim().min(1).max(60),
  /** The headline people read. */
  title: z.string().trim().min(1).max(100),
  fields: z.array(z.enum(formFields)).max(5).default([]),
  /** The series offered; none offers all. */
  seriesIds: z.array(z.uuid()).max(50).default([]),
  sourceId: z.uuid().nullable().default(null),
  consentText: z.string().trim().min(10).max(2000),
  thanks: z.string().trim().min(1).max(200).default('谢谢，我们会尽快联系您。'),
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .default('#1f5f8b'),
  /** The sites that may show it (`https://www.example.com`); none lets any. */
  sites: z.array(siteSchema).max(20).default([]),
}

export const leadFormSchema = z.object({
  id: z.uuid(),
  ...definition,
  consentVersion: z.int(),
  isOpen: z.boolean(),
  version: z.int(),
  /** How many were taken, and how many are in the bin. */
  taken: z.int(),
  invalid: z.int(),
  /** The hosted page and the script, beneath the address of the product. */
  pagePath: z.string(),
  scriptPath: z.string(),
})
export type LeadForm = z.infer<typeof leadFormSchema>

export const listLeadForms = defineRoute({
  method: 'GET',
  path: '/api/lead-forms',
  summary: { zh: '留资表单', en: 'Web forms' },
  access: 'leads.forms',
  response: z.object({
    items: z.array(leadFormSchema),
    series: z.array(z.object({ id: z.uuid(), name: z.string() })),
  }),
})

export const makeLeadForm = defineRoute({
  method: 'POST',
  path: '/api/lead-forms',
  summary: { zh: '新建留资表单', en: 'Make a web form' },
  access: 'leads.forms',
  body: z.strictObject({ id: z.uuid().optional(), ...definition }),
  response: leadFormSchema,
  status: 201,
})

export const changeLeadForm = defineRoute({
  method: 'PUT',
  path: '/api/lead-forms/:id',
  summary: { zh: '修改或停用留资表单', en: 'Change or close a web form' },
  access: 'leads.forms',
  params: leadParams,
  body: z.strictObject({ ...definition, isOpen: z.boolean(), version: z.int().min(1) }),
  response: leadFormSchema,
})

export const binEntrySchema = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  formName: z.string(),
  why: z.enum(binReasons),
  /** Gone after 30 days. */
  name: z.string().nullable(),
  maskedPhone: z.string().nullable(),
  note: z.string(),
  mayRescue: z.boolean(),
})
export type BinEntry = z.infer<typeof binEntrySchema>

export const listFormBin = defineRoute({
  method: 'GET',
  path: '/api/lead-form-bin',
  summary: { zh: '无效提交', en: 'Entries taken for spam' },
  access: 'leads.forms',
  query: z.object({ cursor: cursorSchema.optional(), limit: pageSizeSchema }),
  response: z.object({
    items: z.array(binEntrySchema),
    nextCursor: z.string().nullable(),
    count: z.int().nullable(),
  }),
})

export const decideBinEntry = defineRoute({
  method: 'PUT',
  path: '/api/lead-form-bin/:id',
  summary: { zh: '处理无效提交', en: 'Make a lead of an entry in the bin, or throw it away' },
  access: 'leads.forms',
  params: leadParams,
  body: z.strictObject({ decision: z.enum(['rescue', 'discard']) }),
  response: z.object({ leadId: z.uuid().nullable() }),
})

const formParams = z.object({
  store: z.coerce.number().int().min(1).max(2_147_483_647),
  id: z.uuid(),
})

export const showWebForm = defineRoute({
  method: 'GET',
  path: '/api/web-forms/:store/:id/page',
  summary: { zh: '留资表单页面', en: 'The hosted page of a web form' },
  access: 'public',
  params: formParams,
  response: 'stream',
  perMinute: 120,
})

export const sendWebForm = defineRoute({
  method: 'POST',
  path: '/api/web-forms/:store/:id/entries',
  summary: { zh: '提交留资表单', en: 'Send what was typed into a web form' },
  access: 'public',
  params: formParams,
  body: z.strictObject({
    name: z.string().max(200),
    phone: z.string().max(100),
    sex: z.enum(['male', 'female']).nullable().optional(),
    seriesId: z.uuid().nullable().optional(),
    city: z.string().max(100).optional(),
    visitDay: z.string().max(10).optional(),
    note: z.string().max(2000).optional(),
    consent: z.boolean(),
    /** The version of the consent text the person read. */
    consentVersion: z.int().min(1),
    /** A field people do not see: who fills it in is no person. */
    website: z.string().max(500).optional(),
    /** What the page carried: when it was made, signed. */
    stamp: z.string().max(200),
  }),
  /** Says that it arrived and nothing else, whatever became of it. */
  response: z.object({ thanks: z.string() }),
  status: 202,
  perMinute: 10,
})

export const readFormScript = defineRoute({
  method: 'GET',
  path: '/api/web-forms/:file',
  summary: { zh: '留资表单脚本', en: 'The scripts of web forms' },
  access: 'public',
  params: z.object({ file: z.enum(['form.js', 'embed.js']) }),
  response: 'stream',
  perMinute: 300,
})
