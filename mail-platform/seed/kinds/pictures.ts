import { fileNamed, footbridgePicture } from '../content/attachments.ts'
import { canvas, fillBox, paintText, png, type Canvas } from '../files/png.ts'
import type { Piece } from '../piece.ts'
import type { SeedClock } from '../seed-clock.ts'
import { letterToAda, toAda } from './single.ts'

function poster(): Canvas {
  const picture = canvas(600, 760, [12, 74, 92])
  const lines: [string, number][] = [
    ['SUMMER', 9],
    ['BY THE', 9],
    ['RIVER', 9],
    ['MUSIC, FOOD', 5],
    ['SATURDAY 18:00', 5],
    ['OLD MILL', 5],
    ['ADMISSION FREE', 4],
  ]
  let top = 60
  for (const [line, scale] of lines) {
    paintText(picture, 40, top, scale, line, [250, 246, 230])
    top += scale * 11
  }
  fillBox(picture, 0, 690, 600, 70, [150, 190, 215])
  return picture
}

/** Mails that say it with pictures: one that says nothing else, one that shows its pictures inside the text. */
export async function picturePieces(clock: SeedClock): Promise<Piece[]> {
  const pictureOnly = await letterToAda({
    key: 'picture-only',
    from: { name: 'Mill Culture Club', address: 'events@mill-culture.example' },
    subject: 'Summer by the river',
    date: clock.at(6, '17:00'),
    html: '<html><body bgcolor="#0c4a5c"><center><a href="https://mill-culture.example/summer"><img src="cid:poster@mill-culture.example" width="600"></a></center></body></html>',
    attachments: [
      { filename: 'poster.png', contentType: 'image/png', content: png(poster()), cid: 'poster@mill-culture.example' },
    ],
  })
  const remoteOnly = await letterToAda({
    key: 'picture-remote',
    from: { name: 'Deckchair & Co.', address: 'offers@deckchair.example' },
    subject: 'ENDS TONIGHT',
    date: clock.at(26, '19:45'),
    html: '<html><body><table width="600" align="center" cellpadding="0" cellspacing="0"><tr><td><a href="https://click.deckchair.example/1"><img src="https://img.deckchair.example/sale-1.jpg" width="600" height="400" border="0"></a></td></tr><tr><td><a href="https://click.deckchair.example/2"><img src="https://img.deckchair.example/sale-2.jpg" width="600" height="400" border="0"></a></td></tr></table><img src="https://img.deckchair.example/open.gif?id=ada" width="1" height="1"></body></html>',
  })
  const inText = await letterToAda({
    key: 'picture-inline',
    from: { name: 'Farid Nasser', address: 'farid.nasser@example.gov' },
    subject: 'How the landing looks from the water',
    date: clock.workday(18, '15:31'),
    text: 'Ada,\n\nhere is the side view with the landings, and the number of enquiries we had about the old bridge.\n\nFarid',
    html: '<p>Ada,</p><p>here is the side view with the landings:</p><p><img src="cid:bridge@example.gov" alt="Side view of variant B: two straight ramps and a level deck over the river" width="720"></p><p>and the number of enquiries we had about the old bridge, twelve months, highest in November with 41:</p><p><img src="cid:chart@example.gov"></p><p>Farid</p>',
    attachments: [
      {
        filename: 'bridge.png',
        contentType: 'image/png',
        content: png(footbridgePicture()),
        cid: 'bridge@example.gov',
      },
      { ...fileNamed('enquiries.png'), cid: 'chart@example.gov' },
    ],
  })
  return [toAda(pictureOnly, { small: true, unread: true }), toAda(inText, { small: true }), toAda(remoteOnly)]
}
