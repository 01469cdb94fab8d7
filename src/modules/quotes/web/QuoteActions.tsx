import { type ReactNode, useState } from 'react'
import { nameIn } from '#shared/configuration.ts'
import { formatYuan } from '#shared/money.ts'
import { useDo } from '#ui/ask.ts'
import { sayError } from '#ui/call.ts'
import { useCopy } from '#ui/copy.ts'
import { sayDate } from '#ui/format.ts'
import { Button } from '#ui/light/Button.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextArea } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { Link } from '#ui/navigation.tsx'
import { useCan } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  acceptQuote,
  askApproval,
  getQuote,
  listQuotes,
  type QuoteRecord,
  quotesOfCustomer,
  type SendingWay,
  sendQuote,
  sendingWays,
  withdrawQuote,
} from '../contract.ts'
import { quoteWords } from '../words.ts'

const refresh = [getQuote, listQuotes, quotesOfCustomer]

/** What can be done next, by where the quote stands. */
export function QuoteActions({ quote, no }: { quote: QuoteRecord; no: number }) {
  const t = useWords(quoteWords)
  const locale = useLocale()
  const toast = useToast()
  const copy = useCopy()
  const mayWrite = useCan('quotes.write')
  const mayOrder = useCan('orders.write')
  const [open, setOpen] = useState<'send' | 'ask' | 'withdraw'>()
  const send = useDo(sendQuote, { refresh })
  const ask = useDo(askApproval, { refresh })
  const accept = useDo(acceptQuote, { refresh })
  const withdraw = useDo(withdrawQuote, { refresh })
  const params = { id: quote.id }
  const { version, state } = quote
  const run = (work: Promise<unknown>, said: keyof typeof quoteWords & string) =>
    work
      .then(() => {
        setOpen(undefined)
        toast(t(said))
      })
      .catch((error: unknown) => toast(sayError(error, locale)))
  const mustAsk = (state === 'draft' && quote.need.isNeeded) || state === 'refused'
  const maySend =
    (state === 'draft' && !quote.need.isNeeded) || state === 'approved' || state === 'sent'
  const isLive = !['accepted', 'withdrawn'].includes(state)
  return (
    <div className="k-line forms-controls">
      {mayWrite && mustAsk ? (
        <Button kind="primary" onClick={() => setOpen('ask')}>
          {t('askApproval')}
        </Button>
      ) : null}
      {mayWrite && maySend ? (
        <Button kind={state === 'sent' ? 'plain' : 'primary'} onClick={() => setOpen('send')}>
          {t(state === 'sent' ? 'sendAgain' : 'send')}
        </Button>
      ) : null}
      {mayWrite && state === 'sent' ? (
        <Button
          kind="primary"
          busy={accept.isPending}
          onClick={() => void run(accept.mutateAsync({ params, body: { version } }), 'wasAccepted')}
        >
          {t('accept')}
        </Button>
      ) : null}
      {mayWrite && isLive ? (
        <Link className="k-button" to={`/quotes/${quote.id}/edit`}>
          {t('change')}
        </Link>
      ) : null}
      {quote.orderId === null ? null : (
        <Link className="k-button" data-kind="primary" to={`/orders/${quote.orderId}`}>
          {t('toOrder')}
        </Link>
      )}
      {mayOrder &&
      quote.orderId === null &&
      (state === 'accepted' || state === 'sent' || state === 'approved') ? (
        <Link className="k-button" to={`/orders/new?card=${quote.opportunityId}&quote=${quote.id}`}>
          {t('makeOrder')}
        </Link>
      ) : null}
      <Link className="k-button" to={`/quotes/${quote.id}/paper?no=${no}`}>
        {t('print')}
      </Link>
      {mayWrite && isLive ? (
        <Button kind="quiet" onClick={() => setOpen('withdraw')}>
          {t('withdraw')}
        </Button>
      ) : null}
      <Sheet open={open === 'send'} title={t('sendHow')} onClose={() => setOpen(undefined)}>
        <div className="k-stack">
          <Button wide onClick={() => void copy(textOf(quote, locale, t))}>
            {t('copyText')}
          </Button>
          {sendingWays.map((way: SendingWay) => (
            <Button
              key={way}
              kind={way === 'wechat' ? 'primary' : 'plain'}
              wide
              busy={send.isPending}
              onClick={() =>
                void run(send.mutateAsync({ params, body: { version, way } }), 'wasSent')
              }
            >
              {t(way)}
            </Button>
          ))}
        </div>
      </Sheet>
      <ReasonSheet
        open={open === 'ask'}
        title={t('askApproval')}
        label={t('askWhy')}
        busy={ask.isPending}
        onClose={() => setOpen(undefined)}
        onDone={(reason) =>
          void run(ask.mutateAsync({ params, body: { version, reason } }), 'asked')
        }
      />
      <ReasonSheet
        open={open === 'withdraw'}
        title={t('withdraw')}
        label={t('withdrawWhy')}
        busy={withdraw.isPending}
        onClose={() => setOpen(undefined)}
        onDone={(reason) =>
          void run(withdraw.mutateAsync({ params, body: { version, reason } }), 'wasWithdrawn')
        }
      />
    </div>
  )
}

function ReasonSheet(props: {
  open: boolean
  title: string
  label: ReactNode
  busy: boolean
  onClose: () => void
  onDone: (reason: string) => void
}) {
  const [reason, setReason] = useState('')
  return (
    <Sheet open={props.open} title={props.title} onClose={props.onClose}>
      <form
        className="k-stack"
        onSubmit={(event) => {
          event.preventDefault()
          props.onDone(reason)
        }}
      >
        <Field label={props.label} required>
          <TextArea rows={3} maxLength={500} value={reason} onChange={setReason} />
        </Field>
        <Button kind="primary" type="submit" busy={props.busy} disabled={reason.trim().length < 2}>
          {props.title}
        </Button>
      </form>
    </Sheet>
  )
}

/** The quote as a message. */
function textOf(
  quote: QuoteRecord,
  locale: 'zh' | 'en',
  t: (key: keyof typeof quoteWords & string, values?: Record<string, string | number>) => string,
): string {
  const version = quote.versions[0]
  if (!version) return ''
  const yuan = (fen: number) => formatYuan(fen, { symbol: true, whole: true })
  const lines = version.lines
    .filter(({ amountFen, kind }) => amountFen !== 0 || kind === 'gift')
    .map(
      (line) =>
        `${nameIn(line, locale)} ${line.kind === 'gift' ? t('gift') : yuan(line.amountFen)}`,
    )
  const { totals } = version
  return [
    `${quote.modelText}${quote.colour ? ` ${quote.colour}` : ''}`,
    ...lines,
    `${t('total')} ${yuan(totals.totalFen)}`,
    ...(totals.loanFen > 0
      ? [`${t('monthly')} ${yuan(totals.monthlyFen)} × ${t('months', { n: totals.months })}`]
      : []),
    `${t('validUntil')} ${sayDate(version.validUntil, locale)}`,
  ].join('\n')
}
