// Small vocabularies of a register: channel, sex, first or repeat, level, filed mark, party size.
import { foldText } from '#shared/full-width.ts'
import { INTENT_LEVELS, type IntentLevel } from '#shared/intent-level.ts'

export type Channel = 'walk-in' | 'call-in'
export type Sex = 'male' | 'female'

const CALL_IN = /电|呼入|call|phone|^tel/
const WALK_IN = /店|展厅|进厅|自然|walk|showroom|visit|inperson|store/
const MALE = /^(男|先生|男士|男性|m|male|mr\.?|man)$/
const FEMALE = /^(女|女士|女性|小姐|太太|f|female|ms\.?|mrs\.?|miss|woman)$/
const FIRST =
  /^(首|首次|初次|初访|首访|一次|第一次|新|新客|新客户|新增|first|firsttime|firstvisit|new|f|1st)/
const REPEAT =
  /^(再|再次|二|两次|三次|多次|复|第[二三四五六七八九]|老|回头|repeat|return|again|second|r$|2nd)/
const YES = /^([√✓✔☑✅●■v是有对y1]|yes|true|ok|已.*|是.*|有.*|留档|建档|建卡|filed|留)$/
const NO = /^([×✗✘☒❌╳xX否无没未n0\-/□]|no|false|not.*|未.*|否.*|无.*|没.*|不.*|none)$/
const HEADS: Record<string, number> = {
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
}
const LARGEST_PARTY = 99

/** Call-in or walk-in; null where the words say neither. */
export function readChannel(text: string): Channel | null {
  const folded = foldText(text)
  if (/到店|来店|进店|walk/.test(folded)) return 'walk-in'
  if (CALL_IN.test(folded)) return 'call-in'
  return WALK_IN.test(folded) ? 'walk-in' : null
}

export function readSex(text: string): Sex | null {
  const folded = foldText(text)
  if (MALE.test(folded)) return 'male'
  return FEMALE.test(folded) ? 'female' : null
}

/** True: the party came again. A number counts the visits, this one included. */
export function readIsRepeat(text: string): boolean | null {
  const folded = foldText(text)
  const count = /^第?(\d{1,2})次?$/.exec(folded)
  if (count) return Number(count[1]) > 1
  if (FIRST.test(folded)) return false
  return REPEAT.test(folded) ? true : null
}

/** The level letter: Ａ, a, ` B `, C级, H类, level A. */
export function readLevel(text: string): IntentLevel | null {
  const letter = foldText(text)
    .replace(/(级别?|类|等|客户|意向|level|grade)/g, '')
    .replace(/[^a-z]/g, '')
    .toUpperCase()
  return INTENT_LEVELS.find((level) => level === letter) ?? null
}

/** A tick, a cross, a word; null where it is neither a yes nor a no. */
export function readMark(text: string): boolean | null {
  const folded = foldText(text)
  if (YES.test(folded)) return true
  return NO.test(folded) ? false : null
}

/** 3, 3人, 三人, 2大1小; null where it is no number of people. */
export function readPartySize(text: string): number | null {
  const digits = foldText(text).replace(/[一二两三四五六七八]/g, (head) => String(HEADS[head]))
  const counts = digits.match(/\d+(\.0+)?/g)
  if (!counts || /[-.]\d*[1-9]/.test(digits)) return null
  const size = counts.reduce((sum, count) => sum + Number(count), 0)
  return size >= 1 && size <= LARGEST_PARTY ? size : null
}
