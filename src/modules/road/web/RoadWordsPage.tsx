import { useState } from 'react'
import { useAsk, useDo } from '#ui/ask.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { FailedPage } from '#ui/light/FailedPage.tsx'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { List, Row } from '#ui/light/List.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useWords } from '#ui/words.tsx'
import { listRoadWords, roadOf, roadOfCustomer, saveRequired, type StepText } from '../contract.ts'
import { type RoadStep, roadSteps } from '#shared/road-steps.ts'
import { roadWords } from '../words.ts'
import { StepWordsSheet } from './StepWordsSheet.tsx'

const from = { standard: 'fromStandard', group: 'fromGroup', store: 'fromStore' } as const

/** What is done and said at each step, and which steps are required. */
export function RoadWordsPage() {
  const t = useWords(roadWords)
  const toast = useToast()
  const found = useAsk(listRoadWords, {}, { live: ['road.words_changed'] })
  const save = useDo(saveRequired, { refresh: [listRoadWords, roadOf, roadOfCustomer] })
  const [open, setOpen] = useState<{ step: RoadStep; words: StepText; from: keyof typeof from }>()
  if (found.error) return <FailedPage error={found.error} onRetry={() => void found.refetch()} />
  if (found.data === undefined) return <Skeleton rows={8} height={56} />
  const { required, steps } = found.data
  const toggle = (step: RoadStep) =>
    save.mutate(
      {
        body: {
          required: required.includes(step)
            ? required.filter((one) => one !== step)
            : [...required, step],
        },
      },
      { onSuccess: () => toast(t('saved')) },
    )
  return (
    <div className="k-stack">
      <h1>{t('roadWords')}</h1>
      <section className="k-card k-stack" aria-label={t('required_')}>
        <h2>{t('required_')}</h2>
        <p className="k-muted">{t('requiredHint')}</p>
        <div className="k-line">
          {roadSteps
            .filter((step) => step !== 'keep_contact')
            .map((step) => (
              <label key={step} className="k-line">
                <input
                  type="checkbox"
                  checked={required.includes(step)}
                  disabled={save.isPending}
                  onChange={() => toggle(step)}
                />
                {t(`step_${step}`)}
              </label>
            ))}
        </div>
        {save.error ? <Failure error={save.error} /> : null}
      </section>
      <section className="k-card">
        <List label={t('roadWords')}>
          {steps.map((one, place) => (
            <Row
              key={one.step}
              onClick={() => setOpen(one)}
              end={<Badge>{t(from[one.from])}</Badge>}
            >
              <strong>
                {place + 1} {t(`step_${one.step}`)}
              </strong>{' '}
              <span className="k-muted">{one.words.items.length}</span>
            </Row>
          ))}
        </List>
      </section>
      {open ? (
        <StepWordsSheet key={open.step} {...open} onClose={() => setOpen(undefined)} />
      ) : null}
    </div>
  )
}
