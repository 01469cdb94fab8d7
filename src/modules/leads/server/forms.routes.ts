import { serve } from '#foundation/http/serve.ts'
import { coreError } from '#shared/errors.ts'
import * as contract from '../contracts/lead-forms.ts'
import { changeForm, decideEntry, makeForm, readBin, readForms } from './forms.service.ts'
import { showForm, takeEntry } from './web-form.ts'
import { scriptOf } from './web-form-page.ts'

const pagePolicy = (sites: readonly string[]): string =>
  [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    "script-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${sites.length > 0 ? sites.join(' ') : '*'}`,
  ].join('; ')

export const formRoutes = [
  serve(contract.listLeadForms, (ctx) => readForms(ctx)),
  serve(contract.makeLeadForm, (ctx, { body }) => makeForm(ctx, body)),
  serve(contract.changeLeadForm, (ctx, { params, body }) => changeForm(ctx, params.id, body)),
  serve(contract.listFormBin, (ctx, { query }) => readBin(ctx, query)),
  serve(contract.decideBinEntry, (ctx, { params, body }) =>
    decideEntry(ctx, params.id, body.decision),
  ),
  serve(contract.showWebForm, async (_ctx, { params }, { app, request, reply }) => {
    const { html, sites } = await showForm(app, params, request.answerLocale)
    // Other sites show it in a frame; which ones is the form's to say.
    reply
      .removeHeader('x-frame-options')
      .header('content-security-policy', pagePolicy(sites))
      .header('cache-control', 'no-store')
    await reply.type('text/html; charset=utf-8').send(html)
    return undefined
  }),
  serve(contract.sendWebForm, (_ctx, { params, body }, { app, request }) => {
    const { origin } = request.headers
    // The form sends from its own frame: a page of another site has no business here.
    if (origin !== undefined && !isOwn(origin, [request.host, app.config.publicUrl]))
      throw coreError('core.forbidden')
    return takeEntry(app, params, body)
  }),
  serve(contract.readFormScript, async (_ctx, { params }, { reply }) => {
    reply
      .header('cross-origin-resource-policy', 'cross-origin')
      .header('cache-control', 'public, max-age=3600')
    await reply.type('text/javascript; charset=utf-8').send(scriptOf(params.file))
    return undefined
  }),
]

function isOwn(origin: string, own: readonly (string | undefined)[]): boolean {
  const host = URL.canParse(origin) ? new URL(origin).host : ''
  return own.some((one) => one !== undefined && (one === host || hostOf(one) === host))
}
const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : '')
