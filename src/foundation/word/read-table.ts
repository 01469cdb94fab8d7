import { borderOf } from './borders.ts'
import { type FromTable, readParagraph } from './read-paragraph.ts'
import type { Reading } from './reading.ts'
import { fillOf, last, twips } from './styles.ts'
import type { Block, Borders, Cell, Table } from './word-doc.ts'
import { child, elements, figure, isOn, value, type Xml } from './xml.ts'

const deepest = 6

/** The blocks of a body, header, cell or box of text. */
export function readBlocks(
  reading: Reading,
  of: Xml,
  table: FromTable = { paragraph: [], run: [] },
): Block[] {
  return flat(of).flatMap((one): Block[] => {
    if (one.name === 'w:p') return readParagraph(reading, one, table)
    if (one.name === 'w:tbl')
      return reading.depth < deepest ? readTable({ ...reading, depth: reading.depth + 1 }, one) : []
    if (one.name === 'w:altChunk') reading.gaps.add('embedded')
    return []
  })
}

const wrappers = new Set(['w:sdt', 'w:sdtContent', 'w:customXml', 'w:ins', 'w:moveTo'])

/** What stands in an element, without the wrappers around it. */
function flat(of: Xml): Xml[] {
  return elements(of).flatMap((one) => (wrappers.has(one.name) ? flat(one) : [one]))
}

interface Look {
  properties: Xml[]
  margins: (Xml | undefined)[]
  borders: Xml[]
  styles: Xml[]
  own: Xml | undefined
}

function readTable(reading: Reading, of: Xml): Block[] {
  const own = child(of, 'w:tblPr')
  const styles = reading.styles.table(value(child(own, 'w:tblStyle')))
  const properties = [
    ...styles.map((one) => child(one, 'w:tblPr')).filter((one) => one !== undefined),
    ...(own ? [own] : []),
  ]
  if (child(own, 'w:tblpPr')) reading.gaps.add('floating')
  const look: Look = {
    properties,
    margins: properties.map((one) => child(one, 'w:tblCellMar')),
    borders: properties.map((one) => child(one, 'w:tblBorders')).filter((one) => one !== undefined),
    styles,
    own,
  }
  const rows = flat(of).filter((one) => one.name === 'w:tr')
  const placed = placeCells(rows)
  if (placed.length === 0) return []
  const count = Math.max(...placed.map((cell) => cell.x + cell.columns))
  const columns = columnsOf(reading, of, look, { count, placed })
  const last_ = rows.length - 1
  return [
    {
      kind: 'table',
      columns,
      rows: rows.map((row) => rowOf(row)),
      cells: placed.map((cell) => {
        const width = columns.slice(cell.x, cell.x + cell.columns).reduce((a, b) => a + b, 0)
        return readCell(reading, cell, look, { count, last: last_, width })
      }),
      align: alignOf(last(properties, (one) => value(child(one, 'w:jc')))),
      left: Math.max(0, last(properties, (one) => twips(child(one, 'w:tblInd'), 'w:w')) ?? 0),
    },
  ]
}

function alignOf(said: string | undefined): Table['align'] {
  if (said === 'center') return 'center'
  return said === 'right' || said === 'end' ? 'right' : 'left'
}

function rowOf(row: Xml) {
  const properties = child(row, 'w:trPr')
  const height = child(properties, 'w:trHeight')
  return {
    height: twips(height, 'w:val') ?? 0,
    isExact: value(height, 'w:hRule') === 'exact',
    isHead: isOn(properties, 'w:tblHeader') ?? false,
  }
}

interface Placed {
  of: Xml
  x: number
  y: number
  columns: number
  rows: number
}

/** Every cell with its place; cells that go on downwards are one with the one above. */
function placeCells(rows: readonly Xml[]): Placed[] {
  const cells: Placed[] = []
  const above = new Map<number, Placed>()
  rows.forEach((row, y) => {
    let x = figure(child(row, 'w:trPr', 'w:gridBefore')) ?? 0
    for (const of of flat(row).filter((one) => one.name === 'w:tc')) {
      const properties = child(of, 'w:tcPr')
      const columns = Math.min(60, Math.max(1, figure(child(properties, 'w:gridSpan')) ?? 1))
      const merge = child(properties, 'w:vMerge')
      const upper = above.get(x)
      const goesOn =
        merge && (value(merge) ?? 'continue') === 'continue' && upper && upper.y + upper.rows === y
      if (goesOn && upper.columns === columns) upper.rows += 1
      else {
        const cell = { of, x, y, columns, rows: 1 }
        cells.push(cell)
        if (merge) above.set(x, cell)
        else above.delete(x)
      }
      x += columns
    }
  })
  return cells
}

