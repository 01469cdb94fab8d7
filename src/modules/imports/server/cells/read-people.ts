// Names, numbers and ID numbers as people type them into lists of customers.
import { type Cell, cellText } from '#foundation/sheets/cell.ts'
import { toHalfWidth } from '#shared/full-width.ts'
import { type IdNumber, parseIdNumber } from '#shared/id-number.ts'
import { normalisePhone, type Phone } from '#shared/phone.ts'
import type { Sex } from './read-words.ts'

const longestName = 60
const titles: readonly [RegExp, Sex | null][] = [
  [/(先生|师傅|男士)$/, 'male'],
  [/(女士|小姐|太太|夫人|阿姨)$/, 'female'],
  [/(总|经理|老板|老师|主任|医生|教授)$/, null],
]
const ENGLISH_TITLE = /^(mr|ms|mrs|miss|dr)\.?\s+/i
const HAN = /\p{Script=Han}/u

/**
 * A person's or company's name with blanks tidied (张 三 → 张三), and the sex its title tells. A title
 * is dropped where a whole name stays (王芳女士 → 王芳); 张先生 stays as it is: nobody knows more.
 */
export function readName(text: string): { name: string; sex: Sex | null } {
  let name = toHalfWidth(text)
    .replace(/[\s\u3000]+/g, ' ')
    .trim()
    .slice(0, longestName)
  if (HAN.test(name)) name = name.replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '')
  const english = ENGLISH_TITLE.exec(name)
  if (english && name.length > english[0].length) {
    const isMan = /^mr\.?$/i.test(english[1] ?? '')
    const isDoctor = /^dr\.?$/i.test(english[1] ?? '')
    return { name: name.slice(english[0].length), sex: isDoctor ? null : isMan ? 'male' : 'female' }
  }
  for (const [title, sex] of titles) {
    const found = title.exec(name)
    if (!found) continue
    const rest = name.slice(0, found.index).trim()
    const isWhole = Array.from(rest).length >= 2 && sex !== null
    return { name: isWhole ? rest : name, sex }
  }
  return { name, sex: null }
}

/** Whether a name is a company's: 公司, 厂, 学校 and the like. */
export function looksLikeCompany(name: string): boolean {
  return /(公司|集团|厂|学校|医院|银行|中心|事务所|商行|合作社|委员会|局|协会|酒店|co\.?,? ?ltd|inc\.?|company|limited|gmbh)/i.test(
    name,
  )
}

const SEPARATORS = /[,;/|、和与及\n]+|\s{1,}(?=\+?\d)/

/**
 * The numbers of one cell: two numbers may stand in one, separated in any way. `bad` is what is no
 * number. An empty cell gives none.
 */
export function readPhones(text: string): { phones: Phone[]; bad: string[] } {
  const whole = text.trim()
  if (whole === '' || /^[-—/无\s]+$/.test(whole)) return { phones: [], bad: [] }
  const one = normalisePhone(whole)
  if (one) return { phones: [one], bad: [] }
  const phones: Phone[] = []
  const bad: string[] = []
  for (const part of toHalfWidth(whole).split(SEPARATORS)) {
    const typed = part.replace(/[()（）\p{Script=Han}:：]+$/gu, '').trim()
    if (typed === '') continue
    const phone = normalisePhone(typed)
    if (!phone) bad.push(part.trim())
    else if (!phones.some((known) => known.canonical === phone.canonical)) phones.push(phone)
  }
  return { phones, bad }
}

export type IdRead = { id: IdNumber } | { problem: 'id_digits_lost' | 'not_an_id' }

/**
 * A resident ID number. A spreadsheet keeps fifteen digits of a number: in a number cell the last
 * three are gone for good, which is told apart from a mistyped one.
 */
export function readIdNumber(cell: Cell): IdRead {
  const text = toHalfWidth(cellText(cell)).trim()
  const isLost =
    (typeof cell === 'number' && Math.abs(cell) >= 1e15) || /^\d(\.\d+)?e\+?1\d$/i.test(text)
  if (isLost) return { problem: 'id_digits_lost' }
  const id = parseIdNumber(text.replace(/^'/, ''))
  return id ? { id } : { problem: 'not_an_id' }
}
