import type { App } from './app.ts'
import { failureText } from './failure-text.ts'

export interface OutgoingMail {
  /** The same mail sent twice after a crash can be told by its id. */
  id: string
  to: string
  subject: string
  text: string
  attachments?: { filename: string; content: Buffer; contentType: string }[]
}

/** After so many failures a mail is given up; the pause between them doubles from two minutes. */
const attemptsBeforeGivingUp = 8

/** When a mail that failed is tried again; null when it is given up. */
export function nextAttempt(now: Date, attempts: number): Date | null {
  return attempts >= attemptsBeforeGivingUp
    ? null
    : new Date(now.getTime() + 2 ** attempts * 60_000)
}

/**
 * Sends mails one after the other; `settle` hears of each, with the failure in words where there was
 * one. Gives how many were sent; none where the installation has no mail server.
 */
export async function sendAll<M extends OutgoingMail>(
  app: App,
  mails: readonly M[],
  settle: (mail: M, failure: string | undefined) => Promise<void>,
): Promise<number> {
  const { mail } = app.config
  if (!mail || mails.length === 0) return 0
  // Libraries of rare work are loaded with the first of it: the server at rest stays small.
  const { createTransport } = await import('nodemailer')
  const transport = createTransport({
    url: mail.url,
    connectionTimeout: 10_000,
    socketTimeout: 20_000,
  })
  let sent = 0
  for (const { id, to, subject, text, attachments, ...rest } of mails) {
    const failure = await transport
      .sendMail({
        from: mail.from,
        to,
        subject,
        text,
        messageId: `<${id}@keyuan>`,
        ...(attachments ? { attachments } : {}),
      })
      .then(
        () => undefined,
        (error: unknown) => failureText(error),
      )
    await settle({ id, to, subject, text, attachments, ...rest } as M, failure)
    if (failure === undefined) sent += 1
  }
  transport.close()
  return sent
}
