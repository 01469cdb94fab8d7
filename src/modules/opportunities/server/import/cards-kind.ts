import { customerFields } from '#modules/customers/index.ts'
import { type RecordField, readLevel, readName, recordKind, words } from '#modules/imports/index.ts'
import { defineWords } from '#shared/words.ts'
import { exportCards } from './export-cards.ts'
import { countCards } from './first-day.queries.ts'
import { firstDayChecks } from './first-day-checks.ts'
import { type CardValues, createCardJudge } from './judge-cards.ts'
import { previewCardUndo, takeCardsBack } from './undo-cards.ts'

const labels = defineWords({
  title: ['潜客卡', 'Prospect cards'],
  about: [
    '正在跟进的潜客：没有的客户会一并建立；第一次跟踪从今天起按级别排开，每位顾问每天最多 8 个。已有在跟进的卡只补车型、来源和备注。',
    'Prospects being followed up. Unknown customers are made; first follow-ups are spread from today on, hottest first, at most 8 per consultant and day. Cards already open only get model, source and notes.',
  ],
  file: ['潜客卡', 'cards'],
})

const fields = {
  name: { ...customerFields.name, isNeeded: true },
  phone: { ...customerFields.phone, isNeeded: true },
  sex: customerFields.sex,
  level: {
    zh: '意向级别',
    en: 'Level',
    exact: words('级别 意向 等级 客户级别 意向等级 客户等级 level intent intentlevel grade'),
    parts: words('级别 等级 level'),
    isNeeded: true,
    hint: ['H / A / B / C', 'H / A / B / C'],
    width: 10,
    test: (text: string) => readLevel(text) !== null,
  },
  expectedOn: {
    zh: '预计购车日期',
    en: 'Expected on',
    exact: words(
      '预计购买日期 预计成交日期 预购日期 预计购车时间 预计购买时间 预计成交时间 expectedon expecteddate expectedpurchase',
    ),
    parts: words('预计 预购 expected'),
    width: 14,
  },
  series: {
    zh: '意向车型',
    en: 'Model',
    exact: words(
      '车型 意向车系 车系 拟购车型 意向车 关注车型 model series car vehicle modelofinterest',
    ),
    parts: words('车型 车系 model'),
  },
  purchaseType: {
    zh: '购车类型',
    en: 'Kind of purchase',
    exact: words('购车性质 购买类型 购车类别 首购换购 purchasetype kindofpurchase purchase'),
    parts: words('购车类型 购车性质 首购 purchasetype'),
    hint: ['首购 / 增购 / 换购', 'first / additional / replacement'],
    width: 12,
  },
  occupation: customerFields.occupation,
  industry: customerFields.industry,
  householdType: customerFields.householdType,
  area: customerFields.area,
  source: customerFields.source,
  consultant: customerFields.consultant,
  openedOn: {
    zh: '建卡日期',
    en: 'Opened on',
    exact: words(
      '建档日期 留档日期 登记日期 首次来店日期 创建日期 建卡时间 日期 openedon created createdon date',
    ),
    parts: words('建卡 建档 留档日'),
    width: 12,
  },
  lastContactOn: {
    zh: '最后跟踪日期',
    en: 'Last contact',
    exact: words(
      '最近跟踪日期 最后回访日期 最近回访 最后跟进日期 最近跟进日期 最后联系日期 最近联系 上次跟进 lastcontact lastfollowup lastcontacton',
    ),
    parts: words('最后 最近 上次 last'),
    width: 14,
  },
  note: customerFields.note,
} satisfies Record<string, RecordField>

/** Customers with open cards. */
export const cardsKind = recordKind<CardValues>({
  key: 'cards',
  title: labels.title,
  about: labels.about,
  file: labels.file,
  order: 20,
  fields,
  somethingElse: /竞品|旧车|置换|下次|试驾|生日|出生|介绍人|competitor|trade|next|birth/,
  oneOf: [['phone'], ['name']],
  read(line, words) {
    const typed = line.text('name')
    if (typed === null) line.refuse('name', 'missing')
    const { name, sex } = readName(typed ?? '')
    const phones = line.phones('phone')
    if (phones.length === 0 && line.reasons.length === 0) line.refuse('phone', 'missing')
    const level = line.text('level')
    const read = level === null ? null : readLevel(level)
    if (level !== null && read === null) line.doubt('level')
    const sexCell = line.text('sex')
    return {
      name,
      sex:
        sexCell === null
          ? sex
          : /^(男|m)/i.test(sexCell)
            ? 'male'
            : /^(女|f)/i.test(sexCell)
              ? 'female'
              : sex,
      phones,
      level: read,
      expectedOn: line.day('expectedOn'),
      seriesId: words.series(line, 'series'),
      seriesText: line.text('series'),
      purchaseTypeId: words.option(line, 'purchaseType', 'purchase_type'),
      facts: {
        occupationId: words.option(line, 'occupation', 'occupation') ?? undefined,
        industryId: words.option(line, 'industry', 'industry') ?? undefined,
        householdId: words.option(line, 'householdType', 'household') ?? undefined,
        areaCode: words.area(line, 'area') ?? undefined,
      },
      sourceId: words.option(line, 'source', 'source'),
      sourceText: line.text('source'),
      ownerId: words.person(line, 'consultant'),
      openedOn: line.day('openedOn', { isAnyYear: true }),
      lastContactOn: line.day('lastContactOn', { isAnyYear: true }),
      note: line.text('note'),
    }
  },
  createJudge: createCardJudge,
  previewUndo: previewCardUndo,
  takeBack: takeCardsBack,
  exported: exportCards,
  count: countCards,
  checks: firstDayChecks,
})
