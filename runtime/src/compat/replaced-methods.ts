type Methods = ReadonlyMap<PropertyKey, unknown>

const known = new WeakMap<object, Methods>()

/** Keeps what the client's methods are before anybody replaces one. Returns the client unchanged. */
export function withOwnMethods<Client extends object>(client: Client): Client {
  if (!known.has(client)) known.set(client, methodsOf(client))
  return client
}

/** For a client whose methods are other functions at each reading. */
export function withKnownMethods<Client extends object>(
  client: Client,
  methods: Readonly<Record<string, unknown>>,
): Client {
  known.set(client, new Map(Object.entries(methods)))
  return client
}

/** True where a method is another since the client was made: a test spies on it, or code around it counts its calls. */
export function hasReplaced(client: object, method: PropertyKey): boolean {
  const methods = known.get(client)
  return (
    methods?.has(method) === true && methods.get(method) !== (client as Record<PropertyKey, unknown>)[method]
  )
}

/** Getters are not read: one may open the database. */
function methodsOf(client: object): Methods {
  const methods = new Map<PropertyKey, unknown>()
  for (
    let owner: object | null = client;
    owner && owner !== Object.prototype;
    owner = Object.getPrototypeOf(owner)
  ) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(owner)))
      if (typeof value === 'function' && !methods.has(name)) methods.set(name, value)
  }
  return methods
}
