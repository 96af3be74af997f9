/** How far the pictures of a message are: of `total`, `shown` stand in the text and `failed` could not be loaded. */
export interface PictureProgress {
  readonly total: number
  readonly shown: number
  readonly failed: number
}

export const isUnderWay = ({ total, shown, failed }: PictureProgress) => shown + failed < total
