import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { defineErrors } from '#shared/errors.ts'
import { pageQuerySchema, pageSchema } from '#shared/paging.ts'

export const notesError = defineErrors({
  'notes.kind_not_allowed': {
    status: 415,
    zh: '不能上传这种文件；可以传图片、PDF、Office 文档、文本和录音',
    en: 'Files of this kind are not taken; pictures, PDF, office documents, text and audio are',
  },
  'notes.name_and_content_differ': {
    status: 415,
    zh: '文件内容与扩展名不符，不能上传',
    en: 'What is in the file is not what its name says; it is not taken',
  },
  'notes.empty_file': { status: 422, zh: '文件是空的', en: 'The file is empty' },
  'notes.too_many_files': {
    status: 409,
    zh: '这位客户的附件已有 {most} 个，请先移除不用的',
    en: 'This customer has {most} files already; remove some first',
  },
  'notes.no_preview': {
    status: 415,
    zh: '这种文件不能预览，请下载后打开',
    en: 'This kind of file has no preview; download it instead',
  },
  'notes.not_yours': {
    status: 403,
    zh: '只能修改自己的内容',
    en: 'Only your own can be changed',
  },
  'notes.mentioned_may_not_see': {
    status: 422,
    zh: '{names}看不到这位客户，不能提到',
    en: '{names} may not see this customer and cannot be mentioned',
  },
})

export const notesEvents = {
  /** data: customerId. recordId: the file. */
  attached: 'notes.attached',
  /** data: customerId. recordId: the comment. */
  commented: 'notes.commented',
  /** data: customerId, personIds (the newly mentioned). recordId: the comment. */
  mentioned: 'notes.mentioned',
} as const

const idParams = z.object({ id: z.uuid() })
const personSchema = z.object({ id: z.uuid(), name: z.string() })

export const fileKinds = ['image', 'pdf', 'office', 'text', 'audio'] as const
export type FileKind = (typeof fileKinds)[number]

export const attachmentSchema = z.object({
  id: z.uuid(),
  customerId: z.uuid(),
  /** The contact it was attached to, when it was. */
  contactId: z.uuid().nullable(),
  name: z.string(),
  kind: z.enum(fileKinds),
  contentType: z.string(),
  /** In bytes. */
  size: z.int(),
  note: z.string(),
  uploadedBy: personSchema,
  uploadedAt: z.iso.datetime(),
  hasPreview: z.boolean(),
  mayRemove: z.boolean(),
  isRemoved: z.boolean(),
})
export type Attachment = z.infer<typeof attachmentSchema>

export const listAttachments = defineRoute({
  method: 'GET',
  path: '/api/customers/:id/attachments',
  summary: { zh: '客户的附件', en: "A customer's files" },
  access: 'customers.read',
  params: idParams,
  response: z.object({ items: z.array(attachmentSchema) }),
})

export const addAttachment = defineRoute({
  method: 'POST',
  path: '/api/customers/:id/attachments',
  summary: { zh: '上传附件（最大 20 MB）', en: 'Attach a file (20 MB at most)' },
  access: 'customers.read',
  params: idParams,
  query: z.object({
    /** Made by the device; sent again it adds nothing. */
    id: z.uuid().optional(),
    contactId: z.uuid().optional(),
    note: z.string().trim().max(500).default(''),
  }),
  upload: true,
  response: attachmentSchema,
  status: 201,
  perMinute: 120,
})

export const showAttachment = defineRoute({
  method: 'GET',
  path: '/api/attachments/:id/preview',
  summary: { zh: '预览附件（留痕）', en: 'Show a file in the page (logged)' },
  access: 'customers.read',
  params: idParams,
  response: 'file',
})

export const downloadAttachment = defineRoute({
  method: 'GET',
  path: '/api/attachments/:id/file',
  summary: { zh: '下载附件（留痕）', en: 'Download a file (logged)' },
  access: 'customers.read',
  params: idParams,
  response: 'file',
})

export const removeAttachment = defineRoute({
  method: 'DELETE',
  path: '/api/attachments/:id',
  summary: { zh: '移除附件', en: 'Remove a file' },
  access: 'customers.read',
  params: idParams,
  response: attachmentSchema,
})

export const restoreAttachment = defineRoute({
  method: 'POST',
  path: '/api/attachments/:id/restoration',
  summary: { zh: '恢复移除的附件', en: 'Bring a removed file back' },
  access: 'customers.read',
  params: idParams,
  response: attachmentSchema,
})

export const commentSchema = z.object({
  id: z.uuid(),
  customerId: z.uuid(),
  author: personSchema,
  text: z.string(),
  mentions: z.array(personSchema),
  at: z.iso.datetime(),
  editedAt: z.iso.datetime().nullable(),
  isMine: z.boolean(),
  isRemoved: z.boolean(),
  version: z.int(),
})
export type Comment = z.infer<typeof commentSchema>

const commentText = z.string().trim().min(1).max(4000)
const mentionIds = z.array(z.uuid()).max(20).default([])

export const listComments = defineRoute({
  method: 'GET',
  path: '/api/customers/:id/comments',
  summary: { zh: '客户的评论', en: 'Comments on a customer' },
  access: 'customers.read',
  params: idParams,
  query: pageQuerySchema,
  response: pageSchema(commentSchema),
})

export const addComment = defineRoute({
  method: 'POST',
  path: '/api/customers/:id/comments',
  summary: { zh: '写评论', en: 'Comment' },
  access: 'customers.read',
  params: idParams,
  body: z.strictObject({
    /** Made by the device; sent again it adds nothing. */
    id: z.uuid().optional(),
    text: commentText,
    mentions: mentionIds,
  }),
  response: commentSchema,
  status: 201,
})

export const changeComment = defineRoute({
  method: 'PATCH',
  path: '/api/comments/:id',
  summary: { zh: '修改自己的评论', en: 'Change a comment of your own' },
  access: 'customers.read',
  params: idParams,
  body: z.strictObject({ version: z.int(), text: commentText, mentions: mentionIds }),
  response: commentSchema,
})

export const removeComment = defineRoute({
  method: 'DELETE',
  path: '/api/comments/:id',
  summary: { zh: '删除自己的评论', en: 'Remove a comment of your own' },
  access: 'customers.read',
  params: idParams,
  response: commentSchema,
})

export const restoreComment = defineRoute({
  method: 'POST',
  path: '/api/comments/:id/restoration',
  summary: { zh: '恢复删除的评论', en: 'Bring a removed comment back' },
  access: 'customers.read',
  params: idParams,
  response: commentSchema,
})

export const listMentionable = defineRoute({
  method: 'GET',
  path: '/api/customers/:id/colleagues',
  summary: { zh: '可以提到的同事', en: 'Colleagues who may be mentioned' },
  access: 'customers.read',
  params: idParams,
  response: z.object({
    items: z.array(
      personSchema.extend({
        /** Characters and pinyin the name is found by. */
        keys: z.array(z.string()),
      }),
    ),
  }),
})
