// Refusals of a file that cannot be read as a sheet, each with a status and words for people.
import { AppError, defineErrors } from '#shared/errors.ts'

const sheetErrors = {
  'sheets.too_large': {
    status: 413,
    zh: '文件太大，请拆分后再导入',
    en: 'The file is too large; split it and try again',
  },
  'sheets.zip_bomb': {
    status: 422,
    zh: '文件解压后异常庞大，已拒绝',
    en: 'The file unpacks to an abnormal size and was refused',
  },
  'sheets.broken': {
    status: 422,
    zh: '文件已损坏，无法读取，请用 Excel 打开另存后重试',
    en: 'The file is damaged and cannot be read; open it in Excel, save it again and retry',
  },
  'sheets.unknown_format': {
    status: 422,
    zh: '不是可识别的表格文件，请上传 xlsx、xls 或 csv',
    en: 'Not a sheet we can read; upload xlsx, xls or csv',
  },
  'sheets.encrypted': {
    status: 422,
    zh: '文件设有打开密码，请去掉密码后再导入',
    en: 'The file is protected by a password; remove it and try again',
  },
  'sheets.empty': {
    status: 422,
    zh: '文件里没有内容',
    en: 'The file holds nothing',
  },
  'sheets.too_many_rows': {
    status: 422,
    zh: '行数超过上限，请拆分后再导入',
    en: 'Too many rows; split the file and try again',
  },
  'sheets.too_many_columns': {
    status: 422,
    zh: '列数超过上限',
    en: 'Too many columns',
  },
  'sheets.cell_too_long': {
    status: 422,
    zh: '有单元格的文字过长',
    en: 'A cell holds too much text',
  },
  'sheets.no_such_sheet': {
    status: 422,
    zh: '找不到指定的工作表',
    en: 'There is no sheet of that name',
  },
  'sheets.too_slow': {
    status: 422,
    zh: '读取文件用时过长，已停止',
    en: 'Reading the file took too long and was stopped',
  },
} as const satisfies Record<string, { status: number; zh: string; en: string }>

// Declared, so that the API document lists them.
defineErrors(sheetErrors)

export type SheetErrorCode = keyof typeof sheetErrors

export type SheetErrorDetails = Record<string, string | number>

/** A file was refused; `code` tells why, `details` carries the limit or the place concerned. */
export class SheetError extends AppError {
  declare readonly code: SheetErrorCode
  declare readonly details: SheetErrorDetails

  constructor(code: SheetErrorCode, details: SheetErrorDetails = {}, options?: ErrorOptions) {
    super(code, sheetErrors[code], details)
    this.name = 'SheetError'
    this.cause = options?.cause
  }
}
