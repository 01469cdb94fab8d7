import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { defineErrors } from '#shared/errors.ts'
import { paperSchema } from '#shared/paper.ts'

export const formsError = defineErrors({
  'forms.period_too_long': {
    status: 422,
    zh: '一张表最多 {days} 天',
    en: 'A sheet holds {days} days at most',
  },
  'forms.too_many_lines': {
    status: 422,
    zh: '超过 {lines} 行，请缩短日期范围',
    en: 'More than {lines} lines; choose fewer days',
  },
  'forms.reason_needed': {
    status: 422,
    zh: '导出完整号码要填写原因',
    en: 'Exporting full numbers needs a reason',
  },
})

/** The longest register on one sheet, in days, and the most lines of any sheet. */
export const longestRegister = 31
export const mostLines = 5_000

const dayText = z.iso.date()
const asked = {
  /** Full numbers need the right to export them and a reason; masked otherwise. */
  phones: z.enum(['masked', 'full']).default('masked'),
  reason: z.string().trim().max(500).optional(),
}
const asFile = { ...asked, format: z.enum(['pdf', 'xlsx']) }

const register = { from: dayText, to: dayText }
const tracking = { month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/), person: z.uuid().optional() }
const report = { day: dayText, person: z.uuid().optional() }
const idParams = z.object({ id: z.uuid() })

export const getRegisterForm = defineRoute({
  method: 'GET',
  path: '/api/forms/visit-register',
  summary: { zh: '展厅来电(店)客户登记表', en: 'Form: visit and call register' },
  access: 'visits.read',
  query: z.object({ ...register, ...asked }),
  response: paperSchema,
})
export const getRegisterFormFile = defineRoute({
  method: 'GET',
  path: '/api/forms/visit-register/file',
  summary: { zh: '登记表文件（PDF、xlsx）', en: 'The register as PDF or xlsx' },
  access: 'visits.read',
  query: z.object({ ...register, ...asFile }),
  response: 'file',
})

export const getTrackingForm = defineRoute({
  method: 'GET',
  path: '/api/forms/prospect-tracking',
  summary: { zh: '潜在客户跟踪表', en: 'Form: prospect tracking' },
  access: 'opportunities.read',
  query: z.object({ ...tracking, ...asked }),
  response: paperSchema,
})
export const getTrackingFormFile = defineRoute({
  method: 'GET',
  path: '/api/forms/prospect-tracking/file',
  summary: { zh: '跟踪表文件（PDF、xlsx）', en: 'The tracking sheet as PDF or xlsx' },
  access: 'opportunities.read',
  query: z.object({ ...tracking, ...asFile }),
  response: 'file',
})

const noteSchema = z.object({ note: z.string(), version: z.int() })

export const getReportForm = defineRoute({
  method: 'GET',
  path: '/api/forms/daily-report',
  summary: { zh: '营业日报表', en: 'Form: daily sales report' },
  access: 'opportunities.read',
  query: z.object({ ...report, ...asked }),
  /** `note`: the manager's note on this person and day. */
  response: paperSchema.extend({ personId: z.uuid(), note: noteSchema }),
})
export const getReportFormFile = defineRoute({
  method: 'GET',
  path: '/api/forms/daily-report/file',
  summary: { zh: '日报表文件（PDF、xlsx）', en: 'The daily report as PDF or xlsx' },
  access: 'opportunities.read',
  query: z.object({ ...report, ...asFile }),
  response: 'file',
})

export const setDayNote = defineRoute({
  method: 'PUT',
  path: '/api/forms/daily-report/note',
  summary: { zh: '写日报的经理批注', en: "Write the manager's note on a daily report" },
  access: 'opportunities.assign',
  body: z.strictObject({
    day: dayText,
    person: z.uuid(),
    note: z.string().trim().max(2000),
    /** 0 where none was written before. */
    version: z.int().min(0),
  }),
  response: noteSchema,
})

export const getCustomerForm = defineRoute({
  method: 'GET',
  path: '/api/forms/customer-cards/:id',
  summary: { zh: '客户信息卡', en: 'Form: customer card' },
  access: 'customers.read',
  params: idParams,
  query: z.object(asked),
  response: paperSchema,
})
export const getCustomerFormFile = defineRoute({
  method: 'GET',
  path: '/api/forms/customer-cards/:id/file',
  summary: { zh: '客户信息卡文件（PDF、xlsx）', en: 'The customer card as PDF or xlsx' },
  access: 'customers.read',
  params: idParams,
  query: z.object(asFile),
  response: 'file',
})
