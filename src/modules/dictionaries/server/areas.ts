import { readFileSync } from 'node:fs'
import { foldText } from '#shared/full-width.ts'
import type { Locale } from '#shared/errors.ts'
import { englishArea } from './english-areas.ts'

/**
 * Where people live, as coarse as a dealer needs it: the cities and districts of the national
 * administrative division (GB/T 2260) by their six digits. `220000` is a province, `220100` a city,
 * `220104` one of its districts or counties.
 */
const names = new Map(
  readFileSync(new URL('./areas.txt', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line): [string, string] => [line.slice(0, 6), line.slice(7)]),
)

const provinceOf = (code: string) => `${code.slice(0, 2)}0000`
/** The city of a district; of a city itself. */
export const cityOf = (code: string): string => `${code.slice(0, 4)}00`
const isProvince = (code: string) => code.endsWith('0000')
const isCity = (code: string) => !isProvince(code) && code.endsWith('00')

/** Whether a code is a city or a district; a whole province says too little. */
export const isArea = (code: string): boolean => names.has(code) && !isProvince(code)

/** Every district of a city, and the city itself. */
export function areasWithin(city: string): string[] {
  return [...names.keys()].filter((code) => !isProvince(code) && cityOf(code) === city)
}

/** `长春市朝阳区`, `Chaoyang District, Changchun`; the code itself where there is none such. */
export function areaLabel(code: string, locale: Locale): string {
  const name = names.get(code)
  if (name === undefined) return code
  const city = shownCity(code)
  if (isProvince(code) || isCity(code))
    return locale === 'en' ? englishArea(city ?? name) : (city ?? name)
  const whole = city ?? names.get(provinceOf(code)) ?? ''
  return locale === 'en' ? `${englishArea(name)}, ${englishArea(whole)}` : `${whole}${name}`
}

/** The name of a code's city as people say it; counties under a province alone have none. */
function shownCity(code: string): string | undefined {
  if (isProvince(code)) return undefined
  const name = names.get(cityOf(code))
  return name === undefined || /^县$|直辖/.test(name) ? names.get(provinceOf(code)) : name
}

export interface AreaChoice {
  code: string
  label: string
}

/** What can be chosen around an area, or around a city where nothing is chosen yet. */
export function areaChoices(of: string | undefined, locale: Locale) {
  const codes = [...names.keys()]
  const choice = (code: string): AreaChoice => {
    const name = names.get(code) ?? code
    return { code, label: locale === 'en' ? englishArea(name) : name }
  }
  const province = of === undefined ? null : provinceOf(of)
  const inProvince = codes.filter((code) => isCity(code) && provinceOf(code) === province)
  // A city that is its own province needs no second choice.
  const only = inProvince.length === 1 ? (inProvince[0] as string) : null
  const city = of === undefined || isProvince(of) ? only : cityOf(of)
  return {
    province,
    city,
    district: of !== undefined && isArea(of) && !isCity(of) ? of : null,
    provinces: codes.filter(isProvince).map(choice),
    cities: inProvince.map(choice),
    districts: codes
      .filter((code) => city !== null && code !== city && cityOf(code) === city)
      .map(choice),
  }
}

const shortName = (name: string) => name.replace(/(市|地区|盟)$/, '')
const cities = [...names]
  .filter(([code, name]) => isCity(code) && /(市|州|盟|地区)$/.test(name))
  .map(([code, name]) => ({ code, name, short: shortName(name) }))
/** Cities by the first two characters of their short names. */
const citiesByStart = Map.groupBy(cities, ({ short }) => short.slice(0, 2))
const citiesAtStart = (text: string) => citiesByStart.get(text.slice(0, 2)) ?? []
const provinces = [...names]
  .filter(([code]) => isProvince(code))
  .map(([code, name]) => ({
    code,
    name,
    short: name.replace(/(省|市|自治区|壮族自治区|回族自治区|维吾尔自治区|特别行政区)$/, ''),
  }))
