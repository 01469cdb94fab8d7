import { defineErrors } from '#shared/errors.ts'

export const quotesError = defineErrors({
  'quotes.broken_rules': {
    status: 422,
    zh: '这个配置不能这样卖：{rules}',
    en: 'This configuration cannot be sold: {rules}',
  },
  'quotes.card_ended': {
    status: 409,
    zh: '这张潜客卡已经结束，不能再报价',
    en: 'The card has ended; no more quotes on it',
  },
  'quotes.wrong_state': {
    status: 409,
    zh: '这份报价{state}，不能这样做',
    en: 'The quote is {state}; this cannot be done',
  },
  'quotes.not_approved': {
    status: 409,
    zh: '优惠还没有批准，不能发给客户；请先申请审批',
    en: 'The discount is not approved; ask for approval before it is sent',
  },
  'quotes.no_approval_needed': {
    status: 409,
    zh: '这个优惠在您的权限之内，可以直接发给客户',
    en: 'This discount is within your limit; send it right away',
  },
  'quotes.expired': {
    status: 409,
    zh: '这份报价已过有效期（{day}），请重新报价',
    en: 'The quote was valid until {day}; make a new version',
  },
  'quotes.changed_meanwhile': {
    status: 409,
    zh: '这份报价在您审批时改过了，请看第 {no} 版再决定',
    en: 'The quote was changed while you looked at it; see version {no} before deciding',
  },
  'quotes.already_decided': {
    status: 409,
    zh: '{name} 已经处理过：{decision}',
    en: '{name} decided it already: {decision}',
  },
  'quotes.beyond_limit': {
    status: 403,
    zh: '这个优惠超出您的审批权限，需要{roles}审批',
    en: 'This discount is beyond your limit; it needs: {roles}',
  },
  'quotes.limit_beyond_own': {
    status: 403,
    zh: '“{role}”的权限超出您自己的优惠权限，请由总经理或管理员设置',
    en: 'The limit of “{role}” reaches beyond your own; the general manager or the administrator sets it',
  },
  'quotes.counter_too_high': {
    status: 422,
    zh: '改批的优惠要低于申请的 {asked} 元',
    en: 'A counter-offer must be lower than the ¥{asked} asked for',
  },
  'quotes.day_past': {
    status: 422,
    zh: '有效期不能早于今天',
    en: 'A quote cannot be valid until a day in the past',
  },
  'quotes.not_orderable': {
    status: 409,
    zh: '这份报价{state}，不能下订单',
    en: 'The quote is {state}; it cannot be ordered from',
  },
})
