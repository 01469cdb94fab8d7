import { formatWan } from '#shared/money.ts'

/** Money in units of 10,000 yuan, as funnels and forecasts are read. */
export const sayWan = (fen: number): string => formatWan(Math.round(fen), 1)
/** Deals expected: whole from ten on, one digit below. */
export const sayExpected = (value: number): string =>
  value >= 10 ? String(Math.round(value)) : value.toFixed(1)
