export {
  acceptedQuote,
  discountNeedsApproval,
  markAccepted,
  type QuoteForOrder,
  quoteFields,
  releaseAccepted,
} from './server/doors.ts'
