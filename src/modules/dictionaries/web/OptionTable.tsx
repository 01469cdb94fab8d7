import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import { joinAliases } from '#shared/alias-text.ts'
import { sayError } from '#ui/call.ts'
import { useDo } from '#ui/ask.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useLocale, usePhrase, useWords } from '#ui/words.tsx'
import {
  channelFamilies,
  listOptionsRoute,
  type Option,
  type OptionKind,
  orderOptions,
} from '../contract.ts'
import { dictionaryWords } from '../words.ts'
import { moveTo, nameOf } from './option-order.ts'

interface Props {
  kind: OptionKind
  owner: Option['owner']
  /** Every option of the kind, for the names of the standard ones. */
  all: readonly Option[]
  /** Every option of the owner: the order names them all. */
  mine: readonly Option[]
  shown: readonly Option[]
  canEdit: boolean
  onOpen: (id: string) => void
}

/** The options in their order; rows move by dragging the handle, or by its arrow keys. */
export function OptionTable(props: Props) {
  const t = useWords(dictionaryWords)
  const locale = useLocale()
  const phrase = usePhrase()
  const order = useOrder(props)
  const byId = new Map(props.all.map((option) => [option.id, option]))
  const rows = order.sort(props.shown)
  const isSource = props.kind === 'source'
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reached by keyboard
    <div
      className="dictionaries-scroll"
      tabIndex={0}
      role="region"
      aria-label={t(props.owner === 'standard' ? 'standardOptions' : 'storeOptions')}
    >
      <table className="dictionaries-table">
        <thead>
          <tr>
            {props.canEdit ? <Unseen>{t('order')}</Unseen> : null}
            <th scope="col">{t('label')}</th>
            {isSource ? <th scope="col">{t('family')}</th> : null}
            {props.owner === 'store' ? <th scope="col">{t('standsFor')}</th> : null}
            <th scope="col">{t('aliases')}</th>
            {props.canEdit ? <Unseen>{t('edit')}</Unseen> : null}
          </tr>
        </thead>
        <tbody>
          {rows.map((option, index) => (
            <tr
              key={option.id}
              data-option={option.id}
              data-resting={!option.isActive || undefined}
              data-over={order.over === option.id || undefined}
            >
              {props.canEdit ? (
                <td>
                  <button
                    type="button"
                    className="dictionaries-handle"
                    title={t('moveHint')}
                    aria-label={t('move', { name: nameOf(option, locale), n: index + 1 })}
                    {...order.handle(option.id)}
                  >
                    <span aria-hidden="true">⠿</span>
                  </button>
                </td>
              ) : null}
              <th scope="row">
                {nameOf(option, locale)} <OtherName option={option} />
                {option.isActive ? null : <Badge tone="blocked">{t('resting')}</Badge>}
              </th>
              {isSource ? (
                <td>{option.family ? phrase(channelFamilies[option.family]) : ''}</td>
              ) : null}
              {props.owner === 'store' ? (
                <td>{standardName(byId.get(option.standardId ?? ''), locale)}</td>
              ) : null}
              <td className="k-muted dictionaries-aliases">{joinAliases(option.aliases)}</td>
              {props.canEdit ? (
                <td>
                  <Button
                    kind="quiet"
                    aria-label={`${t('edit')} ${nameOf(option, locale)}`}
                    onClick={() => props.onOpen(option.id)}
                  >
                    {t('edit')}
                  </Button>
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The head of a column of controls: heard, not seen. */
function Unseen({ children }: { children: string }) {
  return (
    <th scope="col">
      <span className="k-hidden">{children}</span>
    </th>
  )
}

/** The name in the language that is not shown, smaller. */
function OtherName({ option }: { option: Option }) {
  const locale = useLocale()
  const other = locale === 'zh' ? option.labelEn : option.label
  if (other === '' || other === nameOf(option, locale)) return null
  return <span className="k-muted dictionaries-other">{other}</span>
}

function standardName(option: Option | undefined, locale: 'zh' | 'en'): string {
  return option ? nameOf(option, locale) : ''
}

/** The order as the person has it now, ahead of the server's answer. */
function useOrder(props: Props) {
  const t = useWords(dictionaryWords)
  const locale = useLocale()
  const toast = useToast()
  const save = useDo(orderOptions, { refresh: [listOptionsRoute] })
  const [ids, setIds] = useState<readonly string[]>()
  const [dragged, setDragged] = useState<string>()
  const [over, setOver] = useState<string>()
  const current = ids ?? props.mine.map((option) => option.id)

  const put = async (id: string, before: number) => {
    const next = moveTo(current, id, before)
    if (next === current) return
    setIds(next)
    try {
      await save.mutateAsync({ body: { kind: props.kind, owner: props.owner, ids: [...next] } })
      toast(t('moved'))
    } catch (error) {
      toast(sayError(error, locale))
    } finally {
      setIds(undefined)
    }
  }
  const shownIds = current.filter((id) => props.shown.some((option) => option.id === id))
  const step = (id: string, by: 1 | -1) => {
    const neighbour = shownIds[shownIds.indexOf(id) + by]
    if (neighbour !== undefined) void put(id, current.indexOf(neighbour))
  }
  const stopDrag = () => {
    setDragged(undefined)
    setOver(undefined)
  }
  return {
    over: over === dragged ? undefined : over,
    sort: (options: readonly Option[]) =>
      [...options].sort((a, b) => current.indexOf(a.id) - current.indexOf(b.id)),
    // Pointer events move rows by mouse and by thumb alike.
    handle: (id: string) => ({
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (save.isPending || event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        setDragged(id)
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        if (dragged === id) setOver(rowAt(event.clientX, event.clientY))
      },
      onPointerUp: () => {
        if (dragged === id && over !== undefined) void put(id, current.indexOf(over))
        stopDrag()
      },
      onPointerCancel: stopDrag,
      onKeyDown: (event: KeyboardEvent) => {
        if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
        event.preventDefault()
        if (!save.isPending) step(id, event.key === 'ArrowUp' ? -1 : 1)
      },
    }),
  }
}

/** The option whose row is at a point of the window. */
function rowAt(x: number, y: number): string | undefined {
  const row = document.elementFromPoint(x, y)?.closest<HTMLElement>('tr[data-option]')
  return row?.dataset.option
}
