import { useAsk } from '#ui/ask.ts'
import { call } from '#ui/call.ts'
import { FailedPage } from '#ui/light/FailedPage.tsx'
import { Skeleton } from '#ui/light/Feedback.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useWords } from '#ui/words.tsx'
import { changeOrder, getOrder, type Order } from '../contract.ts'
import { orderWords } from '../words.ts'
import { bodyOfFacts, bodyOfLines, newLine, OrderForm } from './OrderForm.tsx'

/** Changes an order under way; once it is signed, with a reason. */
export function EditOrderPage() {
  const { params } = useNavigation()
  const answer = useAsk(getOrder, { params: { id: params.id ?? '' } })
  if (answer.error) return <FailedPage error={answer.error} onRetry={() => void answer.refetch()} />
  if (!answer.data) return <Skeleton rows={8} height={44} />
  return <Edit key={answer.data.id} order={answer.data} />
}

function Edit({ order }: { order: Order }) {
  const t = useWords(orderWords)
  const toast = useToast()
  const { go } = useNavigation()
  return (
    <div className="k-stack">
      <h1>
        {t('change')} · {order.number}
      </h1>
      <OrderForm
        initial={{
          seriesId: order.seriesId ?? '',
          modelText: order.modelName,
          colour: order.colourName,
          paymentMethod: order.paymentMethod ?? '',
          promisedOn: order.promisedOn ?? '',
          note: order.note,
          reason: '',
          lines: order.lines.map((line) =>
            newLine(line.kind, {
              name: line.name,
              quantity: String(line.quantity),
              unitFen: line.unitFen,
              note: line.note,
            }),
          ),
        }}
        draft={`order-${order.id}-${order.version}`}
        submit={t('change')}
        needsReason={order.state === 'signed'}
        onSubmit={async (values, key) => {
          await call(
            changeOrder,
            {
              params: { id: order.id },
              body: {
                version: order.version,
                ...bodyOfFacts(values),
                // Left as shown, they stay as the contract says them, whatever the reader's language.
                ...(values.modelText === order.modelName ? { modelText: order.modelText } : {}),
                ...(values.colour === order.colourName ? { colour: order.colour } : {}),
                seriesId: values.seriesId || null,
                ...(order.lines.length > 0 || values.lines.length > 0
                  ? { lines: bodyOfLines(values.lines) }
                  : {}),
                ...(values.reason.trim() === '' ? {} : { reason: values.reason }),
              },
            },
            { key },
          )
          toast(t('saved'))
          go(`/orders/${order.id}`, { replace: true })
        }}
      />
    </div>
  )
}
