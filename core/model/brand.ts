declare const brand: unique symbol

/** A string that stands for one kind of id, so that a client id cannot be passed where a user id is meant. */
export type Brand<Name extends string> = string & { readonly [brand]: Name }

export type OrganizationId = Brand<'OrganizationId'>
export type DivisionId = Brand<'DivisionId'>
export type RoleId = Brand<'RoleId'>
export type UserId = Brand<'UserId'>
export type ClientId = Brand<'ClientId'>

/** Marks a string as an id of the kind the caller asks for; the one place where such a cast is made. */
export function asId<Id extends Brand<string>>(text: string): Id {
  // A brand exists for the compiler only, so there is nothing to check at run time.
  return text as Id
}
