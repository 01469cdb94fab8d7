import { useState } from 'react'
import { uuidv7 } from '#shared/ids.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { sayError } from '#ui/call.ts'
import { sayDate } from '#ui/format.ts'
import { Button } from '#ui/light/Button.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  type Evaluation,
  getReading,
  keepEvaluation,
  listEvaluations,
  restoreEvaluation,
  withdrawEvaluation,
} from '../contract.ts'
import { deskWords } from './desk-words.ts'

const refresh = [listEvaluations, getReading]

/** Keeps the evaluation asked about under a name, and takes kept ones back. */
export function KeptEvaluations() {
  const t = useWords(deskWords)
  const locale = useLocale()
  const toast = useToast()
  const { search } = useNavigation()
  const [name, setName] = useState('')
  const [id, setId] = useState(() => uuidv7())
  const kept = useAsk(listEvaluations, {}, { live: ['analysis.*'] })
  const keep = useDo(keepEvaluation, { refresh })
  const withdraw = useDo(withdrawEvaluation, { refresh })
  const restore = useDo(restoreEvaluation, { refresh })
  const items = kept.data?.items ?? []
  const failed = (error: unknown) => toast(sayError(error, locale))
  const save = async (day: string) => {
    if (name.trim() === '') return toast(t('nameNeeded'))
    try {
      await keep.mutateAsync({
        body: {
          id,
          name,
          day,
          days: Number(search.days ?? 7),
          lag: Number(search.lag ?? 0),
          sourceId: search.source ?? null,
          channel:
            search.channel === 'walk-in' || search.channel === 'call-in' ? search.channel : null,
        },
      })
      setName('')
      setId(uuidv7())
      toast(t('kept'))
    } catch (error) {
      failed(error)
    }
    return undefined
  }
  const takeBack = async (one: Evaluation) => {
    try {
      await withdraw.mutateAsync({ params: { id: one.id }, query: { version: one.version } })
      toast(t('takenBack'), {
        undo: async () => {
          await restore.mutateAsync({ params: { id: one.id } })
        },
      })
    } catch (error) {
      failed(error)
    }
  }
  const { day } = search
  return (
    <section className="k-stack desk-tools">
      {day ? (
        <form
          className="k-line"
          onSubmit={(event) => {
            event.preventDefault()
            void save(day)
          }}
        >
          <TextInput
            aria-label={t('keepName')}
            placeholder={t('keepName')}
            value={name}
            maxLength={80}
            onChange={setName}
          />
          <Button type="submit" busy={keep.isPending}>
            {t('keep')}
          </Button>
        </form>
      ) : null}
      {items.length > 0 ? (
        <details className="k-card">
          <summary>{t('keptList')}</summary>
          <ul className="desk-kept">
            {items.map((one) => (
              <li key={one.id} className="k-spread">
                <span>
                  {one.name} <span className="k-muted">{sayDate(one.day, locale)}</span>
                </span>
                <Button kind="quiet" onClick={() => void takeBack(one)}>
                  {t('takeBack')}
                </Button>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  )
}
