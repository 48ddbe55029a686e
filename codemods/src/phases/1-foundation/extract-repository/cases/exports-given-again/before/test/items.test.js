'use strict';
const proxyquire = require('proxyquire').noCallThru();

const { sizes } = proxyquire('../src/items', { './sizes': { SIZES: "SELECT 'large' AS size" } });

it('asks for what the test says', async () => {
  const [{ size }] = await sizes();
  if (size !== 'large') throw new Error('Another size.');
});
