import { useState } from 'react'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useWords } from '#ui/words.tsx'
import { dashboardWords } from '../words.ts'
import { SpecFields, useMetricName } from './SpecFields.tsx'
import { type Tile, type TileShow, tileShows, type TileWidth, tileWidths } from './spec.ts'

const mostTiles = 40

/** The tiles of a board being arranged: moved, changed, removed, added; nothing is kept until saved. */
export function TileArranger(props: { tiles: Tile[]; onChange: (tiles: Tile[]) => void }) {
  const { tiles, onChange } = props
  const t = useWords(dashboardWords)
  const nameOf = useMetricName()
  const [editing, setEditing] = useState<Tile>()
  const [dragged, setDragged] = useState<string>()
  const [said, setSaid] = useState('')
  const titleOf = (tile: Tile) => tile.name || tile.metrics.map(nameOf).join('、')
  const move = (from: number, to: number) => {
    const next = [...tiles]
    const [tile] = next.splice(from, 1)
    if (!tile || from === to) return
    next.splice(to, 0, tile)
    onChange(next)
    setSaid(t('movedTo', { name: titleOf(tile), n: to + 1, all: next.length }))
  }
  const keep = (tile: Tile) => {
    const isKnown = tiles.some((one) => one.key === tile.key)
    onChange(isKnown ? tiles.map((one) => (one.key === tile.key ? tile : one)) : [...tiles, tile])
    setEditing(undefined)
  }
  return (
    <div className="k-stack">
      <p className="k-muted">{t('arrangeHint')}</p>
      <span className="k-hidden" role="status">
        {said}
      </span>
      {tiles.map((tile, place) => (
        <div
          key={tile.key}
          className="k-card k-spread boards-tile"
          data-dragged={dragged === tile.key || undefined}
          draggable
          onDragStart={(event) => {
            event.dataTransfer.effectAllowed = 'move'
            event.dataTransfer.setData('text/plain', tile.key)
            setDragged(tile.key)
          }}
          onDragOver={(event) => {
            if (dragged === undefined) return
            event.preventDefault()
            // The tiles give way while one is drawn over them; it is dropped where it already stands.
            if (dragged !== tile.key)
              move(
                tiles.findIndex((one) => one.key === dragged),
                place,
              )
          }}
          onDrop={(event) => event.preventDefault()}
          onDragEnd={() => setDragged(undefined)}
        >
          <span>
            <span aria-hidden="true" className="boards-grip">
              ⠿
            </span>{' '}
            <strong>{titleOf(tile)}</strong>{' '}
            <span className="k-muted">
              {t(`tile_${tile.show}`)} · {t(tile.period)} · {t(`w${tile.width}`)}
            </span>
          </span>
          <span className="k-line">
            <Button
              aria-disabled={place === 0 || undefined}
              aria-label={t('earlier', { name: titleOf(tile) })}
              onClick={() => move(place, Math.max(0, place - 1))}
            >
              ↑
            </Button>
            <Button
              aria-disabled={place === tiles.length - 1 || undefined}
              aria-label={t('later', { name: titleOf(tile) })}
              onClick={() => move(place, Math.min(tiles.length - 1, place + 1))}
            >
              ↓
            </Button>
            <Button onClick={() => setEditing(tile)}>{t('editTile')}</Button>
            <Button onClick={() => onChange(tiles.filter((one) => one !== tile))}>
              {t('remove')}
            </Button>
          </span>
        </div>
      ))}
      {tiles.length < mostTiles ? (
        <Button kind="primary" onClick={() => setEditing(newTile(tiles))}>
          {t('addTile')}
        </Button>
      ) : null}
      {editing ? (
        <TileSheet tile={editing} onSave={keep} onClose={() => setEditing(undefined)} />
      ) : null}
    </div>
  )
}

function newTile(tiles: readonly Tile[]): Tile {
  return {
    key: `new-${tiles.length}-${Date.now()}`,
    metrics: [],
    by: undefined,
    by2: undefined,
    period: 'this_month',
    stores: undefined,
    show: 'number',
    width: '1',
    name: '',
  }
}

function TileSheet(props: { tile: Tile; onSave: (tile: Tile) => void; onClose: () => void }) {
  const t = useWords(dashboardWords)
  const [tile, setTile] = useState(props.tile)
  const change = (part: Partial<Tile>) => setTile((before) => ({ ...before, ...part }))
  const shows = tile.by ? tileShows : (['number'] as const)
  return (
    <Sheet open title={t('editTile')} onClose={props.onClose}>
      <div className="k-stack">
        <SpecFields spec={tile} onChange={change} />
        <Field label={t('show')} group>
          <Choice<TileShow>
            value={tile.by ? tile.show : 'number'}
            onChange={(show) => change({ show, width: show === 'number' ? '1' : '2' })}
            options={shows.map((value) => ({ value, label: t(`tile_${value}`) }))}
          />
        </Field>
        <Field label={t('width')} group>
          <Choice<TileWidth>
            value={tile.width}
            onChange={(width) => change({ width })}
            options={tileWidths.map((value) => ({ value, label: t(`w${value}`) }))}
          />
        </Field>
        <Field label={t('name')}>
          <TextInput maxLength={40} value={tile.name} onChange={(name) => change({ name })} />
        </Field>
        <Button
          kind="primary"
          wide
          disabled={tile.metrics.length === 0}
          onClick={() => props.onSave(tile.by ? tile : { ...tile, show: 'number' })}
        >
          {t('done')}
        </Button>
      </div>
    </Sheet>
  )
}
