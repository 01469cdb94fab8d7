/** What screens of the modules above may show of the numbers. */

export { numbersNews } from './naming.ts'
export { sayChange, sayFigure, sayRow, sayValue, severalYears } from './say-figure.ts'
