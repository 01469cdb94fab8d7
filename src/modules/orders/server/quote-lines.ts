import type { QuoteForOrder } from '#modules/quotes/index.ts'
import type { LineInput, LineKind } from '../contract.ts'

type QuotedKind = QuoteForOrder['lines'][number]['kind']

/** Lines of a quote in the kinds of an order: what belongs to the car is an option, taxes are fees. */
const kindOf: Readonly<Record<QuotedKind, LineKind>> = {
  car: 'car',
  colour: 'option',
  interior: 'option',
  option: 'option',
  discount: 'discount',
  accessory: 'accessory',
  gift: 'accessory',
  tax: 'fee',
  insurance: 'insurance',
  fee: 'fee',
  trade_in: 'trade_in',
}

/** The lines of an order made from a quote; they add up to what the quote asks. */
export function linesOfQuote(quote: Pick<QuoteForOrder, 'lines' | 'quantity'>): LineInput[] {
  const lines = quote.lines.map((line): LineInput => {
    const amount = Math.abs(line.amountFen)
    // What does not divide evenly stands as one piece with its whole amount.
    const isEven = line.quantity >= 1 && line.quantity <= 999 && amount % line.quantity === 0
    return {
      kind: kindOf[line.kind],
      name: (isEven ? line.name : `${line.name} ×${line.quantity}`).slice(0, 120),
      quantity: isEven ? line.quantity : 1,
      unitFen: isEven ? amount / line.quantity : amount,
      note: '',
    }
  })
  const cars = lines.filter((line) => line.kind === 'car')
  // The number of cars is the quote's, whatever the pieces of its lines.
  if (cars.length === 1 && cars[0] && cars[0].quantity !== quote.quantity) {
    const whole = cars[0].quantity * cars[0].unitFen
    if (whole % quote.quantity === 0) {
      cars[0].quantity = quote.quantity
      cars[0].unitFen = whole / quote.quantity
    }
  }
  return lines
}
