import { type ExportManifest, manifestFormat } from '#contract/mail-export.ts'

export type ManifestMessage = ExportManifest['messages'][number]

/** A manifest is written line by line: of many messages it is too much to be held. */
export const manifestStart = `{"format":${JSON.stringify(manifestFormat)},"messages":[`

/** `isFirst`: no other stands before it. A blank then stands for the comma, so that all lines of a message are as long. */
export const manifestLine = (message: ManifestMessage, isFirst: boolean) =>
  `${isFirst ? ' ' : ','}\n${JSON.stringify(message)}`

/** `digits`: as many as the number may need. */
export const manifestEnd = (missing: number, digits = 0) => `\n],"missing":${String(missing).padStart(digits)}}\n`
