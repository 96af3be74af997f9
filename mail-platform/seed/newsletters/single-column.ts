import { escapeHtml } from '../mail/prose.ts'
import { countedLink, countingPixel, hiddenPreheader, pictureAddress, type Issue, type Newsletter } from './issue.ts'

function story(
  newsletter: Newsletter,
  issue: number,
  index: number,
  { title, text, picture }: Issue['stories'][number],
) {
  const link = countedLink(newsletter, `${issue}/${index}`)
  const alt = picture === undefined ? '' : ` alt="${escapeHtml(picture)}"`
  return `<tr><td style="padding:0 32px 8px 32px"><a href="${link}"><img src="${pictureAddress(newsletter, issue, index)}"${alt} width="536" height="240" border="0" style="display:block"></a></td></tr>
<tr><td style="padding:8px 32px 0 32px;font-family:Georgia,serif;font-size:22px;line-height:28px;color:#222222"><b>${escapeHtml(title)}</b></td></tr>
<tr><td style="padding:8px 32px 0 32px;font-family:Arial,sans-serif;font-size:14px;line-height:21px;color:#767676">${escapeHtml(text)}</td></tr>
<tr><td style="padding:16px 32px 32px 32px"><table cellpadding="0" cellspacing="0" border="0"><tr><td bgcolor="${newsletter.colour}" style="border-radius:4px;padding:10px 18px"><a href="${link}" style="color:#ffffff;text-decoration:none;font-family:Arial,sans-serif;font-size:14px">Read more</a></td></tr></table></td></tr>`
}

/** One column of 600 pixels, a picture over each story, a button below it: what most newsletter builders make. */
export function singleColumn(newsletter: Newsletter, issue: Issue, number: number): string {
  const stories = issue.stories.map((entry, index) => story(newsletter, number, index, entry)).join('\n')
  return `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><meta name="viewport" content="width=device-width">
<style type="text/css">@media only screen and (max-width:600px){.wrap{width:100%!important}} a{color:${newsletter.colour}}</style>
<!--[if mso]><style>table{border-collapse:collapse}</style><![endif]--></head>
<body style="margin:0;padding:0;background-color:#f4f4f4">${hiddenPreheader(escapeHtml(issue.preheader))}
<table width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#f4f4f4"><tr><td align="center">
<!--[if mso]><table width="600"><tr><td><![endif]-->
<table class="wrap" width="600" cellpadding="0" cellspacing="0" border="0" bgcolor="#ffffff">
<tr><td align="right" style="padding:8px 32px;font-family:Arial,sans-serif;font-size:11px;color:#999999"><a href="${countedLink(newsletter, `${number}/web`)}" style="color:#999999">View in browser</a></td></tr>
<tr><td bgcolor="${newsletter.colour}" style="padding:28px 32px"><img src="https://images.${newsletter.site}/logo.png" width="180" height="40" alt="${escapeHtml(newsletter.name)}" border="0"></td></tr>
<tr><td height="24" style="font-size:1px;line-height:1px"><img src="https://images.${newsletter.site}/spacer.gif" width="1" height="24"></td></tr>
${stories}
<tr><td bgcolor="#eeeeee" style="padding:24px 32px;font-family:Arial,sans-serif;font-size:11px;line-height:16px;color:#999999">You receive this because you signed up for ${escapeHtml(newsletter.name)}.<br><a href="https://${newsletter.site}/unsubscribe?r=reader-4471" style="color:#999999">Unsubscribe</a> | <a href="https://${newsletter.site}/preferences" style="color:#999999">Preferences</a></td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr></table>${countingPixel(newsletter, number)}</body></html>`
}
