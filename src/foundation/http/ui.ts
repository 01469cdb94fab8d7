import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { coreError } from '#shared/errors.ts'
import { localeOf, sendProblem } from './problem.ts'

/**
 * Serves the built screens; any address that is not the API's opens the application.
 * Without a folder only the API is served. Throws when the folder holds no screens.
 */
export async function addUi(server: FastifyInstance, folder: string | undefined): Promise<void> {
  if (folder) await serveFiles(server, folder)
  server.setNotFoundHandler((request, reply) => {
    const isPage =
      request.method === 'GET' &&
      !request.url.startsWith('/api/') &&
      !/\.\w{2,5}($|\?)/.test(request.url)
    if (isPage && folder) return reply.header('cache-control', 'no-cache').sendFile('index.html')
    return sendProblem(reply, coreError('core.no_such_route'), request.id, localeOf(request))
  })
}

async function serveFiles(server: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html')))
    throw new Error(`The screens are not built: ${folder}`)
  await server.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    preCompressed: true,
    setHeaders: (reply, path) => {
      const isHashed = /[/\\]assets[/\\]/.test(path)
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
}
