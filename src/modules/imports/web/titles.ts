import { defineWords } from '#shared/words.ts'

/** The titles of the screens: all that the first page needs of these words. */
export const importTitles = defineWords({
  imports: ['导入', 'Imports'],
  newImport: ['导入文件', 'Import a file'],
  oneImport: ['导入', 'Import'],
})
