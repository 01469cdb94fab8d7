import type { ServerResponse } from 'node:http'
import { defineRoute } from '#shared/contract.ts'
import type { Notice } from '../events/listen.ts'
import { type ServedRoute, serve } from './serve.ts'

export const live = defineRoute({
  method: 'GET',
  path: '/api/live',
  summary: { zh: '实时消息（SSE）', en: 'Live news (server-sent events)' },
  access: 'session',
  response: 'stream',
})

const heartbeatMs = 20_000
/** A browser that reads this far behind is let go; it asks anew when it comes back. */
const mostUnreadBytes = 256 * 1024

interface Subscriber {
  stores: Set<number>
  response: ServerResponse
}

/** Hands events to the browsers that may see their store; ids only, they ask for the rest. */
export function createLiveHub() {
  const subscribers = new Set<Subscriber>()
  let isClosed = false
  const send = ({ response }: Subscriber, text: string): void => {
    if (response.writableLength > mostUnreadBytes) response.destroy()
    else response.write(text)
  }
  const timer = setInterval(() => {
    for (const s of subscribers) send(s, ': still here\n\n')
  }, heartbeatMs)
  timer.unref()

  const route: ServedRoute = serve(live, async (ctx, _input, { reply }) => {
    reply.hijack()
    const response = reply.raw
    response.on('error', () => response.destroy())
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    })
    response.write('event: ready\ndata: {}\n\n')
    const subscriber = { stores: new Set(ctx.actor.stores.map((s) => s.id)), response }
    response.on('close', () => subscribers.delete(subscriber))
    if (isClosed) response.end()
    else subscribers.add(subscriber)
    return undefined
  })
  return {
    route,
    tell(notice: Notice): void {
      const text = `data: ${JSON.stringify({ type: notice.type, id: notice.id, storeId: notice.storeId })}\n\n`
      for (const s of subscribers) if (s.stores.has(notice.storeId)) send(s, text)
    },
    close(): void {
      isClosed = true
      clearInterval(timer)
      for (const s of subscribers) s.response.end()
      subscribers.clear()
    },
  }
}