/** The widths of the columns: the grid, else what the cells say, else equal; never wider than the text. */
function columnsOf(
  reading: Reading,
  of: Xml,
  look: Look,
  { count, placed }: { count: number; placed: readonly Placed[] },
): number[] {
  const grid = elements(child(of, 'w:tblGrid'), 'w:gridCol').map((one) => twips(one, 'w:w') ?? 0)
  const widths = Array.from({ length: count }, (_, at) => {
    if ((grid[at] ?? 0) > 0) return grid[at] ?? 0
    const cell = placed.find((one) => one.x === at && one.columns === 1)
    const said = child(cell?.of, 'w:tcPr', 'w:tcW')
    return value(said, 'w:type') === 'dxa' ? (twips(said, 'w:w') ?? 0) : 0
  })
  const known = widths.filter((width) => width > 0)
  const usual =
    known.length > 0 ? known.reduce((a, b) => a + b, 0) / known.length : reading.width / count
  const full = widths.map((width) => (width > 0 ? width : usual))
  const sum = full.reduce((a, b) => a + b, 0)
  const said = last(look.properties, (one) => child(one, 'w:tblW'))
  const text = value(said, 'w:w') ?? ''
  const isShare = value(said, 'w:type') === 'pct' || text.endsWith('%')
  const share = Number.parseFloat(text) / (text.endsWith('%') ? 100 : 5000)
  const wanted = isShare && share > 0 ? reading.width * share : sum
  const scale = Math.min(wanted, reading.width) / sum
  return full.map((width) => width * scale)
}

function readCell(
  reading: Reading,
  cell: Placed,
  look: Look,
  at: { count: number; last: number; width: number },
): Cell {
  const properties = child(cell.of, 'w:tcPr')
  const special = specialOf(look, cell, at.last)
  const styled = [...look.styles, ...special]
  const of = (name: string) =>
    styled.map((one) => child(one, name)).filter((one) => one !== undefined)
  const margin = (side: string, usual: number) =>
    twips(child(properties, 'w:tcMar', `w:${side}`), 'w:w') ??
    last(
      look.margins.filter((one) => one !== undefined),
      (one) => twips(child(one, `w:${side}`), 'w:w'),
    ) ??
    usual
  const inset = {
    top: margin('top', 0),
    bottom: margin('bottom', 0),
    left: margin('left', 5.4),
    right: margin('right', 5.4),
  }
  const valign = value(child(properties, 'w:vAlign'))
  return {
    x: cell.x,
    y: cell.y,
    columns: cell.columns,
    rows: cell.rows,
    blocks: readBlocks(
      { ...reading, width: Math.max(10, at.width - inset.left - inset.right) },
      cell.of,
      { paragraph: of('w:pPr'), run: of('w:rPr') },
    ),
    borders: bordersAt(look, cell, at, [...of('w:tcPr'), ...(properties ? [properties] : [])]),
    fill:
      last(
        [...of('w:tcPr'), ...(properties ? [properties] : [])],
        (one) => fillOf(one) ?? undefined,
      ) ?? null,
    valign: valign === 'center' ? 'horizon' : valign === 'bottom' ? 'bottom' : 'top',
    inset,
  }
}

/** What a table style says of the first and the last row, where the table asks for it. */
function specialOf(look: Look, cell: Placed, last_: number): Xml[] {
  const asked = child(look.own, 'w:tblLook')
  const bits = Number.parseInt(value(asked) ?? '0', 16)
  const isAsked = (name: string, bit: number) =>
    ['1', 'true'].includes(value(asked, `w:${name}`) ?? '') || (bits & bit) !== 0
  const kind =
    cell.y === 0 && isAsked('firstRow', 0x20)
      ? 'firstRow'
      : cell.y + cell.rows - 1 === last_ && isAsked('lastRow', 0x40)
        ? 'lastRow'
        : ''
  return look.styles
    .flatMap((style) => elements(style, 'w:tblStylePr'))
    .filter((one) => value(one, 'w:type') === kind)
}

function bordersAt(
  look: Look,
  cell: Placed,
  at: { count: number; last: number },
  cells: readonly Xml[],
): Borders {
  const edges = {
    top: cell.y === 0 ? 'top' : 'insideH',
    bottom: cell.y + cell.rows - 1 === at.last ? 'bottom' : 'insideH',
    left: cell.x === 0 ? 'left' : 'insideV',
    right: cell.x + cell.columns === at.count ? 'right' : 'insideV',
  } as const
  const borders: Borders = {}
  for (const side of ['top', 'bottom', 'left', 'right'] as const) {
    const own = cells
      .map((one) => borderOf(child(one, 'w:tcBorders'), side))
      .findLast((one) => one !== undefined)
    const border =
      own === undefined
        ? look.borders.map((one) => borderOf(one, edges[side])).findLast((one) => one !== undefined)
        : own
    if (border) borders[side] = border
  }
  return borders
}
