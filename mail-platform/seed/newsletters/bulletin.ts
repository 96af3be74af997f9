import { escapeHtml } from '../mail/prose.ts'
import { countingPixel, type Issue, type Newsletter } from './issue.ts'

/** A house bulletin: better than most, with a language, real headings, and one real data table at its end. */
export function bulletin(newsletter: Newsletter, issue: Issue, number: number): string {
  const [first, ...others] = issue.stories
  const stories = [first, ...others]
    .filter((entry) => entry !== undefined)
    .map(
      ({ title, text }) =>
        `<h2 style="font-size:18px;color:#1b3a4b">${escapeHtml(title)}</h2>\n<p>${escapeHtml(text)}</p>`,
    )
  const contents = issue.stories.map(({ title }) => `<li>${escapeHtml(title)}</li>`).join('')
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(issue.subject)}</title></head>
<body style="font-family:Arial,sans-serif;color:#222222">
<table role="presentation" width="100%"><tr><td style="border-bottom:4px solid ${newsletter.colour}"><h1 style="font-size:24px">${escapeHtml(newsletter.name)}</h1></td></tr></table>
<p>In this issue:</p><ul>${contents}</ul>
${stories.join('\n')}
<h2 style="font-size:18px;color:#1b3a4b">Opening hours this week</h2>
<table border="1" cellpadding="4"><caption>Counters at City Hall</caption><tr><th scope="col">Counter</th><th scope="col">Monday to Thursday</th><th scope="col">Friday</th></tr>
<tr><th scope="row">Permits</th><td>8 to 12</td><td>8 to 14</td></tr><tr><th scope="row">Registry</th><td>8 to 16</td><td>8 to 12</td></tr><tr><th scope="row">Lost property</th><td>13 to 15</td><td>closed</td></tr></table>
<p>${escapeHtml(newsletter.name)} comes from the front desk. Answer this mail to add your news.</p>${number % 2 ? countingPixel(newsletter, number) : ''}</body></html>`
}
