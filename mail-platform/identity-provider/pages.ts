const escape = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`)

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title} – Staff account</title>
<style>
  :root { color-scheme: light dark; font: 1.125rem/1.5 system-ui, sans-serif; }
  main { max-inline-size: 26rem; margin: 10vh auto; padding: 1rem; }
  label, input, button { display: block; font: inherit; }
  input { inline-size: 100%; box-sizing: border-box; margin-block-end: 1rem; padding: .5rem; }
  button { margin-block: .5rem; padding: .6rem 1.2rem; }
</style>
<main>
<h1>${title}</h1>
${content}
</main>
</html>`
}

/** Asks for name and password; `failed`: the name tried before. */
export function signInPage(failed: string | null): string {
  const problem = failed === null ? '' : '<p role="alert"><strong>The name or the password is wrong.</strong></p>'
  return page(
    'Staff account',
    `<p>This page belongs to the demo: it stands for your organisation’s own sign-in page.</p>
${problem}
<form method="post">
<label for="name">Staff name</label>
<input id="name" name="name" autocomplete="username" autocapitalize="none" spellcheck="false" required autofocus value="${escape(failed ?? '')}">
<label for="password">Staff password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<button>Continue</button>
</form>`,
  )
}

/** `form` comes from the provider and has the id `op.logoutForm`. */
export function signOutPage(form: string): string {
  return page(
    'Sign out of your staff account?',
    `${form}
<button form="op.logoutForm" name="logout" value="yes" autofocus>Sign out</button>
<button form="op.logoutForm">Stay signed in</button>`,
  )
}

export const signedOutPage = page('You are signed out', '<p>You can close this window.</p>')
