import type { FastifyInstance } from 'fastify'
import { createServer } from '#foundation/http/server.ts'
import { authenticate } from '#modules/access/index.ts'
import { uuidv7 } from '#shared/ids.ts'
import { openApp } from '../src/create-app.ts'
import { modules } from '../src/modules.ts'
import type { Statement } from './bare.ts'
import type { Scenario } from './scenarios.ts'
import type { Site } from './site.ts'

export interface Recorder {
  /** The statements one request sends, session look-up to commit, and when the recording began (an id of then). */
  record(scenario: Scenario, turn: number): Promise<{ statements: Statement[]; madeSince: string }>
  close(): Promise<void>
}

/** The product in this process, with an ear on its database connection. */
export async function createRecorder(site: Site): Promise<Recorder> {
  const heard: Statement[] = []
  const { app, database } = openApp(site.open.app.config, site.open.app.log, site.ownerUrl, {
    onStatement: (text, values) => heard.push({ text, values: [...values] }),
  })
  const server: FastifyInstance = await createServer({
    app,
    routes: modules.flatMap((m) => m.routes ?? []),
    authenticate,
    withoutRateLimit: true,
  })
  return {
    record: async (scenario, turn) => {
      const madeSince = uuidv7()
      const { method, path, body, headers } = scenario.request(turn)
      heard.length = 0
      const answer = await server.inject({
        method: method as 'GET',
        url: path,
        headers: {
          cookie: scenario.cookie,
          'x-keyuan': '1',
          'x-keyuan-store': String(scenario.storeId),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: body as object }),
      })
      if (answer.statusCode >= 300)
        throw new Error(`${scenario.name}: ${answer.statusCode} ${answer.body.slice(0, 300)}`)
      return { statements: heard.splice(0), madeSince }
    },
    close: async () => {
      await server.close()
      await database.close()
    },
  }
}
