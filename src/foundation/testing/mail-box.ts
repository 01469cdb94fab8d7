import { createServer } from 'node:net'

/** A mail service on loopback that keeps what it is sent, or refuses it. */
export async function mailBox() {
  const box = { mails: [] as string[], refuse: false, port: 0, close: async () => {} }
  const server = createServer((socket) => {
    let text: string | undefined
    const say = (line: string) => socket.write(`${line}\r\n`)
    say('220 loopback')
    socket.on('data', (chunk) => {
      for (const line of chunk.toString('utf8').split('\r\n')) {
        if (text !== undefined) {
          if (line === '.') {
            box.mails.push(text)
            text = undefined
            say('250 kept')
          } else text += `${line}\n`
        } else if (/^DATA/i.test(line)) {
          text = ''
          say('354 go on')
        } else if (/^MAIL/i.test(line)) say(box.refuse ? '451 later' : '250 ok')
        else if (/^QUIT/i.test(line)) say('221 bye')
        else if (line !== '') say('250 ok')
      }
    })
    socket.on('error', () => {})
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.address()
  box.port = typeof address === 'object' && address ? address.port : 0
  box.close = () => new Promise((done) => server.close(() => done()))
  return box
}
