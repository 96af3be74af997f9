import { join } from 'node:path'
import type { Adapters } from './app.ts'
import type { Config } from './config.ts'
import { messageLimit } from './features/uploads/message-limit.ts'
import { uploadRoutes } from './features/uploads/routes.ts'
import type { Route } from './http/route.ts'
import { Uploads } from './storage/uploads.ts'

const megabyte = 1_000_000

export function openUploads({ attachments, storage }: Config, { storage: kept, sealer, now }: Adapters): Uploads {
  return new Uploads(kept.database, sealer, {
    directory: join(storage.directory, 'uploads'),
    perPersonBytes: attachments.perPersonMegabytes * megabyte,
    ...(now ? { now } : {}),
  })
}

export function routesOfUploads(config: Config, { submission, now = Date.now }: Adapters, uploads: Uploads): Route[] {
  const { attachments, limits } = config
  return uploadRoutes(uploads, {
    messageLimit: messageLimit(submission, limits.messageMegabytes * megabyte, now),
    perPersonBytes: attachments.perPersonMegabytes * megabyte,
    blockedEndings: attachments.blockedEndings,
  })
}
