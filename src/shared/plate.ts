import { toHalfWidth } from '#shared/full-width.ts'

// Number plates of mainland China (GA 36-2018): civil, new energy, and the marked series.

const PROVINCES: Record<string, { zh: string; en: string }> = {
  京: { zh: '北京', en: 'Beijing' },
  津: { zh: '天津', en: 'Tianjin' },
  沪: { zh: '上海', en: 'Shanghai' },
  渝: { zh: '重庆', en: 'Chongqing' },
  冀: { zh: '河北', en: 'Hebei' },
  豫: { zh: '河南', en: 'Henan' },
  云: { zh: '云南', en: 'Yunnan' },
  辽: { zh: '辽宁', en: 'Liaoning' },
  黑: { zh: '黑龙江', en: 'Heilongjiang' },
  湘: { zh: '湖南', en: 'Hunan' },
  皖: { zh: '安徽', en: 'Anhui' },
  鲁: { zh: '山东', en: 'Shandong' },
  新: { zh: '新疆', en: 'Xinjiang' },
  苏: { zh: '江苏', en: 'Jiangsu' },
  浙: { zh: '浙江', en: 'Zhejiang' },
  赣: { zh: '江西', en: 'Jiangxi' },
  鄂: { zh: '湖北', en: 'Hubei' },
  桂: { zh: '广西', en: 'Guangxi' },
  甘: { zh: '甘肃', en: 'Gansu' },
  晋: { zh: '山西', en: 'Shanxi' },
  蒙: { zh: '内蒙古', en: 'Inner Mongolia' },
  陕: { zh: '陕西', en: 'Shaanxi' },
  吉: { zh: '吉林', en: 'Jilin' },
  闽: { zh: '福建', en: 'Fujian' },
  贵: { zh: '贵州', en: 'Guizhou' },
  粤: { zh: '广东', en: 'Guangdong' },
  青: { zh: '青海', en: 'Qinghai' },
  藏: { zh: '西藏', en: 'Tibet' },
  川: { zh: '四川', en: 'Sichuan' },
  宁: { zh: '宁夏', en: 'Ningxia' },
  琼: { zh: '海南', en: 'Hainan' },
}

const PROVINCE = `[${Object.keys(PROVINCES).join('')}]`
const SERIAL = '[A-HJ-NP-Z0-9]'
// Small new-energy cars carry D or F (and since A–K) first, large ones last.
const NEW_ENERGY_SERIAL = `(?:[A-HJK]${SERIAL}\\d{4}|\\d{5}[A-HJK])`
const ORDINARY = new RegExp(`^${PROVINCE}[A-Z](?:${SERIAL}{5}|${SERIAL}{4}[学警港澳挂领超])$`)
const NEW_ENERGY = new RegExp(`^${PROVINCE}[A-Z]${NEW_ENERGY_SERIAL}$`)
const SEPARATORS = /[\s\-·.•_]/g

/**
 * A plate in its one stored form, `吉A12345` or `吉AD12345` (new energy, eight characters), from
 * full width, lower case, spaces, dot or dash. The letters O and I, which no serial has, are read
 * as 0 and 1. Gives undefined for what is no complete plate.
 */
export function normalisePlate(text: string): string | undefined {
  const plain = toHalfWidth(text).toUpperCase().replace(SEPARATORS, '')
  const serial = plain.slice(2).replaceAll('O', '0').replaceAll('I', '1')
  const plate = plain.slice(0, 2) + serial
  return ORDINARY.test(plate) || NEW_ENERGY.test(plate) ? plate : undefined
}

/** Whether a plate is one of the green new-energy plates. */
export function isNewEnergyPlate(plate: string): boolean {
  return NEW_ENERGY.test(normalisePlate(plate) ?? '')
}

/** Where a plate is registered: `office` is province and letter (吉A), the local plates of a store. */
export function plateRegion(
  plate: string,
): { office: string; provinceZh: string; provinceEn: string } | undefined {
  const normal = normalisePlate(plate)
  const province = PROVINCES[normal?.charAt(0) ?? '']
  if (normal === undefined || province === undefined) return undefined
  return { office: normal.slice(0, 2), provinceZh: province.zh, provinceEn: province.en }
}

/** A plate as it is written on the car: `吉A·12345`. Anything else comes back as it is. */
export function formatPlate(plate: string): string {
  const normal = normalisePlate(plate)
  return normal === undefined ? plate : `${normal.slice(0, 2)}·${normal.slice(2)}`
}
