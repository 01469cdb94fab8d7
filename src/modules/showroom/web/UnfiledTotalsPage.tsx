import { type FormEvent, useState } from 'react'
import { useAsk, useDo } from '#ui/ask.ts'
import { dayOf } from '#ui/format.ts'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState, Failure, Notice, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { useCan, useTimeZone } from '#ui/session.tsx'
import { Slot } from '#ui/slots.tsx'
import { useWords } from '#ui/words.tsx'
import { getRotation, getUnfiledTotals, listVisits, putUnfiledTotals } from '../contract.ts'
import { showroomWords } from '../words.ts'
import { useOwnSeries } from './SeriesButtons.tsx'
import './floor.css'

/** The end of the day: unfiled visits by model; only what is not yet recorded is added. */
export function UnfiledTotalsPage() {
  const t = useWords(showroomWords)
  const { search, setSearch } = useNavigation()
  const today = dayOf(useNow(), useTimeZone())
  const runsTheDoor = useCan('visits.receive', 'store')
  const day = search.day ?? today
  const receiverId = search.receiver
  const rotation = useAsk(getRotation, { query: {} }, { when: runsTheDoor })
  return (
    <div className="k-stack">
      <h1>{t('unfiledTotals')}</h1>
      <p className="k-muted">{t('totalsHint')}</p>
      <Slot name="duty" work="file" />
      <div className="k-line">
        <Field label={t('day')} required>
          <TextInput
            type="date"
            max={today}
            value={day}
            onChange={(next) => setSearch({ day: next === today ? undefined : next })}
          />
        </Field>
        {runsTheDoor ? (
          <Field label={t('receivedBy')} required>
            <Select
              value={receiverId ?? ''}
              onChange={(next) => setSearch({ receiver: next || undefined })}
              options={[
                { value: '', label: t('everybody') },
                ...(rotation.data?.places ?? []).map((place) => ({
                  value: place.personId,
                  label: place.name,
                })),
              ]}
            />
          </Field>
        ) : null}
      </div>
      <TotalsForm key={`${day} ${receiverId ?? ''}`} day={day} receiverId={receiverId} />
    </div>
  )
}

interface Line {
  seriesId: string | null
  name: string
  recorded: number
}

function TotalsForm({ day, receiverId }: { day: string; receiverId: string | undefined }) {
  const t = useWords(showroomWords)
  const toast = useToast()
  const { series, error } = useOwnSeries()
  const query = receiverId ? { receiverId } : {}
  const totals = useAsk(getUnfiledTotals, { params: { day }, query }, { live: ['showroom.*'] })
  const save = useDo(putUnfiledTotals, { refresh: [getUnfiledTotals, listVisits] })
  const [typed, setTyped] = useState<Record<string, string>>({})
  if (totals.error ?? error) return <Failure error={totals.error ?? error} />
  if (totals.data === undefined || series === undefined) return <Skeleton rows={6} />
  const recorded = new Map(totals.data.items.map((item) => [item.seriesId, item]))
  const lines: Line[] = [
    ...series.map((one) => ({
      seriesId: one.id,
      name: one.name,
      recorded: recorded.get(one.id)?.recorded ?? 0,
    })),
    ...totals.data.items
      .filter((item) => item.seriesId !== null && !series.some((one) => one.id === item.seriesId))
      .map((item) => ({ ...item, name: item.name ?? '—' })),
    { seriesId: null, name: t('modelUnknown'), recorded: recorded.get(null)?.recorded ?? 0 },
  ]
  if (series.length === 0 && totals.data.items.length === 0)
    return <EmptyState title={t('noSeries')} />
  const entered = lines.flatMap((line) => {
    const text = typed[line.seriesId ?? ''] ?? ''
    return text === '' ? [] : [{ ...line, total: Number(text) }]
  })
  const tooFew = entered.find((line) => line.total < line.recorded)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (tooFew || entered.length === 0 || save.isPending) return
    save.mutate(
      {
        params: { day },
        body: {
          ...(receiverId ? { receiverId } : {}),
          totals: entered.map(({ seriesId, total }) => ({ seriesId, total })),
        },
      },
      {
        onSuccess: (answer) => {
          setTyped({})
          toast(answer.added > 0 ? t('added', { n: answer.added }) : t('nothingToAdd'))
        },
      },
    )
  }
  return (
    <form className="k-form" onSubmit={submit} noValidate>
      <table className="door-totals">
        <thead>
          <tr>
            <th scope="col">{t('model')}</th>
            <th scope="col">{t('recorded')}</th>
            <th scope="col">{t('totalOfDay')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.seriesId ?? ''}>
              <td>{line.name}</td>
              <td className="k-number">{line.recorded}</td>
              <td>
                <TextInput
                  type="number"
                  inputMode="numeric"
                  min={line.recorded}
                  max={999}
                  aria-label={`${t('totalOfDay')} ${line.name}`}
                  placeholder={String(line.recorded)}
                  value={typed[line.seriesId ?? ''] ?? ''}
                  onChange={(text) =>
                    setTyped((before) => ({ ...before, [line.seriesId ?? '']: text }))
                  }
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {tooFew ? (
        <Notice tone="overdue">
          {tooFew.name}: {t('fewer', { n: tooFew.recorded })}
        </Notice>
      ) : null}
      {save.error ? <Failure error={save.error} /> : null}
      <Button
        type="submit"
        kind="primary"
        busy={save.isPending}
        disabled={entered.length === 0 || tooFew !== undefined}
      >
        {t('saveTotals')}
      </Button>
    </form>
  )
}
