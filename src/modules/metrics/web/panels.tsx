/** What screens of the modules above may show of the numbers. */

export { numbersNews } from './naming.ts'
export { sayFigure, sayRow, sayValue, severalYears } from './say-figure.ts'
