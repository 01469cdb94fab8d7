import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { CallError, call, callUrl, sayError, setCallContext } from '#ui/call.ts'

const closeVisit = defineRoute({
  method: 'POST',
  path: '/api/visits/:id/closure',
  summary: { zh: '关闭来店', en: 'Close a visit' },
  access: 'session',
  params: z.object({ id: z.string() }),
  body: z.object({ note: z.string() }),
  response: z.object({ ok: z.boolean() }),
})
const input = { params: { id: '7' }, body: { note: '好' } }

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

/** A real server that answers as told and keeps the headers it saw. */
async function serveWith(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const seen: IncomingMessage['headers'][] = []
  server = createServer((request, response) => {
    seen.push(request.headers)
    request.resume().on('end', () => answer(request, response))
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  setCallContext({ origin: `http://127.0.0.1:${port}`, locale: 'en', storeId: '3' })
  return seen
}

function problem(response: ServerResponse, status: number, body: object) {
  response.writeHead(status, { 'content-type': 'application/problem+json' })
  response.end(JSON.stringify({ status, ...body }))
}

describe('calling the server', () => {
  test('over plain http, where browsers keep crypto.randomUUID back, changes are sent all the same', async () => {
    const seen = await serveWith((_, response) => response.end('{"ok":true}'))
    const given = Object.getOwnPropertyDescriptor(crypto, 'randomUUID')
    Object.defineProperty(crypto, 'randomUUID', { value: undefined, configurable: true })
    try {
      expect(await call(closeVisit, input)).toEqual({ ok: true })
    } finally {
      if (given) Object.defineProperty(crypto, 'randomUUID', given)
      else Reflect.deleteProperty(crypto, 'randomUUID')
    }
    expect(seen[0]?.['idempotency-key']).toMatch(/^[\x21-\x7e]{8,200}$/)
  })

  test('a change names language, store and intent', async () => {
    const seen = await serveWith((_, response) => response.end('{"ok":true}'))
    expect(await call(closeVisit, input, { key: 'k1' })).toEqual({ ok: true })
    expect(seen[0]).toMatchObject({
      'accept-language': 'en',
      'x-keyuan': '1',
      'x-keyuan-store': '3',
      'idempotency-key': 'k1',
    })
  })

  test('a lost answer is asked for again with the same key, so nothing is done twice', async () => {
    let times = 0
    const seen = await serveWith((request, response) => {
      times++
      if (times === 1) request.socket.destroy()
      else response.end('{"ok":true}')
    })
    expect(await call(closeVisit, input)).toEqual({ ok: true })
    const keys = seen.map((headers) => headers['idempotency-key'])
    expect(keys).toHaveLength(2)
    expect(keys[0]).toBe(keys[1])
  })

  test('a refusal carries code, words, wrong fields and what it knows, and is not repeated', async () => {
    const seen = await serveWith((_, response) =>
      problem(response, 422, {
        code: 'core.invalid_input',
        title: 'Something is not filled in correctly',
        requestId: 'r-1',
        issues: [{ path: 'body.note', code: 'too_small', message: 'Must not be empty' }],
        details: { owner: '张伟' },
      }),
    )
    const error = await call(closeVisit, input).catch((failure: unknown) => failure)
    expect(error).toBeInstanceOf(CallError)
    expect(error).toMatchObject({
      status: 422,
      code: 'core.invalid_input',
      requestId: 'r-1',
      issues: [{ path: 'note', message: 'Must not be empty' }],
      details: { owner: '张伟' },
    })
    expect(sayError(error, 'en')).toBe('Something is not filled in correctly')
    expect(seen).toHaveLength(1)
  })

  test('whoever is no longer logged in is told once, a wrong password is not that', async () => {
    let loggedOut = 0
    let code = 'access.wrong_login'
    await serveWith((_, response) => problem(response, 401, { code, title: 'x' }))
    setCallContext({ onLoggedOut: () => loggedOut++ })
    await expect(call(closeVisit, input)).rejects.toThrow(CallError)
    expect(loggedOut).toBe(0)
    code = 'core.unauthenticated'
    await expect(call(closeVisit, input)).rejects.toThrow(CallError)
    expect(loggedOut).toBe(1)
    setCallContext({ onLoggedOut: () => {} })
  })

  test('a server out of reach is said in words, not in codes', async () => {
    await serveWith((request) => request.socket.destroy())
    const error = await call(closeVisit, input).catch((failure: unknown) => failure)
    expect(sayError(error, 'zh')).toContain('连不上服务器')
    expect(sayError(new Error('x is undefined'), 'en')).not.toContain('undefined')
  })
})

describe('addresses', () => {
  test('params are escaped, empty query values left out, several repeated', () => {
    expect(
      callUrl('/api/visits/:id', {
        params: { id: 'a/b' },
        query: { q: '', level: ['H', 'A'], n: 0 },
      }),
    ).toBe('/api/visits/a%2Fb?level=H&level=A&n=0')
  })
})
