import { conversations } from './content/conversations/index.ts'
import { automaticPieces } from './kinds/automatic.ts'
import { cornerPieces } from './kinds/corners.ts'
import { hostilePieces } from './kinds/hostile.ts'
import { invitationPieces } from './kinds/invitations.ts'
import { languagePieces } from './kinds/languages.ts'
import { lookalikePieces } from './kinds/lookalikes.ts'
import { newsletterPieces } from './kinds/newsletters.ts'
import { oddPieces } from './kinds/odd.ts'
import { picturePieces } from './kinds/pictures.ts'
import { tellConversation } from './mail/conversation.ts'
import type { Piece } from './piece.ts'
import { seedClock } from './seed-clock.ts'

/** Every letter of the seed with all its copies, oldest first. The same `now` gives the same bytes. */
export async function allPieces(now: Date): Promise<Piece[]> {
  const clock = seedClock(now)
  const pieces: Piece[] = []
  for (const conversation of conversations) pieces.push(...(await tellConversation(conversation, clock)))
  pieces.push(
    ...(await newsletterPieces(clock)),
    ...(await invitationPieces(clock)),
    ...(await languagePieces(clock)),
    ...(await picturePieces(clock)),
    ...(await lookalikePieces(clock)),
    ...(await oddPieces(clock)),
    ...(await cornerPieces(clock)),
    ...(await automaticPieces(clock)),
    ...hostilePieces(clock),
  )
  return pieces.sort((one, other) => one.letter.date.getTime() - other.letter.date.getTime())
}
