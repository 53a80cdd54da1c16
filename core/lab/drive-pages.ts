import { runFailed, type StepPlan } from './flow-run.ts'
import type { Flow } from './flow-wish.ts'
import { foreignText } from './protocol.ts'
import type { ResponseMode } from './ports.ts'
import { readPage, type FormField, type PageForm, type ReadPage } from './read-page.ts'
import { exchange } from './recording-fetch.ts'

/** More pages than these are none of ours. */
const MOST_PAGES = 5

interface Drive {
  readonly url: string
  readonly redirectUri: string
  readonly responseMode: ResponseMode
}

/**
 * Goes through the pages of the local server as its user would: logs in and, where this user may, allows the app (A3). A
 * page that asks for somebody else ends the run with the page's own words.
 */
export async function drivePages(flow: Flow, drive: Drive): Promise<URLSearchParams> {
  const headers = { accept: 'text/html', 'accept-language': flow.acting.language }
  let plan: StepPlan = { channel: 'front', name: 'authorization_request', clause: 'RFC 6749 §3.1' }
  let response = await exchange(flow, plan, { url: drive.url, method: 'GET', headers })
  let hasSentPassword = false
  for (let count = 0; count < MOST_PAGES; count++) {
    const location = response.headers.get('location')
    if (response.status >= 300 && response.status < 400 && location !== null) {
      return readLocation(flow, drive, new URL(location, drive.url).href)
    }
    const page = readPage(await response.text())
    const asksForPassword = page.forms.some(({ fields }) => fields.some(({ type }) => type === 'password'))
    if (hasSentPassword && page.kind === 'login')
      throw runFailed('login_refused', { reason: reasonOf(flow, page) })
    if (asksForPassword && !flow.wish.password) throw runFailed('password_needed')
    const filled = fillIn(flow, page)
    hasSentPassword ||= asksForPassword
    plan = { channel: 'front', name: `page_${page.kind}`, clause: 'RFC 6749 §3.1' }
    response = await exchange(flow, plan, {
      url: actionOf(filled.form, drive.url),
      method: 'POST',
      headers: {
        ...headers,
        'content-type': 'application/x-www-form-urlencoded',
        origin: new URL(drive.url).origin,
      },
      body: filled.body.toString(),
    })
  }
  throw runFailed('too_many_pages')
}

interface FilledForm {
  readonly form: PageForm
  readonly body: URLSearchParams
}

function fillIn(flow: Flow, page: ReadPage): FilledForm {
  switch (page.kind) {
    case 'login':
      return fillLogin(flow, page)
    case 'consent':
      return fillConsent(page)
    case 'administrator-required':
      throw runFailed('administrator_required', { reason: reasonOf(flow, page) })
    case 'role-required':
      throw runFailed('role_required', { reason: reasonOf(flow, page) })
    case 'error':
      throw runFailed('page_refused', { reason: reasonOf(flow, page) })
    default:
      throw runFailed('page_unknown')
  }
}

function fillLogin({ acting, wish }: Flow, page: ReadPage): FilledForm {
  const form = formOf(page)
  const body = new URLSearchParams()
  for (const field of form.fields) {
    if (field.name === 'organization') body.append(field.name, acting.organizationId)
    else if (field.name === 'email') body.append(field.name, wish.user?.trim() ?? '')
    else if (field.type === 'password') body.append(field.name, wish.password ?? '')
    else if (field.isSent) body.append(field.name, field.value)
  }
  return { form, body }
}

/** Allows what the page offers, as it stands. */
function fillConsent(page: ReadPage): FilledForm {
  const form = formOf(page)
  const body = new URLSearchParams()
  for (const field of form.fields) {
    if (field.isSent) body.append(field.name, field.value)
  }
  return { form, body: pressed(form, body, 'allow') }
}

/** A form with several buttons says which one was pressed. */
function pressed(form: PageForm, body: URLSearchParams, value: string): URLSearchParams {
  const button = form.fields.find((field: FormField) => field.type === 'submit' && field.value === value)
  if (button) body.append(button.name, button.value)
  return body
}

function formOf(page: ReadPage): PageForm {
  const form = page.forms.find(({ method }) => method === 'POST')
  if (!form) throw runFailed('page_unknown')
  return form
}

/** INVARIANT: what a person would type goes to the server that showed the page, and nowhere else. */
function actionOf(form: PageForm, base: string): string {
  const action = new URL(form.action, base)
  if (action.origin !== new URL(base).origin) throw runFailed('page_unknown')
  return action.href
}

function readLocation(
  { run }: Flow,
  { redirectUri, responseMode }: Drive,
  location: string,
): URLSearchParams {
  const begin = location.slice(0, redirectUri.length)
  const rest = location.slice(redirectUri.length)
  if (begin !== redirectUri || !/^(?:$|[?#&])/.test(rest)) {
    const address = location.replace(/[?#].*$/s, '')
    let position = 0
    while (address[position] !== undefined && address[position] === redirectUri[position]) position++
    const params = { uri: redirectUri, address, position: position + 1 }
    run.check('response_redirect', 'RFC 9700 §4.1', 'failed', { key: 'lab.redirect.altered', params })
    throw runFailed('redirect_altered', { address })
  }
  const url = new URL(location)
  return responseMode === 'query' ? url.searchParams : new URLSearchParams(url.hash.slice(1))
}

function reasonOf({ run }: Flow, { title, message }: ReadPage): string {
  return foreignText(run, message === '' ? title : message)
}
