import { serve } from '#foundation/http/serve.ts'
import { nameExport } from '#foundation/lists/define-list.ts'
import type { Module } from '#foundation/module.ts'
import * as contract from './contract.ts'
import { customerForm } from './server/customer-form.ts'
import { paperFile } from './server/paper-file.ts'
import { registerForm } from './server/register-form.ts'
import { reportForm, setDayNote } from './server/report-form.ts'
import { trackingForm } from './server/tracking-form.ts'
import { formWords } from './words.ts'

// What the log of exports calls the forms.
nameExport('form.visit-register', formWords.register)
nameExport('form.prospect-tracking', formWords.tracking)
nameExport('form.daily-report', formWords.report)
nameExport('form.customer-card', formWords.customerCard)

export const formsModule: Module = {
  name: 'forms',
  routes: [
    serve(contract.getRegisterForm, (ctx, { query }) => registerForm(ctx, query)),
    serve(contract.getRegisterFormFile, async (ctx, { query }) =>
      paperFile(ctx, 'visit-register', await registerForm(ctx, query), query),
    ),
    serve(contract.getTrackingForm, (ctx, { query }) => trackingForm(ctx, query)),
    serve(contract.getTrackingFormFile, async (ctx, { query }) =>
      paperFile(ctx, 'prospect-tracking', await trackingForm(ctx, query), query),
    ),
    serve(contract.getReportForm, (ctx, { query }) => reportForm(ctx, query)),
    serve(contract.getReportFormFile, async (ctx, { query }) =>
      paperFile(ctx, 'daily-report', await reportForm(ctx, query), query),
    ),
    serve(contract.setDayNote, (ctx, { body }) => setDayNote(ctx, body)),
    serve(contract.getCustomerForm, (ctx, { params, query }) =>
      customerForm(ctx, params.id, query),
    ),
    serve(contract.getCustomerFormFile, async (ctx, { params, query }) =>
      paperFile(ctx, 'customer-card', await customerForm(ctx, params.id, query), query),
    ),
  ],
}
