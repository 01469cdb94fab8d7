import { parseMoney } from '#shared/money.ts'
import type { PriceItemKind } from '#shared/price-book.ts'
import type { PriceItemRecord } from '../contract.ts'
import type { pricingWords } from '../words.ts'
import { readChoices, readTerms, writeChoices, writeTerms } from './rule-text.ts'

/** The form of an item: amounts in yuan and rates in per cent, as typed. */
export interface ItemValues {
  isOwn: 'own' | 'all'
  code: string
  name: string
  nameEn: string
  price: string
  cost: string
  seriesIds: string[]
  modelIds: string[]
  needs: string[]
  excludes: string[]
  validFrom: string
  validTo: string
  isDefault: boolean
  isCompulsory: boolean
  swatch: string
  ratePercent: string
  choices: string
  method: 'annual' | 'fee'
  isLease: boolean
  downPercent: string
  residualPercent: string
  terms: string
  taxRate: string
  vatRate: string
  energy: 'all' | 'fuel' | 'nev'
  relief: string
  reliefCap: string
}

const yuan = (fen: number | null | undefined) =>
  fen === null || fen === undefined ? '' : String(fen / 100)
const per = (value: number | undefined, unit: number) =>
  value === undefined ? '' : String(value / unit)

export function valuesOf(item: PriceItemRecord | undefined, mayForAll: boolean): ItemValues {
  const rule = item?.rule ?? {}
  return {
    isOwn: item ? (item.isOwn ? 'own' : 'all') : mayForAll ? 'all' : 'own',
    code: item?.code ?? '',
    name: item?.name ?? '',
    nameEn: item?.nameEn ?? '',
    price: item ? yuan(item.priceFen) : '',
    cost: yuan(item?.costFen),
    seriesIds: item?.seriesIds ?? [],
    modelIds: item?.modelIds ?? [],
    needs: item?.needs ?? [],
    excludes: item?.excludes ?? [],
    validFrom: item?.validFrom ?? '',
    validTo: item?.validTo ?? '',
    isDefault: rule.isDefault ?? false,
    isCompulsory: rule.isCompulsory ?? false,
    swatch: rule.swatch ?? '',
    ratePercent: per(rule.ratePpm, 10_000),
    choices: writeChoices(rule.choices ?? []),
    method: rule.method ?? 'annual',
    isLease: rule.isLease ?? false,
    downPercent: per(rule.downPercent, 1),
    residualPercent: per(rule.residualPercent, 1),
    terms: writeTerms(rule.terms ?? []),
    taxRate: per(rule.rateBp, 100),
    vatRate: per(rule.vatBp, 100),
    energy: rule.energy ?? 'all',
    relief: per(rule.reliefPercent, 1),
    reliefCap: yuan(rule.reliefCapFen),
  }
}

/** The rule as it is kept; only what the kind has. */
export function ruleOf(kind: PriceItemKind, values: ItemValues): PriceItemRecord['rule'] {
  const whole = (text: string, unit: number) => Math.round(Number(text) * unit)
  const choices = readChoices(values.choices)
  const terms = readTerms(values.terms)
  const cap = parseMoney(values.reliefCap)
  return {
    ...(values.isDefault ? { isDefault: true } : {}),
    ...(values.swatch !== '' && (kind === 'colour' || kind === 'interior')
      ? { swatch: values.swatch }
      : {}),
    ...(kind === 'insurance'
      ? {
          ...(values.isCompulsory ? { isCompulsory: true } : {}),
          ...(values.ratePercent === '' ? {} : { ratePpm: whole(values.ratePercent, 10_000) }),
          ...(choices.ok && choices.items.length > 0 ? { choices: choices.items } : {}),
        }
      : {}),
    ...(kind === 'finance'
      ? {
          method: values.method,
          ...(values.isLease ? { isLease: true } : {}),
          ...(values.downPercent === '' ? {} : { downPercent: whole(values.downPercent, 1) }),
          ...(values.residualPercent === ''
            ? {}
            : { residualPercent: whole(values.residualPercent, 1) }),
          terms: terms.ok ? terms.items : [],
        }
      : {}),
    ...(kind === 'tax'
      ? {
          rateBp: whole(values.taxRate, 100),
          ...(values.vatRate === '' ? {} : { vatBp: whole(values.vatRate, 100) }),
          ...(values.energy === 'all' ? {} : { energy: values.energy }),
          ...(values.relief === '' ? {} : { reliefPercent: whole(values.relief, 1) }),
          ...(cap === undefined ? {} : { reliefCapFen: cap }),
        }
      : {}),
  }
}

type Say = (
  key: keyof typeof pricingWords & string,
  values?: Record<string, string | number>,
) => string

/** What is wrong with the form, by field. */
export function checkItem(
  kind: PriceItemKind,
  values: ItemValues,
  t: Say,
): Partial<Record<keyof ItemValues, string>> {
  const errors: Partial<Record<keyof ItemValues, string>> = {}
  for (const name of ['price', 'cost', 'reliefCap'] as const)
    if (values[name] !== '' && (parseMoney(values[name]) ?? -1) < 0) errors[name] = t('wrongMoney')
  const isPercent = (text: string) => /^\d{1,3}(\.\d{1,4})?$/.test(text) && Number(text) <= 100
  for (const name of [
    'ratePercent',
    'downPercent',
    'residualPercent',
    'taxRate',
    'vatRate',
    'relief',
  ] as const)
    if (values[name] !== '' && !isPercent(values[name])) errors[name] = t('wrongNumber')
  if (kind === 'tax' && values.taxRate === '') errors.taxRate = t('wrongNumber')
  if (kind === 'insurance') {
    const choices = readChoices(values.choices)
    if (!choices.ok) errors.choices = t('wrongLine', { n: choices.line, text: choices.text })
  }
  if (kind === 'finance') {
    const terms = readTerms(values.terms)
    if (!terms.ok) errors.terms = t('wrongLine', { n: terms.line, text: terms.text })
    else if (terms.items.length === 0) errors.terms = t('termsHint')
  }
  return errors
}
