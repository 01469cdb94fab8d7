import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import {
  brokenRules,
  type Configuration,
  sayBrokenRule,
  startConfiguration,
} from '#shared/configuration.ts'
import type { PriceBook } from '#shared/price-book.ts'
import { quoteTotals } from '#shared/quote-totals.ts'
import { addDays } from '#shared/days.ts'
import { useDo } from '#ui/ask.ts'
import { sayError } from '#ui/call.ts'
import { dropDraft, keepDraft, readDraft } from '#ui/draft.ts'
import { Button } from '#ui/light/Button.tsx'
import { Notice } from '#ui/light/Feedback.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { uiWords } from '#ui/ui-words.ts'
import { useLocale, useWords } from '#ui/words.tsx'
import { changeQuote, getQuote, listQuotes, makeQuote, quotesOfCustomer } from '../contract.ts'
import { quoteWords } from '../words.ts'
import { Figures } from './Figures.tsx'
import { StepAccessories, StepColour, StepInsurance, StepOptions } from './StepItems.tsx'
import { StepFinance, StepPrice } from './StepPayment.tsx'
import { TotalBar } from './TotalBar.tsx'

/** What is made: a new quote on a card, or another version of one. */
export type Target =
  | { kind: 'new'; id: string; opportunityId: string }
  | {
      kind: 'change'
      quoteId: string
      version: number
      from: Configuration
      note: string
      validUntil: string
    }

const steps = [
  'stepCar',
  'stepColour',
  'stepOptions',
  'stepAccessories',
  'stepInsurance',
  'stepFinance',
  'stepPrice',
] as const
type Step = (typeof steps)[number]

interface Typed {
  chosen: Configuration
  note: string
  validUntil: string
}

/** Colour, options, extras, insurance, payment, price: step by step, the total always in sight. */
export function Configurator(props: { target: Target; book: PriceBook; car: ReactNode }) {
  const { target, book } = props
  const t = useWords(quoteWords)
  const ui = useWords(uiWords)
  const locale = useLocale()
  const { LeaveGuard } = useNavigation()
  const [step, setStep] = useState<Step>('stepCar')
  const { typed, change, isDirty, forget } = useTyped(target, book)
  const { chosen } = typed
  const totals = useMemo(() => quoteTotals(book, chosen), [book, chosen])
  const broken = useMemo(() => brokenRules(book, chosen), [book, chosen])
  const { save, busy, failure } = useSave(target, typed, forget)
  const set = (part: Partial<Configuration>) => change({ chosen: { ...chosen, ...part } })
  const bar = useRef<HTMLElement>(null)
  useEffect(() => {
    const current = bar.current?.querySelector<HTMLElement>(`[data-step="${step}"]`)
    if (bar.current && current) bar.current.scrollLeft = current.offsetLeft - 120
  }, [step])
  const place = steps.indexOf(step)
  const next = steps[place + 1]
  const parts: Record<Step, ReactNode> = {
    stepCar: props.car,
    stepColour: <StepColour book={book} chosen={chosen} set={set} />,
    stepOptions: <StepOptions book={book} chosen={chosen} set={set} />,
    stepAccessories: <StepAccessories book={book} chosen={chosen} set={set} />,
    stepInsurance: <StepInsurance book={book} chosen={chosen} set={set} />,
    stepFinance: <StepFinance book={book} chosen={chosen} set={set} />,
    stepPrice: (
      <StepPrice
        book={book}
        chosen={chosen}
        set={set}
        note={typed.note}
        onNote={(note) => change({ note })}
        validUntil={typed.validUntil}
        onValidUntil={(validUntil) => change({ validUntil })}
      />
    ),
  }
  return (
    <>
      <LeaveGuard blocked={isDirty} question={ui('leaveUnsaved')} />
      <nav className="quote-steps" aria-label={t('newQuote')} ref={bar}>
        {steps.map((name) => (
          <button
            key={name}
            data-step={name}
            type="button"
            aria-current={name === step ? 'step' : undefined}
            onClick={() => setStep(name)}
          >
            {t(name)}
          </button>
        ))}
      </nav>
      <div className="quote-body">
        <div className="k-stack">
          {failure ? <Notice tone="overdue">{sayError(failure, locale)}</Notice> : null}
          {parts[step]}
        </div>
        <aside className="k-card quote-aside">
          <Figures totals={totals} />
        </aside>
      </div>
      <TotalBar totals={totals} broken={broken.map((rule) => sayBrokenRule(book, rule, locale))}>
        {next ? <Button onClick={() => setStep(next)}>{t('next')}</Button> : null}
        <Button kind="primary" busy={busy} disabled={broken.length > 0} onClick={() => void save()}>
          {t('save')}
        </Button>
      </TotalBar>
    </>
  )
}

/** What was chosen and typed; kept on this device until it is saved. */
function useTyped(target: Target, book: PriceBook) {
  const draft =
    target.kind === 'new'
      ? `quote.${target.opportunityId}.${book.model.id}`
      : `quote.${target.quoteId}.${target.version}.${book.model.id}`
  const [typed, setTyped] = useState<Typed>(() => {
    const isSame = target.kind === 'change' && target.from.modelId === book.model.id
    const kept =
      target.kind === 'change' && !isSame
        ? {
            quantity: target.from.quantity,
            tradeIn: target.from.tradeIn,
            depositFen: target.from.depositFen,
          }
        : {}
    return {
      chosen: isSame ? target.from : { ...startConfiguration(book), ...kept },
      note: target.kind === 'change' ? target.note : '',
      validUntil:
        target.kind === 'change' && target.validUntil >= book.day
          ? target.validUntil
          : addDays(book.day, 7),
      ...readDraft<Typed>(draft),
    }
  })
  const dirty = useRef(false)
  const change = (part: Partial<Typed>) => {
    dirty.current = true
    const next = { ...typed, ...part }
    keepDraft(draft, next)
    setTyped(next)
  }
  const forget = () => {
    dirty.current = false
    dropDraft(draft)
  }
  return { typed, change, isDirty: () => dirty.current, forget }
}

function useSave(target: Target, typed: Typed, forget: () => void) {
  const t = useWords(quoteWords)
  const toast = useToast()
  const { go } = useNavigation()
  const refresh = [getQuote, listQuotes, quotesOfCustomer]
  const make = useDo(makeQuote, { refresh })
  const rewrite = useDo(changeQuote, { refresh })
  const save = async () => {
    const body = { configuration: typed.chosen, note: typed.note, validUntil: typed.validUntil }
    try {
      const quote =
        target.kind === 'new'
          ? await make.mutateAsync({
              body: { id: target.id, opportunityId: target.opportunityId, ...body },
            })
          : await rewrite.mutateAsync({
              params: { id: target.quoteId },
              body: { version: target.version, ...body },
            })
      forget()
      toast(t('saved'))
      go(`/quotes/${quote.id}`, { replace: true })
    } catch {
      // Shown above the form by `failure`; nothing typed is lost.
    }
  }
  return { save, busy: make.isPending || rewrite.isPending, failure: make.error ?? rewrite.error }
}
