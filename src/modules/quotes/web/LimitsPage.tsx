import { useState } from 'react'
import { PriceTabs } from '#modules/pricing/web/panels.tsx'
import { useAsk, useDo } from '#ui/ask.ts'
import { sayError } from '#ui/call.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Notice, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { MoneyField } from '#ui/light/MoneyField.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useCan } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { getDiscountLimits, setDiscountLimits } from '../contracts/discount-limits.ts'
import { quoteTitles } from '../titles.ts'
import { quoteWords } from '../words.ts'
import './quotes.css'

interface Limit {
  roleKey: string
  roleName: string
  percentBp: number | null
  amountFen: number | null
  mayGoBelowFloor: boolean
  mayChange: boolean
}

/** Who may give how much of a car away by themselves. */
export function LimitsPage() {
  const t = useWords(quoteWords)
  const title = useWords(quoteTitles)
  const answer = useAsk(getDiscountLimits, {})
  return (
    <div className="k-stack">
      <h1>{title('limits')}</h1>
      <PriceTabs />
      <p className="k-muted">{t('limitsHint')}</p>
      {answer.error ? <Failure error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {answer.data ? (
        <Ladder
          key={JSON.stringify(answer.data.items)}
          limits={answer.data.items}
          others={answer.data.others}
          isOwn={answer.data.isOwn}
          mayAdd={answer.data.mayAdd}
        />
      ) : answer.isPending ? (
        <Skeleton rows={5} height={72} />
      ) : null}
    </div>
  )
}

function Ladder(props: {
  limits: Limit[]
  others: { roleKey: string; roleName: string }[]
  isOwn: boolean
  mayAdd: boolean
}) {
  const { limits, isOwn } = props
  const t = useWords(quoteWords)
  const locale = useLocale()
  const toast = useToast()
  const may = useCan('pricing.manage', 'store') && props.mayAdd
  const save = useDo(setDiscountLimits, { refresh: [getDiscountLimits] })
  const [rows, setRows] = useState(limits)
  const [wrong, setWrong] = useState<string[]>([])
  const set = (roleKey: string, change: Partial<Limit>) =>
    setRows((all) => all.map((row) => (row.roleKey === roleKey ? { ...row, ...change } : row)))
  const remove = (roleKey: string) => {
    setRows((all) => all.filter((row) => row.roleKey !== roleKey))
    setWrong((all) => all.filter((key) => key !== roleKey))
  }
  const free = [
    ...props.others,
    ...limits.map(({ roleKey, roleName }) => ({ roleKey, roleName })),
  ].filter(({ roleKey }) => !rows.some((row) => row.roleKey === roleKey))
  const plain = (all: Limit[]) => all.map(({ roleName: _name, mayChange: _may, ...limit }) => limit)
  return (
    <form
      className="k-stack"
      onSubmit={(event) => {
        event.preventDefault()
        save
          .mutateAsync({ body: { seen: plain(limits), limits: plain(rows) } })
          .then(() => toast(t('limitsSaved')))
          .catch((error: unknown) => toast(sayError(error, locale)))
      }}
    >
      {isOwn ? null : <Notice>{t('standardStands')}</Notice>}
      {limits.every(({ mayChange }) => mayChange) ? null : (
        <p className="k-muted">{t(may ? 'limitsFromAbove' : 'limitsReadOnly')}</p>
      )}
      {rows.map((row) => (
        <fieldset
          key={row.roleKey}
          className="k-card quote-limit"
          disabled={!may || !row.mayChange}
        >
          <legend className="k-hidden">{row.roleName}</legend>
          <strong>{row.roleName}</strong>
          <Field
            label={t('percentLimit')}
            hint={row.percentBp === null ? t('unlimited') : undefined}
            {...(wrong.includes(row.roleKey) ? { error: t('wrongPercent') } : {})}
          >
            <PercentInput
              value={row.percentBp}
              onChange={(percentBp, isRight) => {
                setWrong((all) =>
                  isRight ? all.filter((key) => key !== row.roleKey) : [...all, row.roleKey],
                )
                set(row.roleKey, { percentBp })
              }}
            />
          </Field>
          <MoneyField
            label={t('amountLimit')}
            placeholder=""
            hint={row.amountFen === null ? t('unlimited') : undefined}
            value={row.amountFen}
            onChange={(amountFen) => set(row.roleKey, { amountFen })}
          />
          <div className="k-spread quote-limit-end">
            <label className="k-line">
              <input
                type="checkbox"
                checked={row.mayGoBelowFloor}
                onChange={(event) => set(row.roleKey, { mayGoBelowFloor: event.target.checked })}
              />
              {t('mayGoBelow')}
            </label>
            {may && row.mayChange ? (
              <Button kind="quiet" onClick={() => remove(row.roleKey)}>
                {t('removeRole')}
              </Button>
            ) : null}
          </div>
        </fieldset>
      ))}
      {may && free.length > 0 ? (
        <Field label={t('addRole')} hint={t('addRoleHint')}>
          <Select
            value=""
            placeholder={t('chooseRole')}
            onChange={(key) => {
              const role = free.find(({ roleKey }) => roleKey === key)
              // A role begins with nothing to give: its limits are typed next.
              if (role)
                setRows((all) => [
                  ...all,
                  { ...role, percentBp: 0, amountFen: 0, mayGoBelowFloor: false, mayChange: true },
                ])
            }}
            options={free.map(({ roleKey, roleName }) => ({ value: roleKey, label: roleName }))}
          />
        </Field>
      ) : null}
      {may ? (
        <Button kind="primary" type="submit" busy={save.isPending} disabled={wrong.length > 0}>
          {t('saveLimits')}
        </Button>
      ) : null}
    </form>
  )
}

function PercentInput(props: {
  value: number | null
  onChange: (bp: number | null, isRight: boolean) => void
}) {
  const [text, setText] = useState(props.value === null ? '' : String(props.value / 100))
  return (
    <TextInput
      inputMode="decimal"
      maxLength={6}
      value={text}
      onChange={(next) => {
        setText(next)
        const percent = Number(next)
        const isRight = /^\d{1,3}(\.\d{1,2})?$/.test(next) && percent <= 100
        props.onChange(isRight ? Math.round(percent * 100) : null, isRight || next === '')
      }}
    />
  )
}
