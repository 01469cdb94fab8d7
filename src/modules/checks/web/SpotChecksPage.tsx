import { useState } from 'react'
import { addDays, isDay } from '#shared/days.ts'
import { Period } from '#ui/When.tsx'
import { useAsk, useDo } from '#ui/ask.ts'
import { dayOf, sayRate } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { List, Row } from '#ui/light/List.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextArea, TextInput } from '#ui/light/TextInput.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { useCan, useTimeZone } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  drawSpotChecks,
  listSpotItems,
  putSpotResult,
  type SpotItem,
  spotRates,
} from '../contract.ts'
import { checkWords } from '../words.ts'
import { DutyNote } from './DutyNote.tsx'
import './checks.css'

const ratePeriod = 29

/** The spot checks of a day, ticked off by customer care, and how much was true per consultant. */
export function SpotChecksPage() {
  const t = useWords(checkWords)
  const { search, setSearch } = useNavigation()
  const today = dayOf(useNow(), useTimeZone())
  const day = isDay(search.day) ? search.day : addDays(today, -1)
  const maySpot = useCan('checks.spot')
  const list = useAsk(listSpotItems, { query: { day } }, { live: ['checks.*'], keep: true })
  const [working, setWorking] = useState<SpotItem>()
  const { data } = list
  return (
    <div className="k-stack">
      <h1>{t('spotChecks')}</h1>
      <p className="k-muted">{t('spotHint')}</p>
      <DutyNote work="spot_check" />
      <div className="check-filters">
        <Field label={t('day')} required>
          <TextInput
            type="date"
            max={today}
            value={day}
            onChange={(value) => setSearch({ day: value }, { replace: true })}
          />
        </Field>
      </div>
      {list.error ? <Failure error={list.error} onRetry={() => void list.refetch()} /> : null}
      {data === undefined ? (
        list.error ? null : (
          <Skeleton rows={5} />
        )
      ) : (
        <>
          {data.draw ? (
            <p className="k-muted">
              {t('drawnFrom', { n: data.draw.drawnFrom, seed: data.draw.seed })}
            </p>
          ) : (
            <EmptyState title={t('notDrawn')} action={maySpot ? <Draw day={day} /> : undefined}>
              {t('spotHint')}
            </EmptyState>
          )}
          {data.items.map((one) => (
            <Item key={one.id} one={one} onTick={maySpot ? () => setWorking(one) : undefined} />
          ))}
        </>
      )}
      <Rates from={addDays(day, -ratePeriod)} to={day} />
      {working ? <ResultSheet one={working} onClose={() => setWorking(undefined)} /> : null}
    </div>
  )
}

function Draw({ day }: { day: string }) {
  const t = useWords(checkWords)
  const [atRandom, setRandom] = useState('5')
  const [byRisk, setRisk] = useState('5')
  const draw = useDo(drawSpotChecks, { refresh: [listSpotItems] })
  const isWhole = (text: string) => /^\d{1,2}$/.test(text) && Number(text) <= 50
  return (
    <div className="k-stack">
      <div className="check-filters">
        <Field label={t('byRisk')} required>
          <TextInput inputMode="numeric" value={byRisk} onChange={setRisk} maxLength={2} />
        </Field>
        <Field label={t('atRandom')} required>
          <TextInput inputMode="numeric" value={atRandom} onChange={setRandom} maxLength={2} />
        </Field>
        <Button
          kind="primary"
          busy={draw.isPending}
          aria-disabled={!(isWhole(atRandom) && isWhole(byRisk)) || undefined}
          onClick={() => {
            if (isWhole(atRandom) && isWhole(byRisk))
              draw.mutate({ body: { day, atRandom: Number(atRandom), byRisk: Number(byRisk) } })
          }}
        >
          {t('draw')}
        </Button>
      </div>
      {draw.error ? <Failure error={draw.error} /> : null}
    </div>
  )
}

