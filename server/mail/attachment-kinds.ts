import type { AttachmentKind } from '#contract/filters.ts'

interface KindSigns {
  /** Types of media; one that ends with a slash stands for all below it. */
  types: readonly string[]
  /** How names of such files end, since many programs say of what they attach only that it is bytes. */
  endings: readonly string[]
}

/** By what a rule knows what a part is: by its type, or by the name of its file. */
export const attachmentKinds: Readonly<Record<AttachmentKind, KindSigns>> = {
  picture: {
    types: ['image/'],
    endings: ['.jpg', '.jpeg', '.png', '.gif', '.webp', '.heic', '.tif', '.tiff', '.svg', '.bmp'],
  },
  pdf: { types: ['application/pdf'], endings: ['.pdf'] },
  document: {
    types: [
      'application/msword',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.oasis.opendocument.text',
      'application/rtf',
      'text/rtf',
    ],
    endings: ['.doc', '.docx', '.odt', '.rtf'],
  },
  table: {
    types: [
      'application/vnd.ms-excel',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'application/vnd.oasis.opendocument.spreadsheet',
      'text/csv',
    ],
    endings: ['.xls', '.xlsx', '.ods', '.csv'],
  },
  slides: {
    types: [
      'application/vnd.ms-powerpoint',
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
      'application/vnd.oasis.opendocument.presentation',
    ],
    endings: ['.ppt', '.pptx', '.odp'],
  },
  sound: { types: ['audio/'], endings: ['.mp3', '.m4a', '.wav', '.ogg', '.flac'] },
  video: { types: ['video/'], endings: ['.mp4', '.mov', '.avi', '.mkv', '.webm'] },
  archive: {
    types: [
      'application/zip',
      'application/x-7z-compressed',
      'application/x-rar-compressed',
      'application/gzip',
      'application/x-tar',
    ],
    endings: ['.zip', '.7z', '.rar', '.gz', '.tar', '.tgz'],
  },
  calendar: { types: ['text/calendar'], endings: ['.ics'] },
}
