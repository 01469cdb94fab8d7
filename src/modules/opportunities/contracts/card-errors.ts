import { defineErrors } from '#shared/errors.ts'

export const opportunitiesError = defineErrors({
  'opportunities.collision': {
    status: 409,
    zh: '这位客户由{ownerName}跟进',
    en: '{ownerName} is working with this customer',
  },
  'opportunities.in_pool': {
    status: 409,
    zh: '这位客户在公海，请到公海领取',
    en: 'This customer is in the public pool: take the card there',
  },
  'opportunities.already_open': {
    status: 409,
    zh: '您已经有这位客户的潜客卡',
    en: 'You already have an open card for this customer',
  },
  'opportunities.person_needed': {
    status: 422,
    zh: '请填写姓名和电话，或选择一位已有客户',
    en: 'Give a name and a number, or choose a known customer',
  },
  'opportunities.unknown_option': {
    status: 422,
    zh: '这个购车类型已停用或不存在，请重新选择',
    en: 'This kind of purchase is no longer offered; please choose again',
  },
  'opportunities.date_or_level_needed': {
    status: 422,
    zh: '请选择预计购车日期或意向级别',
    en: 'Choose the expected date or the level',
  },
  'opportunities.lowering_needs_date': {
    status: 422,
    zh: '降低级别需要填写新的预计购车日期',
    en: 'Lowering the level needs a new expected date',
  },
  'opportunities.no_such_owner': {
    status: 422,
    zh: '本店没有这位在职员工',
    en: 'Nobody of this store by that id',
  },
  'opportunities.wrong_state': {
    status: 409,
    zh: '这张卡现在的状态不能这样做',
    en: 'The card is in a state in which this cannot be done',
  },
  'opportunities.next_too_late': {
    status: 422,
    zh: '下次跟踪最迟 {latest}',
    en: 'The next follow-up may be no later than {latest}',
  },
  'opportunities.next_too_early': {
    status: 422,
    zh: '下次跟踪要在 {today} 之后',
    en: 'The next follow-up must be after {today}',
  },
  'opportunities.wake_up_out_of_range': {
    status: 422,
    zh: '唤醒日期要在明天到 {latest} 之间',
    en: 'The wake-up date must be between tomorrow and {latest}',
  },
  'opportunities.origin_needs_reason': {
    status: 422,
    zh: '更正商机来源要写明原因',
    en: 'Correcting how the card came needs a reason',
  },
  'opportunities.no_such_loss_word': {
    status: 422,
    zh: '没有这个{what}，请刷新后重选',
    en: 'There is no such {what}; reload and choose again',
  },
  'opportunities.no_such_campaign': {
    status: 422,
    zh: '请选择一个在用的市场活动',
    en: 'Choose a campaign of the dictionary',
  },
  'opportunities.checker_is_proposer': {
    status: 403,
    zh: '战败不能由提出人自己确认',
    en: 'The person who proposed the loss cannot confirm it',
  },
  'opportunities.not_a_checker': {
    status: 403,
    zh: '本店没有指定您的岗位确认战败',
    en: 'Your role does not confirm losses in this store',
  },
})
