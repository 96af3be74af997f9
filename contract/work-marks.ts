/**
 * IMAP keywords by which people who share a mailbox say who takes care of a message, and that it is dealt with. Any mail program
 * shows and changes them. Without zod: the first screen loads it.
 */
export const doneMark = '$done'
export const assignedPrefix = '$assigned-'

/** Marks are changed like labels and stand among them, but nobody names or manages them. */
export const isWorkMark = (keyword: string): boolean => /^\$(done$|assigned-.)/i.test(keyword)
