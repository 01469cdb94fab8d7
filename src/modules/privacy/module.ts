import { serve } from '#foundation/http/serve.ts'
import { nameExport } from '#foundation/lists/define-list.ts'
import type { Module } from '#foundation/module.ts'
import * as contract from './contract.ts'
import { accessPackage } from './server/access-package.ts'
import { readCentre, recordConsent, setDoNotContact } from './server/consent.ts'
import { eraseCustomerFor } from './server/erase-for.ts'
import { readRequests, readReveals } from './server/privacy-lists.ts'
import { privacyListeners } from './server/privacy.listeners.ts'
import { keepRetention, readRetention, setRetention } from './server/retention.ts'
import { privacyWords } from './words.ts'

// What the log of exports calls a package.
nameExport('access-package', privacyWords.package)

export const privacyModule: Module = {
  name: 'privacy',
  routes: [
    serve(contract.getConsentCentre, (ctx, { params }) => readCentre(ctx, params.id)),
    serve(contract.recordConsent, (ctx, { params, body }) =>
      recordConsent(ctx, params.id, {
        ...body,
        at: body.at === undefined ? undefined : new Date(body.at),
      }),
    ),
    serve(contract.setDoNotContact, (ctx, { params, body }) =>
      setDoNotContact(ctx, params.id, body),
    ),
    serve(contract.getAccessPackage, (ctx, { params, query }) =>
      accessPackage(ctx, params.id, query.reason),
    ),
    serve(contract.eraseCustomer, (ctx, { params, body }) =>
      eraseCustomerFor(ctx, params.id, body),
    ),
    serve(contract.listPrivacyRequests, (ctx, { query }) => readRequests(ctx, query)),
    serve(contract.listReveals, (ctx, { query }) => readReveals(ctx, query)),
    serve(contract.getRetention, (ctx, { query }) => readRetention(ctx, query)),
    serve(contract.setRetention, (ctx, { body }) => setRetention(ctx, body)),
  ],
  listeners: privacyListeners,
  timers: [
    {
      name: 'privacy.retention',
      cron: '40 18 * * *',
      run: async (app, store) => void (await keepRetention(app, store)),
    },
  ],
  customerTables: [
    {
      table: 'consents',
      customerColumn: 'customer_id',
      title: ['同意', 'Consents'],
      shown: [
        { column: 'at', title: ['时间', 'Time'] },
        { column: 'is_given', title: ['是否同意', 'Given'] },
        { column: 'source', title: ['来源', 'Source'] },
        { column: 'note', title: ['说明', 'Note'] },
      ],
      merged: 'move',
      // The record that a person agreed, or asked, proves that the law was kept.
      erased: 'keep',
      keptBecause: [
        '个人信息保护法要求保留处理依据的证明',
        'The law asks for proof of the legal ground',
      ],
    },
    {
      table: 'privacy_requests',
      customerColumn: 'customer_id',
      title: ['隐私请求', 'Privacy requests'],
      shown: [
        { column: 'asked_at', title: ['时间', 'Time'] },
        { column: 'kind', title: ['类别', 'Kind'] },
        { column: 'channels', title: ['渠道', 'Ways'] },
        { column: 'done_at', title: ['完成', 'Done'] },
      ],
      merged: 'move',
      erased: 'keep',
      keptBecause: ['保留已按要求处理的证明', 'Proof that the request was answered'],
    },
  ],
}
