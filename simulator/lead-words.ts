export type Origin = 'web' | 'outdoor' | 'referral' | 'showroom' | 'offline' | 'head_office'

/** Where people of a source come from; the others walk in and are never leads. */
export const originsOf: Record<string, Origin> = {
  autohome: 'web',
  dongchedi: 'web',
  yiche: 'web',
  'short-video': 'web',
  wechat: 'web',
  friend: 'referral',
  'owner-referral': 'referral',
  'auto-show': 'outdoor',
  newspaper: 'offline',
  radio: 'offline',
}
/** What people asked for. */
export const wishes = [
  '网上留资，想要最低报价',
  '想预约周末试驾',
  '问有没有现车和提车时间',
  '看了视频来问配置区别',
  '老车主推荐，想了解置换',
  '车展留的联系方式，想要优惠政策',
]
/** What was said at a call, by its grade. */
export const talks = {
  A: ['约好周末到店看车', '明天下午来试驾'],
  B: ['下周带家人来看', '等发工资后到店'],
  C: ['先了解，还在比较', '年底前再说'],
  D: ['已买其他品牌', '暂时不买了'],
  unreached: ['无人接听', '响两声挂断'],
  invalid: ['空号', '号码不是本人'],
} as const
export type Grade = keyof typeof talks
/** What a grade says to the usual questions of the call. */
export const answersOf: Partial<Record<Grade, [key: string, answer: string]>> = {
  A: ['week', '7 天内'],
  B: ['fortnight', '15 天内'],
  C: ['some_day', '时间说不准'],
  D: ['never', '不考虑了'],
}
