import { child, elements, figure, value, type Xml } from './xml.ts'

interface Level {
  format: string
  text: string
  start: number
  properties: Xml
  isLegal: boolean
}

/** The numbers and bullets of a document, counted as its paragraphs are read from top to bottom. */
export interface Numbering {
  /** The label of the next paragraph of a list level, and the properties the level gives it. */
  next(listId: string, level: number): { text: string; properties: Xml } | undefined
  /** The same properties without counting. */
  properties(listId: string, level: number): Xml | undefined
}

export function readNumbering(root: Xml | undefined): Numbering {
  const abstract = new Map(
    elements(root, 'w:abstractNum').map((one) => [value(one, 'w:abstractNumId') ?? '', one]),
  )
  const lists = new Map<string, { levels: Map<number, Level>; family: string }>()
  for (const one of elements(root, 'w:num')) {
    const family = value(child(one, 'w:abstractNumId')) ?? ''
    const levels = levelsOf(abstract.get(family))
    for (const override of elements(one, 'w:lvlOverride')) {
      const at = figure(override, 'w:ilvl') ?? 0
      const own = child(override, 'w:lvl')
      if (own) levels.set(at, levelOf(own))
      const start = figure(child(override, 'w:startOverride'))
      const level = levels.get(at)
      if (start !== undefined && level) levels.set(at, { ...level, start })
    }
    const isOwn = elements(one, 'w:lvlOverride').length > 0
    const id = value(one, 'w:numId') ?? ''
    lists.set(id, { levels, family: isOwn ? `num ${id}` : family })
  }
  const counts = new Map<string, number[]>()
  return {
    next(listId, at) {
      const list = lists.get(listId)
      const level = list?.levels.get(at)
      if (!list || !level) return undefined
      const count = counts.get(list.family) ?? []
      counts.set(list.family, count)
      count[at] = (count[at] ?? level.start - 1) + 1
      count.length = at + 1
      const text = level.text.replace(/%(\d)/g, (_, digit: string) => {
        const index = Number(digit) - 1
        const of = list.levels.get(index)
        const number = count[index] ?? of?.start ?? 1
        return formatNumber(
          number,
          level.isLegal && index < at ? 'decimal' : (of?.format ?? 'decimal'),
        )
      })
      return {
        text: level.format === 'bullet' ? bulletOf(level) : text,
        properties: level.properties,
      }
    },
    properties: (listId, at) => lists.get(listId)?.levels.get(at)?.properties,
  }
}

function levelsOf(of: Xml | undefined): Map<number, Level> {
  return new Map(
    elements(of, 'w:lvl').map((one) => [figure(one, 'w:ilvl') ?? 0, levelOf(one)] as const),
  )
}

function levelOf(one: Xml): Level {
  return {
    format: value(child(one, 'w:numFmt')) ?? 'decimal',
    text: value(child(one, 'w:lvlText')) ?? '',
    start: figure(child(one, 'w:start')) ?? 1,
    properties: one,
    isLegal: child(one, 'w:isLgl') !== undefined,
  }
}

/** Bullets of symbol fonts lie in the private range; what they look like there. */
const bullets: Readonly<Record<string, string>> = {
  '\uf0b7': '•',
  '\uf06c': '●',
  '\uf06e': '■',
  '\uf075': '◆',
  '\uf0d8': '➢',
  '\uf0fc': '✓',
  '\uf0a7': '▪',
  '\uf0a8': '□',
  '\uf06f': '□',
  '\uf0fe': '☑',
}

function bulletOf(level: Level): string {
  return bullets[level.text] ?? (/^[\ue000-\uf8ff]/.test(level.text) ? '•' : level.text)
}

const digits = '零一二三四五六七八九'
const legal = '零壹贰叁肆伍陆柒捌玖'

/** A number as the list writes it. */
export function formatNumber(number: number, format: string): string {
  if (format === 'none') return ''
  if (format === 'upperLetter' || format === 'lowerLetter') {
    const letter = String.fromCharCode(97 + ((number - 1) % 26)).repeat(Math.ceil(number / 26))
    return format === 'upperLetter' ? letter.toUpperCase() : letter
  }
  if (format === 'upperRoman') return roman(number)
  if (format === 'lowerRoman') return roman(number).toLowerCase()
  if (format === 'decimalZero') return String(number).padStart(2, '0')
  if (format === 'decimalFullWidth')
    return String(number).replace(/\d/g, (digit) =>
      String.fromCharCode(digit.charCodeAt(0) + 0xfee0),
    )
  if (format.startsWith('decimalEnclosedCircle') && number >= 1 && number <= 20)
    return String.fromCharCode(0x2460 + number - 1)
  if (format === 'ideographTraditional') return '甲乙丙丁戊己庚辛壬癸'[(number - 1) % 10] ?? ''
  if (format === 'ideographZodiac') return '子丑寅卯辰巳午未申酉戌亥'[(number - 1) % 12] ?? ''
  if (format === 'chineseLegalSimplified') return chinese(number, legal, '拾佰仟')
  if (/^(chinese|japanese|taiwanese|ideograph)/.test(format)) {
    const text = chinese(number, digits, '十百千')
    return number < 20 ? text.replace(/^一十/, '十') : text
  }
  return String(number)
}

function chinese(number: number, numerals: string, units: string): string {
  if (number === 0) return numerals[0] ?? ''
  let said = ''
  let rest = number
  for (let place = 0; rest > 0; place += 1) {
    const digit = rest % 10
    if (digit > 0) said = `${numerals[digit]}${place > 0 ? units[place - 1] : ''}${said}`
    else if (said !== '' && !said.startsWith(numerals[0] ?? '')) said = `${numerals[0]}${said}`
    rest = Math.floor(rest / 10)
  }
  return said
}

function roman(number: number): string {
  const steps: [number, string][] = [
    [1000, 'M'],
    [900, 'CM'],
    [500, 'D'],
    [400, 'CD'],
    [100, 'C'],
    [90, 'XC'],
    [50, 'L'],
    [40, 'XL'],
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ]
  let rest = number
  let said = ''
  for (const [step, letter] of steps) for (; rest >= step; rest -= step) said += letter
  return said
}
