import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { defineErrors } from '#shared/errors.ts'
import { wordGaps } from '#shared/word-gaps.ts'
import { cursorSchema, pageSizeSchema } from '#shared/paging.ts'
import { daySchema, idParams, versionSchema } from '../contract.ts'

export const documentsError = defineErrors({
  'contracts.not_word': {
    status: 415,
    zh: '请上传 .docx 格式的 Word 模板',
    en: 'Templates are Word files (.docx)',
  },
  'contracts.template_too_large': {
    status: 413,
    zh: '模板文件太大，最多 {limit}',
    en: 'The template is too large; the limit is {limit}',
  },
  'contracts.template_broken': {
    status: 422,
    zh: '模板文件损坏或不是 Word 文档，无法打开',
    en: 'The template is damaged or no Word document',
  },
  'contracts.cannot_draw': {
    status: 422,
    zh: '这份 Word 文件无法排成 PDF，请在 Word 里另存为 .docx 后重试',
    en: 'This Word file cannot be set as PDF; save it again as .docx in Word',
  },
  'contracts.not_filled': {
    status: 422,
    zh: '这份文件里的占位符填不进去（{names}），请用 Word 打开，另存为 .docx 后再上传',
    en: 'The placeholders of this file cannot be filled ({names}); open it in Word, save it as .docx and upload that',
  },
  'contracts.reaches_outside': {
    status: 422,
    zh: '模板会读取文件之外的内容或带有宏（{what}），请在 Word 里去掉后再上传',
    en: 'The template fetches something from elsewhere or carries macros ({what}); take that out in Word and upload it again',
  },
  'contracts.bad_placeholder': {
    status: 422,
    zh: '模板有问题：{problems}',
    en: 'The template has faults: {problems}',
  },
  'contracts.name_taken': {
    status: 409,
    zh: '已有同名模板“{name}”，请换个名称或上传为它的新版本',
    en: 'A template “{name}” exists; choose another name or upload a new version of it',
  },
  'contracts.wrong_step': {
    status: 409,
    zh: '合同{state}，不能这样做',
    en: 'The contract is {state}; this cannot be done',
  },
  'contracts.scan_needed': {
    status: 409,
    zh: '归档前请先上传签好的扫描件',
    en: 'Upload the signed copy before archiving',
  },
})

export const contractStates = [
  'prepared',
  'printed',
  'customer_signed',
  'store_signed',
  'archived',
  'void',
] as const
export type ContractState = (typeof contractStates)[number]

const contractSchema = z.object({
  id: z.uuid(),
  number: z.string(),
  /** The how-manieth contract of its order. */
  turn: z.int(),
  orderId: z.uuid(),
  orderNumber: z.string(),
  orderState: z.string(),
  customer: z.object({ id: z.uuid(), name: z.string() }),
  owner: z.object({ id: z.uuid(), name: z.string() }),
  amountFen: z.int(),
  templateName: z.string(),
  templateVersion: z.int(),
  state: z.enum(contractStates),
  stateAt: z.iso.datetime(),
  /** By when both signatures should be there. */
  dueOn: z.string().nullable(),
  isLate: z.boolean(),
  /** The order was changed after this contract was made. */
  isOutdated: z.boolean(),
  hasScan: z.boolean(),
  madeAt: z.iso.datetime(),
  madeBy: z.string().nullable(),
  version: z.int(),
})
export type Contract = z.infer<typeof contractSchema>

const contractWithLifeSchema = contractSchema.extend({
  life: z.array(
    z.object({
      state: z.enum(contractStates),
      at: z.iso.datetime(),
      by: z.string().nullable(),
      note: z.string(),
    }),
  ),
})

export const makeContract = defineRoute({
  method: 'POST',
  path: '/api/orders/:id/contracts',
  summary: { zh: '生成合同', en: 'Make the contract of an order' },
  access: 'orders.write',
  params: idParams,
  body: z.strictObject({
    id: z.uuid().optional(),
    /** Of the store; left out, the store's usual one, else the one the product brings along. */
    templateId: z.uuid().nullable().optional(),
  }),
  response: contractWithLifeSchema,
  status: 201,
  perMinute: 60,
})

export const contractsOfOrder = defineRoute({
  method: 'GET',
  path: '/api/orders/:id/contracts',
  summary: { zh: '订单的合同', en: 'Contracts of an order' },
  access: 'orders.read',
  params: idParams,
  response: z.object({ items: z.array(contractWithLifeSchema) }),
})

export const contractsQuerySchema = z.object({
  state: z
    .string()
    .regex(
      /^(prepared|printed|customer_signed|store_signed|archived|void)(,(prepared|printed|customer_signed|store_signed|archived|void))*$/,
    )
    .optional(),
  /** missing: a signature is missing; late: past its day; outdated: the order changed since. */
  show: z.enum(['missing', 'late', 'outdated']).optional(),
  owner: z.union([z.literal('me'), z.uuid()]).optional(),
  from: daySchema.optional(),
  to: daySchema.optional(),
  q: z.string().trim().max(60).optional(),
})

