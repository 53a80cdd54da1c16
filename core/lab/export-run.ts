import type { Language } from '../wording/say.ts'
import type { FlowRun, Step } from './flow-run.ts'
import type { Field, HttpMessage } from './http-message.ts'
import { maskMessage, viewRun } from './run-view.ts'

export interface ExportedRun {
  readonly name: string
  readonly text: string
}

/** A run as a file without secrets, for a colleague or a ticket (L3). */
export function exportRun(
  run: FlowRun,
  {
    format,
    language,
    version,
  }: { readonly format: 'json' | 'har'; readonly language: Language; readonly version: string },
): ExportedRun {
  const content = format === 'json' ? viewRun(run, language) : toHar(run, version)
  const day = run.startedAt.toISOString().slice(0, 19).replaceAll(':', '')
  return { name: `flow-${day}.${format}`, text: `${JSON.stringify(content, null, 2)}\n` }
}

/** HTTP Archive 1.2, as browsers read it; steps without an exchange of their own are not in it. */
function toHar(run: FlowRun, version: string): object {
  return {
    log: {
      version: '1.2',
      creator: { name: 'Grantdesk', version },
      comment: 'secrets are masked',
      entries: run.steps.filter(({ request }) => request !== null).map((step) => entry(run, step)),
    },
  }
}

function entry(run: FlowRun, step: Step): object {
  const request = maskMessage(step.request ?? nothing, run.secrets)
  const response = maskMessage(step.response ?? nothing, run.secrets)
  const time = step.endedAt ? step.endedAt.getTime() - step.at.getTime() : 0
  return {
    startedDateTime: step.at.toISOString(),
    time,
    request: harRequest(request),
    response: harResponse(response),
    cache: {},
    timings: { send: 0, wait: time, receive: 0 },
    comment: step.clause,
  }
}

const nothing: HttpMessage = { line: '', parameters: [], headers: [], body: [] }

function harRequest({ line, parameters, headers, body }: HttpMessage): object {
  const [method = 'GET', address = ''] = line.split(' ')
  const query = parameters.map(written).join('&')
  return {
    method,
    url: query === '' ? address : `${address}?${query}`,
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: headers.map(nameAndValue),
    queryString: parameters.map(nameAndValue),
    ...(body.length === 0 ? {} : { postData: postData(headers, body) }),
    headersSize: -1,
    bodySize: -1,
  }
}

function postData(headers: readonly Field[], body: readonly Field[]): object {
  const mimeType = headers.find(({ name }) => name === 'content-type')?.value ?? 'text/plain'
  const isForm = mimeType.startsWith('application/x-www-form-urlencoded')
  return isForm
    ? { mimeType, params: body.map(nameAndValue), text: body.map(written).join('&') }
    : { mimeType, text: bodyText(body), params: [] }
}

function harResponse({ line, headers, body }: HttpMessage): object {
  const text = bodyText(body)
  const mimeType = headers.find(({ name }) => name === 'content-type')?.value ?? ''
  return {
    // 0 where none came, as browsers write it.
    status: Number(/^HTTP (\d+)$/.exec(line)?.[1] ?? 0),
    statusText: '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: headers.map(nameAndValue),
    content: { size: Buffer.byteLength(text), mimeType, text },
    redirectURL: headers.find(({ name }) => name === 'location')?.value ?? '',
    headersSize: -1,
    bodySize: -1,
  }
}

function bodyText(body: readonly Field[]): string {
  const [first] = body
  if (!first) return ''
  if (first.name === '') return first.value
  return JSON.stringify(Object.fromEntries(body.map(({ name, value }) => [name, value])))
}

function written({ name, value }: Field): string {
  return `${encodeURIComponent(name)}=${encodeURIComponent(value)}`
}

function nameAndValue({ name, value }: Field): { readonly name: string; readonly value: string } {
  return { name, value }
}
