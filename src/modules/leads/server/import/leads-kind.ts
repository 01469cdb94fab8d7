import { customerFields } from '#modules/customers/index.ts'
import { type RecordField, readName, recordKind, words } from '#modules/imports/index.ts'
import { defineWords } from '#shared/words.ts'
import type { Origin } from '../../contract.ts'
import { countLeadsKept } from './import-leads.queries.ts'
import { createLeadJudge, type LeadValues } from './judge-leads.ts'
import { previewLeadUndo, takeLeadsBack } from './undo-leads.ts'

const labels = defineWords({
  title: ['线索', 'Leads'],
  about: [
    '平台导出的网络线索、车展或外展收集的名单，一行一条：没有的客户会一并建立，按门店规则分配，从现在起计首访时限。已有未结束线索或潜客卡的客户不重复登记。',
    'Leads exported from a platform or gathered at an event, one per line. Unknown customers are made, leads go out by the store’s rule and their clock begins now. Customers with an open lead or card are not recorded again.',
  ],
  file: ['线索', 'leads'],
})

const originWords: readonly [RegExp, Origin][] = [
  [/网|线上|平台|抖音|之家|web|online|net/i, 'web'],
  [/外展|车展|巡展|outdoor|show/i, 'outdoor'],
  [/介绍|推荐|referr?al/i, 'referral'],
  [/展厅|showroom/i, 'showroom'],
  [/总部|厂家|head/i, 'head_office'],
  [/线下|offline/i, 'offline'],
]
/** Where a word says leads come from; the web where it says nothing known. */
const originOf = (text: string | null): Origin =>
  originWords.find(([pattern]) => pattern.test(text ?? ''))?.[1] ?? 'web'

const fields = {
  name: { ...customerFields.name, isNeeded: true },
  phone: { ...customerFields.phone, isNeeded: true },
  sex: customerFields.sex,
  series: {
    zh: '意向车型',
    en: 'Model',
    exact: words('车型 意向车系 车系 咨询车型 关注车型 意向车 model series car vehicle'),
    parts: words('车型 车系 model'),
  },
  origin: {
    zh: '来源渠道',
    en: 'Came from',
    exact: words('线索渠道 渠道类型 线索类型 origin channel leadtype camefrom'),
    parts: words('渠道 channel'),
    hint: ['网络 / 外展 / 转介绍 / 展厅 / 线下', 'web / outdoor / referral / showroom / offline'],
  },
  source: { ...customerFields.source, exact: [...customerFields.source.exact, '平台', 'platform'] },
  receivedOn: {
    zh: '留资日期',
    en: 'Received on',
    exact: words(
      '线索日期 留资时间 线索时间 下发时间 下发日期 创建时间 收到日期 提交时间 日期 时间 receivedon received date createdat created leaddate',
    ),
    parts: words('留资 下发 线索日'),
    isNeeded: true,
    width: 14,
  },
  consultant: {
    ...customerFields.consultant,
    zh: '跟进人',
    en: 'Works on it',
    exact: [...customerFields.consultant.exact, '销售顾问', '邀约专员', '电销'],
  },
  externalId: {
    zh: '外部编号',
    en: 'External number',
    exact: words('线索编号 线索id 编号 订单编号 平台编号 leadid externalid id leadno'),
    parts: words('线索编号 leadid'),
    width: 20,
  },
  note: customerFields.note,
} satisfies Record<string, RecordField>

/** Interests from outside, from the file of a platform or of an event. */
export const leadsKind = recordKind<LeadValues>({
  key: 'leads',
  title: labels.title,
  about: labels.about,
  file: labels.file,
  order: 60,
  fields,
  somethingElse: /意向级别|跟踪|回访|生日|车架|车牌|预计|level|vin|plate|birth|followup/,
  oneOf: [['phone'], ['receivedOn', 'origin', 'externalId']],
  reasons: {
    same_number: {
      zh: '“{column}”与第 {value} 行相同，同一客户只留一行',
      en: '“{column}” is that of line {value}; keep one line per customer',
    },
  },
  read(line, storeWords) {
    const typed = line.text('name')
    if (typed === null) line.refuse('name', 'missing')
    const { name, sex } = readName(typed ?? '')
    const phones = line.phones('phone')
    if (phones.length === 0 && line.reasons.length === 0) line.refuse('phone', 'missing')
    return {
      name,
      sex,
      phones,
      origin: originOf(line.text('origin')),
      seriesId: storeWords.series(line, 'series'),
      sourceId: storeWords.option(line, 'source', 'source'),
      receivedOn: line.day('receivedOn', { isAnyYear: true }),
      ownerId: storeWords.person(line, 'consultant'),
      externalId: line.text('externalId')?.slice(0, 100) ?? null,
      note: line.text('note') ?? '',
    }
  },
  createJudge: (ctx, _words, run) => createLeadJudge(ctx, run),
  previewUndo: previewLeadUndo,
  takeBack: takeLeadsBack,
  count: countLeadsKept,
})
