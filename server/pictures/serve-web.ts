import { WebOneClick } from './one-click.ts'
import { type FetchedPicture, PictureRefused, type RefusalReason } from './picture-source.ts'
import type { WebOptions } from './pinned-web.ts'
import { WebPictures } from './web-pictures.ts'

/** What the server asks the process that goes out to the web. */
export interface WebQuestion {
  id: number
  wants: 'picture' | 'leave'
  address: string
}

export type WebAnswer = { id: number } & ({ picture: FetchedPicture } | { left: boolean } | { refused: RefusalReason })

/** Answers the server that started this process, for as long as it is there. */
export function serveWeb(options: WebOptions): void {
  const pictures = new WebPictures(options)
  const oneClick = new WebOneClick(options)
  process.once('disconnect', () => process.exit())
  process.on('message', (question) => {
    const { id, wants, address } = question as WebQuestion
    const answered =
      wants === 'picture'
        ? pictures.fetch(address).then(
            (picture) => ({ id, picture }),
            (error: unknown) => ({ id, refused: reasonOf(error) }),
          )
        : oneClick.leave(address).then((left) => ({ id, left }))
    void answered.then((answer: WebAnswer) => process.send?.(answer))
  })
}

const reasonOf = (error: unknown): RefusalReason => (error instanceof PictureRefused ? error.reason : 'connection')
