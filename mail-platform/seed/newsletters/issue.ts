/** One issue of a newsletter, before it is laid out. */
export interface Issue {
  subject: string
  /** The words mail programs show behind the subject; hidden in the mail itself. */
  preheader: string
  stories: readonly Story[]
}

interface Story {
  title: string
  text: string
  /** What the picture shows; empty when the sender gave no description. */
  picture?: string
}

export interface Newsletter {
  key: string
  name: string
  from: { name: string; address: string }
  /** Web address of the sender; pictures, links and the counting pixel hang below it. */
  site: string
  colour: string
  layout: 'single' | 'cards' | 'bulletin'
  /** Whether the text part says the same as the HTML; many senders only say where to click. */
  hasRealText: boolean
  everyDays: number
  /** Day of the newest issue, counted back from today. */
  newestDaysAgo: number
  time: string
  /** How many of the newest issues are unread. */
  unread: number
  /** People (by uid) and groups (by id), each of whom gets a copy of their own. */
  readers: readonly string[]
  /** Newest first. */
  issues: readonly Issue[]
}

/** A link as newsletter services write it: through a counter, with an id for each reader. */
export function countedLink(newsletter: Newsletter, path: string): string {
  const reader = Buffer.from(`${newsletter.key}/${path}`).toString('base64url')
  return `https://click.${newsletter.site}/ls/click?upn=${reader}${reader}&amp;utm_source=newsletter&amp;utm_medium=email`
}

export function pictureAddress(newsletter: Newsletter, issue: number, story: number): string {
  return `https://images.${newsletter.site}/${newsletter.key}/${issue}/${story + 1}.jpg`
}

/** The invisible picture that tells the sender who opened the mail. */
export function countingPixel(newsletter: Newsletter, issue: number): string {
  return `<img src="https://open.${newsletter.site}/o.gif?i=${issue}&amp;r=reader-4471" width="1" height="1" border="0" style="display:block">`
}

/** Text mail programs show in the list, followed by blanks that push the rest away. */
export function hiddenPreheader(text: string): string {
  return `<div style="display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0;overflow:hidden">${text}${'&#847;&zwnj;&nbsp;'.repeat(20)}</div>`
}
