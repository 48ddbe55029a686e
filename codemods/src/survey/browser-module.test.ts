import { describe, expect, it } from 'vitest'
import { isClientText } from './browser-module.js'

describe('isClientText', () => {
  it('reads the directive after comments', () => {
    expect(isClientText(`'use client'\n`)).toBe(true)
    expect(isClientText(`\n// a\n/* 'b' */ /** c */\n"use client"\nimport x from 'x'`)).toBe(true)
  })

  it('is not misled by what only names it', () => {
    expect(isClientText(`// 'use client'\nexport const a = 1`)).toBe(false)
    expect(isClientText(`export const a = 'use client'`)).toBe(false)
    expect(isClientText(`'use server'\n// 'use client'`)).toBe(false)
    expect(isClientText(`/* 'use client'`)).toBe(false)
    expect(isClientText(`// 'use client'`)).toBe(false)
  })

  it('takes no longer for many comments', () => {
    const started = performance.now()
    expect(isClientText(`${'/** a */\n'.repeat(20_000)}export const a = 'use client'`)).toBe(false)
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})
