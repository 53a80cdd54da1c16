/** The vendor's code of a refusal, with its status and its message; `{name}` stands for a parameter. */
export const platformCodes = {
  'bad.request': [400, 'The request could not be understood: its syntax is malformed.'],
  'constraint.validation': [400, 'The value of {field} was rejected: {reason}.'],
  'invalid.value': [400, 'The value of {field} is not valid: {reason}.'],
  'invalid.date': [400, 'The date {value} cannot be read.'],
  'invalid.query.param.value': [400, 'The value of the query parameter {field} is not valid.'],
  'not.a.user': [400, 'This operation is about the calling user, and client credentials have none.'],
  'bad.client.role': [400, 'Client role is invalid.'],
  'bad.client.state': [400, 'Client is disabled.'],
  'bad.grant.type': [400, 'Invalid grant type.'],
  'grant.type.required': [400, 'Grant type is required.'],
  'missing.client.scope': [400, 'Client scope is missing.'],
  'missing.client.roles': [400, 'Client roles and divisions are missing.'],
  'auth.invalid.scope': [400, 'Client has invalid scope'],
  'auth.too.many.clients': [400, 'Too many clients exist in this organization.'],
  'cannot.delete.client': [400, 'Clients must be marked as inactive to be eligible for deletion.'],
  'precondition.failure': [400, 'One or more preconditions was not met.'],
  'token.timeout.exceeded': [400, 'When HIPAA is not enabled timeout must be between 300 and 28800 seconds'],
  'token.timeout.exceeded.hipaa': [400, 'When HIPAA is enabled timeout must be between 300 and 900 seconds'],
  'authentication.required': [401, 'No bearer token was found in the authorization header.'],
  'bad.credentials': [401, 'The credentials are not valid.'],
  'ip.not.authorized': [401, 'The address that this request came from is not authorized.'],
  'not.authorized': [403, 'You are not authorized to perform the requested action.'],
  'app.not.authorized.for.scope': [
    403,
    'The app is not authorized for a scope that reaches this operation. It takes one of: {scopes}.',
  ],
  'missing.permissions': [403, 'The requested action takes permissions that are missing: {permissions}.'],
  'missing.any.permissions': [
    403,
    'The requested action takes at least one of the permissions: {permissions}.',
  ],
  'missing.division.permission': [
    403,
    'The requested action takes a permission in the division: {permissions}.',
  ],
  'not.found': [404, 'The requested resource was not found.'],
  'client.not.found': [404, 'Client was not found.'],
  'method.not.allowed': [405, 'The resource does not take the method {method}.'],
  'request.conflict': [409, 'The request conflicts with the present state of the resource.'],
  'resource.already.exists': [409, 'A resource with that name already exists.'],
  'unsupported.media.type': [415, 'The body must be JSON, and the content type application/json.'],
  'too.many.requests.retry.after': [
    429,
    'Rate limit exceeded the maximum. Retry the request in [{seconds}] seconds',
  ],
  'internal.server.error': [500, 'The server met an unexpected condition.'],
  'not.implemented': [501, 'Policy allows {operation}, but a local organization does not implement it.'],
  'service.unavailable': [503, 'The service is not available at the moment.'],
} as const satisfies Readonly<Record<string, readonly [status: number, message: string]>>

export type PlatformCode = keyof typeof platformCodes

/** One entry of a body's `errors`: what else is to be said, as a sentence (P3). */
export interface RefusalReason {
  readonly code: string
  readonly message: string
  /** The rule of the specification and what it is about. */
  readonly detail: WireDetail | null
  readonly reasons: readonly RefusalReason[]
}

export interface WireDetail {
  readonly errorCode: string
  readonly fieldName: string
}

interface RefusalTerms {
  readonly params?: Readonly<Record<string, string>>
  readonly details?: readonly WireDetail[]
  readonly reasons?: readonly RefusalReason[]
  readonly headers?: Readonly<Record<string, string>>
  /** In the place of the code's own, where the vendor has another one for the operation. */
  readonly message?: string
}

/** A refusal in the vendor's words; thrown, and answered once by `answerRefusal`. */
export class PlatformRefusal extends Error {
  readonly code: PlatformCode
  readonly status: number
  readonly terms: RefusalTerms

  constructor(code: PlatformCode, terms: RefusalTerms = {}) {
    super(code)
    this.name = 'PlatformRefusal'
    this.code = code
    this.status = platformCodes[code][0]
    this.terms = terms
  }
}

interface WireError {
  readonly message: string
  readonly code: string
  readonly status: number
  readonly messageWithParams?: string
  readonly messageParams: Readonly<Record<string, string>>
  readonly contextId: string
  readonly details: readonly WireDetail[]
  readonly errors: readonly WireError[]
}

/** The vendor's body of a refusal; `contextId` is the correlation id of the answer. */
export function wireError(refusal: PlatformRefusal, contextId: string): WireError {
  const { params = {}, details = [], reasons = [] } = refusal.terms
  const template: string = refusal.terms.message ?? platformCodes[refusal.code][1]
  const { code, status } = refusal
  return {
    message: template.replace(/\{(\w+)\}/g, (gap, name: string) => params[name] ?? gap),
    code,
    status,
    messageWithParams: template,
    messageParams: params,
    contextId,
    details,
    errors: reasons.map((reason) => wireReason(reason, status, contextId)),
  }
}

function wireReason(reason: RefusalReason, status: number, contextId: string): WireError {
  return {
    message: reason.message,
    code: reason.code,
    status,
    messageParams: {},
    contextId,
    details: reason.detail ? [reason.detail] : [],
    errors: reason.reasons.map((child) => wireReason(child, status, contextId)),
  }
}
