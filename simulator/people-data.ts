import type { Random } from './random.ts'

// Data: frequent surnames with their share, and characters of given names by sex.

const surnames: readonly (readonly [string, number])[] = [
  ['王', 72],
  ['李', 71],
  ['张', 68],
  ['刘', 54],
  ['陈', 46],
  ['杨', 31],
  ['赵', 23],
  ['黄', 22],
  ['周', 20],
  ['吴', 19],
  ['徐', 17],
  ['孙', 15],
  ['胡', 13],
  ['朱', 12],
  ['高', 12],
  ['林', 11],
  ['何', 11],
  ['郭', 11],
  ['马', 10],
  ['罗', 9],
  ['梁', 8],
  ['宋', 8],
  ['郑', 8],
  ['谢', 7],
  ['韩', 7],
  ['唐', 7],
  ['冯', 6],
  ['于', 6],
  ['董', 6],
  ['萧', 5],
  ['程', 5],
  ['曹', 5],
  ['袁', 5],
  ['邓', 5],
  ['许', 5],
  ['傅', 4],
  ['沈', 4],
  ['曾', 4],
  ['彭', 4],
  ['吕', 4],
  ['苏', 4],
  ['卢', 4],
  ['蒋', 4],
  ['蔡', 4],
  ['贾', 3],
  ['丁', 3],
  ['魏', 3],
  ['薛', 3],
  ['叶', 3],
  ['阎', 3],
  ['余', 3],
  ['潘', 3],
  ['杜', 3],
  ['戴', 2],
  ['夏', 2],
  ['钟', 2],
  ['汪', 2],
  ['田', 2],
  ['任', 2],
  ['姜', 2],
  ['范', 2],
  ['方', 2],
  ['石', 2],
  ['姚', 2],
  ['谭', 2],
  ['廖', 2],
  ['邹', 2],
  ['熊', 1],
  ['金', 1],
  ['陆', 1],
  ['郝', 1],
  ['孔', 1],
  ['白', 1],
  ['崔', 1],
  ['康', 1],
  ['毛', 1],
  ['邱', 1],
  ['秦', 1],
  ['江', 1],
  ['史', 1],
  ['顾', 1],
  ['侯', 1],
  ['邵', 1],
  ['孟', 1],
  ['龙', 1],
  ['万', 1],
  ['段', 1],
  ['雷', 1],
  ['欧阳', 0.4],
  ['上官', 0.1],
  ['司马', 0.1],
  ['诸葛', 0.1],
  ['单', 0.2],
  ['仇', 0.1],
  ['解', 0.2],
]
const male =
  '伟强磊军洋勇杰涛超明刚平辉鹏华飞建国志浩宇轩博文斌峰龙俊凯波健宁凡翔旭晨阳泽睿嘉鑫海林东亮振云松柏庆祥瑞德'
const female =
  '芳娜敏静丽艳娟霞秀英玲桂兰红梅莉燕萍雪琳洁婷慧颖欣怡佳雨晴梦琪思涵子萱诗雅淑贞月倩露瑶妍璐彤悦蕾薇宁'

/** A believable name; two given characters in three of four cases. */
export function personName(random: Random, sex: 'male' | 'female'): string {
  const given = Array.from(sex === 'male' ? male : female)
  const second = random.chance(0.76) ? random.pick(given) : ''
  return random.weighted(surnames) + random.pick(given) + second
}

const mobilePrefixes = [
  '130',
  '131',
  '132',
  '133',
  '135',
  '136',
  '137',
  '138',
  '139',
  '150',
  '151',
  '152',
  '157',
  '158',
  '159',
  '166',
  '173',
  '176',
  '177',
  '180',
  '181',
  '182',
  '183',
  '185',
  '186',
  '187',
  '188',
  '189',
  '191',
  '198',
]

const companyWords = [
  '盛达',
  '恒通',
  '安途',
  '宏远',
  '吉运',
  '长汽',
  '东方',
  '金源',
  '瑞丰',
  '北辰',
]
const companyKinds = ['运输', '租赁', '物流', '建设', '商贸', '出行服务', '医疗器械', '科技']

/** A company as registers write it: 盛达运输有限公司. */
export function companyName(random: Random): string {
  return `${random.pick(companyWords)}${random.pick(companyKinds)}有限公司`
}

/** A believable mainland mobile number, in canonical form. */
export function mobileNumber(random: Random): string {
  return `+86${random.pick(mobilePrefixes)}${String(random.whole(0, 99_999_999)).padStart(8, '0')}`
}

const plateLetters = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
const plateMarks = `${plateLetters}0123456789`

/** A plate of a city (`沪A`), new-energy ones with eight characters. */
export function plateNumber(random: Random, prefix: string): string {
  const marks = (count: number) =>
    Array.from({ length: count }, () => random.pick(Array.from(plateMarks))).join('')
  const city = prefix.length > 1 ? prefix : `${prefix}${random.pick(Array.from('ABCD'))}`
  return random.chance(0.12)
    ? `${city}D${marks(4)}${random.whole(0, 9)}`
    : `${city}${marks(4)}${random.whole(0, 9)}`
}

const vinMarks = 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789'
const vinValues: Record<string, number> = Object.fromEntries([
  ...Array.from('0123456789').map((c, i) => [c, i] as const),
  ...Array.from('ABCDEFGH').map((c, i) => [c, i + 1] as const),
  ...Array.from('JKLMN').map((c, i) => [c, i + 1] as const),
  ['P', 7],
  ['R', 9],
  ...Array.from('STUVWXYZ').map((c, i) => [c, i + 2] as const),
])
const vinWeights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]

/** A VIN of a Changchun-built car with its check digit (ISO 3779). */
export function vinNumber(random: Random): string {
  const body = Array.from({ length: 4 }, () => random.pick(Array.from(vinMarks))).join('')
  const serial = String(random.whole(0, 999_999)).padStart(6, '0')
  const draft = `LFV${body}40${random.pick(Array.from('LMNPRST'))}3${serial}`
  const sum = Array.from(draft).reduce(
    (total, c, i) => total + (vinValues[c] ?? 0) * (vinWeights[i] ?? 0),
    0,
  )
  const check = sum % 11 === 10 ? 'X' : String(sum % 11)
  return `${draft.slice(0, 8)}${check}${draft.slice(9)}`
}

export const remarks = [
  '想看红色',
  '对比帕萨特',
  '关注油耗',
  '等优惠',
  '置换旧车',
  '要求试驾',
  '家人再商量',
  '问分期',
  '问保险',
  '月底再来',
  '嫌价格高',
  '等现车',
  '看中内饰',
  '空间满意',
  '要顶配',
  '想要现车',
]
