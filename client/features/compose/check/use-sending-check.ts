import { markRaw, ref, shallowRef } from 'vue'
import { usePreferences } from '#client/accessibility/preferences.ts'
import { type Draft } from '#client/mail/draft.ts'
import { type Recipient } from '#contract/sending.ts'
import { plainTextOf } from '#contract/rich-text-words.ts'
import { type Wishes } from '../wishes/wishes.ts'
import { type Finding } from './finding.ts'
import { findInDraft, isOwnDomain, outsidersIn } from './find-in-draft.ts'
import { mendDocument } from './mend-document.ts'

interface CheckOptions {
  draft: () => Draft | undefined
  ownDomains: () => readonly string[]
  /** Where something has to be written or chosen: there the person goes. */
  goTo: (place: 'subject' | 'attach' | 'text') => void
  /** Writes from another address, with its signature. */
  changeFrom: (draft: Draft, address: string) => void
  /** How those who get it like to be written to. */
  wishes: () => Wishes
  /** Takes the formatting away, which can be undone. */
  makePlain: () => void
}

/** What is asked about before a message goes, in one dialog. Without findings there is none. */
export function useSendingCheck({ draft, ownDomains, goTo, changeFrom, wishes, makePlain }: CheckOptions) {
  const preferences = usePreferences()
  const isOpen = ref(false)
  /** Stay as they are while the dialog goes: what has the focus in it must not vanish before the focus has gone back. */
  const findings = shallowRef<readonly Finding[]>([])

  function look(): readonly Finding[] {
    const current = draft()
    return current ? findInDraft(current, ownDomains(), preferences.silencedChecks, wishes()) : []
  }

  /** Opens the dialog where there is something to ask. Answers whether it did. */
  function asks(): boolean {
    findings.value = look()
    isOpen.value = findings.value.length > 0
    return isOpen.value
  }

  function mend(finding: Finding, words: string): void {
    const current = draft()
    if (!current) return
    const place = placeOf(finding, current)
    if (place) {
      isOpen.value = false
      goTo(place)
    } else if (finding.kind === 'visible') {
      const isInside = ({ address }: Recipient) => isOwnDomain(address, ownDomains())
      const outside = [...current.to, ...current.cc].filter((recipient) => !isInside(recipient))
      Object.assign(current, {
        to: current.to.filter(isInside),
        cc: current.cc.filter(isInside),
        bcc: [...current.bcc, ...outside],
        changedAtMs: Date.now(),
      })
    } else if (finding.kind === 'outside') {
      const outsiders = outsidersIn(current, ownDomains())
      const stays = (recipient: Recipient) => !outsiders.includes(recipient)
      const [to, cc, bcc] = [current.to.filter(stays), current.cc.filter(stays), current.bcc.filter(stays)]
      Object.assign(current, { to, cc, bcc, changedAtMs: Date.now() })
    } else if (finding.kind === 'sender') {
      changeFrom(current, finding.what)
    } else if (finding.kind === 'plainText') {
      makePlain()
    } else if (finding.kind === 'everyone' && current.listAuthor) {
      Object.assign(current, { to: [current.listAuthor], cc: [], changedAtMs: Date.now() })
    } else if (current.document) {
      const document = mendDocument(current.document, finding, words)
      Object.assign(current, { document: markRaw(document), text: plainTextOf(document), changedAtMs: Date.now() })
    }
    if (isOpen.value) findings.value = look()
  }

  return { isOpen, findings, asks, mend }
}

/** Where it has to be mended by hand. */
function placeOf({ kind, what }: Finding, { subject }: Draft): 'subject' | 'attach' | 'text' | null {
  if (kind === 'mark') return subject.includes(what) ? 'subject' : 'text'
  if (kind === 'attachment') return 'attach'
  if (kind === 'colour') return 'text'
  return kind === 'subject' ? 'subject' : null
}
