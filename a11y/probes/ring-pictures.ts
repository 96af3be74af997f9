import { type CDPSession } from 'playwright-core'
import { fault, type Finding } from '../engines/findings.ts'
import { type Place, type Stop } from '../in-page/focus.ts'
import { margin, sidesWithoutRing, type Stretch } from '../pixels/focus-ring.ts'
import { crop, type Picture, readPng } from '../pixels/png.ts'

type Box = Stop['box']

/** A stop while it had the focus. */
export interface Pictured {
  stop: Stop
  picture: Picture
}

/**
 * Pictures of places as they are at this moment, at one pixel a CSS px. Each picture makes the browser paint, so places that
 * stand near each other share one.
 */
export async function photograph(session: CDPSession, boxes: readonly Box[], at: Place): Promise<Picture[]> {
  const clips = boxes.map(clipOf)
  const [first, ...others] = clips
  if (!first) return []
  const whole = others.reduce(around, first)
  if (others.length === 0 || areaOf(whole) > mostPixels) {
    const pictures: Picture[] = []
    for (const clip of clips) pictures.push(await take(session, clip, at))
    return pictures
  }
  const picture = await take(session, whole, at)
  return clips.map((clip) => crop(picture, { x: clip.x - whole.x, y: clip.y - whole.y }, clip))
}

/** A larger picture costs more than two small ones. */
const mostPixels = 300_000

async function take(session: CDPSession, clip: Box, { pageX, pageY }: Place): Promise<Picture> {
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'png',
    optimizeForSpeed: true,
    captureBeyondViewport: false,
    // A clip counts from the top of the document, a box from the top of the window.
    clip: { ...clip, x: clip.x + pageX, y: clip.y + pageY, scale: 1 },
  })
  return readPng(Buffer.from(data, 'base64'))
}

function clipOf({ x, y, width, height }: Box): Box {
  return {
    x: Math.round(x) - margin,
    y: Math.round(y) - margin,
    width: Math.round(width) + 2 * margin,
    height: Math.round(height) + 2 * margin,
  }
}

function around(one: Box, other: Box): Box {
  const [x, y] = [Math.min(one.x, other.x), Math.min(one.y, other.y)]
  return {
    x,
    y,
    width: Math.max(one.x + one.width, other.x + other.width) - x,
    height: Math.max(one.y + one.height, other.y + other.height) - y,
  }
}

function areaOf({ width, height }: Box): number {
  return width * height
}

/** The focus has gone on; the same place without it tells what the ring was. */
export function judgeRing({ stop, picture }: Pictured, without: Picture, window: Place): Finding[] {
  if (without.width !== picture.width || without.height !== picture.height) return []
  const missing = sidesWithoutRing(picture, without, cutSides(stop, window), seenOf(stop, window))
  if (missing.length === 0) return []
  return [fault('focus ring visible', `none at ${missing.join(', ')} of ${stop.description}`)]
}

/** Sides of a thing that stand at or beyond the border of the window. */
function cutSides({ ringBox: box }: Stop, { width, height }: Place): Set<string> {
  const cut = new Set<string>()
  if (box.y < 2) cut.add('top')
  if (box.y + box.height > height - 2) cut.add('bottom')
  if (box.x < 2) cut.add('start')
  if (box.x + box.width > width - 2) cut.add('end')
  return cut
}

/** The part of its picture that stands within the window. */
function seenOf({ ringBox }: Stop, window: Place): Stretch {
  const clip = clipOf(ringBox)
  const within = (start: number, length: number, room: number) =>
    [Math.max(0, -start), Math.min(length, room - start)] as const
  return { x: within(clip.x, clip.width, window.width), y: within(clip.y, clip.height, window.height) }
}
