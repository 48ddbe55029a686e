import { describe, expect, test } from 'vitest'
import { Container, createToken, InjectionError, inject } from './container.js'

class Clock {
  readonly now = () => 1
}

class Greeter {
  readonly clock: Clock

  constructor(clock: Clock = inject(Clock)) {
    this.clock = clock
  }
}

describe('what a container hands out', () => {
  test('is made once, with what it injects from the same container', () => {
    const container = new Container()
    const greeter = container.get(Greeter)
    expect(container.get(Greeter)).toBe(greeter)
    expect(greeter.clock).toBe(container.get(Clock))
  })

  test('is what was provided, until it is provided anew', () => {
    const container = new Container().provide(Clock, () => ({ now: () => 2 }) as Clock)
    expect(container.get(Greeter).clock.now()).toBe(2)
    container.provide(Clock, () => ({ now: () => 3 }) as Clock)
    expect(container.get(Clock).now()).toBe(3)
  })

  test('a child overrides and falls back', () => {
    const token = createToken<string>('place')
    const parent = new Container().provide(token, () => 'parent')
    const child = parent.child().provide(Clock, () => ({ now: () => 9 }) as Clock)
    expect(child.get(token)).toBe('parent')
    expect(child.get(Greeter).clock.now()).toBe(9)
    expect(parent.get(Greeter).clock.now()).toBe(1)
  })

  test('a token creates its default; without one the error names it', () => {
    const container = new Container()
    expect(container.get(createToken('number', () => 5))).toBe(5)
    expect(() => container.get(createToken('missing'))).toThrow(/missing.*container\.provide/)
  })
})

test('the current container travels with async flows', async () => {
  const token = createToken<string>('name')
  const [first, second] = [new Container(), new Container()]
  first.provide(token, () => 'first')
  second.provide(token, () => 'second')
  const read = async () => {
    await new Promise((resolve) => setTimeout(resolve, 1))
    return inject(token)
  }
  expect(await Promise.all([first.run(read), second.run(read)])).toEqual(['first', 'second'])
  expect(Container.current).toBe(Container.application)
})

test('things that need each other are an error that shows the circle', () => {
  const container = new Container()
  const a = createToken<unknown>('a')
  const b = createToken<unknown>('b')
  container.provide(a, () => container.get(b)).provide(b, () => container.get(a))
  expect(() => container.get(a)).toThrow(InjectionError)
  expect(() => container.get(a)).toThrow('a needs b needs a')
})
