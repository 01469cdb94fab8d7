import { serve } from '#foundation/http/serve.ts'
import { getSession, listDemoLogins, logIn, logInToDemo, logOut } from '../contract.ts'
import { sessionCookie } from './authenticate.ts'
import { assertDemoHere, findDemoPerson, listDemoPeople } from './demo-logins.ts'
import { logInWithPassword, openSession } from './log-in.ts'
import { presentSession } from './session.ts'
import { deleteSession } from './sessions.queries.ts'

export const sessionRoutes = [
  serve(getSession, async (ctx) => presentSession(ctx.tx, ctx.actor)),
  serve(logIn, async (ctx, { body }, wire) => logInWithPassword(ctx, wire, body)),
  serve(logOut, async (ctx, _input, { reply }) => {
    if (ctx.actor.sessionId) await deleteSession(ctx.tx, ctx.actor.sessionId)
    reply.clearCookie(sessionCookie, { path: '/' })
    return undefined
  }),
  serve(listDemoLogins, async (ctx, _input, { request }) => {
    assertDemoHere(request)
    return { logins: await listDemoPeople(ctx.tx) }
  }),
  serve(logInToDemo, async (ctx, { body }, wire) => {
    assertDemoHere(wire.request)
    const person = await findDemoPerson(ctx.tx, body.login)
    return openSession(ctx, wire, person.groupId, person.id)
  }),
]
