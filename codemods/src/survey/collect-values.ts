import type { CallExpression, Class, NewExpression } from 'oxc-parser'
import type { Accessor, PhaseNumber, Shape, Usage } from '../model.js'
import { answersMethod } from './answers-method.js'
import { BesideClient } from './beside-client.js'
import type { Carriers } from './carriers.js'
import { memberDeclared, membersFilled } from './class-members.js'
import { ClientPlumbing } from './client-plumbing.js'
import type { ClientValue, Derived, Escape, HolderKind, Origin, Touch } from './client-value.js'
import { type ContextSlot, slotFilled, slotReaders } from './context-slots.js'
import { carrierOf, DerivedUses } from './derived-uses.js'
import type { AccessorDetector } from './detect-accessors.js'
import { isDriverQuery, isDuckdbPackage } from './duckdb-driver.js'
import { touchBy, usesOf } from './follow-value.js'
import { GivenClients, givenOrigin, withAwait } from './given-clients.js'
import { type HandedParameter, handedBy, patternOf } from './handed-parameter.js'
import { clientId, type Held, type HeldClient } from './held.js'
import { importedBinding } from './imported-binding.js'
import { inheritingClasses, mayBeExtended } from './inheriting-classes.js'
import { mayInject } from './injected-token.js'
import { isInMock, type Mocked, MockedClients, type ModuleMock } from './mocked-clients.js'
import {
  type AnyFunction,
  ancestor,
  enclosingClass,
  hasMember,
  isClass,
  isFunction,
  isNothing,
  isPrivateMember,
  keyName,
  memberName,
  type Node,
  outermost,
  outermostFunction,
  placeName,
  rootOf,
  stringValue,
  unwrap,
  walk,
} from './nodes.js'
import type { Project } from './project.js'
import { isTestFile } from './project-files.js'
import { sendsForRepository } from './repository-client.js'
import { runtimeTransactions } from './runtime-transactions.js'
import { assignedTo, type Binding, bindingNames, isAssigned } from './scopes.js'
import type { SourceFile } from './source-file.js'
import { classMember, ownMember, ownReferences, takenFrom } from './this-owner.js'
import { usageId } from './usage-id.js'
import { shapeOf, traitsOf } from './usage-shape.js'
import type { ValueFlow } from './value-flow.js'

export interface Collected {
  readonly usages: Usage[]
  readonly values: ClientValue[]
  readonly mocks: ModuleMock[]
}

export interface CollectContext {
  readonly project: Project
  readonly flow: ValueFlow
  readonly detector: AccessorDetector
  readonly carriers: Carriers
  /** How many usages of one accessor a place has so far: a file that is parsed again counts on. */
  readonly ordinals: Map<string, number>
}

/** A member that holds a client, and that classes which extend its class have as well. */
export interface InheritedMember {
  readonly file: string
  /** Where its class starts. */
  readonly classStart: number
  readonly name: string
  readonly client: string
  readonly isLikeClient?: boolean
  /** Set for a client of the project's own class: the `ClientValue.id` of the member. */
  readonly field?: string
}

/** Finds every usage in one file that imports, or is, a carrier. */
export class Collector {
  readonly #project: Project
  readonly #flow: ValueFlow
  readonly #detector: AccessorDetector
  readonly #file: SourceFile
  readonly #carriers: Carriers
  readonly #collected: Collected = { usages: [], values: [], mocks: [] }
  readonly #handed: HandedParameter[] = []
  readonly #slots: ContextSlot[] = []
  readonly #inherited: InheritedMember[] = []
  readonly #ordinals: Map<string, number>
  readonly #beside: BesideClient
  readonly #inTest: boolean
  /** Calls and expressions that are usages already, or that belong to an accessor. */
  readonly #seen = new Set<Node>()
  readonly #held = new Set<Node>()
  /** Ids of the fields that are holders already. */
  readonly #fields = new Set<string>()
  readonly #mayInject: boolean
  readonly #plumbing: ClientPlumbing
  readonly #mocked: MockedClients
  readonly #given: GivenClients

  constructor(context: CollectContext, file: SourceFile) {
    const { project, flow, detector, carriers, ordinals } = context
    this.#project = project
    this.#flow = flow
    this.#detector = detector
    this.#file = file
    this.#carriers = carriers
    this.#ordinals = ordinals
    this.#beside = new BesideClient(flow)
    this.#plumbing = new ClientPlumbing(flow, detector, file)
    this.#mocked = new MockedClients(context, file)
    this.#given = new GivenClients(context, file, this.#plumbing)
    this.#inTest = isTestFile(file.path)
    this.#mayInject = !this.#inTest && mayInject(file)
  }

