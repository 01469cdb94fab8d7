import { personOf } from '#foundation/ctx.ts'
import { serve } from '#foundation/http/serve.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import { coreError } from '#shared/errors.ts'
import {
  beginAuthenticator,
  changeOwnPassword,
  changeProfile,
  confirmAuthenticator,
  endOtherSessions,
  endSession,
  getProfile,
  listSessions,
  turnOffAuthenticator,
} from '../contracts/profile.ts'
import { beginAuthenticatorSetup, confirmAuthenticatorSetup } from './authenticator.ts'
import {
  changeOwnPasswordTo,
  changeOwnProfile,
  getOwnProfile,
  ownId,
  turnOffOwnAuthenticator,
} from './profile.ts'
import { deleteSessionOf, deleteSessionsOf, listSessionsOf } from './sessions.queries.ts'

export const profileRoutes = [
  serve(getProfile, async (ctx) => getOwnProfile(ctx)),
  serve(changeProfile, async (ctx, { body }) => changeOwnProfile(ctx, body)),
  serve(changeOwnPassword, async (ctx, { body }, wire) => {
    await changeOwnPasswordTo(ctx, wire, body)
    return undefined
  }),
  serve(listSessions, async (ctx) => {
    const rows = await listSessionsOf(ctx.tx, personOf(ctx), ctx.now)
    return {
      sessions: rows.map((row) => ({
        id: row.id,
        createdAt: row.created_at.toISOString(),
        lastSeenAt: row.last_seen_at.toISOString(),
        userAgent: row.user_agent,
        address: row.address,
        isCurrent: row.id === ctx.actor.sessionId,
      })),
    }
  }),
  serve(endSession, async (ctx, { params }) => {
    const id = ownId(ctx)
    if (!(await deleteSessionOf(ctx.tx, id, params.id))) throw coreError('core.not_found')
    audit(ctx, { action: 'person.session_ended', recordType: 'person', recordId: id })
    return undefined
  }),
  serve(endOtherSessions, async (ctx) => {
    const id = ownId(ctx)
    const ended = await deleteSessionsOf(ctx.tx, id, ctx.actor.sessionId)
    const detail = { sessionsEnded: ended }
    audit(ctx, { action: 'person.session_ended', recordType: 'person', recordId: id, detail })
    return { ended }
  }),
  serve(beginAuthenticator, async (ctx) => beginAuthenticatorSetup(ctx)),
  serve(confirmAuthenticator, async (ctx, { body }) => {
    await confirmAuthenticatorSetup(ctx, body)
    return getOwnProfile(ctx)
  }),
  serve(turnOffAuthenticator, async (ctx, { body }, wire) => {
    await turnOffOwnAuthenticator(ctx, wire, body.password)
    return getOwnProfile(ctx)
  }),
]