function Item({ one, onTick }: { one: SpotItem; onTick?: (() => void) | undefined }) {
  const t = useWords(checkWords)
  const name = one.customer ?? t('visitOnly')
  const to = one.customerId ? `/customers/${one.customerId}` : `/visits/${one.recordId}`
  return (
    <section className="k-card k-stack" aria-label={`${t(one.subject)} ${name}`}>
      <div className="k-spread">
        <div className="k-line">
          <Badge>{t(one.subject)}</Badge>
          <Link to={to}>{name}</Link>
          <span className="k-muted k-number">{one.phone}</span>
          <span className="k-muted">{one.personName}</span>
        </div>
        {one.result ? (
          <Badge
            tone={
              one.result === 'true' ? 'done' : one.result === 'not_true' ? 'overdue' : 'blocked'
            }
          >
            {t(one.result)}
          </Badge>
        ) : null}
      </div>
      <p className="check-text">{one.claim}</p>
      <div className="k-line">
        {one.reasons.length === 0 ? (
          <Badge>{t('random')}</Badge>
        ) : (
          one.reasons.map((reason) => (
            <Badge key={reason} tone="blocked">
              {t(reason)}
            </Badge>
          ))
        )}
      </div>
      {one.finding ? (
        <p className="check-text k-muted">
          {one.checkedByName} · {one.finding}
        </p>
      ) : null}
      {onTick ? (
        <div>
          <Button
            kind={one.result ? 'quiet' : 'plain'}
            aria-label={`${t(one.result ? 'tickAgain' : 'tickOff')} ${name}`}
            onClick={onTick}
          >
            {t(one.result ? 'tickAgain' : 'tickOff')}
          </Button>
        </div>
      ) : null}
    </section>
  )
}

type Result = 'true' | 'not_true' | 'not_reached'

function ResultSheet({ one, onClose }: { one: SpotItem; onClose: () => void }) {
  const t = useWords(checkWords)
  const [result, setResult] = useState<Result>(one.result ?? 'true')
  const [finding, setFinding] = useState(one.finding)
  const put = useDo(putSpotResult, { refresh: [listSpotItems, spotRates] })
  const save = async () => {
    await put.mutateAsync({
      params: { id: one.id },
      body: { version: one.version, result, finding: finding.trim() },
    })
    onClose()
  }
  return (
    <Sheet open onClose={onClose} title={`${t(one.subject)} · ${one.customer ?? t('visitOnly')}`}>
      <div className="k-form">
        <p className="check-text">{one.claim}</p>
        <Field label={t('result')} group required>
          <Choice<Result>
            value={result}
            onChange={setResult}
            options={(['true', 'not_true', 'not_reached'] as const).map((value) => ({
              value,
              label: t(value),
            }))}
          />
        </Field>
        <Field label={t('finding')}>
          <TextArea value={finding} onChange={setFinding} rows={3} maxLength={500} />
        </Field>
        {put.error ? <Failure error={put.error} /> : null}
        <Button
          kind="primary"
          wide
          busy={put.isPending}
          onClick={() => void save().catch(() => undefined)}
        >
          {t('save')}
        </Button>
      </div>
    </Sheet>
  )
}

/** True of those that could be asked, per consultant, with the n it stands on. */
function Rates({ from, to }: { from: string; to: string }) {
  const t = useWords(checkWords)
  const locale = useLocale()
  const rates = useAsk(spotRates, { query: { from, to } }, { live: ['checks.*'], keep: true })
  if (rates.error) return <Failure error={rates.error} onRetry={() => void rates.refetch()} />
  const people = rates.data?.people ?? []
  return (
    <section className="k-stack" aria-label={t('rates')}>
      <h2>{t('rates')}</h2>
      <p className="k-muted k-number">
        <Period from={from} to={to} />
      </p>
      {rates.data && people.length === 0 ? <p className="k-muted">{t('noRates')}</p> : null}
      {people.length > 0 ? (
        <List label={t('rates')}>
          {people.map((one) => (
            <Row
              key={one.id}
              end={
                <strong className="k-number">
                  {sayRate(one.isTrue, one.isTrue + one.notTrue, locale, rates.data?.minimumN ?? 1)}
                </strong>
              }
            >
              <div>{one.name}</div>
              <div className="k-muted">
                {t('rateOf', {
                  t: one.isTrue,
                  f: one.notTrue,
                  u: one.notReached,
                  n: one.drawn,
                })}
              </div>
            </Row>
          ))}
        </List>
      ) : null}
    </section>
  )
}