  collect(): Collected {
    const references: { node: Node; binding: Binding }[] = []
    const privates: Binding[] = []
    for (const binding of this.#file.scopes.bindings()) {
      if (binding.kind === 'type' || binding.kind === 'catch') continue
      if (binding.kind !== 'import' && !this.#flow.isRelevant(this.#file, binding.identifier)) continue
      if (this.#isPrivateInstance(binding)) privates.push(binding)
      else if (this.#carriers.isCarried(this.#file, binding))
        for (const node of binding.references) references.push({ node, binding })
    }
    references.sort((a, b) => a.node.start - b.node.start)
    for (const { node, binding } of references) this.#reference(node, binding)
    for (const binding of privates) this.#privateInstance(binding)
    const relevant = this.#flow.relevantStatements(this.#file)
    for (const statement of this.#file.program.body as Node[])
      if (relevant?.has(statement) ?? true) walk(statement, (node) => this.#visit(node))
    return this.#collected
  }

  /** Parameters of whatever file to which this one's clients go, once each. */
  takeHanded(): HandedParameter[] {
    return this.#handed.splice(0)
  }

  /** Members of this file's classes that hold a client, for the classes that extend them. */
  takeInherited(): InheritedMember[] {
    return this.#inherited.splice(0)
  }

  /** Collects what a class of this file does with a client that a class which it extends holds. */
  collectInherited({ name, client, isLikeClient, field }: InheritedMember, owner: Class): Collected {
    const since = this.#mark()
    const references = ownReferences(this.#file, owner, name).filter((node) => !isAssigned(node))
    const isOwn = hasMember(owner, name)
    const [first] = references
    // What the class above is handed may be known only now.
    if (first && !this.#flow.valueOf(this.#file, first)) this.#flow.forgetFields(this.#file, owner)
    const id = this.#fieldId(this.#file.path, owner, name)
    if (references.length > 0 && !isOwn && !this.#fields.has(id)) {
      const origin: Origin = {
        type: 'annotation',
        client,
        typeNames: [],
        ...(isLikeClient && { isLikeClient }),
        ...(field !== undefined && { inherits: field }),
      }
      this.#holder('field', owner, name, origin, references, id)
    }
    return since()
  }

  /** Gives what is collected from now on. */
  #mark(): () => Collected {
    const { usages, values } = this.#collected
    const [firstUsage, firstValue] = [usages.length, values.length]
    return () => ({ usages: usages.slice(firstUsage), values: values.slice(firstValue), mocks: [] })
  }

  /** What this file puts into contexts, once each. */
  takeSlots(): ContextSlot[] {
    return this.#slots.splice(0)
  }

  /** Collects what this file does with a client that it finds in a context. */
  collectReaders({ name, held }: ContextSlot): Collected {
    const since = this.#mark()
    const client = clientId(held.client)
    const origin: Origin = { type: 'annotation', client, typeNames: [] }
    for (const reader of slotReaders(this.#file, name)) {
      if (this.#held.has(reader.declaration) || this.#plumbing.isInsideClient(reader.declaration)) continue
      const references = reader.references.filter((node) => !this.#isTyped(node))
      const { touches } = this.#usesOf(references)
      if (!touches.some(({ method }) => answersMethod(held, method))) continue
      this.#holder(reader.kind, reader.declaration, reader.name, origin, references)
    }
    return since()
  }

  /** True where a type tells what a context holds: its parameter is collected by that. */
  #isTyped(node: Node): boolean {
    if (!this.#flow.valueOf(this.#file, node)) return false
    const root = rootOf(node)
    const binding = root.type === 'Identifier' ? this.#file.scopes.resolve(root) : undefined
    const identifier = binding?.identifier as { typeAnnotation?: unknown } | undefined
    return binding?.kind !== 'parameter' || Boolean(identifier?.typeAnnotation)
  }

  /** Collects a parameter of this file that `takeHanded` has named. */
  collectHanded(handed: HandedParameter): Collected {
    const { functionStart, index, held, client, isTyped, member, isSentOn } = handed
    const since = this.#mark()
    const fn = functionAt(this.#file, functionStart)
    const given = fn?.params[index] as Node | undefined
    const { pattern: parameter, target } = patternOf(given)
    if (
      fn?.body &&
      parameter &&
      target &&
      !this.#detector.accessorAt(this.#file, fn) &&
      !this.#plumbing.isInsideClient(fn as Node)
    ) {
      if (held) this.#flow.hand(this.#file, parameter, held)
      if (member !== undefined) this.#memberOf(target, parameter, member)
      const property = given === parameter ? undefined : given
      const { touches, escapes } = this.#usesOf(this.#parameterReferences(target, property))
      const isUsed =
        touches.length > 0 ||
        escapes.some((escaping) => escaping.target !== undefined || this.#isKeptForWork(escaping))
      // What is only to be like the client may be a part of it that has nothing to do with statements.
      const isClient =
        !isTyped ||
        (held?.what === 'client' &&
          (isSentOn ||
            touches.some(({ method }) => statementName.test(method) && answersMethod(held, method))))
      // Its type says nothing of the client that it hands on.
      if (isTyped && held?.what === 'client' && !isSentOn)
        for (const escaping of escapes)
          for (const next of handedBy(this.#project, this.#flow, this.#file, escaping, client, held))
            this.#handed.push({ ...next, by: handed })
      const isKnown = member !== undefined || this.#held.has(parameter) || this.#held.has(given!)
      if (isUsed && isClient && !isKnown && !this.#isRelease(target))
        this.#parameter(parameter, target, {
          type: 'annotation',
          client,
          typeNames: [],
          ...(isTyped && { isLikeClient: true }),
        })
    }
    return since()
  }

  /** What a parameter's object holds: `{ db }` in its pattern, or `options.db`. */
  #memberOf(target: Node, declaration: Node, member: string): void {
    if (target.type === 'ObjectPattern') this.#destructuredParameter(target, declaration, member)
    const binding = target.type === 'Identifier' ? this.#file.scopes.lookup(target, target.name) : undefined
    const held = binding && this.#flow.bindingValue(this.#file, binding)
    if (held) this.#objectParameter(target, declaration, held)
  }

  #visit(node: Node): undefined {
    if (node.type === 'ImportExpression') this.#inlineDynamicImport(node)
    if (!this.#inTest) this.#fillsSlot(node)
    if (node.type === 'CallExpression') {
      this.#call(node)
      for (const mocked of this.#mocked.modules(node)) this.#mock(node, mocked)
      if (this.#mayInject) this.#injected(node)
    }
    const replaced = this.#inTest ? this.#mocked.member(node) : undefined
    if (replaced) this.#mock(node, replaced)
    if (!this.#inTest) this.#givenClient(node)
    if (isFunction(node)) this.#annotatedParameters(node)
    if (node.type === 'PropertyDefinition') this.#annotatedField(node)
  }

  /** What is opened for a function alone, handed on, given by a function, or kept in an object. */
  #givenClient(node: Node): void {
    if (node.type === 'CallExpression' || node.type === 'NewExpression') this.#handOpened(node)
    if (node.type === 'CallExpression') this.#givenByCall(node)
    if (node.type === 'MemberExpression') {
      this.#givenByGetter(node)
      this.#objectField(node)
    }
    if (node.type === 'CallExpression' || node.type === 'MemberExpression') this.#givenByElement(node)
    if (node.type === 'ForOfStatement' || isFunction(node)) this.#givenByEach(node)
  }

  #mock(node: Node, { accessor, mocks }: Mocked): void {
    if (accessor) this.#usage(node, accessor.id, 'mocked-in-test', [])
    this.#collected.mocks.push(...mocks)
  }

  #givenByCall(call: CallExpression): void {
    const given = this.#seen.has(call) ? undefined : this.#given.byCall(call)
    if (!given) return
    this.#seen.add(call)
    if (given.accessor) this.#value(call, unwrap(call.callee as Node), given.accessor, undefined)
    else this.#yielded(withAwait(call), given.origin)
  }

  #givenByElement(node: CallExpression | (Node & { type: 'MemberExpression' })): void {
    const given = this.#seen.has(node as Node) ? undefined : this.#given.byElement(node)
    if (!given) return
    this.#seen.add(node as Node)
    const carrier = carrierOf(node as Node)
    const { parent } = carrier
    // `clients.get(id) ?? (await getClient())` is a usage already, and a variable is that of the first that fills it.
    const isBeside = [...this.#seen].some(
      (seen) => seen !== node && seen.start >= carrier.start && seen.end <= carrier.end && seen !== carrier,
    )
    if (isBeside) return
    if (parent?.type === 'VariableDeclarator' && parent.init === carrier && this.#isHeld(parent)) return
    const references =
      parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier'
        ? this.#bindingReferences(parent.id)
        : [withAwait(node as Node)]
    if (this.#isWorkedWith(references)) this.#yielded(withAwait(node as Node), given.origin)
  }

  #givenByEach(node: Node): void {
    const given = this.#given.byEach(node)
    if (!given || this.#held.has(given.name)) return
    const references = this.#bindingReferences(given.name)
    const kind = isFunction(node) ? 'parameter' : 'variable'
    if (this.#isWorkedWith(references))
      this.#holder(kind, given.name, given.name.name, given.origin, references)
  }

  /** True where something holds the client already that a variable has. */
  #isHeld(declaration: Node): boolean {
    return (
      this.#held.has(declaration) ||
      this.#collected.values.some(({ derived }) => derived?.some((next) => next.declaration === declaration))
    )
  }

  /** True where statements are sent, or may be by what the client is given to: not where it is only closed. */
  #isWorkedWith(references: readonly Node[]): boolean {
    const { touches, escapes } = this.#usesOf(references)
    return (
      touches.some(({ method }) => !/^(close|disconnect|connect|interrupt)/.test(method)) ||
      escapes.some(({ target }) => target !== undefined)
    )
  }

  #givenByGetter(member: Node & { type: 'MemberExpression' }): void {
    const given = this.#seen.has(member) ? undefined : this.#given.byGetter(member)
    if (!given) return
    const { accessor, getter, owner, name, origin } = given
    if (accessor) {
      this.#seen.add(member)
      this.#value(member, member, accessor, undefined)
      return
    }
    const isField = (node: Node) => outermost(node).parent?.type !== 'AwaitExpression'
    const references = isField(member) ? ownReferences(this.#file, owner, name).filter(isField) : [member]
    for (const node of references) this.#seen.add(node)
    if (!isField(member)) this.#yielded(withAwait(member), origin)
    else {
      const id = this.#fieldId(this.#file.path, owner, name)
      this.#holder('field', getter as Node, name, origin, references, id)
    }
  }

  /** `this.deps.db`, `const { db } = this.deps`: an object that a class keeps, and that holds the client. */
  #objectField(field: Node & { type: 'MemberExpression' }): void {
    const own = isAssigned(field) ? undefined : classMember(this.#file, field)
    if (!own) return
    const { owner, name } = own
    const id = this.#fieldId(this.#file.path, owner, name)
    if (this.#fields.has(id)) return
    const held = this.#flow.valueOf(this.#file, field)
    if (held?.what !== 'object' || !this.#flow.isClientLike(held) || this.#plumbing.isInsideClient(field))
      return
    this.#fields.add(id)
    const references = ownReferences(this.#file, owner, name).flatMap((node) => this.#clientUses(node))
    const first = references.find((node) => this.#usesOf([node]).touches.length > 0)
    if (!first) return
    const origin: Origin = {
      type: 'annotation',
      client: this.#clientIn(held),
      typeNames: [],
      given: 'handed',
    }
    this.#holder('field', memberDeclared(owner, name) ?? first, name, origin, references, id)
  }

  #fillsSlot(node: Node): void {
    const filled = slotFilled(this.#file, node)
    const held = filled && this.#flow.valueOf(this.#file, filled.value)
    if (filled && held?.what === 'client') this.#slots.push({ name: filled.name, held })
  }

  #reference(identifier: Node, binding: Binding): void {
    const around = identifier.parent?.type ?? ''
    const isValue = /^TS(NonNull|As|Satisfies|TypeAssertion)/.test(around)
    if (/^Export(Specifier|DefaultDeclaration)$|^TS/.test(around) && !isValue) return
    const found = this.#carriers.resolve(this.#file, identifier)
    if (!found) return
    const { carried, node } = found
    const imported = importedBinding(this.#project, this.#file, binding)
    const dynamicImport = imported?.dynamic ? binding.declaration : undefined
    if (carried.kind === 'accessor') this.#accessor(node, identifier, carried.accessor, dynamicImport)
    else if ((carried.kind === 'client' || carried.kind === 'class') && carried.class) {
      const parent = outermost(node).parent
      const member =
        parent?.type === 'MemberExpression' && unwrap(parent.object) === node ? memberName(parent) : undefined
      const owner = this.#flow.valueOf(this.#file, node)
      if (owner?.what !== 'class') return
      const accessor = member !== undefined ? this.#detector.staticAccessor(owner, member) : undefined
      if (accessor) this.#accessor(node, identifier, accessor, dynamicImport)
      const made = this.#detector.constructorAccessor(owner)
      if (made && parent?.type === 'NewExpression' && unwrap(parent.callee) === node)
        this.#accessorCall(parent, identifier, made, dynamicImport)
    }
  }

  #accessor(node: Node, reference: Node, accessor: Accessor, dynamicImport?: Node): void {
    if (isTypePosition(node) || isAssigned(node)) return
    if (this.#plumbing.isPlumbing(node, accessor) || this.#plumbing.isOwnAlias(node)) return
    const parent = outermost(node).parent
    if (accessor.kind === 'instance' && !accessor.member) {
      if (this.#seen.has(node)) return
      this.#seen.add(node)
      // In its own module, what is done with it is what its filling leads to.
      const asked = accessor.module === this.#file.path ? undefined : this.#clientMember(node)
      if (asked) {
        this.#heldMember(node, asked.member, asked.held)
        return
      }
      if (this.#isBesideMember(node)) return
      if (this.#memberCall(node, dynamicImport)) return
      if (!this.#mocked.isMockArgument(node)) this.#value(node, reference, accessor, dynamicImport)
      else this.#usage(node, accessor.id, 'mocked-in-test', [])
      return
    }
    let callee = node
    if (accessor.member) {
      if (parent?.type !== 'MemberExpression' || memberName(parent) !== accessor.member) return
      callee = parent
      if (accessor.kind === 'instance') {
        if (isAssigned(callee) || this.#seen.has(callee)) return
        this.#seen.add(callee)
        this.#value(callee, reference, accessor, dynamicImport)
        return
      }
    }
    const call = outermost(callee).parent
    if (call?.type === 'CallExpression' && unwrap(call.callee) === callee) {
      this.#accessorCall(call, reference, accessor, dynamicImport)
    } else if (this.#mocked.isMockArgument(node)) {
      this.#usage(node, accessor.id, 'mocked-in-test', [])
    } else if (!this.#isComparison(node) && !sendsForRepository(this.#project, this.#file, node)) {
      this.#usage(node, accessor.id, 'passed-as-value', [])
    }
  }

  /** `context.db` of an exported object that holds the client, or in which its module puts it some time. */
  #clientMember(node: Node): { readonly member: Node; readonly held: HeldClient } | undefined {
    const { parent: member } = outermost(node)
    if (member?.type !== 'MemberExpression' || unwrap(member.object) !== node) return undefined
    const object = this.#flow.valueOf(this.#file, node)
    const held = this.#flow.valueOf(this.#file, member)
    const isLiteral = object?.what === 'object' && object.literal?.node.type === 'ObjectExpression'
    return isLiteral && held?.what === 'client' ? { member, held } : undefined
  }

  /** What one function does with a member of an object, by whatever statement. */
  #heldMember(node: Node, member: Node, held: HeldClient): void {
    const binding = node.type === 'Identifier' ? this.#file.scopes.resolve(node) : undefined
    const owner = outermostFunction(member)
    const members = (binding?.references ?? [node]).flatMap((reference) => {
      const { parent } = outermost(reference)
      const isSame = parent?.type === 'MemberExpression' && memberName(parent) === memberName(member)
      return isSame && outermostFunction(parent) === owner ? [parent] : []
    })
    for (const each of members) this.#seen.add(unwrap(each.object))
    const references = members.filter((each) => !isAssigned(each))
    const { touches, escapes } = this.#usesOf(references)
    const first = touches[0]?.receiver ?? escapes.find(({ kind }) => kind === 'argument')?.node
    if (first) this.#holder('variable', first, memberName(member), givenOrigin(held), references)
  }

  /** `db.User`, `const { User } = db` of an object that holds a client beside other things: that is no usage. */
  #isBesideMember(node: Node): boolean {
    const held = this.#flow.valueOf(this.#file, node)
    const literal = held?.what === 'object' ? held.literal : undefined
    const declaring = literal && this.#project.source(literal.file)
    if (!literal || !declaring) return false
    const outer = outermost(node)
    const names = membersTaken(outer)
    return names?.every((name) => this.#beside.isBesideInObject(declaring, literal.node, name)) === true
  }

  /** True where all that is done with an object of a client's class has nothing to do with its client. */
  #isBesideClient(
    client: string | undefined,
    touches: readonly Touch[],
    escapes: readonly Escape[],
  ): boolean {
    const at = client?.lastIndexOf('#') ?? -1
    const declaring = client === undefined ? undefined : this.#project.source(client.slice(0, at))
    const owner = declaring?.scopes.topLevel(client!.slice(at + 1))?.declaration
    if (!declaring || !owner || !isClass(owner) || touches.length + escapes.length === 0) return false
    const read = escapes.map(({ kind, node }) => (kind === 'property-read' ? membersTaken(node) : undefined))
    if (read.includes(undefined)) return false
    const names = [...touches.map(({ method }) => method), ...read.flatMap((each) => each ?? [])]
    return names.every((name) => this.#beside.isBesideInClass(declaring, owner, name))
  }

  /** `db.query(…)`, where `db` only gathers functions that are accessors themselves: one place is one usage. */
  #memberCall(node: Node, dynamicImport: Node | undefined): boolean {
    const callee = outermost(node).parent
    const call = callee && outermost(callee).parent
    if (callee?.type !== 'MemberExpression' || call?.type !== 'CallExpression') return false
    if (unwrap(callee.object) !== node || unwrap(call.callee) !== callee) return false
    const accessor = this.#detector.calledAccessor(this.#file, call)
    if (!accessor) return false
    if (accessor.hidden && accessor.kind === 'helper') {
      // Nobody gets at a function that is not exported but by the object: the statement is the object's.
      this.#seen.add(call)
      return false
    }
    this.#accessorCall(call, callee, accessor, dynamicImport)
    return true
  }

  #accessorCall(call: Node, reference: Node, accessor: Accessor, dynamicImport?: Node): void {
    if (
      this.#seen.has(call) ||
      this.#plumbing.isPlumbing(call, accessor) ||
      this.#plumbing.makesAccessors(call)
    )
      return
    this.#seen.add(call)
    this.#value(call, reference, accessor, dynamicImport)
  }

  /** `this.db = db`, where methods send statements to `this.db`, or those of a class that extends this one may. */
  #isKeptForWork({ node }: Escape): boolean {
    const assignment = outermost(node).parent
    const left = assignment?.type === 'AssignmentExpression' ? unwrap(assignment.left as Node) : undefined
    const own = left && ownMember(this.#file, left)
    if (!own) return false
    const { owner, name } = own
    const { touches } = this.#usesOf(ownReferences(this.#file, owner, name))
    if (touches.some(({ method }) => isDriverQuery(method))) return true
    return isClass(owner) && !name.startsWith('#') && this.#isWorkedWithBelow(owner, name)
  }

  #isWorkedWithBelow(owner: Class, name: string): boolean {
    if (!mayBeExtended(this.#project, this.#file.path)) return false
    const base = { file: this.#file.path, classStart: owner.start }
    for (const below of inheritingClasses(this.#project, base))
      if (ownReferences(below.file, below.owner, name).length > 0) return true
    return false
  }

  /**
   * What is opened for a function or an object alone, or injected, and handed on from there: `await createTables(db)`,
   * `load(this.db)`, `save(inject(clientAccessor)(), order)`.
   */
  #handOpened(call: CallExpression | NewExpression): void {
    const given = (call.arguments as Node[]).flatMap((argument) => {
      const literal = unwrap(argument)
      if (literal.type !== 'ObjectExpression') return [argument]
      return literal.properties.flatMap((each) => (each.type === 'Property' ? [each.value as Node] : []))
    })
    for (const argument of given) {
      const node = unwrap(argument)
      const isNamed = node.type === 'Identifier' || node.type === 'MemberExpression'
      if (!isNamed && !(this.#mayInject && /^(Await|Call)Expression$/.test(node.type))) continue
      const held = this.#flow.valueOf(this.#file, node)
      if (held?.what !== 'client') continue
      if (!held.injected && (!isNamed || held.role === 'class' || held.given)) continue
      for (const escaping of this.#usesOf([node]).escapes) this.#hand(escaping, held.client.module)
    }
  }

  /** What is injected is no usage any more: a class that has it from one above may still open transactions on it. */
  #injected(call: CallExpression): void {
    const held = this.#flow.valueOf(this.#file, call)
    if (held?.what !== 'client' || !held.injected) return
    const client = clientId(held.client)
    const origin: Origin = { type: 'annotation', client, typeNames: [] }
    for (const { member, owner, name } of membersFilled(this.#file, call))
      this.#mayInherit(member, owner, name, origin)
  }

  /** Calls of accessors that no name leads to: `m.getDb()` in `.then((m) => …)`, `deps.getDb()`. */
  #call(call: Node): void {
    if (call.type !== 'CallExpression' || this.#seen.has(call)) return
    const callee = unwrap(call.callee)
    if (callee.type !== 'MemberExpression') return
    const root = rootOf(callee)
    if (root.type === 'ThisExpression' || isAwaitedImport(callee.object)) return
    const accessor = this.#detector.calledAccessor(this.#file, call)
    if (accessor) this.#accessorCall(call, callee, accessor)
  }

  #value(expression: Node, reference: Node, accessor: Accessor, dynamicImport: Node | undefined): void {
    const bare = outermost(expression)
    const awaited = bare.parent?.type === 'AwaitExpression'
    const yields = awaited ? bare.parent! : expression
    const origin: Origin = {
      type: 'accessor',
      accessor: accessor.id,
      expression: yields,
      reference,
      awaited,
      ...(dynamicImport && { dynamicImport }),
    }
    if (accessor.kind === 'helper' || accessor.kind === 'scoped') {
      this.#functionUse(expression, yields, origin, accessor)
    } else this.#yielded(yields, origin)
  }

  #yielded(yields: Node, origin: Origin): void {
    const outer = outermost(yields)
    const parent = outer.parent
    if (parent?.type === 'VariableDeclarator' && parent.init === outer && parent.id.type === 'Identifier') {
      this.#holder('variable', parent, parent.id.name, origin, this.#bindingReferences(parent.id))
    } else if (parent?.type === 'PropertyDefinition' && parent.value === outer && keyName(parent.key)) {
      this.#field(parent, origin)
    } else if (
      parent?.type === 'AssignmentPattern' &&
      parent.right === outer &&
      parent.left.type === 'Identifier'
    ) {
      this.#parameter(parent, parent.left, origin)
    } else if (
      parent?.type === 'AssignmentExpression' &&
      parent.right === outer &&
      this.#assignedField(parent.left)
    ) {
      this.#field(this.#assignedField(parent.left)!, origin)
    } else {
      this.#elsewhere(yields, origin)
    }
  }

  /** A client that goes through a pattern, an assignment or a longer expression, or is used in place. */
  #elsewhere(yields: Node, origin: Origin): void {
    const derived = this.#derivedUses()
    const carrier = carrierOf(yields)
    const parent = carrier.parent
    const isPut =
      (parent?.type === 'VariableDeclarator' && parent.init === carrier) ||
      (parent?.type === 'AssignmentExpression' && parent.right === carrier)
    if (!isPut) {
      this.#holder('inline', yields, undefined, origin, [yields])
      return
    }
    for (const { member, owner, name } of membersFilled(this.#file, yields))
      this.#mayInherit(member, owner, name, origin)
    const goes = derived.destination(yields)
    const uses = this.#usesOf(goes.references)
    const alias: Derived = {
      by: 'alias',
      declaration: goes.declaration,
      ...(goes.name !== undefined && { name: goes.name }),
      ...uses,
    }
    const isVariable =
      parent.type === 'VariableDeclarator' || unwrap(parent.left as Node).type === 'Identifier'
    const all = [alias, ...derived.of(uses.touches, uses.escapes)]
    this.#record(
      'inline',
      yields,
      undefined,
      origin,
      [],
      this.#usesOf([yields]).escapes,
      all,
      undefined,
      isVariable ? 'variable' : undefined,
    )
  }

  /** A call of `query(sql)` or `withConnection(callback)`: the call is what touches the client. */
  #functionUse(call: Node, yields: Node, origin: Origin, accessor: Accessor): void {
    if (call.type !== 'CallExpression') {
      this.#holder('inline', yields, undefined, origin, [yields])
      return
    }
    const touch: Touch = {
      ...touchBy(call, accessor.member ?? accessor.export, call.callee),
      awaited: origin.type === 'accessor' && origin.awaited,
    }
    if (accessor.kind === 'helper') {
      this.#record('inline', yields, undefined, origin, [touch], [], [], undefined)
      return
    }
    const derived = this.#derivedUses().of([touch], [])
    this.#record('inline', yields, undefined, origin, [], [], derived, undefined)
  }

  /** The property that `this.name = …` fills, when the class declares it. */
  #assignedField(left: Node): Node | undefined {
    const own = classMember(this.#file, unwrap(left))
    return own?.owner.body.body.find(
      (member) => member.type === 'PropertyDefinition' && keyName(member.key) === own.name,
    )
  }

  #field(property: Node, origin: Origin): void {
    if (property.type === 'PropertyDefinition')
      this.#fieldOf(property, enclosingClass(property)!, keyName(property.key)!, origin)
  }

  #fieldOf(property: Node, owner: Class, name: string, origin: Origin): void {
    const references = ownReferences(this.#file, owner, name).filter((node) => !isAssigned(node))
    this.#mayInherit(property, owner, name, origin)
    this.#holder('field', property, name, origin, references, this.#fieldId(this.#file.path, owner, name))
  }

  #mayInherit(member: Node, owner: Class, name: string, origin: Origin): void {
    const client = this.#inheritable(origin)
    if (isPrivateMember(member, name) || client === undefined) return
    const isOfDriver = isDuckdbPackage(client.slice(0, client.lastIndexOf('#')))
    this.#inherited.push({
      file: this.#file.path,
      classStart: owner.start,
      name,
      client,
      ...(origin.type === 'annotation' && origin.isLikeClient && { isLikeClient: true }),
      ...(!isOfDriver && { field: this.#fieldId(this.#file.path, owner, name) }),
    })
  }

  /** The class of what a member holds, or what it holds a promise of. */
  #inheritable(origin: Origin): string | undefined {
    if (origin.type === 'annotation') return origin.client
    const accessor = this.#detector.accessors.find(({ id }) => id === origin.accessor)
    if (!accessor || /^(helper|scoped)$/.test(accessor.kind)) return undefined
    if (accessor.client) return clientId(accessor.client)
    const held = this.#flow.valueOf(this.#file, origin.expression)
    return held?.what === 'client' ? clientId(held.client) : undefined
  }

  #parameter(declaration: Node, identifier: Node, origin: Origin): void {
    const property = ancestor(
      declaration,
      (node): node is Node => node.type === 'TSParameterProperty',
      isFunction,
    )
    const name = (identifier as { name: string }).name
    const references = this.#parameterReferences(identifier, property)
    if (property) {
      const owner = enclosingClass(property)!
      this.#mayInherit(property, owner, name, origin)
      const id = this.#fieldId(this.#file.path, owner, name)
      this.#holder('parameter-property', property, name, origin, references, id)
    } else {
      this.#holder(
        'parameter',
        declaration,
        name,
        origin,
        references,
        parameterId(this.#file.path, declaration),
      )
    }
  }

  /** Where a parameter is named, also as the field that it makes. */
  #parameterReferences(identifier: Node, property: Node | undefined): Node[] {
    const references = this.#bindingReferences(identifier)
    const owner = property && enclosingClass(property)
    return owner
      ? [...references, ...ownReferences(this.#file, owner, (identifier as { name: string }).name)]
      : references
  }

  /** `connection: DuckDBConnection`, `client: DuckDBClient`: parameters that are handed a client. */
  #annotatedParameters(fn: AnyFunction): void {
    if (!fn.body || this.#detector.accessorAt(this.#file, fn)) return
    if (this.#isScopedCallback(fn)) return
    for (const parameter of fn.params as Node[]) {
      const { pattern, target } = patternOf(parameter)
      const annotation = (target as { typeAnnotation?: { typeAnnotation: Node } | null }).typeAnnotation
        ?.typeAnnotation
      const isKnown = this.#held.has(pattern) || this.#held.has(parameter)
      if (!annotation || isKnown || this.#plumbing.isInsideClient(fn as Node)) continue
      const held = this.#flow.types.typeOf(this.#file, annotation)
      if (held?.what === 'client' && target.type === 'Identifier' && isPlainClientType(annotation)) {
        const client = clientId(held.client)
        const origin: Origin = { type: 'annotation', client, typeNames: typeNamesOf(annotation) }
        if (!this.#isRelease(target)) this.#parameter(pattern === target ? target : pattern, target, origin)
      } else if (held?.what === 'object' && target.type === 'Identifier') {
        this.#objectParameter(target, pattern, held)
      } else if (held?.what === 'object' && target.type === 'ObjectPattern') {
        this.#destructuredParameter(target, pattern)
      }
    }
  }

  /** `release(connection)`: closes or takes back, and does no work. */
  #isRelease(identifier: Node): boolean {
    const { touches, escapes } = this.#usesOf(this.#bindingReferences(identifier))
    return (
      touches.length > 0 &&
      touches.every((touch) => /^(close|disconnect|end|interrupt)/.test(touch.method)) &&
      escapes.every((escaping) => escaping.kind !== 'returned' && !escaping.target)
    )
  }

  /** `context: { connection: DuckDBConnection }`, `manager: { withConnection(…) }`: an object that holds the client. */
  #objectParameter(identifier: Node, declaration: Node, held: Held): void {
    if (!this.#flow.isClientLike(held)) return
    const references = this.#bindingReferences(identifier).flatMap((reference) => this.#clientUses(reference))
    if (references.length === 0) return
    const name = (identifier as { name: string }).name
    const origin: Origin = { type: 'annotation', client: this.#clientIn(held), typeNames: [] }
    this.#holder(
      'parameter',
      declaration,
      name,
      origin,
      references,
      parameterId(this.#file.path, declaration),
    )
  }

  /** Where an object's client is taken from it: `context.connection`, `const { connection } = context`. */
  #clientUses(reference: Node): readonly Node[] {
    const outer = outermost(reference)
    const parent = outer.parent
    if (
      parent?.type === 'VariableDeclarator' &&
      parent.init === outer &&
      parent.id.type === 'ObjectPattern'
    ) {
      return bindingNames(parent.id).flatMap((identifier) => {
        const binding = this.#file.scopes.lookup(identifier, (identifier as { name: string }).name)
        const held = binding && this.#flow.bindingValue(this.#file, binding)
        return held?.what === 'client' ? (binding?.references ?? []) : []
      })
    }
    if (parent?.type !== 'MemberExpression' || unwrap(parent.object) !== reference) return []
    const value = this.#flow.valueOf(this.#file, parent)
    if (value?.what === 'client') return [parent]
    const call = outermost(parent).parent
    const isScoped =
      call?.type === 'CallExpression' && this.#flow.calleeFacts(this.#file, call).scoped !== undefined
    return isScoped ? [reference] : []
  }

  #clientIn(held: Held): string {
    if (held.what !== 'object') return ''
    for (const name of held.names()) {
      const member = held.member(name)
      const client =
        member?.what === 'client'
          ? member
          : member?.what === 'signature'
            ? this.#flow.types.scopedClient(member)
            : undefined
      if (client) return clientId(client.client)
    }
    return '@duckdb/node-api#DuckDBConnection'
  }

  /** `({ connection }: { connection: DuckDBConnection })` */
  #destructuredParameter(pattern: Node, declaration: Node, member?: string): void {
    const taken = member === undefined ? bindingNames(pattern) : takenFrom(pattern, member)
    for (const identifier of taken) {
      const name = (identifier as { name: string }).name
      const binding = this.#file.scopes.lookup(identifier, name)
      const held = binding && this.#flow.bindingValue(this.#file, binding)
      if (held?.what !== 'client') continue
      const origin: Origin = {
        type: 'annotation',
        client: clientId(held.client),
        typeNames: [],
      }
      this.#holder(
        'parameter',
        declaration,
        name,
        origin,
        this.#bindingReferences(identifier),
        `${parameterId(this.#file.path, declaration)}.${name}`,
      )
    }
  }

  #annotatedField(property: Node): void {
    if (property.type !== 'PropertyDefinition' || property.value || !property.typeAnnotation) return
    if (this.#collected.values.some((value) => value.declaration === property)) return
    const owner = enclosingClass(property)
    if (property.static && owner && this.#handsOut(owner)) return
    const annotation = property.typeAnnotation.typeAnnotation as Node
    if (
      !owner ||
      !keyName(property.key) ||
      !isPlainClientType(annotation) ||
      this.#plumbing.isInsideClient(property)
    )
      return
    const held = this.#flow.types.typeOf(this.#file, annotation)
    if (held?.what !== 'client') return
    const client = clientId(held.client)
    this.#field(property, { type: 'annotation', client, typeNames: typeNamesOf(annotation) })
  }

  /** True for a class with static accessors: what they hand out they may keep. */
  #handsOut(owner: Class): boolean {
    return owner.body.body.some(
      (member) =>
        member.type === 'MethodDefinition' &&
        member.static &&
        this.#detector.accessorAt(this.#file, member.value) !== undefined,
    )
  }

  /** `withConnection(async (connection: DuckDBConnection) => …)` is one usage: the call. */
  #isScopedCallback(fn: AnyFunction): boolean {
    const call = fn.parent
    if (call?.type !== 'CallExpression') return false
    const index = call.arguments.indexOf(fn as never)
    return index >= 0 && this.#flow.calleeFacts(this.#file, call).scoped === index
  }

  #bindingReferences(identifier: Node): Node[] {
    const name = (identifier as { name: string }).name
    return [...(this.#file.scopes.lookup(identifier, name)?.references ?? [])]
  }

  #fieldId = (file: string, owner: Node, name: string): string => `${file}:${owner.start}.${name}`

  #derivedUses(): DerivedUses {
    return new DerivedUses(this.#project, this.#flow, this.#file, this.#fieldId)
  }

  #usesOf(references: readonly Node[]): { touches: Touch[]; escapes: Escape[] } {
    const touches: Touch[] = []
    const escapes: Escape[] = []
    for (const reference of references) {
      const uses = usesOf(this.#project, this.#file, reference, this.#fieldId)
      touches.push(...uses.touches)
      escapes.push(...uses.escapes)
    }
    return { touches, escapes }
  }

  #holder(
    kind: HolderKind,
    declaration: Node,
    name: string | undefined,
    origin: Origin,
    references: readonly Node[],
    id = `${this.#file.path}:${declaration.start}`,
  ): void {
    this.#held.add(declaration)
    if (kind === 'field') this.#fields.add(id)
    const { touches, escapes } = this.#usesOf(references)
    const kept = kind === 'parameter' || kind === 'variable' ? this.#keptInFields(escapes, origin) : []
    const others = escapes.filter((escaping) => !kept.some(({ by }) => by === escaping))
    const derived = this.#derivedUses().of(touches, others)
    this.#record(kind, declaration, name, origin, touches, escapes, derived, id)
    for (const { field, owner, name, client } of kept) {
      const isKnown = this.#fields.has(this.#fieldId(this.#file.path, owner, name))
      const isLikeClient = origin.type === 'annotation' && origin.isLikeClient
      if (!isKnown)
        this.#fieldOf(field, owner, name, {
          type: 'annotation',
          client,
          typeNames: [],
          ...(isLikeClient && { isLikeClient }),
        })
    }
  }

  /** The fields that a class fills with a client, and whose type nothing says: `this.db = db` in JavaScript. */
  #keptInFields(
    escapes: readonly Escape[],
    origin: Origin,
  ): readonly {
    readonly by: Escape
    readonly field: Node
    readonly owner: Class
    readonly name: string
    readonly client: string
  }[] {
    if (this.#inTest) return []
    const detected =
      origin.type === 'accessor'
        ? this.#detector.accessors.find(({ id }) => id === origin.accessor)
        : undefined
    // What is kept may be a promise yet.
    if (origin.type === 'accessor' && !origin.awaited && detected?.kind === 'async-function') return []
    return escapes.flatMap((by) => {
      const parent = by.kind === 'assigned' ? outermost(by.node).parent : undefined
      const left = parent?.type === 'AssignmentExpression' ? unwrap(parent.left as Node) : undefined
      const own = left && classMember(this.#file, left)
      if (!left || !own || this.#plumbing.isInsideClient(left)) return []
      const { owner, name } = own
      const held = this.#flow.valueOf(this.#file, by.node)
      if (held?.what !== 'client') return []
      const declared = owner.body.body.find((member) => 'key' in member && keyName(member.key) === name)
      if (declared && !isUnsaid(declared)) return []
      const client = clientId(held.client)
      return [{ by, field: declared ?? left, owner, name, client }]
    })
  }

  #record(
    kind: HolderKind,
    declaration: Node,
    name: string | undefined,
    origin: Origin,
    touches: Touch[],
    escapes: Escape[],
    derived: readonly Derived[],
    id: string | undefined,
    shape?: Shape,
  ): void {
    const accessor = origin.type === 'accessor' ? origin.accessor : origin.client
    const detected = this.#detector.accessors.find((candidate) => candidate.id === accessor)
    const client =
      origin.type === 'annotation' ? origin.client : detected?.client && clientId(detected.client)
    const everything = [escapes, ...derived.map((next) => next.escapes)].flat()
    if (this.#isBesideClient(client, [touches, ...derived.map((next) => next.touches)].flat(), everything))
      return
    const safe = client === undefined ? undefined : runtimeTransactions(this.#project, client)
    const holder = {
      kind,
      declaration,
      origin,
      accessorKind: detected?.kind,
      safe,
      touches,
      escapes,
      derived,
    }
    const found = shapeOf(this.#file, holder)
    const isUnsaid = /^(direct-call|argument|returned)$/.test(found)
    const usage = this.#usage(
      declaration,
      accessor,
      shape && isUnsaid ? shape : found,
      traitsOf(this.#file, holder),
    )
    if (!this.#inTest) for (const escaping of everything) this.#hand(escaping, accessor)
    this.#collected.values.push({
      id: id ?? `${this.#file.path}:${declaration.start}`,
      usage: usage.id,
      file: this.#file.path,
      kind,
      declaration,
      ...(name !== undefined && { name }),
      origin,
      touches,
      escapes,
      ...(derived.length > 0 && { derived }),
    })
  }

  #hand(escaping: Escape, accessor: string): void {
    this.#handed.push(...handedBy(this.#project, this.#flow, this.#file, escaping, accessor))
  }

  #usage(node: Node, accessor: string, shape: Shape, traits: readonly string[]): Usage {
    const within = placeName(node)
    const place = { file: this.#file.path, within, accessor }
    const base = `${place.file}\n${within}\n${accessor}`
    const ordinal = this.#ordinals.get(base) ?? 0
    this.#ordinals.set(base, ordinal + 1)
    const phase: PhaseNumber = shape === 'manual-transaction' ? 2 : shape === 'mocked-in-test' ? 5 : 1
    const usage: Usage = {
      id: usageId(place, ordinal),
      ...this.#file.place(node),
      accessor,
      shape,
      traits,
      phase,
      inTest: this.#inTest,
      within,
    }
    this.#collected.usages.push(usage)
    return usage
  }

  /** A module-level variable that holds a client its module opened, and that no accessor call filled. */
  #isPrivateInstance(binding: Binding): boolean {
    if (binding.kind !== 'variable' || binding.scope !== this.#file.program || this.#inTest) return false
    const { declaration } = binding
    if (declaration.type !== 'VariableDeclarator' || declaration.id.type !== 'Identifier') return false
    if (this.#detector.instanceAccessor(declaration)) return false
    if (importedBinding(this.#project, this.#file, binding)?.target) return false
    const held = this.#flow.bindingValue(this.#file, binding)
    if (held?.what !== 'client' || held.given) return false
    const filled = [declaration.init, ...assignedTo(binding)]
    return !filled.some((value) => value && this.#isAccessorCall(value))
  }

  #isAccessorCall(value: Node): boolean {
    let bare = unwrap(value)
    while (bare.type === 'AwaitExpression') bare = unwrap(bare.argument)
    return bare.type === 'CallExpression' && this.#detector.calledAccessor(this.#file, bare) !== undefined
  }

  /** Functions that use the module's hidden client, other than those that open, close or hand it out. */
  #privateInstance(binding: Binding): void {
    const held = this.#flow.bindingValue(this.#file, binding)
    if (held?.what !== 'client') return
    const byFunction = new Map<Node, Node[]>()
    for (const reference of binding.references) {
      if (this.#plumbing.isPlumbing(reference) || isTypePosition(reference)) continue
      const owner = outermostFunction(reference) ?? this.#handing(reference)
      if (owner) byFunction.set(owner, [...(byFunction.get(owner) ?? []), reference])
    }
    for (const [owner, references] of byFunction) {
      if (references.some((node) => isAssigned(node)) || assignsTo(binding, owner)) continue
      const { touches, escapes } = this.#usesOf(references)
      const derived = this.#derivedUses().of(touches, escapes)
      const all = [...touches, ...derived.flatMap((next) => next.touches)]
      const isWorking = all.some((touch) => !/^(close|disconnect|connect)/.test(touch.method))
      const isHanded = escapes.some((escaping) => escaping.kind === 'argument' || escaping.kind === 'stored')
      if (!isWorking && !isHanded) continue
      const reference = references.find((node) => node.parent?.type === 'MemberExpression') ?? references[0]!
      const accessor =
        this.#handedOutBy(binding) ??
        this.#detector.privateInstance(this.#file, binding.name, binding.declaration, held)
      const origin: Origin = {
        type: 'accessor',
        accessor: accessor.id,
        expression: reference,
        reference,
        awaited: false,
      }
      this.#record('import', reference, binding.name, origin, touches, escapes, derived, undefined)
    }
  }

  /** The call outside of functions to which a module hands its client: `setupRoutes(app, db)`. */
  #handing(reference: Node): Node | undefined {
    const outer = outermost(reference)
    const call = outer.parent
    if (call?.type !== 'CallExpression' && call?.type !== 'NewExpression') return undefined
    if (!call.arguments.includes(outer as never)) return undefined
    const made = this.#flow.valueOf(this.#file, call)
    return made?.what === 'method' || this.#flow.isClientLike(made) ? undefined : call
  }

  /** The accessor that returns a module-level variable. */
  #handedOutBy(binding: Binding): Accessor | undefined {
    for (const reference of binding.references) {
      const owner = outermostFunction(reference)
      const isReturned = outermost(reference).parent?.type === 'ReturnStatement'
      if (!owner || !isReturned || !isFunction(owner)) continue
      const value = this.#detector.accessorOfFunction({
        what: 'function',
        file: this.#file.path,
        node: owner,
      })
      if (value) return value
    }
    return undefined
  }

  /** `(await import('x')).getClient()` */
  #inlineDynamicImport(node: Node): void {
    if (node.type !== 'ImportExpression') return
    const target = this.#project.graph.resolve(this.#file.path, stringValue(node.source) ?? '')
    const exported = target && this.#carriers.exportsOf(target)
    if (!exported || !target) return
    const outer = outermost(node)
    const value = outer.parent?.type === 'AwaitExpression' ? outermost(outer.parent) : outer
    const parent = value.parent
    if (parent?.type === 'VariableDeclarator' || this.#mocked.isMockArgument(value)) return
    const carried = parent?.type === 'MemberExpression' ? exported.get(memberName(parent) ?? '') : undefined
    if (parent && carried?.kind === 'accessor') {
      this.#accessor(parent, parent, carried.accessor, node)
      return
    }
    if (parent?.type === 'MemberExpression' && memberName(parent) !== 'then') return
    if (this.#leadsToCall(node) || isInMock(node)) return
    const accessor = this.#carriers.anyAccessor(target)
    if (accessor && !this.#plumbing.isPlumbing(node)) this.#usage(node, accessor.id, 'dynamic-import', [])
  }

  /** `import('./db').then(({ getDb }) => getDb())`: the call inside is the usage. */
  #leadsToCall(node: Node): boolean {
    const list = outermost(node).parent
    if (list?.type === 'ArrayExpression') return true
    const then = outermost(node).parent
    const call = then?.type === 'MemberExpression' ? then.parent : undefined
    const callback = call?.type === 'CallExpression' ? (call.arguments[0] as Node | undefined) : undefined
    return (
      callback !== undefined &&
      this.#collected.usages.some((usage) => usage.start >= callback.start && usage.end <= callback.end)
    )
  }

  /** `expect(getDb)`, `typeof getDb`: looks at the accessor without using it. */
  #isComparison(node: Node): boolean {
    const parent = outermost(node).parent
    if (parent?.type === 'UnaryExpression' && parent.operator === 'typeof') return true
    return (
      this.#inTest &&
      parent?.type === 'CallExpression' &&
      parent.arguments.includes(node as never) &&
      this.#file.textOf(parent.callee) === 'expect'
    )
  }
}

/** The members that an expression's surroundings take from it: `db.a`, `const { a, b } = db`; undefined where it goes elsewhere. */
function membersTaken(outer: Node): string[] | undefined {
  const { parent } = outer
  if (parent?.type === 'MemberExpression' && parent.object === outer) {
    const name = memberName(parent)
    return name === undefined ? undefined : [name]
  }
  const pattern =
    parent?.type === 'VariableDeclarator' && parent.init === outer && parent.id.type === 'ObjectPattern'
      ? parent.id
      : undefined
  const keys = pattern?.properties.map((property) =>
    property.type === 'Property' ? keyName(property.key) : undefined,
  )
  return keys?.includes(undefined) ? undefined : (keys as string[] | undefined)
}

/** True for a field of which neither a type nor a value says what it holds. */
function isUnsaid(member: Node): boolean {
  if (member.type !== 'PropertyDefinition' || member.static || member.typeAnnotation) return false
  return !member.value || isNothing(member.value as Node)
}

function functionAt(file: SourceFile, start: number): AnyFunction | undefined {
  let found: AnyFunction | undefined
  walk(file.program as Node, (node) => {
    if (found || node.start > start || node.end <= start) return false
    if (node.start === start && isFunction(node)) found = node
    return true
  })
  return found
}

export function parameterId(file: string, parameter: Node): string {
  return `${file}:parameter:${parameter.start}`
}

/** True when a function fills the variable with something other than nothing. */
function assignsTo(binding: Binding, owner: Node): boolean {
  return binding.references.some((reference) => {
    const parent = reference.parent
    if (parent?.type !== 'AssignmentExpression' || parent.left !== reference) return false
    return reference.start >= owner.start && reference.end <= owner.end
  })
}

const statementName =
  /^(run|all|each|get|exec|execute|query|select|fetch|prepare|stream|append|connect|transaction|with)(?![a-z])/

/** What names types in an annotation: `Client` in `Promise<Client>`, all of `Pick<Client, 'run'>`. */
function typeNamesOf(annotation: Node): Node[] {
  const found: Node[] = []
  walk(annotation, (node) => {
    if (node.type !== 'TSTypeReference') return undefined
    const name = node.typeName.type === 'Identifier' && node.typeArguments ? node.typeName.name : ''
    if (/^(Promise|PromiseLike|Awaited|Readonly|NonNullable|Required)$/.test(name)) return undefined
    found.push(/^(Pick|Omit|Partial)$/.test(name) ? node : (node.typeName as Node))
    return false
  })
  return found
}

/** True for `Client`, `Client | null`, `Client | undefined`: a position that holds the client itself. */
function isPlainClientType(annotation: Node): boolean {
  const members = annotation.type === 'TSUnionType' ? annotation.types : [annotation]
  return members.every((member) =>
    /^TS(TypeReference|NullKeyword|UndefinedKeyword|ImportType)$/.test(member.type),
  )
}

function isTypePosition(node: Node): boolean {
  return /^TS(TypeQuery|TypeReference|QualifiedName|ImportType|InterfaceHeritage|ClassImplements)$/.test(
    node.parent?.type ?? '',
  )
}

/** `(await import('x'))`: what is taken from it is a dynamic import's, which must stay dynamic. */
function isAwaitedImport(node: Node): boolean {
  const bare = unwrap(node)
  return bare.type === 'AwaitExpression' && unwrap(bare.argument).type === 'ImportExpression'
}
