import type { AccessQuestion, Check, Decision } from '../model/decision.ts'
import {
  appIsAuthorized,
  clientIsActive,
  operationAcceptsOAuth,
  permissionIsHeld,
  scopeIsGranted,
  userHoldsAdmittedRole,
} from './checks.ts'
import type { OrganizationView } from './organization-view.ts'

/**
 * Decides whether an application may make a call for a user (P2).
 *
 * Every check is evaluated, so that a denial lists all that is missing (P3). Anything unreadable denies (P5).
 */
export function decide(question: AccessQuestion, view: OrganizationView): Decision {
  const asked = {
    question,
    view,
    client: view.client(question.clientId),
    operation: view.operation(question.operation),
  }
  const checks = [
    clientIsActive(asked),
    appIsAuthorized(asked),
    userHoldsAdmittedRole(asked),
    scopeIsGranted(asked),
    permissionIsHeld(asked),
    operationAcceptsOAuth(asked),
  ]
  return { outcome: checks.every(allows) ? 'allow' : 'deny', checks }
}

function allows(check: Check): boolean {
  return check.result !== 'failed'
}
