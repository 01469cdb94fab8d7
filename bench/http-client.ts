import http from 'node:http'

export interface HttpRequest {
  method: string
  path: string
  body?: unknown
  headers?: Record<string, string>
}

/** Sends requests to one server over kept-alive connections, with as little work as possible. */
export function createHttpClient(port: number, common: Record<string, string>) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 64 })
  return (request: HttpRequest): Promise<{ status: number; text: string }> =>
    new Promise((resolve, reject) => {
      const body = request.body === undefined ? undefined : JSON.stringify(request.body)
      const sent = http.request(
        {
          agent,
          host: '127.0.0.1',
          port,
          method: request.method,
          path: request.path,
          headers: {
            'x-keyuan': '1',
            ...common,
            ...request.headers,
            ...(body === undefined
              ? {}
              : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
          },
        },
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              text: Buffer.concat(chunks).toString('utf8'),
            }),
          )
        },
      )
      sent.on('error', reject)
      sent.end(body)
    })
}
