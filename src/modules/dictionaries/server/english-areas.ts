import { pinyin } from 'pinyin-pro'

/** Endings of the division's names, the longest first; a city goes by its bare name. */
const endings: readonly [string, string][] = [
  ['特别行政区', ''],
  ['壮族自治区', ''],
  ['回族自治区', ''],
  ['维吾尔自治区', ''],
  ['自治区', ''],
  ['自治州', ' Autonomous Prefecture'],
  ['自治县', ' Autonomous County'],
  ['自治旗', ' Autonomous Banner'],
  ['林区', ' Forestry District'],
  ['新区', ' New Area'],
  ['开发区', ' Development Zone'],
  ['地区', ' Prefecture'],
  ['省', ''],
  ['盟', ' League'],
  ['市', ''],
  ['区', ' District'],
  ['县', ' County'],
  ['旗', ' Banner'],
]
/** Known in English by another name than their pinyin. */
const known: Readonly<Record<string, string>> = {
  内蒙古: 'Inner Mongolia',
  陕西: 'Shaanxi',
  西藏: 'Tibet',
  香港: 'Hong Kong',
  澳门: 'Macau',
  台湾: 'Taiwan',
  哈尔滨: 'Harbin',
  呼和浩特: 'Hohhot',
  乌鲁木齐: 'Urumqi',
  拉萨: 'Lhasa',
  高新: 'High-tech',
  经济: 'Economic',
  经济技术: 'Economic & Technological',
  '': 'Economic',
}
const cache = new Map<string, string>()

/** `朝阳区` as `Chaoyang District`, `长春市` as `Changchun`. */
export function englishArea(name: string): string {
  const before = cache.get(name)
  if (before !== undefined) return before
  const [ending, word] = endings.find(([one]) => name.endsWith(one) && name !== one) ?? ['', '']
  const stem = ending === '' ? name : name.slice(0, -ending.length)
  const said = `${known[stem] ?? capitalised(stem)}${word}`
  cache.set(name, said)
  return said
}

function capitalised(stem: string): string {
  const letters = pinyin(stem, { toneType: 'none', type: 'array', v: false }).join('')
  return letters.charAt(0).toUpperCase() + letters.slice(1)
}
