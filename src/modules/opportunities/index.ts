export { giveNeedsStep, type ImportedNeeds } from './server/needs-step.ts'
export { cardUnits, cardWatch } from './server/card-operations.ts'
export { fileClaim } from './server/claims/claims.service.ts'
export type { NewContact, RecordedContact } from './server/complete-follow-up.ts'
export { findOpenCard, openCardsOf, recordContactOn } from './server/doors.ts'
export { deliverCard, signCard, undeliverCard, unsignCard } from './server/deal-doors.ts'
export { endForErasure } from './server/endings.ts'
export { lockProposedLoss, settleLoss } from './server/loss-door.ts'
export { runHandOver } from './server/hand-overs/run-hand-over.ts'
export {
  type CardRow as ImportedCard,
  cardsOfOperation,
  planAndInsertCards,
  restoreCards,
  takeBackCards,
  withdrawUnusedCards,
} from './server/import-cards.ts'
export { type NewCard, type OpenedCard, openCard } from './server/open-card.ts'
export {
  changeCard,
  changeExpectation,
  readCard,
  readCardsOfCustomer,
} from './server/opportunities.service.ts'
export { putIntoPool } from './server/pool/pool.service.ts'
export { type Share, shareOutDay } from './server/stand-ins.ts'
export { type CardShare, setShares, sharesOf } from './server/shares.ts'
export { stagesOf } from './server/machine/rules.ts'
export { assertStepMayBegin, giveRoadGuard } from './server/road-guard.ts'
export { promiseGapsOf } from './server/settings.ts'
export { archive as archiveCards } from './server/archive/archive.ts'
export { askApproval } from './server/machine/approvals.ts'
