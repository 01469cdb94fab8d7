import { serve } from '#foundation/http/serve.ts'
import type { Module } from '#foundation/module.ts'
import {
  getMinutes,
  getMorning,
  getMorningSheet,
  proposeShareOut,
  putNote,
  shareOut,
} from './contract.ts'
import { readMorning } from './server/morning.ts'
import { morningSheet } from './server/morning-sheet.ts'
import { readMinutes, writeNote } from './server/notes.ts'
import { readProposal, shareOutWork } from './server/share-out.ts'

export const meetingsModule: Module = {
  name: 'meetings',
  routes: [
    serve(getMorning, async (ctx, { query }) => readMorning(ctx, query.day)),
    serve(getMorningSheet, (ctx, { query }) => morningSheet(ctx, query.day)),
    serve(putNote, (ctx, { params, body }) =>
      writeNote(ctx, { day: params.day, personId: params.id, ...body }),
    ),
    serve(getMinutes, (ctx, { query }) => readMinutes(ctx, query.day)),
    serve(proposeShareOut, (ctx, { query }) => readProposal(ctx, query.person, query.day)),
    serve(shareOut, (ctx, { body }) => shareOutWork(ctx, body)),
  ],
}
