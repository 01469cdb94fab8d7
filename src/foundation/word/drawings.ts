import { type Reading, styleLength } from './reading.ts'
import type { Block, Piece } from './word-doc.ts'
import { child, figure, value, within, type Xml } from './xml.ts'

const emu = 12_700

/** What a drawing shows: its pictures, and the text of its boxes as blocks after the paragraph. */
export interface Drawn {
  pieces: Piece[]
  boxes: Block[]
}

/** A drawing (`w:drawing`): pictures keep their size, never wider than the text. */
export function readDrawing(reading: Reading, drawing: Xml): Drawn {
  const { gaps } = reading
  const anchor = child(drawing, 'wp:anchor')
  const frame = anchor ?? child(drawing, 'wp:inline')
  const boxes = readBoxes(reading, drawing)
  const blips = [...within(frame, 'a:blip')]
  if (anchor && blips.length > 0) gaps.add('floating')
  if ([...within(frame, 'c:chart')].length > 0) gaps.add('chart')
  else if (blips.length === 0 && boxes.length === 0) gaps.add('shape')
  const extent = child(frame, 'wp:extent')
  const size = {
    width: (figure(extent, 'cx') ?? 0) / emu,
    height: (figure(extent, 'cy') ?? 0) / emu,
  }
  const pieces = blips.flatMap((blip) => pieceOf(reading, value(blip, 'r:embed'), size))
  return { pieces, boxes }
}

/** A picture of the older kind (`w:pict`, `w:object`). */
export function readPict(reading: Reading, pict: Xml): Drawn {
  const { gaps } = reading
  if (pict.name === 'w:object') gaps.add('embedded')
  if ([...within(pict, 'v:textpath')].length > 0) {
    gaps.add('watermark')
    return { pieces: [], boxes: [] }
  }
  const boxes = readBoxes(reading, pict)
  const pieces: Piece[] = []
  for (const shape of within(pict, 'v:shape', 'v:rect')) {
    const data = child(shape, 'v:imagedata')
    if (!data) continue
    if (/position\s*:\s*absolute/.test(value(shape, 'style') ?? '')) gaps.add('floating')
    const size = {
      width: styleLength(shape, 'width') ?? 0,
      height: styleLength(shape, 'height') ?? 0,
    }
    pieces.push(...pieceOf(reading, value(data, 'r:id'), size))
  }
  if (pieces.length === 0 && boxes.length === 0 && pict.name === 'w:pict') gaps.add('shape')
  return { pieces, boxes }
}

function readBoxes(reading: Reading, of: Xml): Block[] {
  const contents = [...outermost(of, 'w:txbxContent')]
  if (contents.length > 0) reading.gaps.add('textbox')
  return contents.flatMap((content) => reading.readBlocks(reading, content))
}

/** Elements of a name that stand in no other of it. */
function* outermost(of: Xml, name: string): Generator<Xml> {
  for (const one of of.children) {
    if (typeof one === 'string') continue
    if (one.name === name) yield one
    else yield* outermost(one, name)
  }
}

function pieceOf(
  reading: Reading,
  relation: string | undefined,
  size: { width: number; height: number },
): Piece[] {
  const file = relation === undefined ? undefined : reading.part.picture(relation)
  if (file === undefined || size.width <= 0 || size.height <= 0) {
    reading.gaps.add('picture')
    return []
  }
  const shrink = Math.min(1, reading.width / size.width)
  return [{ kind: 'picture', file, width: size.width * shrink, height: size.height * shrink }]
}
