import { colourOf } from './styles.ts'
import type { Border, Borders } from './word-doc.ts'
import { child, figure, value, type Xml } from './xml.ts'

type Side = 'top' | 'bottom' | 'left' | 'right'
const otherNames: Readonly<Record<string, string>> = { left: 'w:start', right: 'w:end' }

/** The border one element says for a side: null for none, undefined where it says nothing. */
export function borderOf(of: Xml | undefined, side: string): Border | null | undefined {
  const said = child(of, `w:${side}`) ?? child(of, otherNames[side] ?? '')
  if (!said) return undefined
  const kind = value(said) ?? 'single'
  if (kind === 'nil' || kind === 'none') return null
  return {
    width: Math.min(6, Math.max(0.25, (figure(said, 'w:sz') ?? 4) / 8)),
    colour: colourOf(value(said, 'w:color')) ?? '#000000',
    dash: /dot/i.test(kind) ? 'dotted' : /dash/i.test(kind) ? 'dashed' : 'solid',
  }
}

/** The borders by the last element that says each. */
export function bordersOf(all: readonly Xml[], sides: readonly Side[]): Borders {
  const found: Borders = {}
  for (const side of sides) {
    const border = all.map((one) => borderOf(one, side)).findLast((one) => one !== undefined)
    if (border) found[side] = border
  }
  return found
}
