import type { PictureConsents } from './features/pictures/picture-consents.ts'
import type { ViewBook } from './features/view-choices/view-book.ts'
import type { FullMessage } from './mail/mail-account.ts'

/** What a person keeps about a message. */
export const keptFacts = (consents: PictureConsents, views: ViewBook) => ({
  of: async (account: string, message: FullMessage) => ({
    ...(await consents.of(account, message)),
    ...(await views.of(account, message)),
  }),
})
