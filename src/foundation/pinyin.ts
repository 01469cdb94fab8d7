import { pinyin } from 'pinyin-pro'
import { foldText } from '#shared/full-width.ts'

/** The pinyin of a name, lower-case letters without tones, ü written v. */
export interface NamePinyin {
  /** `ouyangjingxuan` */
  full: string
  /** `oyjx` */
  initials: string
}

// Readings as a surname (《现代汉语词典》) that the library takes from common words instead.
const SURNAMES: Record<string, string> = { 种: 'chong', 秘: 'bi', 黑: 'he', 洗: 'xian' }

/**
 * The pinyin of a person's name: the first one or two characters as a surname (单 shan, 曾 zeng,
 * 仇 qiu, 解 xie, 欧阳, 万俟), the others by the words they form. Latin letters and digits are
 * kept, one run being one syllable; all else is dropped.
 */
export function pinyinOf(name: string): NamePinyin {
  const syllables = syllablesOf(name)
  return {
    full: syllables.join(''),
    initials: syllables.map((syllable) => syllable.charAt(0)).join(''),
  }
}

/**
 * The keys under which a name is found while its pinyin is being typed: every beginning, from two
 * letters on, of the full pinyin and of the initials, and the pinyin without its first syllable.
 */
export function pinyinKeys(name: string): string[] {
  const syllables = syllablesOf(name)
  const { full, initials } = pinyinOf(name)
  const keys = new Set([...beginnings(full), ...beginnings(initials)])
  const givenName = syllables.slice(1).join('')
  if (givenName.length >= 2) keys.add(givenName)
  return [...keys]
}

function syllablesOf(name: string): string[] {
  const folded = foldText(name)
  const first = folded.charAt(0)
  const syllables: string[] = []
  let run = ''
  for (const unit of readingsOf(folded)) {
    if (/^[a-z0-9]$/.test(unit.origin)) {
      run += unit.origin
      continue
    }
    if (run !== '') syllables.push(run)
    run = ''
    if (unit.isZh) syllables.push(unit.pinyin)
  }
  if (run !== '') syllables.push(run)
  const surname = SURNAMES[first]
  if (surname !== undefined && folded.length <= 4) syllables[0] = surname
  return syllables.filter((syllable) => /^[a-z0-9]+$/.test(syllable))
}

function readingsOf(folded: string): { origin: string; isZh: boolean; pinyin: string }[] {
  return pinyin(folded, { toneType: 'none', type: 'all', surname: 'head', v: true })
}

function beginnings(letters: string): string[] {
  return Array.from({ length: Math.max(0, letters.length - 1) }, (_, i) => letters.slice(0, i + 2))
}
