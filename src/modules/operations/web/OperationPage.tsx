import { useState } from 'react'
import type { CallOutput } from '#shared/contract.ts'
import { getOperation, type OperationUnit } from '#shared/operations.ts'
import { useAsk } from '#ui/ask.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { FailedPage } from '#ui/light/FailedPage.tsx'
import { Notice, Skeleton } from '#ui/light/Feedback.tsx'
import { List, Row } from '#ui/light/List.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import { operationWords } from '../words.ts'
import { OperationState } from './OperationsPage.tsx'
import { TakeBackSheet } from './TakeBackSheet.tsx'

/** One operation: what was done, to whom, and what taking it back would meet. */
export function OperationPage() {
  const t = useWords(operationWords)
  const id = useNavigation().params.id ?? ''
  const answer = useAsk(getOperation, { params: { id } }, { live: ['operations.*'] })
  const [asked, setAsked] = useState<OperationUnit | 'all'>()
  const one = answer.data
  if (answer.error) return <FailedPage error={answer.error} onRetry={() => void answer.refetch()} />
  if (!one) return <Skeleton rows={8} />
  return (
    <div className="k-stack">
      <div className="k-spread">
        <h1>
          {one.kindName} {one.title}
        </h1>
        <OperationState operation={one} />
      </div>
      <Facts one={one} />
      {one.kind.startsWith('import.') ? (
        <Notice action={<Link to={`/imports/${one.id}`}>{t('openImport')}</Link>}>
          {t('importHint')}
        </Notice>
      ) : null}
      {one.canTakeBack ? (
        <div>
          <Button kind="danger" onClick={() => setAsked('all')}>
            {t('takeBackAll')}
          </Button>
        </div>
      ) : null}
      {one.items.length > 0 ? <Units one={one} onTakeBack={setAsked} /> : null}
      {asked ? (
        <TakeBackSheet
          operation={one}
          unit={asked === 'all' ? undefined : asked}
          onClose={() => setAsked(undefined)}
        />
      ) : null}
    </div>
  )
}

type Shown = CallOutput<typeof getOperation>

function Facts({ one }: { one: Shown }) {
  const t = useWords(operationWords)
  return (
    <p className="k-muted">
      <When at={one.createdAt} />
      {one.by ? ` · ${one.by}` : ''}
      {one.units > 0 ? ` · ${t('records')} ${one.units}` : ''}
      {one.reason ? ` · ${t('reason')}：${one.reason}` : ''}
      {one.undoneAt ? (
        <>
          {' · '}
          {t('undoneBy', { name: one.undoneBy ?? '' })} <When at={one.undoneAt} />
        </>
      ) : null}
    </p>
  )
}

function Units(props: { one: Shown; onTakeBack: (unit: OperationUnit) => void }) {
  const t = useWords(operationWords)
  const { one } = props
  return (
    <section className="k-stack" aria-label={t('customer')}>
      <List label={t('customer')}>
        {one.items.map((unit) => (
          <Row
            key={unit.id}
            end={
              unit.isUndone ? (
                <Badge tone="plain">{t('unitUndone')}</Badge>
              ) : one.canTakeBack ? (
                <Button
                  aria-label={t('takeBackOneOf', { name: unit.name ?? t('hidden') })}
                  onClick={() => props.onTakeBack(unit)}
                >
                  {t('takeBackOne')}
                </Button>
              ) : null
            }
          >
            {unit.customerId && unit.name ? (
              <Link to={`/customers/${unit.customerId}`}>{unit.name}</Link>
            ) : (
              <span className="k-muted">{t('hidden')}</span>
            )}
            {unit.isTouched ? (
              <>
                <br />
                <span className="k-muted">{t('touched', { what: tablesIn(t, unit.tables) })}</span>
              </>
            ) : null}
          </Row>
        ))}
      </List>
      {one.units > one.items.length ? <p className="k-muted">{t('onlyFirst')}</p> : null}
    </section>
  )
}

type Translate = ReturnType<typeof useWords<typeof operationWords>>

/** The kinds of records in words; a table without a word of its own is among the others. */
function tablesIn(t: Translate, tables: readonly string[]): string {
  const words = tables.map((table) => t(isNamed(table) ? table : 'other'))
  return [...new Set(words)].join('、')
}

const isNamed = (table: string): table is keyof typeof operationWords => table in operationWords
