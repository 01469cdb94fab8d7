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
  return joined(syllablesOf(name))
}

/**
 * The keys under which a name is found while its pinyin is being typed: every beginning, from two
 * letters on, of the full pinyin and of the initials, and the pinyin without its first syllable.
 */
export function pinyinKeys(name: string): string[] {
  const syllables = syllablesOf(name)
  const { full, initials } = joined(syllables)
  const keys = new Set([...beginnings(full), ...beginnings(initials)])
  const givenName = syllables.slice(1).join('')
  if (givenName.length >= 2) keys.add(givenName)
  return [...keys]
}

function joined(syllables: readonly string[]): NamePinyin {
  return {
    full: syllables.join(''),
    initials: syllables.map((syllable) => syllable.charAt(0)).join(''),
  }
}

// Chinese, Latin and everything else apart: of Chinese alone the library needs a third of the time.
const runs = /[\u4e00-\u9fff]+|[a-z0-9]+|[^\u4e00-\u9fffa-z0-9]+/g

/** A run of Latin letters or digits is one syllable, each Chinese character another. */
function syllablesOf(name: string): string[] {
  const folded = foldText(name)
  const syllables = (folded.match(runs) ?? []).flatMap((run, at) =>
    /^[a-z0-9]/.test(run)
      ? [run]
      : pinyin(run, {
          toneType: 'none',
          type: 'array',
          surname: at === 0 ? 'head' : 'off',
          v: true,
        }),
  )
  const surname = SURNAMES[folded.charAt(0)]
  if (surname !== undefined && folded.length <= 4) syllables[0] = surname
  return syllables.filter((syllable) => /^[a-z0-9]+$/.test(syllable))
}

function beginnings(letters: string): string[] {
  return Array.from({ length: Math.max(0, letters.length - 1) }, (_, i) => letters.slice(0, i + 2))
}
