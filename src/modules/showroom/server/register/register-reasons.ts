// Why a line of a register is refused, in the words of the person who corrects it.
import { fillPhrase, type Locale } from '#shared/errors.ts'
import { fieldWords, type RegisterField } from './register-fields.ts'

export const registerReasons = {
  date_missing: { zh: '“{column}”没有填写', en: '“{column}” is empty' },
  date_not_understood: {
    zh: '“{column}”不是日期：{value}',
    en: '“{column}” is not a date: {value}',
  },
  year_missing: {
    zh: '“{column}”没有年份：{value}，请在预览中选择年份',
    en: '“{column}” has no year: {value}; choose the year in the preview',
  },
  phone_missing: {
    zh: '已留档，但“{column}”没有填写',
    en: 'Marked as filed, but “{column}” is empty',
  },
  phone_not_a_number: {
    zh: '已留档，但“{column}”不是完整的电话号码：{value}',
    en: 'Marked as filed, but “{column}” is not a phone number: {value}',
  },
  left_before_arriving: {
    zh: '“{column}”早于进店时间：{value}',
    en: '“{column}” is before the time of arrival: {value}',
  },
  unknown_consultant: {
    zh: '“{column}”不在本店人员名单中：{value}',
    en: '“{column}” is not on the staff list: {value}',
  },
} as const satisfies Record<string, { zh: string; en: string }>

export type RegisterReasonCode = keyof typeof registerReasons

export interface RegisterReason {
  field: RegisterField
  code: RegisterReasonCode
  /** Header of the column as the file has it. */
  column: string
  /** What stands in the cell, as text. */
  value: string
}

/** The sentence of a refusal, with the column's own header and the value in it. */
export function reasonText(reason: RegisterReason, locale: Locale): string {
  const column = reason.column === '' ? fieldWords[reason.field][locale] : reason.column
  return fillPhrase(registerReasons[reason.code][locale], { column, value: reason.value })
}
