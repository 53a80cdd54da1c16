/** What a column of a table of clients can hold. */
export type CsvField =
  | 'id'
  | 'name'
  | 'description'
  | 'contact'
  | 'environment'
  | 'grantType'
  | 'pkce'
  | 'tokenDuration'
  | 'redirectUris'
  | 'scopes'
  | 'roles'
  | 'addressRanges'
  | 'state'
  | 'removalAt'
  | 'secretChangedAt'
  | 'createdAt'
  | 'createdBy'
  | 'modifiedAt'
  | 'modifiedBy'

/** Headers in use, in English, German and the vendor's spelling, without case, spaces and signs. */
const spellings: Readonly<Record<CsvField, readonly string[]>> = {
  id: ['id', 'clientid', 'oauthclientid'],
  name: ['name', 'clientname', 'appname', 'application', 'client'],
  description: ['description', 'beschreibung'],
  contact: ['contact', 'owner', 'kontakt', 'verantwortlich', 'ansprechpartner'],
  environment: ['environment', 'umgebung'],
  grantType: ['granttype', 'authorizedgranttype', 'grant', 'type', 'granttyp', 'typ'],
  pkce: ['pkce', 'codepkce', 'usespkce'],
  tokenDuration: [
    'tokenduration',
    'accesstokenvalidityseconds',
    'tokenlifetime',
    'duration',
    'tokenlaufzeit',
    'laufzeit',
  ],
  redirectUris: [
    'redirecturis',
    'redirecturi',
    'registeredredirecturi',
    'registeredredirecturis',
    'redirects',
    'redirect',
    'callbackurls',
  ],
  scopes: ['scopes', 'scope'],
  roles: ['roles', 'roleids', 'role', 'rollen'],
  addressRanges: ['addressranges', 'allowedaddresses', 'ipranges', 'cidrs', 'ipallowlist', 'adressbereiche'],
  state: ['state', 'status', 'zustand'],
  removalAt: ['datetodelete', 'removalat', 'removal'],
  secretChangedAt: ['secretchangedat', 'secretchanged', 'secretrotated'],
  createdAt: ['createdat', 'created', 'datecreated', 'angelegt', 'erstellt'],
  createdBy: ['createdby', 'creator', 'angelegtvon', 'erstelltvon'],
  modifiedAt: ['modifiedat', 'modified', 'datemodified', 'changed', 'geandert', 'geaendert'],
  modifiedBy: ['modifiedby', 'changedby', 'geandertvon', 'geaendertvon'],
}

const fields = new Map(
  Object.entries(spellings).flatMap(([field, words]) =>
    words.map((word) => [word, field as CsvField] as const),
  ),
)

/** The field that a header names; undefined for a column that is of no use here, such as a secret's. */
export function fieldOf(header: string): CsvField | undefined {
  const plain = header
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
  return fields.get(plain)
}