const districts = new Map<string, string[]>()
for (const [code, name] of names)
  if (!isProvince(code) && !isCity(code))
    districts.set(name, [...(districts.get(name) ?? []), code])
const longestDistrict = Math.max(...[...districts.keys()].map((name) => name.length))
/** Development zones are in every city: one means nothing without its city. */
const generic = /开发|高新|园区/

/**
 * The city or district that a text names: an address, or what somebody wrote in a column of a list.
 * A district without its city is the one of `near`, else the only one of that name in the country.
 * Gives undefined where that cannot be told, never a guess.
 */
export function recogniseArea(text: string, near?: string): string | undefined {
  const folded = foldText(text).replace(/\s/g, '')
  const named = namedCity(folded)
  const within = named?.code ?? near
  const found = districtIn(named?.rest ?? folded, within, named !== undefined)
  return found ?? named?.code
}

/** What a column of a list says of the area: also a bare `朝阳` for the district near the store. */
export function readArea(text: string, near?: string): string | undefined {
  const folded = foldText(text).replace(/\s/g, '')
  if (isArea(folded)) return folded
  const inCity = near === undefined ? [] : areasWithin(near)
  const same = inCity.filter(
    (code) => code !== near && names.get(code)?.replace(/(新区|区|县|市|旗)$/, '') === folded,
  )
  return same.length === 1 ? same[0] : recogniseArea(text, near)
}

/** The city of a name as a store's page has it: `长春` or `长春市`. */
export function findCity(name: string): string | undefined {
  const folded = foldText(name).trim()
  if (folded === '') return undefined
  return cities.find(({ name: city, short }) => city === folded || short === folded)?.code
}

function namedCity(text: string): { code: string; rest: string } | undefined {
  let first: { code: string; at: number; length: number } | undefined
  // Most addresses name no city in full.
  for (const { code, name } of /[市州盟]|地区/.test(text) ? cities : []) {
    const at = text.indexOf(name)
    if (at >= 0 && (first === undefined || at < first.at)) first = { code, at, length: name.length }
  }
  if (first) return { code: first.code, rest: text.slice(first.at + first.length) }
  const start = withoutProvince(text)
  for (const { code, short } of citiesAtStart(start)) {
    if (!start.startsWith(short)) continue
    const rest = start.slice(short.length)
    // `朝阳区红旗街` is no place in 朝阳市: the city counts when a district of it follows, or nothing.
    if (rest === '' || districtAt(rest, 0, code) !== undefined) return { code, rest }
  }
  return undefined
}

function withoutProvince(text: string): string {
  for (const { code, name, short } of provinces) {
    if (text.startsWith(name)) return text.slice(name.length)
    const rest = text.slice(short.length)
    const isFollowed = () =>
      citiesAtStart(rest).some(
        (city) => provinceOf(city.code) === code && rest.startsWith(city.short),
      )
    if (text.startsWith(short) && isFollowed()) return rest
  }
  return text
}

function districtIn(
  text: string,
  within: string | undefined,
  isCertain: boolean,
): string | undefined {
  const elsewhere: string[] = []
  for (let at = 0; at < text.length; at++) {
    const code = districtAt(text, at, within)
    if (code !== undefined) return code
    if (isCertain) continue
    const only = districtAt(text, at, undefined)
    if (only !== undefined) elsewhere.push(only)
  }
  return elsewhere[0]
}

/** The longest name of a district that begins at a place of a text, of one city or the only one. */
function districtAt(text: string, at: number, city: string | undefined): string | undefined {
  for (let length = Math.min(longestDistrict, text.length - at); length >= 2; length--) {
    const name = text.slice(at, at + length)
    const codes = districts.get(name)
    if (codes === undefined) continue
    if (city !== undefined) {
      const here = codes.find((code) => cityOf(code) === city)
      if (here !== undefined) return here
    } else if (codes.length === 1 && !generic.test(name) && name.length > 2) return codes[0]
  }
  return undefined
}
