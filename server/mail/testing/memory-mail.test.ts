import { describeChosenRoles } from './chosen-roles-suite.ts'
import { describeFolderChanges } from './folder-changes-suite.ts'
import { describeBulkWork } from './bulk-suite.ts'
import { describeSharing } from './sharing-suite.ts'
import { describeYearFolders } from './year-folders-suite.ts'
import { describeDrafts } from './drafts-suite.ts'
import { describeLabels } from './labels-suite.ts'
import { describeSifting } from './sifting-suite.ts'
import { describeConversations } from './conversations-suite.ts'
import { describeMailAccount, type AccountHarness } from './mail-account-suite.ts'
import { emptyLetter, MemoryMail } from './memory-mail.ts'
import { describeMessageOrders } from './message-orders-suite.ts'
import { describeSearch } from './search-suite.ts'
import { describeCopies } from './copies-suite.ts'
import { describeSurvey } from './survey-suite.ts'

function inMemory(): Promise<AccountHarness> {
  const mail = new MemoryMail()
  const mailbox = mail.addPerson('ada', 'ada-demo-pass')
  let count = 0
  return Promise.resolve({
    open: (chosenRoles) => {
      const secret = () => Promise.reject(new Error('not needed'))
      return Promise.resolve(mail.resume({ user: 'ada', secret, ...(chosenRoles ? { chosenRoles } : {}) }))
    },
    put: (path, { subject, text, from, dateMs, attachment, messageId, references }) => {
      const folder = mailbox.folder(path)
      count += 1
      const letter = folder.add({
        ...emptyLetter(),
        subject,
        text,
        from: [from ?? { name: 'Ben Okafor', address: 'ben.okafor@example.gov' }],
        to: [{ name: '', address: 'grace@example.gov' }],
        receivedAtMs: dateMs ?? Date.now(),
        sizeBytes: text.length + (attachment?.bytes.length ?? 0),
        messageId: messageId ?? `<${count}@example.gov>`,
        references: references ?? [],
        parts: attachment ? [{ partId: '2', ...attachment }] : [],
      })
      mailbox.tell({ type: 'arrived', folder: path, ...folder.counts(), items: [folder.summary(letter)] })
      return Promise.resolve()
    },
    empty: (folders) => {
      for (const path of folders) mailbox.folder(path).letters = []
      return Promise.resolve()
    },
    close: () => Promise.resolve(),
  })
}

describeMailAccount('An account in memory', inMemory)
describeMessageOrders('An account in memory', inMemory)
describeFolderChanges('An account in memory', inMemory)
describeChosenRoles('An account in memory', inMemory)
describeSearch('An account in memory', inMemory)
describeSurvey('An account in memory', inMemory)
describeCopies('An account in memory', inMemory)
describeBulkWork('An account in memory', inMemory)
describeYearFolders('An account in memory', inMemory)
describeSharing('An account in memory', inMemory)
describeLabels('An account in memory', inMemory)
describeSifting('An account in memory', inMemory)
describeConversations('An account in memory', inMemory)
describeDrafts('An account in memory', inMemory)
