import { customerFields } from '#modules/customers/index.ts'
import {
  type RecordField,
  readDay,
  readName,
  readTime,
  recordKind,
  words,
} from '#modules/imports/index.ts'
import { defineWords } from '#shared/words.ts'
import { exportContacts } from './export-cards.ts'
import { countContacts } from './first-day.queries.ts'
import { countContactsOf, withdrawContactsOf } from './import-facts.queries.ts'
import {
  type ContactValues,
  contactMethodOf,
  createContactJudge,
  looksUnreached,
} from './judge-contacts.ts'

const labels = defineWords({
  title: ['跟踪记录', 'Contacts'],
  about: [
    '过去的联系记录，一行一次，按电话（没有电话时按姓名）挂到客户的时间线上；不改变现在的跟踪计划。请先导入客户。',
    'Past contacts, one per line, put on the customer’s timeline by phone, or name where there is none; present follow-ups stay as they are. Import the customers first.',
  ],
  file: ['跟踪记录', 'contacts'],
})

const fields = {
  phone: { ...customerFields.phone, isNeeded: false },
  name: { ...customerFields.name, isNeeded: false },
  on: {
    zh: '联系日期',
    en: 'Date',
    exact: words(
      '跟踪日期 回访日期 跟进日期 联系时间 跟踪时间 回访时间 跟进时间 日期 时间 date contactdate followupdate time',
    ),
    parts: words('跟踪日 回访日 跟进日 联系日 跟踪时 回访时 跟进时 followup'),
    isNeeded: true,
    width: 16,
    test: (_: string, cell) =>
      readDay(cell, { year: 2000, month: 1, isAnyYear: true }).day !== null,
  },
  method: {
    zh: '联系方式',
    en: 'Method',
    exact: words('跟踪方式 回访方式 跟进方式 方式 形式 method way channel contactmethod'),
    parts: words('跟踪方式 回访方式 跟进方式 method'),
    isNeeded: true,
    hint: ['电话 / 微信 / 来店 / 试驾 / 上门', 'call / message / visit / test drive / home visit'],
  },
  result: {
    zh: '联系结果',
    en: 'Result',
    exact: words('跟踪结果 回访结果 跟进结果 结果 result outcome'),
    parts: words('结果 result'),
  },
  consultant: customerFields.consultant,
  note: {
    ...customerFields.note,
    zh: '联系内容',
    en: 'Notes',
    exact: [
      ...customerFields.note.exact,
      ...words('备注 跟踪内容 回访内容 跟进内容 沟通内容 内容 洽谈内容 content'),
    ],
    parts: [...customerFields.note.parts, '内容'],
  },
} satisfies Record<string, RecordField>

const longestResult = 200

/** The history of follow-ups, line by line. */
export const contactsKind = recordKind<ContactValues>({
  key: 'contacts',
  title: labels.title,
  about: labels.about,
  file: labels.file,
  order: 40,
  fields,
  somethingElse: /下次|预计|建卡|生日|next|expected|birth/,
  oneOf: [['on'], ['phone', 'name']],
  read(line, words) {
    const name = line.text('name')
    const day = line.day('on', { isAnyYear: true })
    if (day === null && line.reasons.length === 0) line.refuse('on', 'missing')
    const { minutes } = readDay(line.cell('on'), { year: 2000, month: 1, isAnyYear: true })
    const result = line.text('result')?.slice(0, longestResult) ?? null
    const method = line.text('method')
    return {
      name: name === null ? null : readName(name).name,
      phones: line.phones('phone'),
      day,
      minutes: minutes ?? readTime(line.cell('on'))?.minutes ?? null,
      method: contactMethodOf(method ?? ''),
      isReached: !looksUnreached(`${result ?? ''} ${method ?? ''}`),
      result,
      personId: words.person(line, 'consultant'),
      note: line.text('note'),
    }
  },
  createJudge: createContactJudge,
  previewUndo: async (ctx, operationId) => ({
    withdrawn: { contacts: await countContactsOf(ctx, operationId) },
    restored: 0,
    touched: [],
    touchedTotal: 0,
  }),
  takeBack: async (ctx, operationId) => ({
    withdrawn: await withdrawContactsOf(ctx, operationId),
    restored: 0,
    kept: 0,
  }),
  exported: exportContacts,
  count: countContacts,
})
