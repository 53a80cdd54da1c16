import type { AccessQuestion, Check, Decision } from '../model/decision.ts'
import { permissionIsHeld } from './check-permission.ts'
import {
  appIsAuthorized,
  clientIsActive,
  lookUp,
  operationAcceptsOAuth,
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
  const asked = lookUp(question, view)
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
