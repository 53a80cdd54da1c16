import type { HttpAnswer } from '../../model/http-exchange.ts'
import { say } from '../../wording/say.ts'
import { backForm } from './back-form.ts'
import { html } from './html.ts'
import { implicitWarning, type PageScene } from './page-scene.ts'
import { answerPage } from './page.ts'

export interface RolePage extends PageScene {
  readonly handle: string
  readonly organizationName: string
  readonly userName: string
  readonly roles: readonly string[]
}

/** The app is limited to roles that this user does not hold (P2.3). */
export function rolePage(page: RolePage): HttpAnswer {
  const { language, client, organizationName, userName, roles, redirectUri, http, note } = page
  const title = say(language, 'page.role.title', { app: client.name })
  const lead = { organization: organizationName, user: userName }
  const main = html`
    <div class="lead">
      <h1>${title}</h1>
      <p>${say(language, 'page.role.lead', lead)}</p>
    </div>
    <dl class="facts">
      <dt>${say(language, 'page.role.roles')}</dt>
      <dd>${roles.join(', ')}</dd>
    </dl>
    <p>${say(language, 'page.role.way_out')}</p>
    ${implicitWarning(page)} ${backForm(page)}
  `
  const { issuer } = http
  return answerPage({
    kind: 'role-required',
    status: 403,
    language,
    title,
    main,
    leadsTo: redirectUri,
    issuer,
    note,
  })
}