export type ContractsQuery = z.infer<typeof contractsQuerySchema>

export const listContracts = defineRoute({
  method: 'GET',
  path: '/api/contracts',
  summary: { zh: '合同', en: 'Contracts, newest first' },
  access: 'orders.read',
  query: contractsQuerySchema.extend({ cursor: cursorSchema.optional(), limit: pageSizeSchema }),
  response: z.object({
    items: z.array(contractSchema),
    nextCursor: z.string().nullable(),
    count: z.int().nullable(),
  }),
})

export const contractFile = defineRoute({
  method: 'GET',
  path: '/api/contracts/:id/file',
  summary: { zh: '下载合同（Word、PDF 或扫描件，留痕）', en: 'A contract as file (logged)' },
  access: 'orders.read',
  params: idParams,
  query: z.object({ format: z.enum(['pdf', 'docx', 'scan']) }),
  response: 'file',
})

export const stepContract = defineRoute({
  method: 'POST',
  path: '/api/contracts/:id/state',
  summary: { zh: '登记合同签署进度', en: 'Note how far a contract is signed' },
  access: 'orders.read',
  params: idParams,
  body: z.strictObject({
    version: versionSchema,
    state: z.enum(contractStates),
    note: z.string().trim().max(300).default(''),
  }),
  response: contractWithLifeSchema,
})

export const addContractScan = defineRoute({
  method: 'POST',
  path: '/api/contracts/:id/scan',
  summary: { zh: '上传签好的扫描件', en: 'Upload the signed copy' },
  access: 'orders.read',
  params: idParams,
  query: z.object({ fileId: z.uuid().optional() }),
  upload: true,
  response: contractWithLifeSchema,
  perMinute: 60,
})

const templateSchema = z.object({
  /** null: the one the product brings along. */
  id: z.uuid().nullable(),
  name: z.string(),
  isActive: z.boolean(),
  isDefault: z.boolean(),
  lastVersion: z.int(),
  version: z.int(),
  files: z.array(
    z.object({
      version: z.int(),
      fileName: z.string(),
      placeholders: z.array(z.string()),
      /** What it holds that the PDF cannot show as it stands. */
      pdfGaps: z.array(z.enum(wordGaps)),
      uploadedAt: z.iso.datetime(),
      uploadedBy: z.string().nullable(),
    }),
  ),
})
export type ContractTemplate = z.infer<typeof templateSchema>

export const listTemplates = defineRoute({
  method: 'GET',
  path: '/api/contract-templates',
  summary: { zh: '合同模板', en: 'Contract templates of the store' },
  access: 'session',
  response: z.object({ items: z.array(templateSchema) }),
})

export const uploadTemplate = defineRoute({
  method: 'POST',
  path: '/api/contract-templates',
  summary: {
    zh: '上传合同模板（.docx，试填通过才保存）',
    en: 'Upload a template; it is tried first',
  },
  access: 'contracts.manage',
  query: z.object({
    id: z.uuid().optional(),
    name: z.string().trim().min(1).max(60),
    /** The template this is a new version of. */
    templateId: z.uuid().optional(),
  }),
  upload: true,
  response: templateSchema,
  status: 201,
  perMinute: 30,
})

export const changeTemplate = defineRoute({
  method: 'PATCH',
  path: '/api/contract-templates/:id',
  summary: {
    zh: '修改合同模板',
    en: 'Rename a template, make it the usual one, or take it out of use',
  },
  access: 'contracts.manage',
  params: idParams,
  body: z.strictObject({
    version: versionSchema,
    name: z.string().trim().min(1).max(60).optional(),
    isDefault: z.boolean().optional(),
    isActive: z.boolean().optional(),
  }),
  response: templateSchema,
})

export const templateFile = defineRoute({
  method: 'GET',
  path: '/api/contract-templates/file',
  summary: {
    zh: '下载合同模板，或用示例填好的 PDF',
    en: 'A template as it was uploaded, or the one brought along; as PDF filled with examples',
  },
  access: 'contracts.manage',
  query: z.object({
    templateId: z.uuid().optional(),
    version: z.coerce.number().int().min(1).max(100_000).optional(),
    as: z.enum(['word', 'pdf']).default('word'),
  }),
  response: 'file',
})

export const listPlaceholders = defineRoute({
  method: 'GET',
  path: '/api/contract-placeholders',
  summary: { zh: '合同模板可用的占位符', en: 'What a template may name' },
  access: 'contracts.manage',
  response: z.object({
    items: z.array(
      z.object({
        name: z.string(),
        zh: z.string(),
        en: z.string(),
        example: z.string(),
        loop: z.string().nullable(),
      }),
    ),
  }),
})
