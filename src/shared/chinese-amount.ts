import { type Fen, isFen } from '#shared/money.ts'

const DIGITS = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'] as const
const WAN = 10_000
const YI = 100_000_000

/**
 * An amount in Chinese capitals (人民币大写), as on contracts, receipts and cheques: 12345600 fen →
 * `壹拾贰万叁仟肆佰伍拾陆元整`; 整 closes what ends at 元 or 角, a run of zeros is one 零, an empty 角
 * before 分 is 零, negative begins with 负, nothing is 零元整. Throws RangeError if `fen` is no whole
 * number. Source: 支付结算办法 (银发〔1997〕393号), annex 1; where it leaves a choice (零 after a
 * round 元 or 万) the shorter form.
 */
export function chineseAmount(fen: Fen): string {
  if (!isFen(fen)) throw new RangeError(`Not a whole number of fen: ${fen}`)
  if (fen === 0) return '零元整'
  const size = Math.abs(fen)
  const yuan = Math.floor(size / 100)
  const jiao = Math.floor(size / 10) % 10
  const rest = size % 10
  const whole = yuan > 0 ? `${readInteger(yuan)}元` : ''
  return (fen < 0 ? '负' : '') + whole + readParts(jiao, rest, yuan > 0)
}

function readParts(jiao: number, fen: number, afterYuan: boolean): string {
  if (jiao === 0 && fen === 0) return '整'
  const tenths = jiao > 0 ? `${DIGITS[jiao]}角` : afterYuan ? '零' : ''
  return fen > 0 ? `${tenths}${DIGITS[fen]}分` : `${tenths}整`
}

function readInteger(value: number): string {
  if (value >= YI) return readAbove(value, YI, '亿')
  if (value >= WAN) return readAbove(value, WAN, '万')
  return readFour(value)
}

/** The part above the unit, the unit, and the part below, with 零 where its first place is empty. */
function readAbove(value: number, unit: number, name: string): string {
  const below = value % unit
  const gap = below > 0 && below < unit / 10 ? '零' : ''
  const text = readInteger(Math.floor(value / unit)) + name
  return below > 0 ? text + gap + readInteger(below) : text
}

function readFour(value: number): string {
  let text = ''
  let gap = false
  for (const [unit, name] of [
    [1000, '仟'],
    [100, '佰'],
    [10, '拾'],
    [1, ''],
  ] as const) {
    const digit = Math.floor(value / unit) % 10
    if (digit === 0) gap = text !== ''
    else {
      text += `${gap ? '零' : ''}${DIGITS[digit]}${name}`
      gap = false
    }
  }
  return text
}
