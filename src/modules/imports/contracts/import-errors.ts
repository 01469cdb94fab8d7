import { defineErrors } from '#shared/errors.ts'

export const importError = defineErrors({
  'imports.not_in_preview': {
    status: 409,
    zh: '这次导入已经开始，不能再更改',
    en: 'This import has begun and cannot be changed any more',
  },
  'imports.nothing_to_take': {
    status: 422,
    zh: '没有可导入的行，请检查各列的对应',
    en: 'There is no line to import; check what each column means',
  },
  'imports.year_needed': {
    status: 422,
    zh: '日期没有年份，请选择年份',
    en: 'The dates have no year; choose one',
  },
  'imports.column_needed': {
    status: 422,
    zh: '缺少必需的列：{columns}，请指定哪一列是',
    en: 'Columns are missing: {columns}; say which column holds them',
  },
  'imports.not_understood': {
    status: 422,
    zh: '看不出这个文件是什么内容，请先选择要导入的种类',
    en: 'It is not clear what this file holds; choose first what to import',
  },
  'imports.export_running': {
    status: 409,
    zh: '正在导出，请等它完成',
    en: 'An export is under way; wait until it is done',
  },
  'imports.export_gone': {
    status: 410,
    zh: '导出的文件只保留 7 天，已不在了',
    en: 'Exported files are kept for 7 days; this one is gone',
  },
  'imports.no_date_column': {
    status: 422,
    zh: '没有日期列，请指定哪一列是日期',
    en: 'No column holds the date; say which one does',
  },
  'imports.not_running': {
    status: 409,
    zh: '这次导入没有在进行',
    en: 'This import is not running',
  },
  'imports.not_done': {
    status: 409,
    zh: '只有已完成的导入可以撤销',
    en: 'Only a finished import can be taken back',
  },
  'imports.already_undone': {
    status: 409,
    zh: '这次导入已经撤销过',
    en: 'This import was taken back before',
  },
  'imports.file_gone': {
    status: 410,
    zh: '上传的文件已过 30 天，不再保留',
    en: 'The uploaded file is older than 30 days and is not kept any more',
  },
  'imports.no_refused': {
    status: 404,
    zh: '这次导入没有被拒绝的行',
    en: 'No line of this import was refused',
  },
  'imports.no_owner': {
    status: 422,
    zh: '第 {row} 行没有销售顾问，本店也没有可接手的顾问',
    en: 'Line {row} names no consultant, and the store has none to take it',
  },
  'imports.no_such_person': {
    status: 422,
    zh: '选择的人员不在本店',
    en: 'The chosen person does not work in this store',
  },
  'imports.busy_store': {
    status: 503,
    zh: '导入期间有人不断登记相同的号码，请稍后再试',
    en: 'The same numbers were being saved at the same time; try again later',
  },
})
