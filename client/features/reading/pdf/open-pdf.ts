import {
  getDocument,
  PDFWorker,
  VerbosityLevel,
  version,
  type PDFDocumentProxy,
  type PDFPageProxy,
} from 'pdfjs-dist/legacy/build/pdf.mjs'
import { trustedWorker } from '#client/mail/received/trusted-html.ts'
import { hasLargerPicture } from './larger-picture.ts'
import { type PageBlock, readPage } from './page-text.ts'

/** Why a file cannot be shown. */
export type PdfFault = 'password' | 'damaged' | 'slow'

export class PdfProblem extends Error {
  readonly fault: PdfFault

  constructor(fault: PdfFault) {
    super(fault)
    this.fault = fault
  }
}

export interface DrawnPage {
  /** At a size of one, in CSS pixels. */
  widthPx: number
  heightPx: number
}

export interface OpenPdf {
  /** At most `mostPages`. */
  pageCount: number
  hasMore: boolean
  /** Some of its pictures are of more pixels than are drawn. */
  lacksLargePictures: boolean
  /** BCP 47 tag as the file says it, or empty. */
  language: string
  sizeOf(page: number): Promise<DrawnPage>
  /**
   * Draws one page into the canvas, `scale` times its size. What was drawn before is given up. Whether there are pictures that
   * could not be drawn.
   */
  draw(page: number, canvas: HTMLCanvasElement, scale: number): Promise<boolean>
  textOf(page: number): Promise<PageBlock[]>
  /** Ends the worker, whatever it is doing. */
  close(): void
}

const mostPages = 5_000
const patienceMs = 20_000
/** Of one page as it is drawn, and of one picture in it. */
const mostPixels = 16_000_000
const longestSidePx = 8_192
const mostPicturePixels = 50_000_000
const files = () => new URL(`/assets/pdf/${version}/`, location.href).href

/**
 * Opens a PDF file in a worker of its own, which by its policy can ask nobody for anything. Neither scripts nor XFA forms of the file are
 * known here, its fonts are drawn as shapes, and its links, files and actions are left alone.
 * @throws {PdfProblem}
 */
export async function openPdf(bytes: Uint8Array): Promise<OpenPdf> {
  const thread = new Worker(trustedWorker(`${files()}pdf.worker.min.mjs`), { type: 'module' })
  const worker = PDFWorker.create({ port: thread, verbosity: VerbosityLevel.ERRORS })
  const close = () => {
    worker.destroy()
    thread.terminate()
  }
  // The bytes are the worker's from here on, which does not tell what it leaves out.
  const lacksLargePictures = hasLargerPicture(bytes, mostPicturePixels)
  const task = getDocument({ data: bytes, worker, ...settings() })
  try {
    const document = await patiently(task.promise)
    const language = await patiently(document.getMetadata()).then(languageOf, () => '')
    return { ...openOf(document, language, close), lacksLargePictures }
  } catch (error) {
    close()
    throw asProblem(error)
  }
}

function settings() {
  return {
    ...{ enableXfa: false, disableFontFace: true, useSystemFonts: false, useWasm: false, useWorkerFetch: false },
    ...{ disableWorkerRendering: true, pdfBug: false, stopAtErrors: false, verbosity: VerbosityLevel.ERRORS },
    ...{ maxImageSize: mostPicturePixels, canvasMaxAreaInBytes: 4 * mostPixels },
    cMapUrl: `${files()}cmaps/`,
    standardFontDataUrl: `${files()}standard_fonts/`,
    wasmUrl: `${files()}wasm/`,
  }
}

function openOf(document: PDFDocumentProxy, language: string, close: () => void): Omit<OpenPdf, 'lacksLargePictures'> {
  let drawing: { cancel(): void } | null = null
  const pageOf = (number: number) => patiently(document.getPage(number))
  return {
    pageCount: Math.min(document.numPages, mostPages),
    hasMore: document.numPages > mostPages,
    language,
    close,
    async sizeOf(number) {
      const { width, height } = (await pageOf(number)).getViewport({ scale: 1 })
      return { widthPx: width, heightPx: height }
    },
    async draw(number, canvas, scale) {
      const page = await pageOf(number)
      drawing?.cancel()
      const whole = page.getViewport({ scale: 1 })
      const viewport = page.getViewport({ scale: boundedScale(whole.width, whole.height, scale) })
      canvas.width = Math.max(1, Math.floor(viewport.width))
      canvas.height = Math.max(1, Math.floor(viewport.height))
      const task = page.render({ canvas, viewport })
      drawing = task
      await patiently(task.promise).catch((error: unknown) => {
        task.cancel()
        if (!isGivenUp(error)) throw asProblem(error)
      })
      return lacksPictures(page)
    },
    async textOf(number) {
      const page = await pageOf(number)
      const [content, tree] = await patiently(
        Promise.all([page.getTextContent({ includeMarkedContent: true }), page.getStructTree()]),
      )
      return readPage(content.items, tree)
    },
  }
}

function boundedScale(width: number, height: number, wanted: number): number {
  const bySides = Math.min(longestSidePx / width, longestSidePx / height)
  return Math.min(wanted, bySides, Math.sqrt(mostPixels / (width * height)))
}

const languageOf = ({ info }: { info: object }) => {
  const { Language: language } = info as { Language?: unknown }
  return typeof language === 'string' && /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$/.test(language) ? language : ''
}

/** A picture that cannot be decoded is nothing, under the name it would have. */
const lacksPictures = ({ objs, commonObjs }: PDFPageProxy): boolean =>
  [...objs, ...commonObjs].some(([name, data]) => data === null && String(name).includes('img_'))

const isGivenUp = (error: unknown) => error instanceof Error && error.name === 'RenderingCancelledException'

function asProblem(error: unknown): PdfProblem {
  if (error instanceof PdfProblem) return error
  return new PdfProblem(error instanceof Error && error.name === 'PasswordException' ? 'password' : 'damaged')
}

/** What a hostile file would never end is given up. */
async function patiently<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new PdfProblem('slow')), patienceMs)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
