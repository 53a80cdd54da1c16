import type { Rule } from '../rule.ts'
import {
  dangerousScheme,
  fragment,
  misleadingCharacters,
  noPath,
  notAbsolute,
  openHost,
  plainHttp,
  tellingQuery,
  wildcard,
} from './redirect-form-rules.ts'
import {
  foreignDomain,
  hostLeadsNowhere,
  openRedirector,
  otherRegion,
  sharedHosting,
  testTool,
} from './redirect-host-rules.ts'
import { addedByStranger, manyRedirects, nearlySame, nearLimit, uselessList } from './redirect-list-rules.ts'
import {
  fixedPort,
  localhostName,
  localInProduction,
  oneAddressFamily,
  schemeWithHost,
  schemeWithoutDot,
} from './redirect-native-rules.ts'
import { sharedRedirect } from './shared-redirect-rule.ts'

/** Where tokens and codes are sent. */
export const redirectRules: readonly Rule[] = [
  plainHttp,
  wildcard,
  openHost,
  fragment,
  notAbsolute,
  noPath,
  misleadingCharacters,
  dangerousScheme,
  schemeWithoutDot,
  schemeWithHost,
  localhostName,
  oneAddressFamily,
  fixedPort,
  localInProduction,
  testTool,
  sharedHosting,
  hostLeadsNowhere,
  openRedirector,
  nearlySame,
  nearLimit,
  manyRedirects,
  sharedRedirect,
  uselessList,
  otherRegion,
  foreignDomain,
  addedByStranger,
  tellingQuery,
]
