import { escapeHtml } from '../mail/prose.ts'
import { countedLink, countingPixel, hiddenPreheader, pictureAddress, type Issue, type Newsletter } from './issue.ts'

function card(newsletter: Newsletter, issue: number, index: number, { title, text }: Issue['stories'][number]): string {
  const link = countedLink(newsletter, `${issue}/${index}`)
  return `<td width="50%" valign="top" style="padding:8px"><table width="100%" cellpadding="0" cellspacing="0" border="0" style="border:1px solid #dddddd">
<tr><td><a href="${link}"><img src="${pictureAddress(newsletter, issue, index)}" width="284" height="180" border="0"></a></td></tr>
<tr><td style="padding:12px"><font face="Verdana" size="3" color="${newsletter.colour}"><b>${escapeHtml(title)}</b></font><br><br><font face="Verdana" size="2" color="#888888">${escapeHtml(text)}</font><br><br><a href="${link}"><font face="Verdana" size="2">Click here</font></a></td></tr></table></td>`
}

/** Two columns of cards in nested tables, font tags, pictures without descriptions and links that say "Click here". */
export function cards(newsletter: Newsletter, issue: Issue, number: number): string {
  const cells = issue.stories.map((entry, index) => card(newsletter, number, index, entry))
  const rows: string[] = []
  for (let index = 0; index < cells.length; index += 2) {
    rows.push(`<tr>${cells[index]}${cells[index + 1] ?? '<td width="50%">&nbsp;</td>'}</tr>`)
  }
  return `<html><head><meta charset="utf-8"><title></title></head><body bgcolor="${newsletter.colour}" text="#888888" link="${newsletter.colour}">
${hiddenPreheader(escapeHtml(issue.preheader))}<center><table width="640" bgcolor="#ffffff" cellpadding="0" cellspacing="0" border="0">
<tr><td colspan="2" align="center" background="https://images.${newsletter.site}/header.jpg" height="120"><font face="Verdana" size="6" color="#ffffff"><b>${escapeHtml(newsletter.name)}</b></font></td></tr>
<tr><td colspan="2" align="center"><table cellpadding="8"><tr><td><a href="${countedLink(newsletter, 'home')}">Home</a></td><td>|</td><td><a href="${countedLink(newsletter, 'shop')}">Shop</a></td><td>|</td><td><a href="${countedLink(newsletter, 'contact')}">Contact</a></td></tr></table></td></tr>
${rows.join('\n')}
<tr><td colspan="2" align="center" style="padding:16px"><a href="https://social.${newsletter.site}/a"><img src="https://images.${newsletter.site}/icon-a.png" width="32" height="32"></a> <a href="https://social.${newsletter.site}/b"><img src="https://images.${newsletter.site}/icon-b.png" width="32" height="32"></a><br><font face="Verdana" size="1" color="#bbbbbb">To leave this list <a href="https://${newsletter.site}/unsubscribe">click here</a></font></td></tr>
</table></center>${countingPixel(newsletter, number)}</body></html>`
}
