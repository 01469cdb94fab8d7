import type { z } from 'zod'
import { defineList } from '#foundation/lists/define-list.ts'
import { say } from '#shared/words.ts'
import { listVisits, type Visit } from '../contract.ts'
import { showroomWords } from '../words.ts'
import { readRegister } from './visits.service.ts'

type Asked = z.infer<NonNullable<typeof listVisits.query>>

const outcomeWords = {
  open: showroomWords.open,
  filed: showroomWords.filed,
  unfiled: showroomWords.unfiled,
  repeat: showroomWords.repeat,
  not_prospect: showroomWords.notProspect,
}

/** The visit register as a list that can leave as a file. */
export const visitsList = defineList<Visit, Asked>({
  key: 'visits',
  title: showroomWords.register,
  permission: 'visits.read',
  query: listVisits.query as z.ZodType<Asked>,
  page: async (ctx, query) => {
    const { items, nextCursor, total } = await readRegister(ctx, query)
    return { items, nextCursor, count: total }
  },
  columns: [
    { key: 'businessDay', title: showroomWords.day, type: 'day', value: (v) => v.businessDay },
    {
      key: 'arrivedAt',
      title: showroomWords.timeIn,
      type: 'instant',
      value: (v) => v.arrivedAt,
      width: 18,
    },
    {
      key: 'leftAt',
      title: showroomWords.timeOut,
      type: 'instant',
      value: (v) => v.leftAt,
      width: 18,
    },
    {
      key: 'stayed',
      title: showroomWords.stayed,
      type: 'number',
      value: (v) =>
        v.arrivedAt && v.leftAt
          ? Math.round((Date.parse(v.leftAt) - Date.parse(v.arrivedAt)) / 60_000)
          : null,
    },
    {
      key: 'channel',
      title: showroomWords.channelTitle,
      value: (v, ctx) =>
        say(v.channel === 'walk-in' ? showroomWords.walkIn : showroomWords.callIn, ctx.locale),
    },
    { key: 'partySize', title: showroomWords.size, type: 'number', value: (v) => v.partySize },
    {
      key: 'sex',
      title: showroomWords.sex,
      value: (v, ctx) => v.sex && say(showroomWords[v.sex], ctx.locale),
    },
    { key: 'customer', title: showroomWords.customer, value: (v) => v.customer?.name },
    { key: 'series', title: showroomWords.model, value: (v) => v.seriesText },
    { key: 'level', title: showroomWords.level, value: (v) => v.level },
    { key: 'source', title: showroomWords.source, value: (v) => v.sourceText },
    { key: 'receiver', title: showroomWords.receivedBy, value: (v) => v.receiver?.name },
    {
      key: 'outcome',
      title: showroomWords.outcome,
      value: (v, ctx) => {
        const word = say(outcomeWords[v.outcome], ctx.locale)
        return v.notProspectText ? `${word} · ${v.notProspectText}` : word
      },
    },
    { key: 'note', title: showroomWords.note, value: (v) => v.note, width: 40 },
  ],
})
