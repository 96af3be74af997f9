import { expect, it } from 'vitest'
import { ApiProblem } from '#client/api/api-problem.ts'
import { problemText } from './problem-text.ts'

it('says whose mailbox is full when it is not one’s own', () => {
  expect(problemText(new ApiProblem('mailbox-full', { owner: 'Permit Desk' }))).toMatch(
    /^The mailbox of Permit Desk is full\. /,
  )
  expect(problemText(new ApiProblem('mailbox-full'))).toMatch(/^The mailbox is full\. /)
})
