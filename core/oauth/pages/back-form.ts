import { say } from '../../wording/say.ts'
import { html, type Html } from './html.ts'
import { afterwards, type PageScene } from './page-scene.ts'

/** The way back to an app that gets nothing: it is told `access_denied`. */
export function backForm(page: PageScene & { readonly handle: string }): Html {
  const { language, client, handle } = page
  return html`<form method="post" action="/oauth/authorize/consent">
      <input type="hidden" name="handle" value="${handle}" />
      <div class="buttons">
        <button class="primary" type="submit" name="decision" value="deny">
          ${say(language, 'page.back', { app: client.name })}
        </button>
      </div>
    </form>
    ${afterwards(page)}`
}
