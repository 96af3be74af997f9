import * as z from 'zod/mini'

/** How a formatted message is shown: rebuilt for reading, as it was sent, or its words alone. */
export const messageView = z.enum(['reading', 'original', 'text'])
export type MessageView = z.infer<typeof messageView>
