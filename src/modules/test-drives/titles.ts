import { defineWords } from '#shared/words.ts'

/** The titles of the screens: all that the first page needs of these words. */
export const testDriveTitles = defineWords({
  testDrives: ['试驾', 'Test drives'],
  demoCars: ['试驾车', 'Demo cars'],
  agreement: ['试驾协议', 'Test drive agreement'],
})
